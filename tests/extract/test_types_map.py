"""The map by which the scorer of entities reads the ontology's classes."""

from __future__ import annotations

import json
from pathlib import Path

from kg.ontology import Ontology, load

MAP = Path(__file__).parents[1] / "maps" / "types.json"
ROOTS = (  # a country is both a place and an agent: places come first
    ("news:Place", "place"),
    ("news:Person", "person"),
    ("news:Group", "person"),
    ("news:Organization", "organization"),
)


def coarse_types(ontology: Ontology) -> dict[str, str]:
    """Return person, place or organization by the local name of each class that is one of them."""
    found = {}
    for name in sorted(ontology.classes):
        kinds = [kind for root, kind in ROOTS if ontology.is_a(name, root)]
        if kinds:
            found[name.partition(":")[2]] = kinds[0]
    return found


def test_the_map_is_that_of_the_ontology():
    """`tests/maps/types.json` holds what the ontology says; rewrite it when a class is added."""
    assert json.loads(MAP.read_text(encoding="utf-8")) == coarse_types(load())
