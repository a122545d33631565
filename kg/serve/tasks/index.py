"""Write the index of names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.serve import search
from kg.serve.reply import JSON, Reply
from kg.serve.snapshot import Snapshot


def index(snapshot: Snapshot, *, path: str) -> Reply:
    """Write the index of all names to a file."""
    search.write(Path(path), _named(snapshot.store, snapshot))
    return Reply(200, JSON, b"{}")


def _named(store: Store, snapshot: Snapshot) -> Iterator[search.Named]:
    degree, root = degrees(store), lru_cache(None)(snapshot.root)
    for one in store.entities():
        yield search.Named(one.id, one.label, one.type, root(one.type), degree[one.id], one.aliases)


def degrees(store: Store) -> Counter[str]:
    """Return how many statements each entity stands in, by id."""
    found: Counter[str] = Counter()
    for end in ("subject", "object"):  # Oxigraph loses duplicates on a path of two
        counted = store.query(f"SELECT ?e (COUNT(?st) AS ?n) {{ ?st rdf:{end} ?e }} GROUP BY ?e")
        assert isinstance(counted, QuerySolutions)
        for node, number in counted:
            if isinstance(node, NamedNode) and isinstance(number, Literal):
                found[v.local(node, v.ENTITY)] += int(number.value)
    return found
