"""Whom a reader believes: what trusted sources say counts as fact in one answer. The graph itself never changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import Quad, QueryBoolean, QuerySolutions, QueryTriples
from pyoxigraph import Store as Oxigraph

from kg.errors import KgError
from kg.graph import vocabulary as v
from kg.graph.rdf import closed, object_term
from kg.graph.says import sources_called
from kg.graph.sparql import answer
from kg.model import Entity, Evidence, Statement

if TYPE_CHECKING:
    from kg.graph.store import Store


@dataclass(frozen=True, slots=True)
class Trust:
    """The entities whose word counts, by id, or everyone."""

    sources: frozenset[str] = frozenset()
    everyone: bool = False

    def __bool__(self) -> bool:
        return self.everyone or bool(self.sources)

    def believes(self, evidence: Evidence) -> bool:
        """Tell whether a sentence makes a fact of a claim: plainly asserted, and each who passes it on is trusted.

        Who trusts Reuters believes that "X told Reuters that Y" was said, and not that Y is so.
        """
        said = evidence.qualifiers
        plain = said.polarity == "positive" and said.modality == "asserted" and bool(said.attributed_to)
        return plain and (self.everyone or all(source.id in self.sources for source in said.attributed_to))


def trust(store: Store, names: Sequence[str], everyone: bool) -> Trust:
    """Return the trust in sources by name, or in everyone.

    Of a publisher nothing more is believed than is a fact already: its articles' own assertions. Raises KgError with
    near names for a name nobody has, and for a part of several names: nobody is trusted by accident.
    """
    return Trust(frozenset(one.id for name in names for one in _trusted(store, name)), everyone)


def _trusted(store: Store, name: str) -> list[Entity]:
    entities, _ = sources_called(store, name)
    labels = sorted({entity.label for entity in entities})
    named = {known.casefold() for entity in entities for known in (entity.id, entity.label, *entity.aliases)}
    if len(labels) > 1 and " ".join(name.casefold().split()) not in named:
        found = f"a part of {len(labels)} names: {', '.join(map(repr, labels[:3]))}{', …' if labels[3:] else ''}"
        raise KgError(repr(name), found, "expected the name of one source", "write it in full")
    return entities


def claimed(store: Store, statement: Statement, trusted: Trust) -> bool:
    """Tell whether somebody who is trusted makes a statement, and people did not reject it."""
    return any(map(trusted.believes, statement.evidence)) and not store.rejected(statement)


def believed(store: Store, trusted: Trust) -> Iterator[Statement]:
    """Yield the claims that count as facts, with that evidence only; never what people rejected."""
    wanted: list[str | None] = [None] if trusted.everyone else [*sorted(trusted.sources)]
    for statement in chain.from_iterable(map(store.attributed, wanted)):
        if claimed(store, statement, trusted) and not store.weight(statement).fact:
            yield statement


def believing(store: Store, trusted: Trust, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Return the answer to a query on a copy in memory, in which the believed claims are plain triples.

    They stand in the default graph, and once more in the graph <https://kg.example/trusted>, which tells them apart.
    """
    copy = Oxigraph()
    copy.bulk_extend(store.quads())
    for statement in believed(store, trusted):
        subject, object_ = closed(statement)
        triple = v.entity(subject.id), store.names.iri(statement.relation.id), object_term(object_, store.names)
        copy.add(Quad(*triple))
        copy.add(Quad(*triple, v.TRUSTED))
    return answer(copy, sparql, store.names.prefixes)
