"""Export formats: a table of writers, each the same bytes for the same graph."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from kg.errors import KgError
from kg.graph.store import Store
from kg.writers.graphml import graphml
from kg.writers.jsonld import jsonld
from kg.writers.nquads import nquads
from kg.writers.rdfxml import rdfxml
from kg.writers.trig import trig
from kg.writers.turtle import turtle

Writer = Callable[[Store, IO[bytes]], None]

WRITERS: dict[str, Writer] = {
    "turtle": turtle,
    "trig": trig,
    "nquads": nquads,
    "jsonld": jsonld,
    "rdfxml": rdfxml,
    "graphml": graphml,
}
SUFFIXES = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
    ".graphml": "graphml",
}


def write(store: Store, format_: str, stream: IO[bytes]) -> None:
    """Write the graph to a binary stream; raise KgError for a format that is not in WRITERS."""
    if format_ not in WRITERS:
        raise KgError("export", f"no format {format_!r}", f"expected one of {', '.join(WRITERS)}", "choose one with -f")
    WRITERS[format_](store, stream)


def format_of(path: Path) -> str:
    """Return the format that the suffix of a file names; raise KgError for any other suffix."""
    found = SUFFIXES.get(path.suffix.lower())
    if found is None:
        expected = f"expected one of {', '.join(SUFFIXES)}"
        raise KgError(str(path), f"suffix {path.suffix!r} names no format", expected, "rename it")
    return found


def export_file(store: Store, format_: str, path: Path) -> None:
    """Write the graph to a file all at once: whoever reads it sees the old file or the new one, never half of it."""
    try:
        number, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    except OSError as fault:
        raise KgError(str(path), f"cannot be written: {fault.strerror}", "", "choose another file") from None
    beside = Path(name)
    try:
        with os.fdopen(number, "wb") as stream:
            write(store, format_, stream)
        beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        beside.replace(path)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        raise KgError(str(path), f"cannot be written: {fault.strerror}", "", "choose another file") from None
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
