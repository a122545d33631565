"""JSON Lines: the input form of the contract, and its round trip."""

import io

import pytest

from kg.model import Article
from kg.readers import jsonl


def gathered(content: bytes) -> tuple[list[Article], list[str]]:
    """Return the articles and the messages of a stream."""
    errors: list[str] = []
    found = jsonl.articles(io.BytesIO(content), "f.jsonl", lambda error: errors.append(str(error)))
    return [article for _, article in found], errors


def test_the_text_is_taken_as_it_is():
    """White space, repeats and furniture stay: offsets index into the text as given."""
    text = "  Back to Top\\n\\n\\u00a0Twice.  Twice. "
    assert gathered(f'{{"id": "a", "text": "{text}"}}'.encode())[0][0].text == "  Back to Top\n\n\xa0Twice.  Twice. "


def test_optional_fields_are_read_and_unknown_ones_ignored():
    """All fields of the contract arrive; null counts as absent and the language is English unless given."""
    row = (
        b'{"id":"a","text":"T.","title":"Ti","published":"2019-01-02","publisher":"P","author":"A","url":null,"x":[1]}'
    )
    assert gathered(row)[0] == [Article("a", "T.", "Ti", "2019-01-02", "P", "A", "", "en")]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (b"nonsense", "not JSON at character 1"),
        (b'{"id": "a", "text": "T."', "not JSON"),
        (b'["a"]', "a JSON list; expected one object a line"),
        (b"17", "a JSON number"),
        (b'{"text": "T."}', "no 'id'"),
        (b'{"id": "a"}', "no 'text'"),
        (b'{"id": 7, "text": "T."}', "'id' is a number; expected a string"),
        (b'{"id": "a", "text": null}', "'text' is a null; expected a string"),
        (b'{"id": "a", "text": ["T."]}', "'text' is a list"),
        (b'{"id": "", "text": "T."}', "'id' is empty"),
        (b'{"id": "a", "text": " \\n"}', "'text' is empty"),
        (b'{"id": "a", "text": "T.", "title": 3}', "'title' is a number"),
        (b'{"id": "a", "text": "T.", "published": "last week"}', "'published' is 'last week'; expected an ISO 8601"),
        (b'{"id": "a", "text": "T.", "published": "2019-02-30"}', "'published' is '2019-02-30'"),
        (b'{"id": "a", "text": "\\ud800"}', "not JSON"),
        (b'{"id": "a", "text": "caf\xe9"}', "byte 0xe9 at offset 24 is not UTF-8"),
    ],
)
def test_a_bad_line_is_told_and_the_next_is_read(row, message):
    """The error names file and line; reading goes on."""
    articles, errors = gathered(b'{"id": "1", "text": "One."}\n' + row + b'\n{"id": "2", "text": "Two."}\n')
    assert [article.id for article in articles] == ["1", "2"]
    assert len(errors) == 1
    assert errors[0].startswith(f"f.jsonl:2: {message}")


def test_a_line_past_the_limit_is_never_held(monkeypatch):
    """No read asks for more than the limit, and the line after the long one is read."""
    asked = []

    class Watched(io.BytesIO):
        def readline(self, size=-1):
            asked.append(size)
            return super().readline(size)

    monkeypatch.setattr(jsonl, "LIMIT", 1000)
    errors: list[str] = []
    stream = Watched(b'{"id": "1", "text": "' + b"x" * 300_000 + b'"}\n{"id": "2", "text": "Two."}\n')
    articles = [article for _, article in jsonl.articles(stream, "f.jsonl", lambda e: errors.append(str(e)))]
    assert [article.id for article in articles] == ["2"]
    assert errors[0].startswith("f.jsonl:1: the line is longer than 1,000 bytes")
    assert all(0 < size <= 1 << 16 for size in asked)


@pytest.mark.parametrize(
    "article",
    [
        Article("a", "Text."),
        Article("a b/ü", "Zwei\n\n“Zeilen”.\u2028", "T", "2017-06-28T20:00:36Z", "P", "A", "https://x.example/1", "de"),
    ],
)
def test_a_printed_article_is_read_back_unchanged(article):
    """`line` and `article` are each other's inverse."""
    assert jsonl.article(jsonl.line(article), "f.jsonl:1") == article


def test_empty_optional_fields_are_not_printed():
    """Only what is known is printed."""
    assert jsonl.line(Article("a", "Text.")) == b'{"id":"a","text":"Text.","language":"en"}'
