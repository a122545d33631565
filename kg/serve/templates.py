"""Pages in HTML. Whatever stands on them is escaped, and nothing in them runs: scripts are files of their own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from kg.serve.assets import address
from kg.view.html import embedded, outline
from kg.view.palette import KINDS, Kind


def render(template: str, content: Mapping[str, Any]) -> bytes:
    """Return the page that a template makes of its content."""
    return compiled(template).render(content).encode("utf-8", "replace")


def compiled(template: str) -> Template:
    """Return a template that can be filled in: it is compiled once."""
    return _environment().get_template(template)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(str(files("kg.view") / "explorer")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    environment.globals.update(
        shapes={kind.root: _shape(kind) for kind in KINDS},
        static=address,
    )
    environment.filters.update(embedded=embedded, count=_count)
    return environment


def _shape(kind: Kind) -> Markup:
    """Return the beginning of an SVG element: a circle is not spelt out corner by corner on each line of a page."""
    return Markup(
        '<circle cx="7" cy="7" r="6"' if kind.shape == "ellipse" else f'<polygon points="{outline(kind.points)}"'
    )


def _count(number: int, one: str, many: str = "") -> str:
    """Return "1 source", "2 sources", "1,000 sources"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
