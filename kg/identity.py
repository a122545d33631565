"""Ids of entities: a function of what one article says, so that the same name gets the same id on any machine.

An unambiguous name is the same node in every article. What has no name, or only a surname, belongs to its article:
merging two people who share a surname would be worse than keeping them apart.
"""

from __future__ import annotations

import re
import unicodedata

from kg.model import digest

LONGEST = 80  # characters of a label that go into an id


def named_id(label: str) -> str:
    """Return the id of what bears this name in any article: "libyan-army"."""
    return slug(label)


def local_id(label: str, article: str, start: int) -> str:
    """Return the id of what has no name of its own: its words, and a hash of article and place."""
    return f"{slug(label)}-{digest(article, str(start))[:8]}"


def slug(label: str) -> str:
    """Return lower-case words joined by hyphens; letters of any script stay, accents go.

    A label of nothing but punctuation, and one cut at LONGEST characters, is told from others by a hash.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", label.casefold()) if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+|_", "-", plain.replace("'", "").replace("’", "").replace(".", "")).strip("-")
    if not words or len(words) > LONGEST:
        return f"{words[:LONGEST]}-{digest(label)[:8]}".lstrip("-")
    return words
