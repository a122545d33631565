"""Names that stand for one thing: equal, by a known alias, or shortened."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract.coreference.clusters import Cluster, Resolver
from kg.extract.names import GENERIC_HEADS
from kg.extract.phrases import Phrase
from kg.gazetteer.keys import key


def join_names(made: Resolver, aliases: Mapping[str, str]) -> None:
    by_key: dict[str, Cluster] = {}
    by_entry: dict[str, Cluster] = {}
    phrases = [phrase for phrase in made.phrases if phrase.kind == "name" and not phrase.origin]
    for phrase in sorted(phrases, key=lambda p: -(p.last - p.first)):  # full names before parts of them
        words, bare = key(phrase.text), _bare(phrase)
        words = aliases.get(words, aliases.get(bare, words))
        cluster = by_key.get(words) or by_key.get(bare)
        if cluster is None and phrase.entry is not None:
            cluster = by_entry.get(phrase.entry.id)
        if cluster is None and phrase.entry is None:
            cluster = _partial(made, phrase, words, by_key)
        cluster = made.put(phrase, cluster)
        cluster.keys.add(words)
        by_key.setdefault(words, cluster)
        by_key.setdefault(bare, cluster)
        if phrase.entry is not None:
            by_entry.setdefault(phrase.entry.id, cluster)
    for cluster in made.clusters:
        cluster.phrases.sort(key=lambda p: (p.sentence.number, p.first))


def _bare(phrase: Phrase) -> str:
    """Return the key of a name without a closing generic noun: "the IS group" is IS."""
    words = key(phrase.text).split(" ")
    if len(words) > 1 and words[-1] in GENERIC_HEADS and phrase.head.tag.startswith("NN") and phrase.head.lower == words[-1]:
        words = words[:-1]
    return " ".join(words)


def _partial(made: Resolver, phrase: Phrase, words: str, by_key: Mapping[str, Cluster]) -> Cluster | None:
    """Return the one cluster of which this is a shorter name: a surname, "Telegraph" of "The Daily Telegraph"."""
    parts = words.split(" ")
    person = phrase.type == "news:Person"
    found: dict[int, Cluster] = {}
    for other, cluster in by_key.items():
        longer = other.split(" ")
        if len(longer) <= len(parts) or cluster.entry is not None and not person:
            continue
        if person != (cluster.type == "news:Person") and phrase.type:
            continue
        if cluster.type == "news:Person":
            fits = longer[-len(parts):] == parts or (len(parts) == 1 and longer[0] == parts[0]) or (
                len(parts) > 1 and longer[0] == parts[0] and longer[-1] == parts[-1])  # fmt: skip
        else:
            fits = len(parts) > 0 and (longer[-len(parts):] == parts or longer[: len(parts)] == parts) and len(longer) - len(parts) <= 2
        if fits:
            found[id(cluster)] = cluster
    if len(found) > 1 and person:  # two Clintons: the surname alone stays with whom it was said of last, if titled so
        return None
    return next(iter(found.values())) if len(found) == 1 else None
