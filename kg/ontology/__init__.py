"""Turtle files -> Ontology: classes, relations, and the English phrases that state them.

A relation is an `owl:ObjectProperty` (between entities) or an `owl:DatatypeProperty` (from an entity to a value) with
label, domain, range, phrases, example and counter-example. Several domains or ranges, any of which will do, are written
`[ owl:unionOf ( news:Person news:Organization ) ]`, because to OWL a repeated `rdfs:domain` means all of them at once.
A property with only label and `owl:inverseOf` names a relation read backwards ("employs"); it is not extracted itself.
`owl:imports <https://kg.example/ns/news>` adds the packaged ontology to a file of one's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.errors import OntologyError
from kg.model import digest
from kg.ontology.stanzas import classes, relations
from kg.ontology.turtle import OWL, Source, iri, merged_prefixes, parsed
from kg.ontology.values import DATATYPES, ROOTS, THING, Class, Ontology, RelationType

__all__ = ["DATATYPES", "NEWS", "ROOTS", "THING", "Class", "Ontology", "RelationType", "load", "packaged"]

NEWS = "https://kg.example/ns/news"
PACKAGE = Path(__file__).parents[1]


def load(paths: Sequence[Path] | None = None) -> Ontology:
    """Return the ontology of these Turtle files together, or without any the packaged news.ttl.

    Raises OntologyError, which names file and relation, for whatever would make an extraction silently poorer:
    a missing part, an unknown class, a malformed phrase, a name declared twice.
    """
    if paths:
        sources = _with_imports([parsed(path, str(path)) for path in paths])
    else:
        sources = [parsed(packaged(), packaged().name)]
    prefixes = merged_prefixes(sources)
    found, lineages = classes(sources, prefixes)
    types = relations(sources, prefixes, found)
    content = digest(*sorted(map(repr, found.values())), *sorted(one.meaning() for one in types.values()))
    return Ontology(found, types, prefixes, content, lineages)


def packaged(name: str = "news.ttl") -> Path:
    """Return where a file of the folder `ontologies` lies: inside an installed package, or beside it in a checkout."""
    inside = PACKAGE / "ontologies" / name
    return inside if inside.exists() else PACKAGE.parent / "ontologies" / name


def _with_imports(sources: list[Source]) -> list[Source]:
    loaded = {full for source in sources for full in source.typed("Ontology")}
    missing = False
    for source in sources:
        for full in source.typed("Ontology"):
            for wanted in map(iri, source.values(full, OWL + "imports")):
                if wanted not in {NEWS, *loaded}:
                    found = f"owl:imports <{wanted}>, which is not loaded"
                    raise OntologyError(source.place, found, f"only <{NEWS}> is packaged", "pass its file as well")
                missing = missing or wanted not in loaded
    return [parsed(packaged(), packaged().name), *sources] if missing else sources
