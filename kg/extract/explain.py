"""How a sentence was read: parse, who is meant, propositions, phrases that matched, what was dropped and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.extractor import Extractor, hidden_acronyms
from kg.extract.parse import parse
from kg.extract.patterns import Binding
from kg.extract.propositions import Propositions
from kg.extract.relations import Context, statements
from kg.model import Article, Entity, Rejection, Statement, Value


def explain(extractor: Extractor, article: Article) -> Iterator[str]:
    """Yield lines that tell, sentence by sentence, what was read and why."""
    for parsed in parse([article], extractor.model, hidden_acronyms):
        entities, propositions, matches, context = extractor.prepared(parsed)
        for one, bindings in zip(propositions, matches, strict=True):
            yield f"sentence  {' '.join(one.sentence.text.split())}"
            yield from _parse(one)
            yield from _mentions(one, entities)
            yield from _dates(one, context)
            yield from _propositions(one)
            yield from _matches(bindings)
            yield from _results(one, bindings, context)
            yield ""


def _parse(propositions: Propositions) -> Iterator[str]:
    tokens = propositions.sentence.tokens
    width = max(len(token.text) for token in tokens)
    for token in tokens:
        head = token.head.text if token.head is not None else "-"
        yield f"  parse       {token.text:{width}}  {token.tag:5} {token.dep:10} of {head}"


def _mentions(propositions: Propositions, entities: list[Entity]) -> Iterator[str]:
    span = propositions.sentence.span
    here = sorted((m.span, m.text, m.kind, e) for e in entities for m in e.mentions if span.covers(m.span))
    for _, text, kind, entity in sorted(here, key=lambda row: row[:3]):
        yield f"  mention     {text!r}: {kind} of {entity.label} ({entity.type})"


def _dates(propositions: Propositions, context: Context) -> Iterator[str]:
    for one in context.dates.get(propositions.sentence.number, ()):
        yield f"  date        {one.quote.text!r}: {one.value}, of {one.head.text if one.head else '-'}"


def _propositions(propositions: Propositions) -> Iterator[str]:
    for made in propositions:
        if made.arguments:
            roles = ", ".join(f"{argument.role}={argument.head.text}" for argument in made.arguments)
            yield f"  proposition {made.trigger.lemma}({roles})"


def _matches(bindings: Sequence[Binding]) -> Iterator[str]:
    for binding in bindings:
        slots = ", ".join(f"{slot}={token.text}" for slot, token in sorted(binding.slots.items(), reverse=True))
        yield f"  phrase      {binding.pattern.phrase!r} of {binding.pattern.relation}: {slots}"


def _results(propositions: Propositions, bindings: Sequence[Binding], context: Context) -> Iterator[str]:
    found = False
    for result in statements(propositions, bindings, context):
        if isinstance(result, Rejection):
            yield f"  rejected    {result.relation} at {result.trigger.text!r}: {result.reason}"
        else:
            found = True
            yield f"  statement   {_statement(result)}"
    if not found:
        yield "  statement   none"


def _statement(statement: Statement) -> str:
    object_ = statement.object
    target = object_.value if isinstance(object_, Value) else object_.label if object_ else ""
    subject = statement.subject.label if statement.subject else ""
    evidence = statement.evidence[0]
    qualifiers = evidence.qualifiers
    marks = [
        "fact" if qualifiers.fact else "claim",
        *(["negative"] if qualifiers.polarity == "negative" else []),
        *([qualifiers.modality] if qualifiers.modality != "asserted" else []),
        *(f"said by {source.label}" for source in qualifiers.attributed_to),
        *([f"time {qualifiers.time.value}"] if qualifiers.time else []),
        f"confidence {evidence.confidence}",
    ]
    return f"{subject} {statement.relation.label} {target} ({', '.join(marks)})"
