"""A drawing with the sentences behind its marks: for print as it is, as a page each mark shows them on a click.

A mark is a group of the drawing with the attribute `data-item`, which is the key of its item.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from kg.view.html import bundle, embedded, filled, policy, read, reported, said, stylesheet
from kg.view.lettering import shortened
from kg.view.picture import Citation, Passage, Standing

SCRIPTS = ("dom.js", "panel.js", "sheet.js")
STYLES = ("base.css", "sheet.css")


@dataclass(frozen=True, slots=True)
class Told:
    """A statement in words, and the sentences that make it."""

    words: str
    standing: Standing
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What a mark stands for: a place, or something that happened; `more` statements are left out."""

    title: str
    told: tuple[Told, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing, which is SVG, its title, its items by key, and the articles that they cite."""

    drawing: bytes
    title: str
    items: Mapping[str, Item] = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()


def page_of(sheet: Sheet) -> bytes:
    """Return a page that holds a drawing, needs no network, and runs no script but its own."""
    style, script = stylesheet(*STYLES), bundle(*SCRIPTS)
    numbers = {citation.id: number for number, citation in enumerate(sheet.citations)}
    content = {
        "articles": [reported(citation) for citation in sheet.citations],
        "items": {key: _item(item, numbers) for key, item in sheet.items.items()},
    }
    return filled(
        read("page", "sheet.html"),
        {
            "policy": policy((script,), style),
            "title": escape(shortened(sheet.title, 80)),
            "style": style,
            "script": script,
            "picture": embedded(content),
            "drawing": sheet.drawing.decode(),
        },
    ).encode("utf-8", "replace")


def _item(item: Item, numbers: Mapping[str, int]) -> dict[str, Any]:
    told = [
        {"words": one.words, "standing": one.standing, "passages": [said(passage, numbers) for passage in one.passages]}
        for one in item.told
    ]
    return {"title": item.title, "told": told, "more": item.more}
