"""What waits to be written, rows by statement and sums by key, so that few statements write much."""

from __future__ import annotations

from collections.abc import Iterable

from kg.rows import Row, Rows

MOST = 20_000
"""So many rows wait at most; the more there are, the more of them fall on the same page of the file."""


class Waiting:
    """Rows for statements whose order does not matter, each of which is carried out with all its rows at once."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._waiting: dict[str, list[Row]] = {}
        self._count = 0

    def put(self, statement: str, *values: object) -> None:
        """Have a statement be carried out with some values later."""
        self._waiting.setdefault(statement, []).append(values)
        self._count += 1

    def put_all(self, statement: str, rows: Iterable[Row]) -> None:
        """Have a statement be carried out with each row of values later."""
        some = self._waiting.setdefault(statement, [])
        before = len(some)
        some.extend(rows)
        self._count += len(some) - before

    @property
    def are_many(self) -> bool:
        """Tell whether it is time to write."""
        return self._count >= MOST

    def write(self) -> None:
        """Carry out what waits, the statement that was first put first."""
        waiting, self._waiting, self._count = self._waiting, {}, 0
        for statement, rows in waiting.items():
            self._rows.many(statement, rows)


class Sums:
    """How much more, or less, the numbers of a table will be, by their keys; rows that come to nothing go."""

    def __init__(self, rows: Rows, table: str, *names: str) -> None:
        self._rows, self._more = rows, dict[Row, int]()
        marks, where = ", ".join("?" * len(names)), " AND ".join(f"{name} = ?" for name in names)
        self._add = f"INSERT INTO {table} VALUES ({marks}, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n"
        self._gone = f"DELETE FROM {table} WHERE {where} AND n = 0"

    def add(self, key: Row, more: int) -> None:
        """Have the number of a key be so much greater."""
        self._more[key] = self._more.get(key, 0) + more

    @property
    def are_many(self) -> bool:
        """Tell whether it is time to write."""
        return len(self._more) >= MOST

    def write(self) -> list[Row]:
        """Add what waits to the table, and return the keys whose numbers have changed."""
        more, self._more = self._more, {}
        changes = sorted((key, by) for key, by in more.items() if by)
        self._rows.many(self._add, [(*key, by) for key, by in changes])
        self._rows.many(self._gone, [key for key, by in changes if by < 0])
        return [key for key, _ in changes]
