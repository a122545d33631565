"""Pictures of the graph: a table of formats, each drawn from the same `Picture`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.errors import KgError
from kg.view.html import html
from kg.view.picture import Picture
from kg.view.sheet import page_of, pdf_of, png_of
from kg.view.svg import pdf, png, svg

Drawer = Callable[[Picture], bytes]

DRAWERS: dict[str, Drawer] = {".html": html, ".svg": svg, ".png": png, ".pdf": pdf}
SHEETS: dict[str, Callable[[bytes, str], bytes]] = {
    ".html": page_of,
    ".svg": lambda drawing, _: drawing,
    ".png": lambda drawing, _: png_of(drawing),
    ".pdf": pdf_of,
}
"""What makes each format of a drawing, which is SVG, and its title."""


def drawer(path: Path) -> Drawer:
    """Return what draws the format that the path's suffix names; raise KgError for a suffix not in `DRAWERS`."""
    return DRAWERS[_suffix(path)]


def sheet(path: Path) -> Callable[[bytes, str], bytes]:
    """Return what makes the format that the path's suffix names of an SVG drawing and its title; as `drawer` does."""
    return SHEETS[_suffix(path)]


def _suffix(path: Path) -> str:
    found = path.suffix.lower()
    if found not in DRAWERS:
        suffix = f"the suffix {path.suffix!r}" if path.suffix else "no suffix"
        raise KgError(str(path), f"{suffix} names no picture format", f"expected one of {', '.join(DRAWERS)}",
                      f"write to {path.with_suffix('.html')} instead")  # fmt: skip
    return found
