"""`kg relations`: what can be extracted, and how English words it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Format, FormatName, OntologyFiles
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.ontology import RelationType


Name = Annotated[str, typer.Argument(metavar="NAME", help="An id, a label, or a word of a phrase.", show_default=False)]


def relations(name: Name = "", ontology: OntologyFiles = None, format: FormatName = Format.TABLE) -> None:
    """List the relations that can be extracted: domain, range, phrases, an example and a counter-example.

    With a NAME only those that fit: the one of this id or label, else all that use the word. Where extractions were
    judged, the last line tells how many were right.

    Example: kg relations expelled
    """
    import orjson

    from kg.ontology import load
    from kg.ontology.precision import measured

    loaded = load(ontology)
    found = loaded.find(name) if name else list(loaded.relations.values())
    if not found:
        near = get_close_matches(name, [one.label for one in loaded.relations.values()], n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "kg relations lists them all"
        raise KgError("relations", f'none is called or worded "{name}"', "expected an id, a label or a word", hint)
    for relation in found:
        if format is Format.JSON:
            right, judged = measured().of(relation.id)
            print(orjson.dumps({**asdict(relation), "precision": {"right": right, "judged": judged}}).decode())
        else:
            print(*stanza(relation), sep="\n", end="\n\n")


def stanza(relation: RelationType) -> Iterator[str]:
    """Yield the lines that show a relation."""
    from kg.ontology.precision import measured

    yield f"{relation.id}  ({relation.label})  {' or '.join(relation.domain)} -> {' or '.join(relation.range)}"
    if relation.comment:
        yield f"    {relation.comment}"
    yield from (f"    {phrase}" for phrase in relation.phrases)
    yield from (f"    yes: {example}" for example in relation.examples)
    yield from (f"    no:  {example}" for example in relation.counter_examples)
    right, judged = measured().of(relation.id)
    if judged:
        yield f"    precision: {right} of {judged} judged extractions were right"
