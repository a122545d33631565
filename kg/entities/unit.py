"""A unit: own entities that are one before anything is compared, and what all their articles say together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.entities.kinds import Kinds
from kg.entities.members import births, classes, countries, is_national
from kg.identity import Fact, Profile


@dataclass(slots=True)
class Unit:
    """Own entities that are one before anything is compared: an id, and what all their articles say together.

    `label` and `type` are the commonest, `size` is the number of members. `facts` have the ids of units at their other
    end. `births` are years, `owns` the ids that articles give it. It is `named` if some name tells it from others; a
    surname, and "the army", do not. It is `frozen` if only people said who belongs to it.
    """

    id: str
    members: list[Profile] = field(default_factory=list)
    label: str = ""
    type: str = ""
    size: int = 0
    named: bool = False
    owns: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    families: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    births: frozenset[int] = frozenset()
    settings: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    national: bool = False
    frozen: bool = False
    facts: frozenset[Fact] = field(default_factory=frozenset)


Said = tuple[str, str]
"""What one member says of its unit: the name of a field, and a value."""


NAMED: Said = ("named", "")


def plainly(member: Profile, kinds: Kinds, pinned: bool) -> Iterator[Said]:
    """Yield what a member says of its unit, but for its facts; `pinned` if people put it there."""
    yield "label", member.label
    yield "type", member.type
    yield "own", member.own.id
    yield "article", member.own.article
    yield from (("name", name) for name in set(member.names))
    yield from (("link", iri) for iri in {link.iri for link in member.links})
    yield from (("country", country) for country in set(countries(member)))
    yield from (("birth", str(year)) for year in set(births(member)))
    if families := classes(member, kinds):
        yield "families", " ".join(sorted(families))
    if member.setting:
        yield "setting", member.setting
    if member.named:
        yield NAMED
    if not is_national(member, kinds):
        yield "anywhere", ""
    if not pinned:
        yield "found", ""


def factually(facts: Iterable[Fact], units_: Mapping[str, str]) -> Iterator[Said]:
    """Yield the facts that a member says of its unit; `units_` gives the unit of own ids, if that bears a name."""
    for fact in facts:
        if fact.value or fact.other in units_:
            other = fact.other if fact.value else units_[fact.other]
            yield "fact", "\t".join((fact.relation, "><"[not fact.outward], "v" if fact.value else "", other))


def fill(unit: Unit, said: Mapping[Said, int]) -> None:
    """Fill in a unit from what its members say, each as often as they do."""
    values: dict[str, dict[str, int]] = defaultdict(dict)
    for (name, value), count in said.items():
        values[name][value] = count
    unit.label = commonest(values["label"])
    unit.type = commonest(values["type"])
    unit.size = sum(values["label"].values())
    unit.named = "named" in values
    unit.owns = frozenset(values["own"])
    unit.names = tuple(sorted(values["name"]))
    unit.families = frozenset(commonest(values["families"]).split())
    unit.links = frozenset(values["link"])
    unit.countries = frozenset(values["country"])
    unit.births = frozenset(map(int, values["birth"]))
    unit.settings = frozenset(values["setting"])
    unit.articles = frozenset(values["article"])
    unit.national = "anywhere" not in values
    unit.frozen = "found" not in values
    unit.facts = frozenset(map(_fact, values["fact"]))


def _fact(written: str) -> Fact:
    relation, direction, value, other = written.split("\t", 3)
    return Fact(relation, direction == ">", other, bool(value))


def commonest(counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda value: (-counts[value], value), default="")
