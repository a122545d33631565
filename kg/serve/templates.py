"""Pages in HTML. Whatever stands on them is escaped, and nothing in them runs: scripts are files of their own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.serve.assets import address
from kg.view.html import embedded, outline
from kg.view.palette import KINDS


def render(template: str, content: Mapping[str, Any]) -> bytes:
    """Return the page that a template makes of its content."""
    return _environment().get_template(template).render(content).encode("utf-8", "replace")


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
        outlines={kind.root: outline(kind.points) for kind in KINDS},
        static=address,
    )
    environment.filters.update(embedded=embedded, count=_count)
    return environment


def _count(number: int, one: str, many: str = "") -> str:
    """Return "1 source", "2 sources", "1,000 sources"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
