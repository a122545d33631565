"""Web pages: trafilatura finds the text and what the page says about it."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import OnError, ReadError
from kg.model import Article
from kg.readers.page import Known, article
from kg.readers.page.dates import taken
from kg.readers.source import page_text

PUBLISHED = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date", "pubdate",
    "publishdate", "publish-date", "publication_date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued",
    "parsely-pub-date", "sailthru.date",
)  # fmt: skip
"""Names of <meta> that hold the date of publication, best first."""

_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]+)", re.I
)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_TYPE = re.compile(r"\s*<!DOCTYPE\b[^\[>]*(?:\[[^\]]*\]\s*)?>", re.I)
_TAG = re.compile(r"<(html|meta|time)\b([^<>]{0,2000})>", re.I)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_JSON_DATE = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]+)\"")
_BLOCKS = tuple("address article aside blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section ul".split())
_OPENING = re.compile(rb"<(!doctype html|html|head|body|!--|\?xml[^>]*>\s*<(!doctype html|html))", re.I)

for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # what matters is told once, as a ReadError


def articles(stream: BinaryIO, place: str, on_error: OnError) -> Iterator[tuple[str, Article]]:
    """Yield the one article of the page. Raises ReadError if it is not text or holds no article."""
    found = on_page(page_text(stream, place, declared_charset), place)
    if found is None:
        raise ReadError(
            place, "no article on the page", "expected a web page with a news article", "leave it out, or save its text"
        )
    yield place, found


def on_page(page: str, place: str, url: str = "") -> Article | None:
    """Return the article on a web page, None if there is none; `url` is its address if the page does not say.

    Nothing is fetched, comments are left out, and no date is guessed from the text or the clock.
    """
    page = _DECLARATION.sub("", page, count=1)
    from trafilatura import bare_extraction

    document = bare_extraction(
        page,
        url=url or None,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        # a fixed horizon, and no extensive search: both would read the clock
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2199-12-31"},
    )
    if document is None or isinstance(document, dict):
        return None
    text = document.text or ""
    known = Known(
        title=document.title or "",
        published=published(page, document.date or "", text),
        publisher=document.sitename or document.hostname or "",
        author=document.author or "",
        url=document.url or url,
        language=language(page),
        filed=place,
    )
    return article((line.removeprefix("- ") for line in text.split("\n")), known)


def fragment(markup: str) -> list[str]:
    """Return the paragraphs of a piece of HTML, as feeds and mails hold it, without tags, scripts and pictures."""
    from lxml import etree, html

    if not markup.strip():
        return []
    tree = html.document_fromstring(f"<div>{_TYPE.sub('', _DECLARATION.sub('', markup, count=1), count=1)}</div>")
    etree.strip_elements(tree, "script", "style", "head", "figure", "table", etree.Comment, with_tail=False)
    for element in tree.iter(*_BLOCKS):
        element.text = f"\n\n{element.text or ''}"
        element.tail = f"\n\n{element.tail or ''}"
    return [one for one in (" ".join(part.split()) for part in tree.text_content().split("\n\n")) if one]


def looks_like(opening: bytes) -> bool:
    """Tell whether the first bytes are those of a web page."""
    return bool(_OPENING.match(opening))


def declared_charset(raw: bytes) -> str:
    """Return the encoding that the page declares in its first 4 KB, or ""."""
    match = _CHARSET.search(raw[:4096])
    name = (match[1] or match[2]).decode("ascii", "ignore").lower() if match else ""
    # as browsers read them (WHATWG Encoding, 4.2): Latin-1 means Windows-1252, and a page that says UTF-16 here is not
    if name in ("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"):
        return "cp1252"
    return "utf-8" if name.startswith("utf-16") else name


def published(page: str, guess: str, text: str) -> str:
    """Return the date of publication in ISO 8601, with the time if the page's metadata has it, or "".

    `guess` is trafilatura's date: it counts unless it stands in the article's own text.
    """
    metas: dict[str, str] = {}
    times: list[str] = []
    for tag, values in _tags(page):
        if tag == "meta":
            name = values.get("property") or values.get("name") or values.get("itemprop") or ""
            metas.setdefault(name.lower(), values.get("content", ""))
        elif tag == "time":
            times.append(values.get("datetime", ""))
    named = [metas[name] for name in PUBLISHED if name in metas] + _JSON_DATE.findall(page)[:1]
    for stamp in named:
        if date := taken(stamp):
            return date[0]
    if guess in text:
        return ""
    exact = (date[0] for stamp in times if (date := taken(stamp)) and date[0].startswith(guess))
    return next(exact, guess)


def language(page: str) -> str:
    """Return the page's language as an ISO 639-1 code; "en" where it says nothing."""
    for tag, values in _tags(page):
        if tag == "html":
            code = values.get("lang") or values.get("xml:lang") or ""
            return code.strip().lower()[:2] if re.match(r"\s*[a-zA-Z]{2}(?![a-zA-Z])", code) else "en"
    return "en"


def _tags(page: str) -> Iterator[tuple[str, dict[str, str]]]:
    for match in _TAG.finditer(page):
        values = {
            one[1].lower(): html.unescape(one[2] or one[3] or one[4] or "") for one in _ATTRIBUTE.finditer(match[2])
        }
        yield match[1].lower(), values
