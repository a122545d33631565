"""Who is who, kept from one time to the next: what an article changes is worked out from what hangs together with it.

The outcome is that of `kg.entities.resolve` for all articles. What is kept can be thrown away at any time, and is then
worked out again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from kg.entities.events import PartOf
from kg.entities.index.groups import Joining
from kg.entities.index.happenings import Happenings
from kg.entities.index.likes import Likes
from kg.entities.index.members import Members
from kg.entities.index.paging import chunks, pages
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

    def close(self) -> None:
        """Let go of the file; what was begun and not finished is undone."""
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

    @contextmanager
    def trial(self, decisions: Sequence[Decision]) -> Iterator[list[Fault]]:
        """Be, for as long as it lasts, as other decisions have it, and give what is wrong with them."""
        self.begin(anew=False)
        try:
            yield self.settle(decisions)[1]
        finally:
            self._rows.run("ROLLBACK")

    def units(self, entity: str) -> dict[str, set[Own]]:
        """Return the units of a canonical id, each with the own entities that belong to it."""
        query = (
            "SELECT member.unit, article, own FROM member JOIN (SELECT id FROM unit WHERE id = ?1 AND canonical = ?1 "
            "UNION SELECT id FROM unit WHERE canonical = ?1 AND canonical <> id) AS those ON member.unit = those.id"
        )
        found: dict[str, set[Own]] = {}
        for unit, article, own in self._rows.all(query, entity):
            found.setdefault(unit, set()).add(Own(article, own))
        return found

    def name(self, unit: str) -> str:
        """Return the canonical id of a unit, the same id if there is no such unit."""
        return _Names(self._rows).get(unit, unit)

    def are_one(self, first: str, second: str) -> bool:
        """Tell whether two units are taken for one, or one of them is not there."""
        names = _Names(self._rows)
        return first not in names or second not in names or names[first] == names[second]

    def merges(self, units: Collection[str]) -> list[Likeness]:
        """Return the pairs among some units that are taken for one."""
        query = "SELECT first, second, score, told FROM alike WHERE first = ? AND kind = 'merge' ORDER BY second"
        found = (row for unit in sorted(units) for row in self._rows.all(query, unit))
        return [
            Likeness(one, other, score, tuple(json.loads(told))) for one, other, score, told in found if other in units
        ]

    def finish(self, token: str) -> Settled:
        """Keep what was worked out, and return what it comes to."""
        self._count()
        self._rows.run("INSERT OR REPLACE INTO state VALUES ('token', ?)", token)
        self._rows.run("COMMIT")
        return self.settled

    @property
    def settled(self) -> Settled:
        """Return how many ids were replaced, and how many pairs are in doubt."""
        kept: dict[str, str] = dict(
            self._rows.all("SELECT name, value FROM state WHERE name IN ('replaced', 'doubts')")
        )
        return Settled(int(kept.get("replaced", 0)), int(kept.get("doubts", 0)))

    def _count(self) -> None:
        """Bring up to date how many ids were replaced and how many pairs are in doubt, by what changed of them."""
        replaced = (
            "SELECT coalesce(sum((canonical IS NOT NULL AND canonical <> renamed.unit) "
            "- (was IS NOT NULL AND was <> renamed.unit)), 0) FROM renamed LEFT JOIN unit ON unit.id = renamed.unit"
        )
        doubts = (
            "SELECT coalesce(sum((alike.kind IS 'doubt') - (shift.kind IS 'doubt')), 0) "
            "FROM shift LEFT JOIN alike USING (first, second)"
        )
        add = "INSERT INTO state VALUES (?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value"
        for name, query in (("replaced", replaced), ("doubts", doubts)):
            if more := self._rows.one(query):
                self._rows.run(add, name, more)

    def _moved(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        query = (
            "SELECT article, own, canonical FROM member JOIN unit ON unit.id = member.unit "
            "WHERE article IN ({}) AND own <> canonical"
        )
        for some in chunks(pages(self._rows, "SELECT article FROM moved WHERE article > ? ORDER BY article", "")):
            refers: dict[str, dict[str, str]] = {article: {} for (article,) in some}
            for article, own, name in self._rows.among(query, [*refers]):
                refers[article][own] = name
            yield from refers.items()

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
        yield from pages(self._rows, query, "")


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
