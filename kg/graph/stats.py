"""What a graph holds, in numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.graph.tables import counting
from kg.graph.tables.asking import tables
from kg.lines import Json

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from kg.graph.store import Store

Counts = tuple[tuple[str, int], ...]
Ask = Callable[[str], list[tuple[str, ...]]]
NUMBERS: Mapping[str, str] = {
    "articles": "SELECT (COUNT(*) AS ?n) { GRAPH ?article { ?article a schema:NewsArticle } }",
    "entities": "SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e rdfs:label ?l FILTER(STRSTARTS(STR(?e), STR(e:))) }",
    "statements": "SELECT (COUNT(*) AS ?n) { ?st a rdf:Statement }",
    "facts": """SELECT (COUNT(*) AS ?n) {
        ?st rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o FILTER EXISTS { ?s ?p ?o } }""",
    "denied": """SELECT (COUNT(DISTINCT ?st) AS ?n) {
        GRAPH ?article { ?st prov:wasDerivedFrom/kg:polarity kg:negative } }""",
    "several_sources": "SELECT (COUNT(*) AS ?n) { ?st kg:sources ?n FILTER(?n > 1) }",
    "evidence": "SELECT (COUNT(*) AS ?n) { GRAPH ?article { ?ev a kg:Evidence } }",
    "sentences": "SELECT (COUNT(*) AS ?n) { GRAPH ?article { ?sentence a nif:Sentence } }",
}
TALLIES: Mapping[str, str] = {
    "relations": "SELECT ?what (COUNT(*) AS ?n) { ?st rdf:predicate ?what } GROUP BY ?what",
    "classes": "SELECT ?what (COUNT(*) AS ?n) { ?e a ?what FILTER(STRSTARTS(STR(?e), STR(e:))) } GROUP BY ?what",
    "publishers": "SELECT ?what (COUNT(*) AS ?n) { GRAPH ?article { ?article schema:publisher ?what } } GROUP BY ?what",
    "sources": """SELECT ?what (COUNT(DISTINCT ?ev) AS ?n) {
        GRAPH ?article { ?ev kg:attributedTo ?who } ?who rdfs:label ?what } GROUP BY ?what""",
}
SPANS: Mapping[str, str] = {
    "published": """SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) {
        GRAPH ?article { ?article schema:datePublished ?d } BIND(SUBSTR(STR(?d), 1, 10) AS ?day) }""",
    "told": """SELECT (MIN(?t) AS ?first) (MAX(?t) AS ?last) {
        GRAPH ?article { ?ev kg:time ?time } BIND(STR(?time) AS ?t) FILTER(REGEX(?t, "^[0-9]{4}([-][0-9X]|$)")) }""",
}

LIKENESSES = "SELECT (COUNT(DISTINCT ?x) AS ?n) {{ GRAPH <https://kg.example/identity> {{ ?x a {} }} }}"
KINDS = ("kg:Merge", "kg:Doubt")
NAMED = ("relations", "classes")
"""The tallies of what has an IRI."""


@dataclass(frozen=True, slots=True)
class Stats:
    """Numbers by name, tallies by name with the largest count first, and first and last day of what has one.

    A statement that is no fact is a claim; one that some sentence denies may be either.
    """

    numbers: Mapping[str, int]
    tallies: Mapping[str, Counts]
    spans: Mapping[str, tuple[str, str]]

    def row(self) -> Json:
        """Return the numbers as a line of JSON has them."""
        tallies = {name: dict(counts) for name, counts in self.tallies.items()}
        return {**self.numbers, **tallies, **{name: list(span) for name, span in self.spans.items()}}


def stats(store: Store) -> Stats:
    """Return the numbers of a graph, from its tables if they are in step with it."""
    with tables(store) as kept:
        if kept is None:
            ask: Ask = partial(_asked, store)
            numbers, tallies, spans = NUMBERS, TALLIES, SPANS
        else:
            ask = partial(_counted, kept)
            numbers, tallies, spans = counting.NUMBERS, counting.TALLIES, counting.SPANS
        found = {name: int(ask(query)[0][0]) for name, query in numbers.items()}
        counts = {name: _tally(store, name, ask(query)) for name, query in tallies.items()}
        ends = {name: (ask(query)[0][0], ask(query)[0][1]) for name, query in spans.items()}
    found["claims"] = found["statements"] - found["facts"]
    found["merges"], found["doubts"] = (int(_asked(store, LIKENESSES.format(kind))[0][0]) for kind in KINDS)
    return Stats(found, counts, ends)


def _asked(store: Store, query: str) -> list[tuple[str, ...]]:
    """Return the rows of an answer of the quads, as text."""
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return [tuple(_text(row[variable]) for variable in found.variables) for row in found]


def _counted(kept: DuckDBPyConnection, query: str) -> list[tuple[str, ...]]:
    """Return the rows of an answer of the tables, as text."""
    return [tuple("" if cell is None else str(cell) for cell in row) for row in kept.execute(query).fetchall()]


def _tally(store: Store, name: str, rows: Iterable[tuple[str, ...]]) -> Counts:
    counts = ((store.names.curie(NamedNode(what)) if name in NAMED else what, int(number)) for what, number in rows)
    return tuple(sorted(counts, key=lambda count: (-count[1], count[0])))


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
