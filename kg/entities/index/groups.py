"""Which units are taken for one, wherever something changed that they hang together with."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kg.entities.compare import DOUBT, MERGE
from kg.entities.index.likes import Likes, remember
from kg.entities.resolve import Groups, joined
from kg.entities.rulings import Pair, Ruling
from kg.identity import Likeness
from kg.rows import Rows


class Joining:
    """Joins units by what they have in common, and by what people decided."""

    def __init__(self, rows: Rows, likes: Likes, ruling: Ruling) -> None:
        self._rows, self._likes, self._ruling = rows, likes, ruling
        self._beside: dict[str, set[str]] = {}
        for first, second in ruling.together:
            self._beside.setdefault(first, set()).add(second)
            self._beside.setdefault(second, set()).add(first)

    def join(self) -> None:
        """Join anew all that hangs together with what changed."""
        self._notice_decisions()
        while (unit := self._rows.one("SELECT unit FROM seed LIMIT 1")) is not None:
            group = self._hanging_together(unit)
            self._rows.many("DELETE FROM seed WHERE unit = ?", [(one,) for one in {unit, *group}])
            if group:
                self._settle(group)
        query = "SELECT first, second FROM look WHERE (first, second) > (?, ?) ORDER BY first, second LIMIT 500"
        last = "", ""
        while found := self._rows.all(query, *last):
            for first, second in found:
                self._judge(first, second)
            last = found[-1]

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

    def _hanging_together(self, unit: str) -> list[str]:
        """Return all units that are to be joined with one, directly or through others; nothing if it is gone."""
        found, waiting = set[str](), [unit]
        while waiting:
            here = waiting.pop()
            if here in found or not self._rows.all("SELECT 1 FROM unit WHERE id = ?", here):
                continue
            found.add(here)
            waiting += [*(end for pair in self._sure(here) for end in pair), *self._beside.get(here, ())]
        return sorted(found)

    def _sure(self, unit: str) -> list[Pair]:
        return [(row[0], row[1]) for row in self._alike(unit) if row[2] >= MERGE and row[:2] not in self._ruling.apart]

    def _alike(self, unit: str) -> list[tuple[str, str, float, str]]:
        query = "SELECT first, second, score, because FROM alike WHERE {} = ? AND score >= ?"
        return [row for end in ("first", "second") for row in self._rows.all(query.format(end), unit, DOUBT)]

    def _settle(self, group: list[str]) -> None:
        """Join the units of a group that hangs together, and note under which id each goes."""
        rows = {row[:2]: row for unit in group for row in self._alike(unit)}
        for first, second in rows:
            remember(self._rows, first, second)
            self._rows.run("INSERT OR IGNORE INTO look VALUES (?, ?)", first, second)
        if len(group) == 1:
            self._name({group[0]: group[0]})
            return
        sure = [
            Likeness(first, second, score, tuple(json.loads(because)))
            for (first, second), (_, _, score, because) in sorted(rows.items())
            if score >= MERGE and (first, second) not in self._ruling.apart
        ]
        found = {unit: self._likes.unit(unit) for unit in group}
        groups = Groups(found, self._ruling.within(found))
        merges, doubts = joined(sure, found, groups)
        outcome = [(1, one) for one in merges] + [(0, one) for one in doubts]
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
        held = "SELECT score, merged FROM alike WHERE first = ? AND second = ?"
        score, merged = self._rows.all(held, first, second)[0]
        names = self._rows.all("SELECT DISTINCT canonical FROM unit WHERE id IN (?, ?)", first, second)
        if (first, second) in self._ruling.apart or score < DOUBT:
            kind = ""
        elif merged and score >= MERGE:
            kind = "merge"
        else:
            kind = "doubt" if len(names) > 1 else ""
        self._rows.run("UPDATE alike SET kind = ? WHERE first = ? AND second = ?", kind, first, second)
