"""A table on disk beside a graph (SQLite), whose faults are errors in one line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from urllib.parse import quote

from kg.errors import StoreError

Row = tuple[Any, ...]


CACHE = 4_000
"""KB of the file that are held in memory: with SQLite's own 2,000 the lookups of a large graph read the disk."""
MEMORY = Path(":memory:")
"""In the place of a file: what is forgotten when it is closed."""


SIZES = (1, 8, 64, 512)
"""Of how many values a query asks at once, that few texts of it are ever made ready."""


class Rows:
    """An open SQLite file with its tables. Each statement stands for itself, but within `together`.

    Every fault is a StoreError that ends with the `remedy`, but for a full disk, which is not the file's fault. Without
    a path it is a file that goes with it.
    """

    def __init__(self, path: Path | None, tables: str, remedy: str) -> None:
        self.path, self._remedy = path or Path(gettempdir()), remedy
        try:
            self._open = sqlite3.connect(path or "", isolation_level=None, timeout=20, cached_statements=500)
            self._open.execute("PRAGMA journal_mode = WAL")
            self._open.execute("PRAGMA synchronous = NORMAL")
            self._open.execute(f"PRAGMA cache_size = -{CACHE}")
            self._open.execute("PRAGMA temp.journal_mode = MEMORY")
            self._open.executescript(tables)
        except sqlite3.Error as fault:
            raise self._fault(fault) from None

    def close(self) -> None:
        """Close the file."""
        self._open.close()

    def run(self, statement: str, *values: Any) -> None:  # noqa: ANN401 - whatever SQLite holds
        """Carry out a statement."""
        try:
            self._open.execute(statement, values)
        except sqlite3.Error as fault:
            raise self._fault(fault) from None

    def many(self, statement: str, rows: Iterable[Row]) -> None:
        """Carry out a statement with each row of values."""
        try:
            self._open.executemany(statement, rows)
        except sqlite3.Error as fault:
            raise self._fault(fault) from None

    def all(self, query: str, *values: Any) -> list[Row]:  # noqa: ANN401
        """Return the rows that a query finds."""
        try:
            return self._open.execute(query, values).fetchall()
        except sqlite3.Error as fault:
            raise self._fault(fault) from None

    def one(self, query: str, *values: Any) -> Any:  # noqa: ANN401
        """Return the first cell of the first row that a query finds, None if it finds none."""
        found = self.all(query, *values)
        return found[0][0] if found else None

    def among(self, query: str, values: Iterable[Any], *more: Any) -> Iterator[Row]:  # noqa: ANN401
        """Yield the rows that a query finds of some values, which take the place of its `{}`; `more` come after them.

        It is asked some hundred at a time.
        """
        waiting = iter(values)
        while some := list(islice(waiting, SIZES[-1])):
            size = next(size for size in SIZES if size >= len(some))
            marks = ", ".join("?" * size)
            yield from self.all(query.format(marks), *some, *[some[-1]] * (size - len(some)), *more)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Carry out all statements of the block, or none of them."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self._open.in_transaction:
                self._open.execute("ROLLBACK")
            raise

    def _fault(self, fault: sqlite3.Error) -> StoreError:
        if getattr(fault, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            full = "cannot be written: No space left on device"
            return StoreError(str(self.path), full, "", "make room; nothing is lost")
        return StoreError(str(self.path), f"cannot be used: {fault}", "", self._remedy)


def read_only(file: Path) -> sqlite3.Connection:
    """Return a connection to a file that is not written to, whoever else may be writing."""
    return sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)


def damage(file: Path) -> str:
    """Return what is wrong with an SQLite file; nothing if it is whole, or cannot be looked into from here."""
    try:
        with closing(read_only(file)) as opened:
            found = str(opened.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.OperationalError:
        return ""
    except sqlite3.DatabaseError as fault:
        return str(fault)
    return "" if found == "ok" else " ".join(found.split())
