"""Make the tables of a graph, and bring them up to date."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, cast

from pyoxigraph import NamedNode

from kg.errors import StoreError
from kg.graph import vocabulary as v
from kg.graph.reading import Reader
from kg.graph.tables.answers import Ease, every_node, write_rows
from kg.graph.tables.files import CHANGES, WHOLE, alone, attach, attached, make_changes
from kg.graph.tables.noting import Notes, split
from kg.graph.tables.shape import NODES, PAIR, TABLES, schema

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FEWEST = 50_000
"""A graph of fewer statements gets tables only when it is asked for them: its quads are counted as fast."""
QUADS = 5
"""No statement has fewer, with its evidence: that it is one, its subject, relation and object, and the evidence."""
CHUNK = 2_000
"""Nodes, or pairs, that are taken from the notes at once."""
BUFFER = 4_000_000
"""Bytes of a file of rows that DuckDB holds at once; the longest row must find room in half of it."""
MOST_TOUCHED = 0.25
"""Where a greater share of the rows is touched at once, all are made anew."""
MOST_CHANGED = 0.05
"""Where the nodes that changed are a greater share of the rows, the changes are worked into the whole."""


def keep(place: Path, reader: Reader, notes: Notes, ease: Ease) -> None:
    """Bring the tables up to date with a graph that nobody else is changing; raise StoreError if they cannot be.

    A graph of few statements that has none gets none. `ease` has the store let go of what reading brought into memory.
    """
    whole = place / WHOLE
    if not whole.exists() and not notes.token and not _many(reader, notes):
        return
    if not whole.exists() or not notes.token:
        make(place, reader, notes, ease)
    elif count := notes.count():
        with _faults(place):
            token = _followed(place, reader, notes, count, ease)
        if token:
            notes.keep(token)
        else:
            make(place, reader, notes, ease)


def make(place: Path, reader: Reader, notes: Notes, ease: Ease) -> None:
    """Make the tables anew; raise StoreError if they cannot be made."""
    notes.keep("")
    with _faults(place), _beside(place) as beside:
        token = token_hex(8)
        fill(beside / WHOLE, reader, ease)
        with alone(beside / WHOLE) as tables:
            _stamp(tables, token)
        _take_over(place, beside)
    notes.keep(token)


def fill(file: Path, reader: Reader, ease: Ease = lambda: None) -> None:
    """Make the tables of a graph in a file that is not there yet.

    All is asked before the first table is made, so that what both take of memory is not held at once.
    """
    with tempfile.TemporaryDirectory(prefix="kg-") as made:
        folder = Path(made)
        for kind in NODES:
            write_rows(reader, kind, every_node(reader, kind, folder, ease), folder, ease)
        for name in TABLES:  # each with a connection of its own, whose memory then is free for the next
            with alone(file) as tables:
                tables.execute(schema(name))
                _add(tables, name, folder / name)
    with alone(file) as tables:
        tables.execute("CREATE TABLE state (token VARCHAR)")


def _many(reader: Reader, notes: Notes) -> bool:
    """Tell whether there are so many statements that they are to have tables; they are counted only if there may be."""
    room = notes.room
    if not room:
        some = f"SELECT ?statement {{ ?statement a {v.RDF_STATEMENT} }} LIMIT {FEWEST}"
        room = QUADS * (FEWEST - reader.count(f"{{ {some} }}"))
    notes.keep_room(room)
    return not room


def _followed(place: Path, reader: Reader, notes: Notes, count: int, ease: Ease) -> str:
    """Look up what was touched, and return the token of the tables then; nothing where they are to be made anew."""
    from duckdb import Error

    with _beside(place) as beside:
        try:
            with attached(place / WHOLE, place / CHANGES) as kept:
                rows = _count(kept.tables, [f"whole.{name}" for name in TABLES])
            if kept.token != notes.token or count > MOST_TOUCHED * rows:
                return ""
            if kept.changed:
                shutil.copyfile(place / CHANGES, beside / CHANGES)
            else:
                make_changes(beside / CHANGES, kept.of)
            token = token_hex(8)
            with attached(place / WHOLE, beside / CHANGES, write=True) as kept:
                kept.tables.execute("USE changes")
                _replace(kept.tables, reader, notes, ease)
                kept.tables.execute("UPDATE state SET token = ?", [token])
                many = _count(kept.tables, ["gone"]) > MOST_CHANGED * rows
            if many:
                _work_in(place / WHOLE, beside, token)
        except Error:  # somebody else's file, or a damaged one
            return ""
        if many:
            _take_over(place, beside)
        else:
            (beside / CHANGES).replace(place / CHANGES)
    return token


def _take_over(place: Path, beside: Path) -> None:
    """Put a whole file into the place of both; whoever has opened these keeps them as they were."""
    (beside / WHOLE).replace(place / WHOLE)
    (place / CHANGES).unlink(missing_ok=True)


def _count(tables: DuckDBPyConnection, names: Iterable[str]) -> int:
    counts = " + ".join(f"(SELECT count(*) FROM {name})" for name in names)
    return int(tables.execute(f"SELECT {counts}").fetchall()[0][0])


def _work_in(whole: Path, beside: Path, token: str) -> None:
    """Make one file of both, with a token, beside them."""
    shutil.copyfile(whole, beside / WHOLE)
    with alone(beside / WHOLE) as tables:
        attach(tables, beside / CHANGES, "changes", write=False)
        for name, table in TABLES.items():
            gone = f"SELECT node FROM changes.gone WHERE kind = '{table.key}'"
            tables.execute(f"DELETE FROM {name} WHERE {table.key} IN ({gone})")
            tables.execute(f"INSERT INTO {name} SELECT * FROM changes.{name}")
        _stamp(tables, token)


def _replace(tables: DuckDBPyConnection, reader: Reader, notes: Notes, ease: Ease) -> None:
    tables.execute("CREATE TEMP TABLE again (node VARCHAR)")
    for pairs in _pages(notes, PAIR):
        _again(tables, reader, "statement", _between(reader, pairs), ease)
    for kind in NODES:
        for nodes in _pages(notes, kind):
            _again(tables, reader, kind, nodes, ease)


def _between(reader: Reader, pairs: list[str]) -> list[str]:
    """Return the statements of some pairs of subject and relation."""
    values = " ".join(f"(<{subject}> <{relation}>)" for subject, relation in split(pairs))
    ends = f"?statement {v.SUBJECT} ?subject ; {v.PREDICATE} ?relation"
    found = reader.quads.query(f"SELECT ?statement {{ VALUES (?subject ?relation) {{ {values} }} {ends} }}")
    return sorted({row["statement"].value for row in cast("Iterable[dict[str, NamedNode]]", found)})


def _pages(notes: Notes, kind: str) -> Iterator[list[str]]:
    last = ""
    while nodes := notes.nodes(kind, last, CHUNK):
        yield nodes
        last = nodes[-1]


def _again(tables: DuckDBPyConnection, reader: Reader, kind: str, nodes: list[str], ease: Ease) -> None:
    """Look up anew the rows of some nodes of a kind."""
    if not nodes:
        return
    tables.execute("INSERT INTO again SELECT unnest(?)", [nodes])
    tables.execute("INSERT INTO gone SELECT ?, node FROM again EXCEPT SELECT kind, node FROM gone", [kind])
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        write_rows(reader, kind, nodes, Path(folder), ease)
        for name, table in TABLES.items():
            if table.key == kind:
                tables.execute(f"DELETE FROM {name} WHERE {kind} IN (SELECT node FROM again)")
                _add(tables, name, Path(folder) / name)
    tables.execute("DELETE FROM again")


def _add(tables: DuckDBPyConnection, name: str, rows: Path) -> None:
    """Add the rows of a file to a table."""
    columns = dict(TABLES[name].columns)
    tables.execute(
        f"INSERT INTO {name} SELECT * FROM read_csv(?, columns = {columns!r}, header = false, auto_detect = false, "
        "delim = ',', new_line = '\\r\\n', quote = '\"', escape = '\"', nullstr = '', "
        "parallel = false, buffer_size = ?)",
        [str(rows), BUFFER],
    )


def _stamp(tables: DuckDBPyConnection, token: str) -> None:
    tables.execute("DELETE FROM state")
    tables.execute("INSERT INTO state VALUES (?)", [token])


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """Give a folder for what is to take the place of tables; what is left of such, even by a kill, is removed."""
    for left in place.glob(".tables-*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=".tables-", dir=place) as folder:
        yield Path(folder)


@contextmanager
def _faults(place: Path) -> Iterator[None]:
    """Raise StoreError for what the disk refuses, or DuckDB."""
    from duckdb import Error

    try:
        yield
    except (OSError, Error) as fault:
        found = f"cannot be written: {' '.join(str(fault).split())}"
        raise StoreError(
            str(place / WHOLE), found, "the graph is whole, and is counted without it", "run kg tables"
        ) from None


def differences(kept: DuckDBPyConnection, reader: Reader) -> Iterator[str]:
    """Yield one line for each node of which attached tables, `kept`, have other rows than the graph gives."""
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        fresh = Path(folder) / WHOLE
        fill(fresh, reader)
        attach(kept, fresh, "fresh", write=False)
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
