"""Own entities of all articles into units, as `kg.entities.units` puts them together on one machine.

Most own ids go to one unit, as their signs tell. Only the namesakes that may contradict are brought together and
looked at one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING

from kg.entities.members import MOST_SIGNS, Sign, sign, surely_one, tells
from kg.entities.unit import Said, Unit, factually, fill, plainly
from kg.entities.units import by_attestation, commonness, given, grouped, wishes
from kg.identity import Own, Profile
from kg.spark.cluster import Cluster, Pair, kinds
from kg.spark.keeping import kept
from kg.spark.shards import Cast, casts

if TYPE_CHECKING:
    from pyspark import RDD

Pins = Mapping[Own, str]
Placing = tuple[str, Pair]
"""An article, one of its own ids, and the unit of that."""


@dataclass(frozen=True, slots=True)
class Units:
    """Units by id, and which own ids go to another unit than that of their own id."""

    units: RDD[tuple[str, Unit]]
    moved: RDD[Placing]


def units(cluster: Cluster, pinned: Pins) -> Units:
    """Return the units of all articles; `pinned` says where people put an own entity."""
    pins = cluster.context.parallelize([(own.article, (own.id, unit)) for own, unit in sorted(pinned.items())], 1)
    moved = kept(_come_apart(cluster, pinned).union(pins))
    placed = cluster.with_values(casts, moved)
    said = placed.flatMap(lambda row: _plainly(*row, pinned)).union(_factually(cluster, moved))
    counted = said.map(lambda row: (row, 1)).reduceByKey(add, cluster.parts)
    by_unit = counted.map(lambda row: (row[0][0], (row[0][1], row[1]))).groupByKey(cluster.parts)
    return Units(kept(by_unit.map(lambda row: (row[0], _filled(*row)))), moved)


def placing(cast: Cast, moved: Iterable[Pair]) -> dict[str, str]:
    """Return the unit of each own id of an article."""
    return {**{one.own.id: one.own.id for one in cast}, **dict(moved)}


def _filled(id_: str, said: Iterable[tuple[Said, int]]) -> Unit:
    unit = Unit(id_)
    fill(unit, dict(said))
    return unit


def _plainly(cast: Cast, moved: Iterable[Pair], pinned: Pins) -> Iterator[tuple[str, Said]]:
    """Yield what the members in an article say of their units, but for facts."""
    of = placing(cast, moved)
    for member in cast:
        yield from ((of[member.own.id], said) for said in plainly(member, kinds(), member.own in pinned))


def _factually(cluster: Cluster, moved: RDD[Placing]) -> RDD[tuple[str, Said]]:
    """Return the facts that members say of their units; the other end counts where its unit bears a name."""
    placed = cluster.with_values(casts, moved)
    asking = placed.flatMap(lambda row: [(unit, own) for named, unit, own in _members(*row) if not named])
    named = placed.flatMap(lambda row: {(unit, True) for named, unit, _ in _members(*row) if named})
    elsewhere = asking.join(named.reduceByKey(lambda one, _: one, cluster.parts), cluster.parts)
    heard = elsewhere.map(lambda row: (row[1][0].article, (row[1][0].id, NAMED_ELSEWHERE)))
    return cluster.with_values(casts, moved.union(heard)).flatMap(lambda row: _facts(*row))


NAMED_ELSEWHERE = ""
"""No unit, but a mark on an own id that bears no name in its article, and whose unit bears one elsewhere."""


def _members(cast: Cast, moved: Iterable[Pair]) -> Iterator[tuple[bool, str, Own]]:
    of = placing(cast, moved)
    return ((one.named, of[one.own.id], one.own) for one in cast)


def _facts(cast: Cast, rows: list[Pair]) -> Iterator[tuple[str, Said]]:
    of = placing(cast, (row for row in rows if row[1] != NAMED_ELSEWHERE))
    elsewhere = {own for own, mark in rows if mark == NAMED_ELSEWHERE}
    there = {of[one.own.id] for one in cast if one.named or one.own.id in elsewhere}
    named = {own: unit for own, unit in of.items() if unit in there}
    for member in cast:
        yield from ((of[member.own.id], said) for said in factually(member.facts, named))


def _come_apart(cluster: Cluster, pinned: Pins) -> RDD[Placing]:
    """Return the own entities that do not go to the unit of their own id, because namesakes contradict them."""
    everyone = cluster.casts()
    free = everyone.flatMap(lambda cast: [one for one in cast if one.own not in pinned])
    signs = kept(free.map(lambda one: (one.own.id, sign(one, kinds()))).aggregateByKey(
        (frozenset[Sign](), 0), _signed, lambda one, other: (_some(one[0] | other[0]), one[1] + other[1]), cluster.parts
    ))  # fmt: skip
    unsure = cluster.context.broadcast(set(signs.filter(lambda row: not surely_one(*row[1])).keys().collect()))
    common = cluster.context.broadcast(_known_to_all(cluster))

    def looked_at(cast: Cast) -> Iterator[tuple[str, tuple[Profile, list[str]]]]:
        doubtful = [one for one in cast if one.own.id in unsure.value and one.own not in pinned]
        beside = {one.own.id for one in cast if tells(one, kinds())} - common.value if doubtful else set[str]()
        yield from ((one.own.id, (one, sorted(beside - {one.own.id}))) for one in doubtful)

    groups = kept(everyone.flatMap(looked_at).groupByKey(cluster.parts).flatMap(_grouped))
    wished: list[tuple[str, list[Pair]]] = groups.map(lambda row: row[:2]).collect()
    asked = {wish for _, pairs in wished for wish, _ in pairs}
    there = signs.keys().filter(lambda own: own in asked).collect() if asked else ()
    taken = {*there, *pinned.values()}
    names = {own: list(given(own, pairs, taken)) for own, pairs in sorted(wished)}
    return groups.flatMap(lambda row: _named(names[row[0]], row[2]))


def _signed(known: tuple[frozenset[Sign], int], one: Sign) -> tuple[frozenset[Sign], int]:
    return _some(known[0] | {one}), known[1] + 1


def _some(signs: frozenset[Sign]) -> frozenset[Sign]:
    """Return as many signs as count: where there are more, nothing is sure."""
    return signs if len(signs) <= MOST_SIGNS + 1 else frozenset(sorted(signs)[: MOST_SIGNS + 1])


def _known_to_all(cluster: Cluster) -> set[str]:
    """Return the own ids that too many articles name to tell something of their company: a few thousand at most."""
    named = cluster.casts().map(lambda cast: {one.own.id for one in cast if tells(one, kinds())}).filter(bool)
    most = commonness(named.count())
    counts = named.flatMap(lambda ids: [(own, 1) for own in ids]).reduceByKey(add, cluster.parts)
    return set(counts.filter(lambda row: row[1] > most).keys().collect())


class _Beside:
    """The company of some entities."""

    def __init__(self, known: Mapping[Own, list[str]]) -> None:
        self._known = known

    def of(self, member: Profile) -> list[str]:
        """Return the ids of what is named beside an entity, sorted."""
        return self._known[member.own]


def _grouped(
    row: tuple[str, Iterable[tuple[Profile, list[str]]]],
) -> Iterator[tuple[str, list[Pair], list[list[Own]]]]:
    """Yield the groups of an own id that comes apart, the best attested first, with the ids that they would like."""
    own, found = row[0], sorted(row[1], key=lambda one: one[0].own)
    company = _Beside({member.own: beside for member, beside in found})
    ranked = by_attestation(grouped([member for member, _ in found], kinds(), company))
    if len(ranked) > 1:
        yield own, wishes(own, ranked, kinds()), [[member.own for member in group] for group in ranked]


def _named(names: Collection[str], groups: Collection[list[Own]]) -> Iterator[Placing]:
    for name, group in zip(names, groups, strict=True):
        yield from ((own.article, (own.id, name)) for own in group if own.id != name)
