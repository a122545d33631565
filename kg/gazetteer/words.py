"""Word tables of news English: titles, nominal heads, last words of names, given names, words of origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.gazetteer.keys import key
from kg.gazetteer.tables import rows

Gender = Literal["m", "f", "u"]
TITLE_COLUMNS = ("title", "role", "gender")
NOMINAL_COLUMNS = ("noun", "type", "number", "gender")
SUFFIX_COLUMNS = ("word", "type")
GIVEN_NAME_COLUMNS = ("gender", "names")
DEMONYM_COLUMNS = ("word", "place", "kind")
PARTY_COLUMNS = ("word", "parties")
AFTER_COLUMNS = ("words",)
STOP_COLUMNS = ("names",)
MATCH_COLUMNS = ("word", "part", "sport")
HONOUR_COLUMNS = ("words", "countries")
TELLING_COLUMNS = ("place", "class", "words")
_GENDERS: dict[str, Gender] = {"m": "m", "f": "f", "u": "u"}


@dataclass(frozen=True, slots=True)
class Title:
    """What stands before a person's name: `role` is the noun it means ("Sen." senator), "" if only a courtesy."""

    title: str
    role: str
    gender: Gender


@dataclass(frozen=True, slots=True)
class Nominal:
    """A head noun of mentions: `type` a CURIE; `group` for nouns that take "they" ("police", "family").

    `plural` for those that only stand in the plural; `gender` "u" where none is implied.
    """

    noun: str
    type: str
    group: bool
    plural: bool
    gender: Gender


@dataclass(frozen=True, slots=True)
class MatchWord:
    """A word of reports of matches: `part` "noun" or "verb"; `sport` "" where several have it."""

    word: str
    part: str
    sport: str


_PEOPLE = (
    "ologist", "alogist", "nomist", "ographer", "ationist", "player", "maker", "holder", "goer", "fighter", "keeper",
    "leader", "owner", "person", "woman", "seeker",
)  # fmt: skip


@cache
def titles() -> Mapping[str, Title]:
    """Return the titles by their key: "sen", "prime minister", "maj gen"."""
    found = (Title(words, role, _gender(gender)) for words, role, gender in rows("titles", TITLE_COLUMNS))
    return {key(one.title): one for one in found}


@cache
def _openings() -> frozenset[str]:
    return frozenset(words.split(" ")[0] for words in titles())


def opens_title(word: str) -> bool:
    """Tell whether a title begins with this word: "Maj." of "Maj. Gen."."""
    return key(word).split(" ")[0] in _openings()


def title(words: str) -> Title | None:
    """Return the title that these words are, full stops and case aside."""
    return titles().get(key(words))


@cache
def honours() -> Mapping[str, frozenset[str]]:
    """Return the words of honour before names of people by key, with the ISO codes of where they are that.

    Without codes they are so everywhere. Elsewhere they may be given names: "Shahid" is a martyr in Iran, somebody's
    name in Pakistan.
    """
    return {
        key(word): frozenset(countries.split())
        for words, countries in rows("honours", HONOUR_COLUMNS)
        for word in words.split("|")
    }


@cache
def nominals() -> Mapping[str, Nominal]:
    """Return the head nouns by lower-case lemma, those of several words too ("prime minister")."""
    return {
        noun: Nominal(noun, type_, number == "group", number == "plural", _gender(gender))
        for noun, type_, number, gender in rows("nominals", NOMINAL_COLUMNS)
    }


def nominal(lemma: str) -> Nominal | None:
    """Return what is known of a head noun, by its lemma or, for nouns of several words, all of them.

    Unlisted nouns that end like words for people are such: "cosplayer", "seismologist".
    """
    noun = lemma.lower()
    known = nominals().get(noun)
    if known is None and noun.endswith(_PEOPLE) and noun.isalpha():
        return Nominal(noun, "news:Person", False, False, "f" if noun.endswith("woman") else "u")
    return known


def nominal_class(lemma: str) -> str | None:
    """Return the class of what a head noun stands for: "army" gives "news:ArmedForce"; None for an unlisted noun."""
    found = nominal(lemma)
    return found.type if found else None


def names_people(lemma: str) -> bool:
    """Tell whether a head noun stands for people: "envoy", "president"."""
    return nominal_class(lemma) == "news:Person"


@cache
def name_suffixes() -> Mapping[str, str]:
    """Return the classes by the key of the last word of a name."""
    return {key(word): type_ for word, type_ in rows("name-suffixes", SUFFIX_COLUMNS)}


def name_suffix_class(word: str) -> str | None:
    """Return the class that the last word of a name gives it: "Brigade" gives "news:ArmedGroup"."""
    return name_suffixes().get(key(word))


@cache
def name_prefixes() -> Mapping[str, str]:
    """Return the classes by the key of the first word of a name."""
    return {key(word): type_ for word, type_ in rows("name-prefixes", SUFFIX_COLUMNS)}


def name_prefix_class(word: str) -> str | None:
    """Return the class that the first word of a name gives it where the last gives none: "Lake" a natural place."""
    return name_prefixes().get(key(word))


@cache
def given_names() -> Mapping[str, Gender]:
    """Return the gender of given names by key: "m", "f", or "u" for names of both."""
    return {
        key(name): _gender(gender)
        for gender, names in rows("given-names", GIVEN_NAME_COLUMNS)
        for name in names.split()
    }


def given_name_gender(name: str) -> Gender | None:
    """Return the gender of a given name; None if it is not listed. "Anne-Marie" has that of "Anne"."""
    words = key(name)
    found = given_names().get(words)
    if found is None and "-" in name:
        first, _, second = name.partition("-")
        found = given_names().get(key(first)) if second[:1].isupper() else None
    return found


@cache
def demonyms() -> Mapping[str, str]:
    """Return the ids of places by the key of their adjectives and nouns of origin, plurals included."""
    found: dict[str, str] = {}
    for word, place, kind in rows("demonyms", DEMONYM_COLUMNS):
        found[key(word)] = place
        if kind in ("noun", "both") and not word.endswith(("s", "sh", "ch", "ese")):
            found.setdefault(key(word) + "s", place)
    return found


@cache
def party_words() -> Mapping[str, tuple[str, ...]]:
    """Return ids of parties by the key of the word for them; "*" marks what is meant without a country."""
    return {key(word): tuple(ids.split("|")) for word, ids in rows("party-words", PARTY_COLUMNS)}


@cache
def match_words() -> Mapping[tuple[str, str], MatchWord]:
    """Return the words of reports of matches by (lemma, part)."""
    return {(word, part): MatchWord(word, part, sport) for word, part, sport in rows("match-words", MATCH_COLUMNS)}


@cache
def telling_words() -> Mapping[tuple[str, str], str]:
    """Return the classes that words give the name beside them, by (place, lemma): ("subject", "marry") a person."""
    return {
        (place, word): class_
        for place, class_, words in rows("telling-words", TELLING_COLUMNS)
        for word in words.split()
    }


def telling_class(place: str, lemma: str) -> str | None:
    """Return the class that a word gives the name that stands at a place beside it; None if it tells of none."""
    return telling_words().get((place, lemma))


@cache
def stop_names() -> frozenset[str]:
    """Return the keys of city names that are also common words, given names or surnames."""
    return frozenset(key(name) for (names,) in rows("place-stop-names", STOP_COLUMNS) for name in names.split("|"))


@cache
def after_names() -> frozenset[str]:
    """Return what stands after a person's or firm's name and is no part of it: honours, degrees, marks."""
    return frozenset(word for (words,) in rows("after-names", AFTER_COLUMNS) for word in words.split())


def _gender(cell: str) -> Gender:
    return _GENDERS.get(cell, "u")
