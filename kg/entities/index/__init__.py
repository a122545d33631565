"""Who is who, kept from one time to the next: what an article changes is worked out from what hangs together with it.

The outcome is that of `kg.entities.resolve` for all articles. What is kept can be thrown away at any time, and is then
worked out again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.entities.events import PartOf
from kg.entities.index.groups import Joining
from kg.entities.index.happenings import Happenings
from kg.entities.index.likes import Likes
from kg.entities.index.members import Members, pages
from kg.entities.index.tables import KEPT, PASSING, STAYING, TABLES
from kg.entities.kinds import IsA, Kinds
from kg.entities.rulings import pins, rule
from kg.identity import Decision, Fault, Likeness, Own, Profile, Settled, Settling
from kg.rows import Rows

FILE = "identity.db"


class Index:
    """Who is who among the articles of a graph. `token` tells of which state of the graph."""

    def __init__(self, place: Path, is_a: IsA, part: PartOf) -> None:
        self._is_a, self._part = is_a, part
        self._rows = Rows(place / FILE, TABLES, "delete it: it is made anew when it is settled who is who")
        self._members = Members(self._rows, Kinds(is_a))

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()

    @property
    def token(self) -> str:
        """Return what `finish` was given; nothing if nothing is known."""
        return str(self._rows.one("SELECT value FROM state WHERE name = 'token'") or "")

    def begin(self, *, anew: bool) -> None:
        """Begin with a change, of which nothing stays unless it is finished."""
        self._rows.run("BEGIN IMMEDIATE")
        self._anew = anew
        for table in PASSING:
            self._rows.run(f"DELETE FROM {table}")
        if anew:  # the tables may be those of other rules
            for table in KEPT:
                self._rows.run(f"DROP TABLE IF EXISTS {table}")
            for statement in STAYING.split(";"):
                self._rows.run(statement)

    def replace(self, article: str, profiles: Iterable[Profile]) -> None:
        """Put in what an article says now, in the place of what it said; without profiles it is gone."""
        self._members.replace(article, profiles)

    def settle(self, decisions: Sequence[Decision]) -> tuple[Settling, list[Fault]]:
        """Return what has come to be otherwise, and what is wrong with the decisions."""
        pinned, faults = pins(decisions, _Known(self._members))
        self._members.pin(pinned)
        self._members.regroup()
        likes = Likes(self._rows, self._is_a)
        likes.refresh()
        names = _Names(self._rows)
        ruling = rule(decisions, names, faults)
        joining, happenings = Joining(self._rows, likes, ruling), Happenings(self._rows, self._is_a, self._part)
        joining.join()
        happenings.refresh()
        joining.join_events(happenings, self._is_a)
        curation = ruling.curation(names)
        settling = Settling(
            self._anew, self._moved(), self._likenesses(old=True), self._likenesses(old=False),
            self._replaced(old=True), self._replaced(old=False), ruling.applied(), curation,
        )  # fmt: skip
        return settling, ruling.faults

    def finish(self, token: str) -> Settled:
        """Keep what was worked out, and return what it comes to."""
        self._rows.run("INSERT OR REPLACE INTO state VALUES ('token', ?)", token)
        self._rows.run("COMMIT")
        return self.settled

    @property
    def settled(self) -> Settled:
        """Return how many ids were replaced, and how many pairs are in doubt."""
        replaced = self._rows.one("SELECT count(*) FROM unit WHERE canonical <> id")
        return Settled(int(replaced), int(self._rows.one("SELECT count(*) FROM alike WHERE kind = 'doubt'")))

    def _moved(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        query = "SELECT own, canonical FROM member JOIN unit ON unit.id = member.unit WHERE article = ? ORDER BY own"
        for (article,) in pages(self._rows, "SELECT article FROM moved WHERE article > ? ORDER BY article", ""):
            yield article, {own: name for own, name in self._rows.all(query, article) if own != name}

    def _likenesses(self, *, old: bool) -> Iterator[tuple[str, Likeness]]:
        was, now = "shift.kind, shift.score, shift.told", "alike.kind, alike.score, alike.told"
        query = (
            f"SELECT first, second, {was if old else now} FROM shift LEFT JOIN alike USING (first, second) "
            f"WHERE (first, second) > (?, ?) AND ({was}) IS NOT ({now}) "
            f"AND {'shift' if old else 'alike'}.kind <> '' ORDER BY first, second LIMIT 500"
        )
        last = "", ""
        while found := self._rows.all(query, *last):
            for first, second, kind, score, told in found:
                yield kind, Likeness(first, second, score, tuple(json.loads(told)))
            last = found[-1][:2]

    def _replaced(self, *, old: bool) -> Iterator[tuple[str, str]]:
        name = "was" if old else "canonical"
        query = (
            f"SELECT renamed.unit, {name} FROM renamed LEFT JOIN unit ON unit.id = renamed.unit WHERE renamed.unit > ? "
            f"AND was IS NOT canonical AND {name} <> renamed.unit ORDER BY renamed.unit"
        )
        yield from pages(self._rows, query, "")  # type: ignore[misc]


class _Known:
    """The own entities that articles speak of."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def __contains__(self, own: object) -> bool:
        return isinstance(own, Own) and self._members.has(own)


class _Names(Mapping[str, str]):
    """The canonical ids of units."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __getitem__(self, id_: str) -> str:
        found = self._rows.one("SELECT canonical FROM unit WHERE id = ?", id_)
        if found is None:
            raise KeyError(id_)
        return str(found)

    def __iter__(self) -> Iterator[str]:
        return (id_ for (id_,) in self._rows.all("SELECT id FROM unit"))

    def __len__(self) -> int:
        return int(self._rows.one("SELECT count(*) FROM unit"))
