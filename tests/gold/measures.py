"""How much of the gold is found, and how what is given pairs with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Measure:
    """How many of the gold's items are found, how many given ones are right, and what went wrong."""

    right: int = 0
    wanted: int = 0
    given: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.wanted + self.given) if self.right else 0.0


def pairs(fits: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return {left: right} for the most pairs, each side used once; `fits[left]` are the candidates."""
    owner: dict[int, int] = {}

    def place(left: int, seen: set[int]) -> bool:
        for right in fits[left]:
            if right not in seen:
                seen.add(right)
                if right not in owner or place(owner[right], seen):
                    owner[right] = left
                    return True
        return False

    for left in range(len(fits)):
        place(left, set())
    return {left: right for right, left in owner.items()}
