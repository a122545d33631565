"""Which dated expression tells when a proposition held or happened.

A date belongs to the clause it stands in, or to one that governs it. A date on a noun ("the 2016 election") dates that
happening, not the verb; the time at which something is said ("said on Tuesday") is the saying's, not the content's.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.clauses import is_passive
from kg.extract.lexicon import verb_classes
from kg.extract.propositions import Proposition, is_predicate_verb
from kg.extract.times import Dated, within
from kg.extract.tree import Token
from kg.gazetteer import nominal
from kg.model import Article, Modality, Quote, Time

ENDING = frozenset("resign retire quit step oust fire sack dismiss depart leave remove replace".split())
NO_LONGER = frozenset("formerly previously erstwhile".split())
OVER = NO_LONGER.union("former ex ex- ex-president ousted deposed previous onetime one-time".split())
UPWARDS = frozenset("xcomp conj advcl dobj nsubj nsubjpass pobj prep attr pcomp".split())
FIRST = frozenset("first second third last only".split())
DURING = frozenset(("in", "during", "at", "by"))
HAPPENING = frozenset(
    "make hold have take give launch stage conduct carry commit suffer mount open close happen occur begin start end "
    "be continue resume follow come survive witness experience endure".split()
)
HIGHEST = 4  # clauses above one's own


def when(proposition: Proposition, modality: Modality, dates: Sequence[Dated], article: Article) -> Time | None:
    """Return the dated expression of the proposition's own clause, else of the clauses that govern it.

    What is over has ended by the day of publication.
    """
    over = _until_then(proposition, article)
    if over is not None:
        return over
    no_longer = _no_longer(proposition)
    if no_longer is not None and _of((proposition.anchor, proposition.trigger), dates) is None:
        return _before(no_longer, article)
    if not dates:
        return None
    if any(child.lower in FIRST or child.tag == "JJS" for child in proposition.trigger.children):
        dates = [one for one in dates if not one.value.endswith("/..")]  # "the first victory since 1958"
    if modality in ("planned", "ordered"):  # "will repeal all rules made since 1995"
        dates = [one for one in dates if not one.quote.text.lower().startswith("since")]
    verb: Token | None = proposition.anchor if is_predicate_verb(proposition.anchor) else proposition.trigger
    standing = proposition.kind == "noun" and bool(proposition.heads("be")) and verb is proposition.trigger
    for _ in range(1 if standing else HIGHEST):  # "IS member X attacked in May": the membership is not dated
        if verb is None:
            return None
        found = _of((verb, proposition.trigger), dates)
        if found is not None:
            return Time(found.value, found.quote)
        if verb.dep == "advcl" and verb.child("mark"):
            return None  # "founded in 2011, after he left": the date is the other clause's
        if verb.dep == "conj" and verb.head is not None and not _alike(verb, verb.head):
            # "was founded in 1998 and employs": only a date before both
            dates = [one for one in dates if one.last < verb.head.i]
        if verb.dep not in UPWARDS or not (is_predicate_verb(verb) or _takes_place(verb)):
            return None
        if verb.dep == "xcomp" and verb.head is not None:
            classes = verb_classes(verb.head.lemma)
            if classes & {"says", "thinks"} and "achieves" not in classes:
                return None  # "claimed on Friday to have expelled": the time of the claim
            if modality != "asserted":  # "voted on Friday to leave": the time of the vote; "tomorrow he plans to leave"
                today = article.published[:10]
                dates = [one for one in dates if one.first > verb.i or (today and one.value[:10] > today)]
        verb = verb.head
    return None


def _takes_place(noun: Token) -> bool:
    """Tell whether what is said of a noun's happening is when it was: "made an attack", "the attack took place".

    What was condemned on Friday, or claimed, may have happened at any time.
    """
    head = noun.head
    if head is None or noun.dep not in ("dobj", "nsubj", "nsubjpass"):
        return head is not None and (noun.dep != "pobj" or head.lower in DURING)
    return head.lemma in HAPPENING


def _alike(verb: Token, other: Token) -> bool:
    """Tell whether two verbs share tense and voice, so that they tell of one course of events."""
    return verb.tag == other.tag and is_passive(verb) == is_passive(other)


def _until_then(proposition: Proposition, article: Article) -> Time | None:
    """Return a time that ends by the day of publication for what is over: "former president X", "the ex-mayor"."""
    noun = proposition.trigger
    if proposition.kind != "noun" or not proposition.heads("be"):
        return None
    first = noun
    while first.dep in ("conj", "appos") and first.head is not None and not first.child("det", "poss"):
        if first.head.pos == "PROPN" and nominal(first.head.lemma) is None:
            break
        first = first.head  # "former minister, mayor and member"
    ends = [word for word in (*noun.children, *first.children) if word.lower in OVER and word.i < noun.i]
    if proposition.anchor.lemma in ENDING and is_predicate_verb(proposition.anchor):
        ends.append(proposition.anchor)  # "resigned as chief executive"
    return _before(ends[0], article) if ends else None


def _no_longer(proposition: Proposition) -> Token | None:
    """Return the adverb by which a predicate no longer holds: "formerly held by X", "previously X-controlled land"."""
    verbs = [proposition.anchor, proposition.trigger]
    verbs += [verb.head for verb in verbs if verb.dep == "amod" and verb.head is not None]
    before = (child for verb in verbs for child in verb.children if child.i < proposition.trigger.i)
    return next((word for word in before if word.lower in NO_LONGER or _is_in_the_past(word)), None)


def _is_in_the_past(word: Token) -> bool:
    """Tell whether a word is the "once" of a predicate: neither that of "once more" nor that of "once X had left"."""
    verb = word.head
    return word.lower == "once" and verb is not None and verb.dep != "advcl" and verb.i - word.i == 1


def _before(word: Token, article: Article) -> Time:
    return Time(f"../{article.published[:10]}", Quote(word.span, word.text))


def _of(words: tuple[Token | None, ...], dates: Sequence[Dated]) -> Dated | None:
    """Return the date of one of the words; of several the first, or a more precise one within it."""
    best: Dated | None = None
    for one in dates:
        if one.head is None or not any(one.head is word for word in words):
            continue
        if best is None or within(one.value, best.value):
            best = one
    return best
