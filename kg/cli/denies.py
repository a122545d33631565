"""`kg denies`: what a source says is not so."""

from __future__ import annotations

from kg.cli.options import DEFAULT_GRAPH, Format, FormatName, GraphPlace
from kg.cli.says import SourceName, print_speakers


def denies(name: SourceName, graph: GraphPlace = DEFAULT_GRAPH, format: FormatName = Format.TABLE) -> None:
    """Show what a source says is not so, with the sentences.

    Example: kg denies Zambara
    """
    from kg.graph.says import DENYING, denying, speakers
    from kg.graph.store import Store

    with Store.open(graph, read_only=True, whole=True) as store:
        found = [denying(one) for one in speakers(store, name)]
        print_speakers(found, format, DENYING, f"{name} denies nothing in this graph")
