"""What is said of somebody or something, in the order in which it held or happened; each event stands once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.graph.dates import ALWAYS, Extent, extent
from kg.graph.events.nodes import Node, covered, nodes
from kg.graph.saying import Saying, sayings
from kg.graph.wording import manner, triple
from kg.lines import Json
from kg.model import EntityRef, Statement
from kg.ontology.events import roles

if TYPE_CHECKING:
    from kg.graph.store import Store


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement at one time, put in one way, or an event: `time` is EDTF, "" where no sentence says when.

    `said` are its sentences, first published first.
    """

    time: str
    fact: bool
    said: tuple[Saying, ...]
    event: Node | None = None

    @property
    def told(self) -> str:
        """Return the statement, or the event with all who took part."""
        return self.event.words() if self.event else triple(self.said[0].statement)

    @property
    def words(self) -> str:
        """Return the statement, or the event with all who took part, and how it is put where it is no plain fact."""
        way = "" if self.event and self.fact else manner(self.said[0].evidence.qualifiers)
        return f"{self.told}{f'  ({way})' if way else ''}"

    @property
    def order(self) -> tuple[bool, Extent, str, str]:
        """Return what entries are sorted by: those with a time come first, by first and last day."""
        return not self.time, self.extent or ALWAYS, self.time, self.words

    @property
    def extent(self) -> Extent | None:
        """Return when it holds or happened; when it was first published, if no sentence says; None without either."""
        return extent(self.time or self.said[0].day)

    def row(self) -> Json:
        """Return the entry as a line of JSON has it."""
        row: Json = {"time": self.time or None, "fact": self.fact, "said": [one.row() for one in self.said]}
        if self.event:
            entity = self.event.entity
            row["event"] = {"id": entity.id, "label": entity.label, "type": entity.type.partition(":")[2]}
        return row


def timeline(store: Store, entities: Sequence[str], since: Extent = ALWAYS, until: Extent = ALWAYS) -> list[Entry]:
    """Return the entries about some entities: those with a time in its order, then the others by publication.

    With bounds only what may hold between the first day of `since` and the last of `until`; of what has no time,
    what was first published then.
    """
    told = {s.id: s for one in entities for s in (*store.statements(one), *store.statements(None, None, one))}
    events = list(nodes(store, entities))
    ids = {one.entity.id for one in events}
    found = [
        entry
        for one in told.values()
        if not store.rejected(one) and not _is_told_by(one, ids)
        for entry in _entries(store, one.id, events)
    ]
    found += [_event(store, one, entities) for one in events if one.roles]
    bounds = Extent(since.first, until.last)
    return sorted(
        (one for one in found if bounds == ALWAYS or (one.extent is not None and one.extent.overlaps(bounds))),
        key=lambda one: one.order,
    )


def _is_told_by(statement: Statement, events: Collection[str]) -> bool:
    return statement.relation.id in roles() and statement.subject is not None and statement.subject.id in events


def _event(store: Store, event: Node, entities: Sequence[str]) -> Entry:
    """Return the entry of an event, with the sentences that name the entities, or all if it is one of them itself."""
    own = [one for one in event.roles if isinstance(one.object, EntityRef) and one.object.id in entities]
    told = sorted((saying for one in own or event.roles for saying in sayings(store, one)), key=lambda one: one.order)
    by_sentence = {(one.article.id, one.evidence.sentence.span): one for one in reversed(told)}
    facts = [one for one in by_sentence.values() if one.evidence.qualifiers.fact]
    first = sorted(facts or by_sentence.values(), key=lambda one: one.order)
    rest = [one for one in by_sentence.values() if one not in first]
    return Entry(next(iter(event.times), ""), event.fact, (*first, *sorted(rest, key=lambda one: one.order)), event)


def _entries(store: Store, statement: str, events: Sequence[Node]) -> Iterator[Entry]:
    """Yield one entry for each time and manner; a sentence that says no time adds nothing to one that does.

    Sentences that tell of one of the events are left out.
    """
    groups: dict[tuple[str, str], list[Saying]] = {}
    for one in sayings(store, store.statement(statement)):
        if covered(one.statement, one.evidence, events):
            continue
        qualifiers = one.evidence.qualifiers
        time = qualifiers.time.value if one.time and qualifiers.time else ""
        groups.setdefault((manner(qualifiers), time), []).append(one)
    dated = {way for way, time in groups if time}
    for (way, time), said in groups.items():
        if time or way not in dated:
            yield Entry(time, said[0].evidence.qualifiers.fact, tuple(said))


def shown(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield the lines of a timeline: time, fact or claim, statement, how it is put, and the first sentence."""
    width = max((len(one.time) for one in entries), default=0)
    undated = False
    for one in entries:
        if not one.time and not undated:
            undated = True
            yield "without a time, by publication"
        when = one.time.ljust(width) if one.time else one.said[0].day or "undated   "
        yield f"{when}  {'fact ' if one.fact else 'claim'}  {one.words}"
        yield f"    {one.said[0].heading}"
        yield f"    “{one.said[0].words}”"
