"""Units into events of single articles with who took part, and pairs of them that are one by date, place and people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg.entities.events import Happening, blocks, happening, is_event, likeness, paired
from kg.entities.unit import Unit
from kg.identity import Likeness, Profile
from kg.ontology.events import part
from kg.spark.cluster import Cluster, Pair, kinds
from kg.spark.keeping import kept
from kg.spark.shards import Cast, casts
from kg.spark.units import Units, placing

if TYPE_CHECKING:
    from pyspark import RDD

Event = tuple[str, Happening]


class Head(NamedTuple):
    """What an event asks of a unit that takes part: its class, label, whether it bears a name, and its canonical id."""

    unit: str
    type: str
    label: str
    named: bool
    name: str


class Part(NamedTuple):
    """An own id that an article names as part of an event, or the event itself, by the unit of the event."""

    event: str
    own: str


def happenings(cluster: Cluster, found: Units, names: RDD[Pair]) -> RDD[Event]:
    """Return the events by unit; `names` gives the canonical ids of units that go by another one."""
    events = found.units.filter(lambda row: is_event(row[1], kinds().is_a)).mapValues(lambda _: True)
    placed = kept(cluster.with_values(casts, found.moved).flatMap(lambda row: _possible(*row)))
    told = placed.mapValues(lambda row: row[0]).join(events, cluster.parts).mapValues(lambda row: row[0])
    parts = placed.flatMap(lambda row: [(unit, Part(row[0], own)) for own, unit in row[1][1]])
    heads = found.units.leftOuterJoin(names, cluster.parts).map(lambda row: (row[0], _head(*row[1])))
    heard = parts.join(heads, cluster.parts).values().map(lambda row: (row[0].event, (row[0].own, row[1])))
    full = told.leftOuterJoin(heard.groupByKey(cluster.parts), cluster.parts)
    return kept(full.mapValues(lambda row: _happening(row[0], row[1] or ())))


def likes(cluster: Cluster, events: RDD[Event]) -> RDD[Likeness]:
    """Return the pairs of events that are alike."""
    moments = events.flatMap(lambda row: [(what, (date, row[0], row[1].article)) for date, what in blocks(row[1])])
    pairs = moments.groupByKey(cluster.parts).flatMap(lambda row: paired(row[1])).distinct(cluster.parts)
    firsts = pairs.join(events, cluster.parts).map(lambda row: (row[1][0], (row[0], row[1][1])))
    return kept(firsts.join(events, cluster.parts).flatMap(lambda row: _likeness(*row[1][0], row[0], row[1][1])))


def _possible(cast: Cast, moved: Iterable[Pair]) -> Iterator[tuple[str, tuple[Profile, list[Pair]]]]:
    """Yield what may be an event, by its unit, with (own id, unit) of all that has a part in it."""
    of = placing(cast, moved)
    for one in cast:
        if not one.named:
            facts = (*one.facts, *one.claims)
            ends = sorted({fact.other for fact in facts if not fact.value and fact.outward and part(fact.relation)})
            yield of[one.own.id], (one, [(own, of[own]) for own in ends if own in of])


def _head(unit: Unit, name: str | None) -> Head:
    return Head(unit.id, unit.type, unit.label, unit.named, name or unit.id)


def _happening(member: Profile, parts: Iterable[tuple[str, Head]]) -> Happening:
    heads = dict(parts)
    units = {own: Unit(one.unit, label=one.label, type=one.type, named=one.named) for own, one in heads.items()}
    names = {one.unit: one.name for one in heads.values()}
    return happening(member, units.get, names.__getitem__, kinds().is_a, part)


def _likeness(first: str, one: Happening, second: str, other: Happening) -> Iterator[Likeness]:
    found = likeness(first, second, {first: one, second: other}, kinds().is_a)
    if found is not None:
        yield found
