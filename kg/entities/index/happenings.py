"""Events of single articles that have no name, and the pairs of them that may be one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from kg.entities.events import Happening, PartOf, blocks, happening, likeness, meet
from kg.entities.index.likes import SHIFT
from kg.entities.index.paging import FEW, chunks, pages
from kg.entities.kinds import IsA
from kg.entities.unit import Unit
from kg.identity import Own
from kg.profiles import read
from kg.rows import Row, Rows

SAME_DATE = (  # a month has its days
    "other.date = one.date",
    "length(one.date) = 10 AND other.date = substr(one.date, 1, 7)",
    "length(one.date) = 7 AND other.date BETWEEN one.date || '-' AND one.date || '-99'",
)


class Happenings:
    """The events of articles, as they are once it is known who took part."""

    def __init__(self, rows: Rows, is_a: IsA, part: PartOf) -> None:
        self._rows, self._is_a, self._part = rows, is_a, part

    def refresh(self) -> None:
        """Bring up to date the events of articles in which something changed, and compare those that did."""
        self._rows.run("INSERT OR IGNORE INTO restated SELECT article FROM moved")
        restated = pages(self._rows, "SELECT article FROM restated WHERE article > ? ORDER BY article", "")
        for some in chunks(restated, FEW):
            self._restate([article for (article,) in some])
        for (event,) in pages(self._rows, "SELECT unit FROM changed_event WHERE unit > ? ORDER BY unit", ""):
            self._pair_up(event)

    def events(self, units: Iterable[str]) -> dict[str, Happening]:
        """Return those of the units that are events, by id."""
        query = "SELECT article, told FROM event WHERE unit = ?"
        return {unit: _read(*row) for unit in units for row in self._rows.all(query, unit)}

    def _restate(self, articles: Sequence[str]) -> None:
        query = (
            "SELECT article, own, id, label, type, named, event, base, CASE WHEN event THEN profile END FROM member "
            "JOIN unit ON unit.id = member.unit WHERE article IN ({})"
        )
        there: dict[str, list[Row]] = {article: [] for article in articles}
        for article, *rest in self._rows.among(query, articles):
            there[article].append((*rest,))
        old: dict[str, dict[str, str]] = {article: {} for article in articles}
        for article, unit, told in self._rows.among(
            "SELECT article, unit, told FROM event WHERE article IN ({})", articles
        ):
            old[article][unit] = told
        for article, rows in there.items():
            happened = any(event for _, _, _, _, _, event, *_ in rows)
            self._change(article, old[article], self._events_in(article, rows) if happened else {})

    def _events_in(self, article: str, rows: Sequence[Row]) -> dict[str, str]:
        """Return the events of an article by id, as text."""
        of = {own: Unit(id_, label=label, type=type_, named=bool(named)) for own, id_, label, type_, named, *_ in rows}
        names = {id_: base for _, id_, _, _, _, _, base, _ in rows}
        found: dict[str, str] = {}
        for own, id_, _, _, _, event, _, profile in rows:
            if event:
                member = read(Own(article, own), profile)
                found[id_] = _written(happening(member, of.get, names.__getitem__, self._is_a, self._part))
        return found

    def _change(self, article: str, old: Mapping[str, str], new: Mapping[str, str]) -> None:
        """Put the events of an article in the place of those that it had."""
        for id_ in sorted(one for one in {*old, *new} if old.get(one) != new.get(one)):
            self._rows.run("INSERT OR IGNORE INTO changed_event VALUES (?)", id_)
            self._rows.run("DELETE FROM event WHERE unit = ?", id_)
            self._rows.run("DELETE FROM moment WHERE event = ?", id_)
            if id_ in new:
                self._rows.run("INSERT INTO event VALUES (?, ?, ?)", id_, article, new[id_])
                moments = [(*key, id_) for key in sorted(blocks(_read(article, new[id_])))]
                self._rows.many("INSERT INTO moment VALUES (?, ?, ?)", moments)

    def _pair_up(self, event: str) -> None:
        """Compare an event with all that share a moment with it, and with those that it was compared with."""
        self._rows.run("INSERT OR IGNORE INTO seed_event VALUES (?)", event)
        held = (
            "SELECT second FROM alike WHERE first = ?1 AND events "
            "UNION SELECT first FROM alike WHERE second = ?1 AND events "
            + "".join(
                "UNION SELECT other.event FROM moment AS one JOIN moment AS other USING (what) "
                f"WHERE one.event = ?1 AND other.event <> ?1 AND {dates} "
                for dates in SAME_DATE
            )
        )
        for (other,) in self._rows.all(held, event):
            self._compare(min(event, other), max(event, other))

    def _compare(self, first: str, second: str) -> None:
        events, found = self.events((first, second)), None
        if len(events) == 2 and events[first].article != events[second].article:
            shared = meet(events[first], events[second])
            found = likeness(first, second, events, self._is_a) if shared else None
        query = "SELECT score, because, kind, told FROM alike WHERE first = ? AND second = ?"
        held = self._rows.all(query, first, second)
        new = [(found.score, json.dumps(found.because, ensure_ascii=False))] if found else []
        if [row[:2] for row in held] == new:
            return
        score, _, kind, told = held[0] if held else (0, "", "", "")
        self._rows.run(SHIFT, first, second, kind, score, told)
        self._rows.many("INSERT OR IGNORE INTO seed_event VALUES (?)", [(first,), (second,)])
        self._rows.run("DELETE FROM alike WHERE first = ? AND second = ?", first, second)
        if new:
            put = "INSERT INTO alike VALUES (?1, ?2, ?3, ?4, 0, ?4, '', 1)"
            self._rows.run(put, first, second, *new[0])


def _written(event: Happening) -> str:
    numbers = {name: sorted(map(str, values)) for name, values in event.numbers.items()}
    parts = [event.type, event.entities, *map(sorted, (event.asserted, event.sites, event.times)), numbers]
    return json.dumps(parts, ensure_ascii=False)


def _read(article: str, text: str) -> Happening:
    type_, entities, asserted, sites, times, numbers = json.loads(text)
    decimals = {name: set(map(Decimal, values)) for name, values in numbers.items()}
    return Happening(type_, article, entities, set(asserted), set(sites), set(times), decimals)
