"""Names in a query that neither the graph nor its ontology has, and what may have been meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.errors import KgError
from kg.graph import vocabulary as v
from kg.graph.sparql import names_in
from kg.ontology import packaged

if TYPE_CHECKING:
    from kg.graph.store import Store

UNCHECKED = ("xsd:",)
"""Prefixes of functions and datatypes, which stand in queries without standing in a graph."""
DECLARED = ("kg.ttl", "events.ttl")
"""What a graph may say beside the classes and relations of an ontology: how sentences say it, and roles of events."""


def unknown(store: Store, sparql: str) -> list[str]:
    """Return the names of a query, as CURIEs, that have a prefix of the graph and stand nowhere in it."""
    curies = (_curie(store, written) for written in names_in(sparql))
    return [one for one in curies if one and not one.startswith(UNCHECKED) and not _occurs(store, one)]


def hints(store: Store, names: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """Yield one line for each name that the graph lacks and the ontology as well; `known` are its CURIEs."""
    known = {*known, *_declared(store)}
    for curie in names:
        if curie not in known:
            close = get_close_matches(curie, sorted(_used(store, curie.partition(":")[0], known)), n=1)
            meant = f"; did you mean {close[0]}?" if close else ""
            yield f"{curie} is neither in the graph nor in the ontology{meant}"


def _declared(store: Store) -> Iterator[str]:
    for name in DECLARED:
        for quad in parse(packaged(name).read_bytes(), RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode):
                yield store.names.curie(quad.subject)


def _curie(store: Store, written: str) -> str:
    """Return a name of the query as a CURIE; nothing where its prefix is not one of the graph's."""
    if written.startswith("<"):
        try:
            written = store.names.curie(NamedNode(written[1:-1]))
        except ValueError:
            return ""
    prefix, _, local = written.partition(":")
    return written if prefix in store.names.prefixes and local and not local.startswith("//") else ""


def _occurs(store: Store, curie: str) -> bool:
    try:
        node = store.names.iri(curie.replace("\\", ""))
    except KgError:
        return True
    spots = f"{{ {node} ?p ?o }} UNION {{ ?s {node} ?o }} UNION {{ ?s ?p {node} }}"
    anywhere = f"ASK {{ {spots} UNION {{ GRAPH ?g {{ {spots} }} }} UNION {{ GRAPH {node} {{ ?s ?p ?o }} }} }}"
    return node == v.TRUSTED or bool(store.query(anywhere))


def _used(store: Store, prefix: str, known: Collection[str]) -> set[str]:
    """Return the names with a prefix that the ontology has, and those of relations, classes and entities in use."""
    names = {one for one in known if one.startswith(f"{prefix}:")}
    if prefix == "e":
        return {f"e:{v.quoted(entity.id)}" for entity in store.entities()}
    return names | {one.id for one in store.relations() if one.id.startswith(f"{prefix}:")}
