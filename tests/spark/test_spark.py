"""A build on Spark is that of one machine: the same graph, the same errors, whatever happens to its workers."""

import hashlib
import os
import sys
import threading
import time
from pathlib import Path

from typer.testing import CliRunner

from kg.cli import app

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TESTS = [HERE, HERE.parent / "entities", HERE.parent / "bench"]
sys.path[:0] = [*map(str, TESTS)]
os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), *map(str, TESTS)])  # of the workers


def run(*arguments):
    """Run a command, and return what it printed on stderr, by line."""
    done = CliRunner().invoke(app, [*map(str, arguments)], env={"COLUMNS": "200"})
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stderr.splitlines()


def digest(place):
    """Return the digest of the canonical export of a graph."""
    export = place.with_suffix(".nq")
    run("export", "--graph", place, "-f", "nquads", "-o", export)
    return hashlib.sha256(export.read_bytes()).hexdigest()


def lines(folder):
    """Return the lines of all files of quads, sorted."""
    import gzip

    found = [line for file in (folder / "nquads").iterdir() for line in gzip.decompress(file.read_bytes()).splitlines()]
    return sorted(found)


def tables(folder, name):
    """Return the rows of a table that stands in one file, or in several."""
    import pyarrow.parquet

    files = sorted(folder.glob(f"{name}.parquet")) + sorted(folder.glob(f"{name}/*.parquet"))
    return sorted(repr(row) for file in files for row in pyarrow.parquet.read_table(file).to_pylist())


def test_a_killed_worker_changes_nothing(spark, machines, tmp_path):
    """Of the example articles both engines make the same graph and tables, though a worker dies while they are read."""
    folder, articles = tmp_path / "out", ROOT / "examples" / "articles"

    def kill():
        while not list(folder.glob("shards/[0-9]*")):
            time.sleep(0.05)
        machines.kill_worker()

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    code, said = run("build", articles, "--engine", "spark", "--master", machines.url, "-o", folder,
                     "--graph", tmp_path / "loaded.db")  # fmt: skip
    killer.join(60)
    machines.workers.append(machines.worker())
    assert (code, len(machines.workers)) == (0, 2)
    code, here = run("build", articles, "--graph", tmp_path / "here.db", "--jobs", "1")
    assert [line.partition(": ")[2] for line in said[:1]] == [line.partition(": ")[2] for line in here[:1]]
    assert said[1:] == here[1:]
    run("load", folder, "--graph", tmp_path / "loaded.db")
    assert digest(tmp_path / "loaded.db") == digest(tmp_path / "here.db")
    assert lines(folder) == sorted((tmp_path / "here.nq").read_bytes().splitlines())
    run("export", "--graph", tmp_path / "here.db", "-f", "parquet", "-o", tmp_path / "tables")
    for name in ("articles", "entities", "statements", "evidence"):
        assert tables(folder / "parquet", name) == tables(tmp_path / "tables", name)
