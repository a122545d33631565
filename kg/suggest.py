"""Relations that articles state often and the ontology lacks, as stanzas to paste."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.model import EntityRef, Extraction, Statement

AUXILIARIES = frozenset("has have had will would may might could can should must do does did also still now".split())
COPULAS = frozenset("is are was were be been became become not".split())
THING = "owl:Thing"
EXAMPLES = 3
MOST_WORDS = 5


@dataclass(frozen=True, slots=True, order=True)
class Wording:
    """A relation phrase between two kinds of things: "praised", news:Person, news:Organization."""

    words: str
    subject: str
    object: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A wording, how many sentences have it, and some of them."""

    wording: Wording
    count: int
    sentences: tuple[str, ...]


def suggestions(
    extractions: Iterable[Extraction], root: Callable[[str], str], *, at_least: int = 2
) -> Iterator[Suggestion]:
    """Yield the open relations between entities of known kinds that no phrase covers, the most frequent first.

    Who says what is no suggestion: that is what claims are for.

    The extractions must hold open statements. `root` returns the general class of a class, or owl:Thing.
    """
    found: dict[Wording, list[str]] = defaultdict(list)
    for extraction in extractions:
        covered = {one.evidence[0].trigger for one in extraction.statements} | {one.cue for one in extraction.claims}
        for statement in extraction.open_statements:
            wording = _wording(statement, root)
            if wording is not None and statement.evidence[0].trigger not in covered:
                found[wording].append(" ".join(statement.evidence[0].sentence.text.split()))
    for wording in sorted(found, key=lambda one: (-len(set(found[one])), one)):
        sentences = sorted(set(found[wording]), key=lambda text: (len(text), text))
        if len(sentences) >= at_least:
            yield Suggestion(wording, len(sentences), tuple(sentences[:EXAMPLES]))


def _wording(statement: Statement, root: Callable[[str], str]) -> Wording | None:
    subject, object_ = statement.subject, statement.object
    if subject is None or not isinstance(object_, EntityRef):
        return None
    kinds = root(subject.type), root(object_.type)
    words = [word for word in statement.relation.label.lower().split() if word not in AUXILIARIES]
    if THING in kinds or len(words) > MOST_WORDS or COPULAS.issuperset(words) or not "".join(words).isalpha():
        return None
    return Wording(" ".join(words), *kinds)


def stanza(suggestion: Suggestion) -> str:
    """Return a suggestion as Turtle, its sentences as comments: label, domain, range and phrase are filled in."""
    wording = suggestion.wording
    first, *others = re.findall(r"[a-z]+", wording.words)
    name = first + "".join(word.capitalize() for word in others)
    comments = "\n".join(f"# {text}" for text in suggestion.sentences)
    return (
        f"# sentences that say so: {suggestion.count}\n{comments}\n"
        f'own:{name} a owl:ObjectProperty ; rdfs:label "{wording.words}"@en ; rdfs:comment "…"@en ;\n'
        f"    rdfs:domain {wording.subject} ; rdfs:range {wording.object} ;\n"
        f'    kg:phrase "{{subject}} {wording.words} {{object}}" ;\n'
        f'    skos:example "…"@en ; kg:counterExample "…"@en .\n'
    )
