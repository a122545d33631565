"""The files that are read: by path or by address, as every worker sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath

from kg.addresses import absolute, filesystem, is_address, opened, reason
from kg.errors import ReadError
from kg.readers import SUFFIXES, OnError, is_wanted, listed


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
