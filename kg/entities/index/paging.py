"""Rows some hundred at a time, so that what comes of them can be written between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from kg.rows import Row, Rows

CHUNK = 500
FEW = 50
"""Of how many articles the members are looked at together."""


def pages(rows: Rows, query: str, first: str) -> Iterator[Row]:
    """Yield the rows of a query, in order of their first cell, which is to be greater than the last one's."""
    last = first
    found = rows.all(f"{query} LIMIT {CHUNK}", last)
    while found:
        yield from found
        last = found[-1][0]
        found = rows.all(f"{query} LIMIT {CHUNK}", last) if len(found) == CHUNK else []


def chunks(rows: Iterable[Row], size: int = CHUNK) -> Iterator[list[Row]]:
    """Yield rows so many at a time."""
    waiting = iter(rows)
    while some := list(islice(waiting, size)):
        yield some
