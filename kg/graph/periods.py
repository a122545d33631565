"""How much was reported in each day, month or year: articles, and what they state, by their publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pyoxigraph import QuerySolutions

from kg.graph.tables import counting
from kg.graph.tables.asking import tables
from kg.lines import Json
from kg.model import Relation

if TYPE_CHECKING:
    from kg.graph.store import Store

Length = Literal["year", "month", "day"]
LETTERS: Mapping[Length, int] = {"year": 4, "month": 7, "day": 10}
"""How much of a date names the period."""
QUERY = """SELECT ?period (COUNT(DISTINCT ?article) AS ?articles)
                  (COUNT(DISTINCT ?st) AS ?statements) (COUNT(DISTINCT ?fact) AS ?facts) {
    GRAPH ?article { ?article a schema:NewsArticle
        OPTIONAL { ?article schema:datePublished ?date } OPTIONAL { ?st prov:wasDerivedFrom ?ev } }
    OPTIONAL { ?st rdf:subject ?s ; rdf:predicate ?relation ; rdf:object ?o }
    %s
    BIND(IF(EXISTS { ?s ?relation ?o }, ?st, ?none) AS ?fact)
    BIND(COALESCE(IF(REGEX(STR(?date), "^[0-9]{4}"), SUBSTR(STR(?date), 1, %d), ""), "") AS ?period) }
    GROUP BY ?period ORDER BY ?period"""


@dataclass(frozen=True, slots=True)
class Period:
    """A day, month or year such as "2024-05", "" for articles without a date, and what was reported in it.

    `statements` and `facts` are how many different ones its articles state.
    """

    period: str
    articles: int
    statements: int
    facts: int

    def row(self) -> Json:
        """Return the period as a line of JSON has it."""
        return {"period": self.period or None, "articles": self.articles, "statements": self.statements,
                "facts": self.facts, "claims": self.statements - self.facts}  # fmt: skip


def periods(store: Store, length: Length, relations: Sequence[Relation] = ()) -> list[Period]:
    """Return the periods in which something was published, in order; with relations, only what has one of these."""
    wanted = [store.names.iri(one.id) for one in relations]
    with tables(store) as kept:
        if kept is not None:
            return [Period(*row) for row in counting.periods(kept, LETTERS[length], [one.value for one in wanted])]
    some = f"FILTER(?relation IN ({', '.join(map(str, wanted))}))" if wanted else ""
    found = store.query(QUERY % (some, LETTERS[length]))
    assert isinstance(found, QuerySolutions)
    return [Period(row["period"].value, *(int(row[name].value) for name in ("articles", "statements", "facts")))
            for row in found]  # fmt: skip
