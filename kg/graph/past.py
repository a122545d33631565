"""The graph as it was known on a day: what the articles that had been added by then say together.

It is merged anew, in memory, from the graphs of those articles, so that facts, numbers and names are those of that day.
An article that was retracted or replaced since is no part of it: of what was retracted nothing is left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Store as Oxigraph

from kg.graph.store import Store
from kg.identity import Identity, Own


@contextmanager
def past(store: Store, articles: Collection[str], identity: Identity) -> Iterator[Store]:
    """Give a store of some articles of a store, in which it is settled who is who among these."""
    refers = _refers(identity.canonical)
    with TemporaryDirectory(prefix="kg-") as folder, Store(Path(folder), Oxigraph(), store.names.prefixes) as then:
        for id_ in sorted(articles):
            then.add(store.extraction(id_), refers.get(id_, {}))
        then.settle(identity, "")
        then.place = store.place  # which errors name
        yield then


def _refers(canonical: Mapping[Own, str]) -> dict[str, dict[str, str]]:
    """Return {article: {own id: canonical id}} of the entities that bear another id than their own."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for own, id_ in canonical.items():
        if own.id != id_:
            found[own.article][own.id] = id_
    return found
