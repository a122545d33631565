"""Export formats: a table of writers, each the same bytes for the same graph."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from kg.errors import KgError
from kg.graph import seal
from kg.graph.place import FORMAT
from kg.graph.seal import Seal, sealing
from kg.graph.store import Store
from kg.replacing import replaced, umask
from kg.writers.followthemoney import followthemoney
from kg.writers.jsonld import jsonld
from kg.writers.neo4j import neo4j
from kg.writers.network import gexf, graphml
from kg.writers.nquads import nquads
from kg.writers.package import SUFFIX, Package
from kg.writers.parquet import parquet
from kg.writers.plover import plover
from kg.writers.rdfxml import rdfxml
from kg.writers.trig import trig
from kg.writers.turtle import turtle
from kg.writers.web_annotations import web_annotations

Writer = Callable[[Store, IO[bytes]], None]

WRITERS: dict[str, Writer] = {
    "turtle": turtle,
    "trig": trig,
    "nquads": nquads,
    "jsonld": jsonld,
    "rdfxml": rdfxml,
    "graphml": graphml,
    "gexf": gexf,
    "neo4j": neo4j,
    "parquet": parquet,
    "followthemoney": followthemoney,
    "plover": plover,
    "annotations": web_annotations,
}
SUFFIXES = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".oa.jsonld": "annotations",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".ftm.json": "followthemoney",
    ".csv": "plover",
}
"""The longer of two that fit comes first."""
SEALED = tuple(SUFFIXES[suffix] for suffix in seal.SUFFIXES)
"""The formats that have comments, and with them a seal by which `kg load` knows an export that is as it was written."""


def write(store: Store, format_: str, stream: IO[bytes]) -> None:
    """Write the graph to a binary stream; a format of several files is a zip there. Raises KgError without it."""
    writer = WRITERS[known(format_)]
    if format_ in SEALED and store.rules and store.reader.article_nodes():
        with sealing(stream, Seal(store.rules, FORMAT)) as sealed:
            writer(store, sealed)
    else:
        writer(store, stream)


def known(format_: str) -> str:
    """Return the format; raise KgError for one that is not in WRITERS."""
    if format_ not in WRITERS:
        raise KgError("export", f"no format {format_!r}", f"expected one of {', '.join(WRITERS)}", "choose one with -f")
    return format_


def in_files(format_: str) -> bool:
    """Tell whether a format is several files, which stand in a folder or in a zip, and not on standard output."""
    return isinstance(WRITERS[known(format_)], Package)


def format_of(path: Path) -> str:
    """Return the format that the suffix of a file names; raise KgError for any other suffix."""
    name = path.name.lower()
    found = next((format_ for suffix, format_ in SUFFIXES.items() if name.endswith(suffix)), None)
    if found is None:
        expected = f"expected one of {', '.join(SUFFIXES)}"
        raise KgError(str(path), f"suffix {path.suffix!r} names no format", expected, "rename it, or choose with -f")
    return found


def export_file(store: Store, format_: str, path: Path) -> None:
    """Write the graph to a file all at once: whoever reads it sees the old file or the new one, never half of it.

    A format of several files makes a folder, or a zip where the name says so.
    """
    writer = WRITERS[known(format_)]
    if isinstance(writer, Package) and path.suffix.lower() != SUFFIX:
        _folder(store, writer, path)
        return
    try:
        with replaced(path) as stream:
            write(store, format_, stream)
    except OSError as fault:
        raise _unwritable(path, fault) from None


def _folder(store: Store, package: Package, path: Path) -> None:
    """Fill a folder beside the place and move it there; what stood there must be an earlier export, or empty."""
    there = {file.name for file in path.iterdir()} if path.is_dir() else {path.name} if path.exists() else set()
    if not there <= package.names:
        found = f"{min(there - package.names)!r} is there, which is no part of this format"
        raise KgError(str(path), found, f"expected a folder of {', '.join(sorted(package.names))}", "choose another")
    try:
        beside = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    except OSError as fault:
        raise _unwritable(path, fault) from None
    try:
        package.fill(store, beside)
        beside.chmod(0o777 & ~umask())
        old = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
        if path.exists():
            path.replace(old)
        beside.replace(path)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as fault:
        raise _unwritable(path, fault) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _unwritable(path: Path, fault: OSError) -> KgError:
    return KgError(str(path), f"cannot be written: {fault.strerror}", "", "choose another file")
