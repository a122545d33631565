"""General words of phrases: "person" in a phrase stands for whatever noun names a person, "degree" for a doctorate.

So "{subject} is a {object} person" also finds "X is a German engineer", and "{subject} obtained a degree" "X earned an
MBA". The words are data, in `ontologies/general-words.tsv`, verbs with "to" before the general one; "person" is every
head noun of a person in `nominals.tsv`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from kg.gazetteer import nominal
from kg.ontology import packaged

PERSON = "person"
TO = "to "
NONE: frozenset[str] = frozenset()
ONLY_PERSON = frozenset((PERSON,))


@cache
def _words() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in packaged("general-words.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "general\t")):
            general, word = line.split("\t")
            found[f"{TO}{word}" if general.startswith(TO) else word].add(general)
    return {word: frozenset(generals) for word, generals in found.items()}


@lru_cache(maxsize=1 << 12)
def general_verbs(lemma: str) -> frozenset[str]:
    """Return the general verbs that cover a verb's lemma: "earn" gives {"obtain"}; not the lemma itself."""
    return frozenset(general.removeprefix(TO) for general in _words().get(f"{TO}{lemma}", NONE))


@lru_cache(maxsize=1 << 12)
def general_words(lemma: str) -> frozenset[str]:
    """Return the general words that cover a lemma: "engineer" gives {"employee", "person"}; not the lemma itself."""
    found = _words().get(lemma, NONE)
    known = nominal(lemma)
    if known is not None and known.type == "news:Person" and lemma != PERSON:
        return found | ONLY_PERSON
    return found
