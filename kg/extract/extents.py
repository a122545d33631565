"""From a head word to the words of its phrase, as one unbroken range of the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kg.extract.tree import Sentence, Token

Form = Literal["short", "long"]
SHORT = frozenset(
    ["nummod", "case", "npadvmod", "advmod", "acomp", "prt", "pobj", "pcomp", "amod", "compound", "quantmod"]
)
LEFT = SHORT - {"acomp", "prt", "pobj", "pcomp"} | frozenset(
    ["det", "nmod", "poss", "predet", "preconj", "neg", "aux", "auxpass", "intj", "meta", "dep"]
)
LONG = SHORT | {"prep", "acl", "xcomp", "dobj", "agent"}
CLOSE = ("of",)  # prepositions whose phrase always belongs to the noun
OUTSIDE = (",", ":", ".", "-RRB-", "''", "WP$")  # tags that no noun phrase begins with
NAMELY = ("particularly", "especially", "notably", "namely", "including")
OPENING, CLOSING = ("``", "“", "(", "["), ("''", "”", ")", "]")
MARKS = ('"', "``", "''", "“", "”")
LONGEST_TITLE = 12  # words between quotation marks or brackets that belong together
DEEPEST = 60  # phrases within phrases; what lies deeper is left out


class Extents:
    """The ranges of one sentence's phrases; edges are found in one pass, so that a phrase costs its own length."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        count = len(sentence.tokens)
        self.left, self.right = list(range(count)), list(range(count))
        for token in _bottom_up(sentence):
            if token.head is not None:
                head = token.head.i
                self.left[head] = min(self.left[head], self.left[token.i])
                self.right[head] = max(self.right[head], self.right[token.i])

    def noun(self, head: Token, form: Form = "short", without: Token | None = None) -> list[Token]:
        """Return the tokens of a noun phrase without what is coordinated with its head; it ends before `without`.

        "short" keeps only "of" phrases after the head ("a founding justice of the High Court"); "long" also other
        prepositional phrases, participles and infinitives without a comma. Relative clauses stay outside.
        """
        first = self._first(head)
        last = self._last(head, form, end=self.left[without.i] if without is not None else len(self.left))
        return self._closed(first, last)

    def listed(self, top: Token, head: Token) -> list[Token]:
        """Return the words from `top` to the end of the noun phrase with all that is coordinated with its head.

        Clauses set off by a comma stay outside.
        """
        return self._closed(min(self.left[top.i], self._first(head)), self._last(head, "long", top=False))

    def clause(self, head: Token, *, alone: bool = False) -> list[Token]:
        """Return all words below a clause or phrase as one range, outer punctuation and conjunctions off.

        With `alone`, what is coordinated with its head stays outside.
        """
        first, last = self.left[head.i], self.right[head.i]
        if alone:
            others = (self.left[child.i] - 1 for child in head.all("conj", "cc") if child.i > head.i)
            last = max(head.i, min([last, *others]))
        tokens = self.sentence.tokens
        while last > first and (tokens[last].dep == "punct" or tokens[last].tag in (".", ",", ":")):
            if tokens[last].tag in ("''", "-RRB-"):
                break
            last -= 1
        while first < last and tokens[first].tag in (",", ":", "CC", "."):
            first += 1
        return self._closed(first, last)

    def adjective(self, head: Token) -> list[Token]:
        """Return the words below an adjective up to a clause of its own: "so far" of "so far that nobody saw it".

        What is coordinated with it stays inside.
        """
        clauses = [child for child in head.children if child.i > head.i and child.dep in ("ccomp", "advcl")]
        ends = [self.left[child.i] for child in clauses if child.child("nsubj", "nsubjpass", "mark")]
        words = self.clause(head)
        return [word for word in words if word.i < min(ends)] if ends else words

    def _first(self, head: Token) -> int:
        """Return the first token of the unbroken run of left modifiers."""
        first = head.i
        tokens = self.sentence.tokens
        for child in reversed(head.children):
            if child.i > head.i:
                continue
            if child.dep not in LEFT and child.dep not in ("punct", "cc", "conj"):
                break
            if self.right[child.i] != first - 1:
                break
            first = self.left[child.i]
        while first < head.i and (
            tokens[first].tag in OUTSIDE or tokens[first].dep == "cc" or tokens[first].lower in NAMELY
        ):
            first += 1
        return first

    def _last(self, head: Token, form: Form, depth: int = 0, *, top: bool = True, end: int = 1 << 30) -> int:
        """Return the last token of the unbroken run of what follows the head, before the token numbered `end`."""
        last = head.i
        if depth > DEEPEST:
            return last
        kept = SHORT if form == "short" else LONG
        for child in head.children:
            if child.i < head.i:
                continue
            if self.right[child.i] >= end:
                break
            if child.dep == "cc" or (child.dep == "punct" and (self._is_dated(head, child) or not top)):
                continue
            if self.left[child.i] != last + 1 and not self._is_joined(head, child, last):
                break
            if child.dep == "appos" and child.pos == "PROPN" and self.left[child.i] == last + 1:
                last = self.right[child.i]  # "the biographer Rosa Diaz"
                continue
            if child.dep in ("appos", "nummod", "npadvmod") and self.left[child.i] == last + 2:
                last = self.right[child.i]
                continue
            if child.dep == "conj" and not top:
                last = self._last(child, form, depth + 1, top=False)
                continue
            of = child.dep == "prep" and child.lower in CLOSE
            if child.dep not in kept and not of:
                break
            last = self._last(child, "short" if of and form == "short" else form, depth + 1, top=False)
        return last

    def _is_joined(self, head: Token, child: Token, last: int) -> bool:
        """Tell whether only commas and conjunctions part a word from the phrase that it belongs to."""
        between = self.sentence.tokens[last + 1 : self.left[child.i]]
        if child.dep == "conj":
            return len(between) <= 2 and all(token.dep == "cc" or token.text == "," for token in between)
        return len(between) == 1 and self._is_dated(head, between[0])

    def _is_dated(self, head: Token, comma: Token) -> bool:
        """Tell whether a comma belongs to a date or a place: "December 31, 1963", "Salt Lake City, Utah"."""
        after = comma.i + 1
        if comma.text != "," or after >= len(self.left):
            return False
        other = self.sentence.tokens[after]
        if head.ent == "DATE":
            return other.ent == "DATE" and other.tag == "CD"
        return is_region(head, other)

    def _closed(self, first: int, last: int) -> list[Token]:
        """Take in a closing quotation mark or bracket whose opening one the range holds; drop a stray one."""
        tokens = self.sentence.tokens
        for at in range(last, max(first, last - LONGEST_TITLE) - 1, -1):
            if tokens[at].text in CLOSING:
                break
            if tokens[at].text in OPENING:
                mark = CLOSING[OPENING.index(tokens[at].text)]
                ahead = tokens[last + 1 : at + LONGEST_TITLE]
                found = next((token.i for token in ahead if token.text == mark or token.text in OPENING), last)
                last = found if tokens[found].text == mark else last
                break
        return self._unquoted(tokens[first : last + 1])

    def _unquoted(self, words: list[Token]) -> list[Token]:
        """Return the words without a quotation mark at one end whose other half is not among them."""
        if len(words) > 1 and words[-1].text in MARKS and not _is_paired(words, -1):
            words = words[:-1]
        if len(words) > 1 and words[0].text in MARKS and not _is_paired(words, 0):
            words = words[1:]
        return words


def _is_paired(words: Sequence[Token], place: Literal[0, -1]) -> bool:
    mark = words[place].text
    if mark == '"':
        return sum(token.text == mark for token in words) % 2 == 0
    ours, theirs = (OPENING, CLOSING) if place == 0 else (CLOSING, OPENING)
    return mark not in ours or any(token.text == theirs[ours.index(mark)] for token in words)


def is_region(place: Token, other: Token) -> bool:
    """Tell whether two place names stand side by side as a place and what it lies in."""
    while other.dep == "compound" and other.head is not None:
        other = other.head
    return place.ent == other.ent == "GPE" and other.dep == "appos" and other.head is place


def _bottom_up(sentence: Sentence) -> list[Token]:
    """Return the tokens so that every token comes before its head."""
    order, waiting = [], list(sentence.roots)
    while waiting:
        token = waiting.pop()
        order.append(token)
        waiting.extend(token.children)
    return order[::-1]
