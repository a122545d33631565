"""What each stage of a whole build takes, by the number of articles: `kg build` itself, watched from within.

    python tests/bench/whole.py 1000 10000 100000     # some fifty minutes

Seconds of a stage are those of the thread that reads and writes; what RocksDB does beside it stands apart. The memory
is the highest of the process, from its start to its end.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from measuring import apart, grown, table
from meter import Function, Meter
from synthetic import Synthetic, lines

from kg import pipeline, settling
from kg.cli import app
from kg.extract import parse
from kg.extract.extractor import Extractor
from kg.graph.store import Store

OPENING, BESIDE, ALL = "start, and all else", "RocksDB beside it: flushing, compaction", "all"
STAGES: tuple[tuple[str, Function], ...] = (
    ("finding and reading articles", (pipeline, "located")),
    ("parse", (parse, "_parsed")),
    ("extraction after the parse", (Extractor, "of_parsed")),
    ("into the store", (Store, "add")),
    ("opening the store anew", (Store, "ease")),
    ("who is who", (settling, "_settle")),
    ("tables for counting", (settling, "_keep_tables")),
)
"""Each stage with the function that it is."""


def measured(count: int, sentences: int) -> dict[str, float]:
    """Return the seconds of each stage of a build of so many articles, each of so many templates."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "news.jsonl"
        with corpus.open("w", encoding="utf-8") as file:
            file.writelines(lines(Synthetic(sentences=sentences).articles(count)))
        before, own = time.process_time(), time.thread_time()
        with Meter(STAGES, OPENING) as meter:
            app(["build", str(corpus), "--graph", f"{folder}/kg.db", "--jobs", "1"], standalone_mode=False)
        spent, beside = time.process_time() - before, time.thread_time() - own
    stages = {name: meter.seconds[name] for name in (*(stage for stage, _ in STAGES), OPENING)}
    return {**stages, BESIDE: spent - beside, ALL: spent}


def report(counts: Sequence[int], sentences: int) -> Iterator[str]:
    """Yield a table of the stages and of the memory, and what they grow with."""
    found = {count: apart(Path(__file__).name, count, sentences) for count in counts}
    memory = {count: {"MB at most": int(one.pop("peak"))} for count, one in found.items()}
    yield "`kg build --jobs 1`, processor seconds:"
    yield ""
    head = ["stage", *(f"{count:,} articles" for count in counts), "grows with articles to the power of"]
    yield from table(head, chain(grown(found), grown(memory)))


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measured(int(sys.argv[2]), int(sys.argv[3]))))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", metavar="COUNT", type=int, nargs="+")
    parser.add_argument("--sentences", type=int, default=2, help="of which an article is made")
    options = parser.parse_args()
    print(*report(options.counts, options.sentences), sep="\n")


if __name__ == "__main__":
    main()
