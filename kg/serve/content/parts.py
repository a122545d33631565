"""Parts that several pages share: entities, statements, passages and articles as plain values."""

from __future__ import annotations

from typing import Any

from kg.graph import vocabulary as v
from kg.graph.merge import Weight
from kg.graph.wording import TRUE, end, manner
from kg.identity import quoted
from kg.model import Article, Entity, EntityRef, Evidence, Statement, Value
from kg.serve.snapshot import Snapshot
from kg.view.picture import class_words, passage_of, pieces, standing
from kg.view.wording import day, web_address, when

Content = dict[str, Any]


def entity_path(id_: str) -> str:
    """Return the address of an entity's page, which mirrors its IRI."""
    return f"/e/{quoted(id_)}"


def article_path(id_: str) -> str:
    """Return the address of an article's page."""
    return f"/article/{quoted(id_)}"


def statement_path(id_: str) -> str:
    """Return the address of a statement's page."""
    return f"/st/{id_.removeprefix('st-')}"


def named(snapshot: Snapshot, entity: Entity | EntityRef) -> Content:
    """Return what a link to an entity needs."""
    return {
        "id": entity.id,
        "label": entity.label,
        "type": class_words(entity.type),
        "root": snapshot.root(entity.type),
        "page": entity_path(entity.id),
    }


def argument(snapshot: Snapshot, statement: Statement, of: EntityRef | Value | None) -> Content:
    """Return a link to an entity, or a value in words."""
    if isinstance(of, EntityRef):
        return named(snapshot, of)
    value = {"value": of.value, "datatype": of.datatype} if of else {}
    label = "" if of == TRUE else day(end(statement))  # "attack on Sirte happened" needs no more words
    return {"label": label, "type": "Value", "root": "Value", "page": "", **value}


def stated(snapshot: Snapshot, statement: Statement, weight: Weight | None = None) -> Content:
    """Return a statement with its standing and weight; its evidence must have been read."""
    weight = weight or snapshot.store.weight(statement)
    rejected = snapshot.store.rejected(statement)
    return {
        "id": statement.id,
        "page": statement_path(statement.id),
        "subject": argument(snapshot, statement, statement.subject),
        "relation": {"id": statement.relation.id, "label": statement.relation.label},
        "object": argument(snapshot, statement, statement.object),
        "standing": "rejected" if rejected else "fact" if weight.fact else standing(statement.evidence),
        "confidence": round(100 * weight.confidence),
        "sources": weight.sources,
        "sentences": len(statement.evidence),
    }


def passage(snapshot: Snapshot, statement: Statement, one: Evidence) -> Content:
    """Return a sentence with its marked words, how it puts the statement, and where it stands."""
    qualifiers, shown = one.qualifiers, passage_of(one)
    sentence, hash_ = one.sentence.span, statement.id.removeprefix("st-")
    return {
        "pieces": pieces(shown.text, shown.marks),
        "fact": qualifiers.fact,
        "polarity": qualifiers.polarity,
        "modality": qualifiers.modality,
        "manner": manner(qualifiers),
        "by": [named(snapshot, source) for source in qualifiers.attributed_to],
        "time": when(qualifiers.time.value) if qualifiers.time else "",
        "place": named(snapshot, qualifiers.place) if qualifiers.place else None,
        "article": cited(snapshot.store.article(one.article)),
        "page": f"{article_path(one.article)}?st={hash_}#char={sentence.start},{sentence.end}",
        "confidence": round(100 * one.confidence),
    }


def cited(article: Article) -> Content:
    """Return an article as it is cited, without its text."""
    return {
        "id": article.id,
        "title": article.title or "Untitled article",
        "publisher": article.publisher,
        "author": article.author,
        "published": article.published,
        "day": day(article.published),
        "url": web_address(article.url),
        "page": article_path(article.id),
    }


def iri(path: str) -> str:
    """Return the IRI that a page's address mirrors."""
    return v.BASE + path.removeprefix("/")
