"""A build that can be interrupted: made-up articles of a folder go into a graph, without a parser.

    python tests/graph/building.py PLACE FOLDER [BYTES]

With BYTES, no file can grow longer, as on a disk that is full. The store is opened anew all the time.
"""

import resource
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "bench")]

from synthetic import Synthetic  # noqa: E402 - found by the line above

from kg.errors import KgError  # noqa: E402
from kg.graph import store as stores  # noqa: E402
from kg.graph import writing  # noqa: E402
from kg.graph.store import Store  # noqa: E402
from kg.language import SHORTEST, foreign  # noqa: E402
from kg.model import Article  # noqa: E402
from kg.pipeline import build  # noqa: E402
from kg.settling import ledger_of, settle  # noqa: E402

writing.LOGGED, stores.LOOKED_AT, stores.READ = 1_000, 30, 30
WORLD = Synthetic(seed=5, sentences=2)


def extract(articles, on_error):
    """Yield what made-up articles say, which their ids tell."""
    for article in articles:
        yield WORLD.extraction(int(article.id.rpartition("-")[2]))


def main(place, folder, *most):
    foreign(Article("unclear", "word " * SHORTEST))  # the model of languages is unpacked into a file
    if most:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(most[0]), int(most[0])))
    try:
        with Store.open(place, create=True) as store:
            print(build([folder], extract, store, report, done))
            settle(store, ledger_of(place), report)
            print("done", flush=True)
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        raise SystemExit(1) from None


def done(extraction):
    """Tell which article was added; of those that were skipped, nothing."""
    if extraction:
        print(extraction.article.id, flush=True)


def report(error):
    print(f"kg: {error}", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
