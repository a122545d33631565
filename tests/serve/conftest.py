"""Real servers on graphs built by hand: the story of the view tests, and small ones."""

import importlib.util
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from kg.graph.store import Store

ROOT = Path(__file__).parents[2]


def _view_fixtures():
    spec = importlib.util.spec_from_file_location("view_fixtures", ROOT / "tests" / "view" / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


_fixtures = _view_fixtures()
Paper = _fixtures.Paper


def stored(place, paper):
    """Put what a paper's articles say into a store."""
    with Store.open(place, create=True) as store:
        for one in paper.extractions():
            store.add(one)
    return place


@contextmanager
def serving(graph, *options):
    """Run `kg serve` on a free port and yield its address."""
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(graph), "--port", "0", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        yield server.stdout.readline().split()[0].rstrip("/")
    finally:
        server.terminate()
        server.wait(10)
        server.stdout.close()


@pytest.fixture(scope="session")
def graph(tmp_path_factory):
    """The folder of the story's graph, which no test writes to."""
    return stored(tmp_path_factory.mktemp("served") / "kg.db", _fixtures.told())


@pytest.fixture(scope="session")
def address(graph):
    """The address of a server that only reads."""
    with serving(graph, "--timeout", "2", "--largest", "1") as started:
        yield started


@pytest.fixture(scope="session")
def client(address):
    """A client of the server that only reads."""
    with httpx.Client(base_url=address, timeout=30) as opened:
        yield opened


@pytest.fixture(scope="session")
def writable(tmp_path_factory):
    """A client of a server whose graph may be written to."""
    place = stored(tmp_path_factory.mktemp("writable") / "kg.db", _fixtures.told())
    with serving(place, "--allow-update", "--cors", "https://friend.example") as started, httpx.Client(
        base_url=started, timeout=30
    ) as opened:  # fmt: skip
        yield opened


@pytest.fixture(scope="session")
def serve():
    """Return the context manager that serves a graph, and the function that stores a paper."""
    return serving, stored


@pytest.fixture(scope="session")
def new_paper():
    """Return the class of a paper, which grows sentence by sentence."""
    return Paper
