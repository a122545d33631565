"""What it takes to count millions of statements: in the tables of a graph, and by GROUP BY over its quads.

The tables are made up in SQL, and counted by the functions that `kg stats` and `kg top` call; of the quads there are
those that the grouping needs, one a statement, in a store on disk. Seconds are those of processors: DuckDB counts on
all cores, so that on an idle machine the clock shows a part of them.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
from measuring import apart, least, table
from pyoxigraph import DefaultGraph, NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from kg.graph import vocabulary as v
from kg.graph.periods import periods
from kg.graph.sparse import sparse
from kg.graph.stats import stats
from kg.graph.store import Store
from kg.graph.tables.files import WHOLE
from kg.model import Relation

RELATIONS = [f"{v.PREFIXES['news']}relation{number}" for number in range(60)]
GROUPED = "SELECT ?what (COUNT(*) AS ?n) { ?st rdf:predicate ?what } GROUP BY ?what"
QUADS = 3_000_000
"""So many statements are grouped in the quads at most."""
FILLED = (
    """INSERT INTO statements SELECT 'https://kg.example/st/' || i,
        'https://kg.example/e/' || hash(i, 1) % ($n // 5 + 1),
        list_extract($relations, 1 + (hash(i, 2) % 60 * (hash(i, 3) % 60) // 60)::INT),
        'https://kg.example/e/' || hash(i, 4) % ($n // 5 + 1), i % 10 = 0, 0.8, 1 + hash(i, 5) % 3,
        hash(i, 6) % 3 > 0 FROM range($n) AS t(i)""",
    """INSERT INTO evidence SELECT 'https://kg.example/ev/' || i, 'https://kg.example/article/' || i // 13,
        'https://kg.example/st/' || hash(i, 7) % $n, 'https://kg.example/article/' || i // 13 || '#' || i,
        'https://kg.example/ns/kg#' || CASE WHEN i % 30 = 0 THEN 'negative' ELSE 'positive' END,
        'https://kg.example/ns/kg#asserted', strftime(DATE '2015-01-01' + (i % 3650)::INT, '%Y-%m-%d')
        FROM range($n * 13 // 10) AS t(i) WHERE $relations IS NOT NULL""",
    """INSERT INTO articles SELECT 'https://kg.example/article/' || i, 'Paper ' || i % 300,
        strftime(DATE '2015-01-01' + (i % 3650)::INT, '%Y-%m-%d') FROM range($n // 10) AS t(i)
        WHERE $relations IS NOT NULL""",
    """INSERT INTO entities SELECT 'https://kg.example/e/' || i, 'https://kg.example/ns/news#Class' || i % 20,
        'Name ' || i FROM range($n // 5 + 1) AS t(i) WHERE $relations IS NOT NULL""",
)


def measured(count: int) -> dict[str, float]:
    """Return the seconds that counting so many statements takes."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "kg.db"
        with Store.open(place, create=True) as store:
            store.keep_tables(anew=True)
        with duckdb.connect(str(place / WHOLE)) as opened:
            for statement in FILLED:
                opened.execute(statement, {"n": count, "relations": RELATIONS})
        with Store.open(place, read_only=True) as store:
            assert stats(store).numbers["statements"] == count
            some = [Relation(store.names.curie(NamedNode(RELATIONS[3])), "")]
            found = {
                "kg stats": least(lambda: stats(store)),
                "kg stats --by month": least(lambda: periods(store, "month")),
                "kg stats --by month --relation …": least(lambda: periods(store, "month", some)),
                "kg top, all but the names": least(lambda: sparse(store).pagerank(0.85, 1e-9, 200), 1),
                "MB on disk": (place / WHOLE).stat().st_size / 2**20,
            }
        return found if count > QUADS else {**found, "GROUP BY relation, over the quads": _grouped(Path(folder), count)}


def _grouped(folder: Path, count: int) -> float:
    dice, quads = random.Random(1), Oxigraph(str(folder / "quads"))
    relations = [NamedNode(one) for one in RELATIONS]
    made = (
        Quad(NamedNode(f"{v.STATEMENT}{number}"), v.PREDICATE, dice.choice(relations), DefaultGraph())
        for number in range(count)
    )
    quads.bulk_extend(made)
    quads.optimize()
    return least(lambda: list(quads.query(GROUPED, prefixes={"rdf": v.PREFIXES["rdf"]})), 1)  # type: ignore[arg-type]


def report(counts: Sequence[int]) -> Iterator[str]:
    """Yield a table of what counting takes."""
    found = {count: apart(Path(__file__).name, count) for count in counts}
    names = list(dict.fromkeys(name for one in found.values() for name in one if name != "peak"))
    yield "Processor seconds:"
    yield ""
    rows = ([name, *(one.get(name, "not run") for one in found.values())] for name in names)
    yield from table(["", *(f"{count:,} statements" for count in counts)], rows)


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[2]))))
