"""Words that decide whether what depends on them is said to be so, and which arguments change what a verb says.

Read from `ontologies/factuality.tsv` and `ontologies/verb-senses.tsv`.
"""

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


def cue_classes(lemma: str, part: str) -> frozenset[str]:
    """Return what a word is to the claim that it introduces, apart from what it makes of it.

    Verbs: "requests", "bids" (with an infinitive) and "pleads" ("for") ask for something, "wishes" for oneself;
    "judges" takes object and complement, "names" one without "as"; "tells" takes a noun, "speaks" one with a
    preposition, "voices" one for an attitude, "utters" one of saying, "puts" a number; "cites" a further source;
    "shows" is said of texts, "finds" too if it takes a noun. Nouns: "claim", "request", "denial", "doubt", and "text",
    which can be a source. Adjectives: "attitude"; adverbs: "hearsay".
    """
    return _classes().get((lemma, f"cue {part}"), NONE)


@cache
def cue_words() -> frozenset[str]:
    """Return the words of any part of speech that may introduce a claim, and the verbs of saying and thinking."""
    return frozenset(lemma for lemma, part in _classes() if part == "verb" or part.startswith("cue ")) | {"according"}


def sense_arguments(lemma: str) -> tuple[str, ...]:
    """Return the arguments that give a verb another meaning: "named in the squad", "moved her to Oslo"."""
    return _senses().get(lemma, ())


@cache
def _senses() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for line in packaged("verb-senses.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        verb, argument = line.split("\t")
        found[verb].append(argument)
    return {verb: tuple(arguments) for verb, arguments in found.items()}
