"""Files as quads: a dataset of what an export holds, each triple in its named graph."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse
from pyoxigraph import Store as Oxigraph

from kg.graph import vocabulary as v
from kg.graph.incoming.files import Export, Found, export_at, reading
from kg.graph.incoming.homes import housed
from kg.graph.rdf import DEFAULT
from kg.graph.reading import Reader
from kg.graph.seal import Seal

IN_MEMORY = 64_000_000
"""Up to how many bytes of files are held in memory; more go through a folder of their own."""
READ, HOUSED = "read", "housed"
"""Where in a folder the quads are kept as they were read, and once each stands in its named graph if they were not."""
WITHOUT_GRAPHS = (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML)


class Dataset(NamedTuple):
    """The quads of an export, the names in them, and its seal if it is as it was written."""

    quads: Oxigraph
    names: v.Names
    seal: Seal | None

    @property
    def reader(self) -> Reader:
        """Return what reads model values out of it."""
        return Reader(self.quads, self.names)


@contextmanager
def dataset(
    place: Path | str, prefixes: Mapping[str, str] = v.PREFIXES, folder: Path | None = None
) -> Iterator[Dataset]:
    """Give what the export at a place holds, which may be in parts.

    `prefixes` are those of ontologies that it does not declare. The quads stay in the `folder`, if one is named.

    Raises ReadError if it is missing, of another format or damaged, StoreError where triples of a format without
    named graphs do not tell to which article they belong.
    """
    export = export_at(place)
    if folder is None and export.size <= IN_MEMORY:
        yield _filled(export, lambda name: Oxigraph(), prefixes)
        return
    with tempfile.TemporaryDirectory(prefix="kg-") if folder is None else nullcontext(str(folder)) as kept:
        yield _filled(export, lambda name: Oxigraph(f"{kept}/{name}"), prefixes)


def in_memory(file: Path, prefixes: Mapping[str, str]) -> Dataset:
    """Return what a file holds, without the triples that declare prefixes."""
    found = _filled(export_at(file), lambda name: Oxigraph(), prefixes)
    for declaration in list(found.quads.quads_for_pattern(None, v.PREFERRED_PREFIX, None, DEFAULT)):
        found.quads.remove(declaration)
    return found


def _filled(export: Export, make: Callable[[str], Oxigraph], prefixes: Mapping[str, str]) -> Dataset:
    """Return the dataset of an export; `make` makes a store of some name."""
    told = dict[str, Found]()
    if all(file.format in WITHOUT_GRAPHS for file in export.files):
        quads = make(HOUSED)
        quads.bulk_extend(housed(lambda: _parsed(export, told)))
    else:
        quads = _with_graphs(make, export, told)
    return Dataset(quads, v.Names({**prefixes, **_declared(quads)}), export.sealed(told))


def _parsed(export: Export, told: dict[str, Found]) -> Iterator[Any]:
    """Yield the triples of all files, and note what there is to tell of each."""
    for file in export.files:
        with reading(file, digest=bool(export.digests)) as one:
            yield from parse(cast("IO[bytes]", one.text), file.format)
            told[file.place] = one.found()


def _with_graphs(make: Callable[[str], Oxigraph], export: Export, told: dict[str, Found]) -> Oxigraph:
    """Return the quads of all files; those of an export that names no graphs, by what their triples say."""
    quads = make(READ)
    for file in export.files:
        with reading(file, digest=bool(export.digests)) as one:
            quads.bulk_load(cast("IO[bytes]", one.text), file.format)
            told[file.place] = one.found()
    for graph in list(quads.named_graphs()):
        if isinstance(graph, BlankNode):  # rdflib writes the default graph so, in JSON-LD
            quads.bulk_extend(Quad(*quad.triple) for quad in quads.quads_for_pattern(None, None, None, graph))
            quads.remove_graph(graph)
    if next(quads.named_graphs(), None) is not None or not len(quads):
        return quads
    home = make(HOUSED)
    home.bulk_extend(housed(lambda: quads.quads_for_pattern(None, None, None, DEFAULT)))
    return home


def _declared(quads: Oxigraph) -> dict[str, str]:
    """Return the prefixes that the files declare as data; ids are hashes of CURIEs."""
    rows = quads.quads_for_pattern(None, v.PREFERRED_PREFIX, None, DEFAULT)
    return {cast(Literal, row.object).value: cast(NamedNode, row.subject).value for row in rows}
