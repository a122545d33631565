"""The folder of a store on disk: how it is made, recognised and opened.

PLACE/kg.json      format version, and the prefixes of the ontologies the graph was built with
PLACE/oxigraph/    the quads
PLACE/readers/     links to the quads, for those who read while another process writes
PLACE/journal.db   where the articles came from, and whether it is settled who is who since
PLACE/identity.db  who is who, in a form that can be brought up to date article by article
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import Store as Oxigraph

from kg.errors import StoreError
from kg.graph.snapshot import CURRENT, View, tidy
from kg.graph.vocabulary import PREFIXES

FORMAT = 3
MARKER, QUADS = "kg.json", "oxigraph"


def opened(
    place: Path, create: bool, read_only: bool, prefixes: Mapping[str, str]
) -> tuple[Oxigraph | View, Mapping[str, str]]:
    """Return the quads of a store, or a view of them to read, and its prefixes, the new ones included.

    Raises StoreError if there is none (and `create` is not set), it is another format, or another process writes to it.
    """
    if create and not read_only and not _is_taken(place):
        _make(place)
    known = _prefixes(place)
    try:
        if read_only:
            return View(place, place / QUADS), _joined(place, known, prefixes)
        if not (place / QUADS / CURRENT).exists():  # a new store would be made in the place of a damaged one
            raise OSError(f"{QUADS}/{CURRENT} is missing")
        quads = Oxigraph(str(place / QUADS))
        tidy(place)
    except (OSError, RuntimeError) as fault:  # RocksDB has either for damage
        raise _unopened(place, fault) from None
    wanted = _joined(place, known, prefixes)
    if wanted != known:
        _write_marker(place, wanted)
    return quads, wanted


def _is_taken(place: Path) -> bool:
    return place.is_file() or (place.is_dir() and any(place.iterdir()))


def _make(place: Path) -> None:
    """Make an empty store beside the place and move it there, so that no half-made one is ever seen."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
        beside.chmod(0o755)
        Oxigraph(str(beside / QUADS)).flush()
        _write_marker(beside, dict(PREFIXES))
    except OSError as fault:
        raise StoreError(str(place), f"cannot be made: {fault}", "", "choose another place with --graph") from None
    try:
        beside.replace(place)
    except OSError:  # another process was quicker: what it made will be opened
        shutil.rmtree(beside)


def _prefixes(place: Path) -> dict[str, str]:
    """Return the prefixes that the marker names."""
    remedy = "run `kg build` first, or name another place with --graph"
    if not place.exists():
        raise StoreError(str(place), "no graph is there", "expected the folder of a graph", remedy)
    try:
        marker = json.loads((place / MARKER).read_text(encoding="utf-8"))
        version, prefixes = marker["format"], dict(marker["prefixes"])
    except PermissionError:
        raise StoreError(str(place), "it may not be read", "", "ask its owner for the right to") from None
    except (OSError, ValueError, KeyError, TypeError):
        other = "name the folder of a graph, or one that does not exist yet, with --graph"
        raise StoreError(str(place), "it is not a graph", f"expected a folder with {MARKER}", other) from None
    if version != FORMAT:
        expected = f"this program reads version {FORMAT}"
        raise StoreError(str(place), f"a graph of format version {version}", expected, "build it anew")
    return prefixes


def _joined(place: Path, known: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    for prefix, namespace in new.items():
        if known.get(prefix, namespace) != namespace:
            found = f"prefix {prefix}: is <{namespace}> in the ontology"
            expected = f"the graph was built with <{known[prefix]}>"
            raise StoreError(str(place), found, expected, "use the same ontology, or another place with --graph")
    return {**known, **new}


def _write_marker(folder: Path, prefixes: Mapping[str, str]) -> None:
    written = json.dumps({"format": FORMAT, "prefixes": dict(sorted(prefixes.items()))}, indent=1, ensure_ascii=False)
    fresh = folder / f"{MARKER}.{os.getpid()}"
    fresh.write_text(written + "\n", encoding="utf-8")
    fresh.replace(folder / MARKER)


def _unopened(place: Path, fault: OSError | RuntimeError) -> StoreError:
    if "lock" in str(fault).casefold():
        expected, remedy = "a graph has one writer at a time", "wait until it is done"
        return StoreError(str(place), "another process is writing to it", expected, remedy)
    if any(word in str(fault) for word in ("Permission denied", "Read-only file system", "No space left")):
        return StoreError(str(place), f"cannot be written: {fault}", "", "check the disk and its permissions")
    return StoreError(
        str(place),
        f"it cannot be opened: {' '.join(str(fault).split())}",
        "",
        "check the folder, or build the graph anew",
    )
