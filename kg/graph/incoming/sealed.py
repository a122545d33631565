"""A graph whose file is as this program wrote it: what it holds was checked then, and need not be made anew.

A seal is easily forged, so every quote is still cut from its text, and every fact must be one that some evidence
states. Whether names and numbers are those that the articles give, `kg check` tells of any graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from pyoxigraph import NamedNode

from kg.errors import StoreError
from kg.graph import vocabulary as v
from kg.graph.incoming.checked import REMEDY
from kg.graph.rdf import DEFAULT, Term, statement_between
from kg.graph.reading import Reader
from kg.model import Quote
from kg.ontology.stanzas import KG
from kg.ontology.turtle import RDF


def slice_again(reader: Reader) -> int:
    """Cut every quote from its text, and return the number of articles; raise StoreError on a quote that is wrong."""
    cut = 0
    for article, text, sentence, words in _rows(reader, _SENTENCES):
        fault = Quote(v.span_of(cast(NamedNode, sentence)), words.value).fault(text.value)
        if fault:
            raise StoreError(f"article {v.local(cast(NamedNode, article), v.ARTICLE)}", fault, "", REMEDY)
        cut += 1
    sentences = reader.count(f"GRAPH ?article {{ ?sentence {v.ANCHOR} ?words }}")
    if cut != sentences:
        found = f"{sentences} sentences stand in {cut} places of texts"
        raise StoreError("the articles", found, "expected one text an article", REMEDY)
    return len(reader.article_nodes())


def trace_facts(reader: Reader) -> None:
    """Raise StoreError on a plain triple that no evidence states as a fact."""
    stated = _stated(reader)
    values = {tuple(ends) for statement, *ends in _rows(reader, _OF_VALUES) if statement in stated}
    for relation in _relations(reader):
        name = reader.names.curie(relation)
        for about, _, what, _ in reader.match(None, relation, None, DEFAULT):
            if (about, relation, what) not in values and statement_between(about, name, what) not in stated:
                raise StoreError(about.value, f"the fact {name} {what} is stated by no evidence", "", REMEDY)


def _relations(reader: Reader) -> Iterator[NamedNode]:
    """Yield what stands between facts: no term of this program, of RDF, or by which an entity is described."""
    describing = {*v.DESCRIBING, v.PREFERRED_PREFIX}
    for (predicate,) in _rows(reader, "SELECT DISTINCT ?predicate { ?subject ?predicate ?object }"):
        if predicate not in describing and not predicate.value.startswith((KG, RDF)):
            yield cast(NamedNode, predicate)


def _stated(reader: Reader) -> set[Term]:
    """Return the statements that evidence states itself, as something that is so.

    Sets are put together here: as one query, each would be looked up for each.
    """
    positive, asserted, attributed = ({one for (one,) in _rows(reader, query)} for query in _QUALIFIED)
    so = (positive & asserted) - attributed
    return {statement for statement, evidence in _rows(reader, _DERIVED) if evidence in so}


def _rows(reader: Reader, query: str) -> Iterator[tuple[Term, ...]]:
    return cast("Iterator[tuple[Term, ...]]", reader.quads.query(query))


_SENTENCES = f"""SELECT ?article ?text ?sentence ?words {{
  GRAPH ?article {{ ?article {v.TEXT} ?text . ?sentence {v.ANCHOR} ?words }}
}}"""
_QUALIFIED = tuple(
    f"SELECT ?evidence {{ GRAPH ?article {{ ?evidence {predicate} {value} }} }}"
    for predicate, value in ((v.POLARITY, v.POSITIVE), (v.MODALITY, v.ASSERTED), (v.ATTRIBUTED_TO, "?source"))
)
_DERIVED = f"SELECT ?statement ?evidence {{ GRAPH ?article {{ ?statement {v.DERIVED_FROM} ?evidence }} }}"
_OF_VALUES = f"""SELECT ?statement ?subject ?relation ?object {{
  ?statement {v.OBJECT} ?object FILTER(isLiteral(?object))
  ?statement {v.SUBJECT} ?subject ; {v.PREDICATE} ?relation
}}"""
