"""Places by path or by address: on this machine, or in a store of objects such as S3."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from pathlib import Path, PurePosixPath
from secrets import token_hex
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from kg.errors import KgError

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

ADDRESS = re.compile(r"[a-z][a-z0-9+]*://")
SAME = {"s3a://": "s3://", "s3n://": "s3://"}
"""What Hadoop calls S3."""
BUFFER = 1 << 20
BESIDE = ".kg-"
"""What the name of a file begins with until it is filled."""
TRIED_AGAIN = "the same command goes on with what is left"


def is_address(place: str) -> bool:
    """Tell whether a place is an address, "s3://bucket/news", and no path."""
    return bool(ADDRESS.match(place))


def absolute(place: str) -> str:
    """Return a place as it is called from any folder."""
    return place if is_address(place) else str(Path(place).absolute())


def opened(place: str) -> BinaryIO:
    """Return a file by path or address, to be read."""
    if not is_address(place):
        return Path(place).open("rb")
    system, path = filesystem(place)
    return _buffered(system, path)


def listing(place: str) -> dict[str, int] | None:
    """Return the sizes of the files of a folder and of those within, by name; None if it is no folder."""
    if not is_address(place):
        here = Path(place)
        inside = (file for file in here.rglob("*") if file.is_file())
        return {file.relative_to(here).as_posix(): file.stat().st_size for file in inside} if here.is_dir() else None
    from pyarrow.fs import FileSelector, FileType

    system, root = filesystem(place)
    if system.get_file_info(root).type != FileType.Directory:
        return None
    found = system.get_file_info(FileSelector(root, recursive=True))
    return {one.path[len(root.rstrip("/")) + 1 :]: one.size for one in found if one.type == FileType.File}


def within(folder: str, name: str) -> str:
    """Return where a file of a folder is; what follows "?" in an address stays at its end."""
    base, mark, query = folder.partition("?") if is_address(folder) else (folder, "", "")
    return f"{base.rstrip('/')}/{name}{mark}{query}"


def size(place: str) -> int | None:
    """Return the size of a file, None if there is none."""
    if not is_address(place):
        return Path(place).stat().st_size if Path(place).exists() else None
    from pyarrow.fs import FileType

    system, path = filesystem(place)
    found = system.get_file_info(path)
    return int(found.size) if found.type == FileType.File else None


def _buffered(system: FileSystem, path: str) -> BinaryIO:
    """Return a file as Python knows files, which pyarrow's own are not: they read no lines."""
    return BufferedReader(cast(RawIOBase, system.open_input_file(path)), BUFFER)


def filesystem(place: str) -> tuple[FileSystem, str]:
    """Return what holds a place, and the path there. Raises KgError for an address of a kind that is not known."""
    from pyarrow import ArrowException
    from pyarrow.fs import FileSystem, LocalFileSystem

    if not is_address(place):
        return LocalFileSystem(), place
    scheme = ADDRESS.match(place)
    assert scheme is not None
    try:
        found: tuple[FileSystem, str] = FileSystem.from_uri(SAME.get(scheme[0], scheme[0]) + place[scheme.end() :])
    except (ArrowException, ValueError, TypeError) as fault:
        expected = "expected file://, s3://, gs://, hdfs:// or abfs://"
        raise KgError(place, str(fault).splitlines()[0], expected, "check the address") from None
    return found


def reason(fault: OSError) -> str:
    """Return why a place cannot be read or written, in a few words."""
    return (os.strerror(fault.errno) if fault.errno else str(fault).splitlines()[0][:200]).lower()


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that all workers see, by absolute path or address. A file is there wholly or not at all."""

    place: str

    def write(self, name: str, fill: Callable[[IO[bytes]], None]) -> None:
        """Put a file in its place once it is filled. Raises KgError where that cannot be done."""
        system, root = filesystem(self.place)
        path = f"{root}/{name}"
        beside = f"{path.rpartition('/')[0]}/{BESIDE}{token_hex(8)}"
        try:
            system.create_dir(path.rpartition("/")[0], recursive=True)
            with system.open_output_stream(beside) as stream:
                fill(stream)
            system.move(beside, path)
        except OSError as fault:
            with suppress(OSError):
                system.delete_file(beside)
            remedy = f"make room or choose another folder; {TRIED_AGAIN}"
            raise KgError(self.place, f"{name} cannot be written: {reason(fault)}", "", remedy) from None

    def read(self, name: str) -> BinaryIO:
        """Return a file, to be read. Raises KgError where that cannot be done."""
        system, root = filesystem(self.place)
        try:
            return _buffered(system, f"{root}/{name}")
        except OSError as fault:
            raise KgError(self.place, f"{name} cannot be read: {reason(fault)}", "", TRIED_AGAIN) from None

    def has(self, name: str) -> bool:
        """Tell whether a file is there."""
        from pyarrow.fs import FileType

        system, root = filesystem(self.place)
        return bool(system.get_file_info(f"{root}/{name}").type == FileType.File)

    def names(self, under: str = "") -> list[str]:
        """Return the files of a folder in it and of those within, sorted."""
        from pyarrow.fs import FileSelector, FileType

        system, root = filesystem(self.place)
        selector = FileSelector(f"{root}/{under}".rstrip("/"), recursive=True, allow_not_found=True)
        try:
            found = system.get_file_info(selector)
        except OSError as fault:
            raise KgError(self.place, reason(fault), "expected a folder", "choose another") from None
        return sorted(one.path[len(root) + 1 :] for one in found if one.type == FileType.File)

    def tidy(self) -> None:
        """Take away what was begun in it, and not filled, by a process that was killed."""
        for name in self.names():
            if PurePosixPath(name).name.startswith(BESIDE):
                self.remove(name)

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        system, root = filesystem(self.place)
        with suppress(FileNotFoundError):
            system.delete_file(f"{root}/{name}")
