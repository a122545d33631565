"""Pictures of the graph: a table of formats, each drawn from the same `Picture`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.errors import KgError
from kg.view.html import html
from kg.view.picture import Picture
from kg.view.sheet import pdf_of, png_of
from kg.view.svg import pdf, png, svg
from kg.view.told import Sheet, page_of

Drawer = Callable[[Picture], bytes]

DRAWERS: dict[str, Drawer] = {".html": html, ".svg": svg, ".png": png, ".pdf": pdf}
SHEETS: dict[str, Callable[[Sheet], bytes]] = {
    ".html": page_of,
    ".svg": lambda sheet: sheet.drawing,
    ".png": lambda sheet: png_of(sheet.drawing),
    ".pdf": lambda sheet: pdf_of(sheet.drawing, sheet.title),
}
"""What makes each format of a drawing with its items."""


def drawer(path: Path) -> Drawer:
    """Return what draws the format that the path's suffix names; raise KgError for a suffix not in `DRAWERS`."""
    return DRAWERS[_suffix(path)]


def sheet(path: Path) -> Callable[[Sheet], bytes]:
    """Return what makes the format that the path's suffix names of a timeline or a map; as `drawer` does."""
    return SHEETS[_suffix(path)]


def _suffix(path: Path) -> str:
    found = path.suffix.lower()
    if found not in DRAWERS:
        suffix = f"the suffix {path.suffix!r}" if path.suffix else "no suffix"
        raise KgError(str(path), f"{suffix} names no picture format", f"expected one of {', '.join(DRAWERS)}",
                      f"write to {path.with_suffix('.html') if path.name else 'graph.html'} instead")  # fmt: skip
    return found
