"""The graph around some entities, or the best connected of all, drawn by the code of `kg draw`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode

from kg.graph import vocabulary as v
from kg.graph.rdf import DEFAULT
from kg.model import Entity, Statement
from kg.serve.content.entity import entity_of, weighed
from kg.serve.content.parts import Content, article_path, entity_path, statement_path
from kg.serve.snapshot import Snapshot
from kg.view.html import Pages, drawn
from kg.view.picture import limited
from kg.view.scene import ends, picture_of

AROUND = 60
"""Statements that are drawn of one entity that was asked for: facts with most sources first."""
BETWEEN = 40
"""Statements of each entity around among which those are sought that lead to another one that is drawn."""
MOST = 1000
LINES = 2000
"""Statements that are drawn: with many entities around, the fewer of those that lead from one to another."""

PAGES = Pages(
    entity_path, statement_path, lambda article, st: f"{article_path(article)}?st={st.removeprefix('st-')}#said"
)


def frame(snapshot: Snapshot, at: Sequence[str] = (), data: str = "") -> Content:
    """Return what the explorer's page says before its picture is there, which it gets from the address `data`."""
    return {"title": _title([entity_of(snapshot, id_) for id_ in dict.fromkeys(at)]), "data": data}


def graph(snapshot: Snapshot, at: Sequence[str] = (), best: Sequence[str] = ()) -> Content:
    """Return what the explorer draws: all around the entities `at`, or else what joins those of `best`."""
    return snapshot.once(("graph", *at, "best", *best), lambda: _graph(snapshot, at, best))


def _graph(snapshot: Snapshot, at: Sequence[str], best: Sequence[str]) -> Content:
    centres = [entity_of(snapshot, id_) for id_ in dict.fromkeys(at)]
    ids = [one.id for one in centres]
    statements, left_out = _around(snapshot, ids) if centres else (_among(snapshot, best), 0)
    shown = limited(picture_of(snapshot.store, snapshot.root, statements, _title(centres)), MOST)
    return {**drawn(shown, PAGES), "at": ids, "more": left_out}


def _title(centres: Sequence[Entity]) -> str:
    return f"Around {_joined([one.label for one in centres])}" if centres else "The best connected"


def _joined(labels: list[str]) -> str:
    if len(labels) > 3:
        return f"{', '.join(labels[:2])} and {len(labels) - 2} more"
    return " and ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)


def _around(snapshot: Snapshot, ids: Sequence[str]) -> tuple[list[Statement], int]:
    """Return the statements of some entities and those between their neighbours, and how many were left out."""
    found: dict[str, Statement] = {}
    left_out = 0
    for id_ in ids:
        told = _ranked(snapshot, id_)
        left_out += max(0, len(told) - AROUND)
        found.update((one.id, one) for one in told[:AROUND])
    circle = {end for one in found.values() for end in ends(one)} | set(ids)
    each = min(BETWEEN, max(1, (LINES - len(found)) // len(circle)))
    found.update((one.id, one) for one in _joining(snapshot, circle, each))
    return _whole(snapshot, found.values()), left_out


def _among(snapshot: Snapshot, ids: Sequence[str]) -> list[Statement]:
    return _whole(snapshot, _joining(snapshot, set(ids), BETWEEN))


def _joining(snapshot: Snapshot, circle: set[str], most: int) -> list[Statement]:
    """Return the statements that join two of a circle, `most` for each that is their subject."""
    reader, found = snapshot.store.reader, []
    for id_ in sorted(circle):
        rows = reader.match(None, v.SUBJECT, v.entity(id_), DEFAULT)
        ends = ((row[0], reader.object(row[0], v.OBJECT, DEFAULT)) for row in rows)
        joined = sorted(
            node.value for node, end in ends if isinstance(end, NamedNode) and v.local(end, v.ENTITY) in circle
        )
        found += [reader.said(NamedNode(iri)) for iri in joined[:most]]
    return found


def _ranked(snapshot: Snapshot, id_: str) -> list[Statement]:
    told = sorted(weighed(snapshot, id_), key=lambda pair: (not pair[1].fact, -pair[1].sources, pair[0].id))
    return [statement for statement, _ in told]


def _whole(snapshot: Snapshot, told: Iterable[Statement]) -> list[Statement]:
    return [snapshot.store.statement(one.id) for one in told if not snapshot.store.rejected(one)]
