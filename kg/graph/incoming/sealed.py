"""A graph whose file is as this program wrote it: what it holds was checked then, and need not be made anew.

A seal is easily forged, so every quote is still cut from its text, and every fact must be one that some evidence
states. Whether names and numbers are those that the articles give, `kg check` tells of any graph.
"""

from __future__ import annotations

from typing import cast

from pyoxigraph import NamedNode

from kg.errors import StoreError
from kg.graph import vocabulary as v
from kg.graph.incoming.checked import REMEDY
from kg.graph.quads import Object
from kg.graph.rdf import DEFAULT
from kg.graph.reading import Reader
from kg.model import Quote


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
    described = {one.value for one in (*v.DESCRIBING, v.PREFERRED_PREFIX)}
    for quad in reader.quads.quads_for_pattern(None, None, None, DEFAULT):
        about = cast(NamedNode, quad.subject)
        if quad.predicate.value in described or about.value.startswith((v.STATEMENT, v.LINK)):
            continue
        if (about, quad.predicate, quad.object) not in stated:
            found = f"the fact {reader.names.curie(quad.predicate)} {quad.object} is stated by no evidence"
            raise StoreError(about.value, found, "", REMEDY)


def _stated(reader: Reader) -> set[tuple[Object, Object, Object]]:
    """Return the triples that evidence states itself, as something that is so."""
    positive, asserted, attributed = (
        {quad.subject for quad in reader.quads.quads_for_pattern(None, predicate, value)}
        for predicate, value in ((v.POLARITY, v.POSITIVE), (v.MODALITY, v.ASSERTED), (v.ATTRIBUTED_TO, None))
    )
    evidence = (positive & asserted) - attributed
    derived = reader.quads.quads_for_pattern(None, v.DERIVED_FROM, None)
    statements = {quad.subject for quad in derived if quad.object in evidence}
    ends = [
        {quad.subject: quad.object for quad in reader.quads.quads_for_pattern(None, predicate, None, DEFAULT)}
        for predicate in (v.SUBJECT, v.PREDICATE, v.OBJECT)
    ]
    return {(ends[0][one], ends[1][one], ends[2][one]) for one in statements if all(one in end for end in ends)}
