"""Profiles as text, and back."""

from __future__ import annotations

from typing import Any

import orjson

from kg.identity import Fact, Own, Profile
from kg.model import Link


def dumps(value: object) -> str:
    """Return lists, texts, numbers and None as JSON."""
    return orjson.dumps(value).decode()


def loads(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what JSON says."""
    return orjson.loads(text)


def written(profile: Profile) -> str:
    """Return a profile as text, without whose it is; `read` reads it."""
    return dumps(
        [profile.label, profile.type, profile.names, [(link.iri, link.score) for link in profile.links],
         profile.mentions, profile.named, [tuple(fact) for fact in profile.facts],
         [tuple(fact) for fact in profile.claims], profile.published, profile.setting, sorted(profile.settings)]
    )  # fmt: skip


def read(own: Own, text: str) -> Profile:
    """Return the profile that was `written`."""
    label, type_, names, links, mentions, named, facts, claims, published, setting, settings = loads(text)
    return Profile(
        own, label, type_, tuple(names), tuple(Link(*link) for link in links), mentions, named,
        tuple(Fact(*fact) for fact in facts), tuple(Fact(*fact) for fact in claims), published, setting,
        frozenset(settings),
    )  # fmt: skip


def read_facts(text: str) -> tuple[Fact, ...]:
    """Return the facts of a profile that was `written`."""
    return tuple(Fact(*fact) for fact in loads(text)[6])
