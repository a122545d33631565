"""Web annotations (W3C): each sentence that makes a statement, to be found again on the live page by its words.

One AnnotationPage, one annotation a line. Its target is the article's address with a TextQuoteSelector; its bodies are
the statement in words, how the sentence puts it, "fact" or "claim" as a tag, and the statement's IRI.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import IO

import orjson

from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.graph.wording import manner, triple
from kg.model import Article, Evidence, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""How many characters before and after a sentence tell it from others with the same words."""
REMEMBERED = 1_000


def web_annotations(store: Store, stream: IO[bytes]) -> None:
    """Write the graph's evidence as web annotations, by statement."""
    head = f'{{"@context":"{CONTEXT}","id":"{v.BASE}annotations","type":"AnnotationPage","items":['
    stream.write(head.encode())
    for number, annotation in enumerate(_annotations(store)):
        stream.write((b",\n" if number else b"\n") + orjson.dumps(annotation))
    stream.write(b"\n]}\n")


def _annotations(store: Store) -> Iterator[dict[str, object]]:
    article = lru_cache(maxsize=REMEMBERED)(store.article)
    for statement in store.statements():
        for one in statement.evidence:
            yield _annotation(statement, one, article(one.article))


def _annotation(statement: Statement, one: Evidence, article: Article) -> dict[str, object]:
    said = manner(one.qualifiers)
    words = f"{triple(statement)} ({said})" if said else triple(statement)
    span, text = one.sentence.span, article.text
    page = article.url if article.url.startswith(("http://", "https://")) else v.article(article.id).value
    return {
        "id": v.evidence(one.id(statement.id)).value,
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "TextualBody", "value": words, "format": "text/plain", "purpose": "describing"},
            {"type": "TextualBody", "value": "fact" if one.qualifiers.fact else "claim", "purpose": "tagging"},
            {"type": "SpecificResource", "source": v.statement(statement.id).value, "purpose": "linking"},
        ],
        "target": {
            "source": page,
            "selector": {
                "type": "TextQuoteSelector",
                "exact": one.sentence.text,
                "prefix": text[max(0, span.start - AROUND) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
        },
    }
