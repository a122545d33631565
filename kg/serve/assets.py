"""The files that pages load: held in memory under their names, so that no path leads anywhere else."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from kg.view.html import EXPLORER, bundle, cytoscape, stylesheet
from kg.view.world import world_svg

SCRIPT, STYLE, SVG = "text/javascript; charset=utf-8", "text/css; charset=utf-8", "image/svg+xml"


class Asset(NamedTuple):
    """A file: its media type, its bytes, and a tag that changes with it."""

    type: str
    body: bytes
    tag: str


@lru_cache(maxsize=1)
def assets() -> Mapping[str, Asset]:
    """Return all files by name."""
    return MappingProxyType(
        {
            "site.css": _asset(STYLE, stylesheet("base.css") + _read("site.css")),
            "graph.css": _asset(STYLE, stylesheet("base.css", "page.css") + _read("site.css") + _read("graph.css")),
            "cytoscape.js": _asset(SCRIPT, cytoscape()),
            "site.js": _asset(SCRIPT, bundle("dom.js", "search.js", "site.js")),
            "graph.js": _asset(SCRIPT, bundle(*EXPLORER)),
            "query.js": _asset(SCRIPT, bundle("dom.js", "search.js", "site.js", "query.js")),
            "editor.js": _asset(SCRIPT, (files("kg.view") / "vendor" / "editor.min.js").read_text(encoding="utf-8")),
            "world.svg": _asset(SVG, world_svg().decode()),
        }
    )


@cache
def packed(name: str) -> bytes:
    """Return the bytes of a file, packed by gzip."""
    return gzip.compress(assets()[name].body, 6, mtime=0)


def address(name: str) -> str:
    """Return the address of a file, which changes with its content, so that a browser need not ask for it twice."""
    return f"/static/{name}?v={assets()[name].tag.strip(chr(34))}"


def _read(name: str) -> str:
    return (files("kg.view") / "explorer" / name).read_text(encoding="utf-8")


def _asset(type_: str, text: str) -> Asset:
    body = text.encode()
    return Asset(type_, body, f'"{sha256(body).hexdigest()[:20]}"')
