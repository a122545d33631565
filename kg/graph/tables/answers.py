"""What a graph answers to the queries of the tables, in files, of which DuckDB reads as much at once as it likes.

A few nodes at a time: a query for all of them has the store hold several times what one of a thousand does, and a query
that is put to many graphs looks through the list of them for each answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions

from kg.graph.reading import Reader
from kg.graph.tables.shape import NODES, SLOT, TABLES, Table

AT_ONCE = 250
"""Nodes that one query looks up."""
EASED = 4
"""After so many queries the store lets go of what they brought into memory."""
Ease = Callable[[], None]


def write_rows(reader: Reader, kind: str, nodes: Iterable[str], folder: Path, ease: Ease) -> None:
    """Write the rows of some nodes of a kind, each once: a file for each table of the kind, with its name."""
    with ExitStack() as opened:
        tables = {name: table for name, table in TABLES.items() if table.key == kind}
        files = {name: opened.enter_context((folder / name).open("wb")) for name in tables}
        for number, some in enumerate(_batches(nodes), start=1):
            for name, table in tables.items():
                answer = _asked(reader, *_confined(table, some)).serialize(format=QueryResultsFormat.CSV)
                assert answer is not None  # as it is when it goes to no file
                files[name].write(answer.partition(b"\r\n")[2])  # without the names of the columns
            if number % EASED == 0:
                ease()


def every_node(reader: Reader, kind: str, folder: Path, ease: Ease) -> Iterator[str]:
    """Yield the nodes of a kind, which pass through a file."""
    file = folder / f"every {kind}"
    _asked(reader, NODES[kind], None).serialize(str(file), QueryResultsFormat.CSV)
    ease()
    with file.open(encoding="utf-8", newline="\r\n") as lines:
        next(lines)
        yield from (line.removesuffix("\r\n") for line in lines)
    file.unlink()


def _batches(nodes: Iterable[str]) -> Iterator[list[str]]:
    left = iter(nodes)
    while some := list(islice(left, AT_ONCE)):
        yield some


def _confined(table: Table, nodes: list[str]) -> tuple[str, list[NamedNode] | None]:
    """Return a query for the rows of some nodes alone, and the graphs that it is put to."""
    if table.by_article:
        return table.query, [NamedNode(node) for node in nodes]
    values = " ".join(f"<{node}>" for node in nodes)
    return table.query.replace(SLOT, f"VALUES ?{table.key} {{ {values} }}"), None


def _asked(reader: Reader, query: str, graphs: list[NamedNode] | None) -> QuerySolutions:
    found = reader.quads.query(query, prefixes=dict(reader.names.prefixes), named_graphs=[*graphs] if graphs else None)
    assert isinstance(found, QuerySolutions)
    return found
