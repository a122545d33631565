"""What a decision makes of a ledger: rows that it adds, and rows that it takes back because it is their opposite."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol

from kg.entities import ledger as rows
from kg.entities.ledger import Ledger, LedgerError, Who, entity_id, made, of_entity, of_own, own
from kg.identity import Decision, Likeness, Own
from kg.model import digest


class Known(Protocol):
    """Who is who now."""

    def units(self, entity: str) -> Mapping[str, set[Own]]:
        """Return the units of a canonical id, each with the own entities that belong to it."""

    def name(self, unit: str) -> str:
        """Return the canonical id of a unit, the same id if there is no such unit."""

    def merges(self, units: Collection[str]) -> Iterable[Likeness]:
        """Return the pairs among some units that are taken for one."""


AreOne = Callable[[Ledger, str, str], bool]
"""Tells whether two units are one by another ledger, or one of them is not there."""


def merged(ledger: Ledger, first: str, second: str, who: Who, are_one: AreOne) -> Ledger:
    """Return the ledger in which two entities are one.

    Rows that kept the two apart are taken back; a row is added only where that alone does not make them one.
    """
    pair = {first, second}
    opposite = [one for one in ledger.decisions if one.kind == "differ" and _ends(one) == pair]
    parted = [one for one in ledger.decisions if one.kind == "split" and _parts(one, pair)]
    without = ledger.changed(removed=[*opposite, *parted])
    if (opposite or parted) and are_one(without, first, second):
        return without
    decision = made(of_entity(min(pair)), rows.SAME, of_entity(max(pair)), who)
    return ledger.changed([decision], opposite)


def _ends(one: Decision) -> set[str]:
    return {entity_id(one.subject), entity_id(one.object)}


def _parts(one: Decision, pair: Collection[str]) -> bool:
    """Tell whether a row took an own entity out of one of two entities and put it into the other."""
    entity = own(one.subject)
    return entity is not None and entity.id in pair and entity_id(one.object) in pair


def differing(ledger: Ledger, first: str, second: str, who: Who) -> Ledger:
    """Return the ledger in which two entities are two."""
    pair = {first, second}
    opposite = [one for one in ledger.decisions if one.kind == "merge" and _ends(one) == pair]
    decision = made(of_entity(min(pair)), rows.SAME, of_entity(max(pair)), who, negated=True)
    return ledger.changed([decision], opposite)


def split(ledger: Ledger, known: Known, entity: str, chosen: Iterable[Own], who: Who) -> Ledger:
    """Return the ledger in which own entities of articles come apart from an entity; raise LedgerError if they cannot.

    What was put together of whole entities comes apart into them again: a merge by hand is taken back, one by rule is
    denied. Else the own entities become an entity of their own, whose id is that of the old one and a hash.
    """
    taken = frozenset(chosen)
    units = known.units(entity)
    everyone = {one for members in units.values() for one in members}
    foreign = sorted(taken - everyone)
    if foreign:
        raise LedgerError(of_own(foreign[0]), f"it does not refer to {entity}", "", "see kg why-same")
    if not taken or taken == everyone:
        raise LedgerError(entity, "all of it would be taken" if taken else "nothing was named", "expected a part", "")
    whole = {unit for unit, members in units.items() if members <= taken}
    if {one for unit in whole for one in units[unit]} == taken:
        return _unmerged(ledger, known, whole, units.keys() - whole, who)
    name = f"{entity}-{digest(*min(taken))[:8]}"
    earlier = [one for one in ledger.decisions if one.kind == "split" and own(one.subject) in taken]
    added = [made(of_own(one), rows.REFERS_TO, of_entity(name), who) for one in sorted(taken)]
    return ledger.changed(added, earlier)


def _unmerged(ledger: Ledger, known: Known, some: Collection[str], rest: Collection[str], who: Who) -> Ledger:
    """Return the ledger in which no unit of the first set is one with any of the second."""

    def across(first: str, second: str) -> bool:
        return (first in some and second in rest) or (second in some and first in rest)

    by_hand = [one for one in ledger.decisions if one.kind == "merge" and across(*sorted(_ends(one)))]
    by_rule = [one for one in known.merges({*some, *rest}) if across(one.first, one.second)]
    denials = (made(of_entity(one.first), rows.SAME, of_entity(one.second), who, negated=True) for one in by_rule)
    return ledger.changed(denials, by_hand)


def given(ledger: Ledger, known: Known, entity: str, predicate: str, words: str, who: Who) -> Ledger:
    """Return the ledger in which an entity has this label (rdfs:label) or class (rdf:type), whatever it had before.

    Raises LedgerError for words that are none.
    """
    if not words.strip():
        raise LedgerError(entity, "an empty name", "expected a word at least", "nothing changed")
    decision = made(of_entity(entity), predicate, " ".join(words.split()), who)
    same = (one for one in ledger.decisions if one.kind == decision.kind)
    earlier = [one for one in same if known.name(entity_id(one.subject)) == entity]
    return ledger.changed([decision], earlier)


def rejected(ledger: Ledger, subject: str, relation: str, object_: str, who: Who) -> Ledger:
    """Return the ledger in which a statement is wrong; the object is written as a ledger has it, "e:ID" or a value."""
    decision = made(of_entity(subject), relation, object_, who, negated=True)
    earlier = [
        one
        for one in ledger.decisions
        if one.kind == "reject"
        and (one.subject, one.predicate, one.object) == (decision.subject, decision.predicate, decision.object)
    ]
    return ledger.changed([decision], earlier)
