"""Which units are taken for one, wherever something changed that they hang together with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from kg.entities.compare import DOUBT, MERGE
from kg.entities.events import parted
from kg.entities.index.happenings import Happenings
from kg.entities.index.likes import Likes, remember
from kg.entities.kinds import IsA
from kg.entities.resolve import Groups, joined, joined_events
from kg.entities.rulings import Ruling
from kg.identity import Likeness
from kg.rows import Row, Rows


class Joining:
    """Joins units by what they have in common, and by what people decided; then events by who took part."""

    def __init__(self, rows: Rows, likes: Likes, ruling: Ruling) -> None:
        self._rows, self._likes, self._ruling = rows, likes, ruling
        self._beside: dict[str, set[str]] = {}
        for first, second in ruling.together:
            self._beside.setdefault(first, set()).add(second)
            self._beside.setdefault(second, set()).add(first)

    def join(self) -> None:
        """Join anew all units that hang together with what changed; events are left apart."""
        self._notice_decisions()
        self._rows.run("INSERT OR IGNORE INTO seed_event SELECT unit FROM seed")
        for group in self._groups("seed", events=False):
            self._base(group)

    def join_events(self, happenings: Happenings, is_a: IsA) -> None:
        """Join anew, with events, all that hangs together with what changed, and note what has come of each pair."""
        for group in self._groups("seed_event", events=True):
            self._settle(group, happenings, is_a)
        query = "SELECT first, second FROM look WHERE (first, second) > (?, ?) ORDER BY first, second LIMIT 500"
        last = "", ""
        while found := self._rows.all(query, *last):
            for first, second in found:
                self._judge(first, second)
            last = found[-1]

    def _groups(self, seeds: str, *, events: bool) -> Iterator[list[str]]:
        """Yield all that hangs together with each seed; seeds are used up."""
        while (unit := self._rows.one(f"SELECT unit FROM {seeds} LIMIT 1")) is not None:
            group = self._hanging_together(unit, events=events)
            self._rows.many(f"DELETE FROM {seeds} WHERE unit = ?", [(one,) for one in {unit, *group}])
            if group:
                yield group

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

    def _hanging_together(self, unit: str, *, events: bool) -> list[str]:
        """Return all units that are to be joined with one, directly or through others; nothing if it is gone."""
        found, waiting = set[str](), [unit]
        while waiting:
            here = waiting.pop()
            if here in found or not self._rows.all("SELECT 1 FROM unit WHERE id = ?", here):
                continue
            found.add(here)
            sure = [row[:2] for row in self._alike(here) if self._is_sure(row) or (events and row[4])]
            waiting += [*(end for pair in sure for end in pair), *self._beside.get(here, ())]
        return sorted(found)

    def _is_sure(self, row: Row) -> bool:
        return row[2] >= MERGE and not row[4] and row[:2] not in self._ruling.apart

    def _alike(self, unit: str) -> list[Row]:
        query = "SELECT first, second, score, because, events FROM alike WHERE {} = ?1 AND score >= ?2"
        return self._rows.all(f"{query.format('first')} UNION ALL {query.format('second')}", unit, DOUBT)

    def _rows_of(self, group: Iterable[str]) -> list[Row]:
        return sorted({row[:2]: row for unit in group for row in self._alike(unit)}.values())

    def _joined(self, group: list[str], rows: list[Row]) -> tuple[Groups, list[Likeness], list[Likeness]]:
        """Return the units of a group as they are joined without events, with merges and doubts."""
        sure = [_likeness(row) for row in rows if self._is_sure(row)]
        found = {unit: self._likes.unit(unit) for unit in group}
        groups = Groups(found, self._ruling.within(found))
        return groups, *joined(sure, found, groups)

    def _base(self, group: list[str]) -> None:
        names = {group[0]: group[0]}
        if len(group) > 1:
            groups, _, _ = self._joined(group, self._rows_of(group))
            names = {unit: groups.name(unit) for unit in group}
        for unit, name in names.items():
            if self._rows.one("SELECT base FROM unit WHERE id = ?", unit) != name:
                self._rows.run("UPDATE unit SET base = ? WHERE id = ?", name, unit)
                self._rows.run("INSERT OR IGNORE INTO restated SELECT article FROM member WHERE unit = ?", unit)

    def _settle(self, group: list[str], happenings: Happenings, is_a: IsA) -> None:
        """Join the units of a group that hangs together, and note under which id each goes."""
        rows = self._rows_of(group)
        for first, second, *_ in rows:
            remember(self._rows, first, second)
            self._rows.run("INSERT OR IGNORE INTO look VALUES (?, ?)", first, second)
        if len(group) == 1:
            self._name({group[0]: group[0]})
            return
        groups, merges, doubts = self._joined(group, rows)
        found = [_likeness(row) for row in rows if row[4]]
        sure, unsure = parted(found, happenings.events(group), is_a)
        happened = joined_events(sure, unsure, groups)
        outcome = [(1, one) for one in merges + happened[0]] + [(0, one) for one in doubts + happened[1]]
        told = [(merged, json.dumps(one.because, ensure_ascii=False), *one[:2]) for merged, one in outcome]
        self._rows.many("UPDATE alike SET merged = ?, told = ? WHERE first = ? AND second = ?", told)
        self._name({unit: groups.name(unit) for unit in group})

    def _name(self, names: Mapping[str, str]) -> None:
        for unit, name in names.items():
            was = self._rows.one("SELECT canonical FROM unit WHERE id = ?", unit)
            if was != name:
                self._rows.run("INSERT OR IGNORE INTO renamed VALUES (?, ?)", unit, was)
                self._rows.run("UPDATE unit SET canonical = ? WHERE id = ?", name, unit)
                self._rows.run("INSERT OR IGNORE INTO moved SELECT article FROM member WHERE unit = ?", unit)

    def _judge(self, first: str, second: str) -> None:
        """Note whether a pair is a merge, a doubt, or nothing to speak of."""
        held = "SELECT score, merged, events FROM alike WHERE first = ? AND second = ?"
        score, merged, events = self._rows.all(held, first, second)[0]
        names = self._rows.all("SELECT DISTINCT canonical FROM unit WHERE id IN (?, ?)", first, second)
        if ((first, second) in self._ruling.apart and not events) or score < DOUBT:
            kind = ""
        elif merged and score >= MERGE:
            kind = "merge"
        else:
            kind = "doubt" if len(names) > 1 else ""
        self._rows.run("UPDATE alike SET kind = ? WHERE first = ? AND second = ?", kind, first, second)


def _likeness(row: Row) -> Likeness:
    first, second, score, because, _ = row
    return Likeness(first, second, score, tuple(json.loads(because)))
