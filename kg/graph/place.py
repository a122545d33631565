"""The folder of a store on disk: how it is made, recognised and opened.

PLACE/kg.json        format version, and the prefixes of the ontologies the graph was built with
PLACE/oxigraph/      the quads
PLACE/writer.lock    locked by the one process that writes
PLACE/readers/       links to the quads, for those who read while another process writes
PLACE/journal.db     where the articles came from, and whether it is settled who is who since
PLACE/tables.duckdb  columns to count in, made from the quads; tables-changes.duckdb has what changed since
PLACE/identity.db    who is who, in a form that can be brought up to date article by article
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pyoxigraph import Store as Oxigraph

from kg.endpoint import Endpoint
from kg.errors import StoreError
from kg.graph.disk import QUADS, BusyError, Disk
from kg.graph.incoming.datasets import HOUSED, READ, in_memory
from kg.graph.incoming.files import FORMATS, is_rdf
from kg.graph.quads import Quads
from kg.graph.snapshot import View, tidy
from kg.graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from kg.graph.remote.dataset import Remote

FORMAT = 5
MARKER = "kg.json"


def opened(
    place: Path, create: bool, read_only: bool, whole: bool, prefixes: Mapping[str, str]
) -> tuple[Quads | View, Mapping[str, str], str]:
    """Return the quads of a store, an export or an endpoint, or a view of them, and its prefixes with the new ones.

    For an export that is as it was written, the rules are added by which it is settled who is who in it.

    Raises StoreError if there is none (and `create` is not set), it is another format, or another process writes to it.
    """
    if isinstance(place, Endpoint):
        from kg.graph.remote import opening

        return *opening.opened(place, create, read_only, whole, prefixes), ""
    if is_rdf(place) and (place.is_file() or (read_only and not place.exists())):
        return _read(place, read_only, prefixes)
    if create and not read_only and not _is_taken(place):
        _make(place)
    known = _prefixes(place)
    try:
        if read_only:
            return View(place, place / QUADS), joined(place, known, prefixes), ""
        disk = Disk(place)
    except BusyError as busy:
        raise _written(place, str(busy)) from None
    except (OSError, RuntimeError) as fault:  # RocksDB has either for damage
        raise unopened(place, fault) from None
    try:
        tidy(place)
        known = _prefixes(place)  # as the last writer left them
        wanted = joined(place, known, prefixes)
        if wanted != known:
            _write_marker(place, wanted)
    except BaseException:
        disk.close()
        raise
    return disk, wanted, ""


def _read(file: Path, read_only: bool, prefixes: Mapping[str, str]) -> tuple[Quads, Mapping[str, str], str]:
    if not read_only:
        remedy = f"load it into one: kg load {file} --graph kg.db"
        raise StoreError(str(file), "it is a file, which is only read", "expected a graph to be changed", remedy)
    quads, names, seal = in_memory(file, prefixes)
    return quads, names.prefixes, seal.rules if seal and seal.is_ours(FORMAT) else ""


def served(quads: Quads) -> Remote | None:
    """Return the quads if a server holds them, None if they are on disk or in memory."""
    return None if isinstance(quads, Oxigraph | Disk) else cast("Remote", quads)


def released(quads: Quads) -> None:
    """Let others write; end the connections to an endpoint."""
    if isinstance(quads, Disk):
        quads.close()
    elif remote := served(quads):
        remote.close()


def _is_taken(place: Path) -> bool:
    return place.is_file() or (place.is_dir() and any(place.iterdir()))


def _make(place: Path) -> None:
    """Make an empty store beside the place and move it there, so that no half-made one is ever seen."""
    beside = _beside(place)
    try:
        Oxigraph(str(beside / QUADS)).flush()
        _write_marker(beside, dict(PREFIXES))
    except OSError as fault:
        raise _unmade(place, fault) from None
    try:
        beside.replace(place)
    except OSError:  # another process was quicker: what it made will be opened
        shutil.rmtree(beside)


def _beside(place: Path) -> Path:
    """Make an empty folder beside a place."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
        beside.chmod(0o755)
    except OSError as fault:
        raise _unmade(place, fault) from None
    return beside


def _unmade(place: Path, fault: OSError) -> StoreError:
    return StoreError(str(place), f"cannot be made: {fault}", "", "choose another place with --graph")


@contextmanager
def staging(place: Path) -> Iterator[Path | None]:
    """Give a folder that may become the graph of a place where nothing is yet; else None.

    What does not become it is removed. Raises StoreError if none can be made.
    """
    if isinstance(place, Endpoint) or is_rdf(place) or _is_taken(place):
        yield None
        return
    beside = _beside(place)
    try:
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def adopt(place: Path, staged: Path, prefixes: Mapping[str, str]) -> None:
    """Make a `staging` folder, whose quads come from a dataset that was closed since, the graph of the place.

    Raises StoreError if that cannot be done, or another process made a graph there meanwhile.
    """
    kept = staged / (HOUSED if (staged / HOUSED).exists() else READ)
    try:
        kept.replace(staged / QUADS)
        shutil.rmtree(staged / READ, ignore_errors=True)
        _write_marker(staged, joined(place, PREFIXES, prefixes))
        staged.replace(place)
    except OSError as fault:
        raise _unmade(place, fault) from None


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
        expected = f"expected a folder with {MARKER}" + (f", or one of {', '.join(FORMATS)}" if place.is_file() else "")
        raise StoreError(str(place), "it is not a graph", expected, other) from None
    if version != FORMAT:
        expected = f"this program reads version {FORMAT}"
        raise StoreError(str(place), f"a graph of format version {version}", expected, "build it anew")
    return prefixes


def joined(place: Path, known: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Return known and new prefixes; raise StoreError if one means two things."""
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


def _written(place: Path, by: str) -> StoreError:
    process = f"another process ({by})" if by else "another process"
    expected, remedy = "a graph has one writer at a time", "wait until it is done"
    return StoreError(str(place), f"{process} is writing to it", expected, remedy)


def unopened(place: Path, fault: OSError | RuntimeError) -> StoreError:
    """Return the error for quads that cannot be opened."""
    if any(word in str(fault) for word in ("Permission denied", "Read-only file system", "No space left")):
        return StoreError(str(place), f"cannot be written: {fault}", "", "check the disk and its permissions")
    if "lock" in str(fault).casefold():  # RocksDB's own, which programs without ours hold
        return _written(place, "")
    return StoreError(
        str(place),
        f"it cannot be opened: {' '.join(str(fault).split())}",
        "",
        "check the folder, or build the graph anew",
    )
