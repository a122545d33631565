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
    from collections.abc import Mapping

    from kg.entities.ledger import Ledger
    from kg.graph.incoming.filling import Loaded
    from kg.graph.store import Store
    from kg.identity import Decision


def load(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|FOLDER...",
            help="Exports, by path or address (s3://…): .trig, .nq, .jsonld, .ttl, .nt, .rdf, also with .gz.",
            show_default=False,
        ),
    ],
    graph: GraphPlace = DEFAULT_GRAPH,
    replace: Annotated[
        bool, typer.Option("--replace", help="Where the graph reads an article otherwise, take the file's reading.")
    ] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Make all anew from the evidence, also of a file with a seal that fits.")
    ] = False,
    ontology: OntologyFiles = None,
    ledger: LedgerFile = None,
) -> None:
    """Add the articles of exports to the graph, with all their evidence, and settle who is who in them.

    Each file is checked before anything of it is added: every quote is cut from its text again, every fact must lead
    to its evidence. The parts in a folder are one export. Two graphs become the one that a single build had made;
    decisions come along, into the ledger. Ontologies need naming only for files of other programs, for their prefixes.

    TriG, N-Quads and Turtle end with a seal, a digest of all before it. While it fits, and is of this version of the
    program, names, numbers and who is who are taken over: they were checked when they were added. Whoever forges a
    file can forge a seal: --verify does without, and kg check finds whatever breaks a promise.

    Example: kg load graph.trig --graph copy.db
    """
    errors = Errors()
    for file in files:
        _load(file, graph, replace, verify, _prefixes(ontology), ledger, errors)
    errors.exit()


def _load(
    file: str,
    graph: Path,
    replace: bool,
    verify: bool,
    prefixes: dict[str, str],
    named: Path | None,
    errors: Errors,
) -> None:
    from kg.graph.place import adopt, staging

    with staging(graph) as folder:
        told, adopted = _taken(file, graph, folder, replace, verify, prefixes, named, errors)
        if folder is not None and adopted is not None:
            adopt(graph, folder, adopted)
    if told:
        print(f"{graph}: {told} from {file}", file=sys.stderr)


def _taken(
    file: str,
    graph: Path,
    folder: Path | None,
    replace: bool,
    verify: bool,
    prefixes: dict[str, str],
    named: Path | None,
    errors: Errors,
) -> tuple[str, Mapping[str, str] | None]:
    """Take in what a file holds, and return what was done; nothing if it is not in order.

    Where no graph is yet, what the file holds becomes one in the `folder` beside it, whose prefixes are returned;
    but what other rules merged is merged anew.
    """
    from kg.errors import KgError
    from kg.graph.incoming.checked import decisions
    from kg.graph.incoming.datasets import dataset
    from kg.graph.incoming.filling import Loaded, check, fill
    from kg.graph.store import Store
    from kg.making import begin
    from kg.settling import ledger_of

    with ExitStack() as stack:
        try:
            came = stack.enter_context(dataset(file, prefixes, folder))
            reader = came.reader
            checked = check(reader, file, None if verify else came.seal)
            coming = decisions(reader)
        except KgError as error:
            errors(error)
            return "", None
        if folder is not None and checked.whole:
            with Store(folder, reader.quads, reader.names.prefixes) as store:
                begin(store, "load")
                store.come()
                loaded = Loaded(added=checked.articles)
                told = _settled(store, ledger_of(graph, named, begins=True), coming, loaded, errors, checked.rules)
                return told, reader.names.prefixes
        with Store.open(graph, create=True, prefixes=reader.names.prefixes) as store:
            ledger = ledger_of(graph, named, store, begins=True)
            begin(store, "load")
            return _settled(store, ledger, coming, fill(store, reader, replace, errors), errors), None


def _settled(
    store: Store, ledger: Ledger, coming: list[Decision], loaded: Loaded, errors: Errors, rules: str = ""
) -> str:
    """Add the decisions that came to the ledger, settle who is who, and return what was done.

    Of a graph that came settled by the `rules` of this program, who is who is taken over.
    """
    from kg.graph.wording import counted
    from kg.settling import settle, take_over

    known = {one.id for one in ledger.decisions}
    new = [one for one in coming if one.id not in known]
    if new:
        ledger = ledger.changed(added=new)
        ledger.write()
    settled = take_over(store, ledger, rules, errors) or settle(store, ledger, errors)
    parts = [str(loaded), counted(len(new), "decision") if new else "", account(settled) if settled else ""]
    return ", ".join(part for part in parts if part)


def _prefixes(ontology: list[Path] | None) -> dict[str, str]:
    from kg.ontology import load as read

    return dict(read(ontology).prefixes) if ontology else {}
