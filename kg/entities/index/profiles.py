"""Profiles and signs as text, and back."""

from __future__ import annotations

import json

from kg.entities.members import Sign
from kg.identity import Fact, Own, Profile
from kg.model import Link


def written(profile: Profile) -> str:
    """Return a profile as text, without whose it is; `read` reads it."""
    return json.dumps(
        [profile.label, profile.type, profile.names, profile.links, profile.mentions, profile.named, profile.facts,
         profile.claims, profile.published, profile.setting, sorted(profile.settings)],
        ensure_ascii=False, default=_plain,
    )  # fmt: skip


def _plain(link: Link) -> tuple[str, float]:
    return link.iri, link.score


def read(own: Own, text: str) -> Profile:
    """Return the profile that was `written`."""
    label, type_, names, links, mentions, named, facts, claims, published, setting, settings = json.loads(text)
    return Profile(
        own, label, type_, tuple(names), tuple(Link(*link) for link in links), mentions, named,
        tuple(Fact(*fact) for fact in facts), tuple(Fact(*fact) for fact in claims), published, setting,
        frozenset(settings),
    )  # fmt: skip


def read_sign(text: str) -> Sign:
    """Return a sign from its JSON."""
    named, families, linked, national, common, countries, births = json.loads(text)
    return Sign(named, tuple(families), linked, national, common, tuple(countries), tuple(births))
