"""What names stand for: class, entry of the gazetteer and gender, by what the whole article says of each name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.phrases import Phrase
from kg.gazetteer import Entry, Gazetteer, given_name_gender, name_suffix_class, nominal, title
from kg.gazetteer.keys import key

TYPES = {
    "PERSON": "news:Person", "ORG": "news:Organization", "GPE": "news:GeopoliticalEntity", "LOC": "news:Place",
    "FAC": "news:Facility", "EVENT": "news:Event", "WORK_OF_ART": "news:Work", "LAW": "news:Work",
    "PRODUCT": "news:Product", "NORP": "news:Group",
}  # fmt: skip
PLACES = frozenset(  # classes whose last words are surnames as well: "Susan Park"
    f"news:{name}" for name in ("Place", "Facility", "NaturalPlace", "City", "Region", "Airport", "Port", "ReligiousSite")
)
SETTLEMENTS = frozenset("city town village port suburb".split())


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
