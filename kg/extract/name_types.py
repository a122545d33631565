"""What names stand for: class, entry of the gazetteer and gender, by what the whole article says of each name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.general import general_words
from kg.extract.name_signs import (
    PLACES,
    class_of_area,
    has_people,
    is_called_after,
    is_flock,
    is_joined,
    is_of_origin,
    is_site,
    is_who,
    members,
)
from kg.extract.neighbours import completed, weigh_lists
from kg.extract.phrases import Phrase
from kg.extract.said_classes import class_of_words, is_where, said_class
from kg.extract.tree import Token
from kg.gazetteer import Entry, Gazetteer, given_name_gender, name_suffix_class, nominal, title
from kg.gazetteer.keys import key
from kg.gazetteer.names import ORGANIZATION, SMALL, TERRITORY

TYPES = {
    "PERSON": "news:Person", "ORG": "news:Organization", "GPE": "news:GeopoliticalEntity", "LOC": "news:Place",
    "FAC": "news:Facility", "EVENT": "news:Event", "WORK_OF_ART": "news:Work", "LAW": "news:Work",
    "PRODUCT": "news:Product", "NORP": "news:Group",
}  # fmt: skip
SURNAMES = PLACES | {"news:Law", "news:Court", "news:Bank", "news:Organization", "news:Work", "news:Event"}
PERSON = "news:Person"
INHABITED = ("news:City", "news:Region")
SETTLED = ("news:City", "news:GeopoliticalEntity", "news:Place")
KNOWN_ACRONYMS = frozenset("un eu au is".split())
PARTISANS = frozenset("politician member whip".split())


def typed(phrases: Sequence[Phrase], gazetteer: Gazetteer) -> list[Phrase]:
    """Return the phrases with entry, type and gender set, by what the whole article says of each name.

    A name has one type in an article: a title or the gazetteer decides, else its last word, else the recognizer's
    majority. A surname alone is a person if the article has the full name.
    """
    phrases = completed(phrases)
    countries = context(phrases, gazetteer)
    groups: dict[str, list[Phrase]] = defaultdict(list)
    kept = []
    for phrase in phrases:
        if phrase.kind != "name":
            kept.append(phrase)
            continue
        party = gazetteer.party(phrase.text, countries) if _is_before_politician(phrase) else None
        if party is not None:
            phrase.origin, phrase.entry, phrase.type = True, party, party.type
        elif _is_demonym(phrase, gazetteer):
            phrase.origin, phrase.entry = True, gazetteer.demonym(phrase.text)
            phrase.type = phrase.entry.type if phrase.entry else "news:Group"
            phrase.plural = phrase.head.tag in ("NNS", "NNPS")
            if _first_of_list(phrase.head).dep not in ("amod", "compound", "nmod", "advmod") and not _is_hyphenated(
                phrase
            ):  # "Libyans": a group of people
                phrase.origin, phrase.type, phrase.entry = False, "news:Group", None
        elif phrase.label == "NORP" and phrase.head.tag.startswith("JJ"):
            continue
        else:
            groups[key(phrase.text)].append(phrase)
        kept.append(phrase)
    article = _Article.of(groups, countries, gazetteer)
    for words, group in groups.items():
        entry, type_ = _classified(words, group, article)
        gender = _gender(group)
        for phrase in group:
            phrase.entry, phrase.type, phrase.gender = entry, type_, gender if type_ == PERSON else "u"
            phrase.doubtful = entry is not None and entry.country not in countries and gazetteer.is_shared(phrase.text)
            single = phrase.first == phrase.last
            phrase.plural = single and phrase.head.tag == "NNPS" and entry is None and type_ != PERSON
    for phrase, before in zip(kept[1:], kept, strict=False):
        _put_in_state(phrase, before, gazetteer)
    weigh_lists(kept, gazetteer)
    return [
        phrase for phrase in kept if not _is_abbreviation(phrase) and (not phrase.headline or _is_sure(phrase, groups))
    ]


def _is_abbreviation(phrase: Phrase) -> bool:
    """Tell whether one or two letters are no name that is known or introduced: "PA" of "Bob Casey (D-PA)"."""
    if phrase.kind != "name" or phrase.entry is not None or phrase.last > phrase.first or len(phrase.text) > 2:
        return False
    if phrase.type == PERSON and (given_name_gender(phrase.text) is not None or phrase.roles):
        return False
    before = phrase.sentence.tokens[phrase.first - 1].text if phrase.first else ""
    return before != "(" or len(phrase.text) < 2


def _put_in_state(phrase: Phrase, before: Phrase, gazetteer: Gazetteer) -> None:
    """Take the state for its namesake in "Saratoga Springs, New York", and for its letters in "Lawrence, KS"."""
    entry = phrase.entry
    if phrase.sentence is not before.sentence or before.last + 2 != phrase.first or phrase.kind != "name":
        return
    if phrase.sentence.tokens[before.last + 1].text != ",":
        return
    if len(phrase.text) == 2 and phrase.text.isupper() and before.type in SETTLED:
        state = gazetteer.division(f"US.{phrase.text}")
        if state is not None:
            phrase.entry, phrase.type = state, state.type
        return
    if entry is None or entry.type != "news:City":
        return
    if before.type in SETTLED:
        found = (
            one for one in gazetteer.lookup(phrase.text) if one.type == "news:Region" and one.country == entry.country
        )
        phrase.entry = next(found, entry)
        phrase.type = phrase.entry.type


@dataclass(frozen=True, slots=True)
class _Article:
    """What an article's names tell of one another.

    `people` are the keys of the surnames of those named in full, `givens` of their given names, `surnames` those of
    single words that the recognizer mostly takes for people; `heads` gives the class of an organization
    by its name without the last word ("mahan" for "Mahan Air"); `initials` are those of unlisted organizations;
    `long` the ids of entries named by more than an acronym.
    """

    gazetteer: Gazetteer
    countries: Sequence[str]
    people: Collection[str]
    givens: Collection[str]
    surnames: Collection[str]
    heads: Mapping[str, str]
    initials: Collection[str]
    long: Collection[str]

    @staticmethod
    def of(groups: Mapping[str, Sequence[Phrase]], countries: Sequence[str], gazetteer: Gazetteer) -> _Article:
        people: set[str] = set()
        givens: set[str] = set()
        surnames: set[str] = set()
        heads: dict[str, str] = {}
        initials: set[str] = set()
        long: set[str] = set()
        for words, group in groups.items():
            first = group[0]
            labels = Counter(phrase.label for phrase in group if phrase.label)
            person = labels["PERSON"] or any(phrase.roles for phrase in group) or _is_built_like_person(first, labels)
            if first.first == first.last and labels["PERSON"] * 2 > len(group):
                surnames.add(words)
            if person and first.last > first.first:
                givens.add(key(first.tokens[0].text))
                people.add(key(first.tokens[-1].text))
            class_ = name_suffix_class(first.tokens[-1].text) if first.last > first.first else None
            if class_ and class_ not in PLACES and class_ != PERSON:
                heads.setdefault(words.rpartition(" ")[0], class_)
            if len(words) > 3 and (entry := gazetteer.best(first.text, countries)) is not None:
                long.add(entry.id)
            elif first.last > first.first and not person:
                initials.add("".join(token.text[0] for token in first.tokens if token.text[0].isupper()))
        return _Article(gazetteer, countries, people, givens, surnames, heads, initials, long)


def context(phrases: Iterable[Phrase], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the ISO codes of the countries that the article names, also by demonym or part, the most named first."""
    found: Counter[str] = Counter()
    for phrase in phrases:
        if phrase.kind != "name":
            continue
        entry = gazetteer.demonym(phrase.text) or next(iter(gazetteer.lookup(phrase.text)), None)
        if entry is not None and entry.rank <= TERRITORY and entry.country:
            found[entry.country] += 1
    return tuple(sorted(found, key=lambda code: (-found[code], code)))


def _is_before_politician(phrase: Phrase) -> bool:
    """Tell whether a word may name the party of who comes after it: "a Republican senator"."""
    noun = phrase.head.head
    if phrase.last > phrase.first or noun is None or phrase.head.dep not in ("amod", "compound", "nmod"):
        return False
    return noun.i > phrase.last and (noun.lower in PARTISANS or "politician" in general_words(noun.lemma.lower()))


def _first_of_list(word: Token) -> Token:
    """Return the adjective that another one is joined to: "German" for "Swedish" in "a German and Swedish painter"."""
    above = word.head if word.dep == "conj" and word.tag == "JJ" else None
    return above if above is not None and above.tag == "JJ" else word


def _is_hyphenated(phrase: Phrase) -> bool:
    """Tell whether the name is the first part of a word: "British" of "British-backed"."""
    tokens = phrase.sentence.tokens
    return phrase.last + 1 < len(tokens) and tokens[phrase.last + 1].tag == "HYPH"


def _is_demonym(phrase: Phrase, gazetteer: Gazetteer) -> bool:
    return (
        phrase.first == phrase.last and gazetteer.demonym(phrase.text) is not None and not gazetteer.lookup(phrase.text)
    )


def _classified(words: str, group: Sequence[Phrase], article: _Article) -> tuple[Entry | None, str]:
    first = group[0]
    labels = Counter(phrase.label for phrase in group if phrase.label)
    single = first.first == first.last
    if any(phrase.roles for phrase in group):
        return None, PERSON
    entry = _entry(words, group, labels, article)
    if entry is not None:
        return entry, entry.type
    if single and (words in article.people or (words in article.givens and not labels["GPE"])):
        return None, PERSON
    if single and words in article.heads:
        return None, article.heads[words]
    if single and words.endswith("s") and words[:-1] in article.people:  # "the Bidens"
        return None, "news:Group"
    given = given_name_gender(first.tokens[0].text)
    people = members(words)
    if single and people is not None:
        return None, people.type
    if single and is_flock(words, group, article.people):
        return None, "news:Group"
    common = nominal(words)
    if single and common is not None and not labels["PERSON"] and common.type not in (PERSON, *PLACES):
        return None, common.type
    suffix = class_of_words(first.tokens)
    if suffix and not (given and len(first.tokens) == 2 and labels["PERSON"] and suffix in SURNAMES):
        return None, suffix
    area = class_of_area(group)
    if area is not None:
        return None, area
    if is_called_after(group, {*article.people, *article.givens}):
        return None, "news:Facility"
    said = said_class(group) if not labels["PERSON"] or not given else None
    if said is not None:
        return None, said
    if any(is_who(phrase) for phrase in group):
        return None, PERSON
    if not single and not labels["GPE"] and _is_built_like_person(first, labels):
        return None, PERSON
    if len(first.tokens) == 2 and key(first.tokens[-1].text) in article.surnames and not labels["ORG"] + labels["GPE"]:
        return None, PERSON
    spelt = not first.text.isupper()  # "CATY" is no Caty
    if single and given and spelt and not labels["PERSON"] and not any(is_where(phrase) for phrase in group):
        return None, PERSON
    if not labels:
        return None, "news:Organization" if any(has_people(phrase) for phrase in group) else ""
    if labels["GPE"] + labels["LOC"] >= sum(labels.values()) / 2 and is_joined(group):
        return None, "news:Organization"
    label = min(labels, key=lambda one: (-labels[one], one))
    if label == "NORP" and single and not any(map(is_of_origin, group)):
        return None, ""
    if label == "PERSON" and not given and any(is_site(phrase) for phrase in group):
        return None, TYPES["GPE"]
    return None, TYPES[label]


def _entry(words: str, group: Sequence[Phrase], labels: Counter[str], article: _Article) -> Entry | None:
    """Return what the gazetteer gives for a name, unless the article speaks against it."""
    first = group[0]
    single = first.first == first.last
    entry = article.gazetteer.best(first.text, article.countries)
    if entry is None:
        named = [one for one in article.gazetteer.lookup(first.text) if one.id in article.long] if single else []
        return named[0] if len(named) == 1 else None  # one of two bodies called RSF, if the article names it in full
    if entry.rank <= TERRITORY:
        return (
            None if single and labels["PERSON"] and words in article.people and entry.type != "news:Country" else entry
        )
    if single and words in article.people and (entry.type in INHABITED or labels["PERSON"]):
        return None
    if len(words) == 2 and entry.rank == ORGANIZATION and words not in KNOWN_ACRONYMS and entry.id not in article.long:
        return None  # "(D-PA)" is no press association
    if single and len(words) > 2 and entry.rank == ORGANIZATION and first.text in article.initials:
        return None if entry.id not in article.long else entry  # an acronym of the article's own
    if entry.type not in INHABITED:
        return entry
    if single and entry.rank >= SMALL and (nominal(words) is not None or words in article.heads):
        return None  # "Summit", "Mahan" beside "Mahan Air"
    if single and words in article.heads and labels["ORG"] >= labels["GPE"]:
        return None
    near = entry.country in article.countries
    return None if not near and entry.type == "news:City" and labels["PERSON"] > labels["GPE"] else entry


def _is_built_like_person(phrase: Phrase, labels: Counter[str]) -> bool:
    """Tell whether a name of several words begins with a given name, and so far as the recognizer lets it be one.

    "Abu Mahdi al-Muhandis" is; "Ansar al-Sharia", "Abu Sayyaf" are listed.
    """
    tokens = phrase.tokens
    if given_name_gender(tokens[0].text) and not _is_of_something(phrase):
        last = tokens[-1].text
        noun = nominal(last.lower())
        common = (noun is not None and noun.type != PERSON) or name_suffix_class(last) is not None
        return not common and (not labels["ORG"] or len(phrase.text.split()) == 2)
    return key(phrase.tokens[0].text).split(" ")[0] in ("abu", "abd", "abdul", "umm") or (
        phrase.last - phrase.first > 1 and phrase.tokens[-1].lower.startswith("al-")
    )


def _is_of_something(phrase: Phrase) -> bool:
    """Tell whether the name holds small words that people's names do not: "Charlotte School of Law"."""
    return any(token.lower in ("of", "the", "and", "&", "for", "in") for token in phrase.tokens)


def _is_sure(phrase: Phrase, groups: Mapping[str, Sequence[Phrase]]) -> bool:
    """Tell whether a name in a headline is one: listed, titled, or named in the article's sentences too."""
    if phrase.kind != "name" or phrase.origin or phrase.entry is not None or phrase.roles:
        return True
    words = key(phrase.text)
    if any(not other.headline for other in groups.get(words, ())):
        return True
    given = given_name_gender(phrase.tokens[0].text) is not None and phrase.last > phrase.first
    return phrase.type == PERSON and (given or not phrase.text.isupper())


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
