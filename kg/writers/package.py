"""Formats of several files: written into a folder, or packed into one .zip that has the same bytes each time."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from typing import IO

from kg.graph.store import Store

SUFFIX = ".zip"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can name: no clock stands in an export."""


@dataclass(frozen=True)
class Package:
    """A writer of several files with fixed names; put on a stream, they are one zip."""

    fill: Callable[[Store, Path], None]
    names: frozenset[str]

    def __call__(self, store: Store, stream: IO[bytes]) -> None:
        with tempfile.TemporaryDirectory(prefix="kg-") as name:
            folder = Path(name)
            self.fill(store, folder)
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
                for file in sorted(folder.iterdir()):
                    entry = zipfile.ZipInfo(file.name, EARLIEST)
                    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                    with file.open("rb") as source, packed.open(entry, "w", force_zip64=True) as target:
                        copyfileobj(source, target)
