"""What a graph holds, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.lines import Json

if TYPE_CHECKING:
    from kg.graph.store import Store

Counts = tuple[tuple[str, int], ...]
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
    """Return the numbers of a graph."""
    numbers = {name: int(_text(store, _rows(store, query)[0]["n"])) for name, query in NUMBERS.items()}
    numbers["claims"] = numbers["statements"] - numbers["facts"]
    numbers["merges"], numbers["doubts"] = len(store.merges()), len(store.doubts())
    tallies = {name: _tally(store, query) for name, query in TALLIES.items()}
    spans = {name: _span(store, query) for name, query in SPANS.items()}
    return Stats(numbers, tallies, spans)


def _rows(store: Store, query: str) -> list[Mapping[str, object]]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: row[name] for name in names} for row in found]


def _tally(store: Store, query: str) -> Counts:
    counts = ((_text(store, row["what"]), int(_text(store, row["n"]))) for row in _rows(store, query))
    return tuple(sorted(counts, key=lambda count: (-count[1], count[0])))


def _span(store: Store, query: str) -> tuple[str, str]:
    row = _rows(store, query)[0]
    return _text(store, row["first"]), _text(store, row["last"])


def _text(store: Store, term: object) -> str:
    if isinstance(term, NamedNode):
        return store.names.curie(term)
    return term.value if isinstance(term, Literal) else ""
