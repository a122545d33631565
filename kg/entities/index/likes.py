"""Units that changed, and the pairs of units that must be compared anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import TypeVar

from kg.entities.compare import DOUBT, contradiction, likeness
from kg.entities.events import is_event
from kg.entities.index.members import pages
from kg.entities.kinds import IsA
from kg.entities.resolve import LARGEST_BLOCK, WINDOW, keys
from kg.entities.unit import Unit, fill
from kg.rows import Rows

HELD = 1_000
"""Of how many units, keys and sizes of blocks it is remembered what they are."""
FACE = "('label', 'type', 'named', 'found', 'anywhere', 'families', 'link', 'name', 'own')"
Value = TypeVar("Value")
GONE, STAYED, CAME = -1, 0, 1


class Likes:
    """The pairs of units that have something in their names in common."""

    def __init__(self, rows: Rows, is_a: IsA) -> None:
        self._rows, self._is_a = rows, is_a
        self._units: dict[str, Unit] = {}
        self._keys: dict[str, set[str]] = {}
        self._sizes: dict[str, int] = {}

    def unit(self, id_: str) -> Unit:
        """Return a unit with all that is said of it."""
        return _kept(self._units, id_, self._read)

    def _read(self, id_: str) -> Unit:
        unit = Unit(id_)
        fill(unit, {row[:2]: row[2] for row in self._rows.all("SELECT field, value, n FROM said WHERE unit = ?", id_)})
        return unit

    def refresh(self) -> None:
        """Bring the keys of units that changed up to date, and compare anew what may have become another pair."""
        for (unit,) in pages(self._rows, "SELECT unit FROM changed WHERE unit > ? ORDER BY unit", ""):
            self._renew(unit)
        for (key,) in pages(self._rows, "SELECT DISTINCT key FROM touched WHERE key > ? ORDER BY key", ""):
            self._pair_up(key, dict(self._rows.all("SELECT unit, step FROM touched WHERE key = ?", key)))
        while chunk := self._rows.all("SELECT first, second FROM pair ORDER BY first, second LIMIT 500"):
            for first, second in chunk:
                self._compare(first, second)
            last = "DELETE FROM pair WHERE (first, second) <= (?, ?)"
            self._rows.run(last, *chunk[-1])

    def _renew(self, id_: str) -> None:
        rows = self._rows.all(f"SELECT field, value, n FROM said WHERE unit = ? AND field IN {FACE}", id_)
        held = self._rows.all("SELECT face, label, type, named, event FROM unit WHERE id = ?", id_)
        self._rows.run("INSERT OR IGNORE INTO seed VALUES (?)", id_)
        if not rows:
            self._vanish(id_)
            return
        unit = Unit(id_)
        fill(unit, {row[:2]: row[2] for row in rows})
        face = json.dumps([unit.label, unit.named, unit.frozen, unit.national, sorted(unit.families),
                           sorted(unit.links), unit.names, sorted(unit.owns)], ensure_ascii=False)  # fmt: skip
        if not held or held[0][0] != face:
            self._rekey(unit)
        if not held:
            self._rows.run("INSERT OR IGNORE INTO renamed VALUES (?, NULL)", id_)
        told = (unit.label, unit.type, int(unit.named), int(is_event(unit, self._is_a)))
        if not held or held[0] != (face, *told):
            put = (
                "INSERT INTO unit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?1, ?1) "
                "ON CONFLICT DO UPDATE SET label = ?2, type = ?3, named = ?4, event = ?5, face = ?6"
            )
            self._rows.run(put, id_, *told, face)
            self._rows.run("INSERT OR IGNORE INTO restated SELECT article FROM member WHERE unit = ?", id_)
        if not held or held[0][1] != unit.label:
            self._rows.run("INSERT OR IGNORE INTO pair SELECT first, second FROM worded WHERE about = ?", id_)
        self._again(id_)

    def _rekey(self, unit: Unit) -> None:
        new = {"\t".join(key) for key in keys(unit)}
        old = {key for (key,) in self._rows.all("SELECT key FROM key WHERE unit = ?", unit.id)}
        self._rows.many("DELETE FROM key WHERE key = ? AND unit = ?", [(key, unit.id) for key in old - new])
        self._rows.many("INSERT INTO key VALUES (?, ?)", [(key, unit.id) for key in new - old])
        steps = [(key, unit.id, CAME if key not in old else STAYED if key in new else GONE) for key in old | new]
        self._rows.many("INSERT OR REPLACE INTO touched VALUES (?, ?, ?)", steps)

    def _vanish(self, id_: str) -> None:
        self._rekey(Unit(id_))
        was = "INSERT OR IGNORE INTO renamed SELECT id, canonical FROM unit WHERE id = ?"
        self._rows.run(was, id_)
        self._rows.run("DELETE FROM unit WHERE id = ?", id_)
        self._rows.run("INSERT OR IGNORE INTO pair SELECT first, second FROM worded WHERE about = ?", id_)
        self._again(id_)

    def _again(self, id_: str) -> None:
        """Compare anew all pairs of a unit that have something in common."""
        held = "SELECT first, second FROM alike WHERE {} = ?1 AND NOT events"
        both = f"{held.format('first')} UNION ALL {held.format('second')}"
        self._rows.run(f"INSERT OR IGNORE INTO pair {both}", id_)

    def _pair_up(self, key: str, steps: Mapping[str, int]) -> None:
        """Note the pairs of a block to look at: those of whoever came or changed, and who stands otherwise for it."""
        now = self._size(key)
        before = now - sum(steps.values())
        if max(now, before) <= LARGEST_BLOCK:
            there = self._block(key)
            for unit in (one for one, step in steps.items() if step != GONE):
                self._note((unit, other) for other in there if other != unit)
        elif min(now, before) <= LARGEST_BLOCK or len(steps) > WINDOW:
            there = self._block(key)
            reach = len(there) if now <= LARGEST_BLOCK else WINDOW
            for place, unit in enumerate(there):
                self._note((unit, other) for other in there[place + 1 : place + 1 + reach])
                self._again(unit)
        else:
            for unit in steps:
                self._note(combinations(self._around(key, unit, WINDOW + len(steps)), 2))

    def _block(self, key: str) -> list[str]:
        return [unit for (unit,) in self._rows.all("SELECT unit FROM key WHERE key = ? ORDER BY unit", key)]

    def _around(self, key: str, unit: str, reach: int) -> list[str]:
        below = "SELECT unit FROM key WHERE key = ? AND unit <= ? ORDER BY unit DESC LIMIT ?"
        above = "SELECT unit FROM key WHERE key = ? AND unit > ? ORDER BY unit LIMIT ?"
        rows = [*self._rows.all(below, key, unit, reach + 1), *self._rows.all(above, key, unit, reach)]
        return [one for (one,) in rows]

    def _note(self, pairs: Iterator[tuple[str, str]]) -> None:
        self._rows.many("INSERT OR IGNORE INTO pair VALUES (?, ?)", [(min(pair), max(pair)) for pair in pairs])

    def _size(self, key: str) -> int:
        return _kept(self._sizes, key, lambda key: int(self._rows.one("SELECT count(*) FROM key WHERE key = ?", key)))

    def _meet(self, first: str, second: str) -> bool:
        """Tell whether two units share a block in which they are compared."""
        between = "SELECT count(*) FROM (SELECT 1 FROM key WHERE key = ? AND unit > ? AND unit <= ? LIMIT ?)"
        return any(
            self._size(key) <= LARGEST_BLOCK or self._rows.one(between, key, first, second, WINDOW + 1) <= WINDOW
            for key in self._keys_of(first) & self._keys_of(second)
        )

    def _keys_of(self, unit: str) -> set[str]:
        query = "SELECT key FROM key WHERE unit = ?"
        return _kept(self._keys, unit, lambda _: {key for (key,) in self._rows.all(query, unit)})

    def _compare(self, first: str, second: str) -> None:
        labels = _Labels(self._rows)
        found = self._meet(first, second) and likeness(self.unit(first), self.unit(second), labels)
        held = self._rows.all("SELECT score, because FROM alike WHERE first = ? AND second = ?", first, second)
        if not found:
            if held:
                self._shift(first, second)
                self._rows.run("DELETE FROM alike WHERE first = ? AND second = ?", first, second)
                self._rows.run("DELETE FROM worded WHERE first = ? AND second = ?", first, second)
            return
        score = 0.0 if contradiction(self.unit(first), self.unit(second)) else found.score
        because = json.dumps(found.because, ensure_ascii=False) if score >= DOUBT else "[]"
        if held == [(score, because)]:
            return
        self._shift(first, second)
        put = "INSERT OR REPLACE INTO alike VALUES (?1, ?2, ?3, ?4, 0, ?4, '', 0)"
        self._rows.run(put, first, second, score, because)
        self._rows.run("DELETE FROM worded WHERE first = ? AND second = ?", first, second)
        words = [(about, first, second) for about in sorted(labels.asked)] if score >= DOUBT else []
        self._rows.many("INSERT INTO worded VALUES (?, ?, ?)", words)

    def _shift(self, first: str, second: str) -> None:
        remember(self._rows, first, second)
        self._rows.many("INSERT OR IGNORE INTO seed VALUES (?)", [(first,), (second,)])


def remember(rows: Rows, first: str, second: str) -> None:
    """Keep what has come of a pair so far."""
    held = "SELECT first, second, kind, score, told FROM alike WHERE first = ? AND second = ?"
    rows.run(f"INSERT OR IGNORE INTO shift {held}", first, second)
    rows.run("INSERT OR IGNORE INTO shift VALUES (?, ?, '', 0, '')", first, second)


class _Labels(Mapping[str, str]):
    """The labels of units by their ids, and which of them were asked for."""

    def __init__(self, rows: Rows) -> None:
        self._rows, self.asked = rows, set[str]()

    def __getitem__(self, id_: str) -> str:
        self.asked.add(id_)
        found = self._rows.all("SELECT label FROM unit WHERE id = ?", id_)
        if not found:
            raise KeyError(id_)
        return str(found[0][0])

    def __iter__(self) -> Iterator[str]:
        return (id_ for (id_,) in self._rows.all("SELECT id FROM unit"))

    def __len__(self) -> int:
        return int(self._rows.one("SELECT count(*) FROM unit"))


def _kept(known: dict[str, Value], key: str, made: Callable[[str], Value]) -> Value:
    if key not in known:
        if len(known) >= HELD:
            known.clear()
        known[key] = made(key)
    return known[key]
