"""`read`: files, folders, standard input, and every kind of bad input."""

import io
import json
import os
import sys
from pathlib import Path

import pytest

from kg.errors import KgError, ReadError
from kg.model import Article
from kg.readers import READERS, TABLES, read

PAGE = "Ferry returns to Northport\n\nThe ferry returned to Northport on Monday after a week at sea.\n"
ROW = {"id": "row-1", "text": "The ferry returned to Northport."}


def gathered(*paths: Path | str) -> tuple[list[Article], list[KgError]]:
    """Return the articles and the errors of the paths."""
    errors: list[KgError] = []
    return list(read([str(path) for path in paths], errors.append)), errors


def saved(folder: Path, name: str, content: str | bytes) -> Path:
    """Return the path of a file with the content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.fixture
def piped(monkeypatch):
    """Give a function that puts bytes on standard input."""

    def put(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    return put


def test_every_suffix_has_a_reader():
    """The table names the formats that the documentation promises."""
    documents = ".atom .docx .eml .epub .htm .html .jsonl .mbox .md .pdf .rss .txt .warc .xml"
    assert sorted(READERS) == documents.split()
    assert sorted(TABLES) == [".csv", ".json", ".parquet", ".tsv"]


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path):
    """Folders are walked by name, whatever the order of creation; hidden and foreign files are passed over."""
    for name in ("b/two.txt", "a.txt", "c.TXT", "b/.hidden.txt", ".git/x.txt", "picture.png", "b/one.txt"):
        saved(tmp_path, name, f"{name}\n\n{PAGE}")
    articles, errors = gathered(tmp_path)
    assert [article.title for article in articles] == ["a.txt", "b/one.txt", "b/two.txt", "c.TXT"]
    assert errors == []


def test_a_folder_passes_over_what_tells_about_it(tmp_path):
    """A README and a listing of files are no articles, unless they are named."""
    saved(tmp_path, "README.md", "# About\n\nThese are the articles of the ferry line.\n")
    saved(tmp_path, "index.jsonl", '{"id": "a", "file": "a.txt", "title": "Ferry"}\n')
    saved(tmp_path, "a.txt", PAGE)
    assert [article.title for article in gathered(tmp_path)[0]] == ["Ferry returns to Northport"]
    assert [article.title for article in gathered(tmp_path / "README.md")[0]] == ["About"]


def test_a_link_back_into_the_folder_ends(tmp_path):
    """A symbolic link to the folder itself is not followed."""
    saved(tmp_path, "a.txt", PAGE)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert len(gathered(tmp_path)[0]) == 1


def test_the_id_depends_on_the_content_alone(tmp_path):
    """The same page under another name has the same id and is given once."""
    articles, errors = gathered(saved(tmp_path, "a.txt", PAGE), saved(tmp_path, "deep/b.txt", PAGE))
    assert len(articles) == 1
    assert articles[0].id.startswith("sha-")
    assert errors == []


def test_the_same_path_twice_is_read_once(tmp_path):
    """Naming a file twice changes nothing."""
    path = str(saved(tmp_path, "a.txt", PAGE))
    assert len(list(read([path, path], pytest.fail))) == 1


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("nul.txt", b"abc\x00def", r"nul\.txt: binary data \(a NUL at byte 3\); expected text"),
        ("junk.md", bytes(range(1, 9)) * 20, r"junk\.md: binary data; expected text"),
        ("empty.txt", b"", r"empty\.txt: the file is empty"),
        ("blank.html", b" \n\t", r"blank\.html: the file is empty"),
        ("none.jsonl", b"\n\n", r"none\.jsonl: the file is empty"),
        ("latin.txt", b"caf\xe9 closes", r"latin\.txt: byte 0xe9 at offset 3 is not UTF-8; .* save it as UTF-8"),
        ("bom.txt", b"\xef\xbb\xbfcaf\xe9", r"bom\.txt: byte 0xe9 at offset 6 is not UTF-8"),
        ("latin.jsonl", b'{"id": "caf\xe9"}\n' * 3, r"latin\.jsonl: byte 0xe9 at offset 11"),
        ("wide.txt", "Ferry".encode("utf-16"), r"wide\.txt: text in UTF-16; expected UTF-8"),
        ("junk.jsonl", b"\x7fELF\x00\n\x00\n\x00\n", r"junk\.jsonl: binary data"),
        ("nothing.txt", b"Share\n\nBack to top\n", r"nothing\.txt: no paragraph of an article"),
        ("nothing.md", b"```\ncode\n```\n", r"nothing\.md: no paragraph of an article"),
        ("nothing.html", b"<html><body></body></html>", r"nothing\.html: no article on the page"),
        ("deep.html", b"<div>" * 20_000, r"deep\.html: no article on the page"),
        ("page.png", b"x", r"page\.png: the suffix '\.png'; expected one of \.atom, .*; rename it"),
        ("page", b"x", r"page: a file without a suffix; expected one of"),
    ],
)
def test_a_bad_file_is_one_error_and_the_next_is_read(tmp_path, name, content, message):
    """The error names the file, what was found and what to do; the other inputs are done."""
    articles, errors = gathered(saved(tmp_path, name, content), saved(tmp_path, "good.txt", PAGE))
    assert [article.title for article in articles] == ["Ferry returns to Northport"]
    assert len(errors) == 1
    with pytest.raises(ReadError, match=message):
        raise errors[0]


def test_a_missing_file_is_an_error(tmp_path):
    """What is not there is told by its path."""
    errors = gathered(tmp_path / "gone.txt")[1]
    assert [str(error) for error in errors] == [
        f"{tmp_path}/gone.txt: there is no such file; expected a file or a folder; check the path"
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["a.txt", "folder"])
def test_what_may_not_be_read_is_an_error(tmp_path, name):
    """Permission denied is told for a file and for a folder."""
    saved(tmp_path, "a.txt", PAGE)
    saved(tmp_path, "folder/b.txt", PAGE)
    (tmp_path / name).chmod(0)
    errors = gathered(tmp_path / name)[1]
    (tmp_path / name).chmod(0o700)
    assert [str(error) for error in errors] == [
        f"{tmp_path}/{name}: permission denied; expected a file that can be read; check its permissions"
    ]


def test_a_page_past_the_limit_is_an_error(tmp_path, monkeypatch):
    """No page is held beyond the limit."""
    monkeypatch.setattr("kg.readers.source.LIMIT", 100)
    errors = gathered(saved(tmp_path, "long.txt", "A long page. " * 20))[1]
    assert "the page is longer than 100 bytes" in str(errors[0])


def test_one_id_for_two_articles_names_both(tmp_path):
    """The first is kept, and the error says where each of the two stands."""
    first = saved(tmp_path, "a.jsonl", json.dumps(ROW) + "\n")
    second = saved(tmp_path, "b.jsonl", "\n" + json.dumps({**ROW, "text": "Another text."}) + "\n")
    articles, errors = gathered(first, second)
    assert [article.text for article in articles] == [ROW["text"]]
    assert str(errors[0]).startswith(f"{second}:2: the id 'row-1' is that of another article, in {first}:1")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b' \n\n{"id": "x", "text": "As it  is."}\n', "As it  is."),
        (b'\xef\xbb\xbf{"id": "x", "text": "As it is."}', "As it is."),
        (b"\n<!DOCTYPE html><html><body><article><p>The ferry came back to town.</p></article></body></html>", None),
        (b"<HTML><body><article><p>The ferry came back to town.</p></article></body></HTML>", None),
        (b"The ferry came\nback to town.", None),
        (b"<5% of passengers> stayed away from the ferry.", "<5% of passengers> stayed away from the ferry."),
    ],
)
def test_standard_input_is_told_by_its_first_characters(piped, content, text):
    """ "{" means JSON Lines, an HTML tag a web page, all else plain text."""
    piped(content)
    articles, errors = gathered("-")
    assert errors == []
    assert [article.text for article in articles] == [text or "The ferry came back to town."]


def test_lines_of_standard_input_are_counted_from_its_start(piped):
    """Blank lines before the first object count."""
    piped(b'\n\n{"id": "x"}\n')
    assert str(gathered("-")[1][0]).startswith("standard input:3: no 'text'")


def test_empty_standard_input_is_an_error(piped):
    """Nothing piped in is told."""
    piped(b"")
    assert str(gathered("-")[1][0]).startswith("standard input: the file is empty")


def test_reading_does_not_run_ahead(tmp_path):
    """The first article is there before the next file is opened."""
    first = saved(tmp_path, "a.txt", PAGE)
    second = saved(tmp_path, "b.txt", PAGE)
    articles = read([str(first), str(second)], pytest.fail)
    assert next(articles).title == "Ferry returns to Northport"
    second.write_text("Second ferry\n\nThe second ferry left the harbour on Tuesday.\n")
    assert [article.title for article in articles] == ["Second ferry"]
