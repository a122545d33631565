"""The vocabulary of events: roles (`ontologies/events.ttl`) and the words that tell of one (`event-frames.tsv`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal

from kg.errors import OntologyError
from kg.ontology import DATATYPES, packaged
from kg.ontology.stanzas import COMMENT, KG, LABEL, RDFS
from kg.ontology.turtle import OWL, Source, curie, iri, merged_prefixes, parsed

ACTOR, DOER, AFFECTED = "sem:hasActor", "news:doer", "news:affected"
PLACE, TIME, HAPPENED, WEAPON = "sem:hasPlace", "sem:hasTimeStamp", "news:happened", "news:weapon"
NOTHING = "-"  # the class of words that tell of no event
DEED = "+"  # begins the "class" of verbs that tell something of an event which a noun names
COLUMNS = "class\tverbs\tnouns\tslots"


@dataclass(frozen=True, slots=True)
class Role:
    """What part something has in an event; all names are CURIEs.

    `above` has the roles that it implies, itself first. `number` is the property of a number in its place;
    `subject_of` and `object_of` are relations whose subject or object fills it where the other end is the event.
    `disputable` where sources that name others disagree.
    """

    id: str
    iri: str
    label: str
    comment: str
    above: tuple[str, ...]
    range: tuple[str, ...]
    number: str
    subject_of: tuple[str, ...]
    object_of: tuple[str, ...]
    disputable: bool

    @property
    def literal(self) -> bool:
        """Tell whether what fills the role is a value."""
        return self.range[0] in DATATYPES


@dataclass(frozen=True, slots=True)
class Frame:
    """A class of events, with (slot, role) pairs: "subject", "object" of the active voice, a preposition, "poss".

    `needed` are the roles without which a word tells of no event.
    """

    type: str
    slots: tuple[tuple[str, str], ...]
    needed: frozenset[str] = frozenset()

    def roles(self, slot: str) -> Iterator[str]:
        """Yield the roles that stand in a slot, in the order of the table."""
        yield from (role for name, role in self.slots if name == slot)


@dataclass(frozen=True, slots=True)
class Words:
    """The words that tell of events: lemmas of verbs ("blow up" with a particle), nouns as they are counted.

    Of several frames of a verb the first is meant whose needs are met. `general` are the nouns that stand for any event
    of a class, "attack", each with that class. `deeds` are the verbs that tell something of the event which a noun
    beside them names, each with what: "happens", "strikes", "suffers", "stages", "claims", "blames", "ascribes".
    """

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, Frame]
    general: Mapping[str, str]
    deeds: Mapping[str, str]

    def name(self, type_: str) -> str:
        """Return the noun that stands for any event of a class, "" if none does."""
        return next((noun for noun, one in self.general.items() if one == type_), "")


@cache
def roles() -> Mapping[str, Role]:
    """Return the roles by CURIE, in the order of the file; OntologyError where one is incomplete."""
    source = parsed(packaged("events.ttl"), "events.ttl")
    prefixes = merged_prefixes([source])
    parents = {
        curie(full, source.place, prefixes): tuple(
            curie(iri(node), source.place, prefixes) for node in source.values(full, RDFS + "subPropertyOf")
        )
        for full in source.typed("ObjectProperty", "DatatypeProperty")
    }
    made = (_role(source, full, prefixes, parents) for full in source.typed("ObjectProperty", "DatatypeProperty"))
    return {one.id: one for one in made}


def _role(source: Source, full: str, prefixes: Mapping[str, str], parents: Mapping[str, tuple[str, ...]]) -> Role:
    name = curie(full, source.place, prefixes)

    def named(predicate: str) -> tuple[str, ...]:
        return tuple(curie(iri(node), source.place, prefixes) for node in source.values(full, predicate))

    labels, range_ = source.texts(full, LABEL), named(RDFS + "range")
    if not labels or not range_:
        missing = "rdfs:range" if labels else "rdfs:label"
        raise OntologyError(source.place, f"role {name} has no {missing}", "each role has both", "add it")
    literal = full in source.typed("DatatypeProperty")
    if any((one in DATATYPES) is not literal for one in range_):
        raise OntologyError(source.place, f"role {name} ranges over {range_[0]}", f"its kind is {OWL}…", "mend either")
    flags = source.values(full, KG + "disputable")
    return Role(
        id=name,
        iri=full,
        label=labels[0],
        comment=" ".join(source.texts(full, COMMENT)),
        above=_above(name, parents),
        range=range_,
        number=next(iter(named(KG + "number")), ""),
        subject_of=named(KG + "subjectOf"),
        object_of=named(KG + "objectOf"),
        disputable=any(isinstance(flag, Literal) and flag.value == "true" for flag in flags),
    )


def _above(name: str, parents: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    found = [name]
    for one in found:
        found += [parent for parent in parents.get(one, ()) if parent not in found]
    return tuple(found)


NUMBERS = ("xsd:integer", "xsd:decimal", "kg:money")


def part(relation: str) -> str:
    """Return what part a role is in an event, "" of a relation that is none.

    "doer", "affected", "harmed" (there may be several), "actor", "place", "time", "number", "other".
    """
    role = roles().get(relation)
    if role is None:
        return ""
    if relation in SPECIAL:
        return SPECIAL[relation]
    above = next((name for one, name in PARTS if one in role.above), "")
    return above or ("number" if role.range[0] in NUMBERS else "other")


PARTS = ((DOER, "doer"), (AFFECTED, "affected"), (ACTOR, "actor"))
SPECIAL = {PLACE: "place", TIME: "time", "news:victim": "harmed", "news:casualty": "harmed"}


@cache
def words() -> Words:
    """Return the words that tell of events; OntologyError where a slot names no role."""
    verbs: dict[str, tuple[Frame, ...]] = {}
    nouns: dict[str, Frame] = {}
    general: dict[str, str] = {}
    deeds: dict[str, str] = {}
    for type_, told, named, slots in _rows():
        if type_.startswith(DEED):
            deeds.update((word, type_.removeprefix(DEED)) for word in told.split("|"))
            continue
        made = [_slot(one) for one in slots.split()]
        needed = frozenset(role for _, role, need in made if need)
        frame = Frame(type_, tuple((slot, role) for slot, role, _ in made), needed)
        verbs.update((word, (*verbs.get(word, ()), frame)) for word in told.split("|") if word)
        nouns.update((word, frame) for word in named.split("|") if word)
        general.update({word: type_ for word in named.split("|")[:1] if word})
    return Words(verbs, nouns, general, deeds)


def _rows() -> Iterator[list[str]]:
    place = "event-frames.tsv"
    lines = [one for one in packaged(place).read_text(encoding="utf-8").splitlines() if one and one[0] != "#"]
    if lines[:1] != [COLUMNS]:
        raise OntologyError(place, f"header {lines[:1]}", repr(COLUMNS), "restore the columns")
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(COLUMNS.split("\t")):
            raise OntologyError(place, f"{len(cells)} cells in {line!r}", f"expected {COLUMNS}", "mend it")
        yield cells


def _slot(written: str) -> tuple[str, str, bool]:
    """Return slot, role, and whether it must be filled: "object!=news:weapon"."""
    slot, _, role = written.partition("=")
    if role not in roles():
        raise OntologyError("event-frames.tsv", f"slot {written!r}", "a role of events.ttl", "mend either")
    return slot.removesuffix("!"), role, slot.endswith("!")
