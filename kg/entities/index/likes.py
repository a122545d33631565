"""Units that changed, and the pairs of units that must be compared anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.entities.compare import DOUBT, contradiction, likeness
from kg.entities.events import is_event
from kg.entities.index.paging import CHUNK, chunks, pages
from kg.entities.index.texts import face_of, filled, read_unit, written_unit
from kg.entities.index.waiting import Waiting
from kg.entities.kinds import IsA
from kg.entities.resolve import LARGEST_BLOCK, WINDOW, Key, Pair, Placed, keys, meet, paired
from kg.entities.unit import Said, Unit
from kg.identity import Likeness
from kg.profiles import dumps
from kg.rows import Row, Rows

HELD = 2_000
"""Of how many units, keys and sizes of blocks it is remembered what they are."""
FEW = 1_000
"""A unit of which more is said is put together again each time it is asked for, lest a copy of it be long."""
GONE, STAYED, CAME = -1, 0, 1


class Likes:
    """The pairs of units that have something in their names in common."""

    def __init__(self, rows: Rows, is_a: IsA) -> None:
        self._rows, self._is_a = rows, is_a
        self._gone, self._waiting = Waiting(rows), Waiting(rows)
        self._units: dict[str, Unit] = {}
        self._keys: dict[str, dict[str, str]] = {}
        self._sizes: dict[str, int] = {}
        self._labels = _Labels(rows)

    def units(self, ids: Collection[str]) -> dict[str, Unit]:
        """Return units with all that is said of them."""
        new = [id_ for id_ in ids if id_ not in self._units]
        if new and len(self._units) > HELD:
            self._units = {id_: self._units[id_] for id_ in ids if id_ in self._units}
        for id_, told in self._rows.among("SELECT unit, told FROM filled WHERE unit IN ({})", new):
            self._units[id_] = read_unit(id_, told)
        for id_, said in self._said([id_ for id_ in new if id_ not in self._units]):
            self._units[id_] = filled(id_, said)
        return {id_: self._units[id_] for id_ in ids}

    def _said(self, ids: Sequence[str]) -> Iterator[tuple[str, dict[Said, int]]]:
        """Yield what is said of units, nothing of those of which nothing is."""
        found: dict[str, dict[Said, int]] = {id_: {} for id_ in ids}
        query = "SELECT unit, field, value, n FROM said WHERE unit IN ({})"
        for id_, field, value, count in self._rows.among(query, ids):
            found[id_][field, value] = count
        yield from found.items()

    def refresh(self) -> None:
        """Bring the keys of units that changed up to date, and compare anew what may have become another pair."""
        for some in chunks(pages(self._rows, "SELECT unit FROM changed WHERE unit > ? ORDER BY unit", "")):
            self._renew([unit for (unit,) in some])
            self._write()
        query = (  # of a block of one there is nothing to look at, whether it was larger or not
            "SELECT key, (SELECT count(*) FROM key WHERE key.key = touched.key) AS now FROM touched "
            "WHERE key > ? GROUP BY key HAVING now > 1 ORDER BY key"
        )
        for blocks in chunks(pages(self._rows, query, "")):
            self._pair_up(dict(blocks))
            self._write()
        while pairs := self._rows.all(f"SELECT first, second, met FROM pair ORDER BY first, second LIMIT {CHUNK}"):
            self._compare(pairs)
            self._write()
            self._rows.run("DELETE FROM pair WHERE (first, second) <= (?, ?)", *pairs[-1][:2])

    def _write(self) -> None:
        self._gone.write()
        self._waiting.write()

    def _renew(self, ids: Sequence[str]) -> None:
        """Bring up to date what is kept of units that changed."""
        query = "SELECT id, face, label, type, named, event FROM unit WHERE id IN ({})"
        held = {id_: tuple(rest) for id_, *rest in self._rows.among(query, ids)}
        old: dict[str, dict[str, str]] = defaultdict(dict)
        for id_, key, side in self._rows.among("SELECT unit, key, side FROM key WHERE unit IN ({})", [*held]):
            old[id_][key] = side
        for id_, said in self._said(ids):
            self._waiting.put("INSERT OR IGNORE INTO seed VALUES (?)", id_)
            if said:
                unit = filled(id_, said)
                if len(said) <= FEW:
                    self._waiting.put("INSERT INTO filled VALUES (?, ?)", id_, written_unit(unit))
                self._put(unit, held.get(id_), old[id_])
            elif id_ in held:
                self._vanish(id_, old[id_])

    def _put(self, unit: Unit, held: tuple[object, ...] | None, old: Mapping[str, str]) -> None:
        face = face_of(unit)
        new = (face, unit.label, unit.type, int(unit.named), int(is_event(unit, self._is_a)))
        if held is None or held[0] != face:
            self._rekey(unit.id, keys(unit), old)
        if held is None:
            self._waiting.put("INSERT OR IGNORE INTO renamed VALUES (?, NULL)", unit.id)
        if held != new:
            self._waiting.put(UNIT, unit.id, *new)
        if held is not None and held != new:
            self._waiting.put("INSERT OR IGNORE INTO restated SELECT article FROM member WHERE unit = ?", unit.id)
        if held is None or held[1] != unit.label:
            self._waiting.put(OF_WORDS, unit.id)
        if held is not None:
            self._again(unit.id)

    def _rekey(self, id_: str, new_keys: Iterable[Key], old: Mapping[str, str]) -> None:
        new = dict(new_keys)
        for key in old.keys() - new.keys():
            self._waiting.put("DELETE FROM key WHERE key = ? AND unit = ?", key, id_)
        self._waiting.put_all(
            "INSERT OR REPLACE INTO key VALUES (?, ?, ?)",
            [(key, id_, side) for key, side in new.items() if old.get(key) != side],
        )
        steps = [
            (key, id_, CAME if key not in old else STAYED if key in new else GONE) for key in old.keys() | new.keys()
        ]
        self._waiting.put_all("INSERT OR REPLACE INTO touched VALUES (?, ?, ?)", steps)

    def _vanish(self, id_: str, old: Mapping[str, str]) -> None:
        self._rekey(id_, (), old)
        self._waiting.put("INSERT OR IGNORE INTO renamed SELECT id, canonical FROM unit WHERE id = ?", id_)
        self._waiting.put("DELETE FROM unit WHERE id = ?", id_)
        self._waiting.put(OF_WORDS, id_)
        self._again(id_)

    def _again(self, id_: str) -> None:
        """Compare anew all pairs of a unit that have something in common."""
        for end in ("first", "second"):
            again = f"INSERT OR IGNORE INTO pair SELECT first, second, 0 FROM alike WHERE {end} = ? AND NOT events"
            self._waiting.put(again, id_)

    def _pair_up(self, now: Mapping[str, int]) -> None:
        """Note the pairs to look at of blocks, given with their sizes: those of whoever came or changed.

        In large blocks these are also those who stand otherwise for it.
        """
        blocks = list(now)
        steps: dict[str, dict[str, int]] = {key: {} for key in blocks}
        for key, unit, step in self._rows.among("SELECT key, unit, step FROM touched WHERE key IN ({})", blocks):
            steps[key][unit] = step
        there: dict[str, list[Placed]] = defaultdict(list)
        small = [key for key in blocks if now[key] <= LARGEST_BLOCK]
        for key, unit, side in self._rows.among("SELECT key, unit, side FROM key WHERE key IN ({})", small):
            there[key].append((unit, side))
        for key in blocks:
            before = now[key] - sum(steps[key].values())
            if max(now[key], before) <= LARGEST_BLOCK:
                self._note(_met({unit for unit, step in steps[key].items() if step != GONE}, there[key]))
            elif min(now[key], before) <= LARGEST_BLOCK or len(steps[key]) > WINDOW:
                self._pair_wholly(there[key] if key in there else self._block(key))
            else:
                for unit in steps[key]:
                    near = self._around(key, unit, WINDOW + len(steps[key]))
                    self._note(combinations([one for one, _ in near], 2), met=0)
                    self._note(_in_reach(near))

    def _pair_wholly(self, block: Sequence[Placed]) -> None:
        """Note all pairs of a block that is large, or was."""
        self._note(paired(block))
        for unit, _ in block:
            self._again(unit)

    def _block(self, key: str) -> list[Placed]:
        return self._rows.all("SELECT unit, side FROM key WHERE key = ? ORDER BY unit", key)

    def _around(self, key: str, unit: str, reach: int) -> list[Placed]:
        below = "SELECT unit, side FROM key WHERE key = ? AND unit <= ? ORDER BY unit DESC LIMIT ?"
        above = "SELECT unit, side FROM key WHERE key = ? AND unit > ? ORDER BY unit LIMIT ?"
        return [*self._rows.all(below, key, unit, reach + 1), *self._rows.all(above, key, unit, reach)]

    def _note(self, pairs: Iterable[Pair], *, met: int = 1) -> None:
        """Note pairs that are to be looked at, and whether it is known that they meet in a block."""
        noted = "INSERT INTO pair VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET met = max(met, excluded.met)"
        self._waiting.put_all(noted, [(min(pair), max(pair), met) for pair in pairs])

    def _sizes_of(self, blocks: Collection[str]) -> dict[str, int]:
        """Return how many units each block has."""
        if len(self._sizes) > HELD:
            self._sizes.clear()
        new = [key for key in blocks if key not in self._sizes]
        self._sizes.update(dict.fromkeys(new, 0))
        self._sizes.update(self._rows.among("SELECT key, count(*) FROM key WHERE key IN ({}) GROUP BY key", new))
        return {key: self._sizes[key] for key in blocks}

    def _keys_of(self, units: Collection[str]) -> dict[str, dict[str, str]]:
        """Return the keys of units, each with the side on which it stands."""
        if len(self._keys) > HELD:
            self._keys.clear()
        new = [unit for unit in units if unit not in self._keys]
        self._keys.update((unit, {}) for unit in new)
        for unit, key, side in self._rows.among("SELECT unit, key, side FROM key WHERE unit IN ({})", new):
            self._keys[unit][key] = side
        return {unit: self._keys[unit] for unit in units}

    def _meeting(self, pairs: Sequence[Row]) -> set[Pair]:
        """Return those of some pairs that share a block in which they are compared."""
        of = self._keys_of({unit for pair in pairs for unit in pair})
        shared = {
            (first, second): [
                key for key in of[first].keys() & of[second].keys() if meet(of[first][key], of[second][key])
            ]
            for first, second in pairs
        }
        sizes = self._sizes_of({key for both in shared.values() for key in both})
        return {
            pair
            for pair, both in shared.items()
            if any(sizes[key] <= LARGEST_BLOCK or self._are_near(key, *pair) for key in both)
        }

    def _are_near(self, key: str, first: str, second: str) -> bool:
        between = "SELECT count(*) FROM (SELECT 1 FROM key WHERE key = ? AND unit > ? AND unit <= ? LIMIT ?)"
        return bool(self._rows.one(between, key, first, second, WINDOW + 1) <= WINDOW)

    def _compare(self, pairs: Sequence[Row]) -> None:
        """Compare pairs, which stand in their order from the first of those that wait on."""
        query = (
            "SELECT first, second, score, because, kind, told FROM pair JOIN alike USING (first, second) "
            "WHERE (first, second) <= (?, ?)"
        )
        held = {row[:2]: row[2:] for row in self._rows.all(query, *pairs[-1][:2])}
        meeting = {row[:2] for row in pairs if row[2]} | self._meeting([row[:2] for row in pairs if not row[2]])
        units = self.units({unit for pair in meeting for unit in pair})
        for first, second, _ in pairs:
            self._labels.asked.clear()
            both = (first, second) in meeting
            found = likeness(units[first], units[second], self._labels) if both else None
            if found is None:
                self._part(first, second, held.get((first, second)))
            else:
                sure = not contradiction(units[first], units[second])
                self._find(found if sure else found._replace(score=0.0), held.get((first, second)))

    def _part(self, first: str, second: str, held: Row | None) -> None:
        if held is not None:
            self._shift(first, second, held)
            self._waiting.put("DELETE FROM alike WHERE first = ? AND second = ?", first, second)
            self._gone.put("DELETE FROM worded WHERE first = ? AND second = ?", first, second)

    def _find(self, found: Likeness, held: Row | None) -> None:
        first, second, score, reasons = found
        because = dumps(reasons) if score >= DOUBT else "[]"
        if held is not None and held[:2] == (score, because):
            return
        self._shift(first, second, held)
        if held is not None:
            self._gone.put("DELETE FROM worded WHERE first = ? AND second = ?", first, second)
        put = "INSERT OR REPLACE INTO alike VALUES (?1, ?2, ?3, ?4, 0, ?4, '', 0)"
        self._waiting.put(put, first, second, score, because)
        words = [(about, first, second) for about in sorted(self._labels.asked)] if score >= DOUBT else []
        self._waiting.put_all("INSERT INTO worded VALUES (?, ?, ?)", words)

    def _shift(self, first: str, second: str, held: Row | None) -> None:
        """Keep what came of a pair before, and have those be joined anew who hang together with it."""
        score, _, kind, told = held or (0, "", "", "")
        self._waiting.put(SHIFT, first, second, kind, score, told)
        self._waiting.put_all("INSERT OR IGNORE INTO seed VALUES (?)", [(first,), (second,)])


SHIFT = "INSERT OR IGNORE INTO shift VALUES (?, ?, ?, ?, ?)"
OF_WORDS = "INSERT OR IGNORE INTO pair SELECT first, second, 0 FROM worded WHERE about = ?"
UNIT = (
    "INSERT INTO unit VALUES (?1, ?3, ?4, ?5, ?6, ?2, ?1, ?1) "
    "ON CONFLICT DO UPDATE SET label = ?3, type = ?4, named = ?5, event = ?6, face = ?2"
)


def _in_reach(part: Sequence[Placed]) -> Iterator[Pair]:
    """Yield the pairs to compare of a part of a large block."""
    members = sorted(part)
    for place, (one, side) in enumerate(members):
        yield from ((one, other) for other, its in members[place + 1 : place + 1 + WINDOW] if meet(side, its))


def _met(ones: Collection[str], there: Sequence[Placed]) -> Iterator[Pair]:
    """Yield the pairs of some units with all of a block whom they meet."""
    for (unit, side), (other, its) in combinations(there, 2):
        if (unit in ones or other in ones) and meet(side, its):
            yield unit, other


class _Labels(Mapping[str, str]):
    """The labels of units by their ids, and which of them were asked for."""

    def __init__(self, rows: Rows) -> None:
        self._rows, self.asked = rows, set[str]()
        self._known: dict[str, str | None] = {}

    def __getitem__(self, id_: str) -> str:
        self.asked.add(id_)
        if id_ not in self._known:
            if len(self._known) > HELD:
                self._known.clear()
            self._known[id_] = self._rows.one("SELECT label FROM unit WHERE id = ?", id_)
        found = self._known[id_]
        if found is None:
            raise KeyError(id_)
        return found

    def __iter__(self) -> Iterator[str]:
        return (id_ for (id_,) in self._rows.all("SELECT id FROM unit"))

    def __len__(self) -> int:
        return int(self._rows.one("SELECT count(*) FROM unit"))
