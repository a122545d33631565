"""What the extraction commands print: one JSON object a line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

import orjson

from kg.model import (
    Claim,
    Entity,
    EntityRef,
    Event,
    Evidence,
    Extraction,
    Mention,
    Quantity,
    Quote,
    Rejection,
    Source,
    Span,
    Statement,
    Value,
    merged,
)

Json = dict[str, object]


def line(row: Json) -> bytes:
    """Return a row as one line; lone surrogates, which UTF-8 cannot hold, become replacement characters."""
    try:
        return orjson.dumps(row) + b"\n"
    except orjson.JSONEncodeError:
        import json

        return json.dumps(row, ensure_ascii=True).encode() + b"\n"


def statement_rows(statement: Statement) -> list[Json]:
    """Return one row for each sentence that makes the statement."""
    return [_statement(statement, evidence) for evidence in statement.evidence]


def _statement(statement: Statement, evidence: Evidence) -> Json:
    q = evidence.qualifiers
    row: Json = {
        "id": statement.id,
        "subject": _argument(statement.subject, evidence.subject),
        "relation": {
            "id": statement.relation.id,
            "label": statement.relation.label,
            "open": statement.relation.open,
        },
        "object": _argument(statement.object, evidence.object) if evidence.object else None,
        "polarity": q.polarity,
        "modality": q.modality,
        "attributed_to": [{"id": source.id, "label": source.label} for source in q.attributed_to],
        "fact": q.fact and not statement.relation.open and None not in (statement.subject, statement.object),
        "time": {"value": q.time.value, **_span(q.time.quote.span)} if q.time else None,
        "place": {"id": q.place.id, "label": q.place.label} if q.place else None,
        "confidence": evidence.confidence,
        "article": evidence.article,
        "sentence": _span(evidence.sentence.span),
        "trigger": _quote(evidence.trigger),
        "extractor": evidence.extractor,
    }
    if evidence.quantity:
        row["quantity"] = _quantity(evidence.quantity)
    if evidence.arguments:
        row["arguments"] = [{"role": one.role, **_quote(one.quote)} for one in evidence.arguments]
    return row


def _quantity(quantity: Quantity) -> Json:
    row: Json = {"exactness": quantity.exactness, "counted": _quote(quantity.counted) if quantity.counted else None}
    return {**row, "upper": quantity.upper} if quantity.upper else row


def _argument(argument: EntityRef | Value | None, quote: Quote) -> Json:
    if isinstance(argument, Value):
        return {"value": argument.value, "datatype": argument.datatype, "mention": _quote(quote)}
    if argument is None:
        return {"id": None, "label": quote.text, "type": None, "mention": _quote(quote)}
    return {"id": argument.id, "label": argument.label, "type": _local(argument.type), "mention": _quote(quote)}


def claim_row(claim: Claim) -> Json:
    row: Json = {
        "article": claim.article,
        "source": _source(claim.source),
        "cue": _quote(claim.cue),
        "content": _quote(claim.content),
        "kind": claim.kind,
        "stance": claim.stance,
        "addressee": _source(claim.addressee),
    }
    if claim.parts:
        row["parts"] = [_span(part) for part in claim.parts]
    return row


def _source(source: Source | None) -> Json | None:
    return {"id": source.entity.id, "label": source.entity.label, **_quote(source.quote)} if source else None


def entity_row(entity: Entity, article: str) -> Json:
    """Return an entity with its mentions in one article."""
    return {
        "id": entity.id,
        "label": entity.label,
        "type": _local(entity.type),
        "aliases": list(entity.aliases),
        "links": [{"iri": link.iri, "score": link.score} for link in entity.links],
        "mentions": [_mention(mention, article) for mention in entity.mentions],
    }


def entity_rows(extraction: Extraction) -> list[Json]:
    """Return the entities of an article that its text mentions, in order of their first mention."""
    found = [entity for entity in extraction.entities if entity.mentions]
    return [entity_row(one, extraction.article.id) for one in sorted(found, key=lambda e: (e.mentions[0].span, e.id))]


def event_rows(extraction: Extraction, plover: Callable[[str], Sequence[str]]) -> list[Json]:
    """Return the events of an article, in order of their first words; `plover` gives the PLOVER types of a class."""
    return [_own_event(one, extraction.article.id, plover(one.type)) for one in extraction.events]


def _own_event(event: Event, article: str, plover: Sequence[str]) -> Json:
    statements = merged(event.statements)
    facts = {one.id for one in statements if any(evidence.qualifiers.fact for evidence in one.evidence)}
    entity = Entity(event.id, event.label, event.type)
    return event_row(entity, statements, [(article, one) for one in event.mentions], plover, facts)


def event_row(
    event: Entity,
    statements: Sequence[Statement],
    mentions: Iterable[tuple[str, Mention]],
    plover: Sequence[str],
    facts: Collection[str],
) -> Json:
    """Return an event with what fills its roles, and the sentences that say so; `facts` are ids of its statements."""
    return {
        "id": event.id,
        "label": event.label,
        "type": _local(event.type),
        "plover": list(plover),
        "fact": any(one.id in facts for one in statements),
        "roles": [_role(one, one.id in facts) for one in statements],
        "mentions": [_mention(mention, article) for article, mention in mentions],
    }


def _role(statement: Statement, fact: bool) -> Json:
    object_ = statement.object
    filler: Json = (
        {"value": object_.value, "datatype": object_.datatype} if isinstance(object_, Value)
        else {"id": object_.id, "label": object_.label, "type": _local(object_.type)} if object_ else {}
    )  # fmt: skip
    relation = statement.relation
    return {
        "role": relation.id, "label": relation.label, "filler": filler, "fact": fact,
        "said": [_said(statement, one) for one in statement.evidence],
    }  # fmt: skip


def _said(statement: Statement, evidence: Evidence) -> Json:
    """Return one sentence that says what fills a role; `mention` are the words that do."""
    row = _statement(statement, evidence)
    kept = ("article", "sentence", "trigger", "polarity", "modality", "attributed_to", "time", "place", "confidence")
    said = {name: row[name] for name in kept}
    if evidence.object:
        said["mention"] = _quote(evidence.object)
    return {**said, "quantity": row["quantity"]} if "quantity" in row else said


def rejection_row(rejection: Rejection) -> Json:
    return {
        "article": rejection.article,
        "relation": rejection.relation,
        "reason": rejection.reason,
        "sentence": _quote(rejection.sentence),
        "trigger": _quote(rejection.trigger),
    }


def _mention(mention: Mention, article: str) -> Json:
    return {"article": article, **_span(mention.span), "text": mention.text, "kind": mention.kind}


def _quote(quote: Quote) -> Json:
    return {"text": quote.text, **_span(quote.span)}


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _local(curie: str) -> str:
    """Return a class without its prefix: "Person"."""
    return curie.partition(":")[2]
