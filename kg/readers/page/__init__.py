"""The article on a page: its text without the page's furniture, and what the page says about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Article, content_id
from kg.readers.page.dates import day_in
from kg.readers.page.furniture import SENTENCE_END, is_contact, is_credit, is_furniture, is_link_list, is_prose
from kg.readers.page.paragraphs import once, tidy
from kg.readers.page.stated import LINE, Field, Stated, dateline, run_on, stated

TITLE_WORDS = 35
"""No title is longer."""
HEAD = 6
"""A date on a line of its own is the date of publication only among so many first paragraphs."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the format itself says of the article (front matter, HTML metadata); "" where it says nothing."""

    title: str = ""
    published: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    language: str = "en"
    filed: str = ""  # path or name under which it was kept: a day in it is that of publication if nothing else says it


@dataclass(frozen=True, slots=True)
class Sorted:
    """A page's paragraphs, sorted: `text` is the article, `dropped` holds (reason, paragraph)."""

    text: tuple[str, ...]
    values: tuple[Stated, ...]
    dropped: tuple[tuple[str, str], ...]


def article(paragraphs: Iterable[str], known: Known | None = None) -> Article | None:
    """Return the article that the paragraphs make, or None if no paragraph is left.

    Its text is the title and the body, joined by blank lines; the id is made from the content.
    """
    known = known or Known()
    page = sorted_out(paragraphs)
    title = tidy(known.title) or value(page.values, "title") or _title(page.text)
    published = known.published or value(page.values, "published")
    publisher = known.publisher or value(page.values, "publisher")
    author = known.author or value(page.values, "author")
    url = known.url or value(page.values, "url")
    published = published or day_in(url) or day_in(known.filed)
    body = [one for one in page.text if one.casefold() != title.casefold() and not _is_site_name(one, publisher)]
    if not body:
        return None
    text = "\n\n".join([title, *body] if title else body)
    id_ = content_id(title, text, published, publisher, author, url)
    return Article(id_, text, title, published, publisher, author, url, known.language)


def sorted_out(paragraphs: Iterable[str]) -> Sorted:
    """Return what of a page is its article's text, what it states, and what is dropped, with the reason."""
    text: list[str] = []
    values: list[Stated] = []
    dropped: list[tuple[str, str]] = []
    link_list = contacts = prose = False
    for number, paragraph in enumerate(_apart(paragraphs)):
        found, reason = stated(paragraph), ""
        if found and _counts(found, bool(text), prose):
            reason = "stated"
        elif is_credit(paragraph):
            reason = "credit"
        elif is_contact(paragraph, contacts):
            reason = "contact"
        elif is_furniture(paragraph):
            reason = "furniture"
        elif link_list and not SENTENCE_END.search(paragraph) and not is_prose(paragraph):
            reason = "link list"
        if reason == "stated":
            values += found
        elif number < HEAD:  # a letter's date stays in the text
            values += (one for one in found if one.field == "published" and one.rank == LINE)
        link_list = is_link_list(paragraph) or (link_list and bool(reason))
        contacts = reason == "contact"
        if reason:
            dropped.append((reason, paragraph))
        else:
            text.append(paragraph)
            values += dateline(paragraph)
            prose = prose or is_prose(paragraph)
    return Sorted(tuple(once(text)), tuple(values), tuple(dropped))


def _counts(found: tuple[Stated, ...], after_text: bool, after_prose: bool) -> bool:
    """Tell whether a line that states something is no part of the text, where it stands.

    "Title: …" counts only above all text; a date alone, or "Date: …" as in a press release, only above the prose.
    """
    if after_text and found[0].field in ("title", "url"):
        return False
    return not after_prose or any(one.field != "published" or one.rank not in (1, LINE) for one in found)


def value(values: Iterable[Stated], field: Field) -> str:
    """Return the stated value of a field, or "": the lowest rank, then the first."""
    return min((one for one in values if one.field == field), key=lambda one: one.rank, default=Stated(field, "")).value


def _apart(paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield tidy paragraphs; a first one that runs title, date and text together is parted."""
    first = True
    for paragraph in filter(None, map(tidy, paragraphs)):
        parts = run_on(paragraph) if first else None
        yield from parts or (paragraph,)
        first = False


def _title(text: tuple[str, ...]) -> str:
    """Return the first paragraph if it reads as a title over the others."""
    if len(text) < 2 or len(text[0].split()) > TITLE_WORDS or dateline(text[0]):
        return ""
    return "" if text[0].endswith((".", '."', ".”")) and is_prose(text[0]) else text[0]


def _is_site_name(paragraph: str, publisher: str) -> bool:
    """Tell whether a paragraph is the site's own name: "Examplenet" on a page of Example."""
    name, words = "".join(publisher.lower().split()), paragraph.lower().split()
    return bool(name) and len(words) <= 3 and "".join(words).startswith(name) and not SENTENCE_END.search(paragraph)
