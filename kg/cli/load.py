"""`kg load`: a graph back from an export."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_GRAPH, GraphPlace, LedgerFile, OntologyFiles
from kg.cli.reporting import Errors, account

if TYPE_CHECKING:
    from kg.graph.reading import Reader
    from kg.identity import Decision


def load(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE|FOLDER...", help="Exports: .trig, .nq, .jsonld, .ttl, .nt, .rdf, also with .gz."),
    ],
    graph: GraphPlace = DEFAULT_GRAPH,
    replace: Annotated[
        bool, typer.Option("--replace", help="Where the graph reads an article otherwise, take the file's reading.")
    ] = False,
    ontology: OntologyFiles = None,
    ledger: LedgerFile = None,
) -> None:
    """Add the articles of exports to the graph, with all their evidence, and settle who is who in them.

    Each file is checked before anything of it is added: every quote is cut from its text again, every fact must lead
    to its evidence. The parts in a folder are one export. Two graphs become the one that a single build had made;
    decisions come along, into the ledger. Ontologies need naming only for files of other programs, for their prefixes.

    Example: kg load graph.trig --graph copy.db
    """
    errors = Errors()
    for file in files:
        _load(file, graph, replace, _prefixes(ontology), ledger, errors)
    errors.exit()


def _load(
    file: Path, graph: Path, replace: bool, prefixes: dict[str, str], ledger: Path | None, errors: Errors
) -> None:
    from kg.errors import KgError
    from kg.graph.incoming.checked import decisions
    from kg.graph.incoming.files import dataset
    from kg.graph.incoming.filling import check

    with ExitStack() as stack:
        try:
            reader = stack.enter_context(dataset([file], prefixes))
            check(reader, str(file))
            coming = decisions(reader)
        except KgError as error:
            errors(error)
            return
        print(f"{graph}: {_fill(reader, coming, graph, replace, ledger, errors)} from {file}", file=sys.stderr)


def _fill(
    reader: Reader, coming: list[Decision], graph: Path, replace: bool, named: Path | None, errors: Errors
) -> str:
    """Add what was checked to the graph, and decisions to its ledger; return what was done."""
    from kg.graph.incoming.filling import fill
    from kg.graph.store import Store
    from kg.graph.wording import counted
    from kg.pipeline import begin, ledger_of, settle

    with Store.open(graph, create=True, prefixes=reader.names.prefixes) as store:
        ledger = ledger_of(graph, named, store)
        begin(store, "load")
        known = {one.id for one in ledger.decisions}
        new = [one for one in coming if one.id not in known]
        loaded = fill(store, reader, replace, errors)
        if new:
            ledger = ledger.changed(added=new)
            ledger.write()
        settled = settle(store, ledger, errors)
    parts = [str(loaded), counted(len(new), "decision") if new else "", account(settled) if settled else ""]
    return ", ".join(part for part in parts if part)


def _prefixes(ontology: list[Path] | None) -> dict[str, str]:
    from kg.ontology import load as read

    return dict(read(ontology).prefixes) if ontology else {}
