"""Statements on which sources disagree, side by side. Nothing is settled here: who is right is the reader's to judge.

values       a subject that has one object at a time, and several are named: 12 dead, 15 dead
holders      an object that has one subject at a time, and several are named: who controls a town
denial       the same statement, said to be so and said not to be so
accusation   somebody is blamed for an event, and denies it

What can be disputed is declared in the ontology: kg:oneObjectFor, kg:oneSubjectFor, kg:accusesOf.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from kg.graph.disputes.asked import Asked
from kg.graph.disputes.denials import accusations, denials
from kg.graph.disputes.exclusive import holders, values
from kg.graph.disputes.positions import Dispute, Kind, Position

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.ontology import Ontology

__all__ = ["Dispute", "Kind", "Position", "disputes"]


def disputes(store: Store, ontology: Ontology, about: Sequence[str] | None = None) -> list[Dispute]:
    """Return what sources disagree on, in the whole graph or about these entities; what may have changed comes last."""
    asked = Asked(store, ontology, about)
    found = dict.fromkeys(chain(values(asked), holders(asked), denials(asked), accusations(asked)))
    return sorted(found, key=lambda one: (one.successive, one.about, one.kind))
