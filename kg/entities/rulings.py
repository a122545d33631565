"""What the decisions of a ledger come to: what is one, what is two, and what is set aside because it contradicts."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Container, Iterable, Mapping, Sequence

from kg.entities.ledger import entity_id, own
from kg.identity import Curation, Decision, Fault, Own
from kg.model import statement_id

Pair = tuple[str, str]


class Ruling:
    """Decisions about units; `together` and `apart` are pairs of ids in order. Faults grow as they are found."""

    def __init__(self, decisions: Sequence[Decision], faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        self.together: list[Pair] = []
        self.apart: dict[Pair, Decision] = {}
        self._decisions = decisions

    def within(self, units: Collection[str]) -> Ruling:
        """Return the same for some units that hang together."""
        part = Ruling((), ())
        part.apart = self.apart
        part.together = [pair for pair in self.together if pair[0] in units and pair[1] in units]
        return part

    def applied(self) -> tuple[Decision, ...]:
        """Return the decisions that nothing is wrong with."""
        wrong = {line for fault in self.faults for line in fault.lines}
        return tuple(one for one in self._decisions if one.line not in wrong)

    def curation(self, names: Mapping[str, str]) -> Curation:
        """Return labels, classes and rejected statements by canonical id; `names` gives it for the id of a unit."""
        labels = self._given("rename", names)
        types = self._given("retype", names)
        rejected = {_statement(one, names): one.id for one in self.applied() if one.kind == "reject"}
        return Curation(labels, types, rejected)

    def _given(self, kind: str, names: Mapping[str, str]) -> dict[str, str]:
        """Return what people gave each entity; two different gifts for one entity are a fault."""
        given: dict[str, list[Decision]] = defaultdict(list)
        for one in self.applied():
            if one.kind == kind:
                given[names[entity_id(one.subject)]].append(one)
        for entity, rows in given.items():
            if len({one.object for one in rows}) > 1:
                words = " or ".join(sorted({repr(one.object) for one in rows}))
                self.faults.append(Fault(_lines(rows), f"{kind} {entity} to {words}: they contradict each other"))
        return {id_: rows[0].object for id_, rows in given.items() if len({one.object for one in rows}) == 1}


def pins(decisions: Iterable[Decision], known: Container[Own]) -> tuple[dict[Own, str], list[Fault]]:
    """Return where people put own entities of articles, and what is wrong with the rows that say so."""
    rows: dict[Own, list[Decision]] = defaultdict(list)
    faults: list[Fault] = []
    for one in decisions:
        entity = own(one.subject) if one.kind == "split" else None
        if entity is not None and entity in known:
            rows[entity].append(one)
        elif entity is not None:
            faults.append(Fault((one.line,), f"no article {entity.article!r} speaks of {entity.id!r}", gone=True))
    pinned: dict[Own, str] = {}
    for entity, said in rows.items():
        if len({one.object for one in said}) > 1:
            faults.append(Fault(_lines(said), f"{said[0].subject} cannot be two entities: they contradict each other"))
        else:
            pinned[entity] = entity_id(said[0].object)
    return pinned, faults


def rule(decisions: Sequence[Decision], found: Container[str], faults: Sequence[Fault]) -> Ruling:
    """Return what the decisions come to; rows that name what is gone, or contradict, are faults and are not applied."""
    ruling = Ruling(decisions, faults)
    for one in decisions:
        missing = [id_ for id_ in _named(one) if id_ not in found]
        if missing:
            words = " and ".join(repr(id_) for id_ in missing)
            ruling.faults.append(Fault((one.line,), f"no article speaks of {words}", gone=True))
    there = ruling.applied()
    merges = [one for one in there if one.kind == "merge"]
    for one in sorted((one for one in there if one.kind == "differ"), key=lambda one: one.line):
        path = _path(*_pair(one), merges)
        if path:
            words = f"{one.subject} and {one.object} are one and are two: they contradict each other"
            ruling.faults.append(Fault(_lines([one, *path]), words))
            merges = [merge for merge in merges if merge not in path]
        else:
            ruling.apart[_pair(one)] = one
    ruling.together = sorted({_pair(one) for one in merges})
    return ruling


def _named(one: Decision) -> list[str]:
    """Return the ids that a decision names and that an article must speak of."""
    if one.kind == "split":
        return []
    ends = (one.subject,) if one.kind in ("rename", "retype") else (one.subject, one.object)
    return [id_ for id_ in dict.fromkeys(map(entity_id, ends)) if id_]


def _pair(one: Decision) -> Pair:
    first, second = sorted((entity_id(one.subject), entity_id(one.object)))
    return first, second


def _path(start: str, end: str, merges: Sequence[Decision]) -> list[Decision]:
    """Return the merges that lead from one entity to another, as few as there can be; nothing if none do."""
    near: dict[str, list[tuple[str, Decision]]] = defaultdict(list)
    for one in merges:
        first, second = _pair(one)
        near[first].append((second, one))
        near[second].append((first, one))
    came: dict[str, list[Decision]] = {start: []}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == end:
            return came[here]
        for there, one in sorted(near[here], key=lambda step: (step[0], step[1].line)):
            if there not in came:
                came[there] = [*came[here], one]
                waiting.append(there)
    return []


def _statement(one: Decision, names: Mapping[str, str]) -> str:
    subject, object_ = entity_id(one.subject), entity_id(one.object)
    return statement_id(names[subject], one.predicate, names[object_] if object_ else one.object)


def _lines(rows: Iterable[Decision]) -> tuple[int, ...]:
    return tuple(sorted({one.line for one in rows}))
