"""What a graph costs: adding and retracting articles, asking, exporting, loading, beside the bare store and rdflib.

The articles are made up and their statements made without reading them (see synthetic.py). What changes and questions
cost as a graph grows is measured by graph.py; here are whole graphs, filled in bulk.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import graph
from measuring import Clock, apart, grown, least, ran, table
from pyoxigraph import Quad, QuerySolutions, RdfFormat
from pyoxigraph import Store as Oxigraph
from synthetic import Synthetic

from kg.graph import vocabulary as v
from kg.graph.centrality import top
from kg.graph.change import arriving
from kg.graph.lookup import statements_called
from kg.graph.merge import Tally, weight
from kg.graph.periods import periods
from kg.graph.rdf import DEFAULT, merged_entity_quads, statement_quads
from kg.graph.sources import Witness
from kg.graph.stats import stats
from kg.graph.store import Store
from kg.graph.timeline import timeline
from kg.graph.wording import quoted, triple
from kg.identity import Curation
from kg.model import Statement
from kg.writers import export_file

WORLD = Synthetic(sentences=4)
BATCH = 50_000
FORMATS = ("turtle", "trig", "nquads", "parquet")
RDFLIB = 100_000
"""So many triples are given to rdflib at most: it takes 150 s for a million."""
MEMORY = "MB at most, a build without the parser"
BARE = "bare pyoxigraph"
ALONE = ("retract", "kg why", "query", MEMORY)
"""What is done once in a graph of any size; the rest is done for each article."""


def growing(count: int) -> dict[str, float]:
    """Return what one article costs in a graph that grows to so many, in milliseconds, here and in the bare store."""
    graph.noted()
    with tempfile.TemporaryDirectory() as folder:
        found = graph.measured(Path(folder), count)
        clock, place = Clock(), Path(folder) / f"{count}.db"
        with Store.open(place) as store:
            clock.took("tables", lambda: store.keep_tables(anew=True))
    each = {
        name: cost for name, ours, bare in found for name, cost in ((name, ours), (f"{name}, {BARE}", bare)) if cost
    }
    return {**each, "make the tables, an article": 1000 * clock.spent["tables"] / count}


def made(place: Path, triples: int) -> None:
    """Fill a store with a made-up graph of so many triples, in bulk, and make its tables."""
    with Store.open(place, create=True):
        pass
    raw = Oxigraph(str(place / "oxigraph"))
    names, count, batch = v.Names(), 0, list[Quad]()
    tallies: defaultdict[str, Tally] = defaultdict(Counter)
    said: dict[str, Statement] = {}
    heard: defaultdict[str, list[Witness]] = defaultdict(list)
    for extraction in WORLD.extractions(triples):
        side = arriving(extraction, names, {})
        for node, statement in side.statements.items():
            said.setdefault(statement.id, statement)
            heard[statement.id] += side.witnesses[node]
        for node, tally in side.tallies.items():
            tallies[v.local(node, v.ENTITY)].update(tally)
        labels = (Quad(q.subject, v.LABEL, q.object, DEFAULT) for q in side.quads if q.predicate == v.LABEL)
        batch += [*side.quads, *(label for label in labels if v.ARTICLE not in str(label.subject))]
        count += len(side.quads)
        if len(batch) > BATCH:
            raw.bulk_extend(batch)
            batch = []
        if count + 7 * len(said) + 6 * len(tallies) > triples:
            break
    for id_, tally in tallies.items():
        batch += merged_entity_quads(id_, tally, names, Curation())
    for id_, statement in said.items():
        batch += statement_quads(statement, weight(heard[id_]), names, Curation())
    raw.bulk_extend(batch)
    raw.flush()
    raw.optimize()


GROUPED = "SELECT ?p (COUNT(*) AS ?n) { ?st rdf:predicate ?p } GROUP BY ?p"
HOPS = "SELECT ?b ?c {{ <{}> ?p ?b . ?q rdfs:label ?name . ?b ?q ?c }}"


def sized(folder: Path, triples: int) -> dict[str, float]:
    """Return what it takes, in seconds, to ask and export a graph of so many triples, and to bring it back."""
    place = folder / f"{triples}.db"
    clock = Clock()
    if not place.exists():
        made(place, triples)
        with Store.open(place) as store:
            clock.took("kg tables", lambda: store.keep_tables(anew=True))
            clock.spent["retract an article"] = _retracted(store)
    with Store.open(place, read_only=True) as store:
        found: dict[str, float] = {"statements": store.count()[1], **clock.spent, **_asked(store)}
        store.tables_token = ""
        found["kg stats, from the quads"] = least(lambda: stats(store), 1)
        dump = folder / f"{triples}.nq"
        clock.took("write N-Quads, bare pyoxigraph", lambda: _quads(store).dump(str(dump), RdfFormat.N_QUADS))
    loaded = Oxigraph(str(folder / f"{triples}.loaded"))
    clock.took("load N-Quads, bare pyoxigraph", lambda: loaded.bulk_load(path=str(dump), format=RdfFormat.N_QUADS))
    if triples <= RDFLIB:
        found |= _rdflib(dump)
    return found | clock.spent


def _retracted(store: Store) -> float:
    """Return the median of what it takes to retract an article; each comes back."""
    times = []
    for one in WORLD.extractions(graph.SEVERAL):
        times.append(graph.took(lambda one=one: store.retract(one.article.id)) / 1000)  # type: ignore[misc]
        store.add(one)
    return statistics.median(times)


def _quads(store: Store) -> Oxigraph:
    assert isinstance(store.reader.quads, Oxigraph)
    return store.reader.quads


def _asked(store: Store) -> dict[str, float]:
    some = next(WORLD.extractions(1)).statements[0]
    assert some.subject
    name, node = some.subject.label, v.entity(some.subject.id).value
    return {
        "kg stats": least(lambda: stats(store)),
        "kg stats --by month": least(lambda: periods(store, "month")),
        "kg top": least(lambda: top(store, "pagerank"), 1),
        "kg timeline, one name": least(lambda: timeline(store, [some.subject.id])),  # type: ignore[union-attr]
        "kg why": least(lambda: _why(store, name)),
        "query, two hops": least(lambda: _rows(store, HOPS.format(node))),
        "query, GROUP BY over all statements": least(lambda: _rows(store, GROUPED), 1),
    }


def _rows(store: Store, query: str) -> int:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return sum(1 for _ in found)


def _why(store: Store, name: str) -> list[str]:
    """Return what `kg why NAME ? ?` prints."""
    found = statements_called(store, name, "?", "?")
    lines = [triple(statement) for statement in found]
    return lines + [
        line for one in found for said in one.evidence for line in quoted(said, store.article(said.article))
    ]


def _rdflib(dump: Path) -> dict[str, float]:
    """Return what rdflib takes to load the same quads into memory, and for the same grouping."""
    from rdflib import Dataset
    from rdflib.namespace import RDF

    clock, graph = Clock(), Dataset(default_union=True)
    clock.took("load N-Quads, rdflib", lambda: graph.parse(str(dump), format="nquads"))
    query = f"SELECT ?p (COUNT(*) AS ?n) {{ ?st <{RDF.predicate}> ?p }} GROUP BY ?p"
    clock.took("GROUP BY, rdflib", lambda: list(graph.query(query)))
    return clock.spent


def exported(place: str, format_: str) -> dict[str, float]:
    """Return the seconds that an export takes; "open" opens the store and does nothing."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(place), read_only=True) as store:
        target = Path(folder) / "export"
        if format_ != "open":
            clock.took("seconds", lambda: export_file(store, format_, target))
    return {"seconds": 0.0, **clock.spent}


def report(counts: Sequence[int], triples: Sequence[int]) -> Iterator[str]:
    """Yield tables of what graphs of so many articles, and of so many triples, take."""
    each = {count: apart(Path(__file__).name, "growing", count) for count in counts}
    for count, found in each.items():
        found.pop("peak")
        found[MEMORY] = ran([sys.executable, graph.__file__, "--build", str(count)]).peak
    yield "Made-up articles, not read; processor milliseconds, of what is done for each article for one of them:"
    yield ""
    grows = "the whole grows to the power of"
    head = ["", *(f"of {count:,}" for count in counts), grows]
    yield from table(head, (_whole(row, counts) for row in grown(each)))
    with tempfile.TemporaryDirectory() as folder:
        sizes = {size: apart(Path(__file__).name, "sized", folder, size) for size in triples}
        for found in sizes.values():
            found.pop("peak")
        yield "Graphs filled in bulk; processor seconds:"
        yield ""
        names = list(dict.fromkeys(name for found in sizes.values() for name in found))
        rows = ([name, *(found.get(name, "not run") for found in sizes.values())] for name in names)
        yield from table(
            ["", *(f"{size:,} triples" for size in triples)], ([*row[:1], *map(_plain, row[1:])] for row in rows)
        )
        yield "Exports of these; processor seconds, and MB beyond those of the open graph:"
        yield ""
        rows = [[format_, *_exports(folder, triples, format_)] for format_ in FORMATS]
        yield from table(["", *(part for size in triples for part in (f"{size:,} triples", "MB"))], rows)


def _plain(cell: object) -> object:
    return int(cell) if isinstance(cell, float) and cell.is_integer() and cell > 1 else cell


def _whole(row: list[Any], counts: Sequence[int]) -> list[object]:
    """Return the row with the exponent of all articles together, where it is that of one; memory is of all as it is."""
    *cells, power = row
    once = row[0].startswith(ALONE)
    return [*cells, power if once or len(counts) < 2 else f"{1 + float(power):.2f}"]


def _exports(folder: str, triples: Sequence[int], format_: str) -> Iterator[object]:
    for size in triples:
        place = f"{folder}/{size}.db"
        idle, busy = (apart(Path(__file__).name, "exported", place, name) for name in ("open", format_))
        yield from (busy["seconds"], int(busy["peak"] - idle["peak"]))


def main() -> None:
    what, *arguments = sys.argv[2:]
    tasks: dict[str, Callable[..., dict[str, float]]] = {
        "growing": lambda count: growing(int(count)),
        "sized": lambda folder, triples: sized(Path(folder), int(triples)),
        "exported": exported,
    }
    print(json.dumps(tasks[what](*arguments)))


if __name__ == "__main__":
    main()
