"""Measure everything in one run, and print tables in Markdown.

    python tests/bench/run.py                      # two minutes on an idle machine
    python tests/bench/run.py --size full          # hours: up to 100,000 articles and 10,000,000 triples
    python tests/bench/run.py --only who storing

The corpora are made up as they are needed (see synthetic.py), the same ones each time. See README.md for how to read
the tables.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import counting
import growth
import identity
import loading
import reading
import storing
import whole

from kg import __version__

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"


@dataclass(frozen=True, slots=True)
class Size:
    """How many articles are read, and of how many sentences; how many are stored; triples; statements; names."""

    read: tuple[int, ...]
    sentences: int
    stored: tuple[int, ...]
    triples: tuple[int, ...]
    counted: tuple[int, ...]
    names: int


SIZES = {
    "small": Size((50, 350), 3, (100, 400), (10_000, 50_000), (10_000, 100_000), 4_000),
    "medium": Size(
        (100, 300, 900), 3, (500, 2_000, 8_000), (10_000, 100_000, 1_000_000), (100_000, 1_000_000, 10_000_000), 30_000
    ),
    "full": Size(
        (1_000, 10_000, 100_000),
        2,
        (1_000, 10_000, 100_000),
        (10_000, 100_000, 1_000_000, 10_000_000),
        (10_000, 100_000, 1_000_000, 10_000_000),
        500_000,
    ),
}
PARTS: dict[str, tuple[str, Callable[[Size], Iterator[str]]]] = {
    "reading": ("From articles to a graph", lambda size: reading.report(size.read, size.sentences)),
    "whole": ("A whole build, stage by stage", lambda size: whole.report(size.read, size.sentences)),
    "storing": ("The graph", lambda size: storing.report(size.stored, size.triples)),
    "loading": ("Loading", lambda size: loading.report(size.triples[1:])),
    "counting": ("Counting", lambda size: counting.report(size.counted)),
    "who": ("Who is who", lambda size: identity.report(size.names)),
    "growth": ("Relations and long sentences", lambda _: growth.report([str(EXAMPLES)])),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS))
    options = parser.parse_args()
    began = time.perf_counter()
    print(f"kg {__version__}, Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}, "
          f"load {os.getloadavg()[0]:.1f} at the start\n")  # fmt: skip
    for name in options.only:
        title, report = PARTS[name]
        print(f"## {title}\n")
        for line in report(SIZES[options.size]):
            print(line, flush=True)
    print(f"\nmeasured in {time.perf_counter() - began:,.0f} s by `python {' '.join(sys.argv)}`")


if __name__ == "__main__":
    main()
