"""A view of a store that a writer can go on changing: links to its files as they are at one moment.

RocksDB's files of sorted rows are never changed, only deleted; its log only grows, and ends where it ends when it is
opened. So links to them, and a copy of the manifest that names them, are a consistent store for as long as a reader
wants it, whatever a writer does meanwhile. PLACE/readers/ holds a folder of links for each reader.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
import weakref
from contextlib import suppress
from pathlib import Path
from typing import IO

from pyoxigraph import Store as Oxigraph

FOLDER, HELD, CURRENT = "readers", "held", "CURRENT"
LINKED = (".sst", ".log", ".blob")
ATTEMPTS = 50
FORGOTTEN = 60.0
"""Seconds after which a folder in which nothing is locked was left behind."""


class View:
    """The quads of a store as they were when it was made, until it is closed or nobody has it any more.

    Where no folder can be made beside the quads, as on a read-only disk, no other process writes either, and they are
    opened as they are. Raises OSError if they cannot be opened.
    """

    def __init__(self, place: Path, quads: Path) -> None:
        tidy(place)
        try:
            (place / FOLDER).mkdir(exist_ok=True)
            links = Path(tempfile.mkdtemp(dir=place / FOLDER))
        except OSError:
            self.quads = Oxigraph.read_only(str(quads))
            return
        lock = (links / HELD).open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)
        self._forget = weakref.finalize(self, _forget, links, lock, os.getpid())
        try:
            self.quads = _opened(quads, links)
        except BaseException:
            self._forget()
            raise

    def close(self) -> None:
        """Remove the links."""
        del self.quads
        if hasattr(self, "_forget"):
            self._forget()


def tidy(place: Path) -> None:
    """Remove the views of readers that were killed."""
    with suppress(OSError):
        for links in (place / FOLDER).iterdir():
            if _is_left(links):
                shutil.rmtree(links, ignore_errors=True)


def _is_left(links: Path) -> bool:
    try:
        with (links / HELD).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return os.fstat(lock.fileno()).st_nlink > 0
    except FileNotFoundError:
        return time.time() - links.stat().st_mtime > FORGOTTEN
    except OSError:
        return False


def _forget(links: Path, lock: IO[str], process: int) -> None:
    if os.getpid() == process:  # and not in a fork of it
        shutil.rmtree(links, ignore_errors=True)
        lock.close()
        with suppress(OSError):
            links.parent.rmdir()


def _opened(quads: Path, links: Path) -> Oxigraph:
    """Return the store of links to another one; of one that has no manifest, say what is wrong with it."""
    for attempt in range(ATTEMPTS):
        if _linked(quads, links):
            return Oxigraph.read_only(str(links))
        time.sleep(0.002 * (attempt + 1))
    raise OSError("its files change faster than they can be read; try again")


def _linked(quads: Path, links: Path) -> bool:
    """Link the files of a store into a folder; tell whether they all belong to one manifest."""
    for old in links.iterdir():
        if old.name != HELD:
            old.unlink()
    before = _manifest(quads)
    for name in os.listdir(quads):  # noqa: PTH208 - names as they are now, while files come and go
        if name.endswith(LINKED):
            with suppress(FileNotFoundError):  # deleted meanwhile: not needed, or the manifest has changed as well
                os.link(quads / name, links / name)
    if _manifest(quads) != before:
        return False
    name, content = before
    (links / name).write_bytes(content)
    (links / CURRENT).write_text(f"{name}\n", encoding="ascii")
    return True


def _manifest(quads: Path) -> tuple[str, bytes]:
    name = (quads / CURRENT).read_text(encoding="ascii").strip()
    return name, (quads / name).read_bytes()
