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
from kg.graph.rdf import DEFAULT, Term
from kg.graph.reading import Reader
from kg.model import Quote
from kg.ontology.stanzas import RESERVED


def slice_again(reader: Reader) -> int:
    """Cut every quote from its text, and return the number of articles; raise StoreError on a quote that is wrong."""
    articles = reader.article_nodes()
    for article in articles:
        text = reader.object(article, v.TEXT, article)
        for sentence, _, words, _ in reader.match(None, v.ANCHOR, None, article):
            fault = Quote(v.span_of(sentence), words.value).fault(text.value if text else "")
            if fault:
                raise StoreError(f"article {v.local(article, v.ARTICLE)}", fault, "", REMEDY)
    return len(articles)


def trace_facts(reader: Reader) -> None:
    """Raise StoreError on a plain triple that no evidence states as a fact."""
    stated = _stated(reader)
    for relation in _relations(reader):
        for about, _, what, _ in reader.match(None, relation, None, DEFAULT):
            if (about, relation, what) not in stated:
                found = f"the fact {reader.names.curie(relation)} {what} is stated by no evidence"
                raise StoreError(about.value, found, "", REMEDY)


def _relations(reader: Reader) -> Iterator[NamedNode]:
    for (predicate,) in _rows(reader, "SELECT DISTINCT ?predicate { ?subject ?predicate ?object }"):
        if not predicate.value.startswith(RESERVED) and predicate != v.PREFERRED_PREFIX:
            yield cast(NamedNode, predicate)


def _stated(reader: Reader) -> set[tuple[Term, ...]]:
    """Return the triples that evidence states itself, as something that is so."""
    stated = {statement for (statement,) in _rows(reader, _STATED)}
    return {tuple(ends) for statement, *ends in _rows(reader, _ENDS) if statement in stated}


def _rows(reader: Reader, query: str) -> Iterator[tuple[Term, ...]]:
    return cast("Iterator[tuple[Term, ...]]", reader.quads.query(query))


_STATED = f"""SELECT DISTINCT ?statement {{
  GRAPH ?article {{
    ?statement {v.DERIVED_FROM} ?evidence .
    ?evidence {v.POLARITY} {v.POSITIVE} ; {v.MODALITY} {v.ASSERTED}
    FILTER NOT EXISTS {{ ?evidence {v.ATTRIBUTED_TO} ?source }}
  }}
}}"""
_ENDS = f"""SELECT ?statement ?subject ?relation ?object {{
  ?statement {v.SUBJECT} ?subject ; {v.PREDICATE} ?relation ; {v.OBJECT} ?object
}}"""
