"""Classes of names by the deeds and belongings that an article tells of them: who marries is a person."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.general import general_words
from kg.extract.phrases import Phrase
from kg.extract.said_classes import WHERE
from kg.extract.titles import POST_WORDS
from kg.extract.tree import Token
from kg.gazetteer import telling_class

PERSON, ORGANIZATION, PLACE = "news:Person", "news:Organization", "news:Place"
NOUNS = ("NN", "NNS")
EMPLOYEE = "employee"  # a general word of `general-words.tsv`
STATED = WHERE | {"to", "from", "of"}
STOPS = frozenset((",", ".", ";", ")"))
OLDEST = 110  # years
SHORTEST = 3  # letters that an acronym has at least


def told_classes(phrase: Phrase) -> Iterator[str]:
    """Yield the class that each word around the name gives it: person for "X married", "X, 45,", "X's nephew".

    The words are data, in `ontologies/telling-words.tsv`.
    """
    if _has_age(phrase):
        yield PERSON
    if _is_in_state(phrase):
        yield PLACE
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
    elif dep in ("compound", "nmod") and above.tag in (*NOUNS, "NNP"):
        yield from _told("before", above)
    elif dep == "pobj":
        yield from _beside(above)


def hinted_class(phrase: Phrase) -> str:
    """Return the class of a name of which nothing else tells: of who says or thinks so, and of whose post follows.

    "Roe argued that": a person; "NDX said", "a Kestrel spokesman", "Kestrel Chairman Ann Lee": an organization.
    """
    above, tokens = phrase.head.head, phrase.sentence.tokens
    if above is None:
        return ""
    if phrase.head.dep in ("compound", "nmod"):
        after = tokens[phrase.last + 1 : phrase.last + 3]
        post = (
            after and phrase.text.lower() not in POST_WORDS and (after[0].text[0].islower() or after[-1].tag == "NNP")
        )
        return (telling_class("hint before", after[0].lower) or "") if post else ""
    if phrase.head.dep != "nsubj" or telling_class("hint", above.lemma) is None:
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
    class_ = telling_class(place, word.lemma.lower())
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


def _is_in_state(phrase: Phrase) -> bool:
    """Tell whether a place's state or country follows: "in Ridgevale, Texas,"; not "of Kelm, Ohio's bank"."""
    tokens, prep = phrase.sentence.tokens, phrase.head.head
    after = tokens[phrase.last + 1 : phrase.last + 4]
    if phrase.head.dep != "pobj" or prep is None or prep.lower not in STATED or len(after) < 2:
        return False
    if (
        phrase.tokens[-1].text.isupper()
        or after[1].dep == "conj"
        or after[1].child("conj")
        or phrase.head.child("conj")
    ):
        return False  # "to the EEC, Belgium and Peru"
    return after[0].text == "," and after[1].ent == "GPE" and (len(after) == 2 or after[2].text in STOPS)


def _is_age(token: Token) -> bool:
    return token.text.isdecimal() and 0 < int(token.text) <= OLDEST
