"""The example articles as they are read."""

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.readers import read

FOLDER = Path(__file__).parents[2] / "examples" / "articles"


@pytest.fixture(scope="module")
def articles():
    """Return the articles of the folder; a page that cannot be read is an error."""

    def fail(error: KgError) -> None:
        raise error

    return list(read([str(FOLDER)], fail))


def test_there_are_enough_articles(articles):
    """Thirteen articles, each with an id of its own."""
    assert len({article.id for article in articles}) == 13


def test_each_says_what_it_is(articles):
    """Title, publisher and a date of 2024 are found on every page."""
    assert [a.id for a in articles if not (a.title and a.publisher and a.published.startswith("2024-"))] == []


def test_no_furniture_is_left(articles):
    """Menus, banners and credits are no text."""
    words = (
        "Cookie",
        "cookies",
        "Back to Top",
        "Photo",
        "Share",
        "Subscribe",
        "Most read",
        "Rescue workers",
        "Advertisement",
    )
    assert [(a.title, word) for a in articles for word in words if word in a.text] == []


def test_the_wire_copies_share_their_paragraphs(articles):
    """Two newspapers print the same agency copy under their own headlines."""
    one, two = (a for a in articles if "customs house" in a.text)
    assert one.publisher != two.publisher
    assert one.text.split("\n\n")[1:] == two.text.split("\n\n")[1:]


@pytest.mark.parametrize(
    "text", ["killed 14 people", "killed 23 people", "Zambara armed the Front", "Zambara has not armed"]
)
def test_the_contradictions_are_there(articles, text):
    """Two numbers for one attack, and a denial of what another article asserts."""
    assert any(text in article.text for article in articles)
