"""Nominals with an owner: "her death" after "Gloria's death" or "the death of their child", if the owner is one."""

from __future__ import annotations

from collections import defaultdict

from kg.extract.coreference.clusters import Cluster, Resolver
from kg.extract.coreference.repeated import LOOKED_AT, OTHERS
from kg.extract.phrases import Phrase
from kg.extract.tree import Token


def join_possessed(made: Resolver) -> None:
    """Make one of the clusters of nominals that have one head noun and one owner, once pronouns are known.

    The later may not add a word that the earlier one lacks, nor be one of several: "his other son".
    """
    seen: dict[tuple[str, bool, int], list[Phrase]] = defaultdict(list)
    for phrase in made.phrases:
        owner = _owner(made, phrase) if phrase.kind == "nominal" and phrase.head.tag in ("NN", "NNS") else None
        own = made.cluster(phrase)
        if owner is None or own is None or own is owner:
            continue
        before = seen[phrase.head.lemma, phrase.head.tag == "NNS", id(owner)]
        words = _words(phrase)
        for other in reversed(before[-LOOKED_AT:]):
            cluster = made.cluster(other)
            if cluster is not None and words <= _words(other) and not (words ^ _words(other)) & OTHERS:
                if cluster is not own and not (cluster.names and own.names):
                    made.merge(cluster, own)
                break
        before.append(phrase)


def _owner(made: Resolver, phrase: Phrase) -> Cluster | None:
    token = owner_of(phrase.head)
    target = made.by_head.get((phrase.sentence.number, token.i)) if token is not None else None
    return made.cluster(target) if target is not None else None


def owner_of(noun: Token) -> Token | None:
    """Return the word for whom or what something belongs to: Gloria in "Gloria's death", "the death of Gloria"."""
    owner = noun.child("poss")
    if owner is None and (of := next((prep for prep in noun.all("prep") if prep.lower == "of"), None)) is not None:
        owner = of.child("pobj")
    return owner


def _words(phrase: Phrase) -> set[str]:
    """Return the words that tell the phrase from others of its head and owner."""
    owner = phrase.head.child("poss")
    owned = {t.i for t in owner.subtree()} if owner is not None else set()
    return {
        t.lower
        for t in phrase.tokens
        if t is not phrase.head and t.i not in owned and t.tag not in ("DT", "PDT", "POS", "HYPH", "``", "''", ",")
    }
