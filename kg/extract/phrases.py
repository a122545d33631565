"""A phrase of a sentence that stands for something: what becomes a mention once its entity is known."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.tree import Sentence, Token
from kg.gazetteer import Entry
from kg.model import Mention, MentionKind, Span


@dataclass(slots=True, eq=False)
class Phrase:
    """Tokens first..last (inclusive) of a sentence, with their head.

    `type` is the CURIE of a class, "" where nothing is known. `origin` marks a demonym used as adjective ("Libyan"):
    it stands for its country as an argument but is no mention of it. `role` is the noun that a title means
    ("president"); `gender` "m", "f" or "u".
    """

    sentence: Sentence
    first: int
    last: int
    head: Token
    kind: MentionKind
    type: str = ""
    entry: Entry | None = None
    label: str = ""  # the recognizer's
    origin: bool = False
    plural: bool = False
    gender: str = "u"
    roles: list[str] = field(default_factory=list)
    doubtful: bool = False  # a name of several, of which only the likeliest is `entry`
    headline: bool = False  # in a sentence whose capitals tell nothing
    certainty: float = 1.0  # of a pronoun, that it stands for what it was given to
    title: int = 0  # tokens of a title that stands alone ("Prime Minister"), up to the head

    @property
    def tokens(self) -> list[Token]:
        return self.sentence.tokens[self.first : self.last + 1]

    @property
    def span(self) -> Span:
        tokens = self.sentence.tokens
        return Span(tokens[self.first].start, tokens[self.last].end)

    @property
    def text(self) -> str:
        return self.sentence.words(self.tokens)

    @property
    def determiner(self) -> str:
        """Return the lower-case determiner or possessive pronoun that opens the phrase, or ""."""
        first = self.sentence.tokens[self.first]
        return first.lower if first.tag in ("DT", "PRP$", "PDT") else ""

    def mention(self, type_: str) -> Mention:
        return Mention(self.span, self.text, self.kind, type_)


def within(first: int, last: int, token: Token) -> Token:
    """Return the token's highest ancestor inside first..last: the head of that range as far as it is one phrase."""
    while token.head is not None and first <= token.head.i <= last:
        token = token.head
    return token
