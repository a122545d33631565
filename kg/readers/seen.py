"""Which ids articles had so far: on disk beyond a megabyte, so that a million take no more memory than a thousand."""

from __future__ import annotations

import sqlite3

from kg.errors import ReadError

CACHE = 1_000  # KB


class Seen:
    """The ids of articles, each with the content and the place of the first that had it."""

    def __init__(self) -> None:
        # without a name it is a file that goes with the connection; who reads articles may be another thread
        self._rows = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for statement in (
            f"PRAGMA cache_size = -{CACHE}",
            "PRAGMA journal_mode = OFF",
            "CREATE TABLE seen (id TEXT PRIMARY KEY, content BLOB, place TEXT) WITHOUT ROWID",
        ):
            self._rows.execute(statement)

    def first(self, id_: str, content: bytes, place: str) -> tuple[bytes, str]:
        """Return content and place of the first article with an id, which may be this one.

        Raises ReadError where there is no room for another.
        """
        try:
            self._rows.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", (id_, content, place))
            ((known, where),) = self._rows.execute("SELECT content, place FROM seen WHERE id = ?", (id_,))
        except sqlite3.Error as fault:
            raise ReadError(place, f"its id cannot be noted: {fault}", "", "make room for temporary files") from None
        return bytes(known), str(where)
