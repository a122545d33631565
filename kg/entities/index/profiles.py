"""Profiles, signs and units as text, and back."""

from __future__ import annotations

from collections.abc import Mapping

import orjson

from kg.entities.members import Sign
from kg.entities.unit import Said, Unit, fill
from kg.identity import Fact, Own, Profile
from kg.model import Link


def dumps(value: object) -> str:
    """Return lists, texts, numbers and None as JSON."""
    return orjson.dumps(value).decode()


def written(profile: Profile) -> str:
    """Return a profile as text, without whose it is; `read` reads it."""
    return dumps(
        [profile.label, profile.type, profile.names, [(link.iri, link.score) for link in profile.links],
         profile.mentions, profile.named, [tuple(fact) for fact in profile.facts],
         [tuple(fact) for fact in profile.claims], profile.published, profile.setting, sorted(profile.settings)]
    )  # fmt: skip


def read(own: Own, text: str) -> Profile:
    """Return the profile that was `written`."""
    label, type_, names, links, mentions, named, facts, claims, published, setting, settings = orjson.loads(text)
    return Profile(
        own, label, type_, tuple(names), tuple(Link(*link) for link in links), mentions, named,
        tuple(Fact(*fact) for fact in facts), tuple(Fact(*fact) for fact in claims), published, setting,
        frozenset(settings),
    )  # fmt: skip


def read_facts(text: str) -> tuple[Fact, ...]:
    """Return the facts of a profile that was `written`."""
    return tuple(Fact(*fact) for fact in orjson.loads(text)[6])


def read_sign(text: str) -> Sign:
    """Return a sign from its JSON."""
    named, families, linked, national, common, countries, births = orjson.loads(text)
    return Sign(named, tuple(families), linked, national, common, tuple(countries), tuple(births))


def filled(id_: str, said: Mapping[Said, int]) -> Unit:
    """Return a unit by what its members say of it."""
    unit = Unit(id_)
    fill(unit, said)
    return unit


def face_of(unit: Unit) -> str:
    """Return as text what the keys of a unit depend on."""
    parts = sorted(unit.families), sorted(unit.links), unit.names, sorted(unit.owns)
    return dumps([unit.label, unit.named, unit.frozen, unit.national, *parts])


_SETS = "owns families links countries births settings articles".split()
_PLAIN = "label type size named names national frozen".split()


def written_sign(sign: Sign) -> str:
    """Return a sign as text; `read_sign` reads it."""
    return dumps(tuple(sign))


def written_unit(unit: Unit) -> str:
    """Return a unit as text, without its id and its members; `read_unit` reads it."""
    sets = [[*getattr(unit, name)] for name in _SETS]
    return dumps([[getattr(unit, name) for name in _PLAIN], sets, [tuple(fact) for fact in unit.facts]])


def read_unit(id_: str, text: str) -> Unit:
    """Return the unit that was written."""
    (label, type_, size, named, names, national, frozen), sets, facts = orjson.loads(text)
    owns, families, links, countries, births, settings, articles = map(frozenset, sets)
    return Unit(
        id_, [], label, type_, size, named, owns, tuple(names), families, links, countries, births, settings, articles,
        national, frozen, frozenset(Fact(*fact) for fact in facts),
    )  # fmt: skip
