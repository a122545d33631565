"""A build on Spark is that of one machine: the same graph, the same errors, whatever happens to its workers."""

import gzip
import hashlib
import json
import random
import threading
import time
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet
import pytest
from made_up import FATAL, WORLD, Teller
from namesakes import COLLIDING, FEW, NAMES, article, rows
from typer.testing import CliRunner

from kg.cli import app
from kg.entities.ledger import Ledger
from kg.entities.resolve import resolve as resolve_here
from kg.graph.store import Store
from kg.ontology import load
from kg.ontology.events import part
from kg.pipeline import Summary, build
from kg.settling import ledger_of, settle
from kg.writers import export_file

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
IMPORTED = [str(HERE), str(HERE.parent / "entities"), str(HERE.parent / "bench")]


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
    found = [line for file in (folder / "nquads").iterdir() for line in gzip.decompress(file.read_bytes()).splitlines()]
    return sorted(found)


def export_lines(file):
    """Return the lines of an export, sorted, without its seal."""
    return sorted(line for line in file.read_bytes().splitlines() if not line.startswith(b"#"))


def tables(folder, name):
    """Return the rows of a table that stands in one file, or in several."""
    files = sorted(folder.glob(f"{name}.parquet")) + sorted(folder.glob(f"{name}/*.parquet"))
    return sorted(repr(row) for file in files for row in pyarrow.parquet.read_table(file).to_pylist())


def made_up(folder, numbers, **others):
    """Write articles of the made-up world into two files of a folder; `others` are texts by id."""
    fields = ("id", "text", "title", "published", "publisher")
    made = [{name: getattr(WORLD.article(number), name) for name in fields} for number in numbers]
    made += [{"id": id_.replace("_", "-"), "text": text} for id_, text in others.items()]
    folder.mkdir(exist_ok=True)
    for name, some in (("a", made[::2]), ("b", made[1::2])):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(one) + "\n" for one in some))


def on_spark(context, articles, folder, reading):
    """Build the graph of made-up articles on Spark; return what was done, and the errors."""
    from kg.spark.build import build as build_there
    from kg.spark.session import session

    errors = []
    with session():
        done, _ = build_there(context, [articles], {}, reading, Ledger(Path("none")), folder, errors.append)
    return done, [str(error) for error in errors]


def on_one_machine(articles, place, export):
    """Build the graph of made-up articles without Spark, and export it."""
    with Store.open(place, create=True) as store:
        build([str(articles)], lambda some, _: Teller().extract(some), store, pytest.fail, lambda _: None)
        settle(store, ledger_of(place), pytest.fail)
        export_file(store, "nquads", export)


@pytest.fixture
def reading():
    """How made-up articles are read."""
    from kg.spark.shards import Reading

    return Reading(("made up",), Teller, {})


def test_who_is_who_is_that_of_one_machine(spark, tmp_path):
    """Of made-up namesakes, events and decisions in all shards the rules make the same as on one machine."""
    from kg.addresses import Folder
    from kg.spark.cluster import Cluster
    from kg.spark.identity import resolve
    from kg.spark.reading import shard_of
    from kg.spark.shards import Head, keep

    dice = random.Random(11)
    surnames = [f"{first}{letter} Holm" for first in ("Ida", "Ina", "Ilse") for letter in "abcdefghijklmnopqr"]
    worlds = [NAMES] * 20 + [FEW] * 12 + [COLLIDING] * 6 + [surnames + NAMES] * 24
    cast = {f"a{number}": article(dice, f"a{number}", names) for number, names in enumerate(worlds)}
    decisions = [one for _ in range(4) for one in rows(dice, cast)]
    decisions = [replace(one, line=line) for line, one in enumerate(decisions)]
    folder, shards = Folder(str(tmp_path)), 3
    for shard in range(shards):
        spoken = [(id_, tuple(ones)) for id_, ones in sorted(cast.items()) if shard_of(id_, shards) == shard]
        keep(folder, f"shards/{shard}", Head(Summary(), []), spoken, [])
    there = resolve(Cluster(spark, folder, tuple(f"shards/{shard}" for shard in range(shards))), decisions)
    here, faults = resolve_here([one for ones in cast.values() for one in ones], load().is_a, decisions, part)
    refers = sorted((own.article, (own.id, id_)) for own, id_ in here.canonical.items() if own.id != id_)
    assert len(refers) > 30
    assert sorted(there.refers.collect()) == refers
    assert sorted(there.merges.collect()) == sorted(here.merges)
    assert sorted(there.doubts.collect()) == sorted(here.doubts)
    assert dict(there.replaced.collect()) == here.replaced
    assert (there.decisions, there.curation) == (here.decisions, here.curation)
    assert sorted(there.faults) == sorted(faults)


def test_what_is_bad_is_named_and_the_rest_is_done(spark, tmp_path, reading):
    """A file that cannot be read, an id in two files, a German article and a deadly one; all by address."""
    from kg.addresses import Folder

    articles, folder = tmp_path / "news", Folder(f"file://{tmp_path}/out")
    long = WORLD.article(60).text + " The road was long." * 20_000
    german = "Der Minister sagte am Montag, dass die Regierung die neuen Regeln im Herbst vorlegen wird."
    made_up(articles, range(40), s5_000050=german, s5_000051=FATAL, s5_000060=long)
    (articles / "c.warc.gz").write_bytes(b"no archive")
    row = {name: [getattr(WORLD.article(61), name)] for name in ("id", "text")}
    pyarrow.parquet.write_table(pyarrow.table(row), articles / "e.parquet")
    (articles / "d.jsonl").write_text(json.dumps({"id": "s5-000003", "text": "Another text."}) + "\n")
    done, errors = on_spark(spark, f"file://{articles}", folder, reading)
    assert (done.articles, done.errors) == (42, 4)
    for named in (
        "c.warc.gz: no web archive",
        "d.jsonl:1: the id 's5-000003' is that of another article, in ",
        "article s5-000050: its language is 'de'",
        "article s5-000051: the process that was reading it died",
    ):
        assert any(named in error for error in errors), named

    (articles / "c.warc.gz").unlink()
    (articles / "d.jsonl").unlink()
    made_up(articles, range(40), s5_000060=long)
    done, errors = on_spark(spark, f"file://{articles}", folder, reading)
    assert errors == []
    assert done.skipped + done.articles == 42
    assert 0 < done.skipped < 42
    on_one_machine(articles, tmp_path / "here.db", tmp_path / "here.nq")
    assert lines(tmp_path / "out") == export_lines(tmp_path / "here.nq")


def test_from_a_bucket_to_a_bucket(spark, bucket, tmp_path, reading):
    """The graph that is loaded from there is that of one machine; the same build again finds all done."""
    from kg.addresses import Folder, filesystem

    articles, folder = tmp_path / "news", Folder(bucket.format("graph"))
    made_up(articles, range(30))
    store, root = filesystem(bucket.format("articles"))
    for file in articles.iterdir():
        with store.open_output_stream(f"{root}/{file.name}") as stream:
            stream.write(file.read_bytes())
    done, errors = on_spark(spark, bucket.format("articles"), folder, reading)
    assert (done.articles, errors) == (30, [])
    done, errors = on_spark(spark, bucket.format("articles"), folder, reading)
    assert (done.articles, done.skipped, errors) == (0, 30, [])
    code, said = run("load", folder.place, "--graph", tmp_path / "there.db")
    assert (code, "30 articles" in said[0]) == (0, True)
    on_one_machine(articles, tmp_path / "here.db", tmp_path / "here.nq")
    assert digest(tmp_path / "there.db") == hashlib.sha256((tmp_path / "here.nq").read_bytes()).hexdigest()


def test_what_a_bucket_lacks_is_named(bucket, tmp_path):
    """In one line each, and nothing is made."""
    address = bucket.format("nothing.nq")
    for place, fault in ((address, "no such file"), (address.replace("news", "elsewhere"), "no such file")):
        code, said = run("load", place, "--graph", tmp_path / "kg.db")
        assert (code, len(said)) == (1, 1)
        assert said[0].startswith(f"kg: {place}: {fault}; expected ")
    assert list(tmp_path.iterdir()) == []


def test_a_killed_worker_changes_nothing(spark, machines, tmp_path, monkeypatch):
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
    with monkeypatch.context() as patched:
        patched.setattr("kg.settling.settle", lambda *_: pytest.fail("who is who was settled anew"))
        run("load", f"file://{folder}", "--graph", tmp_path / "loaded.db")
    assert digest(tmp_path / "loaded.db") == digest(tmp_path / "here.db")
    assert lines(folder) == export_lines(tmp_path / "here.nq")
    run("export", "--graph", tmp_path / "here.db", "-f", "parquet", "-o", tmp_path / "tables")
    for name in ("articles", "entities", "statements", "evidence"):
        assert tables(folder / "parquet", name) == tables(tmp_path / "tables", name)
