"""What a graph says of one node, and how one thing of it is taken out."""

from __future__ import annotations

from typing import Any

from pyoxigraph import NamedNode

from kg.errors import StoreError
from kg.graph import vocabulary as v

Description = dict[str, list[Any]]
"""What a graph says of one node: predicate IRI -> objects, each a NamedNode or a Literal."""


def own_sources(about: Description) -> list[NamedNode]:
    """Return who says so as the article describes them, in order."""
    sources: list[NamedNode] = about.get(v.OWN_SOURCE.value, [])
    numbered = v.PREFIXES["rdf"] + "_"
    places = {int(key.removeprefix(numbered)): about[key][0] for key in about if key.startswith(numbered)}
    return [places[number] for number in sorted(places)] or sources


def aliases(about: Description) -> tuple[str, ...]:
    return tuple(sorted(alias.value for alias in about.get(v.ALT_LABEL.value, ())))


def value(about: Description, predicate: NamedNode) -> str:
    found = about.get(predicate.value)
    return found[0].value if found else ""


def the_one(about: Description, predicate: NamedNode, node: NamedNode) -> Any:  # noqa: ANN401 - an IRI or a literal, as the predicate has it
    found = about.get(predicate.value)
    if not found:
        raise lacking(node, predicate)
    return found[0]


def among(known: tuple[str, ...], node: NamedNode) -> str:
    name = node.value.removeprefix(v.KG)
    if name not in known:
        raise StoreError(node.value, "an unknown value", f"expected one of {', '.join(known)}", "build the graph anew")
    return name


def lacking(node: NamedNode, predicate: NamedNode) -> StoreError:
    return StoreError(node.value, f"it has no {v.Names().curie(predicate)}", "the graph is damaged", "run `kg check`")
