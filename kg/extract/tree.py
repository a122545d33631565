"""A parsed sentence as plain objects: what spaCy gives, with offsets into the article, open to repair."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from kg.model import Quote, Span

LONGEST_LIST = 50  # coordinated words that are followed up to the first
QUOTES = frozenset(('"', "“", "”", "``", "''"))
"""Marks of a quotation, whichever side they stand on."""
_position = attrgetter("i")


class Token:
    """A word of a sentence; `start` and `end` are offsets into the article's text.

    `text` is the article's own wording, also where the parser was shown a stand-in. `dep` is a label of
    spaCy's English scheme (ClearNLP); the root has no head.
    """

    __slots__ = ("children", "dep", "end", "ent", "head", "i", "lemma", "lower", "pos", "start", "tag", "text")

    def __init__(
        self, i: int, text: str, start: int, end: int, *, lemma: str, tag: str, pos: str, dep: str, ent: str = ""
    ) -> None:
        self.i, self.text, self.start, self.end = i, text, start, end
        self.lemma, self.tag, self.pos, self.dep, self.ent = lemma, tag, pos, dep, ent
        self.lower = text.lower()
        self.head: Token | None = None
        self.children: list[Token] = []

    def __repr__(self) -> str:
        return f"<{self.text}/{self.tag}/{self.dep}>"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def child(self, *deps: str) -> Token | None:
        """Return the first child with one of these labels."""
        for child in self.children:
            if child.dep in deps:
                return child
        return None

    def all(self, *deps: str) -> list[Token]:
        """Return the children with one of these labels, in order."""
        return [child for child in self.children if child.dep in deps]

    def subtree(self) -> list[Token]:
        """Return the token and all below it, in order of the text."""
        if not self.children:
            return [self]
        found, stack = [], [self]
        while stack:
            token = stack.pop()
            found.append(token)
            stack.extend(token.children)
        return sorted(found, key=_position)

    def ancestors(self) -> Iterator[Token]:
        """Yield head, head's head, and so on up to the root."""
        token = self.head
        while token is not None:
            yield token
            token = token.head

    def first_conjunct(self) -> Token:
        """Return the first word of the list that the token ends, itself where it stands in none.

        Of a longer list it is the word LONGEST_LIST before, so that a table of thousands costs no more.
        """
        first = self
        for _ in range(LONGEST_LIST):
            if first.dep != "conj" or first.head is None:
                break
            first = first.head
        return first

    def attach(self, head: Token | None, dep: str) -> None:
        """Move the token below another head; a head that lies below the token itself is refused, and nothing moves."""
        if head is self or (head is not None and any(above is self for above in head.ancestors())):
            return
        if self.head is not None:
            self.head.children.remove(self)
        self.head, self.dep = head, dep
        if head is not None:
            head.children.append(self)
            head.children.sort(key=_position)

    def attach_above(self, head: Token, dep: str) -> None:
        """Change places with the head, which becomes a child: what was said of the head's place holds for the token."""
        above, label = head.head, head.dep
        self.attach(above, label)
        head.attach(self, dep)


class Sentence:
    """The tokens of one sentence of an article, in order; `number` counts the article's sentences from 0.

    `names` are the recognizer's spans as (first token, last token, label).
    """

    __slots__ = ("names", "number", "paragraph", "span", "text", "tokens")

    def __init__(self, tokens: list[Token], text: str, number: int = 0, paragraph: int = 0) -> None:
        self.tokens, self.number, self.paragraph = tokens, number, paragraph
        self.span = Span(tokens[0].start, tokens[-1].end)
        self.text = text[self.span.start : self.span.end]
        self.names: list[tuple[int, int, str]] = []

    @property
    def quote(self) -> Quote:
        return Quote(self.span, self.text)

    @property
    def roots(self) -> list[Token]:
        return [token for token in self.tokens if token.head is None]

    def words(self, tokens: list[Token]) -> str:
        """Return the text from the first to the last of the tokens."""
        return self.text[tokens[0].start - self.span.start : tokens[-1].end - self.span.start]
