"""What the articles say together: one label and class for an entity, one confidence for a statement.

All functions are pure and blind to the order of the articles, so that adding and retracting commute.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import prod

from kg.graph.literals import rounded
from kg.graph.sources import Witness, sources
from kg.identity import Curation
from kg.model import Entity, Link

Tally = Counter[tuple[str, str, float]]
"""How often the articles say (field, value, score) of one entity; fields are "label", "class", "name" and "link"."""


@dataclass(frozen=True, slots=True, order=True)
class Weight:
    """What all evidence of a statement amounts to; `sources` counts independent ones."""

    fact: bool
    confidence: float
    sources: int


CERTAINTY = 0.99
"""More than this no number of sources makes of a statement: they may be misread in the same way."""


def weight(witnesses: Iterable[Witness]) -> Weight:
    """Return the weight of a statement: 1 - the product over its sources of (1 - the source's best confidence).

    That is how likely at least one of them is read right (noisy or), and at most CERTAINTY. Where some evidence states
    it as fact, only that counts; claims do not make a fact surer.
    """
    all_ = list(witnesses)
    facts = [one for one in all_ if one.fact]
    best = sorted(max(one.confidence for one in source) for source in sources(facts or all_))
    return Weight(bool(facts), rounded(min(CERTAINTY, 1 - prod(1 - confidence for confidence in best))), len(best))


def judged(weight_: Weight, rejected: bool) -> Weight:
    """Return the weight of a statement after people had their say: one that was rejected is no fact, nor likely."""
    return replace(weight_, fact=False, confidence=0.0) if rejected else weight_


def tally(label: str, class_: str, aliases: Iterable[str], links: Iterable[Link], mentions: int) -> Tally:
    """Return what one article says of an entity: its label and class weigh as much as it has mentions there."""
    said: Tally = Counter({("label", label, 0.0): max(1, mentions), ("class", class_, 0.0): max(1, mentions)})
    said.update({("name", name, 0.0) for name in (label, *aliases)})
    said.update({("link", link.iri, rounded(link.score)) for link in links})
    return said


def entity_tally(entity: Entity) -> Tally:
    """Return the tally of an entity as one article describes it."""
    return tally(entity.label, entity.type, entity.aliases, entity.links, len(entity.mentions))


def packed(said: Tally) -> str:
    """Return a tally as JSON {field: {value: count}}, sorted; the value of a link is "IRI SCORE"."""
    rows: dict[str, dict[str, int]] = {}
    for (field, value, score), count in sorted(said.items()):
        rows.setdefault(field, {})[f"{value} {score}" if field == "link" else value] = count
    return json.dumps(rows, ensure_ascii=False)


def unpacked(written: str) -> Tally:
    """Return the tally that `packed` wrote."""
    said: Tally = Counter()
    for field, counts in json.loads(written).items():
        for value, count in counts.items():
            iri, _, score = value.rpartition(" ")
            said[(field, iri, float(score)) if field == "link" else (field, value, 0.0)] = count
    return said


def merged_entity(id_: str, said: Tally) -> Entity:
    """Return the entity of a tally.

    It has the most frequent label and class (of several the first in the alphabet), all other names as aliases, each
    link with its best score, and no mentions: those belong to one article.
    """
    label, type_ = _most_frequent(said, "label"), _most_frequent(said, "class")
    aliases = sorted({value for value, _ in _values(said, "name")} - {label})
    scores: dict[str, float] = {}
    for iri, score in _values(said, "link"):
        scores[iri] = max(score, scores.get(iri, score))
    return Entity(id_, label, type_, tuple(aliases), tuple(Link(iri, scores[iri]) for iri in sorted(scores)))


def curated(entity: Entity, curation: Curation) -> Entity:
    """Return the entity with the label and class that people decided on; the label that it had becomes an alias."""
    label = curation.labels.get(entity.id, entity.label)
    aliases = tuple(sorted({entity.label, *entity.aliases} - {label}))
    return replace(entity, label=label, type=curation.types.get(entity.id, entity.type), aliases=aliases)


def _most_frequent(said: Tally, field: str) -> str:
    return min((-count, value) for (name, value, _), count in said.items() if name == field)[1]


def _values(said: Tally, field: str) -> Iterator[tuple[str, float]]:
    return ((value, score) for name, value, score in said if name == field)
