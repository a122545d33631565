"""Turtle: all triples of all graphs in one, so that every statement leads back to its sentences in this file alone."""

from __future__ import annotations

from typing import IO

from pyoxigraph import RdfFormat, serialize

from kg.graph.store import Store
from kg.writers.prefixes import prefixes
from kg.writers.sorting import parsed, triple_lines


def turtle(store: Store, stream: IO[bytes]) -> None:
    """Write the graph as Turtle, by subject, with the prefixes that it uses."""
    triples = (quad.triple for quad in parsed(triple_lines(store)))
    serialize(triples, stream, RdfFormat.TURTLE, prefixes=prefixes(store))
