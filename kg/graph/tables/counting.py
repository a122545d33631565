"""Numbers of a graph, counted in its tables as `kg.graph.stats` counts them in its quads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from kg.graph import vocabulary as v

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NUMBERS: Mapping[str, str] = {
    "articles": "SELECT count(*) FROM articles",
    "entities": "SELECT count(DISTINCT entity) FROM entities",
    "statements": "SELECT count(*) FROM statements",
    "facts": "SELECT count(*) FROM statements WHERE fact",
    "denied": f"SELECT count(DISTINCT statement) FROM evidence WHERE polarity = '{v.NEGATIVE.value}'",
    "several_sources": "SELECT count(*) FROM statements WHERE sources > 1",
    "evidence": "SELECT count(*) FROM evidence",
    "sentences": "SELECT count(DISTINCT sentence) FROM evidence",
}
TALLIES: Mapping[str, str] = {
    "relations": "SELECT relation, count(*) FROM statements GROUP BY relation",
    "classes": "SELECT class, count(DISTINCT entity) FROM entities GROUP BY class",
    "publishers": "SELECT publisher, count(*) FROM articles WHERE publisher IS NOT NULL GROUP BY publisher",
    "sources": """SELECT label, count(DISTINCT evidence) FROM attributions JOIN entities ON entity = source
        GROUP BY label""",
}
SPANS: Mapping[str, str] = {
    "published": "SELECT min(published[:10]), max(published[:10]) FROM articles",
    "told": "SELECT min(time), max(time) FROM evidence WHERE regexp_matches(time, '^[0-9]{4}([-][0-9X]|$)')",
}
JOINS = "FROM statements WHERE fact AND NOT literal AND subject <> object"
AT_ONCE = 10_000


def links(kept: DuckDBPyConnection) -> Iterator[tuple[NamedNode, ...]]:
    """Yield statement, subject, relation and object of the facts that join two entities."""
    found = kept.execute(f"SELECT statement, subject, relation, object {JOINS}")
    while rows := found.fetchmany(AT_ONCE):
        yield from (tuple(map(NamedNode, row)) for row in rows)


def joined(kept: DuckDBPyConnection) -> tuple[list[str], Any, Any]:
    """Return the IRIs of the entities that facts join, and arrays of the places in it of the ends of each fact."""
    ends = f"SELECT subject AS entity {JOINS} UNION SELECT object {JOINS}"
    kept.execute(f"CREATE TEMP TABLE numbers AS SELECT entity, row_number() OVER () - 1 AS number FROM ({ends})")
    names = kept.execute("SELECT entity FROM numbers ORDER BY number").fetchall()
    found = kept.execute(
        f"SELECT one.number AS one, other.number AS other FROM (SELECT subject, object {JOINS}) AS joined "
        "JOIN numbers AS one ON one.entity = subject JOIN numbers AS other ON other.entity = object"
    ).fetchnumpy()
    return [name for (name,) in names], found["one"], found["other"]


def periods(kept: DuckDBPyConnection, letters: int, relations: list[str]) -> list[tuple[str, int, int, int]]:
    """Return (period, articles, statements, facts), of these relations if any are given; `letters` of a date name it.

    Days that are none of a calendar come together under "".
    """
    some = "JOIN statements USING (statement) WHERE list_contains(?, relation)" if relations else ""
    there = "said" if relations else "dated"
    return kept.execute(
        f"""WITH dated AS (SELECT article,
                CASE WHEN regexp_matches(published, '^[0-9]{{4}}') THEN published[:{letters}] ELSE '' END AS period
                FROM articles),
            said AS (SELECT period, article, statement FROM dated JOIN evidence USING (article) {some}),
            told AS (SELECT DISTINCT period, statement FROM said),
            counted AS (SELECT period, count(*) AS told, count(*) FILTER (fact) AS facts
                FROM told JOIN statements USING (statement) GROUP BY period),
            published AS (SELECT period, count(DISTINCT article) AS articles FROM {there} GROUP BY period)
        SELECT period, articles, coalesce(told, 0), coalesce(facts, 0)
        FROM published LEFT JOIN counted USING (period) ORDER BY period""",
        [relations] if relations else [],
    ).fetchall()


def statements(kept: DuckDBPyConnection) -> int:
    """Return the number of statements."""
    return int(kept.execute("SELECT count(*) FROM statements").fetchall()[0][0])
