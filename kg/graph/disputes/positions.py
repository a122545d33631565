"""What sources say differently, and whether they can disagree at all: another source or day, the same time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Literal

from kg.graph.dates import ALWAYS, Extent
from kg.graph.saying import Saying
from kg.lines import Json

Kind = Literal["values", "holders", "denial", "accusation", "actors"]


@dataclass(frozen=True, slots=True)
class Position:
    """What some sources say, in words, and the sentences in which they do, first published first."""

    words: str
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """What sources say differently, first published first.

    `successive` where each position was reported later than the one before, so that it may have changed meanwhile.
    """

    kind: Kind
    about: str
    positions: tuple[Position, ...]
    successive: bool = False

    def row(self) -> Json:
        """Return the dispute as a line of JSON has it."""
        positions = [{"position": one.words, "said": [told.row() for told in one.sayings]} for one in self.positions]
        return {"about": self.about, "kind": self.kind, "successive": self.successive, "positions": positions}


def position(words: str, sayings: Iterable[Saying]) -> Position:
    """Return a position with its sentences in order."""
    return Position(words, tuple(sorted(sayings, key=lambda one: one.order)))


def in_order(positions: Iterable[Position]) -> tuple[Position, ...]:
    """Return positions by the day on which each was first published."""
    return tuple(sorted(positions, key=lambda one: (one.sayings[0].order[:3], one.words)))


def opposed(first: Sequence[Saying], second: Sequence[Saying]) -> bool:
    """Tell whether the one comes from another source than the other, or from another day."""
    return len({(one.source, one.day) for one in (*first, *second)}) > 1


def at_once(first: Sequence[Saying], second: Sequence[Saying]) -> bool:
    """Tell whether both can be about the same time: where only one says when, the day of the other counts."""
    if any(one.time is None for one in first) and any(one.time is None for one in second):
        return True
    return any(one.overlaps(other) for one, other in product(_times(first), _times(second)))


def dated(first: Sequence[Saying], second: Sequence[Saying]) -> bool:
    """Tell whether anything says when both are so: a time, a day of publication, or that one article has both."""
    known = (any(one.time or one.day for one in sayings) for sayings in (first, second))
    return all(known) or bool({one.article.id for one in first} & {one.article.id for one in second})


def _times(sayings: Sequence[Saying]) -> set[Extent]:
    return {one.time or (Extent(one.day, one.day) if one.day else ALWAYS) for one in sayings}


def successive(positions: Sequence[Position]) -> bool:
    """Tell whether each was published on later days than the one before."""
    days = [[one.day for one in position_.sayings] for position_ in positions]
    return all(map(all, days)) and all(max(one) < min(other) for one, other in pairwise(days))
