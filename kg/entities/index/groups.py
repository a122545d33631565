"""Which units are taken for one, wherever something changed that they hang together with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kg.entities.compare import DOUBT, MERGE
from kg.entities.events import parted
from kg.entities.index.happenings import Happenings
from kg.entities.index.likes import SHIFT, Likes
from kg.entities.index.paging import CHUNK
from kg.entities.index.waiting import Waiting
from kg.entities.kinds import IsA
from kg.entities.resolve import Groups, Pair, joined, joined_events
from kg.entities.rulings import Ruling
from kg.entities.unit import Unit
from kg.identity import Likeness
from kg.profiles import dumps
from kg.rows import Row, Rows


class Joining:
    """Joins units by what they have in common, and by what people decided; then events by who took part."""

    def __init__(self, rows: Rows, likes: Likes, ruling: Ruling) -> None:
        self._rows, self._likes, self._ruling = rows, likes, ruling
        self._waiting = Waiting(rows)
        self._beside: dict[str, set[str]] = {}
        for first, second in ruling.together:
            self._beside.setdefault(first, set()).add(second)
            self._beside.setdefault(second, set()).add(first)

    def join(self) -> None:
        """Join anew all units that hang together with what changed; events are left apart."""
        self._notice_decisions()
        self._rows.run("INSERT OR IGNORE INTO seed_event SELECT unit FROM seed")
        for groups in self._groups("seed", events=False):
            self._base(groups)
            self._waiting.write()

    def join_events(self, happenings: Happenings, is_a: IsA) -> None:
        """Join anew, with events, all that hangs together with what changed, and note what has come of each pair."""
        for groups in self._groups("seed_event", events=True):
            self._settle(groups, happenings, is_a)
            self._waiting.write()
        self._judge()

    def _groups(self, seeds: str, *, events: bool) -> Iterator[list[Group]]:
        """Yield all that hangs together with some hundred seeds; seeds are used up."""
        query = f"SELECT unit FROM {seeds} ORDER BY unit LIMIT {CHUNK}"
        while units := [unit for (unit,) in self._rows.all(query)]:
            near = self._gather(units, events=events)
            self._rows.many(f"DELETE FROM {seeds} WHERE unit = ?", [(one,) for one in {*units, *near.units}])
            yield list(near.groups())

    def _notice_decisions(self) -> None:
        """Look at all of whom people have come to decide otherwise whether they are one."""
        now = json.dumps([sorted(self._ruling.together), sorted(self._ruling.apart)])
        held = self._rows.one("SELECT value FROM state WHERE name = 'ruled'") or "[[], []]"
        if held == now:
            return
        old, new = json.loads(held), json.loads(now)
        pairs = [pair for one, other in zip(old, new, strict=True) for pair in (*one, *other)]
        ends = {end for pair in pairs for end in pair}
        self._rows.many("INSERT OR IGNORE INTO seed VALUES (?)", [(end,) for end in sorted(ends)])
        self._rows.run("INSERT OR REPLACE INTO state VALUES ('ruled', ?)", now)

    def _gather(self, units: list[str], *, events: bool) -> _Near:
        """Return all units that are to be joined with some, directly or through others; those that are gone are not."""
        near, asked, waiting = _Near(), set[str](), {*units}
        while waiting:
            ids = sorted(waiting)
            asked |= waiting
            there = set[str]()
            for unit, base, canonical in self._rows.among("SELECT id, base, canonical FROM unit WHERE id IN ({})", ids):
                there.add(unit)
                near.units[unit] = {*self._beside.get(unit, ())}
                near.names[unit] = base, canonical
            for end in (0, 1):
                for row in self._rows.among(f"{ALIKE} WHERE {ENDS[end]} IN ({{}}) AND score >= ?", ids, DOUBT):
                    if row[end] in there:
                        near.rows.setdefault(row[end], {})[row[:2]] = row
                        if self._is_sure(row) or (events and row[4]):
                            near.units[row[end]].add(row[1 - end])
            waiting = {other for unit in there for other in near.units[unit]} - asked
        return near

    def _is_sure(self, row: Row) -> bool:
        return row[2] >= MERGE and not row[4] and row[:2] not in self._ruling.apart

    def _base(self, groups: list[Group]) -> None:
        """Join groups without events, and note what comes of their pairs."""
        units = self._likes.units([unit for group in groups if len(group.units) > 1 for unit in group.units])
        for group in groups:
            names = self._together(group, units) if len(group.units) > 1 else {unit: unit for unit in group.units}
            for unit, base in names.items():
                if group.units[unit][0] != base:
                    self._waiting.put("UPDATE unit SET base = ? WHERE id = ?", base, unit)
                    self._waiting.put("INSERT OR IGNORE INTO restated SELECT article FROM member WHERE unit = ?", unit)

    def _together(self, group: Group, units: Mapping[str, Unit]) -> dict[str, str]:
        """Note which pairs of a group are merged without events, and return under which id each of its units goes."""
        joint, merges, doubts = self._joined(group, units)
        self._note(group, merges, doubts)
        return {unit: joint.name(unit) for unit in group.units}

    def _joined(self, group: Group, units: Mapping[str, Unit]) -> tuple[Groups, list[Likeness], list[Likeness]]:
        """Return the units of a group as they are joined without events, with merges and doubts."""
        found = {unit: units[unit] for unit in group.units}
        groups = Groups(found, self._ruling.within(found))
        return groups, *joined([_likeness(row) for row in group.rows if self._is_sure(row)], found, groups)

    def _note(self, group: Group, merges: list[Likeness], doubts: list[Likeness]) -> None:
        for first, second, score, _, _, kind, told in group.rows:
            self._waiting.put(SHIFT, first, second, kind, score, told)
        for merged, some in ((1, merges), (0, doubts)):
            told = [(merged, dumps(one.because), *one[:2]) for one in some]
            self._waiting.put_all("UPDATE alike SET merged = ?, told = ? WHERE first = ? AND second = ?", told)

    def _settle(self, groups: list[Group], happenings: Happenings, is_a: IsA) -> None:
        """Join with events the units of groups that hang together, and note under which id each goes.

        Where there are no events it stays as it is without them.
        """
        for group in groups:
            names = {unit: base for unit, (base, _) in group.units.items()}
            for first, second, score, _, _, kind, told in group.rows:
                self._waiting.put(SHIFT, first, second, kind, score, told)
                self._waiting.put("INSERT OR IGNORE INTO look VALUES (?, ?)", first, second)
            if any(row[4] for row in group.rows):
                names = self._happened(group, happenings, is_a)
            self._name(group, names)

    def _happened(self, group: Group, happenings: Happenings, is_a: IsA) -> dict[str, str]:
        """Note which events of a group are merged, and return under which id each of its units goes."""
        joint, *_ = self._joined(group, self._likes.units(group.units))
        found = [_likeness(row) for row in group.rows if row[4]]
        sure, unsure = parted(found, happenings.events(group.units), is_a)
        self._note(group, *joined_events(sure, unsure, joint))
        return {unit: joint.name(unit) for unit in group.units}

    def _name(self, group: Group, names: Mapping[str, str]) -> None:
        for unit, (_, was) in group.units.items():
            if was != names[unit]:
                self._waiting.put("INSERT OR IGNORE INTO renamed VALUES (?, ?)", unit, was)
                self._waiting.put("UPDATE unit SET canonical = ? WHERE id = ?", names[unit], unit)
                self._waiting.put("INSERT OR IGNORE INTO moved SELECT article FROM member WHERE unit = ?", unit)

    def _judge(self) -> None:
        """Note whether the pairs to look at are a merge, a doubt, or nothing to speak of."""
        query = (
            "SELECT first, second, score, merged, events, one.canonical <> other.canonical FROM look "
            "JOIN alike USING (first, second) JOIN unit AS one ON one.id = first "
            "JOIN unit AS other ON other.id = second "
            f"WHERE (first, second) > (?, ?) ORDER BY first, second LIMIT {CHUNK}"
        )
        last = "", ""
        while found := self._rows.all(query, *last):
            kinds = [(self._kind(*row), *row[:2]) for row in found]
            self._rows.many("UPDATE alike SET kind = ? WHERE first = ? AND second = ?", kinds)
            last = found[-1][:2]

    def _kind(self, *row: Any) -> str:  # noqa: ANN401 - whatever SQLite holds
        first, second, score, merged, events, are_two = row
        if ((first, second) in self._ruling.apart and not events) or score < DOUBT:
            return ""
        if merged and score >= MERGE:
            return "merge"
        return "doubt" if are_two else ""


ALIKE = "SELECT first, second, score, because, events, kind, told FROM alike"
ENDS = "first", "second"


class Group(NamedTuple):
    """Units that hang together, in order, each with its base and its canonical id as they are kept.

    `rows` tell what they have in common with one another and with others.
    """

    units: dict[str, Pair]
    rows: list[Row]


@dataclass(slots=True)
class _Near:
    """Units, each with those that it is to be joined with, and the rows of pairs by either end."""

    units: dict[str, set[str]] = field(default_factory=dict)
    rows: dict[str, dict[Pair, Row]] = field(default_factory=dict)
    names: dict[str, Pair] = field(default_factory=dict)

    def groups(self) -> Iterator[Group]:
        """Yield what hangs together."""
        seen: set[str] = set()
        for start in self.units:
            if start not in seen:
                group, waiting = set[str](), [start]
                while waiting:
                    here = waiting.pop()
                    if here in self.units and here not in group:
                        group.add(here)
                        waiting += self.units[here]
                seen |= group
                rows = {pair: row for unit in group for pair, row in self.rows.get(unit, {}).items()}
                yield Group({unit: self.names[unit] for unit in sorted(group)}, sorted(rows.values()))


def _likeness(row: Row) -> Likeness:
    first, second, score, because, *_ = row
    return Likeness(first, second, score, tuple(json.loads(because)))
