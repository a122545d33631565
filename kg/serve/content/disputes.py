"""On what sources disagree, side by side."""

from __future__ import annotations

from collections.abc import Mapping

from kg.graph.disputes import Dispute, Kind
from kg.graph.disputes import disputes as disputed
from kg.graph.saying import Saying
from kg.serve.content.entity import entity_of
from kg.serve.content.parts import Content, named, passage
from kg.serve.snapshot import Snapshot
from kg.view.wording import day

SHOWN = 4
MOST = 200
KINDS: Mapping[Kind, str] = {
    "values": "Numbers that cannot all be right",
    "holders": "Several for what only one can be",
    "denial": "Said by some, denied by others",
    "accusation": "Accused, and denied",
    "actors": "Different ones named for the same event",
}


def disputes(snapshot: Snapshot, about: str = "") -> Content:
    """Return the disputes of the whole graph, or those about one entity."""
    one = entity_of(snapshot, about) if about else None
    chosen = [about] if about else None
    all_ = snapshot.once(("disputes", about), lambda: disputed(snapshot.store, snapshot.ontology, chosen))
    return {
        "about": named(snapshot, one) if one else None,
        "disputes": [_dispute(snapshot, dispute) for dispute in all_[:MOST]],
        "total": len(all_),
    }


def _dispute(snapshot: Snapshot, dispute: Dispute) -> Content:
    return {
        "about": dispute.about,
        "kind": dispute.kind,
        "title": KINDS[dispute.kind],
        "successive": dispute.successive,
        "positions": [
            {
                "words": position.words,
                "sayings": [_saying(snapshot, one) for one in position.sayings[:SHOWN]],
                "more": max(0, len(position.sayings) - SHOWN),
            }
            for position in dispute.positions
        ],
    }


def _saying(snapshot: Snapshot, saying: Saying) -> Content:
    return {**passage(snapshot, saying.statement, saying.evidence), "day": day(saying.day)}
