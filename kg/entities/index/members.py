"""Own entities that come and go, and the units that they belong to then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.entities.index.beside import Claims, Company
from kg.entities.index.paging import CHUNK, FEW, pages
from kg.entities.index.texts import read_sign, written_sign
from kg.entities.index.waiting import Sums, Waiting
from kg.entities.kinds import Kinds
from kg.entities.members import sign, surely_one, tells
from kg.entities.unit import Said, factually, plainly
from kg.entities.units import commonness, grouped, named_groups
from kg.identity import Own, Profile
from kg.profiles import dumps, loads, read, read_facts, written
from kg.rows import Row, Rows


class _Held(NamedTuple):
    """What is kept of a member, but for whose it is."""

    profile: str
    pin: str | None
    unit: str | None
    tells: int
    sign: str
    facts: str


class Members:
    """The members of units. What is taken out and put in is worked into the units by `regroup`.

    What is to be written waits until there is enough of it, or until somebody asks.
    """

    def __init__(self, rows: Rows, kinds: Kinds) -> None:
        self._rows, self._kinds = rows, kinds
        self._signs = Sums(rows, "signs", "own", "sign")
        self._company = Sums(rows, "company", "own")
        self._said = Sums(rows, "said", "unit", "field", "value")
        self._first, self._then = Waiting(rows), Waiting(rows)
        self._came: set[str] = set()
        self._articles = self._common = 0
        self._touched = False

    def replace(self, article: str, profiles: Iterable[Profile]) -> None:
        """Put in what an article says now, in the place of what it said; without profiles it is gone."""
        if article in self._came:
            self._write()
        new = {one.own.id: one for one in profiles}
        texts = {own: written(one) for own, one in new.items()}
        query = "SELECT own, profile, pin, unit, tells, sign, facts FROM member WHERE article = ?"
        held = {own: _Held(*rest) for own, *rest in self._rows.all(query, article)}
        other = sorted(own for own in {*held, *texts} if own not in held or held[own].profile != texts.get(own))
        self._then.put(MOVED, article)
        if not other:
            return
        self._touch_unsure({*held, *texts} - {*other})
        for own in other:
            self._touch(own)
            if own in held:
                self._take_out(Own(article, own), held[own])
            if own in new:
                self._put_in(article, new[own], texts[own])
        known = any(tells(one, self._kinds) for one in new.values())
        self._articles += known - any(one.tells for one in held.values())
        self._came.add(article)
        if self._first.are_many or self._then.are_many or self._said.are_many:
            self._write()

    def _write(self) -> None:
        """Write all that waits: first what asks how it was before."""
        self._first.write()
        self._signs.write()
        self._company.write()
        units = {unit for unit, *_ in self._said.write()}
        self._rows.many("INSERT OR IGNORE INTO changed VALUES (?)", [(unit,) for unit in sorted(units)])
        self._then.write()
        self._came.clear()

    def count(self, name: str, more: int = 0) -> int:
        """Return a number that is kept, made so much greater."""
        if more:
            add = "INSERT INTO state VALUES (?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value"
            self._rows.run(add, name, more)
        return int(self._rows.one("SELECT value FROM state WHERE name = ?", name) or 0)

    def _touch(self, own: str) -> None:
        """Note that an own id must be looked at, and whether there were any of it before."""
        was = "EXISTS (SELECT 1 FROM signs WHERE own = ?1)"
        self._first.put(f"INSERT OR IGNORE INTO dirty SELECT ?1, {was}", own)
        self._touched = True

    def _touch_unsure(self, owns: Iterable[str]) -> None:
        for (own,) in self._rows.among("SELECT own FROM unsure WHERE own IN ({})", sorted(owns)):
            self._touch(own)

    def _take_out(self, own: Own, held: _Held) -> None:
        if held.unit is not None:
            profile = read(own, held.profile)
            self._say(held.unit, [*plainly(profile, self._kinds, held.pin is not None), *_facts(held.facts)], -1)
            self._retell_around(profile)
        if held.pin is None:
            self._signs.add((own.id, held.sign), -1)
        else:
            self._flip(held.pin)
        if held.tells:
            self._crowd(own.id, -1)
        self._first.put("DELETE FROM member WHERE article = ? AND own = ?", *own)

    def _put_in(self, article: str, profile: Profile, text: str) -> None:
        own, telling, sign_ = profile.own.id, tells(profile, self._kinds), written_sign(sign(profile, self._kinds))
        put = "INSERT INTO member VALUES (?, ?, NULL, NULL, ?, ?, ?, '[]')"
        self._then.put(put, article, own, int(telling), sign_, text)
        self._then.put(FRESH, own, article, dumps([*plainly(profile, self._kinds, pinned=False)]))
        self._retell_around(profile)
        self._signs.add((own, sign_), 1)
        if telling:
            self._crowd(own, 1)

    def _crowd(self, own: str, more: int) -> None:
        was = "coalesce((SELECT n FROM company WHERE own = ?1), 0)"
        self._first.put(f"INSERT OR IGNORE INTO crowd SELECT ?1, {was}", own)
        self._company.add((own,), more)

    def pin(self, pins: Mapping[Own, str]) -> None:
        """Put own entities where people want them, and let go those that they wanted elsewhere before."""
        self._write()
        held = self._rows.all("SELECT article, own, pin FROM member WHERE pin IS NOT NULL")
        old = {Own(article, own): pin for article, own, pin in held}
        for own in sorted(one for one in {*old, *pins} if old.get(one) != pins.get(one)):
            self._touch(own.id)
            for place in (old.get(own), pins.get(own)):
                if place is not None:
                    self._flip(place)
            query = "SELECT unit, sign, profile, facts FROM member WHERE article = ? AND own = ?"
            ((unit, sign_, profile, facts),) = self._rows.all(query, *own)
            if unit is not None:
                self._leave(read(own, profile), unit, facts, own in old)
            if own not in old:
                self._signs.add((own.id, sign_), -1)
            if own not in pins:
                self._signs.add((own.id, sign_), 1)
            change = "UPDATE member SET pin = ?, unit = NULL, facts = '[]' WHERE article = ? AND own = ?"
            self._rows.run(change, pins.get(own), *own)
            self._rows.run(FRESH, own.id, own.article, None)
        self._write()

    def has(self, own: Own) -> bool:
        """Tell whether an article speaks of an own entity."""
        self._write()
        return bool(self._rows.all("SELECT 1 FROM member WHERE article = ? AND own = ?", *own))

    def _flip(self, name: str) -> None:
        """Note that an id that people gave may be given no more, or is given now."""
        self._first.put("INSERT OR IGNORE INTO flipped VALUES (?)", name)

    def regroup(self) -> None:
        """Work what came and went into the units."""
        self._write()
        self.count("articles", self._articles)
        self._articles = 0
        self._notice_crowds()
        self._notice_flips()
        self._common = self.count("common")
        self._write()
        query = f"SELECT own FROM dirty WHERE own > ? ORDER BY own LIMIT {CHUNK}"
        last = ""
        while owns := [own for (own,) in self._rows.all(query, last)]:
            last = self._group(owns)
            self._write()
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
            "JOIN unsure ON unsure.own = beside.own WHERE named.own IN ({})"
        )
        if self._rows.one("SELECT 1 FROM unsure LIMIT 1"):
            for (own,) in self._rows.among(beside, crossing):
                self._touch(own)

    def _notice_flips(self) -> None:
        """Look at those who would like to have an id that has come to be taken, or is free now."""
        self._rows.run("INSERT OR IGNORE INTO flipped SELECT own FROM dirty WHERE was <> "
                       "EXISTS (SELECT 1 FROM signs WHERE signs.own = dirty.own)")  # fmt: skip
        for (own,) in self._rows.all("SELECT DISTINCT claim.own FROM flipped JOIN claim USING (name)"):
            self._touch(own)

    def _group(self, owns: Sequence[str]) -> str:
        """Put the members of own ids into units, and return the last: others may have come to be looked at after it.

        Each is done after those before it, whose wishes come first.
        """
        signs, new = defaultdict[str, list[Row]](list), defaultdict[str, list[Row]](list)
        for own, *rest in self._rows.among("SELECT own, sign, n FROM signs WHERE own IN ({})", owns):
            signs[own].append((*rest,))
        query = (
            "SELECT member.own, member.article, pin, profile, said FROM fresh JOIN member "
            "ON member.article = fresh.article AND member.own = fresh.own WHERE fresh.own IN ({})"
        )
        for own, *rest in self._rows.among(query, owns):
            new[own].append((*rest,))
        unsure = {own for (own,) in self._rows.among("SELECT own FROM unsure WHERE own IN ({})", owns)}
        self._touched = False
        for own in owns:
            sure = surely_one([read_sign(text) for text, _ in signs[own]], sum(n for _, n in signs[own]))
            if not sure:
                self._come_apart(own)
            elif own in unsure:
                self._come_together(own)
            for article, pin, profile, said in new[own]:
                if pin is not None:
                    self._assign(Own(article, own), profile, pin, pinned=True)
                elif sure and said is None:
                    self._assign(Own(article, own), profile, own)
                elif sure:
                    self._place(Own(article, own), own)
                    self._say(own, loads(said), 1)
            if self._touched:
                return own
        return owns[-1]

    def _come_apart(self, own: str) -> None:
        self._rows.run("INSERT OR IGNORE INTO unsure VALUES (?)", own)
        query = "SELECT article, profile, unit, facts FROM member WHERE own = ? AND pin IS NULL ORDER BY article"
        held = {article: rest for article, *rest in self._rows.all(query, own)}
        members = [read(Own(article, own), profile) for article, (profile, *_) in held.items()]
        taken, company = Claims(self._rows, own), Company(self._rows, list(held), self._common)
        for name, group in named_groups(own, grouped(members, self._kinds, company), self._kinds, taken):
            for member in group:
                profile, unit, facts = held[member.own.article]
                if unit != name:
                    self._assign(member.own, profile, name, was=unit, facts=facts)
        self._claim(own, taken.asked)

    def _come_together(self, own: str) -> None:
        self._rows.run("DELETE FROM unsure WHERE own = ?", own)
        self._claim(own, set())
        query = "SELECT article, profile, unit, facts FROM member WHERE own = ? AND pin IS NULL AND unit <> own"
        for article, profile, unit, facts in self._rows.all(query, own):
            self._assign(Own(article, own), profile, own, was=unit, facts=facts)

    def _claim(self, own: str, names: set[str]) -> None:
        held = {name for (name,) in self._rows.all("SELECT name FROM claim WHERE own = ?", own)}
        self._rows.many("DELETE FROM claim WHERE name = ? AND own = ?", [(name, own) for name in held - names])
        self._rows.many("INSERT INTO claim VALUES (?, ?)", [(name, own) for name in names - held])
        for name in sorted(names ^ held):
            for (other,) in self._rows.all("SELECT own FROM claim WHERE name = ? AND own > ?", name, own):
                self._touch(other)

    def _assign(
        self, own: Own, text: str, unit: str, *, was: str | None = None, facts: str = "[]", pinned: bool = False
    ) -> None:
        """Make an own entity a member of a unit; what it has to do with others of its article is told anew."""
        profile = read(own, text)
        if was is not None:
            self._leave(profile, was, facts, pinned)
        self._place(own, unit)
        self._say(unit, plainly(profile, self._kinds, pinned), 1)
        self._retell_around(profile)
        self._then.put(MOVED, own.article)

    def _place(self, own: Own, unit: str) -> None:
        self._then.put("UPDATE member SET unit = ?, facts = '[]' WHERE article = ? AND own = ?", unit, *own)

    def _leave(self, profile: Profile, unit: str, facts: str, pinned: bool) -> None:
        self._say(unit, [*plainly(profile, self._kinds, pinned), *_facts(facts)], -1)
        self._retell_around(profile)

    def _retell_around(self, profile: Profile) -> None:
        """Have told anew what an entity has to do with others of its article, and they with it."""
        article, own = profile.own
        around = {fact.other for fact in profile.facts if not fact.value} | ({own} if profile.facts else set())
        self._then.put_all("INSERT OR IGNORE INTO retell VALUES (?, ?)", [(article, one) for one in sorted(around)])

    def _say(self, unit: str, said: Iterable[Said], more: int) -> None:
        for one in said:
            self._said.add((unit, *one), more)

    def _retell(self) -> None:
        """Tell anew what members have to do with others, whose units changed or have come to bear a name."""
        bearing = (
            "SELECT changed.unit FROM changed JOIN unit ON unit.id = changed.unit WHERE changed.unit > ? AND unit.named"
            " <> EXISTS (SELECT 1 FROM said WHERE said.unit = changed.unit AND field = 'named') ORDER BY changed.unit"
        )
        members = "SELECT article, own, profile FROM member WHERE unit = ?"
        for (unit,) in pages(self._rows, bearing, ""):
            for article, own, profile in self._rows.all(members, unit):
                self._retell_around(read(Own(article, own), profile))
        self._write()
        query = f"SELECT DISTINCT article FROM retell WHERE article > ? ORDER BY article LIMIT {FEW}"
        last = ""
        while articles := [article for (article,) in self._rows.all(query, last)]:
            self._retell_in(articles)
            last = articles[-1]
            if self._said.are_many or self._then.are_many:
                self._write()
        self._write()
        self._rows.run("DELETE FROM retell")

    def _retell_in(self, articles: Sequence[str]) -> None:
        query = (
            "SELECT member.article, member.own, unit, facts, profile FROM retell JOIN member "
            "ON member.article = retell.article AND member.own = retell.own WHERE retell.article IN ({})"
        )
        told = [(Own(article, own), unit, facts, read_facts(profile))
                for article, own, unit, facts, profile in self._rows.among(query, articles)]  # fmt: skip
        of: dict[str, dict[str, str]] = defaultdict(dict)
        query = "SELECT article, own, unit FROM member WHERE article IN ({})"
        for article, own, unit in self._rows.among(query, articles):
            of[article][own] = unit
        ends = {of[own.article].get(fact.other, "") for own, *_, facts in told for fact in facts if not fact.value}
        query = "SELECT DISTINCT unit FROM said WHERE unit IN ({}) AND field = 'named'"
        named = {unit for (unit,) in self._rows.among(query, sorted(ends))}
        units = {article: {own: end for own, end in there.items() if end in named} for article, there in of.items()}
        for own, unit, held, facts in told:
            self._tell(own, unit, _facts(held), sorted(factually(facts, units[own.article])))

    def _tell(self, own: Own, unit: str, held: list[Said], said: list[Said]) -> None:
        """Note what a member says of others now, and what it said before."""
        if held != said:
            self._say(unit, held, -1)
            self._say(unit, said, 1)
            facts = dumps([value for _, value in said])
            self._then.put("UPDATE member SET facts = ? WHERE article = ? AND own = ?", facts, *own)


FRESH = "INSERT OR REPLACE INTO fresh VALUES (?, ?, ?)"
MOVED = "INSERT OR IGNORE INTO moved VALUES (?)"


def _facts(text: str) -> list[Said]:
    return [("fact", value) for value in loads(text)] if text != "[]" else []
