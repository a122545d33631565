"""What Spark cannot be asked for, and folders that cannot be used: one line each, before anything is begun."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from kg.addresses import Folder, filesystem
from kg.cli import app
from kg.errors import KgError
from kg.spark import session
from kg.spark.build import _require
from kg.spark.places import files


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--engine", "spark"], "--engine spark: no folder to write into; expected -o FOLDER"),
        (["--engine", "spark", "-o", "out", "--prune"], "--engine spark: --prune goes with one machine only"),
        (["--engine", "spark", "-o", "out", "--jobs", "2"], "--engine spark: --jobs goes with one machine only"),
        (["--master", "spark://here:7077"], "--master: only Spark has one; add --engine spark"),
    ],
)
def test_options_that_do_not_go_together(tmp_path, monkeypatch, arguments, said):
    """The command says which, and begins nothing."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["build", "news", *arguments])
    assert said in str(done.exception)
    assert list(tmp_path.iterdir()) == []


def test_without_pyspark_it_says_how_to_get_it(monkeypatch):
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(KgError, match="pyspark is not installed; install the extra: pip install"):
        session._require()


def test_without_java_it_says_what_is_needed(monkeypatch, tmp_path):
    """Spark runs on Java."""
    pytest.importorskip("pyspark")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(KgError, match="no Java was found; Spark expects Java 17 or later"):
        session._require()


@pytest.mark.parametrize("master", ["spark://127.0.0.1:1", "spark://127.0.0.1", "spark://127.0.0.1:1,127.0.0.1:2"])
def test_a_master_that_does_not_answer(master):
    """It is not waited for."""
    with pytest.raises(KgError, match=rf"--master {master}: it does not answer \(.+\); expected spark://HOST:PORT"):
        session._require_answer(master)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("An error occurred while calling o1.x.\n: org.apache.spark.SparkException: Job aborted due to stage failure\n"
         "Caused by: java.io.IOException: No space left on device\n\tat java.base/x", "No space left on device"),
        ("Traceback\nkg.errors.KgError: out: cannot be written: no space left on device; make room\n", "make room"),
        ("[MASTER_URL_INVALID] Invalid master URL.", "Invalid master URL"),
    ],
)  # fmt: skip
def test_what_java_says_becomes_one_line(text, found):
    """The cause that counts is told, and that what is done stays."""
    error = str(session.told(text))
    assert found in error
    assert "\n" not in error


def test_a_folder_that_cannot_be_written(tmp_path):
    """It is named, and nothing half written stays."""
    (tmp_path / "file").write_text("")
    with pytest.raises(KgError, match=r"file/out: a cannot be written: not a directory; make room or choose another"):
        Folder(f"{tmp_path}/file/out").write("a", lambda stream: None)


def test_a_full_disk_leaves_nothing_half_written(tmp_path):
    """As on a disk that is full, no file may grow past some bytes."""
    program = (
        "import resource, sys; from kg.addresses import Folder\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "Folder(sys.argv[1]).write('shards/0', lambda stream: stream.write(b'x' * 100_000))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert "shards/0 cannot be written: file too large" in done.stderr
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


def test_a_build_goes_on_in_a_folder_in_which_one_was_killed_while_it_wrote(tmp_path):
    """What it had begun to write, be it the mark of the folder itself, is taken away; what is of others is refused."""
    program = (
        "import os, sys; from kg.addresses import Folder\n"
        "Folder(sys.argv[1]).write(sys.argv[2], lambda stream: os.kill(os.getpid(), 9))\n"
    )
    for name in ("_UNFINISHED", "shards/0", "parquet/articles/0"):
        subprocess.run([sys.executable, "-c", program, str(tmp_path), name], check=False)
    folder = Folder(str(tmp_path))
    assert len(folder.names()) == 3
    _require(folder)
    assert folder.names() == ["_UNFINISHED"]
    (tmp_path / ".mine").write_text("")
    with pytest.raises(KgError, match=r"'\.mine' is there; expected an empty folder"):
        _require(folder)


def test_a_folder_by_address_is_listed_as_one_by_path(tmp_path):
    """The same files in the same order; a file that is not there is an error."""
    for name in ("b.txt", "a/z.txt", "a.txt", ".hidden.txt", "README.md", "a/list.jsonl", "no.xyz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('{"file": "b.txt"}' if name.endswith("jsonl") else "News.")
    errors = []
    by_path = [name.removeprefix(str(tmp_path)) for name, _ in files([str(tmp_path)], errors.append)]
    by_address = [name.removeprefix(f"file://{tmp_path}") for name, _ in files([f"file://{tmp_path}"], errors.append)]
    assert by_path == by_address == ["/a/z.txt", "/a.txt", "/b.txt"]
    assert list(files([f"file://{tmp_path}/gone"], errors.append)) == []
    assert [str(error) for error in errors] == [
        f"file://{tmp_path}/gone: no such file or directory; expected a file or a folder that can be read; check it"
    ]


def test_an_address_of_an_unknown_kind():
    """What is known is named."""
    with pytest.raises(KgError, match=r"nowhere://x: .*; expected file://, s3://"):
        filesystem("nowhere://x")
    assert type(filesystem("s3a://bucket/news?region=eu-north-1")[0]).__name__ == "S3FileSystem"


def test_a_graph_that_is_not_whole_is_not_loaded(tmp_path):
    """A build marks its folder until it is done."""
    Folder(str(tmp_path)).write("_UNFINISHED", lambda stream: None)
    done = CliRunner().invoke(app, ["load", str(tmp_path), "--graph", str(tmp_path / "kg.db")])
    assert (done.exit_code, "the build that writes it has not come to its end" in done.stderr) == (1, True)
