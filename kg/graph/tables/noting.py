"""What a writer is about to touch, noted in the journal before it writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.rdf import DEFAULT
from kg.graph.tables.shape import PAIR
from kg.rows import Rows

NOTES = """
CREATE TABLE IF NOT EXISTS tables (one INTEGER PRIMARY KEY, token TEXT);
CREATE TABLE IF NOT EXISTS touched (kind TEXT, node TEXT, PRIMARY KEY (kind, node)) WITHOUT ROWID;
"""
_SAID = frozenset({v.LABEL, v.ALT_LABEL, v.TALLY})


class Notes:
    """The notes of a writer. Without a token there are no tables, and nothing is noted."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.token = str(rows.one("SELECT token FROM tables") or "")

    def touch(self, emptied: Iterable[NamedNode], quads: Iterable[Quad]) -> None:
        """Note, before a change is written, of what there are to be other rows."""
        if self.token and (nodes := {*(("article", graph.value) for graph in emptied), *touched(quads)}):
            with self._rows.together():
                self._rows.many("INSERT OR IGNORE INTO touched VALUES (?, ?)", sorted(nodes))

    def count(self) -> int:
        """Return how many nodes were touched."""
        return int(self._rows.one("SELECT count(*) FROM touched"))

    def nodes(self, kind: str, after: str, most: int) -> list[str]:
        """Return so many nodes of a kind that were touched, in their order, from the one after another on."""
        query = "SELECT node FROM touched WHERE kind = ? AND node > ? ORDER BY node LIMIT ?"
        return [node for (node,) in self._rows.all(query, kind, after, most)]

    def keep(self, token: str) -> None:
        """Note under which token the tables are in step with the graph; without one, that there are none."""
        with self._rows.together():
            self._rows.run("INSERT OR REPLACE INTO tables VALUES (1, ?)", token)
            self._rows.run("DELETE FROM touched")
        self.token = token


def touched(quads: Iterable[Quad]) -> Iterator[tuple[str, str]]:
    """Yield (kind, IRI) of what the tables have rows of that the coming or going of quads changes.

    Where a plain triple comes or goes, that is a pair, "SUBJECT RELATION": a claim that becomes a fact may change
    nothing else.
    """
    for quad in quads:
        graph, subject, predicate = quad.graph_name, quad.subject.value, quad.predicate  # type: ignore[union-attr]
        if graph != DEFAULT:
            if graph.value.startswith(v.ARTICLE):  # type: ignore[union-attr]
                yield "article", graph.value  # type: ignore[union-attr]
        elif subject.startswith(v.STATEMENT):
            yield "statement", subject
        elif subject.startswith(v.ENTITY):
            if predicate in (v.TYPE, v.LABEL):
                yield "entity", subject
            elif predicate not in _SAID:
                yield PAIR, f"{subject} {predicate.value}"


def split(pairs: Collection[str]) -> list[tuple[str, str]]:
    """Return subjects and relations of pairs."""
    return [(subject, relation) for subject, _, relation in (pair.partition(" ") for pair in pairs)]
