"""Entities that an XML document declares itself: they are named, and never looked up."""

from __future__ import annotations

import re
from html.entities import html5

from kg.errors import OnError, ReadError


def without_own_entities(raw: bytes, place: str, on_error: OnError) -> bytes:
    """Return XML without the entities that it declares itself; those of HTML are what they are everywhere.

    What they stand for may lie elsewhere, or grow without end ("billion laughs"), so it is not looked up.
    """
    names, end = _own_entities(raw)
    used = sorted({one[0].decode("latin-1") for one in _USED.finditer(raw, end) if one[1] in names})
    if not used:
        return raw
    found = f"it declares {', '.join(used)} itself, which is not looked up"
    on_error(ReadError(place, found, "expected the words in its place", "it is left out of the text"))
    return raw[:end] + _USED.sub(lambda one: b"" if one[1] in names else one[0], raw[end:])


_DECLARED_ENTITY = re.compile(rb"<!ENTITY\s+(?:%\s+)?([\w.:-]+)\s")
_END_OF_DECLARATIONS = re.compile(rb"\]\s*>")
_USED = re.compile(rb"&([\w.:-]+);")


def _own_entities(raw: bytes) -> tuple[set[bytes], int]:
    """Return the names of the entities that the document type declares beside those of HTML, and where it ends."""
    start = raw.find(b"<!DOCTYPE")
    end = _END_OF_DECLARATIONS.search(raw, start) if start >= 0 else None
    if end is None:
        return set(), 0
    declared = _DECLARED_ENTITY.findall(raw, start, end.end())
    return {name for name in declared if f"{name.decode('latin-1')};" not in html5}, end.end()
