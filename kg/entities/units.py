"""Own entities of the same id, put together unless what the articles say of them contradicts.

"Jordan" is a country here and a basketball player there; "the Interior Ministry" is another one in each country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.entities.kinds import PERSON, Kinds, exclude
from kg.entities.members import births, classes, countries, is_common, is_national, near, tells
from kg.entities.unit import NAMED, Unit, factually, fill, plainly
from kg.identity import Fact, Own, Profile, slug
from kg.model import digest

COMPANIONS = 2  # that two articles must share to speak of the same
MOST_GROUPS = 200  # of one id: that many different sets of facts are noise, and are not told apart


def units(profiles: Iterable[Profile], kinds: Kinds, pinned: Mapping[Own, str]) -> dict[str, Unit]:
    """Return the units by id, whatever the order of the profiles; `pinned` says where people put an own entity."""
    profiles = list(profiles)
    company = Companions(profiles, kinds)
    by_id: dict[str, list[Profile]] = defaultdict(list)
    placed: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        place = placed[pinned[profile.own]] if profile.own in pinned else by_id[profile.own.id]
        place.append(profile)
    found: dict[str, Unit] = {}
    taken = {*by_id, *placed}
    for id_ in sorted(by_id):
        groups = grouped(sorted(by_id[id_], key=lambda profile: profile.own), kinds, company)
        for name, members in named_groups(id_, groups, kinds, taken):
            found[name] = Unit(name, members)
    for id_ in sorted(placed):
        unit = found.setdefault(id_, Unit(id_))
        unit.members = sorted([*unit.members, *placed[id_]], key=lambda profile: profile.own)
    _describe(found, kinds, pinned)
    return found


def _describe(found: Mapping[str, Unit], kinds: Kinds, pinned: Mapping[Own, str]) -> None:
    """Fill in what the articles say of each unit."""
    of = {member.own: unit for unit in found.values() for member in unit.members}
    said = {
        unit.id: Counter(one for member in unit.members for one in plainly(member, kinds, member.own in pinned))
        for unit in found.values()
    }
    named = {id_ for id_, counts in said.items() if NAMED in counts}
    for unit in found.values():
        for member in unit.members:
            there = {own: of[own].id for fact in member.facts if (own := Own(member.own.article, fact.other)) in of}
            said[unit.id].update(factually(member.facts, {own.id: id_ for own, id_ in there.items() if id_ in named}))
        fill(unit, said[unit.id])


def grouped(members: Sequence[Profile], kinds: Kinds, company: Company) -> list[list[Profile]]:
    """Return the profiles of one id in groups without contradiction."""
    found = [[member] for member in members if not member.named]
    for family in _by_family([member for member in members if member.named], kinds):
        if any(member.links for member in family):
            found.append(family)
        elif all(PERSON in classes(member, kinds) for member in family):
            found += _by_facts(family, company)
        elif all(is_national(member, kinds) for member in family):
            strict = any(is_common(member, kinds) for member in family)
            found += _by_facts(family, company, of_country=True, strict=strict)
        else:
            found.append(family)
    return found


def _by_family(members: Sequence[Profile], kinds: Kinds) -> list[list[Profile]]:
    """Return the profiles parted by families of classes that exclude one another; what may be any joins the most."""
    sets: dict[frozenset[str], list[Profile]] = defaultdict(list)
    for member in members:
        sets[classes(member, kinds)].append(member)
    open_ = sets.pop(frozenset(), [])
    groups: list[tuple[list[frozenset[str]], list[Profile]]] = []
    for families in sorted(sets, key=lambda one: (-len(sets[one]), sorted(one))):
        fitting = (group for group in groups if not any(exclude(families, other) for other in group[0]))
        group = next(fitting, None)
        if group is None:
            groups.append(([families], list(sets[families])))
        else:
            group[0].append(families)
            group[1].extend(sets[families])
    if not groups:
        return [open_] if open_ else []
    max(groups, key=lambda group: len(group[1]))[1].extend(open_)
    return [sorted(group, key=lambda member: member.own) for _, group in groups]


@dataclass(slots=True)
class _Sort:
    """Profiles with the same countries and years of birth, and all else that is said of them."""

    countries: frozenset[str]
    births: frozenset[int]
    members: list[Profile]
    settings: set[str]
    facts: set[Fact]

    def contradicts(self, other: _Sort) -> bool:
        if self.births and other.births and not near(self.births, other.births):
            return True
        if not self.countries or not other.countries or self.countries & other.countries:
            return False
        return not (self.countries & other.settings or other.countries & self.settings or self.facts & other.facts)

    def join(self, other: _Sort) -> None:
        self.countries, self.births = self.countries | other.countries, self.births | other.births
        self.members += other.members
        self.settings |= other.settings
        self.facts |= other.facts


def _by_facts(
    members: Sequence[Profile], company: Company, *, of_country: bool = False, strict: bool = False
) -> list[list[Profile]]:
    """Return the profiles parted where country or year of birth contradict.

    Of a body `of_country` that of which the article is mostly about is taken for its own. Those of which nothing is
    known stay together while there is nothing to tell apart, unless the name is so common that it must be `strict`;
    else they go where they are in the same company, or stay alone.
    """
    sorts: dict[tuple[frozenset[str], frozenset[int]], _Sort] = {}
    for member in members:
        own = frozenset(countries(member)) or frozenset({member.setting} - {""} if of_country else ())
        born = frozenset(births(member))
        one = sorts.setdefault((own, born), _Sort(own, born, [], set(), set()))
        one.members.append(member)
        one.settings |= set() if strict else member.settings
        one.facts |= {fact for fact in member.facts if not fact.value}
    silent = sorts.pop((frozenset(), frozenset()), None)
    if len(sorts) > MOST_GROUPS:
        return [list(members)]
    groups: list[_Sort] = []
    for key in sorted(sorts, key=lambda one: (-len(sorts[one].members), sorted(one[0]), sorted(one[1]))):
        fitting = next((group for group in groups if not group.contradicts(sorts[key])), None)
        if fitting is None:
            groups.append(sorts[key])
        else:
            fitting.join(sorts[key])
    found = [group.members for group in groups]
    rest = silent.members if silent else []
    if rest and not strict and len(found) < 2:
        return [[member for group in found for member in group] + rest]
    return _in_company(found, rest, company)


def _in_company(groups: list[list[Profile]], rest: Sequence[Profile], company: Company) -> list[list[Profile]]:
    """Return the groups with the rest of the profiles: each where it is in the same company, or alone."""
    known: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for member in group:
            for name in company.of(member):
                known[name].add(number)
    for member in rest:
        shared = Counter(number for name in company.of(member) for number in known[name])
        best = min(shared, key=lambda number: (-shared[number], number), default=-1)
        if best < 0 or shared[best] < COMPANIONS:
            best = len(groups)
            groups.append([])
        groups[best].append(member)
        for name in company.of(member):
            known[name].add(best)
    return groups


class Taken(Protocol):
    """The ids that are given out already."""

    def __contains__(self, id_: str, /) -> bool: ...

    def add(self, id_: str, /) -> None:
        """Note that an id is given out."""


class Company(Protocol):
    """Who and what is named in each article, but for what many articles name, and for what is at home everywhere."""

    def of(self, member: Profile) -> list[str]:
        """Return the ids of what is named beside an entity, sorted."""


class Companions:
    """The company of entities that are all at hand."""

    def __init__(self, profiles: Iterable[Profile], kinds: Kinds) -> None:
        self._named: dict[str, set[str]] = defaultdict(set)
        for one in profiles:
            if tells(one, kinds):
                self._named[one.own.article].add(one.own.id)
        self._counts = Counter(name for names in self._named.values() for name in names)
        self._common = commonness(len(self._named))

    def of(self, member: Profile) -> list[str]:
        """Return the ids of what is named beside an entity, sorted."""
        there = self._named.get(member.own.article, ())
        return sorted(one for one in there if one != member.own.id and self._counts[one] <= self._common)


def commonness(articles: int) -> int:
    """Return how many of so many articles may name what still says something of its company, about one in fifty.

    It goes up in doublings, so that one article more seldom changes it.
    """
    return max(4, 1 << max(0, (articles // 50).bit_length() - 1))


def named_groups(
    id_: str, groups: Sequence[list[Profile]], kinds: Kinds, taken: Taken
) -> Iterator[tuple[str, list[Profile]]]:
    """Yield each group with its id: the best attested keeps what they share, the others get what tells them apart.

    Ids that are given out are added to those `taken`.
    """
    ranked = by_attestation(groups)
    yield from zip(given(id_, wishes(id_, ranked, kinds), taken), ranked, strict=True)


def by_attestation(groups: Sequence[list[Profile]]) -> list[list[Profile]]:
    """Return the groups of one id, the best attested first."""
    return sorted(groups, key=lambda one: (-_linked(one), -len(one), -sum(m.mentions for m in one), one[0].own))


def wishes(id_: str, ranked: Sequence[list[Profile]], kinds: Kinds) -> list[tuple[str, str]]:
    """Return for each group but the first which id it would like to have, if any, and which it gets else."""
    marks = [_mark(group, ranked[0], kinds) for group in ranked[1:]]
    return [
        (
            f"{id_}-{mark}" if mark and marks.count(mark) == 1 else "",
            f"{id_}-{digest(*min(member.own for member in group))[:8]}",
        )
        for group, mark in zip(ranked[1:], marks, strict=True)
    ]


def given(id_: str, wished: Iterable[tuple[str, str]], taken: Taken) -> Iterator[str]:
    """Yield the ids of the groups of one id: the first keeps it, the others get what they wish where that is free."""
    yield id_
    for wish, otherwise in wished:
        name = wish if wish and wish not in taken else otherwise
        taken.add(name)
        yield name


def _linked(group: Sequence[Profile]) -> bool:
    return any(member.links for member in group)


def _mark(group: Sequence[Profile], keeper: Sequence[Profile], kinds: Kinds) -> str:
    """Return what tells a group from the keeper: its family of classes, else its country, else nothing."""
    families = min(classes(member, kinds) for member in group)
    if exclude(families, classes(keeper[0], kinds)):
        return slug(min(families).partition(":")[2])
    found = {country for member in group for country in countries(member)} or {m.setting for m in group} - {""}
    return min(found) if len(found) == 1 else ""
