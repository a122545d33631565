"""Tab-separated tables of `ontologies/`: a header, comment lines that open with "#", one row a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import KgError


def folder() -> Path:
    """Return the folder `ontologies`: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "ontologies"
    return installed if installed.is_dir() else package.parent / "ontologies"


def lines(table: str, columns: Sequence[str]) -> list[str]:
    """Return the rows of `ontologies/TABLE.tsv` as lines, in file order.

    Raises KgError if the file is missing or its header is another.
    """
    path = folder() / f"{table}.tsv"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise KgError(str(path), f"cannot be read ({error.strerror})", "a table", "reinstall the package") from None
    found = [line for line in text.split("\n") if line and line[0] != "#"]
    header = "\t".join(columns)
    if found[:1] != [header]:
        raise KgError(str(path), f"header {found[:1]}", repr(header), "restore the columns")
    return found[1:]


def rows(table: str, columns: Sequence[str]) -> Iterator[list[str]]:
    """Yield the cells of each row of `ontologies/TABLE.tsv` in file order, as many as there are columns.

    Raises KgError as `lines` does, or if a row has too few or too many cells.
    """
    for line in lines(table, columns):
        cells = line.split("\t")
        if len(cells) != len(columns):
            place = f"{folder() / table}.tsv"
            raise KgError(place, f"{len(cells)} cells in {line!r}", f"{len(columns)}: {', '.join(columns)}", "mend it")
        yield cells


def parts(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several, parted by "|"."""
    return tuple(cell.split("|")) if cell else ()
