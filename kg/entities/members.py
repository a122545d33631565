"""What of a single own entity counts when namesakes are told apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from kg.entities.kinds import AGE, BELONGING, BORN_ON, ORGANIZATION, PERSON, Kinds, exclude
from kg.entities.names import all_common, built_on_a_noun, posted_abroad
from kg.identity import Profile


def classes(member: Profile, kinds: Kinds) -> frozenset[str]:
    """Return the families of classes of a profile; none where a name made of nouns was misread: "Parliament"."""
    found = kinds.families(member.type)
    return frozenset() if ORGANIZATION not in found and built_on_a_noun(member.label) else found


def countries(member: Profile) -> Iterator[str]:
    """Yield the countries that an article says somebody or something belongs to."""
    return (fact.other for fact in member.facts if fact.outward and not fact.value and fact.relation in BELONGING)


def births(member: Profile) -> Iterator[int]:
    """Yield the years in which somebody was born, as told or reckoned from the age on the day of publication."""
    for fact in member.facts:
        year = fact.other[:4]
        if fact.relation == BORN_ON and year.isdigit():
            yield int(year)
        elif fact.relation == AGE and fact.value and fact.other.isdigit() and member.published[:4].isdigit():
            yield int(member.published[:4]) - int(fact.other[:4])


def is_national(member: Profile, kinds: Kinds) -> bool:
    """Tell whether it is a body of one country or another, "the Parliament", though it may be taken for its house."""
    known = kinds.national(member.type) or not classes(member, kinds)
    return known and not member.links and (built_on_a_noun(member.label) or posted_abroad(member.label))


def is_common(member: Profile, kinds: Kinds) -> bool:
    """Tell whether so many bodies bear its name that nothing follows from an equal one."""
    words = len(member.label.split())
    return posted_abroad(member.label) or (kinds.of_state(member.type, words) and all_common(member.label))


def tells(member: Profile, kinds: Kinds) -> bool:
    """Tell whether the company of an entity says something about another one."""
    return member.named and not kinds.at_large(member.type)


def near(births: Iterable[int], others: Iterable[int]) -> bool:
    """Tell whether two years of birth, reckoned from ages, may be one."""
    return any(abs(one - other) <= 1 for one in births for other in others)


class Sign(NamedTuple):
    """What of a member decides with which namesakes it stands; equal signs stand together."""

    named: bool
    families: tuple[str, ...]
    linked: bool
    national: bool
    common: bool
    countries: tuple[str, ...]
    births: tuple[int, ...]


def sign(member: Profile, kinds: Kinds) -> Sign:
    """Return the sign of a member."""
    families, national = tuple(sorted(classes(member, kinds))), is_national(member, kinds)
    of, born = tuple(sorted(set(countries(member)))), tuple(sorted(set(births(member))))
    if national and PERSON not in families:
        of = of or ((member.setting,) if member.setting else ())
    elif PERSON not in families:
        of, born = (), ()
    common = national and is_common(member, kinds)
    return Sign(member.named, families, bool(member.links), national, common, of, born)


MOST_SIGNS = 60


def surely_one(signs: Collection[Sign], count: int) -> bool:
    """Tell, by their signs, whether so many namesakes are one group; False where that is not sure."""
    if count < 2:
        return True
    if len(signs) > MOST_SIGNS or not all(one.named for one in signs):
        return False
    if any(exclude(one.families, other.families) for one, other in combinations(signs, 2)):
        return False
    if any(one.linked for one in signs):
        return True
    persons, national = all(PERSON in one.families for one in signs), all(one.national for one in signs)
    if not persons and not national:
        return True
    telling = [one for one in signs if one.countries or one.births]
    if not persons and any(one.common for one in signs) and len(telling) < len(signs):
        return False
    return all(_compatible(one, other) for one, other in combinations(telling, 2))


def _compatible(one: Sign, other: Sign) -> bool:
    if one.births and other.births and not near(one.births, other.births):
        return False
    return not (one.countries and other.countries) or not set(one.countries).isdisjoint(other.countries)
