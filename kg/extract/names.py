"""Names: the recognizer's spans, repaired by the gazetteer, by titles and by their neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.listed_names import is_capital, is_capitalised, listed_names, runs, with_commas
from kg.extract.noun_phrases import nominal_phrase
from kg.extract.phrases import Phrase, within
from kg.extract.titles import BODIES, Titles, head_of_title, is_degree, post, titles
from kg.extract.tree import Sentence, Token
from kg.extract.whole_names import parted, whole_names, with_particles
from kg.gazetteer import Gazetteer, given_name_gender, name_suffix_class, nominal, title
from kg.gazetteer.keys import key
from kg.gazetteer.names import ORGANIZATION
from kg.gazetteer.words import party_words

LABELS = frozenset("PERSON ORG GPE LOC FAC EVENT WORK_OF_ART LAW PRODUCT NORP".split())
WHEN_OR_HOW_MUCH = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"))
CALENDAR = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday am pm gmt utc edt est bst cet jr sr".split()
)
CAPTION = frozenset("image images photo photos picture file video audio credit source screenshot".split())
SHORTEST = 3  # letters of a single word that nothing but its capital makes a name
SPEAKING = frozenset("spokesman spokeswoman spokesperson chairman chairwoman chairperson ceo".split())
GENERIC_HEADS = frozenset(
    "group organization organisation movement militia network newspaper party agency company".split()
)
FIRMS = frozenset("inc llc ltd plc corp lp l.p limited gmbh llp".split())  # that close the name of a firm
TWO_SYLLABLES = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{1,6}")  # "Jae-in", "Man-kei": a Chinese or Korean given name
POSTED = BODIES | {"news:GovernmentBody", "news:Court", "news:Union"}  # classes of bodies that have posts
HEADLINE = 5  # words that a headline has at least
Name = tuple[int, int, str]  # first and last token, the recognizer's label


def names(sentence: Sentence, gazetteer: Gazetteer) -> Iterator[Phrase]:
    """Yield the names of a sentence and its demonyms, in order; they do not overlap. Types come with `typed`.

    A title that stands for a person alone comes too, as a nominal: "the Secretary of State".
    """
    taken = [False] * len(sentence.tokens)
    found: list[Phrase] = []
    titled = titles(sentence)
    for first, last, role in titled.alone:
        found.append(_office(sentence, first, last, role))
        if any(token.tag == "DT" for token in sentence.tokens[first : last + 1]):
            last = found[-1].head.i  # "Speaker of the House": the House is a name
        taken[first : last + 1] = [True] * (last + 1 - first)
    headline = is_headline(sentence)
    for first, last, label in _spans(sentence, gazetteer, titled, taken):
        if any(taken[first : last + 1]):
            continue
        last = _with_ending(sentence.tokens, last, taken)
        if (
            label in ("ORG", "")
            and last > first
            and _is_post_after_body(sentence.tokens[last], sentence.tokens[last - 1])
        ):
            last -= 1
        taken[first : last + 1] = [True] * (last + 1 - first)
        tokens = sentence.tokens[first : last + 1]
        role = titled.before.get(first, "")
        one = title(sentence.words(tokens)) if not role and label != "PERSON" else None
        if one is not None and one.role:
            if not is_degree(sentence.tokens, last):
                found.append(_office(sentence, first, last, one.role))
            continue
        party = label == "NORP" or key(tokens[-1].text) in party_words()  # "Conservative MP"
        held = post(tokens, bool(role)) if not party else ""
        if held:
            found.append(_office(sentence, first, last, held))
            continue
        phrase = Phrase(sentence, first, last, within(first, last, tokens[-1]), "name", label=label, headline=headline)
        if role:
            phrase.roles.append(role)
            phrase.label = "PERSON"
        found.append(phrase)
    yield from sorted(found, key=lambda phrase: phrase.first)


def _with_ending(tokens: Sequence[Token], last: int, taken: Sequence[bool]) -> int:
    """Return the last token of a name with the ending of a firm's that follows, also after a comma: ", Inc."."""
    for i in (last + 1, last + 2):
        if i < len(tokens) and not taken[i] and tokens[i].lower.rstrip(".") in FIRMS:
            return i if i == last + 1 or tokens[last + 1].text == "," else last
    return last


def is_headline(sentence: Sentence) -> bool:
    """Tell whether nearly all words have capitals, so that a capital makes no name: "SENATE PASSES BILL ON ..."."""
    words = [token.text for token in sentence.tokens if token.text[0].isalpha()]
    if len(words) < HEADLINE or sentence.tokens[-1].text in (".", "?", "!", '"', "”"):
        return False
    long = [word for word in words if len(word) > SHORTEST]
    return sum(word[0].isupper() for word in long) * 10 >= len(long) * 9


def _office(sentence: Sentence, first: int, last: int, role: str) -> Phrase:
    phrase = nominal_phrase(sentence, sentence.tokens[first + head_of_title(sentence.tokens[first : last + 1])])
    phrase.type, phrase.roles, phrase.title = "news:Person", [role], last + 1 - first
    phrase.plural = False
    return phrase


def _spans(sentence: Sentence, gazetteer: Gazetteer, titled: Titles, taken: Sequence[bool]) -> Iterator[Name]:
    """Yield candidate names, the surest first."""
    tokens = sentence.tokens
    recognized = [
        span
        for whole in sentence.names
        for name in parted(sentence, whole)
        if name[2] in LABELS
        and (span := _trimmed(sentence, *name, titled)) is not None
        and not _is_pair(sentence, *span, gazetteer)
        and not any(taken[span[0] : span[1] + 1])
    ]
    inside: list[Name | None] = [None] * len(tokens)
    for span in recognized:
        inside[span[0] : span[1] + 1] = [span] * (span[1] + 1 - span[0])
    listed = [False] * len(tokens)
    for first, last in with_commas(sentence, gazetteer):
        listed[first : last + 1] = [True] * (last + 1 - first)
        yield first, last, ""
    for first, last, label in whole_names(sentence, gazetteer):
        if not any(i in titled.covered or i in titled.before for i in range(first, last + 1)):
            listed[first : last + 1] = [True] * (last + 1 - first)
            yield first, last, label
    for start, end in runs(sentence):
        for first, last in listed_names(sentence, start, end, gazetteer):
            overlapping = list(dict.fromkeys(span for span in inside[first : last + 1] if span is not None))
            covered = all(first <= a and b <= last for a, b, _ in overlapping)
            person = _person(tokens, first, last, gazetteer) if all(a == b for a, b, _ in overlapping) else None
            if person is not None:
                yield *person, "PERSON"
                continue
            if not overlapping and (_goes_on(tokens, last) or _qualifies(tokens, first, last, titled)):
                continue
            bare = first + (tokens[first].lower == "the")
            whose = _somebody_of(sentence, bare, last, overlapping)
            if whose is not None:
                yield first, last, "ORG"
                yield whose
                continue
            if covered or (last > first and not _splits(overlapping, bare, last)):
                listed[first : last + 1] = [True] * (last + 1 - first)
                yield first, last, overlapping[0][2] if overlapping else ""
    for span in recognized:
        if not titled.covered.issuperset(range(span[0], span[1] + 1)):
            yield _with_kind(tokens, _whole(tokens, span, inside, listed, titled), inside, titled)
    yield from _plain(tokens, inside, titled)
    for token in tokens:
        proper = token.tag == "JJ" and token.dep == "amod" and token.text[0].isupper()
        if proper and inside[token.i] is None and key(token.text) in party_words():
            yield token.i, token.i, "NORP"  # "a Republican senator"


def _is_pair(sentence: Sentence, first: int, last: int, label: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a span holds two listed names: "Crete and Malta", yet not "Bosnia and Herzegovina"."""
    tokens = sentence.tokens
    both = next((i for i in range(first + 1, last) if tokens[i].lower == "and"), None)
    if both is None or label == "PERSON" or gazetteer.lookup(sentence.words(tokens[first : last + 1])):
        return False
    parts = (tokens[first:both], tokens[both + 1 : last + 1])
    return all(gazetteer.lookup(sentence.words(part)) for part in parts)


def _qualifies(tokens: Sequence[Token], first: int, last: int, titled: Titles) -> bool:
    """Tell whether one listed word belongs to the name after it: "Kelm" of "Kelm Copper", not "Kelm Mayor Ann Roe"."""
    after = tokens[last + 1] if first == last and last + 1 < len(tokens) else None
    if after is None or tokens[last].head is not after or tokens[last].dep != "compound":
        return False
    return after.tag == "NNP" and _plain_name(after) and after.text[1:].islower() and after.i not in titled.covered


def _goes_on(tokens: Sequence[Token], last: int) -> bool:
    """Tell whether a listed name is but the beginning of another: "Volgograd" of "Volgograd Arena"."""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    return after is not None and after.tag == "NNP" and is_capital(after) and name_suffix_class(after.text) is not None


def _person(tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """Return the person's name of two words that a listed town is half of: "Valerie Paris", "Alia Salem"."""
    if first < last:
        return None
    pairs = [(first - 1, first)] if first else []
    pairs += [(first, first + 1)] if first + 1 < len(tokens) else []
    for given, surname in pairs:
        parts = (tokens[given], tokens[surname])
        if (
            parts[0].head is parts[1]
            and all(token.tag == "NNP" and token.text[1:].islower() for token in parts)
            and given_name_gender(parts[0].text)
            and name_suffix_class(parts[1].text) is None
            and not any(_is_large(token, gazetteer) for token in parts)
        ):
            return given, surname
    return None


def _is_large(token: Token, gazetteer: Gazetteer) -> bool:
    """Tell whether a word is first of all a country, a state or a region of that rank: "Georgia"."""
    found = gazetteer.lookup(token.text)
    return bool(found) and found[0].rank <= ORGANIZATION


def _somebody_of(sentence: Sentence, first: int, last: int, overlapping: Sequence[Name]) -> Name | None:
    """Return the person whom the recognizer took for a part of a listed body: "Amnesty International Ann Lee"."""
    if len(overlapping) != 1 or last == first:
        return None
    start, end, label = overlapping[0]
    person = sentence.tokens[last + 1 : end + 1]
    if label != "ORG" or start > first or not person or any(token.tag not in ("NNP", "HYPH") for token in person):
        return None
    words = sentence.words(person).split(" ")
    given = given_name_gender(words[0]) is not None or TWO_SYLLABLES.fullmatch(words[0]) is not None
    return (last + 1, end, "PERSON") if len(words) == 2 and given and name_suffix_class(words[1]) is None else None


def _splits(overlapping: Sequence[Name], first: int, last: int) -> bool:
    """Tell whether a listed name would cut a person's name in two: "Jordan" in "Michael Jordan"."""
    return any(label == "PERSON" or (b - a) > (last - first) for a, b, label in overlapping)


def _whole(
    tokens: Sequence[Token], span: Name, inside: Sequence[Name | None], listed: Sequence[bool], titled: Titles
) -> Name:
    """Return a person's name with the words next to it that the recognizer left out: "Wojciech" of "Wojciech Lem"."""
    first, last, label = span
    if label != "PERSON":
        return span

    def joins(i: int) -> bool:
        token = tokens[i]
        free = (
            inside[i] is None
            and not listed[i]
            and i not in titled.covered
            and token.tag == "NNP"
            and _plain_name(token)
        )
        if token.lower in CAPTION:
            return False
        return free and token.text[1:].islower() and nominal(token.lower) is None and title(token.text) is None

    small = tokens[first].text.islower()  # "dela Cruz" without its "Jose"
    while first and first not in titled.before and joins(first - 1):
        if not small and (tokens[first - 1].dep != "compound" or first < 2):
            break
        first, small = first - 1, False
    while (
        last + 1 < len(tokens) and last + 1 not in titled.before and joins(last + 1) and tokens[last].dep == "compound"
    ):
        last += 1
    return first, with_particles(tokens, last), label


def _with_kind(tokens: Sequence[Token], span: Name, inside: Sequence[Name | None], titled: Titles) -> Name:
    """Return the name with a word for its kind that the recognizer left out: "Radio" of "Al-Nour Radio"."""
    first, last, _ = span
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is None or inside[after.i] is not None or first in titled.before or tokens[last].head is not after:
        return span
    kind = name_suffix_class(after.text)
    proper = after.tag in ("NNP", "NN") and after.text[0].isupper() and after.i not in titled.covered
    return (first, after.i, "ORG") if proper and kind in BODIES else span


def _plain(tokens: Sequence[Token], inside: Sequence[Name | None], titled: Titles) -> Iterator[Name]:
    """Yield what only the tagger takes for names."""
    i = 0
    while i < len(tokens):
        last = i
        if _is_plain(tokens[i]) and i not in titled.covered:
            while (
                last + 1 < len(tokens)
                and _is_plain(tokens[last + 1])
                and last + 1 not in titled.before
                and last + 1 not in titled.covered
                and (inside[last + 1] is None or inside[last + 1] == inside[last])
            ):
                last += 1
            short = last == i and len(tokens[i].text) < SHORTEST and given_name_gender(tokens[i].text) is None
            if last + 1 not in titled.before and not short:
                yield i, last, ""
        i = last + 1


def _is_plain(token: Token) -> bool:
    return token.tag in ("NNP", "NNPS") and _plain_name(token)


def _plain_name(token: Token) -> bool:
    named = is_capitalised(token.text) and "]" not in token.text and "[" not in token.text
    return named and token.ent not in WHEN_OR_HOW_MUCH and key(token.text) not in CALENDAR


def _trimmed(sentence: Sentence, first: int, last: int, label: str, titled: Titles) -> Name | None:
    """Return the span without determiner, title, possessive ending and words that belong to what follows."""
    tokens = sentence.tokens
    while first <= last and (_is_opening(tokens[first])):
        first += 1
    inside = [start for start in titled.before if first < start <= last]
    if inside and label in ("PERSON", "ORG", "GPE"):
        first, label = max(inside), "PERSON"
    last = _before_bracket(tokens, first, last)
    while last >= first and _is_closing(tokens[last]):
        last -= 1
    if last > first and tokens[last].lower in CAPTION and last + 1 < len(tokens) and tokens[last + 1].text == ":":
        last -= 1  # "Anna Schmidt Image: ..."
    last, label = _first_of_two(tokens, first, last, label)
    # "IS European cells": the adjective belongs to "cells"
    while last > first and tokens[last].tag == "JJ" and (head := tokens[last].head) is not None and head.i > last:
        last -= 1
    # "Associated Press of bank": a common noun is no part of a name
    while last > first + 1 and tokens[last].text.islower() and tokens[last - 1].tag == "IN":
        last -= 2
    if first > last or (last + 1 in titled.before and label != "PERSON"):
        return None
    if not any(is_capitalised(t.text) or t.text[0].isdigit() for t in tokens[first : last + 1]):
        return None
    if first == last and (key(tokens[first].text) in CALENDAR or "]" in tokens[first].text):
        return None
    return first, last, label


def _is_post_after_body(token: Token, before: Token) -> bool:
    """Tell whether a capitalised post ends a span that is its body's name: "the Education Department Spokesperson".

    "Kelm Police Commissioner": so does any title after a word that closes a body's name.
    """
    if token.tag not in ("NN", "NNP"):
        return False
    held = title(token.text)
    return token.lower in SPEAKING or (
        held is not None and bool(held.role) and name_suffix_class(before.text) in POSTED and not token.text.isupper()
    )


def _is_opening(token: Token) -> bool:
    return token.tag in ("DT", "PRP$", "``", "''", "-LRB-", "HYPH", ":") or token.lower in ("'s", "’s")


def _is_closing(token: Token) -> bool:
    if token.text.endswith(".") and token.tag == "NNP":
        return False
    return token.tag in ("POS", "HYPH", ",", ".", "``", "''", ":", "IN", "CC") or token.lower in ("'s", "’s")


def _before_bracket(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the last token before a bracket that opens inside, or a dash between spaces: "Labour Party - 203"."""
    for i in range(first + 1, last + 1):
        text = tokens[i].text
        spaced = tokens[i - 1].end < tokens[i].start and (i == last or tokens[i].end < tokens[i + 1].start)
        opens = text[0] in "([" and not any(token.text[-1] in ")]" for token in tokens[i : last + 1])
        if opens or (text in ("-", "–", "—", "--") and spaced):
            return i - 1
    return last


def _first_of_two(tokens: Sequence[Token], first: int, last: int, label: str) -> tuple[int, str]:
    """Return where the name ends if the span holds a person and what they are of: "Ann Lee for Rail Users"."""
    for i in range(first + 2, last):
        parted = tokens[i].tag == "IN" and tokens[i].lower in ("of", "for", "from")
        if parted and given_name_gender(tokens[first].text) and name_suffix_class(tokens[i - 1].text) is None:
            return i - 1, "PERSON"
        if tokens[i].tag == "DT" and tokens[i - 1].tag == "NNP" and label == "ORG":
            return i - 1, label
    if last > first + 1 and tokens[first + 1].lower == "the" and label != "PERSON":
        told = first > 1 and tokens[first - 2].lower == "according"
        if told or (label == "ORG" and tokens[first].tag == "NNP"):
            return first, ""  # "according to Lee the Acme plant closed"
    return last, label
