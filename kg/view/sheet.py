"""An SVG drawing as PNG and as PDF."""

from __future__ import annotations

import re

PNG_WIDTH = 6000
LARGEST_PAGE = 14_000.0
"""Points: readers of PDF refuse pages of more than 200 inches."""


def png_of(drawing: bytes) -> bytes:
    """Return a drawing as PNG at twice its size, at most 6,000 pixels wide.

    The letters are those of the machine's own fonts, so that two machines may differ in them.
    """
    from resvg_py import svg_to_bytes

    wide, _ = size_of(drawing)
    return bytes(svg_to_bytes(svg_string=drawing.decode(), width=min(2 * round(wide), PNG_WIDTH)))


def pdf_of(drawing: bytes, title: str) -> bytes:
    """Return a drawing as PDF of one page of its size, with text that can be found and copied, and no date in it.

    The letters are those of the machine's own fonts, as in PNG.
    """
    import typst

    wide, high = page_size(drawing)
    source = (
        '#set document(title: sys.inputs.at("title"), date: none)\n'
        f"#set page(width: {wide:.2f}pt, height: {high:.2f}pt, margin: 0pt)\n"
        '#image(bytes(sys.inputs.at("drawing")), format: "svg", width: 100%)\n'
    )
    made = typst.compile(source.encode(), format="pdf", sys_inputs={"title": title, "drawing": drawing.decode()})
    assert isinstance(made, bytes)
    return made


def page_size(drawing: bytes) -> tuple[float, float]:
    """Return width and height of the page for a drawing in points; a pixel is three quarters of one, or less."""
    wide, high = size_of(drawing)
    scale = min(0.75, LARGEST_PAGE / max(wide, high))
    return wide * scale, high * scale


def size_of(drawing: bytes) -> tuple[float, float]:
    """Return width and height of a drawing in pixels."""
    found = re.search(rb'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"', drawing)
    if found is None:
        raise ValueError("the drawing does not say how large it is")
    return float(found[1]), float(found[2])
