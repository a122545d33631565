"""What the parts of this folder share: a claim in the making, and a claim before its source is resolved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.extract.tree import Sentence, Token
from kg.model import Span, SpeechKind, Stance


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim before its source is resolved: `source` is the head word of the phrase that names the speaker.

    `sentence` is the cue's, and `source_sentence` the source's. `parts` are what is said, in order and apart: the words
    between them are the narrator's. One that is not `told` gives what is said to its source, yet is no claim of its
    own to print: an arrest for theft, a rule, a scare quote.
    """

    sentence: Sentence
    cue: Token
    source: Token | None
    source_sentence: Sentence
    parts: tuple[Span, ...]
    kind: SpeechKind
    stance: Stance
    addressee: Token | None = None
    told: bool = True

    @property
    def content(self) -> Span:
        """Return all that is said as one range, with what interrupts it."""
        return Span(self.parts[0].start, self.parts[-1].end)

    def holds(self, span: Span) -> bool:
        """Tell whether the words are said, and not the narrator's between what is said."""
        return any(part.covers(span) for part in self.parts)


@dataclass(slots=True)
class Draft:
    """A claim in the making: a cue with its source, still without the quotation that it may introduce.

    `own` are the ranges of tokens, [first, last], of the cue's clause without what is said. `takes` tells whether a
    quotation beside it may be what is said.
    """

    sentence: Sentence
    cue: Token
    source: Token | None
    parts: list[Span] = field(default_factory=list)
    stance: Stance = "states"
    addressee: Token | None = None
    takes: bool = False
    told: bool = True
    own: list[tuple[int, int]] = field(default_factory=list)
    source_sentence: Sentence | None = None
    quoted: bool = False

    def add(self, spans: Iterable[Span]) -> None:
        """Add ranges to what is said; those that overlap or touch become one."""
        self.parts = joined([*self.parts, *spans])


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return the ranges in order of the text, those that overlap or touch as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
