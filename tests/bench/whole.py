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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from itertools import chain
from pathlib import Path
from typing import Any

from measuring import apart, grown, table
from synthetic import Synthetic, lines

from kg import pipeline, settling
from kg.cli import app
from kg.extract import parse
from kg.extract.extractor import Extractor
from kg.graph.store import Store

OPENING, BESIDE, ALL = "start, and all else", "RocksDB beside it: flushing, compaction", "all"
STAGES: tuple[tuple[str, object, str], ...] = (
    ("finding and reading articles", pipeline, "located"),
    ("parse", parse, "_parsed"),
    ("extraction after the parse", Extractor, "of_parsed"),
    ("into the store", Store, "add"),
    ("opening the store anew", Store, "ease"),
    ("who is who", settling, "_settle"),
    ("tables for counting", settling, "_keep_tables"),
)
"""Each stage with the function that it is, by its holder and its name; within another, a stage counts for itself."""


class Watched:
    """Seconds of this thread by stage, while the functions of the stages are watched."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._stage, self._since = OPENING, time.thread_time()

    @contextmanager
    def within(self, stage: str) -> Iterator[None]:
        """Count what is done in here for a stage."""
        outer = self._turn(stage)
        try:
            yield
        finally:
            self._turn(outer)

    def _turn(self, stage: str) -> str:
        now, outer = time.thread_time(), self._stage
        self.seconds[outer] += now - self._since
        self._stage, self._since = stage, now
        return outer

    def watch(self, stage: str, holder: object, name: str) -> None:
        """Count all calls of a function for a stage; of a generator, what it takes to give each of its values."""
        function: Callable[..., Any] = getattr(holder, name)

        @wraps(function)
        def watched(*given: Any, **named: Any) -> Any:
            with self.within(stage):
                found = function(*given, **named)
            return self._each(stage, found) if isinstance(found, Iterator) else found

        setattr(holder, name, watched)

    def _each(self, stage: str, values: Iterable[Any]) -> Iterator[Any]:
        coming = iter(values)
        while True:
            with self.within(stage):
                try:
                    value = next(coming)
                except StopIteration:
                    return
            yield value


def measured(count: int, sentences: int) -> dict[str, float]:
    """Return the seconds of each stage of a build of so many articles, each of so many templates."""
    watched = Watched()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "news.jsonl"
        with corpus.open("w", encoding="utf-8") as file:
            file.writelines(lines(Synthetic(sentences=sentences).articles(count)))
        for stage in STAGES:
            watched.watch(*stage)
        before, own = time.process_time(), time.thread_time()
        with watched.within(OPENING):
            watched.seconds.clear()
            app(["build", str(corpus), "--graph", f"{folder}/kg.db", "--jobs", "1"], standalone_mode=False)
        spent, beside = time.process_time() - before, time.thread_time() - own
    stages = {name: watched.seconds[name] for name in (*(stage for stage, *_ in STAGES), OPENING)}
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
