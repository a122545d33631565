"""What stands between, around and in quotations: words that only say who speaks, titles, the narrator's own."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.claims.saying import Draft
from kg.extract.lexicon import cue_classes
from kg.extract.tree import Sentence, Token
from kg.model import Span

SMALL = frozenset("of the a an and in on for to at by from with".split())  # words that titles do not capitalise


def all_quoted(text: str, part: Span, inside: Iterable[Span]) -> bool:
    """Tell whether no word of a range stands outside the quotations."""
    at = part.start
    for span in inside:
        if span.start >= part.end:
            break
        if any(c.isalnum() for c in text[at : max(at, span.start)]):
            return False
        at = max(at, span.end)
    return not any(c.isalnum() for c in text[at : part.end])


def distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def belongs(token: Token, speaker: Draft, sentence: Sentence) -> bool:
    """Tell whether a word between two quotations only says who speaks, or joins them."""
    if token.pos in ("PUNCT", "CCONJ", "SPACE", "ADV") or token.dep == "punct":
        return True
    return sentence is speaker.sentence and any(first <= token.i <= last for first, last in speaker.own)


def is_announced(noun: Token) -> bool:
    return (
        noun.pos == "NOUN"
        and noun.dep in ("dobj", "nsubjpass", "ROOT", "pobj")
        and bool({"claim", "request", "text"} & cue_classes(noun.lemma, "noun"))
    )


def narrated(sentence: Sentence, span: Span) -> bool:
    """Tell whether a quotation is only a part of the narrator's sentence."""
    return sum(not span.covers(t.span) and t.pos not in ("PUNCT", "SPACE") for t in sentence.tokens) >= 2


def is_title(tokens: Iterable[Token]) -> bool:
    """Tell whether words are capitalised like a title or a name: "The Long Way Home"."""
    words = [t for t in tokens if t.text[0].isalpha() and t.lower not in SMALL]
    return bool(words) and all(t.text[0].isupper() for t in words)
