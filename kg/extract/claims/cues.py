"""Words that make a claim of what depends on them: "said that", "called it a mistake", "his demand that"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.claims.contents import Contents
from kg.extract.claims.nominal_cues import by_adjective, by_adverb, by_noun, by_phrase
from kg.extract.claims.saying import Draft
from kg.extract.claims.verbal_cues import by_verb
from kg.extract.lexicon import cue_classes, cue_words, verb_classes
from kg.extract.propositions import Propositions, is_predicate_verb
from kg.extract.tree import Token
from kg.model import Span

VIEWS = frozenset("words view opinion judgment estimation".split())  # "in the words of"
LONGEST_CLOSING = 4  # phrases of a clause that only says who reports
SPEECH = frozenset(("says", "denies", "thinks", "asks", "orders", "accuses"))


def cues(made: Propositions) -> Iterator[Draft]:
    """Yield the claims that a sentence's words make, in order of their cues; without the quotations beside them."""
    contents: Contents | None = None
    for token in made.sentence.tokens:
        by = _kind_of_cue(token)
        if by is None:
            continue
        contents = contents or Contents(made.sentence)
        if by == "verb":
            yield from by_verb(token, made, contents)
        elif by == "noun":
            yield from by_noun(token, made, contents)
        elif by == "adjective":
            yield from by_adjective(token, made, contents)
        elif by == "adverb":
            yield from by_adverb(token, contents)
        else:
            yield from by_phrase(token, contents)


def outermost(drafts: list[Draft]) -> list[Draft]:
    """Return a sentence's claims with those before a closing ", the agency reported" inside what the agency reports."""
    last = next((d for d in reversed(drafts) if d.told and d.takes and d.parts), None)
    if last is None or len(last.own) > LONGEST_CLOSING:
        return drafts
    tokens = last.sentence.tokens
    first, end = last.own[0][0], last.own[-1][1]
    if first < 2 or tokens[first - 1].text != "," or any(t.pos != "PUNCT" for t in tokens[end + 1 :]):
        return drafts
    for draft in drafts:
        part = draft.parts[-1] if draft.parts else None
        if part is not None and draft is not last and part.covers(last.cue.span) and draft.cue.i < first:
            draft.parts[-1] = Span(part.start, tokens[first - 2].end)
            last.parts = [Span(tokens[0].start, tokens[first - 2].end)]
    return drafts


def _kind_of_cue(token: Token) -> str | None:
    if not (token.lemma in cue_words() or token.lower in cue_words() or token.lower in VIEWS):
        return None
    if token.lower == "according" or (token.lower in VIEWS and token.head is not None and token.head.lower == "in"):
        return "phrase"
    if is_predicate_verb(token) and (verb_classes(token.lemma) & SPEECH or cue_classes(token.lemma, "verb")):
        return "verb"
    if token.pos == "NOUN" and cue_classes(token.lemma, "noun"):
        return "noun"
    if token.child("ccomp") is not None and cue_classes(token.lower, "adjective"):
        return "adjective"
    return "adverb" if cue_classes(token.lower, "adverb") else None
