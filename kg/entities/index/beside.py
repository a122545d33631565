"""What is asked while namesakes come apart: who is named beside each, and which ids are given out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.identity import Profile
from kg.rows import Rows


class Company:
    """Who and what is named in some articles, but for what very many name."""

    def __init__(self, rows: Rows, articles: Sequence[str], common: int) -> None:
        self._rows, self._articles, self._common = rows, articles, common
        self._there: dict[str, list[str]] | None = None

    def of(self, member: Profile) -> list[str]:
        """Return the ids of what is named beside an entity, sorted."""
        if self._there is None:
            self._there = defaultdict(list)
            query = (
                "SELECT article, own FROM member JOIN company USING (own) WHERE article IN ({}) AND tells AND n <= ?"
            )
            for article, own in self._rows.among(query, self._articles, self._common):
                self._there[article].append(own)
        return sorted(own for own in self._there[member.own.article] if own != member.own.id)


class Claims:
    """The ids that are taken when an own id comes apart, and those that it asks for."""

    def __init__(self, rows: Rows, own: str) -> None:
        self._rows, self._own = rows, own
        self._given: set[str] = set()
        self.asked: set[str] = set()

    def __contains__(self, name: str) -> bool:
        self.asked.add(name)
        return name in self._given or self._is_taken(name) or self._is_claimed(name)

    def add(self, name: str) -> None:
        """Note that an id is given."""
        self.asked.add(name)
        self._given.add(name)

    def _is_taken(self, name: str) -> bool:
        """Tell whether an id is that of own entities, or that of a unit that people made."""
        there = "SELECT 1 FROM signs WHERE own = ?1 UNION ALL SELECT 1 FROM member WHERE pin = ?1 LIMIT 1"
        return bool(self._rows.all(there, name))

    def _is_claimed(self, name: str) -> bool:
        """Tell whether somebody who comes before would like to have an id as well."""
        return bool(self._rows.all("SELECT 1 FROM claim WHERE name = ? AND own < ? LIMIT 1", name, self._own))
