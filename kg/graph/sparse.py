"""A network of more facts than objects can be held of: ids, and one sparse matrix of what joins them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pyoxigraph import QuerySolutions

from kg.graph import vocabulary as v
from kg.graph.network import FACTS
from kg.graph.rdf import DEFAULT
from kg.graph.tables import counting
from kg.graph.tables.asking import tables

if TYPE_CHECKING:
    from kg.graph.store import Store

LARGE = 50_000
"""From so many statements on a graph is large."""


@dataclass(frozen=True, slots=True)
class Sparse:
    """Entities in order of their ids, and a symmetric matrix (SciPy's CSR) of how many facts join each two."""

    ids: list[str]
    matrix: Any

    def degree(self) -> Any:  # noqa: ANN401 - an array
        """Return to how many others each is joined."""
        from numpy import diff

        return diff(self.matrix.indptr)

    def pagerank(self, damping: float, close_enough: float, most_rounds: int) -> Any:  # noqa: ANN401 - an array
        """Return the share of a random walk's time that is spent at each, as networkx works it out.

        Everybody is joined to somebody, so that the walk is never at a loss.
        """
        from numpy import abs as absolute
        from numpy import asarray, full

        size = len(self.ids)
        outward = 1 / asarray(self.matrix.sum(axis=1)).ravel()
        rank = full(size, 1 / size)
        for _ in range(most_rounds):
            last, rank = rank, damping * (self.matrix @ (rank * outward)) + (1 - damping) / size
            if absolute(rank - last).sum() < size * close_enough:
                break
        return rank


def is_large(store: Store) -> bool:
    """Tell whether a graph has so many statements that its network is to be sparse."""
    with tables(store) as kept:
        if kept is not None:
            return counting.statements(kept) > LARGE
    found = store.reader.match(None, v.TYPE, v.RDF_STATEMENT, DEFAULT)
    return sum(1 for _ in islice(found, LARGE + 1)) > LARGE


def sparse(store: Store) -> Sparse:
    """Return the network of facts."""
    from numpy import asarray, concatenate, empty, ones
    from scipy.sparse import coo_matrix

    with tables(store) as kept:
        names, one, other = _joined(store) if kept is None else counting.joined(kept)
    ids = [unquote(name.removeprefix(v.ENTITY)) for name in names]
    order = sorted(range(len(ids)), key=ids.__getitem__)
    place = empty(len(ids), dtype="int64")
    place[order] = range(len(ids))
    one, other = place[asarray(one)], place[asarray(other)]
    rows, columns = concatenate((one, other)), concatenate((other, one))
    matrix = coo_matrix((ones(len(rows)), (rows, columns)), shape=(len(ids), len(ids))).tocsr()
    return Sparse([ids[number] for number in order], matrix)


def _joined(store: Store) -> tuple[list[str], array[int], array[int]]:
    """Return what `counting.joined` does, from the quads."""
    numbers: dict[str, int] = {}
    one, other = array("q"), array("q")
    for subject, object_ in _ends(store):
        one.append(numbers.setdefault(subject, len(numbers)))
        other.append(numbers.setdefault(object_, len(numbers)))
    return list(numbers), one, other


def _ends(store: Store) -> Iterator[tuple[str, str]]:
    rows = store.query(FACTS)
    assert isinstance(rows, QuerySolutions)
    return ((row["subject"].value, row["object"].value) for row in rows)
