"""Classes of names by the deeds and belongings that an article tells of them: who marries is a person."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.general import general_words
from kg.extract.phrases import Phrase
from kg.extract.tree import Token
from kg.gazetteer import telling_class

PERSON, ORGANIZATION, PLACE = "news:Person", "news:Organization", "news:Place"
NOUNS = ("NN", "NNS")
EMPLOYEE = "employee"  # a general word of `general-words.tsv`
OLDEST = 110  # years
SHORTEST = 3  # letters that an acronym has at least


def told_classes(phrase: Phrase) -> Iterator[str]:
    """Yield the class that each word around the name gives it: person for "X married", "X, 45,", "X's nephew".

    The words are data, in `ontologies/telling-words.tsv`.
    """
    if _has_age(phrase):
        yield PERSON
    for clause in phrase.head.children:
        if clause.dep == "acl" and clause.tag == "VBN":  # "Roe, jailed in May,"
            yield from _told("passive", clause)
    first = phrase.head.first_conjunct()
    dep, above = first.dep, first.head
    if above is None or first.pos not in ("PROPN", phrase.head.pos):
        return
    if dep == "nsubj":
        yield from _told("subject", above)
        if above.child("dobj", "ccomp") is None:
            yield from _told("alone", above)
    elif dep == "nsubjpass":
        yield from _told("passive", above)
    elif dep == "dobj":
        yield from _told("object", above)
    elif dep == "poss":
        yield from _told("owner", above)
    elif dep in ("compound", "nmod") and above.tag in NOUNS:
        yield from _told("before", above)
    elif dep == "pobj":
        yield from _beside(above)


def hinted_class(phrase: Phrase) -> str:
    """Return the class of who says or thinks so, for a name of which nothing else tells: "Roe argued that", "NDX said".

    A word in capitals is an organization.
    """
    verb = phrase.head.head if phrase.head.dep == "nsubj" else None
    if verb is None or telling_class("hint", verb.lemma) is None:
        return ""
    if not phrase.text.isupper():
        return PERSON
    return ORGANIZATION if len(phrase.text) >= SHORTEST else ""


def _beside(prep: Token) -> Iterator[str]:
    """Yield what the words before a preposition tell of the name behind it: "an analyst at X", "painted by X"."""
    above = prep.head
    if above is None:
        return
    if prep.dep == "agent":
        yield from _told("by", above)
    elif prep.lower == "at" and above.tag in NOUNS and EMPLOYEE in general_words(above.lemma):
        yield ORGANIZATION
    else:
        yield from _told(prep.lower, above)


def _told(place: str, word: Token) -> Iterator[str]:
    class_ = telling_class(place, word.lemma)
    if class_ is not None:
        yield class_


def _has_age(phrase: Phrase) -> bool:
    """Tell whether an age stands with the name: "Roe, 45,", "the 45-year-old Roe"."""
    tokens = phrase.sentence.tokens
    after = tokens[phrase.last + 1 : phrase.last + 4]
    if len(after) == 3 and after[0].text == after[2].text == "," and _is_age(after[1]):
        return True
    before = tokens[max(phrase.first - 5, 0) : phrase.first]
    return len(before) == 5 and [one.lower for one in before[1:]] == ["-", "year", "-", "old"] and _is_age(before[0])


def _is_age(token: Token) -> bool:
    return token.text.isdecimal() and 0 < int(token.text) <= OLDEST
