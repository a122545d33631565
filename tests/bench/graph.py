"""Print what a large graph costs beside what pyoxigraph itself takes for the same operation, in one run.

    python tests/bench/graph.py --sizes 1000 5000 25000
    python tests/bench/graph.py --builds 1000 5000 20000

The articles are made up (see synthetic.py) and their statements made without reading them: 25,000 articles are some
1.1 million quads. For each size of the graph, the times are medians in milliseconds of processor time; under
"pyoxigraph" stands what a bare store of the same quads, on disk as well, takes for the same:

    add        the same quads written in one transaction
    retract    the SPARQL Update that leaves the same graph, and the queries for what it cannot say: see bare.py; who is
               who, which it cannot work out either, is told apart
    why        the SPARQL query for the statement with all its evidence, sentences and articles
    two hops   the same query
    load       a bulk load of the same file

After the retractions both stores hold the same quads, which is checked. Both are opened anew before they are asked,
and are open before the clock starts. What is worked out (what was lost, words for people) is the difference. With
--builds, the most memory that a build holds is measured for so many articles, each in a process of its own.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

import bare as alone
from measuring import peak
from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat
from pyoxigraph import Store as Oxigraph
from synthetic import Synthetic

from kg.cli.load import load
from kg.cli.retract import account
from kg.graph import store as store_module
from kg.graph import vocabulary as v
from kg.graph import writing
from kg.graph.lookup import statements_called
from kg.graph.rdf import DEFAULT
from kg.graph.store import Store
from kg.graph.wording import quoted, triple
from kg.model import EntityRef, Value
from kg.settling import ledger_of, settle
from kg.writers import export_file

WORLD = Synthetic(sentences=1)
SEVERAL, ASKED = 15, 200
"""How many articles are retracted, and how many questions of each kind are asked."""
HOPS = "SELECT ?b ?c {{ <{}> ?p ?b . ?q rdfs:label ?name . ?b ?q ?c }}"
RDFS = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
Written = tuple[list[NamedNode], list[Quad], list[Quad]]


def took(run: Callable[[], object]) -> float:
    """Return the milliseconds of processor time that a call takes in this thread; the store tidies up in others."""
    start = time.thread_time()
    run()
    return 1000 * (time.thread_time() - start)


class Noting(writing.Writing):
    """Writes as always, and notes what was written."""

    noted: list[Written] = []  # noqa: RUF012 - one list for the one store that is open

    def carry_out(self, emptied: Iterable[NamedNode], removed: Iterable[Quad], inserted: Iterable[Quad]) -> None:
        """Carry out a change and note it."""
        Noting.noted.append((list(emptied), list(removed), list(inserted)))
        super().carry_out(*Noting.noted[-1])


def replayed(quads: Oxigraph, written: Iterable[Written]) -> float:
    """Return the milliseconds that the bare store takes for what was written, as many transactions."""

    def run() -> None:
        for emptied, removed, inserted in written:
            dropped = "".join(f"DROP SILENT GRAPH {graph}; " for graph in emptied)
            left = [quad for quad in removed if quad.graph_name not in emptied]
            quads.update(f"{dropped}DELETE DATA {{ {alone.block(left)} }}; INSERT DATA {{ {alone.block(inserted)} }}")

    return took(run)


def measured(folder: Path, count: int) -> list[tuple[str, float, float]]:
    """Return (operation, ours, pyoxigraph's) for a graph of so many articles."""
    place, bare = folder / f"{count}.db", Oxigraph(str(folder / f"{count}.bare"))
    Noting.noted = []
    add = take = who = 0.0
    with Store.open(place, create=True) as store:
        for one in WORLD.extractions(count):
            add += took(lambda one=one: store.add(one))  # type: ignore[misc]
            take += replayed(bare, Noting.noted)
            Noting.noted.clear()
        who = took(lambda: settle(store, ledger_of(place), print))
        replayed(bare, Noting.noted)
    rows = [("add an article", add / count, take / count), ("settle all, an article", who / count, 0.0)]
    with Store.open(place) as store:
        rows += _retracting(store, bare, count)
    bare.flush()
    with Store.open(place, read_only=True) as store:
        rows += _asking(store, Oxigraph.read_only(str(folder / f"{count}.bare")), count)
        export_file(store, "nquads", folder / "export.nq")
    return [*rows, _loading(folder, count)]


def _loading(folder: Path, count: int) -> tuple[str, float, float]:
    """Return what loading an export takes, in all threads, divided by the number of articles."""
    file, new = folder / "export.nq", Oxigraph(str(folder / "loaded.bare"))
    start = time.process_time()
    load([str(file)], folder / "loaded.db")
    middle = time.process_time()
    new.bulk_load(path=str(file), format=RdfFormat.N_QUADS)
    end = time.process_time()
    with Store.open(folder / "loaded.db", read_only=True) as store:
        store.shows_log = False
        assert sum(1 for _ in store.quads()) == len(new), "another graph was loaded"
    return "load an export, an article", 1000 * (middle - start) / count, 1000 * (end - middle) / count


def _retracting(store: Store, bare: Oxigraph, count: int) -> list[tuple[str, float, float]]:
    ours: list[float] = []
    who: list[float] = []
    written: list[tuple[NamedNode, tuple[set[Quad], set[Quad]], int, list[Written]]] = []
    for number in range(count // 2, count // 2 + SEVERAL):
        Noting.noted.clear()
        ours.append(took(lambda: list(account(store.retract(WORLD.article(number).id)))))  # noqa: B023 - called at once
        who.append(took(lambda: settle(store, ledger_of(store.place), print)))
        data, left = _unsayable(Noting.noted), _size(store)
        Noting.noted.clear()
        store.add(WORLD.extraction(number))
        settle(store, ledger_of(store.place), print)
        written.append((v.article(WORLD.article(number).id), data, left, list(Noting.noted)))
    theirs: list[float] = []
    for article, data, left, back in written:
        theirs.append(took(lambda: alone.retract(bare, article, *data)))  # noqa: B023 - called at once
        assert len(bare) == left, "another graph was left"
        replayed(bare, back)
    assert all(quad in bare for quad in store.quads()), "another graph was left"
    return [
        ("retract an article", statistics.median(ours), statistics.median(theirs)),
        ("settle after it", statistics.median(who), 0.0),
    ]


def _size(store: Store) -> int:
    return len(cast(Oxigraph, store.reader.quads))


def _unsayable(written: Iterable[Written]) -> tuple[set[Quad], set[Quad]]:
    """Return what SPARQL cannot work out of what was written: to remove, and to insert."""
    removed, inserted, emptied = set[Quad](), set[Quad](), set[NamedNode]()
    for graphs, gone, new in written:
        removed, inserted = (removed - set(new)) | set(gone), (inserted - set(gone)) | set(new)
        emptied.update(graphs)
    parts: dict[object, dict[NamedNode, object]] = {}
    for quad in removed:
        parts.setdefault(quad.subject, {})[quad.predicate] = quad.object
    staying = {quad.subject for quad in inserted}
    said = {(one.get(v.SUBJECT), one.get(v.PREDICATE), one.get(v.OBJECT)) for one in parts.values()}
    return {
        quad
        for quad in removed
        if quad.graph_name not in emptied
        and (quad.graph_name != DEFAULT or (quad.subject in staying and tuple(quad.triple) not in said))
    }, inserted


def _asking(store: Store, bare: Oxigraph, count: int) -> list[tuple[str, float, float]]:
    said = [WORLD.extraction(number).statements[0] for number in range(0, count, max(1, count // ASKED))]
    names = [(cast(EntityRef, one.subject).id, one.relation.id, _label(one.object)) for one in said]
    hops = [HOPS.format(f"https://kg.example/e/{id_}") for id_, _, _ in names]
    return [
        ("kg why", _median(_why, store, names), _median(_why_bare, bare, names)),
        (
            "query, two hops",
            _median(lambda graph, query: list(graph.query(query)), store, hops),
            _median(lambda graph, query: list(graph.query(RDFS + query)), bare, hops),
        ),
    ]


def _label(object_: EntityRef | Value | None) -> str:
    return object_.label if isinstance(object_, EntityRef) else cast(Value, object_).value


def _median(ask: Callable[[Any, Any], object], graph: object, questions: Iterable[object]) -> float:
    return statistics.median(took(lambda: ask(graph, one)) for one in questions)  # noqa: B023 - called at once


def _why(store: Store, name: tuple[str, str, str]) -> list[str]:
    """Return what `kg why` prints."""
    found = statements_called(store, *name)
    lines = [triple(statement) for statement in found]
    return lines + [
        line
        for statement in found
        for evidence in statement.evidence
        for line in quoted(evidence, store.article(evidence.article))
    ]


WHY = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT * {{ ?st rdf:subject <https://kg.example/e/{}> ; rdf:predicate <https://kg.example/ns/news#{}> .
GRAPH ?article {{ ?st prov:wasDerivedFrom ?ev . ?ev ?how ?what . ?article ?p ?o }} }}"""


def _why_bare(bare: Oxigraph, name: tuple[str, str, str]) -> int:
    found = bare.query(WHY.format(name[0], name[1].partition(":")[2]))
    return sum(1 for _ in cast(QuerySolutions, found))


def built(count: int) -> None:
    """Build a graph of so many articles, and print what it takes."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "kg.db", create=True) as store:
        start = time.process_time()
        for one in WORLD.extractions(count):
            store.add(one)
        settled = settle(store, ledger_of(store.place), print)
        most = peak()
        print(f"{count:8} articles: {time.process_time() - start:8.1f} s, {most:6} MB at most, {settled}", flush=True)


def noted() -> None:
    """Have all stores note from now on what they write."""
    store_module.Writing = Noting  # type: ignore[misc]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[])
    parser.add_argument("--builds", type=int, nargs="*", default=[])
    parser.add_argument("--build", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        built(options.build)
        return
    noted()
    for count in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{count} articles{'':22} kg, ms   pyoxigraph, ms   ratio")
            for name, ours, theirs in measured(Path(folder), count):
                ratio = f"{ours / theirs:7.2f}" if theirs else ""
                print(f"  {name:32} {ours:8.2f} {theirs:16.2f} {ratio}", flush=True)
    for count in options.builds:
        subprocess.run([sys.executable, __file__, "--build", str(count)], check=True)


if __name__ == "__main__":
    main()
