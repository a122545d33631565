"""Who says what: reported speech, quotations and "according to", as spans of the text.

A statement whose trigger lies in the content of a claim is that source's, not the article's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from kg.extract.lexicon import verb_classes
from kg.extract.propositions import Propositions, is_predicate_verb
from kg.extract.quotations import quotations
from kg.extract.tree import Sentence, Token
from kg.model import Span, SpeechKind, Stance

SPEECH = frozenset(("says", "denies", "thinks", "asks", "orders"))
STANCES: dict[str, Stance] = {"denies": "denies", "asks": "asks", "orders": "orders"}
DOUBTING = frozenset("doubt question".split())
ACCUSING_PREPOSITIONS = ("of", "for", "with")
MOST_SAYINGS = 50  # in one sentence; more of them are no prose
NOT_SOURCES = frozenset("it that this which there what these those".split())


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim before its source is resolved: `source` is the head word of the phrase that names the speaker."""

    sentence: Sentence
    cue: Token
    source: Token | None
    source_sentence: Sentence
    content: Span
    kind: SpeechKind
    stance: Stance


def sayings(text: str, sentences: Sequence[Sentence], propositions: Sequence[Propositions]) -> list[Saying]:
    """Return who says what in an article, in order of the text; `propositions` are those of the sentences."""
    found: list[Saying] = []
    speaker: Saying | None = None
    unclosed = False
    for _, group in groupby(zip(sentences, propositions, strict=True), key=lambda pair: pair[0].paragraph):
        part = list(group)
        marked = quotations(text, part[0][0].span.start, part[-1][0].span.end, continued=unclosed)
        quoted, unclosed = marked.spans, marked.unclosed
        here = [saying for _, made in part for saying in islice(_reported(made, quoted), MOST_SAYINGS)]
        here += _unclaimed(
            [sentence for sentence, _ in part],
            {s.number: made for s, made in part},
            quoted,
            here,
            speaker,
            unclosed=unclosed,
        )
        found += sorted(here, key=lambda s: (s.content, s.cue.start))
        own = [s for s in here if s.kind != "indirect" and not any(quote.covers(s.cue.span) for quote in quoted)]
        speaker = own[-1] if own else speaker if unclosed or quoted else None
    return found


def _reported(made: Propositions, quoted: Sequence[Span]) -> Iterator[Saying]:
    sentence = made.sentence
    for token in sentence.tokens:
        if token.lower == "according" and (to := token.child("prep")) and (source := to.child("pobj")):
            content = _rest(sentence, token)
            if content:
                yield Saying(sentence, token, source, sentence, content, "indirect", "states")
            continue
        classes = verb_classes(token.lemma)
        if not is_predicate_verb(token):
            continue
        clause = made.of(token)
        if clause is None:
            continue
        source = next((head for head in clause.heads("subject") if head.lower not in NOT_SOURCES), None)
        if classes & SPEECH:
            content = _content(sentence, token, quoted, clause.passive)
            if content and (source or clause.passive):
                kind = _kind(content, quoted)
                yield Saying(sentence, token, source, sentence, content, kind, _stance(token, classes))
        if "accuses" in classes:
            for prep in token.all("prep"):
                accused = prep.child("pcomp") or prep.child("pobj")
                if prep.lower in ACCUSING_PREPOSITIONS and accused is not None:
                    yield Saying(sentence, token, source, sentence, _span(accused.subtree()), "indirect", "states")


def _stance(verb: Token, classes: frozenset[str]) -> Stance:
    if verb.lemma in DOUBTING:
        return "doubts"
    return next(
        (STANCES[kind] for kind in ("denies", "asks", "orders") if kind in classes and "says" not in classes), "states"
    )


def _content(sentence: Sentence, verb: Token, quoted: Sequence[Span], passive: bool) -> Span | None:
    """Return what is said: the clause below the verb, or the quotation, or the text before ", she said"."""
    below = verb.child("ccomp")
    classes = verb_classes(verb.lemma)
    if below is None and classes & {"orders", "thinks", "says"}:
        below = verb.child("xcomp") if "orders" in classes or passive else None
    own = _clause_of(verb, below)
    if below is not None:
        span = _outside(sentence, below.subtree(), own)
        inside = [q for q in quoted if sentence.span.overlaps(q) and not q.covers(verb.span)]
        return _with_quotations(sentence, span, inside) if span else None
    if not classes & {"says", "asks"}:
        return None
    for quote in quoted:
        if sentence.span.overlaps(quote) and not quote.covers(verb.span):
            return Span(max(quote.start, sentence.span.start), min(quote.end, sentence.span.end))
    return _text_before(sentence, verb, own)


def _with_quotations(sentence: Sentence, clause: Span, quoted: Sequence[Span]) -> Span:
    """Return the clause widened to the quotations that it is a part of, and cut where the narrator goes on."""
    opening = next((q for q in quoted if q.start <= clause.start + 1 < q.end < clause.end), None)
    after = sentence.text[opening.end - sentence.span.start :].lstrip("\"”', ") if opening else ""
    if opening and after.startswith(("and ", "but ")):  # "“We could not win,” and the flag is at half-mast"
        return Span(clause.start, opening.end)
    if not any(quote.overlaps(clause) for quote in quoted):
        return clause
    starts = [max(quote.start, sentence.span.start) for quote in quoted]
    ends = [min(quote.end, sentence.span.end) for quote in quoted]
    return Span(min(clause.start, *starts), max(clause.end, *ends))


def _clause_of(verb: Token, content: Token | None) -> list[Token]:
    """Return the words of "she said on Monday": the verb's clause without what is said."""
    return [verb] + [
        t for child in verb.children if child is not content and child.dep != "punct" for t in child.subtree()
    ]


def _text_before(sentence: Sentence, verb: Token, own: Sequence[Token]) -> Span | None:
    """Return the text before a closing ", she said", where the parser made something else of it."""
    subject = verb.child("nsubj")
    if subject is None:
        return None
    first = min(t.i for t in [verb, *subject.subtree()])
    last = max(t.i for t in own)
    tokens = sentence.tokens
    ends = all(t.tag in (".", "''", "``", ",") for t in tokens[last + 1 :])
    if first < 4 or not ends or tokens[first - 1].lower not in (",", '"', "''", "”"):
        return None
    if any(t.dep in ("dobj", "advcl") and t.head is verb and t.i > verb.i + 2 for t in own):
        return None
    return Span(tokens[0].start, tokens[first - 2].end if first > 1 else tokens[0].end)


def _outside(sentence: Sentence, content: Sequence[Token], own: Sequence[Token]) -> Span | None:
    """Return the longest run of the content's words that is not interrupted by the clause of saying."""
    saying = {t.i for t in own}
    runs: list[list[Token]] = [[]]
    for token in content:
        if runs[-1] and any(i in saying for i in range(runs[-1][-1].i + 1, token.i)):
            runs.append([])
        runs[-1].append(token)
    best = max(runs, key=len)
    while best and best[0].tag in (",", "``", "''", ":", "-LRB-"):
        best = best[1:]
    while best and best[-1].tag in (",", "``", "''", ":", "."):
        best = best[:-1]
    return _span(best) if best else None


def _rest(sentence: Sentence, according: Token) -> Span | None:
    """Return the clause that "according to X" qualifies: all of the sentence but that phrase."""
    phrase = {t.i for t in according.subtree()}
    left = [t for t in sentence.tokens if t.i < min(phrase) and t.tag not in (",", ".")]
    right = [t for t in sentence.tokens if t.i > max(phrase) and t.tag not in (",", ".")]
    best = left if len(left) > len(right) else right
    return _span(best) if best else None


def _kind(content: Span, quoted: Sequence[Span]) -> SpeechKind:
    inside = [quote for quote in quoted if quote.overlaps(content)]
    if not inside:
        return "indirect"
    covered = any(q.start <= content.start + 1 and content.end <= q.end + 1 for q in inside)
    return "direct" if covered else "mixed"


def _unclaimed(
    sentences: Sequence[Sentence],
    propositions: Mapping[int, Propositions],
    quoted: Sequence[Span],
    here: Sequence[Saying],
    before: Saying | None,
    *,
    unclosed: bool,
) -> Iterator[Saying]:
    """Yield the quoted sentences that no verb of saying covers, as said by whoever speaks around them.

    The speaker is the one of the nearest quotation of the paragraph, else the one who spoke last before it.
    """
    outside = [saying for saying in here if not any(quote.covers(saying.cue.span) for quote in quoted)]
    direct = [saying for saying in outside if saying.kind != "indirect"] or outside
    if unclosed:  # the mark that should stand before "she said" is missing
        direct = direct or [
            saying for saying in here if saying.source is not None and saying.content.start < saying.cue.start
        ]
    for sentence in sentences:
        for quote in quoted:
            if not sentence.span.overlaps(quote):
                continue
            part = Span(max(sentence.span.start, quote.start), min(sentence.span.end, quote.end))
            outer = [saying for saying in here if not quote.covers(saying.cue.span)]
            if part.end - part.start < 2 or any(saying.content.overlaps(part) for saying in outer):
                continue
            own = _fragment(sentence, part, propositions[sentence.number])
            if own is not None:
                yield own
                continue
            near = min(direct, key=lambda s: (abs(s.content.start - part.start), s.content), default=before)
            if near is not None:
                yield Saying(sentence, near.cue, near.source, near.source_sentence, part, "direct", "states")
            else:
                yield Saying(sentence, _nearest(sentence, part), None, sentence, part, "direct", "states")


def _fragment(sentence: Sentence, part: Span, propositions: Propositions) -> Saying | None:
    """Return the saying of a quotation that is only a part of its sentence: "X called the talks 'a great success'."."""
    inside = [token for token in sentence.tokens if part.covers(token.span)]
    outside = [token for token in sentence.tokens if not part.covers(token.span) and token.pos != "PUNCT"]
    if not inside or len(outside) < 2:
        return None
    for token in inside:
        verb = next(
            (above for above in token.ancestors() if not part.covers(above.span) and is_predicate_verb(above)), None
        )
        clause = propositions.of(verb) if verb is not None else None
        if verb is None or clause is None:
            continue
        source = next(
            (h for h in clause.heads("subject") if not part.covers(h.span) and h.lower not in NOT_SOURCES), None
        )
        if source is not None:
            return Saying(sentence, verb, source, sentence, part, "mixed", "states")
    return None


def _nearest(sentence: Sentence, part: Span) -> Token:
    return next(token for token in sentence.tokens if token.end > part.start)


def _span(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].start, tokens[-1].end)
