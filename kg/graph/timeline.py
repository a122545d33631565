"""What is said of somebody or something, in the order in which it held or happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.graph.dates import ALWAYS, Extent, extent
from kg.graph.saying import Saying, sayings
from kg.graph.wording import manner, triple
from kg.lines import Json

if TYPE_CHECKING:
    from kg.graph.store import Store


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement at one time, put in one way: `time` is EDTF, "" where no sentence says when.

    `said` are its sentences, first published first.
    """

    time: str
    fact: bool
    said: tuple[Saying, ...]

    @property
    def order(self) -> tuple[bool, Extent, str, str]:
        """Return what entries are sorted by: those with a time come first, by first and last day."""
        return not self.time, self.extent or ALWAYS, self.time, triple(self.said[0].statement)

    @property
    def extent(self) -> Extent | None:
        """Return when it holds or happened; when it was first published, if no sentence says; None without either."""
        return extent(self.time or self.said[0].day)

    def row(self) -> Json:
        """Return the entry as a line of JSON has it."""
        return {"time": self.time or None, "fact": self.fact, "said": [one.row() for one in self.said]}


def timeline(store: Store, entities: Sequence[str], since: Extent = ALWAYS, until: Extent = ALWAYS) -> list[Entry]:
    """Return the entries about some entities: those with a time in its order, then the others by publication.

    With bounds only what may hold between the first day of `since` and the last of `until`; of what has no time,
    what was first published then.
    """
    told = {s.id: s for one in entities for s in (*store.statements(one), *store.statements(None, None, one))}
    found = [
        entry for statement in told.values() if not store.rejected(statement) for entry in _entries(store, statement.id)
    ]
    bounds = Extent(since.first, until.last)
    return sorted(
        (one for one in found if bounds == ALWAYS or (one.extent is not None and one.extent.overlaps(bounds))),
        key=lambda one: one.order,
    )


def _entries(store: Store, statement: str) -> Iterator[Entry]:
    """Yield one entry for each time and manner; a sentence that says no time adds nothing to one that does."""
    groups: dict[tuple[str, str], list[Saying]] = {}
    for one in sayings(store, store.statement(statement)):
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
        way = manner(one.said[0].evidence.qualifiers)
        said = f"{triple(one.said[0].statement)}{f'  ({way})' if way else ''}"
        yield f"{when}  {'fact ' if one.fact else 'claim'}  {said}"
        yield f"    {one.said[0].heading}"
        yield f"    “{one.said[0].words}”"
