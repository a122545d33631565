"""`kg extract`: statements with their evidence."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import IO, Annotated

import typer

from kg.cli.options import DEFAULT_MODEL, ModelName, OntologyFiles, Paths
from kg.cli.progress import tracked
from kg.cli.reporting import Errors
from kg.errors import KgError


class View(StrEnum):
    """How open statements are printed."""

    binary = "binary"
    nary = "nary"


def extract(
    paths: Paths,
    open_: Annotated[bool, typer.Option("--open", help="Add what no relation of the ontology covers.")] = False,
    view: Annotated[View, typer.Option(help="Print open statements as triples, or one line a clause.")] = View.binary,
    rejected: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what was considered and dropped, with the reason.")
    ] = None,
    ontology: OntologyFiles = None,
    model: ModelName = DEFAULT_MODEL,
) -> None:
    """Print the statements of articles as JSON Lines, one for each sentence that makes one.

    Example: kg extract --open examples/articles | head
    """
    from kg.lines import line, rejection_row, statement_rows
    from kg.pipeline import extractions, make_extractor
    from kg.readers import expected

    errors = Errors()
    extractor = make_extractor(model, ontology)
    out = sys.stdout.buffer
    found = extractions(paths, extractor, errors, open_=view.value if open_ else "")
    with _opened(rejected) as dropped:
        for extraction in tracked(found, "reading", partial(expected, paths)):
            for statement in (*extraction.statements, *extraction.open_statements):
                out.writelines(map(line, statement_rows(statement)))
            if dropped:
                dropped.writelines(line(rejection_row(rejection)) for rejection in extraction.rejections)
    out.flush()
    errors.exit()


def _opened(file: Path | None) -> AbstractContextManager[IO[bytes] | None]:
    """Return a file to write into, or nothing where none is named; raise KgError if it cannot be written."""
    if file is None:
        return nullcontext()
    try:
        return file.open("wb")
    except OSError as fault:
        raise KgError(str(file), f"cannot be written ({fault.strerror})", "expected a file in a folder that is there",
                      "choose another with --rejected") from None  # fmt: skip
