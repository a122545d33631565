"""Pictures of the graph: a table of formats, each drawn from the same `Picture`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.errors import KgError
from kg.view.html import html
from kg.view.picture import Picture
from kg.view.svg import png, svg

Drawer = Callable[[Picture], bytes]

DRAWERS: dict[str, Drawer] = {".html": html, ".svg": svg, ".png": png}


def drawer(path: Path) -> Drawer:
    """Return what draws the format that the path's suffix names; raise KgError for a suffix not in `DRAWERS`."""
    found = DRAWERS.get(path.suffix.lower())
    if found is None:
        suffix = f"the suffix {path.suffix!r}" if path.suffix else "no suffix"
        raise KgError(str(path), f"{suffix} names no picture format", f"expected one of {', '.join(DRAWERS)}",
                      f"write to {path.with_suffix('.html')} instead")  # fmt: skip
    return found
