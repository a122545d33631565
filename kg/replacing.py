"""Files that change all at once: whoever reads one sees the old file or the new one, never half of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def replaced(path: Path) -> Iterator[IO[bytes]]:
    """Give a stream whose content takes the place of a file at the end; where that fails, the old file stays.

    A device or a pipe (/dev/stdout) is written to, and never replaced. Raises OSError if the folder is not there, or
    cannot be written to.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as stream:
            yield stream
        return
    number, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(number, "wb") as stream:
            yield stream
        beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def umask() -> int:
    """Return which permissions new files do not have."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
