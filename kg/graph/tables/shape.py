"""What the tables hold: for each, its columns and the query whose answer they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SLOT = "{0}"
"""Where a query is confined to some nodes."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind of node: `columns` with their DuckDB types, in the order of the query's variables.

    The first of `columns` that is named `key` tells which node a row belongs to. The query has a SLOT in which the
    nodes can be named, or is put to the graphs of single articles where these are the nodes.
    """

    key: str
    columns: Mapping[str, str]
    query: str

    @property
    def by_article(self) -> bool:
        """Tell whether the rows are what the graphs of articles say, one by one."""
        return SLOT not in self.query


TABLES: Mapping[str, Table] = {
    "articles": Table(
        "article",
        {"article": "VARCHAR", "publisher": "VARCHAR", "published": "VARCHAR"},
        """SELECT ?article ?publisher ?published { GRAPH ?article { ?article a schema:NewsArticle
            OPTIONAL { ?article schema:publisher ?publisher }
            OPTIONAL { ?article schema:datePublished ?published } } }""",
    ),
    "evidence": Table(
        "article",
        {"evidence": "VARCHAR", "article": "VARCHAR", "statement": "VARCHAR", "sentence": "VARCHAR",
         "polarity": "VARCHAR", "modality": "VARCHAR", "time": "VARCHAR"},
        """SELECT ?evidence ?article ?statement (STR(?at) AS ?sentence) ?polarity ?modality ?time { GRAPH ?article {
            ?statement prov:wasDerivedFrom ?evidence .
            ?evidence kg:sentence ?at ; kg:polarity ?polarity ; kg:modality ?modality
            OPTIONAL { ?evidence kg:time ?time } } }""",
    ),
    "attributions": Table(
        "article",
        {"evidence": "VARCHAR", "article": "VARCHAR", "source": "VARCHAR"},
        "SELECT ?evidence ?article ?source { GRAPH ?article { ?evidence kg:attributedTo ?source } }",
    ),
    "statements": Table(
        "statement",
        {"statement": "VARCHAR", "subject": "VARCHAR", "relation": "VARCHAR", "object": "VARCHAR",
         "literal": "BOOLEAN", "confidence": "DOUBLE", "sources": "BIGINT", "fact": "BOOLEAN"},
        """SELECT ?statement ?subject (STR(?predicate) AS ?relation) ?object (isLiteral(?object) AS ?literal)
            ?confidence ?sources ?fact {
            {0} ?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
                kg:confidence ?confidence ; kg:sources ?sources
            BIND(EXISTS { ?subject ?predicate ?object } AS ?fact) }""",
    ),
    "entities": Table(
        "entity",
        {"entity": "VARCHAR", "class": "VARCHAR", "label": "VARCHAR"},
        """SELECT ?entity (STR(?type) AS ?class) ?label {
            {0} ?entity a ?type ; rdfs:label ?label FILTER(STRSTARTS(STR(?entity), STR(e:))) }""",
    ),
}  # fmt: skip
"""IRIs stand in the tables as they are, and literals as their text. What may hold a comma is made text by the query:
Oxigraph puts quotation marks around text alone."""

NODES: Mapping[str, str] = {
    "article": "SELECT ?article { GRAPH ?article { ?article a schema:NewsArticle } }",
    "statement": "SELECT ?statement { ?statement a rdf:Statement }",
    "entity": "SELECT ?entity { ?entity kg:tally ?said }",
}
"""The query for all nodes of a kind."""
PAIR = "pair"
"""The kind of what touches the statements of a subject and a relation: two statements may make one plain triple."""


def schema(name: str) -> str:
    """Return the statement that makes a table."""
    columns = ", ".join(f'"{column}" {type_}' for column, type_ in TABLES[name].columns.items())
    return f"CREATE TABLE {name} ({columns})"
