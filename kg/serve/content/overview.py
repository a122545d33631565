"""The front page: how much there is, and where to begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pyoxigraph import QuerySolutions

from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.serve.content.parts import Content, cited, named
from kg.serve.snapshot import Snapshot

SHOWN = 12
LATEST = 6


def overview(snapshot: Snapshot, best: Sequence[str] = ()) -> Content:
    """Return counts, the best connected entities, the newest articles and the publishers of most."""
    about = snapshot.once("overview", lambda: _about(snapshot.store))
    known = [named(snapshot, one) for id_ in best if (one := snapshot.store.entity(id_))]
    return {**about, "best": known}


def _about(store: Store) -> Content:
    dated = [(row[2].value, row[0]) for row in store.reader.match(None, v.PUBLISHED, None, None)]
    newest = sorted(dated, key=lambda pair: (pair[0], pair[1].value), reverse=True)[:LATEST]
    papers = Counter(row[2].value for row in store.reader.match(None, v.PUBLISHER, None, None))
    ranked = sorted(papers.items(), key=lambda pair: (-pair[1], pair[0]))
    return {
        "counts": {
            "articles": len(store.reader.article_nodes()),
            "statements": _statements(store),
            "publishers": len(papers),
        },
        "newest": [cited(store.reader.article(node)) for _, node in newest],
        "publishers": [{"name": name, "articles": many} for name, many in ranked[:SHOWN]],
    }


def _statements(store: Store) -> int:
    answer = store.query("SELECT (COUNT(?st) AS ?n) { ?st a rdf:Statement }")
    assert isinstance(answer, QuerySolutions)
    return int(next(answer)[0].value)
