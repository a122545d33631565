"""Files by path or by address: on this machine, or in a store of objects such as S3, as every worker sees them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from io import BufferedReader, RawIOBase
from pathlib import Path, PurePosixPath
from secrets import token_hex
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from kg.errors import KgError, ReadError
from kg.readers import SUFFIXES, OnError, is_wanted, listed

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


def files(paths: Sequence[str], on_error: OnError) -> Iterator[tuple[str, str]]:
    """Yield (name, place) of the files that paths and addresses name, as `kg.readers` lists those of paths.

    What follows "?" in an address, "s3://bucket/news?region=eu-north-1", is of its store, and in no file's name.
    """
    for path in paths:
        if not is_address(path):
            yield from ((name, absolute(name)) for name in listed([path], on_error))
            continue
        try:
            yield from _under(path)
        except OSError as fault:
            on_error(ReadError(path, reason(fault), "expected a file or a folder that can be read", "check it"))


def _under(address: str) -> Iterator[tuple[str, str]]:
    from pyarrow.fs import FileSelector, FileType

    system, path = filesystem(address)
    kind = system.get_file_info(path).type
    base, mark, query = address.partition("?")
    if kind == FileType.File:
        yield base, address
    elif kind == FileType.NotFound:
        raise FileNotFoundError(2, "there is no such file")
    else:
        inside = system.get_file_info(FileSelector(path, recursive=True))
        names = [one.path.removeprefix(path).strip("/") for one in inside if one.type == FileType.File]
        for parts in sorted(PurePosixPath(name).parts for name in names):
            name = f"{base.rstrip('/')}/{'/'.join(parts)}"
            hidden = any(part.startswith(".") for part in parts)
            if not hidden and is_wanted(parts[-1], SUFFIXES, partial(opened, f"{name}{mark}{query}")):
                yield name, f"{name}{mark}{query}"


def opened(place: str) -> BinaryIO:
    """Return a file by path or address, to be read."""
    if not is_address(place):
        return Path(place).open("rb")
    system, path = filesystem(place)
    return _buffered(system, path)


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
