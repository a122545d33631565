"""Elements of SVG that all drawings share: colours and letters, dots, and marks that a page shows the sentences of."""

from __future__ import annotations

from html import escape

from kg.characters import xml_text
from kg.view.lettering import shortened
from kg.view.palette import line
from kg.view.picture import Standing

INK, SOFT, PAPER = "#171b21", "#5b6472", "#ffffff"
FONTS = "Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"


def safe(text: str) -> str:
    """Return text that may stand in XML."""
    return escape(xml_text(text))


def dot(x: float, y: float, radius: float, standing: Standing, title: str = "") -> str:
    """Return a dot: full for a fact, hollow for what is only claimed or denied."""
    look = line(standing)
    fill = look.light if standing == "fact" else PAPER
    name = f"<title>{safe(shortened(title, 200))}</title>" if title else ""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}" stroke="{look.light}" stroke-width="2">'
        f"{name}</circle>"
    )


def text(x: float, y: float, words: str, look: str = "", size: float = 13, fill: str = SOFT) -> str:
    """Return a line of letters; `look` are further attributes."""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{fill}" {look}>{safe(words)}</text>'


def marked(drawing: str, key: str) -> str:
    """Return a part of a drawing as the mark of an item; without a key as it is."""
    return f'<g data-item="{safe(key)}">{drawing}</g>' if key else drawing


def field_of(x: float, y: float, wide: float, high: float) -> str:
    """Return a field that is not seen, so that a mark is met between its words as well."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="#fff" fill-opacity="0"/>'
