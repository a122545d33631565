"""Mails: one (.eml) or a mailbox of them (.mbox), as press offices and newsletters send them."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from typing import BinaryIO

from kg.errors import OnError, ReadError
from kg.model import Article
from kg.readers.html import fragment
from kg.readers.page import Known, article
from kg.readers.page.paragraphs import paragraphs, tidy
from kg.readers.source import LIMIT, refuse_binary, whole

START = b"From "
"""How each mail of a mailbox begins, on a line after a blank one (RFC 4155)."""


def mail(stream: BinaryIO, place: str, on_error: OnError) -> Iterator[tuple[str, Article]]:
    """Yield the one article of a mail. Raises ReadError if it has no text."""
    raw = whole(stream, place)
    refuse_binary(raw, place)
    yield place, _article(raw, place)


def mailbox(stream: BinaryIO, place: str, on_error: OnError) -> Iterator[tuple[str, Article]]:
    """Yield ("FILE: mail N", article) for each mail with text; one without goes to `on_error`."""
    number = 0
    for number, raw in enumerate(_mails(stream), 1):
        at = f"{place}: mail {number}"
        try:
            yield at, _article(raw, at)
        except ReadError as error:
            on_error(error)
    if not number:
        raise ReadError(place, "no mail", "expected a mailbox in mbox form", "leave it out")


def _mails(stream: BinaryIO) -> Iterator[bytes]:
    held: list[bytes] | None = None  # the mail that has begun
    size, blank = 0, True
    while line := stream.readline(LIMIT):
        if blank and line.startswith(START):
            if held is not None:
                yield b"".join(held)
            held, size = [], 0
        elif held is not None and size <= LIMIT:
            held.append(line.removeprefix(b">") if line.startswith(b">From ") else line)
            size += len(line)
        blank = not line.strip()
    if held is not None:
        yield b"".join(held)


def _article(raw: bytes, place: str) -> Article:
    message = message_from_bytes(raw, policy=policy.default)
    body = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
    name, address = parseaddr(str(message.get("From", "")))
    moment = getattr(message.get("Date"), "datetime", None)
    known = Known(
        title=tidy(str(message.get("Subject", ""))),
        published=moment.isoformat() if moment else "",
        publisher=tidy(name) or address.rpartition("@")[2],
        filed=place,
    )
    found = article(_lines(body) if body is not None else [], known)
    if found is None:
        raise ReadError(place, "no text", "expected a mail with a text of its own", "leave it out")
    return found


def _lines(body: MIMEPart) -> Iterator[str]:
    try:
        text = str(body.get_content())
    except (LookupError, ValueError):  # an encoding that nobody knows
        return
    yield from fragment(text) if body.get_content_subtype() == "html" else paragraphs(text)
