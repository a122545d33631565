"""Which ids articles had so far: on disk, so that a million take no more memory than some thousands."""

from __future__ import annotations

from kg.rows import Rows

SEEN = "CREATE TABLE seen (id TEXT PRIMARY KEY, content BLOB, place TEXT) WITHOUT ROWID"


class Seen:
    """The ids of articles, each with the content and the place of the first that had it."""

    def __init__(self) -> None:
        self._rows = Rows(None, SEEN, "check where temporary files go")

    def first(self, id_: str, content: bytes, place: str) -> tuple[bytes, str]:
        """Return content and place of the first article with an id, which may be this one.

        Raises StoreError where there is no room for another.
        """
        self._rows.run("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", id_, content, place)
        ((known, where),) = self._rows.all("SELECT content, place FROM seen WHERE id = ?", id_)
        return bytes(known), str(where)
