"""Own entities that come and go, and the units that they belong to then."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.entities.kinds import Kinds
from kg.entities.members import Sign, sign, surely_one, tells
from kg.entities.unit import Said, factually, plainly
from kg.entities.units import commonness, grouped, named_groups
from kg.identity import Fact, Own, Profile
from kg.model import Link
from kg.rows import Rows

CHUNK = 500


class _Held(NamedTuple):
    """What is kept of a member, but for whose it is."""

    profile: str
    pin: str | None
    unit: str | None
    tells: int
    sign: str
    facts: str


class Members:
    """The members of units. What is taken out and put in is worked into the units by `regroup`."""

    def __init__(self, rows: Rows, kinds: Kinds) -> None:
        self._rows, self._kinds = rows, kinds

    def replace(self, article: str, profiles: Iterable[Profile]) -> None:
        """Put in what an article says now, in the place of what it said; without profiles it is gone."""
        new = {one.own.id: one for one in profiles}
        texts = {own: written(one) for own, one in new.items()}
        query = "SELECT own, profile, pin, unit, tells, sign, facts FROM member WHERE article = ?"
        held = {own: _Held(*rest) for own, *rest in self._rows.all(query, article)}
        other = sorted(own for own in {*held, *texts} if own not in held or held[own].profile != texts.get(own))
        self._rows.run("INSERT OR IGNORE INTO moved VALUES (?)", article)
        if not other:
            return
        for own in sorted({*held, *texts} - {*other}):
            self._touch_if_unsure(own)
        for own in other:
            self._touch(own)
            if own in held:
                self._take_out(Own(article, own), held[own])
            if own in new:
                self._put_in(article, new[own], texts[own])
        known = any(tells(one, self._kinds) for one in new.values())
        self.count("articles", known - any(one.tells for one in held.values()))

    def count(self, name: str, more: int = 0) -> int:
        """Return a number that is kept, made so much greater."""
        if more:
            add = "INSERT INTO state VALUES (?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value"
            self._rows.run(add, name, more)
        return int(self._rows.one("SELECT value FROM state WHERE name = ?", name) or 0)

    def _touch(self, own: str) -> None:
        """Note that an own id must be looked at, and whether there were any of it before."""
        was = "EXISTS (SELECT 1 FROM signs WHERE own = ?1)"
        self._rows.run(f"INSERT OR IGNORE INTO dirty (own, was) SELECT ?1, {was}", own)

    def _touch_if_unsure(self, own: str) -> None:
        if self._rows.all("SELECT 1 FROM unsure WHERE own = ?", own):
            self._touch(own)

    def _there(self, own: str) -> int:
        return len(self._rows.all("SELECT 1 FROM signs WHERE own = ? LIMIT 1", own))

    def _take_out(self, own: Own, held: _Held) -> None:
        if held.unit is not None:
            profile = read(own, held.profile)
            said = [*plainly(profile, self._kinds, held.pin is not None), *_facts(held.facts)]
            self._say(held.unit, said, -1)
            self._retell_around(profile)
        if held.pin is None:
            self._tally("signs", -1, own.id, held.sign)
        else:
            self._flip(held.pin)
        if held.tells:
            self._crowd(own.id, -1)
        self._rows.run("DELETE FROM member WHERE article = ? AND own = ?", *own)

    def _put_in(self, article: str, profile: Profile, text: str) -> None:
        own, telling, sign_ = profile.own.id, tells(profile, self._kinds), json.dumps(sign(profile, self._kinds))
        put = "INSERT INTO member VALUES (?, ?, NULL, NULL, ?, ?, ?, '[]')"
        self._rows.run(put, article, own, int(telling), sign_, text)
        self._tally("signs", 1, own, sign_)
        if telling:
            self._crowd(own, 1)

    def _tally(self, table: str, more: int, *keys: str) -> None:
        marks = ", ".join("?" * len(keys))
        add = f"INSERT INTO {table} VALUES ({marks}, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n"
        self._rows.run(add, *keys, more)
        if more < 0:
            names = {"signs": "own = ? AND sign = ?", "company": "own = ?"}[table]
            self._rows.run(f"DELETE FROM {table} WHERE {names} AND n = 0", *keys)

    def _crowd(self, own: str, more: int) -> None:
        was = "coalesce((SELECT n FROM company WHERE own = ?1), 0)"
        self._rows.run(f"INSERT OR IGNORE INTO crowd SELECT ?1, {was}", own)
        self._tally("company", more, own)

    def pin(self, pins: Mapping[Own, str]) -> None:
        """Put own entities where people want them, and let go those that they wanted elsewhere before."""
        held = self._rows.all("SELECT article, own, pin FROM member WHERE pin IS NOT NULL")
        old = {Own(article, own): pin for article, own, pin in held}
        for own in sorted(one for one in {*old, *pins} if old.get(one) != pins.get(one)):
            self._touch(own.id)
            for place in (old.get(own), pins.get(own)):
                if place is not None:
                    self._flip(place)
            ((unit, sign_),) = self._rows.all("SELECT unit, sign FROM member WHERE article = ? AND own = ?", *own)
            if unit is not None:
                self._leave(*own)
            if own not in old:
                self._tally("signs", -1, own.id, sign_)
            if own not in pins:
                self._tally("signs", 1, own.id, sign_)
            change = "UPDATE member SET pin = ?, unit = NULL, facts = '[]' WHERE article = ? AND own = ?"
            self._rows.run(change, pins.get(own), *own)

    def has(self, own: Own) -> bool:
        """Tell whether an article speaks of an own entity."""
        return bool(self._rows.all("SELECT 1 FROM member WHERE article = ? AND own = ?", *own))

    def _flip(self, name: str) -> None:
        """Note that an id that people gave may be given no more, or is given now."""
        self._rows.run("INSERT OR IGNORE INTO flipped VALUES (?, ?)", name, int(self.is_taken(name)))

    def is_taken(self, name: str) -> bool:
        """Tell whether an id is that of own entities, or that of a unit that people made."""
        return bool(self._there(name) or self._rows.all("SELECT 1 FROM member WHERE pin = ? LIMIT 1", name))

    def regroup(self) -> None:
        """Work what came and went into the units."""
        self._notice_crowds()
        self._notice_flips()
        while (own := self._rows.one("SELECT own FROM dirty WHERE NOT done ORDER BY own LIMIT 1")) is not None:
            self._rows.run("UPDATE dirty SET done = 1 WHERE own = ?", own)
            self._group(own)
        self._retell()

    def _notice_crowds(self) -> None:
        """Look at the namesakes in whose company somebody is who has come to be named by many, or is no more."""
        kept, now = self.count("common"), commonness(self.count("articles"))
        before = kept or 4
        if kept != now:
            self.count("common", now - kept)
        if before != now:
            low, high = sorted((before, now))
            self._rows.run("INSERT OR IGNORE INTO crowd SELECT own, n FROM company WHERE n > ? AND n <= ?", low, high)
        query = "SELECT crowd.own, was, coalesce(n, 0) FROM crowd LEFT JOIN company USING (own)"
        crossing = [own for own, was, n in self._rows.all(query) if (was <= before) != (n <= now)]
        beside = (
            "SELECT DISTINCT beside.own FROM member AS named JOIN member AS beside USING (article) "
            "JOIN unsure ON unsure.own = beside.own WHERE named.own = ?"
        )
        for crossed in crossing:
            for (own,) in self._rows.all(beside, crossed):
                self._touch(own)

    def _notice_flips(self) -> None:
        """Look at those who would like to have an id that has come to be taken, or is free now."""
        self._rows.run("INSERT OR IGNORE INTO flipped SELECT own, was FROM dirty WHERE was <> "
                       "EXISTS (SELECT 1 FROM signs WHERE signs.own = dirty.own)")  # fmt: skip
        for (own,) in self._rows.all("SELECT DISTINCT claim.own FROM flipped JOIN claim USING (name)"):
            self._touch(own)

    def _group(self, own: str) -> None:
        signs = self._rows.all("SELECT sign, n FROM signs WHERE own = ?", own)
        found = [_sign(written_) for written_, _ in signs]
        unsure = not surely_one(found, sum(n for _, n in signs))
        was_unsure = bool(self._rows.all("SELECT 1 FROM unsure WHERE own = ?", own))
        if unsure:
            self._rows.run("INSERT OR IGNORE INTO unsure VALUES (?)", own)
            self._come_apart(own)
        elif was_unsure:
            self._rows.run("DELETE FROM unsure WHERE own = ?", own)
            self._claim(own, set())
            query = "SELECT article FROM member WHERE own = ? AND pin IS NULL AND unit IS NOT own"
            for (article,) in self._rows.all(query, own):
                self._assign(article, own, own)
        query = "SELECT article, pin FROM member WHERE own = ? AND unit IS NULL"
        for article, pin in self._rows.all(query, own):
            self._assign(article, own, own if pin is None else pin)

    def _come_apart(self, own: str) -> None:
        query = "SELECT article, profile, unit FROM member WHERE own = ? AND pin IS NULL ORDER BY article"
        held = {article: (profile, unit) for article, profile, unit in self._rows.all(query, own)}
        members = [read(Own(article, own), profile) for article, (profile, _) in held.items()]
        taken = _Claims(self, own)
        for name, group in named_groups(own, grouped(members, self._kinds, self), self._kinds, taken):
            for member in group:
                if held[member.own.article][1] != name:
                    self._assign(member.own.article, own, name)
        self._claim(own, taken.asked)

    def of(self, member: Profile) -> list[str]:
        """Return the ids of what is named beside an entity, sorted, but for what very many name."""
        query = (
            "SELECT own FROM member JOIN company USING (own) WHERE article = ? AND tells AND own <> ? AND n <= ? "
            "ORDER BY own"
        )
        return [own for (own,) in self._rows.all(query, *member.own, self.count("common"))]

    def claimed(self, name: str, own: str) -> bool:
        """Tell whether somebody who comes before an own id would like to have an id as well."""
        return bool(self._rows.all("SELECT 1 FROM claim WHERE name = ? AND own < ? LIMIT 1", name, own))

    def _claim(self, own: str, names: set[str]) -> None:
        held = {name for (name,) in self._rows.all("SELECT name FROM claim WHERE own = ?", own)}
        self._rows.many("DELETE FROM claim WHERE name = ? AND own = ?", [(name, own) for name in held - names])
        self._rows.many("INSERT INTO claim VALUES (?, ?)", [(name, own) for name in names - held])
        for name in sorted(names ^ held):
            for (other,) in self._rows.all("SELECT own FROM claim WHERE name = ? AND own > ?", name, own):
                self._touch(other)

    def _assign(self, article: str, own: str, unit: str) -> None:
        """Make an own entity a member of a unit; what it has to do with others of its article is told anew."""
        if self._rows.one("SELECT unit FROM member WHERE article = ? AND own = ?", article, own) is not None:
            self._leave(article, own)
        self._rows.run("UPDATE member SET unit = ?, facts = '[]' WHERE article = ? AND own = ?", unit, article, own)
        profile, pinned = self._member(article, own)
        self._say(unit, plainly(profile, self._kinds, pinned), 1)
        self._retell_around(profile)
        self._rows.run("INSERT OR IGNORE INTO moved VALUES (?)", article)

    def _leave(self, article: str, own: str) -> None:
        unit, facts = self._rows.all("SELECT unit, facts FROM member WHERE article = ? AND own = ?", article, own)[0]
        profile, pinned = self._member(article, own)
        self._say(unit, [*plainly(profile, self._kinds, pinned), *_facts(facts)], -1)
        self._retell_around(profile)

    def _member(self, article: str, own: str) -> tuple[Profile, bool]:
        query = "SELECT profile, pin IS NOT NULL FROM member WHERE article = ? AND own = ?"
        profile, pinned = self._rows.all(query, article, own)[0]
        return read(Own(article, own), profile), bool(pinned)

    def _retell_around(self, profile: Profile) -> None:
        article, own = profile.own
        around = {own, *(fact.other for fact in profile.facts if not fact.value)}
        self._rows.many("INSERT OR IGNORE INTO retell VALUES (?, ?)", [(article, one) for one in sorted(around)])

    def _say(self, unit: str, said: Iterable[Said], more: int) -> None:
        rows = [(unit, *one, more) for one in said]
        self._rows.many("INSERT INTO said VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n", rows)
        if more < 0:
            gone = "DELETE FROM said WHERE unit = ? AND field = ? AND value = ? AND n = 0"
            self._rows.many(gone, [row[:3] for row in rows])
        self._rows.run("INSERT OR IGNORE INTO changed VALUES (?)", unit)

    def _retell(self) -> None:
        """Tell anew what members have to do with others, whose units changed or have come to bear a name."""
        for (unit,) in pages(self._rows, "SELECT unit FROM changed WHERE unit > ? ORDER BY unit", ""):
            was = self._rows.one("SELECT named FROM unit WHERE id = ?", unit)
            if was is not None and bool(was) != self._is_named(unit):
                for article, own in self._rows.all("SELECT article, own FROM member WHERE unit = ?", unit):
                    self._retell_around(self._member(article, own)[0])
        while (article := self._rows.one("SELECT article FROM retell LIMIT 1")) is not None:
            self._retell_in(article)
            self._rows.run("DELETE FROM retell WHERE article = ?", article)

    def _retell_in(self, article: str) -> None:
        of: dict[str, str] = dict(self._rows.all("SELECT own, unit FROM member WHERE article = ?", article))
        named = {unit for unit in set(of.values()) if self._is_named(unit)}
        units = {own: unit for own, unit in of.items() if unit in named}
        query = "SELECT own, facts FROM retell JOIN member USING (article, own) WHERE article = ?"
        for own, text in self._rows.all(query, article):
            held, said = _facts(text), sorted(factually(self._member(article, own)[0], units))
            if held != said:
                self._say(of[own], held, -1)
                self._say(of[own], said, 1)
                change = "UPDATE member SET facts = ? WHERE article = ? AND own = ?"
                self._rows.run(change, json.dumps([value for _, value in said]), article, own)

    def _is_named(self, unit: str) -> bool:
        return bool(self._rows.all("SELECT 1 FROM said WHERE unit = ? AND field = 'named'", unit))


class _Claims:
    """The ids that are taken when an own id comes apart, and those that it asks for."""

    def __init__(self, members: Members, own: str) -> None:
        self._members, self._own = members, own
        self._given: set[str] = set()
        self.asked: set[str] = set()

    def __contains__(self, name: str) -> bool:
        self.asked.add(name)
        return name in self._given or self._members.is_taken(name) or self._members.claimed(name, self._own)

    def add(self, name: str) -> None:
        """Note that an id is given."""
        self.asked.add(name)
        self._given.add(name)


def pages(rows: Rows, query: str, first: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a query, in order of their first cell, which is to be greater than the last one's."""
    last = first
    found = rows.all(f"{query} LIMIT {CHUNK}", last)
    while found:
        yield from found
        last = found[-1][0]
        found = rows.all(f"{query} LIMIT {CHUNK}", last) if len(found) == CHUNK else []


def _facts(text: str) -> list[Said]:
    return [("fact", value) for value in json.loads(text)]


def _sign(text: str) -> Sign:
    named, families, linked, national, common, countries, births = json.loads(text)
    return Sign(named, tuple(families), linked, national, common, tuple(countries), tuple(births))


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
