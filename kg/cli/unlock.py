"""`kg unlock`: the lock that a killed writer left at a server."""

from __future__ import annotations

import sys

from kg.cli.options import DEFAULT_GRAPH, GraphPlace
from kg.endpoint import Endpoint
from kg.errors import KgError


def unlock(graph: GraphPlace = DEFAULT_GRAPH) -> None:
    """Let others write to the graph behind an endpoint whose last writer was killed, and tell who that was.

    While a writer lives, its graph is not safe without the lock. On the machine of the killed one this is not needed:
    the next writer there sees that it is gone. The lock of a folder goes with the process that holds it.

    Example: kg unlock --graph http://localhost:7878
    """
    if not isinstance(graph, Endpoint):
        found = "it has no lock that outlives a writer"
        raise KgError(str(graph), found, "expected the address of an endpoint", "end the process that writes to it")
    from kg.graph.remote.opening import unlock as run

    for who in run(graph) or ["nobody"]:
        print(f"{graph}: {who} had it locked", file=sys.stderr)
