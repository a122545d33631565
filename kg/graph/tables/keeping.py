"""Make the tables of a graph, and bring them up to date."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions

from kg.errors import StoreError
from kg.graph import vocabulary as v
from kg.graph.reading import Reader
from kg.graph.tables.noting import Notes, split
from kg.graph.tables.shape import PAIR, SLOT, TABLES, Table, schema

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FILE = "tables.duckdb"
FEWEST = 50_000
"""A graph of fewer statements gets tables only when it is asked for them: its quads are counted as fast."""
QUADS = 5
"""No statement has fewer, with its evidence: that it is one, its subject, relation and object, and the evidence."""
CHUNK = 2_000
"""Nodes that are looked up in one query."""
MOST_TOUCHED = 0.25
"""Where a greater share of the rows is touched, all are made anew."""
MEMORY = "256MB"
Ease = Callable[[], None]


def keep(place: Path, reader: Reader, notes: Notes, ease: Ease) -> None:
    """Bring the tables up to date with a graph that nobody else is changing; raise StoreError if they cannot be.

    A graph of few statements that has none gets none. `ease` has the store let go of what reading brought into memory.
    """
    file = place / FILE
    if not file.exists() and not notes.token and not _many(reader, notes):
        return
    if not file.exists() or not notes.token:
        make(place, reader, notes, ease)
    elif count := notes.count():
        with _faults(file):
            fresh = _refreshed(file, reader, notes, count)
        if not fresh:
            make(place, reader, notes, ease)


def make(place: Path, reader: Reader, notes: Notes, ease: Ease) -> None:
    """Make the tables anew; raise StoreError if they cannot be made."""
    notes.keep("")
    with _faults(place / FILE), _beside(place / FILE) as beside:
        token = token_hex(8)
        fill(beside, reader, ease)
        with _opened(beside) as tables:
            _stamp(tables, token)
        beside.replace(place / FILE)
    notes.keep(token)


def fill(file: Path, reader: Reader, ease: Ease = lambda: None) -> None:
    """Make the tables of a graph in a file that is not there yet.

    All is asked before the first table is made, so that what both take of memory is not held at once.
    """
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        for name, table in TABLES.items():
            _ask(reader, table.query.replace(SLOT, ""), Path(folder) / name)
            ease()
        with _opened(file) as tables:
            for name in TABLES:
                tables.execute(schema(name))
                _add(tables, name, Path(folder) / name)
            tables.execute("CREATE TABLE state (token VARCHAR)")


def _many(reader: Reader, notes: Notes) -> bool:
    """Tell whether there are so many statements that they are to have tables; they are counted only if there may be."""
    room = notes.room
    if not room:
        some = f"SELECT ?statement {{ ?statement a {v.RDF_STATEMENT} }} LIMIT {FEWEST}"
        room = QUADS * (FEWEST - reader.count(f"{{ {some} }}"))
    notes.keep_room(room)
    return not room


def _refreshed(file: Path, reader: Reader, notes: Notes, count: int) -> bool:
    """Replace the rows of what was touched; tell whether that could be done, and was worth it."""
    from duckdb import Error

    with _beside(file) as beside:
        shutil.copyfile(file, beside)
        token = token_hex(8)
        try:
            with _opened(beside) as tables:
                if tables.execute("SELECT token FROM state").fetchall() != [(notes.token,)]:
                    return False
                rows = tables.execute(f"SELECT {' + '.join(f'(SELECT count(*) FROM {name})' for name in TABLES)}")
                if count > MOST_TOUCHED * rows.fetchall()[0][0]:
                    return False
                _replace(tables, reader, notes)
                _stamp(tables, token)
        except Error:  # somebody else's file, or a damaged one
            return False
        beside.replace(file)
    notes.keep(token)
    return True


def _replace(tables: DuckDBPyConnection, reader: Reader, notes: Notes) -> None:
    tables.execute("CREATE TEMP TABLE again (node VARCHAR)")
    for pairs in _pages(notes, PAIR):
        values = ", ".join("(?, ?)" for _ in pairs)
        query = f"SELECT statement FROM statements WHERE (subject, relation) IN (VALUES {values})"
        found = tables.execute(query, [part for pair in split(pairs) for part in pair]).fetchall()
        _again(tables, reader, "statement", [node for (node,) in found])
    for kind in dict.fromkeys(table.key for table in TABLES.values()):
        for nodes in _pages(notes, kind):
            _again(tables, reader, kind, nodes)


def _pages(notes: Notes, kind: str) -> Iterator[list[str]]:
    last = ""
    while nodes := notes.nodes(kind, last, CHUNK):
        yield nodes
        last = nodes[-1]


def _again(tables: DuckDBPyConnection, reader: Reader, kind: str, nodes: list[str]) -> None:
    """Look up anew the rows of some nodes of a kind."""
    if not nodes:
        return
    tables.execute("INSERT INTO again SELECT unnest(?)", [nodes])
    for name, table in TABLES.items():
        if table.key == kind:
            tables.execute(f"DELETE FROM {name} WHERE {kind} IN (SELECT node FROM again)")
            query, graphs = _confined(table, nodes)
            with tempfile.TemporaryDirectory(prefix="kg-") as folder:
                _ask(reader, query, Path(folder) / name, graphs)
                _add(tables, name, Path(folder) / name)
    tables.execute("DELETE FROM again")


def _confined(table: Table, nodes: list[str]) -> tuple[str, list[NamedNode] | None]:
    """Return a query for the rows of some nodes alone, and the graphs that it is put to."""
    if table.by_article:
        return table.query, [NamedNode(node) for node in nodes]
    values = " ".join(f"<{node}>" for node in nodes)
    return table.query.replace(SLOT, f"VALUES ?{table.key} {{ {values} }}"), None


def _ask(reader: Reader, query: str, answer: Path, graphs: list[NamedNode] | None = None) -> None:
    """Write the answer to a query into a file, so that it may be of any length."""
    found = reader.quads.query(query, prefixes=dict(reader.names.prefixes), named_graphs=[*graphs] if graphs else None)
    assert isinstance(found, QuerySolutions)
    found.serialize(str(answer), QueryResultsFormat.CSV)


def _add(tables: DuckDBPyConnection, name: str, rows: Path) -> None:
    """Add the rows of a file to a table."""
    columns = dict(TABLES[name].columns)
    tables.execute(
        f"INSERT INTO {name} SELECT * FROM read_csv(?, columns = {columns!r}, header = true, auto_detect = false, "
        "delim = ',', new_line = '\\r\\n', quote = '\"', escape = '\"', nullstr = '', parallel = false)",
        [str(rows)],
    )


def _stamp(tables: DuckDBPyConnection, token: str) -> None:
    tables.execute("DELETE FROM state")
    tables.execute("INSERT INTO state VALUES (?)", [token])


@contextmanager
def _opened(file: Path) -> Iterator[DuckDBPyConnection]:
    from duckdb import connect

    settings: dict[str, Any] = {"memory_limit": MEMORY, "preserve_insertion_order": False}
    with closing(connect(str(file), config=settings)) as tables:
        yield tables


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """Give a name beside a file for what is to take its place; what is left there, even by a kill, is removed."""
    for left in file.parent.glob(f".{file.name}-*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f".{file.name}-", dir=file.parent) as folder:
        yield Path(folder) / file.name


@contextmanager
def _faults(file: Path) -> Iterator[None]:
    """Raise StoreError for what the disk refuses, or DuckDB."""
    from duckdb import Error

    try:
        yield
    except (OSError, Error) as fault:
        found = f"cannot be written: {' '.join(str(fault).split())}"
        raise StoreError(str(file), found, "the graph is whole, and is counted without it", "run kg tables") from None


def differences(kept: DuckDBPyConnection, reader: Reader) -> Iterator[str]:
    """Yield one line for each node of which attached tables, `kept`, have other rows than the graph gives."""
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        fresh = Path(folder) / FILE
        fill(fresh, reader)
        kept.execute(f"ATTACH '{fresh}' AS fresh (READ_ONLY)")
        for name, table in TABLES.items():
            yield from (f"the tables: {name} of {node}: {what}" for node, what in _unlike(kept, name, table.key))


def _unlike(kept: DuckDBPyConnection, name: str, key: str) -> Iterable[tuple[str, str]]:
    held, given = f"FROM kept.{name}", f"FROM fresh.{name}"
    query = (
        f"SELECT {key}, min(what) FROM ("
        f"(SELECT {key}, 'rows that the graph does not give' AS what FROM ({held} EXCEPT ALL {given})) UNION ALL "
        f"(SELECT {key}, 'rows are missing' AS what FROM ({given} EXCEPT ALL {held}))) GROUP BY {key} ORDER BY {key}"
    )
    return kept.execute(query).fetchall()
