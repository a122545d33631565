"""The tables of a graph, for those who read it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from kg.graph.journal import standing
from kg.graph.tables.files import CHANGES, WHOLE, attached
from kg.graph.tables.shape import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from kg.graph.contents import Contents


@contextmanager
def tables(store: Contents) -> Iterator[DuckDBPyConnection | None]:
    """Give a connection to the tables of a store that was opened to be read; None where it has none that are in step.

    They stand under the name `kept`, and are what plain names mean.
    """
    token = store.tables_token
    if not token or not (store.place / WHOLE).is_file():
        yield None
        return
    from duckdb import Error

    with ExitStack() as opening:
        try:
            kept = opening.enter_context(attached(store.place / WHOLE, store.place / CHANGES))
            same = kept.token == token
            kept.tables.execute("ATTACH ':memory:' AS kept")
            kept.tables.execute("USE kept")
            for name in TABLES:
                kept.tables.execute(f"CREATE VIEW {name} AS {kept.rows(name)}")
        except Error:  # damaged: the quads are asked instead
            same = False
        yield kept.tables if same and standing(store.place) == token else None
