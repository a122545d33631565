"""`kg query`: SPARQL on the graph."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.looking import seen
from kg.cli.options import DEFAULT_GRAPH, AllClaims, AsOf, GraphPlace, LedgerFile, TrustedNames

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

    from kg.graph.vocabulary import Names


class Format(StrEnum):
    """How the solutions of a SELECT are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def query(
    sparql: Annotated[str, typer.Argument(metavar="SPARQL", help="The query, or - to read it from standard input.")],
    format_: Annotated[
        Format, typer.Option("--format", help="table to read; csv and json as SPARQL 1.1 has them.")
    ] = Format.TABLE,
    graph: GraphPlace = DEFAULT_GRAPH,
    trust: TrustedNames = None,
    claims: AllClaims = False,
    as_of: AsOf = "",
    ledger: LedgerFile = None,
) -> None:
    """Answer a SPARQL query: SELECT as a table, ASK as true or false, CONSTRUCT and DESCRIBE as Turtle.

    The prefixes of the graph are bound (e:, news:, kg:, rdf:, rdfs:, prov:, nif:, schema:, …). Facts, entities and
    statements are in the default graph, the evidence of each article in GRAPH ?article { … }.

    With --trust or --claims the query is put to a copy in memory, in which what a source (or anybody) plainly asserts
    is a plain triple too; its graph <https://kg.example/trusted> tells which. The stored graph stays as it is.

    With --as-of it is put to the graph as it was known on a day: made in memory of the articles added by then.

    Example: kg query "SELECT ?who ?place { ?who news:operatesIn ?place }"
    """
    from pyoxigraph import QueryBoolean, QueryTriples

    from kg.graph.sparql import explained
    from kg.graph.trust import believing
    from kg.graph.trust import trust as trust_in

    asked = sys.stdin.read() if sparql == "-" else sparql
    with seen(graph, as_of, ledger) as store, explained():
        trusted = trust_in(store, trust or (), everyone=claims)
        answer = believing(store, trusted, asked) if trusted else store.query(asked)
        if isinstance(answer, QueryBoolean):
            _truth(answer, format_)
        elif isinstance(answer, QueryTriples):
            _turtle(answer, store.names.prefixes)
        elif format_ is Format.TABLE:
            _table(answer, store.names)
        else:
            _solutions(answer, format_)


def _truth(answer: QueryBoolean, format_: Format) -> None:
    from pyoxigraph import QueryResultsFormat

    if format_ is Format.JSON:
        answer.serialize(sys.stdout.buffer, QueryResultsFormat.JSON)
        print()
    else:
        print("true" if answer else "false")


def _turtle(answer: QueryTriples, prefixes: Mapping[str, str]) -> None:
    from pyoxigraph import RdfFormat, serialize

    triples = sorted(set(answer), key=str)
    serialize(triples, sys.stdout.buffer, RdfFormat.TURTLE, prefixes=dict(prefixes))


def _solutions(answer: QuerySolutions, format_: Format) -> None:
    from pyoxigraph import QueryResultsFormat

    kind = QueryResultsFormat.CSV if format_ is Format.CSV else QueryResultsFormat.JSON
    answer.serialize(sys.stdout.buffer, kind)
    if format_ is Format.JSON:
        print()


def _table(answer: QuerySolutions, names: Names) -> None:
    """Print a table for a terminal, else a line of names and a line a solution, with tabs between."""
    head = [variable.value for variable in answer.variables]
    rows = [[_shown(term, names) for term in solution] for solution in answer]
    if not sys.stdout.isatty():
        for row in (head, *rows):
            print("\t".join(row))
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*head, box=SIMPLE_HEAD)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
    print(f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}", file=sys.stderr)


def _shown(term: object, names: Names) -> str:
    from pyoxigraph import Literal, NamedNode

    if isinstance(term, NamedNode):
        return names.curie(term)
    text = term.value if isinstance(term, Literal) else "" if term is None else str(term)
    return " ".join(text.split())
