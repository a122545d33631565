"""Who is who among the articles of all shards: the outcome is that of `kg.entities.resolve` on one machine.

Units that are alike hang together in components, which are small; each is settled where it lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.entities.compare import MERGE
from kg.entities.events import Happening, parted
from kg.entities.ledger import entity_id, own
from kg.entities.resolve import Groups, joined, joined_events
from kg.entities.rulings import Ruling, pins, rule
from kg.entities.unit import Unit
from kg.identity import Curation, Decision, Fault, Likeness, Own
from kg.spark import events
from kg.spark.cluster import Cluster, Pair, kinds
from kg.spark.components import components
from kg.spark.keeping import kept
from kg.spark.likes import likes
from kg.spark.shards import Cast, casts
from kg.spark.units import Placing, placing, units

if TYPE_CHECKING:
    from pyspark import RDD


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who is who: canonical ids of own ids and of units where they are others, merges, doubts, and what people decided.

    The articles' own ids are in `refers`.
    """

    refers: RDD[Placing]
    replaced: RDD[Pair]
    merges: RDD[Likeness]
    doubts: RDD[Likeness]
    decisions: tuple[Decision, ...]
    curation: Curation
    faults: list[Fault]


@dataclass(slots=True)
class Component:
    """Units that hang together, what makes them do so, and which of them are events."""

    units: dict[str, Unit]
    sure: list[Likeness]
    happened: list[Likeness]
    events: dict[str, Happening]


Outcome = tuple[str, Any]
"""("name", (unit, canonical id)), ("merge", Likeness) or ("doubt", Likeness)."""


def resolve(cluster: Cluster, decisions: Sequence[Decision]) -> Resolved:
    """Return who is who, and what is wrong with the decisions."""
    pinned, faults = pins(decisions, _known(cluster, decisions))
    found = units(cluster, pinned)
    ruling = rule(decisions, _named(found.units, decisions), faults)
    alike = likes(cluster, found.units, frozenset(ruling.apart))
    sure = alike.filter(lambda one: one.score >= MERGE)
    no_events: RDD[Likeness] = cluster.context.parallelize([], 1)
    none: RDD[events.Event] = cluster.context.parallelize([], 1)
    settled = kept(_settled(cluster, found.units, sure, no_events, none, ruling))
    happened = events.happenings(cluster, found, settled.filter(lambda row: row[0] == "name").values())
    same = events.likes(cluster, happened)
    if not same.isEmpty():
        settled = kept(_settled(cluster, found.units, sure, same, happened, ruling))
    replaced = kept(settled.filter(lambda row: row[0] == "name").values())
    doubts = settled.filter(lambda row: row[0] == "doubt").values().union(alike.filter(lambda one: one.score < MERGE))
    names = {unit: unit for unit in _ids(decisions)}
    names |= dict(replaced.filter(lambda row: row[0] in names).collect())
    curation = ruling.curation(names)
    return Resolved(
        refers=_refers(cluster, found.moved, replaced),
        replaced=replaced,
        merges=settled.filter(lambda row: row[0] == "merge").values(),
        doubts=_apart(cluster, doubts, replaced),
        decisions=ruling.applied(),
        curation=curation,
        faults=ruling.faults,
    )


def _known(cluster: Cluster, decisions: Sequence[Decision]) -> set[Own]:
    """Return the own entities that decisions name and articles speak of."""
    asked = {one for one in (own(decision.subject) for decision in decisions if decision.kind == "split") if one}
    if not asked:
        return set()
    return set(cluster.casts().flatMap(lambda cast: [one.own for one in cast if one.own in asked]).collect())


def _ids(decisions: Iterable[Decision]) -> set[str]:
    return {id_ for one in decisions for id_ in (entity_id(one.subject), entity_id(one.object)) if id_}


def _named(found: RDD[tuple[str, Unit]], decisions: Sequence[Decision]) -> set[str]:
    """Return the units that decisions name."""
    asked = _ids(decisions)
    return set(found.keys().filter(lambda id_: id_ in asked).collect()) if asked else set()


def _settled(
    cluster: Cluster,
    found: RDD[tuple[str, Unit]],
    sure: RDD[Likeness],
    happened: RDD[Likeness],
    happenings: RDD[events.Event],
    ruling: Ruling,
) -> RDD[Outcome]:
    """Return which units go by other names, and what has come of the pairs, component by component."""
    decided = cluster.context.parallelize(ruling.together, 1)
    edges = sure.union(happened).map(lambda one: (one.first, one.second)).union(decided)
    of = kept(components(edges, cluster.parts))
    parts: list[RDD[tuple[str, Any]]] = [
        of.join(found, cluster.parts).map(lambda row: (row[1][0], row[1][1])),
        of.join(sure.map(lambda one: (one.first, ("sure", one))), cluster.parts).values(),
        of.join(happened.map(lambda one: (one.first, ("happened", one))), cluster.parts).values(),
        of.join(happenings, cluster.parts).map(lambda row: (row[1][0], ("event", (row[0], row[1][1])))),
    ]
    together = cluster.context.union(parts).groupByKey(cluster.parts)
    return together.flatMap(lambda row: _outcome(row[1], ruling))


def _outcome(parts: Iterable[Any], ruling: Ruling) -> Iterator[Outcome]:
    """Yield what comes of a component, as one machine settles it."""
    one = _component(parts)
    groups = Groups(one.units, ruling.within(one.units))
    merges, doubts = joined(one.sure, one.units, groups)
    happened = joined_events(*parted(one.happened, one.events, kinds().is_a), groups)
    yield from (("merge", likeness) for likeness in (*merges, *happened[0]))
    yield from (("doubt", likeness) for likeness in (*doubts, *happened[1]))
    for unit in sorted(one.units):
        if groups.name(unit) != unit:
            yield "name", (unit, groups.name(unit))


def _component(parts: Iterable[Any]) -> Component:
    made = Component({}, [], [], {})
    for part in parts:
        if isinstance(part, Unit):
            made.units[part.id] = part
        elif part[0] == "event":
            made.events[part[1][0]] = part[1][1]
        else:
            (made.sure if part[0] == "sure" else made.happened).append(part[1])
    made.units = dict(sorted(made.units.items()))
    made.sure.sort()
    made.happened.sort()
    return made


def _refers(cluster: Cluster, moved: RDD[Placing], replaced: RDD[Pair]) -> RDD[Placing]:
    """Return the canonical id of each own id that is not canonical itself."""
    placed = cluster.with_values(casts, moved).flatMap(lambda row: _members(*row))
    named = placed.leftOuterJoin(replaced, cluster.parts)
    canonical = named.map(lambda row: (row[1][0], row[1][1] or row[0]))
    return kept(
        canonical.filter(lambda row: row[0].id != row[1]).map(lambda row: (row[0].article, (row[0].id, row[1])))
    )


def _members(cast: Cast, moved: Iterable[Pair]) -> Iterator[tuple[str, Own]]:
    of = placing(cast, moved)
    return ((of[one.own.id], one.own) for one in cast)


def _apart(cluster: Cluster, doubts: RDD[Likeness], replaced: RDD[Pair]) -> RDD[Likeness]:
    """Return the doubts about pairs that have not become one through others."""
    firsts = doubts.map(lambda one: (one.first, one)).leftOuterJoin(replaced, cluster.parts)
    seconds = firsts.map(lambda row: (row[1][0].second, (row[1][0], row[1][1] or row[0])))
    both = seconds.leftOuterJoin(replaced, cluster.parts)
    return both.filter(lambda row: row[1][0][1] != (row[1][1] or row[0])).map(lambda row: row[1][0][0])
