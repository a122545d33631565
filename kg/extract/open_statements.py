"""Propositions that no relation of the ontology covers, in the sentence's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.propositions import Propositions
from kg.extract.relations import Context
from kg.model import Statement


def open_statements(propositions: Sequence[Propositions], context: Context) -> Iterator[Statement]:
    return iter(())
