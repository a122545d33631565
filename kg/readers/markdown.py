"""Markdown: front matter, a heading as title, the markup stripped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.errors import OnError, ReadError
from kg.model import Article
from kg.readers.page import Known, article
from kg.readers.page.dates import is_iso, taken
from kg.readers.source import page_text

FRONT_MATTER: dict[str, str] = {
    "title": "title", "headline": "title",
    "date": "published", "published": "published", "pubdate": "published", "datepublished": "published",
    "publisher": "publisher", "source": "publisher", "site": "publisher", "publication": "publisher",
    "author": "author", "authors": "author", "byline": "author",
    "url": "url", "link": "url", "canonical": "url", "permalink": "url",
    "language": "language", "lang": "language",
}  # fmt: skip
"""Key of the front matter -> field of the article."""

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)


def articles(stream: BinaryIO, place: str, on_error: OnError) -> Iterator[tuple[str, Article]]:
    """Yield the one article of the file. Raises ReadError if it is not text or has no paragraph."""
    text = page_text(stream, place).replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    known = front_matter(front[1]) if front else {}
    tokens = MarkdownIt("commonmark").enable("table").parse(text[front.end() :] if front else text)
    known["title"] = known.get("title") or _heading(tokens)
    found = article(_paragraphs(tokens), Known(**known, filed=place))
    if found is None:
        raise ReadError(
            place, "no paragraph of an article", "expected a news article in Markdown", "leave the file out"
        )
    yield place, found


def front_matter(text: str) -> dict[str, str]:
    """Return the fields that "key: value" lines give; other lines are ignored, and so is a date that is none."""
    known: dict[str, str] = {}
    for line in text.split("\n"):
        key, _, value = line.partition(":")
        field, value = FRONT_MATTER.get(key.strip().lower()), value.strip().strip("\"'").strip()
        if field == "published":
            date = taken(value)
            value = date[0] if date else value if is_iso(value) else ""
        if field and value:
            known.setdefault(field, value)
    return known


def _heading(tokens: list[Token]) -> str:
    """Return the first heading, if it is of the first level and stands before all text."""
    for number, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            return _plain(tokens[number + 1])
        if token.type == "paragraph_open" and _plain(tokens[number + 1]):
            break
    return ""


def _paragraphs(tokens: list[Token]) -> Iterator[str]:
    """Yield headings, paragraphs and list items as plain text; code, tables and pictures are left out."""
    in_table = False
    for token in tokens:
        if token.type in ("table_open", "table_close"):
            in_table = token.type == "table_open"
        elif token.type == "inline" and not in_table:
            yield _plain(token)


def _plain(token: Token) -> str:
    """Return the words of an inline token: links give their text, line ends a space."""
    words = {"softbreak": " ", "hardbreak": " ", "image": "", "html_inline": ""}
    return "".join(words.get(child.type, child.content) for child in token.children or ())
