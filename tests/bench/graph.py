"""Print what a large graph costs beside what pyoxigraph itself takes for the same operation, in one run.

    python tests/bench/graph.py --sizes 1000 5000 25000
    python tests/bench/graph.py --builds 1000 5000 20000

The articles are made up (see synthetic.py) and their statements made without reading them: 25,000 articles are some
1.1 million quads. For each size of the graph, the times are medians in milliseconds of processor time; under
"pyoxigraph" stands what the bare store takes for the same: the same quads written in the same transactions, the same
rows found. What is worked out from them (who is who, what was lost, sentences and words) is the difference. With
--builds, the most memory that a build holds is measured for so many articles, each in a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Oxigraph
from synthetic import Synthetic

from kg.cli.retract import account
from kg.graph import store as store_module
from kg.graph import writing
from kg.graph.lookup import statements_called
from kg.graph.store import Store
from kg.graph.wording import quoted, triple
from kg.pipeline import ledger_of, settle

WORLD = Synthetic(sentences=1)
SEVERAL = 15
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
            updates = f"DELETE DATA {{ {writing._block(left)} }}; INSERT DATA {{ {writing._block(inserted)} }}"
            quads.update(dropped + updates)

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
        rows += _asking(store, bare, count)
    return rows


def _retracting(store: Store, bare: Oxigraph, count: int) -> list[tuple[str, float, float]]:
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(count // 2, count // 2 + SEVERAL):
        Noting.noted.clear()

        def retract(number: int = number) -> None:
            list(account(store.retract(WORLD.article(number).id)))
            settle(store, ledger_of(store.place), print)

        ours.append(took(retract))
        theirs.append(replayed(bare, Noting.noted))
        Noting.noted.clear()
        store.add(WORLD.extraction(number))
        settle(store, ledger_of(store.place), print)
        replayed(bare, Noting.noted)
    return [("retract an article, and settle", statistics.median(ours), statistics.median(theirs))]


def _asking(store: Store, bare: Oxigraph, count: int) -> list[tuple[str, float, float]]:
    why: list[float] = []
    why_bare: list[float] = []
    hops: list[float] = []
    hops_bare: list[float] = []
    for number in range(0, count, count // SEVERAL):
        said = WORLD.extraction(number).statements[0]
        object_ = said.object.label if hasattr(said.object, "label") else said.object.value  # type: ignore[union-attr]
        subject, id_ = said.subject.label, said.subject.id  # type: ignore[union-attr]
        why.append(took(lambda: _why(store, id_, said.relation.id, object_)))  # noqa: B023 - called at once
        why_bare.append(took(lambda: _why_bare(bare, id_, said.relation.id)))  # noqa: B023
        node = NamedNode(f"https://kg.example/e/{id_}").value
        hops.append(took(lambda: list(store.query(HOPS.format(node)))))  # type: ignore[arg-type]  # noqa: B023
        hops_bare.append(took(lambda: list(bare.query(RDFS + HOPS.format(node)))))  # type: ignore[arg-type]  # noqa: B023
        assert subject
    return [
        ("kg why", statistics.median(why), statistics.median(why_bare)),
        ("query, two hops", statistics.median(hops), statistics.median(hops_bare)),
    ]


def _why(store: Store, subject: str, relation: str, object_: str) -> list[str]:
    """Return what `kg why` prints."""
    found = statements_called(store, subject, relation, object_)
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


def _why_bare(bare: Oxigraph, subject: str, relation: str) -> int:
    return sum(1 for _ in bare.query(WHY.format(subject, relation.partition(":")[2])))  # type: ignore[union-attr, arg-type]


def built(count: int) -> None:
    """Build a graph of so many articles, and print what it takes."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "kg.db", create=True) as store:
        start = time.process_time()
        for one in WORLD.extractions(count):
            store.add(one)
        settled = settle(store, ledger_of(store.place), print)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{count:8} articles: {time.process_time() - start:8.1f} s, {most:6.0f} MB at most, {settled}", flush=True
        )


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
