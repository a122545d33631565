"""Lines of text and how wide they are, reckoned without fonts so that every machine reckons the same."""

from __future__ import annotations

import unicodedata

_NARROW = frozenset("ijlI.,:;'|!`’‘ft()[]/\\ -")
_BROAD = frozenset("mwMW@%—…")


def width(text: str, size: float) -> float:
    """Return about how wide a line is in a common sans-serif face of `size` pixels, in pixels."""
    return size * sum(map(_share, text))


def wrapped(text: str, size: float, most: float, lines: int = 2) -> tuple[str, ...]:
    """Return the text in at most `lines` lines of at most `most` pixels, with an ellipsis where words are left out."""
    words = text[:400].split() or [""]
    out = [""]
    for word in words:
        joined = f"{out[-1]} {word}".strip()
        if out[-1] and width(joined, size) > most:
            out.append(word)
        else:
            out[-1] = joined
    kept = out[:lines]
    if len(out) > lines:
        kept[-1] += "…"
    return tuple(_cut(one, size, most) for one in kept)


def shortened(text: str, most: int) -> str:
    """Return the text with white space closed up, and at most `most` characters of it."""
    closed = " ".join(text[: 4 * most].split())
    return closed if len(closed) <= most else closed[: most - 1].rstrip() + "…"


def _cut(text: str, size: float, most: float) -> str:
    if width(text, size) <= most:
        return text
    fits = (end for end in range(len(text), 0, -1) if width(text[:end], size) + size <= most)
    return text[: next(fits, 1)].rstrip("… ") + "…"


def _share(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if character in _NARROW:
        return 0.3
    if character in _BROAD or unicodedata.east_asian_width(character) in "WF":
        return 0.95
    return 0.67 if character.isupper() else 0.55
