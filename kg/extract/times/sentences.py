"""The dated expressions of a parsed sentence, each with its value and the word that it dates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kg.extract.lexicon import verb_classes, word_classes
from kg.extract.propositions import is_predicate_verb
from kg.extract.times import calendar
from kg.extract.times.calendar import Anchor
from kg.extract.times.expressions import Expression, expressions
from kg.extract.tree import Sentence, Token
from kg.gazetteer import nominal
from kg.model import Quote, Span

AHEAD = frozenset("will 'll ’ll wo shall would 'd ’d should may might can could must".split())
OTHER_NAMES = frozenset(("PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "LAW", "FAC", "GPE"))
NUMBERS = frozenset(("CARDINAL", "MONEY", "PERCENT", "QUANTITY"))
REPEATED = frozenset("every each per".split())
NAMED_DAYS = frozenset("black bloody super good ash palm easter cyber holy maundy".split())
BEFORE_MONTH = frozenset(
    "in since during until till early mid late last this next of from to by between and before after".split()
)
BEFORE_YEAR = BEFORE_MONTH | frozenset(
    "the year around circa about c. ca. through 's ’s its his her their ( - – — , for as".split()
)
MODIFIERS = frozenset("compound nummod amod nmod poss npadvmod".split())
SURELY_BEFORE_MONTH = frozenset("in since during until till early mid late last this next".split())
OWNING = frozenset("the 's ’s its his her their our".split())
NOUNS = ("NOUN", "PROPN")
MEASURES = frozenset(
    "year years - km kilometer kilometre kilometers kilometres mile meter metre foot feet kg ton tonne mw megawatt "
    "megawatts".split()
)
NUMBERED = frozenset(
    "resolution directive regulation flight article section bill act law decree convention order no. number".split()
)
DEVERBAL = ("tion", "sion", "ing", "ment")
PARTS = frozenset("end start beginning middle rest course".split())


@dataclass(frozen=True, slots=True)
class Dated:
    """A dated expression of a sentence: first and last token, EDTF value, its words, and what it modifies.

    `head` is the verb, noun or adjective that the date hangs on; None where the sentence is no more than a date.
    """

    first: int
    last: int
    value: str
    quote: Quote
    head: Token | None


def dated(sentences: Sequence[Sentence], published: str, is_a: Callable[[str, str], bool]) -> dict[int, list[Dated]]:
    """Return the dated expressions of an article by the number of the sentence; sentences without any are left out.

    "Two days later" counts from the last date before it in the text. `is_a` compares classes of the ontology.
    """
    nouns = Nouns(is_a)
    anchor = Anchor(calendar.day(published))
    found: dict[int, list[Dated]] = {}
    for sentence in sentences:
        starts: list[int] = []
        for expression in expressions(sentence.text):
            starts = starts or [token.start - sentence.span.start for token in sentence.tokens]
            one = _dated(sentence, starts, expression, anchor, nouns)
            if one is not None:
                found.setdefault(sentence.number, []).append(one)
                anchor = replace(anchor, before=one.value) if calendar.precision(one.value) else anchor
    return found


def _dated(sentence: Sentence, starts: list[int], expression: Expression, anchor: Anchor, nouns: Nouns) -> Dated | None:
    first, last = (bisect_right(starts, place) - 1 for place in (expression.start, expression.end - 1))
    named = bisect_right(starts, expression.dates[0].start) - 1
    if not _is_date(sentence, expression, named, last):
        return None
    top = _top(sentence.tokens[named : last + 1])
    noun = _modified(top, last)
    if noun is not None and expression.operator:  # "since the 2016 election": only the election is dated
        expression, first = replace(expression, operator=""), named
    ahead = _is_ahead(top, noun, sentence)
    if expression.operator == "from" and not ahead:  # "the report from 2012"
        expression, first = replace(expression, operator=""), named
    value = expression.value(replace(anchor, ahead=ahead))
    if noun is not None and not ahead and nouns.is_(noun, "news:Election", "news:Meeting"):
        value = _nearest(value, expression, anchor)
    if value is None:
        return None
    tokens = sentence.tokens[first : last + 1]
    head = noun or _dated_word(top, first, nouns)
    return Dated(first, last, value, Quote(Span(tokens[0].start, tokens[-1].end), sentence.words(tokens)), head)


@dataclass(frozen=True, slots=True)
class Nouns:
    """What a common noun stands for, by the table of nominals."""

    is_a: Callable[[str, str], bool]

    def is_(self, noun: Token, *classes: str) -> bool:
        """Tell whether the noun names one of these: "the attack", "talks"."""
        known = (nominal(noun.lower) or nominal(noun.lemma)) if noun.pos == "NOUN" else None
        return known is not None and any(self.is_a(known.type, one) for one in classes)


def _nearest(past: str | None, expression: Expression, anchor: Anchor) -> str | None:
    """Return the nearer of the last and the next such date: "the failed bid for October elections", in September."""
    ahead = expression.value(replace(anchor, ahead=True))
    days = [calendar.first_day(value) if value else None for value in (past, ahead)]
    if anchor.day is None or days[0] is None or days[1] is None:
        return past
    return ahead if days[1] - anchor.day < anchor.day - days[0] else past


def _top(tokens: Sequence[Token]) -> Token:
    """Return the head of the words: the one that hangs on a word outside of them; the last of several."""
    inside = {token.i for token in tokens}
    outer = [token for token in tokens if token.head is None or token.head.i not in inside]
    return next((token for token in reversed(outer) if token.dep not in ("punct", "prep", "det", "case")), tokens[-1])


def _modified(top: Token, last: int) -> Token | None:
    """Return the noun that follows a date and is dated by it: "the 2016 election", "Friday's attack"."""
    head = top.head
    return head if head is not None and head.i > last and top.dep in MODIFIERS and head.pos in NOUNS else None


def _dated_word(top: Token, first: int, nouns: Nouns) -> Token | None:
    """Return what a date dates: a verb, the noun of a happening, or one that says who somebody is.

    The parser often hangs "on Friday" on the noun before it: who "attacked the town on Friday" did so on Friday.
    """
    head = _above(top)
    while head is not None and not is_predicate_verb(head):
        if head.head is None or _holds_date(head, top, nouns):
            return head
        if head.pos == "NOUN" and head.dep in ("appos", "attr") and head.lower not in PARTS:
            return head
        head = _above(head)
    if head is None:
        return None
    noun = head.head
    if head.dep in ("acl", "relcl") and noun is not None and first < noun.i:
        # "On Friday, protesters wearing masks gathered": the gathering
        return next((word for word in noun.ancestors() if is_predicate_verb(word)), head)
    return _saying(head, first) or head


def _holds_date(noun: Token, top: Token, nouns: Nouns) -> bool:
    """Tell whether a date after a noun is the noun's own: "attack on Friday", "Act of 1867", "creation in 1950"."""
    if nouns.is_(noun, "news:Event"):
        return True
    if top.head is not None and top.head.lower == "of" and top.head.head is noun:
        return noun.lower not in PARTS
    if noun.dep != "pobj" or noun.pos != "NOUN" or nominal(noun.lemma) is not None:
        return False
    return noun.lower.endswith(DEVERBAL) or (noun.head is not None and noun.head.lower == "of")


def _above(word: Token) -> Token | None:
    """Return the word that a phrase hangs on, its preposition left out."""
    head = word.head
    while head is not None and head.pos in ("ADP", "SCONJ", "ADV") and head.head is not None:
        head = head.head
    return head


def _saying(verb: Token, first: int) -> Token | None:
    """Return the verb of saying if the date stands between it and what is said: "said on Friday the army attacked"."""
    head = verb.head
    if verb.dep != "ccomp" or head is None or not head.i < first < verb.i or first - head.i > 2:
        return None
    begins = min(child.i for child in (*verb.children, verb) if child.dep not in ("prep", "npadvmod", "punct"))
    return head if "says" in verb_classes(head.lemma) and first < begins else None


# ---------------------------------------------------------------- what only looks like a date


def _is_date(sentence: Sentence, expression: Expression, first: int, last: int) -> bool:
    """Tell whether words are a date here: no "Sunday Times", "may", "Theresa May", "2000 people", "Christmas Carol"."""
    name = expression.dates[0].form.name
    if name not in ("weekday", "month", "year", "named") or len(expression.dates) == 2:
        return True
    tokens = sentence.tokens
    token, before = tokens[last], tokens[first - 1] if first else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    label = next((label for one, other, label in sentence.names if one <= last <= other), "")
    if before is not None and before.lower in REPEATED:
        return False
    if label in OTHER_NAMES and (before is None or before.lower not in BEFORE_MONTH):
        return False
    if name == "named":
        alone = last == first and token.text.isalpha()
        return not (alone and (_is_name(after) or _is_name(before)))
    if name == "weekday":
        return before is None or before.lower not in NAMED_DAYS
    if name == "month":
        return _is_month(token, before, after, label, last > first)
    return _is_year(token, before, after, label, last > first)


def _is_name(token: Token | None) -> bool:
    return token is not None and token.pos == "PROPN"


def _is_month(token: Token, before: Token | None, after: Token | None, label: str, marked: bool) -> bool:
    if marked:
        return True
    if token.lower in ("may", "march"):
        sure = before is not None and before.lower in SURELY_BEFORE_MONTH
        return sure or (label == "DATE" and (after is None or after.lower not in OWNING))
    return label == "DATE" or (before is not None and before.lower in BEFORE_MONTH)


def _is_year(token: Token, before: Token | None, after: Token | None, label: str, marked: bool) -> bool:
    if after is not None and after.lower in MEASURES:  # "a 2000 year old tradition"
        return False
    if before is not None and before.lower in NUMBERED:
        return False
    counted = after is not None and after.tag in ("NNS", "NNPS") and token.dep != "pobj"
    if counted and label != "DATE" and (before is None or before.lower not in OWNING):
        return False  # "in 2000 homes"
    head = token.head
    if head is not None and head.i > token.i and token.dep in MODIFIERS:
        return label not in NUMBERS or (label == "CARDINAL" and before is not None and before.lower in OWNING)
    if marked or label == "DATE":
        return True
    return before is not None and before.lower in BEFORE_YEAR and (label not in NUMBERS or before.lower == "in")


# ---------------------------------------------------------------- past or to come


def _is_ahead(top: Token, noun: Token | None, sentence: Sentence) -> bool:
    """Tell whether a date lies ahead, as its verb or noun says: "will meet on Friday", "due in May".

    The present tense speaks of what is to come only where the date stands with the verb itself: "opens on Friday", not
    "says in a tweet on Friday".
    """
    nouns = noun is not None
    for word in top.ancestors():
        if _is_planned(word):
            return True
        if is_predicate_verb(word):
            return _verb_ahead(word, sentence, scheduled=not nouns)
        nouns = nouns or word.pos in NOUNS
    return False


def _is_planned(word: Token) -> bool:
    """Tell whether a word is about what is to come: "scheduled for Friday", "the upcoming talks in May"."""
    if word.pos == "VERB" and word.tag == "VBN" and "intends" in verb_classes(word.lemma):
        return True
    own = word_classes(word.lower, "adjective") if word.pos in ("ADJ", "VERB") else ()
    return "planned" in own or any(
        "planned" in word_classes(child.lower, "adjective") for child in word.children if child.dep == "amod"
    )


def _verb_ahead(verb: Token, sentence: Sentence, *, scheduled: bool) -> bool:
    """Tell whether the verb is about the future: "will open", "plans to open", "opens on Friday", "is opening"."""
    for _ in range(12):
        helpers = [child for child in verb.children if child.dep in ("aux", "auxpass")]
        words = {helper.lower for helper in helpers}
        if words & AHEAD:
            return "have" not in words
        tag = helpers[0].tag if helpers else verb.tag
        if "to" in words:
            if verb.head is None or not is_predicate_verb(verb.head):
                return True
            classes = verb_classes(verb.head.lemma)
            if classes & {"intends", "orders"} or verb.head.lemma == "be" or verb.dep == "advcl":
                return "have" not in words
        elif tag in ("VBZ", "VBP"):
            has = any(helper.lemma in ("have", "'ve") for helper in helpers)
            return scheduled and not has and "says" not in verb_classes(verb.lemma) and not _is_headline(sentence)
        elif tag in ("VBD", "MD"):
            return False
        above = next((word for word in verb.ancestors() if is_predicate_verb(word)), None)
        if above is None or verb.dep in ("relcl", "ccomp"):
            return False
        verb = above
    return False


def _is_headline(sentence: Sentence) -> bool:
    """Tell whether it is a title, whose present tense is the past: "Bomb kills 20 on Friday"."""
    return sentence.number == 0 and sentence.tokens[-1].pos != "PUNCT"
