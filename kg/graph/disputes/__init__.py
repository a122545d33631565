"""Statements on which sources disagree, side by side. Nothing is settled here: who is right is the reader's to judge.

values       a subject that has one object at a time, and several are named: 12 dead, 15 dead
holders      an object that has one subject at a time, and several are named: who controls a town
denial       the same statement, said to be so and said not to be so
accusation   somebody is blamed for an event, and denies it
actors       an event of which sources name different attackers, different winners

What can be disputed is declared in the ontology: kg:oneObjectFor, kg:oneSubjectFor, kg:accusesOf, kg:disputable.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from kg.graph.disputes.asked import Asked
from kg.graph.disputes.denials import accusations, denials
from kg.graph.disputes.exclusive import holders, values
from kg.graph.disputes.positions import Dispute, Kind, Position
from kg.graph.events.disputes import actors
from kg.model import Span

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.ontology import Ontology

__all__ = ["Dispute", "Kind", "Position", "disputes"]


def disputes(store: Store, ontology: Ontology, about: Sequence[str] | None = None) -> list[Dispute]:
    """Return what sources disagree on, in the whole graph or about these entities; what may have changed comes last."""
    asked = Asked(store, ontology, about)
    of_events = list(actors(asked))
    held = (one for one in holders(asked) if not any(_is_part(one, other) for other in of_events))
    found = dict.fromkeys(chain(values(asked), held, denials(asked), accusations(asked), of_events))
    return sorted(found, key=lambda one: (one.successive, one.about, one.kind))


def _is_part(one: Dispute, other: Dispute) -> bool:
    """Tell whether another dispute is about the same words: who carried out an attack, and who is its attacker."""
    return _words(one) <= _words(other)


def _words(dispute: Dispute) -> set[tuple[str, Span]]:
    return {(told.article.id, told.evidence.trigger.span) for one in dispute.positions for told in one.sayings}
