"""The graph as it was known on a day: what the articles that had been added by then say together.

It is merged anew, in memory, from the graphs of those articles, so that facts, numbers and names are those of that day.
An article that was retracted or replaced since is no part of it: of what was retracted nothing is left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from kg.graph import vocabulary as v
from kg.graph.change import arriving, relation_labels
from kg.graph.merge import Tally, weight
from kg.graph.rdf import merged_entity_quads, statement_quads
from kg.graph.sources import Witness
from kg.graph.store import Store
from kg.identity import Curation
from kg.model import Statement


@contextmanager
def past(store: Store, articles: Collection[str]) -> Iterator[Store]:
    """Give a store of some articles of a store, in which it is not settled yet who is who among these.

    Their entities refer to those that they refer to in the whole store, which is right for most.
    """
    with TemporaryDirectory(prefix="kg-") as folder:
        quads = Oxigraph()
        quads.bulk_extend(_merged(store, articles))
        with Store(Path(folder), quads, store.names.prefixes) as then:
            yield then


def _merged(store: Store, articles: Collection[str]) -> Iterator[Quad]:
    """Yield the graphs of articles and what they say together, before people had their say.

    It is what adding them one by one comes to, without what each addition would look up and change of the last.
    """
    names, nobody = store.names, Curation()
    tallies: dict[NamedNode, Tally] = defaultdict(Tally)
    witnesses: dict[NamedNode, list[Witness]] = defaultdict(list)
    statements: dict[NamedNode, Statement] = {}
    for id_ in sorted(articles):
        side = arriving(store.extraction(id_), names, store.refers(id_))
        yield from side.quads
        yield from relation_labels(side, v.article(id_))
        statements.update(side.statements)
        for node, heard in side.witnesses.items():
            witnesses[node] += heard
        for entity, said in side.tallies.items():
            tallies[entity].update(said)
    for entity, said in tallies.items():
        yield from merged_entity_quads(v.local(entity, v.ENTITY), said, names, nobody)
    for node, statement in statements.items():
        yield from statement_quads(statement, weight(witnesses[node]), names, nobody)
