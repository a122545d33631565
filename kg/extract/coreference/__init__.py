"""Which phrases of an article stand for the same thing: precise sieves, the surest first.

A phrase that stays in doubt stays alone. The order of sieves follows Lee et al. 2013 (Stanford's deterministic system).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.extract.claims import Saying
from kg.extract.coreference.clusters import Cluster, IsA, Resolver
from kg.extract.coreference.compounds import join_compounds
from kg.extract.coreference.named import join_names
from kg.extract.coreference.nested import join_nested
from kg.extract.coreference.nominal import join_nominals, join_predicates
from kg.extract.coreference.people import find_people
from kg.extract.coreference.possessed import join_possessed
from kg.extract.coreference.pronouns import is_sure, join_first_persons, join_pronouns, join_speakers
from kg.extract.coreference.repeated import UNIQUE
from kg.extract.name_types import context
from kg.extract.phrases import Phrase
from kg.gazetteer import Gazetteer
from kg.model import Span

__all__ = ["UNIQUE", "Cluster", "Resolver", "is_sure", "resolve"]


def resolve(
    phrases: Iterable[Phrase],
    aliases: Mapping[str, str],
    sayings: Sequence[Saying],
    is_a: IsA,
    gazetteer: Gazetteer,
) -> Resolver:
    """Return the clusters of an article's phrases.

    `aliases` maps the key of an introduced acronym to its full name's.
    """
    made = Resolver(phrases, is_a, gazetteer)
    made.hear(sayings)
    join_names(made, aliases)
    find_people(made)
    join_nested(made, gazetteer, context(made.phrases, gazetteer))
    join_nominals(made)
    join_speakers(made, sayings)
    made.topic = _topic(made)
    join_pronouns(made, sayings)
    join_speakers(made, sayings)  # once more: "…," he said
    join_first_persons(made, sayings)
    join_predicates(made)
    join_possessed(made)
    join_compounds(made)
    for phrase in made.phrases:
        if made.cluster(phrase) is None and not phrase.origin and phrase.kind != "pronoun":
            made.put(phrase, None)
    made.clusters = [cluster for cluster in made.clusters if cluster.phrases]
    for cluster in made.clusters:
        cluster.phrases.sort(key=_place)
        cluster.names.sort(key=_place)
    return made


def _topic(made: Resolver) -> Cluster | None:
    """Return the person whom the article names first."""
    people = [one for one in made.clusters if one.names and one.type == "news:Person"]
    return min(people, key=lambda one: one.names[0].span, default=None)


def _place(phrase: Phrase) -> Span:
    return phrase.span
