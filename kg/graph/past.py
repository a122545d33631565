"""The graph as it was known on a day: what the articles that had been added by then say together.

It is merged anew, in memory, from the graphs of those articles, so that facts, numbers and names are those of that day.
An article that was retracted or replaced since is no part of it: of what was retracted nothing is left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
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
from kg.identity import Curation, Identity, Own
from kg.model import Statement


@contextmanager
def past(store: Store, articles: Collection[str], identity: Identity) -> Iterator[Store]:
    """Give a store of some articles of a store, in which it is settled who is who among these."""
    with TemporaryDirectory(prefix="kg-") as folder:
        quads = Oxigraph()
        quads.bulk_extend(_merged(store, articles, _refers(identity.canonical)))
        with Store(Path(folder), quads, store.names.prefixes) as then:
            then.settle(identity, "")
            then.place = store.place  # which errors name
            yield then


def _merged(store: Store, articles: Collection[str], refers: Mapping[str, Mapping[str, str]]) -> Iterator[Quad]:
    """Yield the graphs of articles and what they say together, before people had their say.

    It is what adding them one by one comes to, without what each addition would look up and change of the last.
    """
    names, nobody = store.names, Curation()
    tallies: dict[NamedNode, Tally] = defaultdict(Tally)
    witnesses: dict[NamedNode, list[Witness]] = defaultdict(list)
    statements: dict[NamedNode, Statement] = {}
    for id_ in sorted(articles):
        side = arriving(store.extraction(id_), names, refers.get(id_, {}))
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


def _refers(canonical: Mapping[Own, str]) -> dict[str, dict[str, str]]:
    """Return {article: {own id: canonical id}} of the entities that bear another id than their own."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for own, id_ in canonical.items():
        if own.id != id_:
            found[own.article][own.id] = id_
    return found
