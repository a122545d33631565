"""From a head word to the words of its phrase, as one unbroken range of the sentence."""

from __future__ import annotations

from collections.abc import Collection

from kg.extract.tree import Sentence, Token

LEFT = frozenset(
    "det amod compound nmod poss nummod advmod quantmod predet npadvmod case preconj neg aux auxpass intj meta dep".split()
)
CLOSE = frozenset(("of",))  # prepositions whose phrase always belongs to the noun
SHORT = frozenset("prep nummod case npadvmod advmod acomp prt pobj pcomp amod compound quantmod".split())
LONG = SHORT | {"acl", "conj", "cc", "dobj", "xcomp", "appos", "punct"}


def phrase(sentence: Sentence, head: Token, *, long: bool = False) -> list[Token]:
    """Return the tokens of a noun phrase.

    The short form ends before relative clauses, appositions, further conjuncts, and prepositions other than "of";
    the long form keeps prepositional phrases and participles.
    """
    first = _first(sentence, head)
    last = _last(head, LONG if long else SHORT, long)
    return sentence.tokens[first : last + 1]


def clause_words(sentence: Sentence, head: Token) -> list[Token]:
    """Return all words below a clause or phrase as one range, outer punctuation and conjunctions off."""
    below = head.subtree()
    words = sentence.tokens[below[0].i : below[-1].i + 1]
    while words and (words[-1].dep == "punct" or words[-1].tag in (".", ",", ":")) and words[-1].tag not in ("''", "-RRB-"):
        words = words[:-1]
    while words and words[0].tag in (",", ":", "CC", "."):
        words = words[1:]
    return words


def _first(sentence: Sentence, head: Token) -> int:
    """Return the first token of the unbroken run of left modifiers."""
    first = head.i
    for child in reversed([child for child in head.children if child.i < head.i]):
        subtree = child.subtree()
        if child.dep in LEFT or child.dep == "punct":
            if subtree[-1].i != first - 1:
                break
            first = subtree[0].i
        else:
            break
    while first < head.i and (sentence.tokens[first].tag in (",", ":") or sentence.tokens[first].dep == "cc"):
        first += 1
    return first


def _last(head: Token, kept: Collection[str], long: bool) -> int:
    last = head.i
    for child in head.children:
        if child.i < head.i:
            continue
        if child.dep not in kept or (child.dep == "prep" and not long and child.lower not in CLOSE):
            break
        if child.subtree()[0].i != last + 1:
            break
        last = _last(child, kept | ({"pobj"} if child.dep == "prep" else set()), long)
    return last
