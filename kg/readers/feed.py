"""RSS and Atom feeds, as saved: an article an entry."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from kg.errors import OnError, ReadError
from kg.model import Article
from kg.readers.html import fragment
from kg.readers.own_entities import without_own_entities
from kg.readers.page import Known, article
from kg.readers.page.paragraphs import tidy
from kg.readers.source import whole


def articles(stream: BinaryIO, place: str, on_error: OnError) -> Iterator[tuple[str, Article]]:
    """Yield ("FILE: entry N", article) for each entry with text: its content, or else its summary.

    An entry without text goes to `on_error`, and so do entities that the file declares; nothing is fetched. Raises
    ReadError if the file is no feed.
    """
    import feedparser

    raw = without_own_entities(_in_utf8(whole(stream, place)), place, on_error)
    feed = feedparser.parse(io.BytesIO(raw), resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        raise ReadError(place, "no feed", "expected RSS or Atom", "leave it out; a web page is read as .html")
    publisher = tidy(feed.feed.get("title", ""))
    language = str(feed.feed.get("language") or "en")[:2].lower()
    for number, entry in enumerate(feed.entries, 1):
        at = f"{place}: entry {number}"
        known = Known(
            title=" ".join(fragment(entry.get("title", ""))),
            published=_published(entry),
            publisher=tidy(entry.get("source", {}).get("title", "")) or publisher,
            author=tidy(entry.get("author", "")),
            url=entry.get("link", ""),
            language=language,
        )
        found = article(fragment(_text(entry)), known)
        if found is None:
            on_error(ReadError(at, "no text", "expected content or a summary", "it is skipped"))
        else:
            yield at, found


_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding=["']([\w.:-]+)["'][^>]*\?>""", re.IGNORECASE)


def _in_utf8(raw: bytes) -> bytes:
    """Return a feed as it is where it is in the encoding that it declares; else in UTF-8, and without declaration.

    One that lies is in UTF-8 if it can be, else in windows-1252, as browsers have it.
    """
    declared = _DECLARED.match(raw)
    charset = declared[1].decode("ascii") if declared else "utf-8"
    if raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw
    for known in (charset, "utf-8", "windows-1252"):
        try:
            text = raw.decode(known, "replace" if known == "windows-1252" else "strict")
        except (LookupError, ValueError):
            continue
        if "<" in text:  # and not what bytes in pairs make of it
            return raw if known == charset else text[declared.end() if declared else 0 :].encode()
    return raw


def _text(entry: Mapping[str, Any]) -> str:
    texts = [str(one.get("value", "")) for one in entry.get("content", ())]
    return max(*texts, str(entry.get("summary", "")), "", key=len)


def _published(entry: Mapping[str, Any]) -> str:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")  # in UTC
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*moment[:6]) if moment else ""
