"""What a writer is about to touch, noted in the journal before it writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.rdf import Term, statement_between
from kg.graph.tables.shape import PAIR
from kg.rows import Rows

NOTES = """
CREATE TABLE IF NOT EXISTS tables (one INTEGER PRIMARY KEY, token TEXT);
CREATE TABLE IF NOT EXISTS room (one INTEGER PRIMARY KEY, quads INTEGER);
CREATE TABLE IF NOT EXISTS touched (kind TEXT, node TEXT, PRIMARY KEY (kind, node)) WITHOUT ROWID;
"""


class Notes:
    """The notes of a writer. Without a token there are no tables, and it is noted alone how much more may come.

    `room` is how many quads may come before the graph is so large that it is to have tables: 0 where nobody knows.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.token = str(rows.one("SELECT token FROM tables") or "")
        self.room = self._kept = int(rows.one("SELECT quads FROM room") or 0)

    def touch(self, emptied: Iterable[NamedNode], quads: Iterable[Quad], names: v.Names) -> None:
        """Note, before a change is written, of what there are to be other rows."""
        if self.token and (nodes := {*(("article", graph.value) for graph in emptied), *touched(quads, names)}):
            with self._rows.together():
                self._rows.many("INSERT OR IGNORE INTO touched VALUES (?, ?)", sorted(nodes))

    def grow(self, quads: int) -> None:
        """Note, before they are written, that so many quads come."""
        self._note_room(0)  # so that nobody relies on it after this process was killed
        self.room = max(0, self.room - quads)

    def keep_room(self, quads: int) -> None:
        """Note how many quads may come, from now on and for the next process."""
        self._note_room(quads)
        self.room = quads

    def _note_room(self, quads: int) -> None:
        if quads != self._kept:
            self._rows.run("INSERT OR REPLACE INTO room VALUES (1, ?)", quads)
            self._kept = quads

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


def touched(quads: Iterable[Quad], names: v.Names) -> Iterator[tuple[str, str]]:
    """Yield (kind, IRI) of what the tables have rows of that the coming or going of quads changes.

    Where a plain triple comes or goes, its statement is among them, as a claim that becomes a fact may change nothing
    else. Several statements may give one value ("23", "023"): there that is a pair, "SUBJECT RELATION".
    """
    for quad in quads:
        graph = quad.graph_name
        subject, predicate, object_ = cast("tuple[NamedNode, NamedNode, Term]", quad.triple)
        if isinstance(graph, NamedNode):
            if graph.value.startswith(v.ARTICLE):
                yield "article", graph.value
        elif subject.value.startswith(v.STATEMENT):
            yield "statement", subject.value
        elif not subject.value.startswith(v.ENTITY):
            continue
        elif predicate in (v.TYPE, v.LABEL):
            yield "entity", subject.value
        elif predicate in v.DESCRIBING:
            continue
        elif isinstance(object_, Literal):
            yield PAIR, f"{subject.value} {predicate.value}"
        elif statement := statement_between(subject, names.curie(predicate), object_):
            yield "statement", statement.value


def split(pairs: Collection[str]) -> list[tuple[str, str]]:
    """Return subjects and relations of pairs."""
    return [(subject, relation) for subject, _, relation in (pair.partition(" ") for pair in pairs)]
