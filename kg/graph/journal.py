"""What a graph does not say of itself: where its articles came from, and what is to be brought into step with them.

PLACE/journal.db   tables beside the quads; no part of the graph

Of a graph that a server holds, that keeps the state and where articles came from; the rest is known for as long as a
process has it open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import compress, decompress

from kg.endpoint import Endpoint
from kg.graph.origins import ORIGINS, Origins
from kg.graph.tables.noting import NOTES, Notes
from kg.identity import Own, Profile
from kg.profiles import dumps, loads, read, written
from kg.rows import MEMORY, Rows, read_only

if TYPE_CHECKING:
    from kg.graph.remote.dataset import Remote

FILE = "journal.db"
REMEMBERED = 1_000
"""Of how many articles it is remembered that they were noted."""
MOST_TOLD = 200_000_000
"""How many bytes are noted, in a passing file, of what articles say of their entities."""
_TABLES = """
CREATE TABLE IF NOT EXISTS unsettled (article TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS settled (one INTEGER PRIMARY KEY, state TEXT, token TEXT);
CREATE TABLE IF NOT EXISTS altered (one INTEGER PRIMARY KEY);
CREATE TEMP TABLE told (article TEXT PRIMARY KEY, profiles BLOB) WITHOUT ROWID;
"""


class Journal:
    """The journal of a writer. `origins` tells which file gave which article, `notes` what the tables lack."""

    def __init__(self, place: Path, remote: Remote | None = None) -> None:
        remedy = "delete it: `kg build` notes anew which file gave which article, and settles who is who"
        self._rows = Rows(MEMORY if remote else place / FILE, ORIGINS + _TABLES + NOTES, remedy)
        self._remote = remote
        self._noted: set[str] = set()
        self._told = 0
        self.notes = Notes(self._rows)
        self.origins = _origins(self._rows, place, remote)

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()

    def unsettle(self, article: str) -> None:
        """Note, before an article is written, that it is no longer settled who is who in it."""
        if article not in self._noted:
            self._rows.run("INSERT OR IGNORE INTO unsettled VALUES (?)", article)
            if len(self._noted) >= REMEMBERED:
                self._noted.clear()
            self._noted.add(article)
        if self._told:
            self._rows.run("DELETE FROM told WHERE article = ?", article)

    def tell(self, article: str, profiles: Iterable[Profile]) -> None:
        """Note what an article that was written says of its entities, as long as this process does not settle it.

        It is known by then, and takes longer to read out of the graph.
        """
        if self._told < MOST_TOLD:
            packed = compress(dumps([(one.own.id, written(one)) for one in profiles]).encode(), 1)
            self._rows.run("INSERT OR REPLACE INTO told VALUES (?, ?)", article, packed)
            self._told += len(packed)

    def told(self, article: str) -> list[Profile] | None:
        """Return what an article says of its entities, None where that was not told."""
        packed = self._rows.one("SELECT profiles FROM told WHERE article = ?", article) if self._told else None
        if packed is None:
            return None
        return [read(Own(article, own), profile) for own, profile in loads(decompress(packed).decode())]

    def unsettled(self) -> list[str]:
        """Return the articles that came, changed or went since it was settled who is who, sorted."""
        return [article for (article,) in self._rows.all("SELECT article FROM unsettled ORDER BY article")]

    def settled(self) -> tuple[str, str]:
        """Return the state in which it was settled who is who, and the token of what was kept then; or nothing.

        The state is nothing, too, if an article came or went since; a server keeps no token.
        """
        if self._remote:
            return self._remote.settled(), ""
        state, token = next(iter(self._rows.all("SELECT state, token FROM settled")), ("", ""))
        return ("" if self._rows.all("SELECT 1 FROM unsettled LIMIT 1") else state), token

    def settle(self, state: str, token: str) -> None:
        """Note that it is settled who is who; without a token, that nothing is known of it."""
        if self._remote and token:
            self._remote.settled(state)
        with self._rows.together():
            self._rows.run("INSERT OR REPLACE INTO settled VALUES (1, ?, ?)", state, token)
            if token:
                self._rows.run("DELETE FROM unsettled")
        self._noted.clear()
        self._rows.run("DELETE FROM told")
        self._told = 0

    def alter(self) -> None:
        """Note, before it is written, that something comes into the graph which nobody checked."""
        self._rows.run("INSERT OR IGNORE INTO altered VALUES (1)")
        self.settle("", "")

    def unaltered(self) -> str:
        """Return the token of the settling since which nothing came or went; nothing where something was altered."""
        return str(self._rows.one(_UNALTERED) or "")


_UNALTERED = """SELECT token FROM settled WHERE state <> ''
AND NOT EXISTS (SELECT 1 FROM unsettled) AND NOT EXISTS (SELECT 1 FROM altered)"""


def _origins(rows: Rows, place: Path, remote: Remote | None) -> Origins:
    if remote is None:
        return Origins(rows, place.absolute().parent)
    from kg.graph.remote.origins import RemoteOrigins

    return RemoteOrigins(rows, remote)


def standing(place: Path) -> str:
    """Return the token of the tables that are in step with the graph of a folder now; nothing if there are none."""
    return _asked(place, "SELECT token FROM tables WHERE NOT EXISTS (SELECT 1 FROM touched)")


def unaltered(place: Path) -> str:
    """Return, of the graph of a folder, what `Journal.unaltered` does."""
    return _asked(place, _UNALTERED)


def rules_of(token: str) -> str:
    """Return the version of the rules of who is who, with which a token begins."""
    return token.partition(" ")[0]


def _asked(place: Path, query: str) -> str:
    if isinstance(place, Endpoint) or not (place / FILE).is_file():
        return ""
    with (
        suppress(sqlite3.Error),
        closing(read_only(place / FILE)) as rows,
    ):
        found = rows.execute(query).fetchone()
        return str(found[0]) if found else ""
    return ""
