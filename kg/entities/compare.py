"""How alike two entities are: what their names have in common, what else they share, what contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from kg.entities.kinds import ORGANIZATION, PERSON, PLACE, exclude
from kg.entities.members import near
from kg.entities.names import abbreviates, acronym, initials, person_words, plain, skeleton, unmasked, without_form
from kg.entities.unit import Unit
from kg.identity import Likeness

MERGE, DOUBT = 0.8, 0.55
"""From MERGE on two entities are taken for one; from DOUBT on they are shown to people."""

# How sure a name alone makes it. What the names leave open, each shared neighbour, office or country halves.
LINK, SAME_NAME, INTRODUCED, FORM = 0.97, 0.85, 0.85, 0.85
MIDDLE, UNLINKED, SOUND, INITIAL, LOOK, GIVEN, LETTERS = 0.65, 0.6, 0.6, 0.5, 0.55, 0.4, 0.4
SHARED, SETTING = 0.5, 0.2
CAPPED = 0.75  # look-alike letters are somebody's trick, or a slip: people decide
CLOSE = 0.7  # of two spellings that sound alike, as difflib measures them
NEIGHBOURS = 3
LONG = 80


@dataclass(frozen=True, slots=True)
class Names:
    """What two names have in common: how sure it makes, in words, and the most that it can come to."""

    score: float
    because: str
    most: float = 1.0


def likeness(first: Unit, second: Unit, labels: Mapping[str, str]) -> Likeness | None:
    """Return how alike two units are; None if their names have nothing in common. Contradictions do not count here."""
    if _same_own(first, second) and not {first.id, second.id} & first.owns:
        return None  # of many namesakes each is compared with the one that kept the id
    names = max(_names(first, second), key=lambda one: (one.score, one.because), default=None)
    if names is None:
        return None
    shared = list(_shared(first, second, labels))
    rest = 1 - names.score
    for weight, _ in shared:
        rest *= 1 - weight
    because = (names.because, *(words for _, words in shared))
    low, high = sorted((first.id, second.id))
    return Likeness(low, high, round(min(1 - rest, names.most), 4), tuple(sorted(set(because))))


def contradiction(first: Unit, second: Unit) -> str:
    """Return what keeps two units apart whatever else they share; nothing if nothing does."""
    if exclude(first.families, second.families):
        return f"one is a {_class(first)}, the other a {_class(second)}"
    for authority in {_authority(iri) for iri in first.links} & {_authority(iri) for iri in second.links}:
        ends = [sorted(iri for iri in unit.links if _authority(iri) == authority) for unit in (first, second)]
        if not set(ends[0]) & set(ends[1]):
            return f"one is {ends[0][0]}, the other {ends[1][0]}"
    if first.births and second.births and not near(first.births, second.births):
        return f"one was born in {min(first.births)}, the other in {min(second.births)}"
    if _elsewhere(first, second):
        return f"one is of {min(first.countries)}, the other of {min(second.countries)}"
    if any(fact.other == second.id for fact in first.facts if not fact.value):
        return "an article says what one has to do with the other"
    if _both_in_full(first, second):
        return "an article speaks of both, under different names"
    return _other_middle(first, second)


def _class(unit: Unit) -> str:
    return " and ".join(sorted(family.partition(":")[2] for family in unit.families if ":" in family))


def _authority(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[0]


def _elsewhere(first: Unit, second: Unit) -> bool:
    known = first.countries and second.countries and not first.countries & second.countries
    return bool(known) and not (first.countries & second.settings or second.countries & first.settings)


def _both_in_full(first: Unit, second: Unit) -> bool:
    """Tell whether an article keeps the two apart: then only an acronym, or the very same name, may be the other's."""
    if not first.articles & second.articles:
        return False
    return not (acronym(first.label) or acronym(second.label) or plain(first.label) == plain(second.label))


def _other_middle(first: Unit, second: Unit) -> str:
    if PERSON not in first.families or PERSON not in second.families:
        return ""
    numbers = _numbers(first), _numbers(second)
    if numbers[0] != numbers[1] and all(numbers):
        return f"one is {min(numbers[0])}, the other {min(numbers[1])}"
    for one, other in product(_middles(first), _middles(second)):
        if one[0] != other[0] or (len(one) > 1 < len(other) and one != other):
            return f"different middle names: {one} and {other}"
    return ""


def _middles(unit: Unit) -> set[str]:
    return {word for name in unit.names for word in person_words(name)[1:-1][:1]}


_NUMBER = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})|[JS]r\\.?")


def _numbers(unit: Unit) -> set[str]:
    """Return the numbers of a king or a son: "Louis XIV", "John Holm Jr."."""
    return {
        words[-1].rstrip(".") for name in unit.names if (words := name.split()[1:]) and _NUMBER.fullmatch(words[-1])
    }


def _names(first: Unit, second: Unit) -> Iterator[Names]:
    """Yield what the names of two units have in common."""
    for iri in sorted(first.links & second.links):
        yield Names(LINK, f"both are {iri}")
    for one, other in product(first.names[: NEIGHBOURS * 4], second.names[: NEIGHBOURS * 4]):
        yield from _two_names(one, other, first, second)
    yield from _acronyms(first, second)
    yield from _acronyms(second, first)


def _two_names(one: str, other: str, first: Unit, second: Unit) -> Iterator[Names]:
    keys = plain(one), plain(other)
    if not all(keys):
        return
    if keys[0] == keys[1]:
        if " " in keys[0] or _same_own(first, second):
            yield Names(_same_name(keys[0], first, second), f"both are called {_short(one)}")
        return
    if unmasked(keys[0]) == unmasked(keys[1]):
        words = f"{_short(one)} and {_short(other)} differ in letters that look alike"
        yield Names(LOOK, words, CAPPED)
    if PERSON in first.families and PERSON in second.families:
        yield from _two_persons(one, other)
    elif ORGANIZATION in first.families and ORGANIZATION in second.families:
        yield from _two_companies(one, other, first, second)


def _same_name(shared: str, first: Unit, second: Unit) -> float:
    """Return how sure an equal name makes it: less of places, of what is known, and where it is but another name."""
    vague = any(unit.links or unit.national or PLACE in unit.families for unit in (first, second))
    return SAME_NAME if not vague and plain(first.label) == shared == plain(second.label) else UNLINKED


def _same_own(first: Unit, second: Unit) -> bool:
    return not first.owns.isdisjoint(second.owns)


def _two_companies(one: str, other: str, first: Unit, second: Unit) -> Iterator[Names]:
    (bare, form), (other_bare, other_form) = without_form(one), without_form(other)
    if bare == other_bare and (form or other_form):
        sure = FORM if not (form and other_form) and bool(first.links) == bool(second.links) else LETTERS
        yield Names(sure, f"{_short(one)} and {_short(other)} differ in the form of the company")


def _two_persons(one: str, other: str) -> Iterator[Names]:
    words, others = person_words(one), person_words(other)
    if len(words) < 2 or len(others) < 2:  # a surname alone tells no one apart
        return
    ends, other_ends = (words[0], words[-1]), (others[0], others[-1])
    pair = f"{_short(one)} and {_short(other)}"
    if ends == other_ends:
        yield Names(MIDDLE, f"{pair} differ in middle names")
    elif words[-1] == others[-1] and words[0][0] == others[0][0]:
        if len(words[0]) == 1 or len(others[0]) == 1:
            yield Names(INITIAL, f"{pair} share initial and surname")
        elif _sounds(words, others):
            yield Names(SOUND, f"{pair} are spellings of one name")
        else:
            yield Names(GIVEN, f"{pair} share initial and surname")
    elif _sounds(words, others):
        yield Names(SOUND, f"{pair} are spellings of one name")


def _sounds(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    if skeleton(words[0]) != skeleton(others[0]) or skeleton(words[-1]) != skeleton(others[-1]):
        return False
    ends = ((words[0], others[0]), (words[-1], others[-1]))
    return all(SequenceMatcher(None, one[:LONG], other[:LONG]).ratio() >= CLOSE for one, other in ends)


def _acronyms(short: Unit, full: Unit) -> Iterator[Names]:
    """Yield where one is called by an acronym alone, and the other is a full name that goes with it."""
    letters = acronym(short.label)
    if not letters or acronym(full.label):
        return
    if letters in {acronym(name) for name in full.names} and abbreviates(letters, full.label):
        sure = INTRODUCED if bool(short.links) == bool(full.links) and len(letters) > 2 else UNLINKED
        yield Names(sure, f"an article introduces {short.label} as {_short(full.label)}")
    elif letters in {initials(name) for name in full.names}:
        yield Names(LETTERS, f"{short.label} are the first letters of {_short(full.label)}")


def _shared(first: Unit, second: Unit, labels: Mapping[str, str]) -> Iterator[tuple[float, str]]:
    """Yield (weight, words) of what two units share besides their names."""
    countries = first.countries & second.countries
    for country in sorted(countries)[:1]:
        yield SHARED, f"both are of {labels.get(country, country)}"
    facts = sorted(fact for fact in first.facts & second.facts if not fact.value and fact.other not in countries)
    for fact in facts[:NEIGHBOURS]:
        relation, other = fact.relation.partition(":")[2], _short(labels.get(fact.other, fact.other))
        yield SHARED, f"both: {relation} {other}" if fact.outward else f"both: {other} {relation} …"
    if not countries and first.settings & second.settings:
        country = min(first.settings & second.settings)
        yield SETTING, f"articles about {labels.get(country, country)} speak of both"


def _short(name: str) -> str:
    return f"“{name}”" if len(name) <= LONG else f"“{name[:LONG]}…”"
