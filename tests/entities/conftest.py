"""Profiles by hand: who is named in which article, and what it says of them."""

import pytest

from kg.entities.resolve import resolve
from kg.identity import Fact, Own, Profile, slug
from kg.model import Link
from kg.ontology import load


def profile(article, label, type_="Person", *, aliases=(), links=(), facts=(), id_=None, **fields):
    """Return the profile of an entity; facts are (relation, other own id), ">" before a relation turns it round."""
    told = tuple(Fact(f"news:{r.strip('>')}", not r.startswith(">"), o, value=r in ("bornOn", "age")) for r, o in facts)
    return Profile(
        Own(article, id_ or slug(label)),
        label,
        f"news:{type_}",
        tuple(sorted({label, *aliases})),
        tuple(Link(iri, 0.95) for iri in links),
        mentions=fields.pop("mentions", 2),
        facts=told,
        **fields,
    )


@pytest.fixture(name="profile")
def _profile():
    return profile


@pytest.fixture(scope="session")
def is_a():
    """Return how classes of the packaged ontology stand to one another."""
    return load().is_a


@pytest.fixture
def who(is_a):
    """Return a function from profiles to who is who."""
    return lambda profiles, decisions=(): resolve(profiles, is_a, decisions)[0]


@pytest.fixture
def together(who):
    """Return a function that tells which labels are one, as a set of frozensets of labels of more than one."""

    def run(profiles, decisions=()):
        names = {}
        labels = {one.own: one.label for one in profiles}
        for own, name in who(profiles, decisions).canonical.items():
            names.setdefault(name, set()).add(labels[own])
        return {frozenset(group) for group in names.values() if len(group) > 1}

    return run
