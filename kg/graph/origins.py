"""Which file gave which article: so that one that changed replaces the old, and one that is gone can be retracted.

Paths are written relative to the folder that the graph stands in, so that both can be moved together.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from kg.rows import Rows

ORIGINS = """
CREATE TABLE IF NOT EXISTS origin (path TEXT, article TEXT, alone INTEGER, PRIMARY KEY (path, article)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS origin_of ON origin (article);
CREATE TEMP TABLE seen (path TEXT, article TEXT, PRIMARY KEY (path, article)) WITHOUT ROWID;
"""


class Origins:
    """The files that the articles of a graph came from; `seen` in this run are those that were read anew."""

    def __init__(self, rows: Rows, beside: Path = Path()) -> None:
        self._rows, self._beside = rows, beside

    def see(self, path: str, article: str) -> None:
        """Note that a file, read in this run, holds an article, whether or not it can be added."""
        self._rows.run("INSERT OR IGNORE INTO seen VALUES (?, ?)", self._near(path), article)

    def come(self, path: str, article: str, *, alone: bool) -> list[str]:
        """Note that the graph holds an article of a file, and return those that it replaces.

        Where a file holds one article, `alone`, it replaces the other one that came from there.
        """
        near = self._near(path)
        self._rows.run("INSERT OR REPLACE INTO origin VALUES (?, ?, ?)", near, article, int(alone))
        if not alone:
            return []
        gone = "SELECT article FROM origin WHERE path = ? AND article <> ? AND alone ORDER BY article"
        return self._dropped([(near, old) for (old,) in self._rows.all(gone, near, article)])

    def gone(self, paths: Collection[str], unread: Collection[str]) -> list[str]:
        """Return the articles that came from files or folders and were not seen there in this run, and forget them.

        What stands in a place that could not be read stays.
        """
        kept = [self._near(place) for place in unread]
        lost = [
            (path, article)
            for path, article in self._within(paths)
            if not any(place.startswith(path) or _is_in(path, place) for place in kept)
            and not self._rows.all("SELECT 1 FROM seen WHERE path = ? AND article = ?", path, article)
        ]
        return self._dropped(lost)

    def articles(self, path: str) -> list[str]:
        """Return the ids of the articles that came from a file, or from the files of a folder, sorted."""
        return sorted({article for _, article in self._within([path])})

    def forget(self, article: str) -> None:
        """Forget where an article came from: it was retracted."""
        self._rows.run("DELETE FROM origin WHERE article = ?", article)

    def keep(self) -> None:
        """Make sure that what is known lasts: in a folder it does."""

    def _within(self, paths: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yield (path, article) of the files that the paths name or hold."""
        query = "SELECT path, article FROM origin WHERE path = ? OR path >= ? AND path < ? ORDER BY path, article"
        for near in sorted({self._near(path) for path in paths}):
            under = "" if near == "." else f"{near}/"
            yield from self._rows.all(query, near, under, f"{near}0" if under else "\U0010ffff")  # "0" follows "/"

    def _dropped(self, lost: Collection[tuple[str, str]]) -> list[str]:
        """Forget that files gave articles, and return those that no other file gave."""
        for path, article in lost:
            self._rows.run("DELETE FROM origin WHERE path = ? AND article = ?", path, article)
        left = "SELECT 1 FROM origin WHERE article = ?"
        return sorted({article for _, article in lost if not self._rows.all(left, article)})

    def _near(self, path: str) -> str:
        return Path(os.path.relpath(path, self._beside)).as_posix()


def _is_in(path: str, folder: str) -> bool:
    return folder == "." or path.startswith(f"{folder}/")
