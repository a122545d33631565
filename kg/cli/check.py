"""`kg check`: whether the graph keeps its promises."""

from __future__ import annotations

import sys
from itertools import chain

import typer

from kg.cli.options import DEFAULT_GRAPH, GraphPlace, LedgerFile
from kg.cli.progress import tracked


def check(graph: GraphPlace = DEFAULT_GRAPH, ledger: LedgerFile = None) -> None:
    """Check that every quote holds, every fact is backed by a sentence, nothing dangles, and merging was right.

    Who is who is worked out anew and compared with the graph; rows of the ledger that contradict one another are named.

    Tables for counting that are in step with the graph are held against it, as kg tables would make them.

    The graph is also held against the SHACL shapes of ontologies/shapes.ttl, and so are the packaged ontologies.

    Prints one line for each problem and ends with exit code 1 if there is one.

    Example: kg check --graph kg.db
    """
    from kg.graph.shapes import ill_made
    from kg.graph.store import Store
    from kg.graph.wording import counted
    from kg.settling import ledger_of, unsettled

    with Store.open(graph, read_only=True, whole=True) as store:
        found = chain(
            store.problems(shapes=True),
            ill_made(),
            store.table_problems(),
            store.file_problems(),
            unsettled(store, ledger_of(graph, ledger, store)),
        )
        count = sum(1 for _ in map(print, tracked(found, "checking: problems")))
        articles, statements = store.count()
    held = f"{counted(articles, 'article')}, {counted(statements, 'statement')}"
    print(f"{graph}: {held}, {counted(count, 'problem')}", file=sys.stderr)
    if count:
        raise typer.Exit(1)
