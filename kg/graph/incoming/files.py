"""RDF files as quads: which formats there are, and a dataset of what some files hold."""

from __future__ import annotations

import gzip
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO, cast
from xml.parsers import expat

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat
from pyoxigraph import Store as Oxigraph

from kg.errors import ReadError
from kg.graph import vocabulary as v
from kg.graph.incoming.homes import housed
from kg.graph.rdf import DEFAULT
from kg.graph.reading import Reader
from kg.graph.seal import Seal, Sealed

FORMATS = {
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
}
ZIPPED = ".gz"
IN_MEMORY = 64_000_000
"""Up to how many bytes of files are held in memory; more go through a folder of their own."""
SMALLER = 10  # times: what gzip makes of quads


def is_rdf(path: Path) -> bool:
    """Tell whether the suffix of a file is that of a format that can be read (.nq, .trig.gz, …)."""
    return _suffix(path) in FORMATS


def _suffix(path: Path) -> str:
    name = path.name.lower()
    return Path(name.removesuffix(ZIPPED)).suffix


UNFINISHED = "_UNFINISHED"
"""The file that lies in the folder of a graph in parts until all of them are written."""
READ, HOUSED = "read", "housed"
"""Where in a folder the quads are kept as they were read, and once each stands in its named graph if they were not."""


@contextmanager
def dataset(
    paths: Sequence[Path], prefixes: Mapping[str, str] = v.PREFIXES, folder: Path | None = None
) -> Iterator[tuple[Reader, Seal | None]]:
    """Give a reader of what files and folders hold together, each triple in its named graph, and the seal of a file.

    There is a seal where a single file is as it was written. `prefixes` are those of ontologies that the files do not
    declare. The quads stay in the `folder`, if one is named.

    Raises ReadError if one is missing, of another format or damaged, StoreError where triples of a format without
    named graphs do not tell to which article they belong.
    """
    files = list(_files(paths))
    size = sum(file.stat().st_size * (SMALLER if file.name.endswith(ZIPPED) else 1) for file in files)
    if folder is None and size <= IN_MEMORY:
        quads, names, seal = _filled(Oxigraph(), Oxigraph, files, prefixes)
        yield Reader(quads, names), seal
        return
    with tempfile.TemporaryDirectory(prefix="kg-") if folder is None else nullcontext(str(folder)) as kept:
        read = Oxigraph(f"{kept}/{READ}")
        quads, names, seal = _filled(read, lambda: Oxigraph(f"{kept}/{HOUSED}"), files, prefixes)
        yield Reader(quads, names), seal


def in_memory(file: Path, prefixes: Mapping[str, str]) -> tuple[Oxigraph, Mapping[str, str], Seal | None]:
    """Return the quads of one file, its prefixes, of which no triple is left that declares them, and its seal."""
    quads, names, seal = _filled(Oxigraph(), Oxigraph, list(_files([file])), prefixes)
    for declaration in list(quads.quads_for_pattern(None, v.PREFERRED_PREFIX, None, DEFAULT)):
        quads.remove(declaration)
    return quads, names.prefixes, seal


def _filled(
    quads: Oxigraph, other: Callable[[], Oxigraph], files: Sequence[Path], prefixes: Mapping[str, str]
) -> tuple[Oxigraph, v.Names, Seal | None]:
    """Return the quads of files, the names in them, and the seal of a single one.

    `other` makes a store for those without named graphs.
    """
    seals = [_read(file, quads) for file in files]
    seal = seals[0] if len(seals) == 1 else None
    for graph in list(quads.named_graphs()):
        if isinstance(graph, BlankNode):  # rdflib writes the default graph so, in JSON-LD
            quads.bulk_extend(Quad(*quad.triple) for quad in quads.quads_for_pattern(None, None, None, graph))
            quads.remove_graph(graph)
    names = v.Names({**prefixes, **_declared(quads)})
    if next(quads.named_graphs(), None) is None and len(quads):
        home = other()
        home.bulk_extend(housed(Reader(quads, names)))
        return home, names, seal
    return quads, names, seal


def _declared(quads: Oxigraph) -> dict[str, str]:
    """Return the prefixes that the files declare as data; ids are hashes of CURIEs."""
    rows = quads.quads_for_pattern(None, v.PREFERRED_PREFIX, None, DEFAULT)
    return {cast(Literal, row.object).value: cast(NamedNode, row.subject).value for row in rows}


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir() and (path / UNFINISHED).exists():
            found = "the build that writes it has not come to its end"
            raise ReadError(str(path), found, "expected a whole graph", "run that kg build again")
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.is_file() and is_rdf(file))
            if not inside:
                raise ReadError(str(path), "no RDF file is in it", _expected(), "name another folder")
            yield from inside
        elif not path.exists():
            raise ReadError(str(path), "no such file", _expected(), "check the name")
        elif not is_rdf(path):
            raise ReadError(str(path), f"suffix {path.suffix!r} names no format", _expected(), "rename it")
        else:
            yield path


def _expected() -> str:
    return f"expected {', '.join(FORMATS)}, also followed by {ZIPPED}"


def _read(file: Path, quads: Oxigraph) -> Seal | None:
    """Read a file, and return its seal if it has one that fits."""
    format_ = FORMATS[_suffix(file)]
    try:
        if format_ == RdfFormat.RDF_XML:  # cut off within a word, it is whole to Oxigraph's parser
            with _opened(file) as stream:
                expat.ParserCreate().ParseFile(stream)
        with _opened(file) as stream:
            sealed = Sealed(stream)
            quads.bulk_load(cast("IO[bytes]", sealed), format_)
        return sealed.seal()
    except expat.ExpatError as fault:
        found = f"it cannot be parsed: {expat.errors.messages[fault.code]}"
        raise ReadError(f"{file}, line {fault.lineno}", found, "nothing was loaded", "export it anew") from None
    except SyntaxError as fault:
        place = f"{file}, line {fault.lineno}" if fault.lineno else str(file)
        raise ReadError(place, f"it cannot be parsed: {fault.msg}", "nothing was loaded", "export it anew") from None
    except (OSError, EOFError, ValueError, zlib.error) as fault:
        if "No space left" in str(fault):
            found = "there is no space left on the disk for what it holds"
            raise ReadError(str(file), found, "nothing was loaded", "free some") from None
        found = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
        raise ReadError(str(file), f"it cannot be read: {found}", "nothing was loaded", "export it anew") from None


def _opened(file: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(file)) if file.name.lower().endswith(ZIPPED) else file.open("rb")
