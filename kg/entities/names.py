"""Forms of a name in which two spellings of it meet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from kg.gazetteer.keys import acronym_key, key
from kg.gazetteer.tables import parts, rows
from kg.gazetteer.words import demonyms, honours, nominal_class, title

_PARTICLES = frozenset("al el bin ibn ben bint".split())
_LOOKALIKES = str.maketrans("аеорсухіјѕԁһԛԝαορνικυχ", "aeopcyxijsdhqwaopvikux")
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Z0-9&/-]{1,9}s?")
_SMALL = frozenset("of the and for in on to de la le du des del di da von van".split())


@lru_cache(maxsize=1 << 12)
def plain(name: str) -> str:
    """Return the key of a name: no case, accents, punctuation, marks of direction, or leading "the".

    Acronyms of countries are written out: "U.S. Constitution" gives "united states constitution".
    """
    if not name.isascii():
        name = "".join(c for c in name if unicodedata.category(c) != "Cf")
    return key(" ".join(_written_out(word) for word in name.split()))


def _written_out(word: str) -> str:
    return _countries().get(acronym_key(word), word) if word[:2].isupper() or "." in word else word


def unmasked(name_key: str) -> str:
    """Return a key with the Cyrillic and Greek letters that look like Latin ones made Latin."""
    return name_key if name_key.isascii() else name_key.translate(_LOOKALIKES)


@lru_cache(maxsize=1 << 12)
def acronym(name: str) -> str:
    """Return the letters of a name that is an acronym ("U.N." gives "UN"), else nothing."""
    letters = acronym_key(name.strip())
    return letters.rstrip("s") if len(name) < 20 and _ACRONYM.fullmatch(letters) else ""


def initials(name: str) -> str:
    """Return the first letters of a name of three words or more, small words left out."""
    words = [word for word in re.split(r"[\s-]+", name) if word.casefold() not in _SMALL]
    return "".join(word[0] for word in words if word[:1].isalpha()).upper() if len(words) > 2 else ""


def abbreviates(letters: str, name: str) -> bool:
    """Tell whether letters stand in a name in their order, the first at its beginning: "CENTCOM" in Central Command."""
    rest = iter(plain(name).replace(" ", ""))
    wanted = letters.casefold()
    return plain(name)[:1] == wanted[:1] and all(letter in rest for letter in wanted)


@lru_cache(maxsize=1 << 12)
def person_words(name: str) -> tuple[str, ...]:
    """Return the words of a person's name as keys; titles, honours and particles such as "al" and "bin" left out."""
    words = [word for word in plain(name).split() if word not in _PARTICLES]
    while len(words) > 2 and (title(words[0]) or honours().get(words[0]) == frozenset()):
        del words[0]
    return tuple(words)


_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(.)\1", r"\1"), (r"ph", "f"), (r"tch|sch|ch|sh|zh|cz|ts|tz|z|c(?=[eiy])", "s"), (r"kh|gh|ck|q|g|c|x", "k"),
        (r"[vw]", "f"), (r"^[aeiouyj]", "0"), (r"[aeiouyjh'`]", ""), (r"(.)\1", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=1 << 12)
def skeleton(word: str) -> str:
    """Return the consonants of a word, alike for all ways to transliterate it: "gaddafi" and "qadhafi" give one.

    A word in another script stays as it is.
    """
    if not word.isascii():
        return word
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word.replace("d", "t") or "0"


@cache
def company_forms() -> Mapping[str, str]:
    """Return the words that say how a company is owned, each with the word that stands for all of the same form."""
    return {plain(word): parts(cell)[0] for (cell,) in rows("company-forms", ("words",)) for word in parts(cell)}


def without_form(name: str) -> tuple[str, tuple[str, ...]]:
    """Return the key of a company's name without its form, and the form: "Acme Inc" gives "acme" and ("inc",)."""
    words = plain(name).split()
    forms: list[str] = []
    while len(words) > 1 and words[-1] in company_forms():
        forms.append(company_forms()[words.pop()])
    return " ".join(words), tuple(sorted(forms))


_HEAD_ENDS = re.compile(r"\s(?:of|for|on|in|at|against|to)\s")


@lru_cache(maxsize=1 << 12)
def built_on_a_noun(name: str) -> bool:
    """Tell whether a name is a common noun with what describes it, and names no place: "Interior Ministry", "House".

    Such a name has a bearer in each country.
    """
    words = plain(name).split()
    if not words or any(word in demonyms() or word in _place_words() for word in words):
        return False
    head = plain(_HEAD_ENDS.split(name.strip())[0]).split()
    return bool(head) and any(nominal_class(noun) is not None for noun in _singulars(head[-1]))


def _singulars(noun: str) -> tuple[str, ...]:
    return noun, noun.removesuffix("s"), noun.removesuffix("ies") + "y"


@lru_cache(maxsize=1 << 12)
def all_common(name: str) -> bool:
    """Tell whether each word of a name is a common one, so that nothing in it says whose body it is of."""
    words = [word for word in plain(name).split() if word not in _SMALL]
    return all(
        word in _modifiers() or any(nominal_class(noun) is not None for noun in _singulars(word)) for word in words
    )


def posted_abroad(name: str) -> bool:
    """Tell whether a name is of what a country has in many others: "U.S. Embassy"."""
    return bool(_POSTS.intersection(plain(name).split()))


_POSTS = frozenset("embassy embassies consulate".split())
_PLACE_COLUMNS = ("id", "label", "type", "aliases", "acronyms", "wikidata", "geonames", "country", "population",
                  "latitude", "longitude")  # fmt: skip


@cache
def _modifiers() -> frozenset[str]:
    """Return the words that stand in names which bodies of many countries bear."""
    return frozenset(plain(word) for (cell,) in rows("common-modifiers", ("words",)) for word in parts(cell))


@cache
def _countries() -> Mapping[str, str]:
    """Return the names of countries by their acronyms."""
    countries = (row for row in rows("places", _PLACE_COLUMNS) if row[2] == "news:Country")
    return {acronym_key(letters): row[1] for row in countries for letters in parts(row[4])}


@cache
def _place_words() -> frozenset[str]:
    """Return the words of the names of countries, continents, regions and seas, small words left out."""
    names = (name for row in rows("places", _PLACE_COLUMNS) for name in (row[1], *parts(row[3]), *parts(row[4])))
    words = {word for name in names for word in plain(name).split()}
    return frozenset(word for word in words if word not in _SMALL and nominal_class(word) is None)
