"""Picture -> one HTML file that needs no network and runs no script but its own."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any

from kg.view.layout import WORDS_LENGTH, Curve, Spot, layout, waiting
from kg.view.lettering import shortened
from kg.view.palette import KINDS, LINES, Points
from kg.view.picture import VALUE, Citation, Passage, Picture, class_words, pieces
from kg.view.wording import day, web_address

LABEL_LENGTH = 80
STYLES = ("base.css", "page.css")
SCRIPTS = ("dom.js", "stage.js", "lettering.js", "panel.js", "filters.js", "search.js", "unfold.js", "find.js",
           "start.js")  # fmt: skip
EXPLORER = (*SCRIPTS[:6], "site.js", "explore.js", "start.js")
"""The scripts of the explorer: it finds names in the whole graph and draws more of it on demand."""
_UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def html(picture: Picture) -> bytes:
    """Return a self-contained page in UTF-8: graph, search, filters, and the sentences behind each statement.

    The Content-Security-Policy names the hashes of the page's own scripts and style and allows nothing else.
    """
    style, library, script = stylesheet(*STYLES), cytoscape(), bundle(*SCRIPTS)
    return filled(
        read("page", "page.html"),
        {
            "policy": policy((library, script), style),
            "title": escape(shortened(picture.title, LABEL_LENGTH)),
            "style": style,
            "library": library,
            "script": script,
            "picture": embedded(drawn(picture)),
        },
    ).encode("utf-8", "replace")


def stylesheet(*names: str) -> str:
    """Return these style sheets of `page` as one, with the colours of classes and standings."""
    return f"{_colours()}\n" + "\n".join(read("page", name) for name in names)


def bundle(*names: str) -> str:
    """Return these scripts of `page` as one that leaves no names behind."""
    looks = f"const looks = {embedded(_looks())};\n"
    return "(() => {\n'use strict';\n" + looks + "\n".join(read("page", name) for name in names) + "})();\n"


def cytoscape() -> str:
    """Return the drawing library."""
    return read("vendor", "cytoscape.min.js")


def read(folder: str, name: str) -> str:
    """Return a file of `kg.view`."""
    return (files("kg.view") / folder / name).read_text(encoding="utf-8")


def filled(template: str, parts: Mapping[str, str]) -> str:
    """Return a template with its places filled in one pass: what is filled in is not searched for further ones."""
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], template)


def policy(scripts: tuple[str, ...], style: str) -> str:
    """Return a Content-Security-Policy that allows these scripts and this style, by their hashes, and nothing else."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def embedded(content: object) -> str:
    """Return JSON that may stand inside of HTML."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def _colours() -> str:
    def declared(theme: str) -> str:
        kinds = "".join(f"--{kind.root.lower()}:{getattr(kind, theme)};" for kind in KINDS)
        return kinds + "".join(f"--{line.standing}:{getattr(line, theme)};" for line in LINES)

    return f":root{{{declared('light')}}}\n@media (prefers-color-scheme: dark){{:root{{{declared('dark')}}}}}"


@dataclass(frozen=True, slots=True)
class Pages:
    """Where an entity, a statement and an article (by its id and a statement's) have pages of their own."""

    entity: Callable[[str], str]
    statement: Callable[[str], str]
    article: Callable[[str, str], str]


NOWHERE = Pages(lambda _: "", lambda _: "", lambda _, __: "")


def drawn(picture: Picture, pages: Pages = NOWHERE) -> dict[str, Any]:
    """Return what the scripts draw: nodes and edges in their places, and the sentences behind each edge."""
    places = layout(picture)
    numbers = {citation.id: number for number, citation in enumerate(picture.citations)}
    groups = [group for group, _ in picture.inside.members]
    members = waiting([node for _, node in picture.inside.members], len(places.spots))
    return {
        "title": picture.title,
        "notice": picture.notice,
        "folded": dict(picture.folded),
        "articles": [reported(citation) for citation in picture.citations],
        "nodes": [_node(spot, pages) for spot in places.spots],
        "edges": [_edge(curve, numbers, pages) for curve in places.curves],
        "inside": {
            "nodes": [{**_node(spot, pages), "group": id_} for spot, id_ in zip(members, groups, strict=True)],
            "edges": [
                _edge(Curve(edge, 0, shortened(edge.label, WORDS_LENGTH)), numbers, pages)
                for edge in picture.inside.edges
            ],
        },
    }


def _looks() -> dict[str, Any]:
    return {
        "kinds": [
            {"root": kind.root, "plural": kind.plural, "shape": kind.shape, "outline": outline(kind.points)}
            for kind in KINDS
        ],
        "lines": [
            {"standing": line.standing, "plural": line.plural, "dash": line.dash, "arrow": line.arrow} for line in LINES
        ],
    }


def outline(points: Points) -> str:
    """Return the points of an icon of 14 by 14 pixels."""
    return " ".join(f"{7 + 6 * x:.1f},{7 + 6 * y:.1f}" for x, y in points)


def reported(citation: Citation) -> dict[str, Any]:
    """Return an article as the scripts take it."""
    return {
        "title": citation.title,
        "publisher": citation.publisher,
        "day": day(citation.published),
        "order": citation.published,
        "url": web_address(citation.url),
    }


def _node(spot: Spot, pages: Pages) -> dict[str, Any]:
    node = spot.node
    return {
        "id": node.id,
        "label": node.label,
        "lettering": "\n".join(spot.lines),
        "type": class_words(node.type),
        "root": node.root,
        "page": pages.entity(node.id) if node.root != VALUE else "",
        "degree": node.degree,
        "members": node.members,
        "side": spot.side,
        "rank": spot.rank,
        "aliases": list(node.aliases),
        "links": [address for link in node.links if (address := web_address(link))],
        "x": spot.x,
        "y": spot.y,
        "width": spot.width,
        "height": spot.height,
    }


def _edge(curve: Curve, numbers: Mapping[str, int], pages: Pages) -> dict[str, Any]:
    edge = curve.edge
    return {
        "id": edge.id,
        "source": edge.source,
        "target": edge.target,
        "relation": edge.relation,
        "label": edge.label,
        "lettering": curve.words,
        "standing": edge.standing,
        "confidence": edge.confidence,
        "sources": edge.sources,
        "statements": edge.statements,
        "bend": curve.bend,
        "page": pages.statement(edge.id),
        "passages": [
            {**said(passage, numbers), "page": pages.article(passage.article, edge.id)} for passage in edge.passages
        ],
    }


def said(passage: Passage, numbers: Mapping[str, int]) -> dict[str, Any]:
    """Return a sentence as the scripts take it; its article by number."""
    return {
        "article": numbers[passage.article],
        "pieces": pieces(passage.text, passage.marks),
        "by": list(passage.attributed_to),
        "polarity": passage.polarity,
        "modality": passage.modality,
        "time": day(passage.time),
        "span": _span(passage.time),
        "place": passage.place,
        "fact": passage.fact,
    }


def _span(time: str) -> list[str]:
    """Return the first and the last day that a time may mean: of "2016-12" the first and the 31st; nothing without one.

    The last day of any month is written as the 31st, since it is only compared.
    """
    points = re.findall(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?", time)
    if not points:
        return []
    return [min(points) + "-01-01"[len(min(points)) - 4 :], max(points) + "-12-31"[len(max(points)) - 4 :]]
