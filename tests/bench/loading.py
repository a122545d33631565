"""Print what it takes to bring exports back, beside what pyoxigraph itself takes for the same file, in one run.

    python tests/bench/loading.py 100000 1000000
    python tests/bench/loading.py 10000000 --formats nquads --rounds 1 --no-verify

A made-up graph of so many triples is exported, and each file is loaded by a process of its own into a place where
nothing is yet, by turns:

    pyoxigraph   Store(PLACE).bulk_load(path=FILE), then flush(): the quads on disk, sorted in six orders
    kg load      the same, and besides: the seal of the file, each quote cut from its text, log, ledger, state
    --verify     as of a file without a seal: each article made anew from its evidence, and who is who settled

Turtle has no named graphs. To pyoxigraph its triples are one graph, in three orders, and each stands once; `kg load`
finds the named graphs of each and writes the quads. All times are seconds of processors, with the start of Python: the
least of several turns, since a machine that others use as well only makes them longer. "Times as long" is the median of
the turns.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import storing
from measuring import Run, kg, ran, table

from kg.graph.store import Store
from kg.settling import ledger_of, settle
from kg.writers import export_file

FORMATS = {"nquads": ("nq", "N_QUADS"), "trig": ("trig", "TRIG"), "turtle": ("ttl", "TURTLE")}
BARE = """from pyoxigraph import RdfFormat, Store
store = Store({!r})
store.bulk_load(path={!r}, format=RdfFormat.{})
store.flush()"""
ROUNDS = 3
NOT_RUN = "not run"


def exported(folder: Path, triples: int, formats: Sequence[str]) -> dict[str, Path]:
    """Return the exports, by format, of a made-up graph of so many triples in which it is settled who is who."""
    place = folder / f"{triples}.db"
    storing.made(place, triples)
    with Store.open(place) as store:
        settle(store, ledger_of(place), print)
    files = {format_: folder / f"{triples}.{FORMATS[format_][0]}" for format_ in formats}
    with Store.open(place, read_only=True) as store:
        for format_, file in files.items():
            export_file(store, format_, file)
    return files


def bare(file: Path, format_: str) -> Run:
    """Return what pyoxigraph takes for a file."""
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        return ran([sys.executable, "-c", BARE.format(f"{folder}/bare", str(file), FORMATS[format_][1])])


def loaded(file: Path, *options: str) -> Run:
    """Return what `kg load` takes for a file."""
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        return kg("load", str(file), "--graph", f"{folder}/kg.db", *options)


def least(runs: Sequence[Run]) -> Run:
    """Return the run that took the least processor time."""
    return min(runs, key=lambda run: run.processor)


def report(
    sizes: Sequence[int], rounds: int = ROUNDS, formats: Sequence[str] = tuple(FORMATS), *, verify: bool = True
) -> Iterator[str]:
    """Yield tables of what it takes to load exports of graphs of so many triples."""
    yield "Exports into a place where nothing is yet; processor seconds, and MB at most:"
    yield ""
    rows: list[list[object]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            for format_, file in exported(Path(folder), size, formats).items():
                turns = [(bare(file, format_), loaded(file)) for _ in range(rounds)]
                alone, ours = least([one for one, _ in turns]), least([one for _, one in turns])
                whole = loaded(file, "--verify") if verify else None
                ratio = median(one.processor / other.processor for other, one in turns)
                times = [alone.processor, ours.processor, ratio, whole.processor if whole else NOT_RUN]
                peaks = [alone.peak, ours.peak, whole.peak if whole else NOT_RUN]
                rows.append([f"{size:,} triples, {format_}", *times, *peaks])
    head = ["", "pyoxigraph", "kg load", "times as long", "--verify", "MB: pyoxigraph", "kg load", "--verify"]
    yield from table(head, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--formats", choices=FORMATS, nargs="+", default=list(FORMATS))
    parser.add_argument("--no-verify", dest="verify", action="store_false", help="leave out the slowest")
    options = parser.parse_args()
    for line in report(options.sizes, options.rounds, options.formats, verify=options.verify):
        print(line, flush=True)


if __name__ == "__main__":
    main()
