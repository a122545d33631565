"""Retraction in pyoxigraph alone: what SPARQL Update has to look for and to write until an article left no trace.

The queries find what the article leaves behind: of its statements which others make, of its entities which others
speak of, and for these what is known of them, to be weighed and counted anew. The update, one transaction, removes the
statements that nobody else makes with their plain triples, the entities that nobody else speaks of with their links,
the names of relations that nobody else uses, and the article's graph. What SPARQL cannot say is written as data and
its working out is not counted: the new confidence and number of sources of statements that stay, the new counts of
entities that stay, and who is who afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from kg.graph import vocabulary as v

PREFIXES = {name: v.PREFIXES[name] for name in ("rdf", "rdfs", "prov", "kg", "nif", "schema")}
STATEMENTS_LEFT = """SELECT ?st ?ev ?g ?words ?sure ?polarity ?modality ?told ?by ?day ?credit ?sketch {{
  {{ SELECT DISTINCT ?st {{ GRAPH <{0}> {{ ?st prov:wasDerivedFrom ?own }} }} }}
  GRAPH ?g {{ ?st prov:wasDerivedFrom ?ev . ?ev kg:sentence/nif:anchorOf ?words ; kg:confidence ?sure ;
    kg:polarity ?polarity ; kg:modality ?modality . OPTIONAL {{ ?ev kg:attributedTo ?told }}
    OPTIONAL {{ ?g schema:publisher ?by }} OPTIONAL {{ ?g schema:datePublished ?day }}
    OPTIONAL {{ ?g kg:credit ?credit }} OPTIONAL {{ ?g kg:sketch ?sketch }} }} FILTER(?g != <{0}>) }}"""
ENTITIES_LEFT = """SELECT ?e ?tally {{
  {{ SELECT DISTINCT ?e {{ GRAPH <{0}> {{ ?own kg:refersTo ?e }} }} }} ?e kg:tally ?tally
  FILTER EXISTS {{ GRAPH ?g {{ ?them kg:refersTo ?e }} FILTER(?g != <{0}>) }} }}"""
REMOVED = """
DELETE {{ ?st ?p ?o . ?s ?r ?x }} WHERE {{
  {{ SELECT DISTINCT ?st {{ GRAPH <{0}> {{ ?st prov:wasDerivedFrom ?own }} }} }}
  FILTER NOT EXISTS {{ GRAPH ?g {{ ?st prov:wasDerivedFrom ?other }} FILTER(?g != <{0}>) }}
  ?st rdf:subject ?s ; rdf:predicate ?r ; rdf:object ?x ; ?p ?o }} ;
DELETE {{ ?e ?p ?o . ?link ?lp ?lo }} WHERE {{
  {{ SELECT DISTINCT ?e {{ GRAPH <{0}> {{ ?own kg:refersTo ?e }} }} }}
  FILTER NOT EXISTS {{ GRAPH ?g {{ ?them kg:refersTo ?e }} FILTER(?g != <{0}>) }}
  ?e ?p ?o . OPTIONAL {{ ?e kg:link ?link . ?link ?lp ?lo }} }} ;
DELETE {{ ?r rdfs:label ?name }} WHERE {{
  GRAPH <{0}> {{ ?r rdfs:label ?name }} FILTER(!STRSTARTS(STR(?r), "{0}#"))
  FILTER NOT EXISTS {{ GRAPH ?g {{ ?r rdfs:label ?name }} FILTER(?g != <{0}>) }} }} ;
DROP GRAPH <{0}> ;
DELETE DATA {{ {1} }} ; INSERT DATA {{ {2} }}"""


def retract(quads: Oxigraph, article: NamedNode, removed: Iterable[Quad], inserted: Iterable[Quad]) -> None:
    """Remove an article; `removed` and `inserted` is what SPARQL cannot work out."""
    for query in (STATEMENTS_LEFT, ENTITIES_LEFT):
        list(quads.query(query.format(article.value), prefixes=PREFIXES))  # type: ignore[arg-type]
    quads.update(REMOVED.format(article.value, block(removed), block(inserted)), prefixes=PREFIXES)


def block(quads: Iterable[Quad]) -> str:
    """Return quads as SPARQL Update has them between the brackets of DATA."""
    return " ".join(
        f"GRAPH {quad.graph_name} {{ {quad.triple} }}" if isinstance(quad.graph_name, NamedNode) else f"{quad.triple} ."
        for quad in quads
    )
