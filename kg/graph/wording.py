"""Statements and their evidence in words, one line at a time, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kg.figures import figure, spelt
from kg.graph.merge import Weight
from kg.model import Article, Evidence, Qualifiers, Quantity, Span, Statement, Value

TRUE = Value("true", "xsd:boolean")
CONTEXT = 160  # characters on each side of a mention


def triple(statement: Statement) -> str:
    """Return "Libyan army expelled IS"; what is true needs no object: "attack on Sirte happened"."""
    subject = statement.subject.label if statement.subject else statement.evidence[0].subject.text
    true = isinstance(statement.object, Value) and statement.object == TRUE
    return f"{subject} {statement.relation.label}" if true else f"{subject} {statement.relation.label} {end(statement)}"


def end(statement: Statement) -> str:
    """Return the label of a statement's object, or its value as people read it: "USD 5 million"."""
    if isinstance(statement.object, Value):
        return figure(statement.object)
    return statement.object.label if statement.object else ""


def exact_end(statement: Statement) -> str:
    """Return the end of a statement as programs take it: "5000000 USD"."""
    if not isinstance(statement.object, Value):
        return end(statement)
    prefix, _, unit = statement.object.datatype.partition(":")
    return f"{statement.object.value} {unit.removeprefix('CCY_')}" if prefix == "unit" else statement.object.value


def strength(weight: Weight, *, rejected: bool = False) -> str:
    """Return "fact, confidence 0.93, 2 sources"."""
    kind = "rejected" if rejected else "fact" if weight.fact else "claim"
    return f"{kind}, {sureness(weight)}, {counted(weight.sources, 'source')}"


def sureness(weight: Weight) -> str:
    """Return "confidence 0.93": two digits are all that it is worth."""
    return f"confidence {weight.confidence:.2g}"


def counted(number: int, noun: str) -> str:
    """Return "1 source" or "2 sources"; "entity" becomes "entities"."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"


def manner(qualifiers: Qualifiers) -> str:
    """Return how a sentence puts it where it is no plain assertion: "denied, said by X"; else nothing."""
    said = ", quoting ".join(source.label for source in qualifiers.attributed_to)
    return ", ".join(part for part in (mood(qualifiers), said and f"said by {said}") if part)


def mood(qualifiers: Qualifiers) -> str:
    """Return how a sentence puts it, whoever says so: "denied", "possible", nothing for a plain assertion."""
    parts = ["denied"] if qualifiers.polarity == "negative" else []
    return ", ".join([*parts, *([] if qualifiers.modality == "asserted" else [qualifiers.modality])])


def quoted(evidence: Evidence, article: Article, kin: tuple[str, str] | None = None) -> Iterator[str]:
    """Yield the sentence, where it stands, and how and when it puts the statement.

    `kin` is the article with which this one is one source, and why.
    """
    yield f"“{' '.join(evidence.sentence.text.split())}”"
    known = (article.publisher, article.published[:10], article.title and f"“{article.title}”")
    one_source = f" (one source with {kin[0]}: {kin[1]})" if kin else ""
    yield "    " + ", ".join([*(part for part in known if part), f"article {article.id}{one_source}"])
    qualifiers = evidence.qualifiers
    when = f"time: {qualifiers.time.value}" if qualifiers.time else ""
    where = f"place: {qualifiers.place.label}" if qualifiers.place else ""
    how = "; ".join(part for part in (manner(qualifiers), when, where, _number(evidence.quantity)) if part)
    if how:
        yield f"    {how}"
    if "://" in article.url:
        yield f"    {article.url}"


def number(statement: Statement, evidence: Evidence) -> str:
    """Return the object of a statement as a sentence puts it: "at least 12 civilians"; a label if it is no number."""
    quantity = evidence.quantity
    if quantity is None:
        return end(statement)
    exactness = quantity.exactness if quantity.exactness not in ("exact", "between") else ""
    range_ = f"{end(statement)} to {spelt(quantity.upper)}" if quantity.upper else end(statement)
    counted = quantity.counted.text if quantity.counted else ""
    return " ".join(part for part in (exactness, range_, *counted.split()) if part)


def _number(quantity: Quantity | None) -> str:
    """Return how exact a number is, where it is not: "number: at least", "number: between it and 20"."""
    if quantity is None or quantity.exactness == "exact":
        return ""
    return f"number: between it and {spelt(quantity.upper)}" if quantity.upper else f"number: {quantity.exactness}"


def around(text: str, span: Span) -> str:
    """Return the line of a text that a mention stands in, on one line, cut to the words next to the mention."""
    line, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    end = len(text) if end < 0 else end
    start, stop = max(line, span.start - CONTEXT), min(end, span.end + CONTEXT)
    before, after = ("…" if start > line else ""), ("…" if stop < end else "")
    return before + " ".join(text[start:stop].split()) + after
