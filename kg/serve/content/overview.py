"""The front page: how much there is, and where to begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.graph import vocabulary as v
from kg.serve.content.parts import Content, cited, named
from kg.serve.snapshot import Snapshot

SHOWN = 12
LATEST = 6


def overview(snapshot: Snapshot, best: Sequence[str] = ()) -> Content:
    """Return counts, the best connected entities, the newest articles and the publishers of most."""
    store = snapshot.store
    articles, statements = store.count()
    dated = [(row[2].value, row[0]) for row in store.reader.match(None, v.PUBLISHED, None, None)]
    newest = sorted(dated, key=lambda pair: (pair[0], pair[1].value), reverse=True)[:LATEST]
    papers = Counter(row[2].value for row in store.reader.match(None, v.PUBLISHER, None, None))
    ranked = sorted(papers.items(), key=lambda pair: (-pair[1], pair[0]))
    return {
        "counts": {"articles": articles, "statements": statements, "publishers": len(papers)},
        "newest": [cited(store.reader.article(node)) for _, node in newest],
        "publishers": [{"name": name, "articles": many} for name, many in ranked[:SHOWN]],
        "best": [named(snapshot, one) for id_ in best if (one := store.entity(id_))],
    }
