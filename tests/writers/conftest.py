"""The articles of the graph tests, in a store."""

import importlib.util
import sys
from pathlib import Path

import pytest

from kg.graph.store import Store


def _graph_fixtures():
    place = Path(__file__).parents[1] / "graph" / "conftest.py"
    spec = importlib.util.spec_from_file_location("graph_fixtures", place)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


_fixtures = _graph_fixtures()
articles, extraction, says, sentences, cast = (
    _fixtures.articles, _fixtures._extraction, _fixtures.says, _fixtures.sentences, _fixtures.cast
)  # fmt: skip


@pytest.fixture
def store(tmp_path, articles):
    """Yield a store of all articles."""
    with Store.open(tmp_path / "kg.db", create=True) as opened:
        for one in articles:
            opened.add(one)
        yield opened
