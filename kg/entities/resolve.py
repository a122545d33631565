"""Who is who: blocks of names that may be the same, pairs with their scores, and what is merged of them.

A pure function of the profiles and of what people decided: neither the order of the articles nor a clock counts.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import combinations, pairwise, product
from typing import NamedTuple

from kg.entities.compare import DOUBT, MERGE, contradiction, likeness
from kg.entities.events import PartOf, alike
from kg.entities.kinds import ORGANIZATION, PERSON, IsA, Kinds
from kg.entities.names import acronym, initials, person_words, plain, skeleton, unmasked, without_form
from kg.entities.rulings import Ruling, pins, rule
from kg.entities.unit import Unit
from kg.entities.units import units
from kg.identity import Decision, Fault, Identity, Likeness, Profile

RULES = "7"
"""Changes with whatever makes `resolve` answer otherwise, so that a graph is settled anew."""

LARGEST_BLOCK = 40
"""A block of more members is not paired wholly: each meets only those that stand next to it in the alphabet."""
WINDOW = 5
LARGEST_GROUP = 50
MOST_RIVALS = 20
LONGEST_NAMES = 40  # of one entity that are looked at

Pair = tuple[str, str]
Placed = tuple[str, str]
"""The id of a unit, and on which side of a block it stands."""


class Key(NamedTuple):
    """A block of units, and the side of it on which one stands: those of one side are not compared, but those of ""."""

    block: str
    side: str = ""


def resolve(
    profiles: Iterable[Profile], is_a: IsA, decisions: Sequence[Decision] = (), part: PartOf | None = None
) -> tuple[Identity, list[Fault]]:
    """Return who is who, and what is wrong with the decisions.

    `is_a` tells whether one class is another, as the ontology has it; `part` what part a role has in an event: without
    it no events are compared. Decisions that contradict one another, or name
    what no article speaks of, are left out and the rest is applied.
    """
    with _uncollected():
        return _resolve(list(profiles), is_a, decisions, part)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Have nobody look for cycles among ever more objects: here are none, and looking costs more the more there are."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _resolve(
    everyone: Sequence[Profile], is_a: IsA, decisions: Sequence[Decision], part: PartOf | None
) -> tuple[Identity, list[Fault]]:
    pinned, faults = pins(decisions, {profile.own for profile in everyone})
    found = units(everyone, Kinds(is_a), pinned)
    ruling = rule(decisions, found, faults)
    groups = Groups(found, ruling)
    labels = {unit.id: unit.label for unit in found.values()}
    scored = [
        one
        for first, second in sorted(pairs(found))
        if (one := compared(found[first], found[second], labels, ruling.apart))
    ]
    merges, doubts = joined(scored, found, groups)
    if part is not None:  # who took part is known by now
        happened = joined_events(*alike(found, groups.name, is_a, part), groups)
        merges, doubts = merges + happened[0], doubts + happened[1]
    names = {unit: groups.name(unit) for unit in found}
    canonical = {member.own: names[unit.id] for unit in found.values() for member in unit.members}
    curation = ruling.curation(names)
    identity = Identity(
        canonical=canonical,
        merges=tuple(sorted(merges)),
        doubts=tuple(sorted(one for one in doubts if names[one.first] != names[one.second])),
        decisions=ruling.applied(),
        curation=curation,
        units={member.own: unit.id for unit in found.values() for member in unit.members},
        replaced={unit: name for unit, name in sorted(names.items()) if unit != name},
    )
    return identity, ruling.faults


def compare(
    profiles: Iterable[Profile], is_a: IsA, decisions: Sequence[Decision], first: str, second: str
) -> tuple[str, Likeness | None]:
    """Return what contradicts that two units are one, nothing if nothing does, and how alike they are if at all."""
    everyone = list(profiles)
    pinned, _ = pins(decisions, {profile.own for profile in everyone})
    found = units(everyone, Kinds(is_a), pinned)
    if first not in found or second not in found:
        return "", None
    labels = {unit.id: unit.label for unit in found.values()}
    return contradiction(found[first], found[second]), likeness(found[first], found[second], labels)


def compared(first: Unit, second: Unit, labels: Mapping[str, str], apart: Container[Pair]) -> Likeness | None:
    """Return how alike the two units of a pair are; None if they are not, contradict, or were told apart by people."""
    if (first.id, second.id) in apart or contradiction(first, second):
        return None
    one = likeness(first, second, labels)
    return one if one and one.score >= DOUBT else None


def pairs(found: Mapping[str, Unit]) -> set[Pair]:
    """Return the pairs of units, by id, that share a block and are to be compared."""
    blocks: dict[str, list[Placed]] = defaultdict(list)
    for unit in found.values():
        for key in set(keys(unit)):
            blocks[key.block].append((unit.id, key.side))
    return {pair for block in blocks.values() if len(block) > 1 for pair in paired(block)}


def paired(block: Iterable[Placed]) -> Iterator[Pair]:
    """Yield the pairs to compare of the units that share a block; a large block is not paired wholly."""
    members = sorted(block)
    reach = len(members) if len(members) <= LARGEST_BLOCK else WINDOW
    for place, (one, side) in enumerate(members):
        for other, its in members[place + 1 : place + 1 + reach]:
            if meet(side, its):
                yield one, other


def meet(side: str, other: str) -> bool:
    """Tell whether those who stand on two sides of a block are compared."""
    return not side or side != other


SHORT, FULL = "short", "full"


def keys(unit: Unit) -> Iterator[Key]:
    """Yield the keys of a unit: links, names, names without form, acronyms, how a person's name sounds.

    An acronym meets the full names that have its letters, and they do not meet one another: so many bodies have the
    same first letters that their pairs would grow with the square of names. Those with which articles introduced the
    acronym are a block of their own, which stays small. One without a name has no keys, nor one of which only people
    said who belongs to it.
    """
    if not unit.named or unit.frozen:
        return
    yield from (Key(f"link\t{iri}") for iri in unit.links)
    yield from (Key(f"own\t{own}") for own in unit.owns)
    short = acronym(unit.label)
    if short:
        yield Key(f"acronym\t{short}", SHORT)
        yield Key(f"letters\t{short}", SHORT)
    for name in unit.names[:LONGEST_NAMES]:
        key = plain(name)
        if " " in key or not key.isascii():
            yield Key(f"name\t{unmasked(key)}")
        if PERSON in unit.families:
            yield from _person_keys(name)
        if ORGANIZATION in unit.families:
            bare, _ = without_form(name)
            yield Key(f"name\t{unmasked(bare)}")
        if not short:
            yield from (Key(f"acronym\t{letters}", FULL) for letters in [acronym(name)] if letters)
            yield from (Key(f"letters\t{letters}", FULL) for letters in [initials(name)] if letters)


def _person_keys(name: str) -> Iterator[Key]:
    words = person_words(name)
    if len(words) > 1:  # a surname alone tells no one apart
        yield Key(f"sound\t{skeleton(words[0])} {skeleton(words[-1])}")
        yield Key(f"surname\t{words[0][0]} {words[-1]}")


class Groups:
    """Units that are taken for the same; two groups that contradict are never joined."""

    def __init__(self, found: Mapping[str, Unit], ruling: Ruling) -> None:
        self._units, self._apart = found, ruling.apart
        self._leader: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        for first, second in ruling.together:
            self._join(first, second)
        self._hands = dict(self._leader)

    def members(self, unit: str) -> list[str]:
        """Return the ids of the units in the group of one."""
        leader = self._leader.get(unit, unit)
        return self._members.get(leader, [unit])

    def objection(self, first: str, second: str) -> str:
        """Return why the groups of two units cannot be joined; nothing if they can."""
        ones, others = self.members(first), self.members(second)
        if len(ones) + len(others) > LARGEST_GROUP:
            return "together they would be too many"
        for one, other in product(ones, others):
            if (min(one, other), max(one, other)) in self._apart:
                return f"{one} and {other}: people decided so"
        for part, rest in product(self._by_hand(ones), self._by_hand(others)):
            against = [contradiction(self._units[one], self._units[other]) for one, other in product(part, rest)]
            if all(against):
                return f"{part[0]} and {rest[0]}: {against[0]}"
        return ""

    def _by_hand(self, group: Sequence[str]) -> list[list[str]]:
        """Return the units of a group, those together that people put together: if one of them fits, all do."""
        parts: dict[str, list[str]] = defaultdict(list)
        for unit in group:
            parts[self._hands.get(unit, unit)].append(unit)
        return list(parts.values())

    def join(self, first: str, second: str) -> str:
        """Take two units for one, unless their groups contradict: then return why."""
        if first in self.members(second):
            return ""
        against = self.objection(first, second)
        if not against:
            self._join(first, second)
        return against

    def _join(self, first: str, second: str) -> None:
        if first in self.members(second):
            return
        both = sorted([*self.members(first), *self.members(second)])
        for unit in both:
            self._members.pop(self._leader.get(unit, unit), None)
            self._leader[unit] = both[0]
        self._members[both[0]] = both

    def name(self, unit: str) -> str:
        """Return the canonical id: of the unit with a link, else with the fullest name."""
        return min(self.members(unit), key=self._rank)

    def _rank(self, id_: str) -> tuple[bool, bool, bool, int, str]:
        unit = self._units[id_]
        words = len(unit.label.split())
        return not unit.links, not unit.named, bool(acronym(unit.label)), -min(words, 5), id_


def joined(
    scored: Sequence[Likeness], found: Mapping[str, Unit], groups: Groups
) -> tuple[list[Likeness], list[Likeness]]:
    """Return the pairs that are merged, the surest first, and those that stay in doubt."""
    sure = [one for one in scored if one.score >= MERGE]
    doubts = [one for one in scored if one.score < MERGE]
    rivals = _rivals(sure, found)
    merges: list[Likeness] = []
    for one in sorted(sure, key=lambda one: (-one.score, one.first, one.second)):
        against = rivals.get((one.first, one.second)) or groups.join(one.first, one.second)
        if against:
            doubts.append(one._replace(because=tuple(sorted({*one.because, f"but {against}"}))))
        else:
            merges.append(one)
    return merges, doubts


def joined_events(
    sure: Iterable[Likeness], unsure: Iterable[Likeness], groups: Groups
) -> tuple[list[Likeness], list[Likeness]]:
    """Return the pairs of events that are merged, the surest first, and those that stay in doubt."""
    merges, doubts = list[Likeness](), list(unsure)
    for one in sure:
        against = groups.join(one.first, one.second)
        if against:
            doubts.append(one._replace(because=(*one.because, f"but {against}")))
        else:
            merges.append(one)
    return merges, doubts


def _rivals(sure: Sequence[Likeness], found: Mapping[str, Unit]) -> dict[Pair, str]:
    """Return the pairs of which one end may as well be a third, which is not the other: "WFP" of two full names."""
    near: dict[str, set[str]] = defaultdict(set)
    for one in sure:
        near[one.first].add(one.second)
        near[one.second].add(one.first)
    linked = {(one.first, one.second) for one in sure if any("both are http" in words for words in one.because)}
    rivals: dict[Pair, str] = {}
    for unit, others in near.items():
        for two in _apart(sorted(others), near, found):
            for end, rival in (two, two[::-1]):
                pair = (min(unit, end), max(unit, end))
                if pair not in linked:
                    rivals[pair] = f"{unit} may be {rival} as well"
    return rivals


def _apart(others: Sequence[str], near: Mapping[str, set[str]], found: Mapping[str, Unit]) -> Iterator[Pair]:
    """Yield the pairs of a unit's likes that are not alike themselves; of very many, no two count as alike."""
    if len(others) > MOST_RIVALS:
        yield from pairwise(others)
        return
    for one, other in combinations(others, 2):
        persons = PERSON in found[one].families and PERSON in found[other].families
        if contradiction(found[one], found[other]) or (not persons and other not in near[one]):
            yield one, other
