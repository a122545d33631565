"""`kg extract`: statements with their evidence."""

from __future__ import annotations

import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_MODEL, ModelName, OntologyFiles, Paths
from kg.cli.progress import tracked
from kg.cli.reporting import Errors


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
    dropped = rejected.open("wb") if rejected else None
    out = sys.stdout.buffer
    found = extractions(paths, extractor, errors, open_=view.value if open_ else "")
    for extraction in tracked(found, "reading", partial(expected, paths)):
        for statement in (*extraction.statements, *extraction.open_statements):
            out.writelines(map(line, statement_rows(statement)))
        if dropped:
            dropped.writelines(line(rejection_row(rejection)) for rejection in extraction.rejections)
    out.flush()
    if dropped:
        dropped.close()
    errors.exit()
