"""How often extractions proved right, by relation and extractor, and what confidence follows for a new one.

`ontologies/precision.tsv` holds counts of judged extractions; `python tests/bench/precision.py` makes it. An extraction
carries a *surety*, the product of the weights of how its arguments were found: 0.9 for two names that the sentence
joins itself, less for pronouns, for nouns and for arguments taken over from another clause. Its confidence is

    odds = odds(p of relation and extractor) * odds(p of the class of its surety) / odds(p of all)

where each p is the share of right ones among the judged, drawn to that of its extractor (and this to that of all) as if
PRIOR more cases of the like had been judged: a relation that nobody judged has the precision of its extractor.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, get_args

from kg.gazetteer.tables import rows

Surety = Literal["plain", "indirect", "doubtful"]
COLUMNS = ("relation", "extractor", "surety", "right", "judged")
PRIOR = 20
HIGHEST, LOWEST = 0.99, 0.05
PLAIN, INDIRECT = 0.895, 0.8


@dataclass(frozen=True, slots=True)
class Precision:
    """Counts of judged extractions, and of the right ones among them, by what they have in common."""

    right: Counter[tuple[str, ...]] = field(default_factory=Counter)
    judged: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def count(self, relation: str, extractor: str, surety: str, right: int, judged: int) -> None:
        """Add judged extractions to all that they belong to."""
        for group in ((), (extractor,), ("", surety), (relation, ""), (relation, extractor, "")):
            self.right[group] += right
            self.judged[group] += judged

    def confidence(self, relation: str, extractor: str, surety: float) -> float:
        """Return how likely an extraction of a relation is right, by the formula above."""
        overall = self._share((), 0.5)
        by_extractor = self._share((extractor,), overall)
        odds = _odds(self._share((relation, extractor, ""), by_extractor))
        odds *= _odds(self._share(("", surety_class(surety)), overall)) / _odds(overall)
        return round(min(HIGHEST, max(LOWEST, odds / (1 + odds))), 4)

    def of(self, relation: str) -> tuple[int, int]:
        """Return how many extractions of a relation were right, and how many were judged."""
        return self.right[relation, ""], self.judged[relation, ""]

    def _share(self, group: tuple[str, ...], expected: float) -> float:
        return (self.right[group] + PRIOR * expected) / (self.judged[group] + PRIOR)


def surety_class(surety: float) -> Surety:
    """Return the class of a surety: "plain" from 0.895 on, "indirect" from 0.8 on, else "doubtful"."""
    plain, indirect, doubtful = get_args(Surety)
    found: Surety = plain if surety >= PLAIN else indirect if surety >= INDIRECT else doubtful
    return found


def _odds(share: float) -> float:
    return share / (1 - share)


@cache
def measured() -> Precision:
    """Return the precision that `ontologies/precision.tsv` holds."""
    found = Precision()
    for relation, extractor, surety, right, judged in rows("precision", COLUMNS):
        found.count(relation, extractor, surety, int(right), int(judged))
    return found
