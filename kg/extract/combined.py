"""Typed and open statements put together: what a sentence says once is one line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.model import Quote, Span, Statement

# Under --open all lines have their confidence on one scale: how well people's tuples agree with such a line. What no
# clause words so ("the rebels' assault on Paris") or the ontology turns ("Paris was hit by rebels") agrees less.
ASIDE = {"clauses": 0.5, "nominals": 0.3, "brackets": 0.3}
TURNED = 0.5


@dataclass(frozen=True, slots=True)
class Clausal:
    """An open statement, where its arguments' heads and its relation's words stand, and these words if unbroken."""

    statement: Statement
    subject: Span
    object: Span | None
    words: frozenset[Span]
    phrase: Quote | None


def combined(typed: Sequence[Statement], clausal: Iterable[Clausal]) -> tuple[list[Statement], list[Statement]]:
    """Return the typed statements and the open ones that none of them covers.

    A typed statement whose trigger is among an open one's words, with the same heads as arguments, takes over what the
    open one knows: its whole phrases, the words of the relation where they are unbroken, the further arguments, and the
    confidence. So does one with subject and object changed ("Paris was hit by rebels"), which keeps its own trigger.
    One about a part of the object ("born in Austin, Texas": Texas) takes over the words of the relation only.
    """
    by_sentence: dict[Span, list[int]] = defaultdict(list)
    for number, one in enumerate(typed):
        by_sentence[one.evidence[0].sentence.span].append(number)
    fuller: dict[int, Statement] = {}
    worded: dict[int, Statement] = {}
    uncovered = []
    for line in clausal:
        near = [n for n in by_sentence.get(line.statement.evidence[0].sentence.span, ()) if _is_about(typed[n], line)]
        same = [number for number in near if _joins(typed[number], line.subject, line.object)]
        turned = [number for number in near if _joins(typed[number], line.object, line.subject)]
        for number in (same or turned)[:1]:
            fuller.setdefault(number, _fuller(typed[number], line) if same else _turned(typed[number], line))
        for number in near:
            if line.phrase is not None and _is_within(typed[number], line):
                worded.setdefault(number, _worded(typed[number], line.phrase))
        if not same and not turned:
            uncovered.append(line.statement)
    return [fuller.get(number) or _aside(worded.get(number, one)) for number, one in enumerate(typed)], uncovered


def _is_about(typed: Statement, line: Clausal) -> bool:
    return typed.evidence[0].trigger.span in line.words


def _joins(typed: Statement, subject: Span | None, object_: Span | None) -> bool:
    """Tell whether a statement's arguments hold these two heads."""
    evidence = typed.evidence[0]
    return (
        subject is not None and object_ is not None and evidence.object is not None
        and evidence.subject.span.covers(subject) and evidence.object.span.covers(object_)
    )  # fmt: skip


def _is_within(typed: Statement, line: Clausal) -> bool:
    """Tell whether a statement is about part of a line's object: "Texas" in "was born in Austin, Texas"."""
    whole, part = line.statement.evidence[0].object, typed.evidence[0].object
    same = typed.evidence[0].subject.span.covers(line.subject)
    return same and whole is not None and part is not None and whole.span.covers(part.span)


def _worded(typed: Statement, phrase: Quote) -> Statement:
    return replace(typed, evidence=(replace(typed.evidence[0], trigger=phrase),))


def _fuller(typed: Statement, line: Clausal) -> Statement:
    own, other = typed.evidence[0], line.statement.evidence[0]
    evidence = replace(
        own, trigger=line.phrase or own.trigger, subject=other.subject, object=other.object,
        confidence=other.confidence, arguments=other.arguments,
    )  # fmt: skip
    return replace(typed, evidence=(evidence,))


def _turned(typed: Statement, line: Clausal) -> Statement:
    own, other = typed.evidence[0], line.statement.evidence[0]
    confidence = round(other.confidence * TURNED, 4)
    subject, object_ = other.object or own.subject, other.subject
    evidence = replace(own, subject=subject, object=object_, confidence=confidence, arguments=other.arguments)
    return replace(typed, evidence=(evidence,))


def _aside(typed: Statement) -> Statement:
    own = typed.evidence[0]
    return replace(typed, evidence=(replace(own, confidence=round(own.confidence * ASIDE[own.extractor], 4)),))
