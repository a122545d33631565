"""Who is who: the ids that articles give, the ids of all articles together, and why they are what they are.

An article's own id is a function of what the article says, so that the same name gets the same id on any machine. The
canonical id is that of all own entities which are taken for the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import quote

from kg.model import EntityRef, Evidence, Link, Statement, digest

LONGEST = 80  # characters of a label that go into an id


def named_id(label: str) -> str:
    """Return the id of what bears this name in any article: "libyan-army"."""
    return slug(label)


def local_id(label: str, article: str, start: int) -> str:
    """Return the id of what has no name of its own: its words, and a hash of article and place."""
    return f"{slug(label)}-{digest(article, str(start))[:8]}"


def slug(label: str) -> str:
    """Return lower-case words joined by hyphens; letters of any script stay, accents go.

    A label of nothing but punctuation, and one cut at LONGEST characters, is told from others by a hash.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", label.casefold()) if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+|_", "-", plain.replace("'", "").replace("’", "").replace(".", "")).strip("-")
    if not words or len(words) > LONGEST:
        return f"{words[:LONGEST]}-{digest(label)[:8]}".lstrip("-")
    return words


def quoted(id_: str) -> str:
    """Return the id with all but letters, digits, ".", "_", "~" and "-" percent-encoded."""
    return re.sub(r"[^\w.~-]", lambda match: quote(match[0], safe=""), id_)


class Own(NamedTuple):
    """An entity of one article: the article's id, and the id that the article's own extraction gave."""

    article: str
    id: str


class Fact(NamedTuple):
    """What an article says of an entity: the relation's CURIE, and who or what stands at the other end.

    `outward` where the entity is the subject. `other` is an own id of the same article, or a value.
    """

    relation: str
    outward: bool
    other: str
    value: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """An entity of one article with all that tells it from others.

    `names` are label and aliases; `links` those that say "the same". `facts` are what the article asserts, `claims`
    what it has others say of an event. `setting` is the country that the article is mostly about, `settings` all that
    it names, by id.
    """

    own: Own
    label: str
    type: str
    names: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    mentions: int = 0
    named: bool = True
    facts: tuple[Fact, ...] = ()
    claims: tuple[Fact, ...] = ()
    published: str = ""
    setting: str = ""
    settings: frozenset[str] = frozenset()


class Likeness(NamedTuple):
    """Two entities that were compared: how alike they are, from 0 to 1, and what they share, in words."""

    first: str
    second: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided by hand, as the ledger's row says it: ids, CURIEs and names as they are written there."""

    kind: str
    subject: str
    predicate: str
    negated: bool
    object: str
    author: str = ""
    date: str = ""
    why: str = ""
    line: int = field(default=0, compare=False)

    @property
    def id(self) -> str:
        """Return a hash that changes with any part of the decision."""
        parts = (self.subject, self.predicate, str(self.negated), self.object, self.author, self.date, self.why)
        return digest(*parts)[:20]


class Fault(NamedTuple):
    """What is wrong with rows of a ledger; `gone` where they name what no article speaks of any more."""

    lines: tuple[int, ...]
    found: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Curation:
    """What people decided about the merged graph, by canonical id: labels, classes, rejected statements.

    `rejected` gives the id of the decision for the id of a statement.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    rejected: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is who in all articles: a function of the articles and the ledger.

    `canonical` has every own entity. Before anything was merged its id was that of its `units`; `replaced` gives the
    canonical id for those ids of units that no entity bears any more.
    """

    canonical: Mapping[Own, str]
    units: Mapping[Own, str] = field(default_factory=dict)
    merges: tuple[Likeness, ...] = ()
    doubts: tuple[Likeness, ...] = ()
    decisions: tuple[Decision, ...] = ()
    curation: Curation = field(default_factory=Curation)
    replaced: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settling:
    """What has come to be otherwise of who is who, to be carried over into a graph; what it yields, it yields once.

    `moved` are articles whose entities may refer to others now: the canonical id for each own id. `lost` and `gained`
    are merges ("merge") and doubts ("doubt"), and so are `forgotten` and `replaced` ids with those that replaced them.
    `decisions` and `curation` are all that hold now. `anew` where nothing was known before.
    """

    anew: bool
    moved: Iterable[tuple[str, Mapping[str, str]]]
    lost: Iterable[tuple[str, Likeness]]
    gained: Iterable[tuple[str, Likeness]]
    forgotten: Iterable[tuple[str, str]]
    replaced: Iterable[tuple[str, str]]
    decisions: tuple[Decision, ...]
    curation: Curation


class Settled(NamedTuple):
    """How many ids were replaced by others, and how many pairs are in doubt."""

    replaced: int
    doubts: int


def referred(statement: Statement, refers: Mapping[str, str]) -> Statement:
    """Return the statement of canonical entities that an article's own statement makes; `refers` leaves out the same.

    Its evidence keeps its id.
    """
    if not refers:
        return statement
    subject, object_ = _renamed(statement.subject, refers), statement.object
    if isinstance(object_, EntityRef):
        object_ = _renamed(object_, refers)
    moved = replace(statement, subject=subject, object=object_)
    own = statement.id if moved.id != statement.id else ""
    return replace(moved, evidence=tuple(_of_canonical(one, own, refers) for one in statement.evidence))


def _of_canonical(one: Evidence, own: str, refers: Mapping[str, str]) -> Evidence:
    qualifiers = one.qualifiers
    sources = tuple(EntityRef(refers.get(s.id, s.id), s.label, s.type) for s in qualifiers.attributed_to)
    place = _renamed(qualifiers.place, refers)
    return replace(one, stated_as=own, qualifiers=replace(qualifiers, attributed_to=sources, place=place))


def _renamed(reference: EntityRef | None, refers: Mapping[str, str]) -> EntityRef | None:
    if reference is None or reference.id not in refers:
        return reference
    return replace(reference, id=refers[reference.id])
