"""Names as they are typed: an index of all labels and aliases in a file of its own, best connected names first.

entry(id, iri id, label, type, root, degree)   `id` is the place among the best connected, 1 first
name(entry, plain, shown)                      each name in plain letters
words                                          full text of `name.plain`, by row; rows are in order of `entry`

The full text gives rows in their order, so that the best connected come first without any sorting.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

CANDIDATES = 60
LONGEST = 100

_TABLES = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, key TEXT, label TEXT, type TEXT, root TEXT, degree INTEGER);
CREATE TABLE name (id INTEGER PRIMARY KEY, entry INTEGER, plain TEXT, shown TEXT);
CREATE VIRTUAL TABLE words USING fts5 (plain, content='', tokenize="unicode61 remove_diacritics 0", prefix='1 2 3 4',
    detail=full, columnsize=0);
"""


class Named(NamedTuple):
    """An entity as the index takes it; `names` are its aliases, without the label."""

    key: str
    label: str
    type: str
    root: str
    degree: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that was found, and the name it was found by."""

    key: str
    label: str
    type: str
    root: str
    degree: int
    name: str


def plain(text: str) -> str:
    """Return a name in lower case without accents, its words parted by single spaces."""
    bare = unicodedata.normalize("NFKD", text[: 4 * LONGEST]).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c)).split())


def write(path: Path, entities: Iterable[Named]) -> None:
    """Write the index of these entities to a new file."""
    ranked = sorted(entities, key=lambda one: (-one.degree, one.key))
    with closing(sqlite3.connect(path)) as index:
        index.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
        rows = [(number, *one[:5]) for number, one in enumerate(ranked, 1)]
        index.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", rows)
        names = [
            (number, words, shown)
            for number, one in enumerate(ranked, 1)
            for words, shown in {plain(name): name for name in reversed((one.label, *one.names))}.items()
            if words
        ]
        index.executemany("INSERT INTO name (entry, plain, shown) VALUES (?, ?, ?)", names)
        index.execute("INSERT INTO words (rowid, plain) SELECT id, plain FROM name")
        index.execute("CREATE INDEX whole ON name (plain)")
        index.commit()


class Index:
    """An open index. It may be asked from several threads."""

    def __init__(self, path: Path) -> None:
        self._index = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)

    def close(self) -> None:
        """Close the file."""
        self._index.close()

    def find(self, text: str, most: int = 10) -> list[Hit]:
        """Return the entities with a name whose words begin with the words typed, the best first.

        Best is a whole name, then the beginning of one, then the best connected.
        """
        wanted = plain(text[:LONGEST])
        if not wanted:
            return []
        rows = self._index.execute(_WHOLE, (wanted,)).fetchall()
        match = " ".join(f'"{word}"*' for word in wanted.split())
        rows += self._index.execute(_BEGUN, (match,)).fetchall()
        best: dict[str, tuple[int, int, Hit]] = {}
        for number, key, label, type_, root, degree, name, shown in rows:
            quality = 0 if name == wanted else 1 if name.startswith(wanted) else 2
            hit = (quality, number, Hit(key, label, type_, root, degree, shown))
            best[key] = min(hit, best.get(key, hit), key=lambda one: one[:2])
        return [hit for _, _, hit in sorted(best.values(), key=lambda one: one[:2])[:most]]

    def best(self, most: int) -> list[str]:
        """Return the keys of the best connected entities."""
        return [key for (key,) in self._index.execute("SELECT key FROM entry ORDER BY id LIMIT ?", (most,))]


_ROW = "entry.id, entry.key, entry.label, entry.type, entry.root, entry.degree, name.plain, name.shown"
_WHOLE = f"SELECT {_ROW} FROM name JOIN entry ON entry.id = name.entry WHERE name.plain = ? ORDER BY name.id LIMIT 20"
_BEGUN = (
    f"SELECT {_ROW} FROM (SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT {CANDIDATES}) AS found "
    "JOIN name ON name.id = found.rowid JOIN entry ON entry.id = name.entry"
)
