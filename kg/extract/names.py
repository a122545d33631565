"""Names: the recognizer's spans, repaired by the gazetteer, titles, last words and the article's other mentions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from kg.extract.noun_phrases import nominal_phrase
from kg.extract.phrases import Phrase, within
from kg.extract.tree import Sentence, Token
from kg.gazetteer import Entry, Gazetteer, given_name_gender, name_suffix_class, title
from kg.gazetteer.keys import key

TYPES = {
    "PERSON": "news:Person", "ORG": "news:Organization", "GPE": "news:GeopoliticalEntity", "LOC": "news:Place",
    "FAC": "news:Facility", "EVENT": "news:Event", "WORK_OF_ART": "news:Work", "LAW": "news:Work",
    "PRODUCT": "news:Product", "NORP": "news:Group",
}  # fmt: skip
TEMPORAL = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"))
CALENDAR = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday am pm gmt utc edt est".split()
)
INNER = frozenset("of the for and & - – de la el al bin ibn von van der den du da dos di le y ' ’".split())
DEMONYM_ACRONYMS = frozenset("us u.s. uk u.k. eu un u.n.".split())
CAPTION = frozenset("image images photo photos picture file video audio credit source screenshot".split())
LONGEST_NAME = 8  # tokens that are looked up together
GENERIC_HEADS = frozenset("group organization organisation movement militia network newspaper party agency company".split())
PLACES = frozenset(  # classes whose last words are surnames as well: "Susan Park"
    f"news:{name}" for name in ("Place", "Facility", "NaturalPlace", "City", "Region", "Airport", "Port", "ReligiousSite")
)
SETTLEMENTS = frozenset("city town village port suburb".split())


def names(sentence: Sentence, gazetteer: Gazetteer) -> Iterator[Phrase]:
    """Yield the names of a sentence and its demonyms, in order; they do not overlap. Types come with `typed`."""
    taken = [False] * len(sentence.tokens)
    found: list[Phrase] = []
    titled, alone = _titles(sentence)
    for first, last, role in alone:
        phrase = nominal_phrase(sentence, sentence.tokens[first + _head_of_title(sentence.tokens[first : last + 1])])
        phrase.type, phrase.roles, phrase.title = "news:Person", [role], last + 1 - first
        taken[first : last + 1] = [True] * (last + 1 - first)
        found.append(phrase)
    for first, last, label in _spans(sentence, gazetteer, titled, taken):
        if any(taken[first : last + 1]):
            continue
        taken[first : last + 1] = [True] * (last + 1 - first)
        tokens = sentence.tokens[first : last + 1]
        head = within(first, last, tokens[-1])
        phrase = Phrase(sentence, first, last, head, "name", label=label)
        before = titled.get(first)
        if before:
            phrase.roles.append(before)
            phrase.label = "PERSON"
        found.append(phrase)
    yield from sorted(found, key=lambda phrase: phrase.first)


Titles = dict[int, str]


def _titles(sentence: Sentence) -> tuple[Titles, list[tuple[int, int, str]]]:
    """Return the titles before names, and those that stand for a person alone.

    The first as {number of the name's first token: the role the title means ("" for a mere courtesy)}, the second as
    (first token, last token, role): "the Secretary of State", "the Prime Minister".
    """
    before: Titles = {}
    alone: list[tuple[int, int, str]] = []
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.tag in ("NNP", "NNPS", "NN", "JJ") and (token.text[0].isupper() or token.tag == "NN"):
            for length in (4, 3, 2, 1):
                words = tokens[i : i + length]
                one = title(sentence.words(words)) if len(words) == length else None
                if one is None:
                    continue
                after = tokens[i + length] if i + length < len(tokens) else None
                if after is not None and after.tag == "NNP" and after.text[0].isupper():
                    if not (length == 1 and token.tag == "NN" and token.dep == "nsubj"):
                        before[i + length] = one.role or key(one.title)
                        i += length - 1
                        break
                elif one.role and _stands_alone(words, tokens[i - 1] if i else None, after):
                    alone.append((i, i + length - 1, one.role))
                    i += length - 1
                    break
        i += 1
    return before, alone


def _stands_alone(title: Sequence[Token], before: Token | None, after: Token | None) -> bool:
    """Tell whether a capitalised title without a name is one: "the President", "France's Foreign Minister"."""
    if not title[0].text[0].isupper() or title[0].text.isupper() or title[-1].tag not in ("NN", "NNP"):
        return False
    if after is not None and (after.lower in ("of", "for", "-") or after.tag in ("NN", "NNS", "NNPS", "HYPH")):
        return False
    return before is not None and (before.tag in ("DT", "PRP$", "POS", "JJ") or before.lower in DEMONYM_ACRONYMS)


def _head_of_title(words: Sequence[Token]) -> int:
    """Return the place of the head noun: "Secretary" of "Secretary of State"."""
    return next((n - 1 for n, word in enumerate(words) if n and word.lower in ("of", "for")), len(words) - 1)


def _spans(
    sentence: Sentence, gazetteer: Gazetteer, titled: Titles, taken: Sequence[bool]
) -> Iterator[tuple[int, int, str]]:
    """Yield (first, last, recognizer's label) of candidate names, the surest first."""
    tokens = sentence.tokens
    recognized = [
        span for first, last, label in sentence.names if label in TYPES and (span := _trimmed(sentence, first, last, label, titled))
        and not any(taken[span[0] : span[1] + 1])
    ]
    by_start = {first: (first, last, label) for first, last, label in recognized}
    runs = list(_runs(sentence))
    for start, end in runs:
        for first, last in _listed(sentence, start, end, gazetteer):
            overlapping = [span for span in recognized if span[0] <= last and first <= span[1]]
            if all(first <= a and b <= last for a, b, _ in overlapping) or (last > first and not _splits(overlapping, first, last)):
                label = overlapping[0][2] if overlapping else ""
                yield first, last, label
    for first in sorted(by_start):
        yield by_start[first]
    for token in tokens:
        if token.tag in ("NNP", "NNPS") and _plain_name(token):
            last = token.i
            while last + 1 < len(tokens) and tokens[last + 1].tag in ("NNP", "NNPS") and _plain_name(tokens[last + 1]) \
                    and last + 1 not in titled and last + 1 not in by_start:  # fmt: skip
                last += 1
            if not _is_title_before_name(token.i, last, titled):
                yield token.i, last, ""


def _splits(overlapping: Sequence[tuple[int, int, str]], first: int, last: int) -> bool:
    """Tell whether a listed name would cut a person's name in two: "Jordan" in "Michael Jordan"."""
    return any(label == "PERSON" or (b - a) > (last - first) for a, b, label in overlapping)


def _is_title_before_name(first: int, last: int, titled: Titles) -> bool:
    return last + 1 in titled


def _plain_name(token: Token) -> bool:
    return token.ent not in TEMPORAL and token.lower not in CALENDAR and is_capitalised(token.text)


def is_capitalised(word: str) -> bool:
    """Tell whether a word begins like a name; "al-Baghdadi" does."""
    return word[0].isupper() or (word[:3] in ("al-", "el-") and word[3:4].isupper())


def _trimmed(
    sentence: Sentence, first: int, last: int, label: str, titled: Titles
) -> tuple[int, int, str] | None:
    """Return the span without determiner, title, possessive ending and words that belong to what follows."""
    tokens = sentence.tokens
    while first <= last and (tokens[first].tag in ("DT", "PRP$", "``", "''", "-LRB-", "HYPH", ":") or tokens[first].lower in ("'s", "’s")):
        first += 1
    inside = [start for start in titled if first < start <= last]
    if inside and label in ("PERSON", "ORG", "GPE"):
        first, label = max(inside), "PERSON"
    while last >= first and (
        tokens[last].tag in ("POS", "HYPH", ",", ".", "``", "''", ":", "IN", "CC") or tokens[last].lower in ("'s", "’s")
    ) and not (tokens[last].text.endswith(".") and tokens[last].tag == "NNP"):  # fmt: skip
        last -= 1
    if last > first and tokens[last].lower in CAPTION and last + 1 < len(tokens) and tokens[last + 1].text == ":":
        last -= 1  # "Anna Schmidt Image: ..."
    last, label = _first_of_two(tokens, first, last, label)
    # "IS European cells": the adjective belongs to "cells"
    while last > first and tokens[last].tag == "JJ" and tokens[last].head is not None and tokens[last].head.i > last:
        last -= 1
    if first > last or last + 1 in titled and label != "PERSON":
        return None
    if not any(is_capitalised(t.text) or t.text[0].isdigit() for t in tokens[first : last + 1]):
        return None
    return first, last, label


def _first_of_two(tokens: Sequence[Token], first: int, last: int, label: str) -> tuple[int, str]:
    """Return where the name ends if the span holds a person and what they are of: "Ann Lee for Rail Users"."""
    for i in range(first + 2, last):
        if tokens[i].tag == "IN" and tokens[i].lower in ("of", "for", "from") and given_name_gender(tokens[first].text):
            return i - 1, "PERSON"
        if tokens[i].tag == "DT" and tokens[i - 1].tag == "NNP" and label == "ORG":
            return i - 1, label
    return last, label


def _runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield ranges of capitalised words with the small words between them."""
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        if not _capital(tokens[i]):
            i += 1
            continue
        last = j = i
        while j + 1 < len(tokens) and (_capital(tokens[j + 1]) or tokens[j + 1].lower in INNER) and j - i < 24:
            j += 1
            if _capital(tokens[j]):
                last = j
        yield i, last
        i = last + 1


def _capital(token: Token) -> bool:
    return is_capitalised(token.text) and (token.tag.startswith(("NNP", "JJ")) or len(token.text) > 1)


def _listed(sentence: Sentence, start: int, end: int, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield the longest listed names in a range; one word alone must be tagged a name."""
    tokens = sentence.tokens
    first = start
    while first <= end:
        for last in range(min(end, first + LONGEST_NAME - 1), first - 1, -1):
            if not _capital(tokens[last]) or not _capital(tokens[first]):
                continue
            if first == last and not tokens[first].tag.startswith("NNP"):
                continue
            if gazetteer.lookup(sentence.words(tokens[first : last + 1])):
                yield first, last
                first = last
                break
        first += 1


# ---------------------------------------------------------------- types


def typed(phrases: Sequence[Phrase], gazetteer: Gazetteer) -> list[Phrase]:
    """Return the phrases with entry, type and gender set, by what the whole article says of each name.

    A name has one type in an article: a title or the gazetteer decides, else its last word, else the recognizer's
    majority. A surname alone is a person if the article has the full name.
    """
    countries = context(phrases, gazetteer)
    groups: dict[str, list[Phrase]] = defaultdict(list)
    kept = []
    for phrase in phrases:
        if phrase.kind != "name":
            kept.append(phrase)
            continue
        if _is_demonym(phrase, gazetteer):
            phrase.origin, phrase.entry = True, gazetteer.demonym(phrase.text)
            phrase.type = phrase.entry.type if phrase.entry else "news:Group"
            phrase.plural = phrase.head.tag in ("NNS", "NNPS")
            if phrase.head.dep not in ("amod", "compound", "nmod", "advmod"):  # "the Libyans": a group of people
                phrase.origin, phrase.type, phrase.entry = False, "news:Group", None
        elif phrase.label == "NORP" and phrase.head.tag.startswith("JJ"):
            continue
        else:
            groups[key(phrase.text)].append(phrase)
        kept.append(phrase)
    people = {key(p.tokens[-1].text) for group in groups.values() for p in group if p.label == "PERSON" and p.last > p.first}
    for words, group in groups.items():
        entry, type_ = _classified(words, group, countries, gazetteer, people)
        gender = _gender(group)
        for phrase in group:
            phrase.entry, phrase.type, phrase.gender = entry, type_, gender if type_ == "news:Person" else "u"
            phrase.plural = phrase.head.tag == "NNPS" and entry is None and type_ != "news:Person" and phrase.first == phrase.last
    return kept


def context(phrases: Iterable[Phrase], gazetteer: Gazetteer) -> frozenset[str]:
    """Return the ISO codes of the countries that the article names, as country or by demonym."""
    found: Counter[str] = Counter()
    for phrase in phrases:
        if phrase.kind != "name":
            continue
        entry = gazetteer.demonym(phrase.text) or next(iter(gazetteer.lookup(phrase.text)), None)
        if entry is not None and entry.type == "news:Country":
            found[entry.country] += 1
    return frozenset(found)


def _is_demonym(phrase: Phrase, gazetteer: Gazetteer) -> bool:
    return phrase.first == phrase.last and gazetteer.demonym(phrase.text) is not None and not gazetteer.lookup(phrase.text)


def _classified(
    words: str, group: Sequence[Phrase], countries: Collection[str], gazetteer: Gazetteer, people: Collection[str]
) -> tuple[Entry | None, str]:
    labels = Counter(phrase.label for phrase in group if phrase.label)
    first = group[0]
    single = first.first == first.last
    if any(phrase.roles for phrase in group):
        return None, "news:Person"
    entry = gazetteer.best(first.text, countries)
    if single and words in people and (entry is None or (entry.type == "news:City") or labels["PERSON"]):
        return None, "news:Person"
    if entry is not None and not ((entry.type == "news:City") and labels["PERSON"] > labels["GPE"] and entry.country not in countries):
        return entry, entry.type
    suffix = name_suffix_class(first.tokens[-1].text) if not single else None
    if suffix and not (suffix in PLACES and labels["PERSON"] and given_name_gender(first.tokens[0].text)):
        return None, suffix
    if any(_is_of_place(phrase) for phrase in group):
        return None, "news:City"
    if not single and given_name_gender(first.tokens[0].text) and not labels["ORG"] and not labels["GPE"]:
        return None, "news:Person"
    if not labels:
        return None, "news:Person" if single and given_name_gender(words) else ""
    label = min(labels, key=lambda one: (-labels[one], one))
    return None, TYPES[label]


def _is_of_place(phrase: Phrase) -> bool:
    """ "the town of X": X is a town."""
    prep = phrase.head.head
    above = prep.head if prep is not None and prep.lower == "of" and phrase.head.dep == "pobj" else None
    return above is not None and above.lemma in SETTLEMENTS


def _gender(group: Sequence[Phrase]) -> str:
    for phrase in group:
        for role in phrase.roles:
            one = title(role)
            if one is not None and one.gender != "u":
                return one.gender
        if phrase.last > phrase.first:
            gender = given_name_gender(phrase.tokens[0].text)
            if gender in ("m", "f"):
                return gender
    return "u"
