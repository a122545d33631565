"""Signs and units as text, and back."""

from __future__ import annotations

from collections.abc import Mapping

from kg.entities.members import Sign
from kg.entities.unit import Said, Unit, fill
from kg.identity import Fact
from kg.profiles import dumps, loads


def read_sign(text: str) -> Sign:
    """Return a sign from its JSON."""
    named, families, linked, national, common, countries, births = loads(text)
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
    (label, type_, size, named, names, national, frozen), sets, facts = loads(text)
    owns, families, links, countries, births, settings, articles = map(frozenset, sets)
    return Unit(
        id_, [], label, type_, size, named, owns, tuple(names), families, links, countries, births, settings, articles,
        national, frozen, frozenset(Fact(*fact) for fact in facts),
    )  # fmt: skip
