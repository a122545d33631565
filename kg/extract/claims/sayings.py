"""Claims of an article: each quotation is given to the cue that introduces it, or to whoever speaks around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kg.extract.claims.between import all_quoted, belongs, distance, is_announced, is_title, narrated
from kg.extract.claims.cues import cues, outermost
from kg.extract.claims.quotations import SHORTEST, Quotation, quotations, single_quoted
from kg.extract.claims.saying import Draft, Saying
from kg.extract.claims.sources import NOT_SOURCES, issuer
from kg.extract.propositions import Propositions, is_predicate_verb
from kg.extract.tree import Sentence, Token
from kg.model import Span, SpeechKind

MOST_NAME_WORDS = 8  # of a line that only names who spoke: "Ann Lee, mayor of Paris"
CLOSING_MARKS = frozenset(('"', "”", "»", "'", "’"))
DASHES = ("—", "–", "-", "--")
FARTHEST_CUE = 1000  # characters from a quotation to its cue
FARTHEST_AFTER = 40  # characters from a quotation to the cue that follows it
WIDTH = 3  # characters of marks and space between a quotation and what belongs to it


def sayings(text: str, sentences: Sequence[Sentence], propositions: Sequence[Propositions]) -> list[Saying]:
    """Return who says what in an article, in order of the text; `propositions` are those of the sentences."""
    paragraphs = [list(group) for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph)]
    found = quotations(text, [Span(part[0].span.start, part[-1].span.end) for part in paragraphs])
    article = _Article(text, sentences, propositions, found)
    article.give_quotations()
    quoted = [q.span for q in found]
    drafts = (draft for one in (*article.drafts, article.made) for draft in one if draft.parts)
    return sorted((article.saying(draft, quoted) for draft in drafts), key=lambda s: (s.content, s.cue.start))


class _Article:
    """An article's sentences with the claims their words make, by number of the sentence, and its quotations."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], propositions: Sequence[Propositions], found: list[Quotation]
    ) -> None:
        self.text, self.sentences, self.propositions = text, sentences, propositions
        self.drafts = [outermost(list(cues(made))) for made in propositions]
        self.starts = [sentence.span.start for sentence in sentences]
        self.quotations = [one for one in found if one.words(text) >= SHORTEST]
        self.short = [one.span for one in found if one.words(text) < SHORTEST]
        self.quoted = [one.span for one in self.quotations]
        self.openings = [span.start for span in self.quoted]
        self.made: list[Draft] = []  # claims of quotations that no word of saying introduces
        self._clip()

    # ------------------------------------------------------------ places

    def number(self, at: int) -> int:
        """Return the number of the sentence that holds a place, or that ended last before it."""
        return max(0, bisect_right(self.starts, at) - 1)

    def is_quoted(self, span: Span) -> bool:
        at = bisect_right(self.openings, span.start) - 1
        return at >= 0 and self.quoted[at].covers(span)

    def _clip(self) -> None:
        """Keep what somebody says inside a quotation from running out of it."""
        for drafts in self.drafts:
            for draft in drafts:
                at = bisect_right(self.openings, draft.cue.start) - 1
                if at >= 0 and self.quoted[at].covers(draft.cue.span):
                    inside = self.quoted[at]
                    draft.parts = [
                        Span(max(part.start, inside.start), min(part.end, inside.end))
                        for part in draft.parts
                        if part.overlaps(inside)
                    ]

    # ------------------------------------------------------------ quotations to their speakers

    def give_quotations(self) -> None:
        """Give every quotation to one cue, or make a claim of its own of it; in order of the text."""
        before: Quotation | None = None
        speaker: Draft | None = None
        for quotation in self.quotations:
            owner = self._owner(quotation, before, speaker)
            if owner is not None:
                self._end_with(owner, quotation)
                self._start_with(owner, quotation)
                self._begin_with(owner, quotation)
                owner.add([self._said(one) for one in self._before_cue(owner, quotation)])
                owner.quoted = True
                if owner.told:
                    before, speaker = quotation, owner

    def _before_cue(self, owner: Draft, quotation: Quotation) -> list[Span]:
        """Return a quotation without the cue that it swallowed."""
        if self._is_marked(quotation) or not quotation.span.covers(owner.cue.span):
            return quotation.spans
        end = max((part.end for part in owner.parts if part.end <= owner.cue.start), default=owner.cue.start)
        return [Span(one.start, min(one.end, end)) for one in quotation.spans if one.start < end]

    def _end_with(self, owner: Draft, quotation: Quotation) -> None:
        """End what is said with the quotation it opens with, where the narrator goes on: "“We won”, while waving"."""
        span = quotation.span
        for at, part in enumerate(owner.parts):
            if not (abs(part.start - span.start) <= WIDTH and part.end > span.end + WIDTH) or self.is_quoted(
                owner.cue.span
            ):
                continue
            sentence = self.sentences[self.number(span.end - 1)]
            after = next((t for t in sentence.tokens if t.start > span.end and t.pos != "PUNCT"), None)
            if (
                after is not None
                and after.pos in ("ADP", "SCONJ", "CCONJ")
                and not any(span.end < one.start < part.end for one in self.quoted)
            ):
                owner.parts[at] = Span(part.start, span.end)

    def _start_with(self, owner: Draft, quotation: Quotation) -> None:
        """Begin what is said with the quotation that the narrator joins: "He left, but “it was late,” she says"."""
        if not 0 <= owner.cue.start - quotation.span.end <= FARTHEST_AFTER:
            return
        sentence = self.sentences[self.number(quotation.mark.start)]
        before = [t for t in sentence.tokens if t.end <= quotation.mark.start][-2:]
        if len(before) == 2 and before[0].text in (",", ";") and before[1].pos == "CCONJ":
            at = quotation.span.start
            owner.parts = [Span(max(p.start, at), p.end) for p in owner.parts if p.end > at]

    def _begin_with(self, owner: Draft, quotation: Quotation) -> None:
        """Add what is too short to be a quotation, where only its cue follows: ""It was," he said, "a bad day"."""
        at = bisect_left(self.short, quotation.mark) - 1
        before = self.short[at] if at >= 0 else None
        sentence = self.sentences[self.number(quotation.mark.start)]
        if before is None or before.start > sentence.span.start + WIDTH or before.start < sentence.span.start:
            return
        gap = Span(before.end, quotation.mark.start)
        between = [t for t in sentence.tokens if gap.covers(t.span)]
        if gap.covers(owner.cue.span) and all(belongs(t, owner, sentence) for t in between):
            owner.add([before])

    def _said(self, span: Span) -> Span:
        """Return a quotation's words without space at their ends."""
        words = span.of(self.text)
        return Span(span.end - len(words.lstrip()), span.start + len(words.rstrip())) if words.strip() else span

    def _owner(self, quotation: Quotation, before: Quotation | None, speaker: Draft | None) -> Draft | None:
        span = quotation.span
        first, last = self.number(span.start), self.number(span.end - 1)
        outside = [
            d for n in dict.fromkeys((first, last)) for d in self._near(n, span) if not self.is_quoted(d.cue.span)
        ]
        reporting = [d for d in outside if any(part.overlaps(span) for part in d.parts)]
        if reporting:
            for draft in reporting:
                if not any(part.covers(span) for part in draft.parts):
                    draft.add([self._said(one) for one in quotation.spans])
            return min(reporting, key=lambda d: (not d.takes, distance(d.cue.span, span), d.cue.start))
        waiting = [d for d in (*outside, *self._after(quotation, last)) if d.told and d.takes and not d.parts]
        if self._is_embedded(quotation):
            waiting = [d for d in waiting if 0 <= d.cue.start - span.end <= FARTHEST_AFTER]
        if waiting:
            return min(waiting, key=lambda d: (distance(d.cue.span, span), d.cue.start))
        near = [*outside, *self._unfinished(quotation, first)]
        adjacent = [d for d in near if d.parts and 0 <= quotation.mark.start - d.parts[-1].end <= WIDTH]
        if adjacent:
            return adjacent[-1]
        inside = None if self._is_marked(quotation) else self._without_mark(quotation, first, last)
        return (
            inside
            or self._introduced(quotation)
            or self._going_on(quotation, before, speaker)
            or self._unclaimed(quotation, speaker, before)
        )

    def _near(self, number: int, span: Span) -> list[Draft]:
        """Return the cues of a sentence that are not too far from a quotation."""
        drafts = self.drafts[number]
        first = bisect_left(drafts, span.start - FARTHEST_CUE, key=lambda d: d.cue.start)
        return drafts[first : bisect_right(drafts, span.end + FARTHEST_CUE, key=lambda d: d.cue.start)]

    def _after(self, quotation: Quotation, last: int) -> list[Draft]:
        """Return the cues of the next sentence where it is only the rest of this one: ""Why?" she asked."."""
        if last + 1 >= len(self.sentences):
            return []
        following = self.sentences[last + 1]
        close = following.span.start - quotation.span.end <= WIDTH
        same = following.paragraph == self.sentences[last].paragraph
        return [d for d in self.drafts[last + 1] if d.cue.i < 8] if close and same else []

    def _unfinished(self, quotation: Quotation, first: int) -> list[Draft]:
        """Return the cues of a sentence that was cut before the quotation, though it does not end there."""
        if first == 0 or quotation.mark.start > self.sentences[first].span.start + WIDTH:
            return []
        before = self.sentences[first - 1]
        same = before.paragraph == self.sentences[first].paragraph and before.tokens[-1].text not in ".?!"
        return [d for d in self.drafts[first - 1] if not self.is_quoted(d.cue.span)] if same else []

    def _is_embedded(self, quotation: Quotation) -> bool:
        """Tell whether a quotation is a part of a phrase of the narrator's: "spoke of a “great day for all”"."""
        sentence = self.sentences[self.number(quotation.mark.start)]
        at = bisect_left(sentence.tokens, quotation.mark.start, key=lambda t: t.start)
        before = sentence.tokens[at - 1] if 0 < at <= len(sentence.tokens) else None
        return (
            before is not None
            and (before.pos in ("DET", "ADJ", "NOUN") or before.tag in ("IN", "PRP$", "TO"))
            and not (before.dep in ("nsubj", "npadvmod", "pobj") or before.lower == "that")
        )

    def _is_marked(self, quotation: Quotation) -> bool:
        """Tell whether a mark closes the quotation."""
        return self.text[quotation.span.end : quotation.span.end + 1] in CLOSING_MARKS

    def _without_mark(self, quotation: Quotation, first: int, last: int) -> Draft | None:
        """Return the cue that an unclosed quotation swallowed: "“The army left, she said."."""
        for number in range(first, min(last, first + 2) + 1):
            for draft in self.drafts[number]:
                if draft.takes and draft.source is not None and draft.parts and draft.parts[0].start < draft.cue.start:
                    return draft
        return None

    def _introduced(self, quotation: Quotation) -> Draft | None:
        """Return a claim of whoever is named before a colon: "The senator made the following statement:"."""
        end = quotation.mark.start
        while end > 0 and self.text[end - 1].isspace():
            end -= 1
        if end == 0 or self.text[end - 1] not in ":,":
            return None
        sentence = self.sentences[self.number(end - 1)]
        if self.text[end - 1] == ",":
            waiting = [
                d for d in self.drafts[sentence.number] if d.takes and not d.parts and not self.is_quoted(d.cue.span)
            ]
            return waiting[-1] if waiting else None
        return self.announced(sentence, end - 1)

    def announced(self, sentence: Sentence, colon: int) -> Draft | None:
        """Return a claim, still without content, of the cue or else the subject of a sentence that a colon ends."""
        known = [d for d in self.drafts[sentence.number] if d.cue.start < colon and not self.is_quoted(d.cue.span)]
        waiting = [d for d in known if d.takes and not d.parts]
        if waiting:
            return waiting[-1]
        noun = next((t for t in sentence.tokens if t.start < colon and is_announced(t)), None)
        if noun is not None:
            verb = next((a for a in noun.ancestors() if is_predicate_verb(a) and a.dep not in ("acl", "relcl")), None)
            subject = next(iter(self._subjects(sentence, verb)), None) if verb is not None else None
            draft = Draft(sentence, noun, issuer(noun) or subject)
        elif known and known[-1].source is not None:
            draft = Draft(sentence, known[-1].cue, known[-1].source, own=known[-1].own)
        else:
            root = next((t for t in sentence.roots if t.start < colon), None)
            if root is None:
                return None
            subject = next(iter(self._subjects(sentence, root)), None) if is_predicate_verb(root) else root
            if subject is None:
                return None
            draft = Draft(sentence, root, subject)
        return self._made(draft)

    def _subjects(self, sentence: Sentence, verb: Token) -> list[Token]:
        clause = self.propositions[sentence.number].of(verb) if is_predicate_verb(verb) else None
        return [head for head in clause.heads("subject") if head.lower not in NOT_SOURCES] if clause is not None else []

    def _going_on(self, quotation: Quotation, before: Quotation | None, speaker: Draft | None) -> Draft | None:
        """Return the claim that this quotation goes on with: only its cue stands between, or nothing at all."""
        if before is None or speaker is None:
            return None
        gap = Span(before.span.end, quotation.mark.start)
        between = gap.of(self.text)
        if not any(c.isalnum() for c in between):
            return speaker if "\n\n" not in between or (before.whole and quotation.whole) else None
        if len(between) > 400 or "\n\n" in between:
            return None
        first, last = self.number(gap.start), self.number(gap.end)
        for number in range(first, last + 1):
            for token in self.sentences[number].tokens:
                if gap.covers(token.span) and not belongs(token, speaker, self.sentences[number]):
                    return None
        return speaker

    def _unclaimed(self, quotation: Quotation, speaker: Draft | None, before: Quotation | None) -> Draft | None:
        """Return a claim of its own for a quotation without a cue.

        Words in quotation marks inside the narrator's sentence are the subject's, yet no claim to print; a title is
        nobody's. A sentence of its own is said by whoever speaks beside it, else by whom the line after it names.
        """
        span = quotation.span
        sentence = self.sentences[self.number(span.start)]
        named = self._signature(quotation)
        if named is None and sentence.span.end >= span.end and narrated(sentence, span):
            return self._fragment(sentence, span)
        told = self._told_before(sentence)
        if named is None and told is not None and (before is None or told.cue.start > before.span.end):
            return self._made(Draft(told.sentence, told.cue, told.source))
        if named is None and speaker is not None and before is not None and self._is_near(before, quotation):
            draft = Draft(speaker.sentence, speaker.cue, speaker.source, source_sentence=speaker.source_sentence)
            return self._made(draft)
        mark = next((t for t in sentence.tokens if t.end > quotation.mark.start), sentence.tokens[0])
        draft = Draft(sentence, mark, None)
        if named is not None:
            draft = Draft(*named, source_sentence=named[0])
        return self._made(draft)

    def _told_before(self, sentence: Sentence) -> Draft | None:
        """Return the main claim of the sentence before, in the same paragraph: "Lee said it rained. “It was cold.”"."""
        if sentence.number == 0 or self.sentences[sentence.number - 1].paragraph != sentence.paragraph:
            return None
        before = self.drafts[sentence.number - 1]
        told = [d for d in before if d.told and d.takes and d.source is not None and not self.is_quoted(d.cue.span)]
        return min(told, key=lambda d: d.parts[0] if d.parts else Span(0, 0), default=None)

    def _is_near(self, before: Quotation, quotation: Quotation) -> bool:
        """Tell whether a quotation stands in the paragraph of the one before, or in the next."""
        first, last = self.number(before.span.end - 1), self.number(quotation.span.start)
        return self.sentences[last].paragraph - self.sentences[first].paragraph <= 1

    def _fragment(self, sentence: Sentence, span: Span) -> Draft | None:
        inside = [token for token in sentence.tokens if span.covers(token.span)]
        if not inside or is_title(inside):
            return None
        for token in inside:
            verb = next((a for a in token.ancestors() if not span.covers(a.span) and is_predicate_verb(a)), None)
            if verb is None:
                continue
            source = next((h for h in self._subjects(sentence, verb) if not span.covers(h.span)), None)
            if source is not None:
                return self._made(Draft(sentence, verb, source, told=False))
        return self._made(Draft(sentence, inside[0], None, told=False))

    def _made(self, draft: Draft) -> Draft:
        self.made.append(draft)
        return draft

    def _signature(self, quotation: Quotation) -> tuple[Sentence, Token, Token] | None:
        """Return (sentence, cue, source) of a line that names the speaker: "— Ann Lee, mayor of Paris"."""
        end = quotation.span.end
        at = self.number(end - 1)
        if not any(t.start > end for t in self.sentences[at].tokens):
            at += 1
        if at >= len(self.sentences):
            return None
        line = self.sentences[at]
        rest = [t for t in line.tokens if t.start > end]
        words = [t for t in rest if t.pos != "PUNCT"]
        if rest[0].text not in DASHES or len(words) > MOST_NAME_WORDS or any(is_predicate_verb(t) for t in words):
            return None
        name = next((t for t in words if t.pos == "PROPN" and (t.head not in words or t.head.pos != "PROPN")), None)
        return (line, name, name) if name is not None else None

    # ------------------------------------------------------------ the result

    def saying(self, draft: Draft, quoted: Sequence[Span]) -> Saying:
        return Saying(
            draft.sentence, draft.cue, draft.source, draft.source_sentence or draft.sentence, tuple(draft.parts),
            self._kind(draft, quoted), draft.stance, draft.addressee, draft.told,
        )  # fmt: skip

    def _kind(self, draft: Draft, quoted: Sequence[Span]) -> SpeechKind:
        content = Span(draft.parts[0].start, draft.parts[-1].end)
        at = max(0, bisect_left(quoted, content) - 1)
        inside = []
        for span in quoted[at:]:
            if span.start >= content.end:
                break
            if span.overlaps(content):
                inside.append(span)
        if not inside:
            short = [part for part in draft.parts if part.end - part.start < FARTHEST_CUE]
            return "mixed" if any(single_quoted(self.text, part) for part in short) else "indirect"
        return "direct" if all(all_quoted(self.text, part, inside) for part in draft.parts) else "mixed"


def by_sentence(sentences: Sequence[Sentence], found: Iterable[Saying]) -> Iterator[tuple[int, Saying]]:
    """Yield (number of a sentence, a saying with words in it)."""
    starts = [sentence.span.start for sentence in sentences]
    for saying in found:
        for part in saying.parts:
            first, last = max(0, bisect_right(starts, part.start) - 1), max(0, bisect_right(starts, part.end - 1) - 1)
            for number in range(first, last + 1):
                yield number, saying
