"""The quads behind a SPARQL endpoint, with the operations of an Oxigraph store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    parse,
    parse_query_results,
)
from pyoxigraph import Store as Oxigraph

from kg.errors import QueryError, StoreError
from kg.graph import vocabulary as v
from kg.graph.quads import GraphName, Object, Subject
from kg.graph.rdf import DEFAULT
from kg.graph.remote.client import NTRIPLES, RESULTS, Answer, Client
from kg.graph.remote.lock import STORE, Lock

SETTLED = v.term("kg:settled")
NAMES = ("s", "p", "o", "g")
WIDE = (DEFAULT, v.LOG)
"""Graphs that grow with the number of articles, of which only what they say of a node is asked for."""
GRAPHS, SUBJECTS = 300, 20_000
"""How many graphs, and descriptions of nodes in the wide ones, are remembered."""


class Remote:
    """Quads behind an endpoint; the graph of the store's own notes is not among them.

    What was asked about is remembered until this process changes it: of an article all that its graph holds, so that
    its sentences cost one request and not hundreds.
    """

    def __init__(self, client: Client) -> None:
        self.client = client
        self._lock: Lock | None = None
        self._remembered = lru_cache(maxsize=GRAPHS)(self._by_subject)
        self._described = lru_cache(maxsize=SUBJECTS)(self._description)

    def lock(self) -> None:
        """Be the one who writes until it is closed; raise StoreError where another process is."""
        self._lock = Lock(self)

    def close(self) -> None:
        """Let others write, and end the connections."""
        if self._lock:
            self._lock.free()
            self._lock = None
        self.client.close()

    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: NamedNode | None,
        object: Object | None,
        graph_name: GraphName | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that fit."""
        if subject is predicate is object is None:
            for graph in [graph_name] if graph_name else [DEFAULT, *self.named_graphs()]:
                yield from self._graph(graph)
            return
        if subject and graph_name and graph_name != STORE:
            about = self._about(subject, graph_name)
            yield from (one for one in about if predicate in (None, one.predicate) and object in (None, one.object))
            return
        terms = (subject, predicate, object)
        triple = " ".join(str(term or f"?{name}") for term, name in zip(terms, NAMES, strict=False))
        for found in self._select(_where(triple, graph_name)):
            known = [term or found[name] for term, name in zip(terms, NAMES, strict=False)]
            graph = graph_name or found["g"] or DEFAULT
            yield Quad(*known, graph)  # type: ignore[call-arg,arg-type]  # the server answers with terms of quads

    def _about(self, subject: Subject, graph: GraphName) -> Sequence[Quad]:
        if graph in WIDE:
            return self._described(subject, graph)
        return self._remembered(graph).get(subject, ())

    def _description(self, subject: Subject, graph: GraphName) -> Sequence[Quad]:
        triple = f"{subject} ?p ?o"
        with self.client.query(f"CONSTRUCT {{ {triple} }} WHERE {{ {_where(triple, graph)} }}", NTRIPLES) as answer:
            return list(_parsed(answer, graph))

    def _by_subject(self, graph: GraphName) -> dict[Subject, list[Quad]]:
        found: dict[Subject, list[Quad]] = {}
        for quad in self._graph(graph):
            found.setdefault(quad.subject, []).append(quad)
        return found

    def _graph(self, graph: GraphName) -> Iterator[Quad]:
        where = _where("?s ?p ?o", graph)
        with self.client.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}", NTRIPLES) as answer:
            yield from _parsed(answer, graph)

    def copy(self) -> Oxigraph:
        """Return all quads in a store in memory."""
        copy = Oxigraph()
        with self.client.everything() as answer:
            if answer:
                copy.bulk_load(answer.body, RdfFormat.N_QUADS)
                copy.remove_graph(STORE)
                return copy
        for graph in [DEFAULT, *self.named_graphs()]:
            with self.client.graph(_name(graph)) as answer:
                copy.bulk_extend(_parsed(answer, graph) if answer else self._graph(graph))
        return copy

    def _select(self, where: str) -> Iterator[QuerySolution]:
        with self.client.query(f"SELECT * WHERE {{ {where} }}", RESULTS) as answer:
            yield from cast(QuerySolutions, parse_query_results(answer.body, QueryResultsFormat.JSON))

    def named_graphs(self) -> Iterator[NamedNode | BlankNode]:
        """Yield the names of all graphs but the default one and that of the notes."""
        for found in self._select("GRAPH ?g {}"):
            if found["g"] != STORE:
                yield cast(NamedNode, found["g"])

    def contains_named_graph(self, graph_name: NamedNode | BlankNode | DefaultGraph) -> bool:
        """Tell whether a graph holds anything."""
        return self.ask(f"GRAPH {graph_name} {{ ?s ?p ?o }}")

    def __contains__(self, quad: Quad) -> bool:
        return quad in self._about(quad.subject, quad.graph_name)

    def ask(self, where: str) -> bool:
        """Tell whether a pattern fits."""
        with self.client.query(f"ASK {{ {where} }}", RESULTS) as answer:
            return bool(parse_query_results(answer.body, QueryResultsFormat.JSON))

    def query(
        self,
        query: str,
        *,
        prefixes: dict[str, str] | None = None,
        default_graph: list[GraphName] | None = None,
        named_graphs: list[NamedNode | BlankNode] | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return the server's answer; raise SyntaxError, as Oxigraph does, before the server sees what is no query."""
        Oxigraph().query(query, prefixes=prefixes)
        dataset = [("default-graph-uri", str(_name(graph))) for graph in default_graph or ()]
        dataset += [("named-graph-uri", str(_name(graph))) for graph in named_graphs or ()]
        try:
            with self.client.query(_declared(prefixes) + query, dataset=dataset) as answer:
                if answer.type == RESULTS:
                    return parse_query_results(answer.body.read(), QueryResultsFormat.JSON)
                copy = Oxigraph()
                copy.bulk_load(answer.body, RdfFormat.N_TRIPLES)
                return copy.query("CONSTRUCT WHERE { ?s ?p ?o }")
        except StoreError as error:
            raise QueryError(error.place, error.found, error.expected, error.remedy) from None

    def update(self, update: str, *, prefixes: dict[str, str] | None = None) -> None:
        """Carry out an update in one request, which servers do wholly or not at all; nothing is settled after it."""
        self._remembered.cache_clear()
        self._described.cache_clear()
        unsettled = f"DELETE WHERE {{ GRAPH {STORE} {{ {STORE} {SETTLED} ?state }} }};"
        self.client.update(f"{_declared(prefixes)}{unsettled}\n{update}")

    def flush(self) -> None:
        """Do nothing: the server answers an update when it is done."""

    def settled(self, state: str | None = None) -> str:
        """Return by which rules and which ledger it is settled who is who, nothing if it is not; or note it."""
        if state is not None:
            self.update(f"INSERT DATA {{ GRAPH {STORE} {{ {STORE} {SETTLED} {Literal(state)} }} }}")
            return state
        found = self._select(f"GRAPH {STORE} {{ {STORE} {SETTLED} ?state }}")
        return next((cast(Literal, row["state"]).value for row in found), "")


def _declared(prefixes: Mapping[str, str] | None) -> str:
    return "".join(f"PREFIX {prefix}: <{namespace}> " for prefix, namespace in (prefixes or {}).items())


def _name(graph: GraphName) -> str | None:
    return None if isinstance(graph, DefaultGraph) else cast(NamedNode, graph).value


def _parsed(answer: Answer, graph: GraphName) -> Iterator[Quad]:
    for quad in parse(answer.body, RdfFormat.N_TRIPLES):
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


def _where(triple: str, graph: GraphName | None) -> str:
    """Return the pattern of a triple in a graph, or in any but that of the notes."""
    if graph is None:
        return f"{{ {triple} }} UNION {{ GRAPH ?g {{ {triple} }} FILTER (?g != {STORE}) }}"
    return triple if isinstance(graph, DefaultGraph) else f"GRAPH {graph} {{ {triple} }}"
