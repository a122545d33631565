"""`kg query`: SPARQL on the graph."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.completion import complete_query
from kg.cli.looking import seen
from kg.cli.options import DEFAULT_GRAPH, AllClaims, AsOf, GraphPlace, LedgerFile, QueryFolders, TrustedNames

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

    from kg.graph.queries import Parameter, SavedQuery
    from kg.graph.store import Store
    from kg.graph.vocabulary import Names


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"


FOR_TRIPLES = (Format.TABLE, Format.TURTLE, Format.JSON, Format.XML)


def query(
    context: typer.Context,
    sparql: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY",
            help="SPARQL, a file that holds it, - for standard input, or the name of a saved query.",
            show_default=False,
            autocompletion=complete_query,
        ),
    ] = None,
    format_: Annotated[
        Format,
        typer.Option("--format", "-f", help="table to read; csv, tsv, json and xml as SPARQL 1.1 has them."),
    ] = Format.TABLE,
    graph: GraphPlace = DEFAULT_GRAPH,
    queries: QueryFolders = None,
    listed: Annotated[bool, typer.Option("--list", help="List the saved queries, or show the text of one.")] = False,
    trust: TrustedNames = None,
    claims: AllClaims = False,
    as_of: AsOf = "",
    ledger: LedgerFile = None,
) -> None:
    """Answer a SPARQL query: SELECT as a table, ASK as true or false, CONSTRUCT and DESCRIBE as Turtle.

    The prefixes of the graph are bound (e:, news:, kg:, rdf:, rdfs:, prov:, nif:, schema:, …). Facts, entities and
    statements are in the default graph, the evidence of each article in GRAPH ?article { … }. Triples come as Turtle,
    with --format json as JSON-LD and with xml as RDF/XML.

    A saved query goes by its name and takes its parameters as options; --list shows them. Queries of your own are
    .rq files, by path or, with --queries FOLDER, by name.

    With --trust or --claims the query is put to a copy in memory, in which what a source (or anybody) plainly asserts
    is a plain triple too; its graph <https://kg.example/trusted> tells which. The stored graph stays as it is.

    With --as-of it is put to the graph as it was known on a day: made in memory of the articles added by then.

    Example: kg query who-attacked-whom --since 2024-03
    """
    from kg.graph.queries import bound, options, resolve, saved_queries, saved_query

    if listed:
        sys.stdout.write(
            saved_query(sparql, queries or ()).text if sparql else _catalogue(saved_queries(queries or ()))
        )
        return
    if sparql is None:
        raise typer.BadParameter("a query is missing: SPARQL, a file, - or a name that kg query --list shows")
    given = options(context.args)
    asked = _typed_in() if sparql == "-" else resolve(sparql, queries or ())

    with seen(graph, as_of, ledger, whole=bool(trust or claims)) as store:
        text = bound(asked, given, store)
        _answer(store, text, format_, trust or (), claims)
        _hint(store, text)


def _typed_in() -> SavedQuery:
    from kg.graph.queries import parsed

    return parsed("query", sys.stdin.read(), "standard input")


def _answer(store: Store, text: str, format_: Format, trusted_names: Sequence[str], claims: bool) -> None:
    from pyoxigraph import QueryBoolean, QueryTriples

    from kg.graph.sparql import explained
    from kg.graph.trust import believing, trust

    with explained():
        trusted = trust(store, trusted_names, everyone=claims)
        answer = believing(store, trusted, text) if trusted else store.query(text)
        if isinstance(answer, QueryBoolean):
            _truth(answer, format_)
        elif isinstance(answer, QueryTriples):
            _triples(answer, format_, store.names.prefixes)
        elif format_ is Format.TABLE:
            _table(answer, store.names)
        else:
            _solutions(answer, format_)


def _hint(store: Store, text: str) -> None:
    """Print on stderr which names of the query mean nothing in this graph."""
    from kg.graph.hints import hints, unknown

    strange = unknown(store, text)
    if strange:  # only now is the ontology needed
        from kg.ontology import load

        ontology = load()
        for line in hints(store, strange, {*ontology.classes, *ontology.relations}):
            print(f"kg: hint: {line}", file=sys.stderr)


def _catalogue(known: Mapping[str, SavedQuery]) -> str:
    """Return the names, titles and parameters of saved queries, a paragraph each."""
    lines = []
    for one in known.values():
        lines.append(f"{one.name}  {one.title}")
        lines += [
            f"    --{parameter.name} {parameter.kind.upper()}  {parameter.help}{_without_it(parameter)}"
            for parameter in one.parameters
        ]
    return "\n".join(lines) + "\n"


def _without_it(parameter: Parameter) -> str:
    """Return what is to be said of a parameter that is not given."""
    if parameter.required:
        return ", required"
    return f", {parameter.default} if not given" if parameter.default else ""


def _truth(answer: QueryBoolean, format_: Format) -> None:
    from pyoxigraph import QueryResultsFormat

    if format_ in (Format.JSON, Format.XML):
        answer.serialize(sys.stdout.buffer, getattr(QueryResultsFormat, format_.name))
        print()
    else:
        print("true" if answer else "false")


def _triples(answer: QueryTriples, format_: Format, prefixes: Mapping[str, str]) -> None:
    from pyoxigraph import RdfFormat, serialize

    if format_ not in FOR_TRIPLES:
        raise _unfit(format_, "CONSTRUCT and DESCRIBE give triples", FOR_TRIPLES)
    kind = {Format.JSON: RdfFormat.JSON_LD, Format.XML: RdfFormat.RDF_XML}.get(format_, RdfFormat.TURTLE)
    triples = sorted(set(answer), key=str)
    written = "\n".join(map(str, triples))
    used = {prefix: namespace for prefix, namespace in prefixes.items() if f"<{namespace}" in written}
    serialize(triples, sys.stdout.buffer, kind, prefixes=used)
    if format_ is Format.JSON:
        print()


def _solutions(answer: QuerySolutions, format_: Format) -> None:
    from pyoxigraph import QueryResultsFormat

    if format_ is Format.TURTLE:
        raise _unfit(format_, "SELECT gives solutions", [one for one in Format if one is not Format.TURTLE])
    answer.serialize(sys.stdout.buffer, getattr(QueryResultsFormat, format_.name))
    if format_ in (Format.JSON, Format.XML):
        print()


def _unfit(format_: Format, found: str, fitting: Sequence[Format]) -> Exception:
    from kg.errors import QueryError

    return QueryError(f"--format {format_.value}", found, f"expected {', '.join(fitting)}", "choose one of these")


def _table(answer: QuerySolutions, names: Names) -> None:
    """Print a table for a terminal, else a line of names and a line a solution, with tabs between."""
    from kg.cli.screen import say_table

    head = [variable.value for variable in answer.variables]
    rows = [[_shown(term, names) for term in solution] for solution in answer]
    if say_table(head, rows):
        print(f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}", file=sys.stderr)


def _shown(term: object, names: Names) -> str:
    from pyoxigraph import Literal, NamedNode

    if isinstance(term, NamedNode):
        return names.curie(term)
    text = term.value if isinstance(term, Literal) else "" if term is None else str(term)
    return " ".join(text.split())
