"""`kg build --engine spark`: articles into the folder of a graph, on many machines."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from kg.cli.progress import working
from kg.cli.reporting import Errors, account
from kg.errors import KgError


def build_on_spark(
    paths: list[str],
    graph: Path,
    output: str | None,
    ontology: list[Path] | None,
    model: str,
    ledger: Path | None,
    columns: str,
    master: str,
    refused: Sequence[str],
) -> None:
    """Write the graph of the articles into a folder; `refused` are options that were given and mean nothing there."""
    from kg.addresses import Folder, absolute
    from kg.making import made_by, program
    from kg.pipeline import make_extractor
    from kg.readers import mapping
    from kg.settling import ledger_of
    from kg.spark.build import build
    from kg.spark.session import session
    from kg.spark.shards import Reading

    if refused:
        raise KgError("--engine spark", f"{refused[0]} goes with one machine only", "", "leave it out")
    if not output:
        found = "no folder to write into"
        raise KgError("--engine spark", found, "expected -o FOLDER, or its address", "then kg load FOLDER")
    errors, named = Errors(), mapping(columns)
    make = partial(make_extractor, model, [file.absolute() for file in ontology] if ontology else None)
    decided = ledger_of(graph, ledger)
    with working("reading, on Spark"), session(master) as context:
        extractor = make()
        reading = Reading((*made_by(extractor), program()), make, dict(extractor.ontology.prefixes))
        done, settled = build(context, paths, named, reading, decided, Folder(absolute(output)), errors)
    print(f"{output}: {done}\nwho is who: {account(settled)}", file=sys.stderr)
    errors.exit()
