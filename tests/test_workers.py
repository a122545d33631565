"""Work in several processes: the same results in the same order, and a process that dies loses only what killed it."""

import importlib
import os
import pickle
import signal
import subprocess
import sys
import time
from functools import partial
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

import pytest

from kg import pipeline
from kg.cli.options import DEFAULT_MODEL
from kg.graph.store import Store
from kg.pipeline import extracting, make_extractor
from kg.workers import shared
from kg.writers import write

WORK = """
import os, time

def begin():
    def work(batch):
        for one in batch:
            if one == "deadly":
                os._exit(9)
            if one == "huge":
                raise MemoryError
            time.sleep(0.02 if one == 0 else 0)
        return [f"{one} done" for one in batch]
    return work
"""


@pytest.fixture
def begin(tmp_path, monkeypatch):
    """What a process begins with, in a module that other processes can import."""
    (tmp_path / "toy_work.py").write_text(WORK, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return importlib.import_module("toy_work").begin


def test_results_come_in_the_order_of_the_batches(begin):
    """The first batch takes longest, and is still the first."""
    batches = [[n, n + 1] for n in range(0, 20, 2)]
    assert list(shared(batches, begin, 2, pytest.fail)) == [f"{n} done" for n in range(20)]


def test_only_what_kills_a_process_or_is_too_much_for_its_memory_is_lost(begin):
    """The other items of its batch, and the batches that were under way, are done again in their order."""
    lost = []
    found = list(shared([[1, "deadly", 2], [3, 4], [5, "huge"]], begin, 2, lost.append))
    assert (found, lost) == ([f"{n} done" for n in range(1, 6)], ["deadly", "huge"])


def test_batches_are_taken_as_they_are_needed(begin):
    """What is handed out ahead is bounded, however much there is to come."""
    taken = []

    def batches():
        for n in range(1000):
            taken.append(n)
            yield [n]

    results = shared(batches(), begin, 2, pytest.fail)
    assert next(results) == "0 done"
    assert len(taken) <= 5
    results.close()


def test_processes_end_with_the_one_that_began_them(begin, tmp_path):
    """Even if it is killed, nothing goes on running."""
    script = (
        "import toy_work, kg.workers, itertools, sys\n"
        "if __name__ == '__main__':\n"
        "    for one in kg.workers.shared(([n] for n in itertools.count()), toy_work.begin, 2, print):\n"
        "        print(one, flush=True)\n"
    )
    (tmp_path / "run.py").write_text(script, encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, tmp_path / "run.py"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert running.stdout.readline() == b"0 done\n"
    begun = children(running.pid)
    assert len(begun) >= 2
    running.send_signal(signal.SIGKILL)
    running.stdout.close()
    running.wait()
    until = time.monotonic() + 20
    while any(alive(pid) for pid in begun) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(alive(pid) for pid in begun)


def children(pid):
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_two_processes_build_the_same_bytes(tmp_path, monkeypatch):
    """What one process makes of the articles, two make as well."""
    monkeypatch.setattr(pipeline, "BATCH", 1000)
    monkeypatch.setattr(pipeline, "FEW", 1)
    make = partial(make_extractor, DEFAULT_MODEL)
    extractor = make()
    exports = []
    for jobs in (1, 2):
        with Store.open(tmp_path / f"{jobs}.db", create=True) as store:
            summary = pipeline.build(
                ["examples/articles"], extracting(make, extractor, jobs), store, pytest.fail, lambda _: None
            )
            with (tmp_path / f"{jobs}.nq").open("wb") as stream:
                write(store, "nquads", stream)
        exports.append((str(summary), (tmp_path / f"{jobs}.nq").read_bytes()))
    assert exports[0] == exports[1]


def test_what_passes_between_processes_is_the_same_and_shorter(extract):
    """Fields with defaults and without, one within another."""
    said = extract("On Monday Ann Berg, who leads Siemens, said that Jim Poe had not met 14 of its rivals in Oslo.")
    assert said.statements
    assert said.claims
    carried = bytes(ForkingPickler.dumps(said))
    assert pickle.loads(carried) == said
    assert len(carried) < len(pickle.dumps(said))
