"""A graph as an export holds it, in memory."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, parse
from pyoxigraph import Store as Oxigraph

from kg.errors import StoreError
from kg.graph import vocabulary as v
from kg.graph.store import Store

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
}


def exported(path: Path) -> Store:
    """Return what a file holds as a store, to read: statements with their weight, entities and relations.

    Of a Turtle file, which has no named graphs, the evidence cannot be told by article. Raises StoreError if it is no
    export.
    """
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        expected = f"expected a graph's folder, or a file of one of {', '.join(FORMATS)}"
        raise StoreError(str(path), f"suffix {path.suffix!r} names no export", expected, "name another")
    quads = Oxigraph()
    try:
        read = parse(path=str(path), format=format_)
        quads.bulk_extend(read)
    except (SyntaxError, ValueError) as fault:
        remedy = "export it again"
        raise StoreError(str(path), f"it cannot be read: {fault}", f"expected {format_.name}", remedy) from None
    except OSError as fault:
        raise StoreError(str(path), f"it cannot be read: {fault.strerror or fault}", "", "name another") from None
    known = {namespace: prefix for prefix, namespace in v.PREFIXES.items()}
    own = {prefix: iri for prefix, iri in read.prefixes.items() if iri not in known and prefix not in v.PREFIXES}
    return Store(path, quads, {**v.PREFIXES, **own})
