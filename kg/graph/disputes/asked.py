"""What a question after disputes is about, and what the graph says of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from kg.graph.saying import Saying, sayings
from kg.model import EntityRef, Polarity, Statement

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.ontology import Ontology


class Asked:
    """The statements of some entities, or all; never those that people rejected."""

    def __init__(self, store: Store, ontology: Ontology, about: Sequence[str] | None) -> None:
        self.store, self.ontology, self.about = store, ontology, about
        sides = [one.id for one in ontology.relations.values() if one.one_side]
        self._sides = {below for one in sides for below in ontology.below(one)}
        self._doubts = {frozenset((one.first, one.second)) for one in store.doubts()}

    def triples(self, relation: str) -> Iterator[Statement]:
        """Yield the statements of a relation without evidence; of entities those at whose ends they are."""
        if self.about is None:
            yield from self.store.triples(None, relation)
        for one in self.about or ():
            yield from self.store.triples(one, relation)
            yield from self.store.triples(None, relation, one)

    def groups(self, relation: str, classes: Sequence[str], *, by_subject: bool) -> Iterator[list[Saying]]:
        """Yield what firmly says this relation of one subject (or one object) of these classes, several times over.

        That somebody claims to stand in the relation counts, as a word of their own.
        """
        claiming = {one.id for one in self.ontology.relations.values() if one.says_of_itself == relation}
        groups: dict[EntityRef, dict[str, Statement]] = {}
        for one in (told for name in (relation, *sorted(claiming)) for told in self.triples(name)):
            end = one.subject if by_subject else one.object
            if isinstance(end, EntityRef) and self.ontology.accepts(classes, end.type):
                groups.setdefault(end, {})[one.id] = one
        for end, told in groups.items():
            if self.about is not None:  # what others than the entities asked about hold of the same
                ends = (end.id, None) if by_subject else (None, end.id)
                for name in (relation, *claiming):
                    told.update((one.id, one) for one in self.store.triples(ends[0], name, ends[1]))
            if len(told) > 1:
                sayings_ = (saying for id_ in sorted(told) for saying in self.firm(self.store.statement(id_)))
                yield [replace(one, own=one.statement.relation.id in claiming) for one in sayings_]

    def denied(self) -> Iterator[Statement]:
        """Yield statements, among them all of which some evidence is negative."""
        if self.about is None:
            return self.store.denied()
        ends = ((self.store.statements(one), self.store.statements(None, None, one)) for one in self.about)
        return chain.from_iterable(chain.from_iterable(ends))

    def firm(self, statement: Statement, polarity: Polarity = "positive") -> list[Saying]:
        """Return the sentences that say it is so, or is not so, without "may", "if" or "will"."""
        if self.store.rejected(statement):
            return []
        told: Iterable[Saying] = sayings(self.store, statement)
        return [one for one in told if one.evidence.qualifiers.polarity == polarity and _is_firm(one)]

    def apart(self, first: Sequence[Saying], second: Sequence[Saying]) -> bool:
        """Tell whether the subjects of two statements are two, and stand for two sides.

        "Boris Johnson" and "Johnson" may be one. What has no name is told from others only within one article.
        """
        one, other = first[0].statement.subject, second[0].statement.subject
        assert one
        assert other
        words, others = ({*end.label.casefold().split()} for end in (one, other))
        if words <= others or others <= words or frozenset((one.id, other.id)) in self._doubts:
            return False
        if not (self.store.named(one.id) and self.store.named(other.id)):
            return bool({told.article.id for told in first} & {told.article.id for told in second})
        between = (self.store.triples(one.id, None, other.id), self.store.triples(other.id, None, one.id))
        sides = (told.id for told in chain.from_iterable(between) if told.relation.id in self._sides)
        return not any(self.firm(self.store.statement(told)) for told in sides)


def _is_firm(saying: Saying) -> bool:
    quantity = saying.evidence.quantity
    bound = quantity is not None and quantity.exactness in ("at most", "less than")  # "up to 50": possible by itself
    return saying.evidence.qualifiers.modality == ("possible" if bound else "asserted")
