"""What is said, as ranges of the text: the clauses and phrases below a cue without the cue's own clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.extract.claims.saying import joined
from kg.extract.extents import Extents
from kg.extract.lexicon import verb_classes
from kg.extract.tree import Sentence, Token
from kg.model import Span

OUTER = frozenset((",", "``", "''", ":", ".", "HYPH"))  # tags that what is said neither begins nor ends with
Range = tuple[int, int]


class Contents:
    """The ranges of one sentence's claims; edges of phrases and the narrator's asides are found once a sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        extents = Extents(sentence)
        self._left, self._right = extents.left, extents.right
        self._extents = extents
        asides = [t for t in sentence.tokens if _is_aside(t) or _is_reported_aside(t)]
        self._asides = [(t.head.i, self.below(t)) for t in asides if t.head is not None]
        self._clauses = [t for t in sentence.tokens if t.dep == "advcl" and t.tag in ("VBD", "VBZ", "VBP", "VBN")]
        self._breaks = [token.i for token in sentence.tokens if token.text == ";"]

    def below(self, token: Token) -> Range:
        """Return the first and the last token of all that is below a word."""
        return self._left[token.i], self._right[token.i]

    def phrase(self, head: Token) -> int:
        """Return the last token of a noun phrase with the name set beside it: "the coach, Ann Lee"."""
        last = self._extents.noun(head, "long")[-1].i
        beside = next((c for c in head.all("appos") if c.pos == "PROPN" and self._left[c.i] == last + 2), None)
        return self._extents.noun(beside, "short")[-1].i if beside is not None else last

    def own(self, cue: Token, content: Sequence[Token]) -> list[Range]:
        """Return the ranges of "she said on Monday": the cue's clause without what is said."""
        ranges = [self.below(child) for child in cue.children if child.dep != "punct"]
        others = [(first, last) for first, last in ranges if not any(first <= one.i <= last for one in content)]
        return sorted([(cue.i, cue.i), *others])

    def of(self, cue: Token, content: Sequence[Token], own: Sequence[Range]) -> list[Span]:
        """Return what is said in the words below `content`, in ranges that neither the cue's clause nor an aside cuts.

        What stands before the cue ends at it, and begins after the last semicolon: "A fell; B, she said".
        """
        found: list[Range] = []
        for head in content:
            first, last = self.below(head)
            if first > cue.i:
                last = min([last, *(one - 1 for one in self._finite_after(head))])
                last = self._going_on(last)
                found += _without(first, self.with_list(last), [r for r in own if r[0] > first and r[1] <= last])
            elif last < cue.i and any(last < i < cue.i for i in self._breaks) and not self._is_quoted_before(cue, own):
                continue  # "A fell; B says": what stands before the semicolon is the narrator's
            elif last < cue.i:
                found += _without(self._after_break(first, last), last, [r for r in own if r[1] >= first])
            elif self._is_parenthesis(own, cue):
                found += _without(self._after_break(first, cue.i), last, own)
            else:  # "If it rains I think they will stay"
                found += _without(cue.i + 1, last, own)
        return self.spans(found, cue)

    def _finite_after(self, head: Token) -> Iterator[int]:
        """Yield where the narrator goes on after an infinitive: "called for them to leave, but stayed himself"."""
        if head.tag != "VB" or not any(child.lower == "to" for child in head.all("aux")):
            return
        for one in head.all("conj"):
            if one.tag in ("VBD", "VBZ") and not one.child("nsubj", "nsubjpass"):
                yield next((cc.i for cc in head.all("cc") if head.i < cc.i < one.i), self._left[one.i])

    def spans(self, ranges: Iterable[Range], cue: Token) -> list[Span]:
        """Return the ranges of tokens as ranges of the text, without the narrator's asides and outer punctuation."""
        tokens, found = self.sentence.tokens, []
        for first, last in ranges:
            asides = [one for head, one in self._asides if first <= head and not one[0] <= cue.i <= one[1]]
            for start, end in _without(first, last, asides):
                while start <= end and tokens[start].tag in (*OUTER, "-RRB-"):
                    start += 1
                while end >= start and tokens[end].tag in (*OUTER, "-LRB-", "CC"):
                    end -= 1
                if start <= end:
                    found.append(Span(tokens[start].start, tokens[end].end))
        return joined(found)

    def _is_quoted_before(self, cue: Token, own: Sequence[Range]) -> bool:
        """Tell whether a quotation ends right before the cue's clause: ""It fell;" read the statement"."""
        first = min([cue.i, *(start for start, end in own if end == cue.i - 1)])
        return first > 0 and self.sentence.tokens[first - 1].text in ('"', "”", "''")

    def subordinate(self, marks: frozenset[str]) -> list[Token]:
        """Return the heads of the sentence's finite clauses that one of these words opens."""
        return [t for t in self._clauses if any(c.dep == "mark" and c.lower in marks for c in t.children)]

    def with_list(self, last: int) -> int:
        """Return where a list goes on to that a semicolon interrupts: "called for aid; ending the war; and talks"."""
        tokens = self.sentence.tokens
        if last + 1 not in self._breaks:
            return last
        rest = tokens[last + 2 :]
        bare = all(
            t.dep not in ("nsubj", "nsubjpass", "expl") or (t.head is not None and t.head.dep in ("relcl", "ccomp"))
            for t in rest
        )
        return tokens[-1].i if bare and rest else last

    def _is_parenthesis(self, own: Sequence[Range], cue: Token) -> bool:
        """Tell whether a cue inside what is said is set off: "The port, she said, is closed"."""
        end = cue.i
        for first, last in own:
            if first <= end + 1 <= last + 1:
                end = max(end, last)
        after = self.sentence.tokens[end + 1 : end + 2]
        return not after or after[0].tag in OUTER

    def _going_on(self, last: int) -> int:
        """Return where a clause ends whose verb the parser hung elsewhere: "that houses built there | were lost"."""
        tokens = self.sentence.tokens
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        verb = after.head if after is not None and after.dep in ("aux", "auxpass") else after
        if verb is None or verb.dep != "conj" or verb.i > last + 3 or verb.pos not in ("VERB", "AUX"):
            return last
        bare = not any(c.dep in ("nsubj", "nsubjpass", "expl", "cc") and c.i < verb.i for c in verb.children)
        return max(last, self._right[verb.i]) if bare else last

    def _after_break(self, first: int, last: int) -> int:
        """Return where the clause begins that a cue after it may report: after the last semicolon."""
        return max([first, *(i + 1 for i in self._breaks if first <= i < last)])


def _without(first: int, last: int, holes: Iterable[Range]) -> Iterator[Range]:
    """Yield what is left of a range of tokens; holes come in order and may overlap."""
    for start, end in sorted(holes):
        if end < first:
            continue
        if start > last:
            break
        if start > first:
            yield first, start - 1
        first = max(first, end + 1)
    if first <= last:
        yield first, last


def _is_aside(token: Token) -> bool:
    """Tell whether a noun with an article says in passing who a name is: "Ann Lee, the mayor, left"."""
    head = token.head
    return (
        token.dep == "appos"
        and head is not None
        and head.pos == "PROPN"
        and token.pos == "NOUN"
        and token.i > head.i + 1
        and any(child.dep in ("det", "poss", "amod") for child in token.children)
        and not any(child.dep in ("conj", "cc") for child in (*token.children, *head.children))
    )


def _is_reported_aside(verb: Token) -> bool:
    """Tell whether a relative clause is a claim of its own: "the law, which she said would fail"."""
    if verb.dep != "relcl" or "says" not in verb_classes(verb.lemma) or verb.tag not in ("VBD", "VBZ", "VBP"):
        return False
    first = verb.subtree()[0]
    return first.tag == "WDT" and verb.child("nsubj") is not None and verb.child("ccomp") is not None
