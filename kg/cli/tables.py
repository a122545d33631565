"""`kg tables`: the columns in which is counted."""

from __future__ import annotations

import sys

from kg.cli.options import DEFAULT_GRAPH, GraphPlace
from kg.cli.progress import working
from kg.endpoint import Endpoint
from kg.errors import KgError


def tables(graph: GraphPlace = DEFAULT_GRAPH) -> None:
    """Make the tables anew in which kg stats and kg top count: DuckDB columns beside the graph.

    A graph of 50,000 statements or more has them, and each command that changes it keeps them in step; where they are
    not, the graph itself is counted, which takes longer. They can be deleted at any time.

    Example: kg tables --graph kg.db
    """
    from kg.graph.store import Store
    from kg.graph.tables.files import WHOLE

    if isinstance(graph, Endpoint):
        raise KgError(str(graph), "a server holds it", "tables lie in the folder of a graph", "load it into one")
    with Store.open(graph) as store, working("making tables"):
        store.keep_tables(anew=True)
    print(f"{graph / WHOLE}: {(graph / WHOLE).stat().st_size:,} bytes", file=sys.stderr)
