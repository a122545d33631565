"""Words that decide whether what depends on them is said to be so: read from `ontologies/factuality.tsv`."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from kg.ontology import packaged


@cache
def _classes() -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    lines = packaged("factuality.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        lemma, part, kind = line.split("\t")
        found[lemma, part].add(kind)
    return {key: frozenset(kinds) for key, kinds in found.items()}


NONE: frozenset[str] = frozenset()


def verb_classes(lemma: str) -> frozenset[str]:
    """Return classes such as "says", "denies", "thinks", "intends", "fails", "achieves"; none for other verbs."""
    return _classes().get((lemma, "verb"), NONE)


def word_classes(lemma: str, part: str) -> frozenset[str]:
    """Return what a noun, adjective or adverb makes of its dependants: "possible", "planned", "negative", "ordered"."""
    return _classes().get((lemma, part), NONE)
