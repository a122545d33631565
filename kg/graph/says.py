"""Who says what: the statements that a source makes or denies, an entity whom articles quote or a publisher."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from kg.errors import KgError
from kg.graph.events.nodes import is_role
from kg.graph.lookup import near
from kg.graph.saying import Saying, sayings
from kg.graph.wording import mood, triple
from kg.lines import Json
from kg.model import Entity, Span, Statement

if TYPE_CHECKING:
    from kg.graph.store import Store

Part = Literal["says", "is said to say", "quotes", "reports"]
DENYING: dict[Part, str] = {"says": "denies", "is said to say": "is said to deny", "reports": "reports as not so"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source and what it says: for itself, in the words of others, of others, and as the publisher of articles."""

    label: str
    about: str
    said: dict[Part, list[Saying]]

    def rows(self) -> Iterator[Json]:
        """Yield one row for each sentence, as `kg extract` prints it, with what part the source has in it."""
        for part, told in self.said.items():
            yield from ({**one.row(), "source": self.label, "part": part} for one in told)


def speakers(store: Store, name: str) -> list[Speaker]:
    """Return the sources that a name fits with what they say, if anything; raise KgError if nobody is called so."""
    entities, papers = sources_called(store, name)
    return [*(_entity(store, one) for one in entities), *(_publisher(store, one) for one in papers)]


def sources_called(store: Store, name: str) -> tuple[list[Entity], list[str]]:
    """Return the entities and the publishers that a name fits; raise KgError with near names if there are none."""
    entities = store.find(name)
    papers = [one for one in store.publishers() if one.casefold() == " ".join(name.casefold().split())]
    if not entities and not papers:
        known = [one for entity in store.entities() for one in (entity.label, *entity.aliases)]
        raise KgError(
            repr(name), "no entity and no publisher has this name", "", near(name, known + store.publishers())
        )
    return entities, papers


def _entity(store: Store, entity: Entity) -> Speaker:
    said: dict[Part, list[Saying]] = {"says": [], "is said to say": [], "quotes": []}
    for one in _sayings(store, store.attributed(entity.id)):
        chain = [source.id for source in one.evidence.qualifiers.attributed_to]
        said["quotes" if chain[-1] != entity.id else "says" if chain == [entity.id] else "is said to say"].append(one)
    return Speaker(entity.label, f"{entity.type}, {entity.id}", said)


def _publisher(store: Store, name: str) -> Speaker:
    told = _sayings(store, store.published(name))
    return Speaker(name, "publisher", {"reports": [one for one in told if not one.evidence.qualifiers.attributed_to]})


def _sayings(store: Store, statements: Iterable[Statement]) -> list[Saying]:
    """Return the sentences of statements in order; of an event's roles, those that no other statement tells of."""
    found = [saying for statement in statements for saying in sayings(store, statement)]
    told = {_words(one) for one in found if not is_role(one.statement.relation.id)}
    kept = (one for one in found if not is_role(one.statement.relation.id) or _words(one) not in told)
    return sorted(kept, key=lambda one: one.order)


def _words(saying: Saying) -> tuple[str, Span]:
    return saying.article.id, saying.evidence.trigger.span


def denying(speaker: Speaker) -> Speaker:
    """Return only what a source says is not so; what it quotes others with, others deny."""
    said: dict[Part, list[Saying]] = {
        part: [one for one in told if one.evidence.qualifiers.polarity == "negative"]
        for part, told in speaker.said.items()
        if part in DENYING
    }
    return Speaker(speaker.label, speaker.about, said)


def portrait(speaker: Speaker, headings: dict[Part, str] | None = None) -> Iterator[str]:
    """Yield the lines of a source: each statement in each way of putting it, and its sentences; nothing if silent."""
    parts = {part: told for part, told in speaker.said.items() if told}
    if parts:
        yield f"{speaker.label}  ({speaker.about})"
    for part, told in parts.items():
        yield f"  {(headings or {}).get(part, part)}"
        for head, group in _by_statement(told):
            yield f"    {head}"
            for one in group:
                yield f"      {one.heading}"
                yield f"        “{one.words}”"


def _by_statement(told: list[Saying]) -> list[tuple[str, list[Saying]]]:
    """Return "X expelled Y  (denied; time: 2016-12)" with its sentences; what was first published comes first."""
    first: dict[tuple[str, str], tuple[str, str, int, str]] = {}
    for one in told:
        first.setdefault((one.statement.id, _head(one)), one.order)
    ordered = sorted(told, key=lambda one: (first[one.statement.id, _head(one)], _head(one), one.order))
    return [(head, list(group)) for head, group in groupby(ordered, _head)]


def _head(saying: Saying) -> str:
    qualifiers = saying.evidence.qualifiers
    time = f"time: {qualifiers.time.value}" if qualifiers.time else ""
    remarks = "; ".join(part for part in (mood(qualifiers), time) if part)
    return f"{triple(saying.statement)}{f'  ({remarks})' if remarks else ''}"
