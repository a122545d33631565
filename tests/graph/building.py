"""A build that can be interrupted: made-up articles of a folder go into a graph, without a parser.

python tests/graph/building.py PLACE FOLDER
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from synthetic import Synthetic

from kg.errors import KgError
from kg.graph.store import Store
from kg.pipeline import build, ledger_of, settle

WORLD = Synthetic(seed=5, sentences=2)


class Reads:
    """An extractor of made-up articles: their ids say what they say."""

    def extract(self, articles):
        for article in articles:
            yield WORLD.extraction(int(article.id.rpartition("-")[2]))


def main(place, folder):
    try:
        with Store.open(place, create=True) as store:
            print(build([folder], Reads(), store, report, lambda one: print(one.article.id, flush=True)))
            settle(store, ledger_of(place), report)
            print("done", flush=True)
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        raise SystemExit(1) from None


def report(error):
    print(f"kg: {error}", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
