"""The SPARQL 1.1 Protocol: what a request asks for, whichever of the three ways it is put.

https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from typing import Literal
from urllib.parse import parse_qsl

FORM = "application/x-www-form-urlencoded"
DIRECT: Mapping[str, Kind] = {"application/sparql-query": "query", "application/sparql-update": "update"}
DATASET: Mapping[str, tuple[str, str]] = {
    "query": ("default-graph-uri", "named-graph-uri"),
    "update": ("using-graph-uri", "using-named-graph-uri"),
}
MOST_FIELDS = 1000

Kind = Literal["query", "update"]
Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or an update, and the graphs that it is to be put to; none means the store's own."""

    kind: Kind
    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""


class ProtocolError(Exception):
    """The request is none of the protocol's; `status` is the HTTP status that says so."""

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        super().__init__(message)


def operation(method: str, url_query: str, content_type: str, body: bytes) -> Operation | None:
    """Return what a request asks for; None if a GET asks for nothing. Raises ProtocolError on a wrong request."""
    address = _fields(url_query.encode("latin-1", "replace"), "address")
    if method in ("GET", "HEAD"):
        if any(name == "update" for name, _ in address):
            raise ProtocolError(400, "an update must be sent by POST")
        return _of(address, "query") if any(name == "query" for name, _ in address) else None
    type_, charset = _media_type(content_type)
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise ProtocolError(415, f"the charset {charset!r} is not read; send UTF-8")
    if type_ == FORM:
        fields = [*address, *_fields(body, "form")]
        kinds = [kind for kind in DIRECT.values() if any(name == kind for name, _ in fields)]
        if len(kinds) != 1:
            raise ProtocolError(400, "the form must have one field, query or update")
        return _of(fields, kinds[0])
    if type_ not in DIRECT:
        expected = ", ".join((FORM, *DIRECT))
        raise ProtocolError(415, f"the media type {type_ or 'none'!r} holds no SPARQL; send one of {expected}")
    if any(name in DIRECT.values() for name, _ in address):
        raise ProtocolError(400, "the operation stands both in the address and in the body; send it once")
    return _of([*address, (DIRECT[type_], _text(body, "body"))], DIRECT[type_])


def _of(fields: Fields, kind: Kind) -> Operation:
    texts = [value for name, value in fields if name == kind]
    if len(texts) != 1:
        raise ProtocolError(400, f"{len(texts)} times {kind}; send one")
    plain, named = (tuple(value for name, value in fields if name == one) for one in DATASET[kind])
    format_ = next((value for name, value in fields if name == "format"), "")
    return Operation(kind, texts[0], plain, named, format_)


def _media_type(header: str) -> tuple[str, str]:
    message = Message()
    message["content-type"] = header
    return (message.get_content_type() if "/" in header else ""), (message.get_content_charset() or "utf-8").lower()


def _fields(content: bytes, place: str) -> Fields:
    try:
        return parse_qsl(_text(content, place), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:  # UnicodeDecodeError is one
        raise ProtocolError(400, f"the {place} is no UTF-8, or has too many fields") from None


def _text(content: bytes, place: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise ProtocolError(400, f"the {place} is no UTF-8 (byte {fault.start}); send UTF-8") from None
