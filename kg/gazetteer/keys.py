"""The form in which names are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a",
        ".": "", "'": "", "’": "", "‘": "", "`": "", "ʿ": "", "ʾ": "", "ʼ": "", "ʻ": "", "´": "", "′": "", '"': "",
        "“": "", "”": "", "&": " and ",
        "-": " ", "‐": " ", "‑": " ", "–": " ", "—": " ", "/": " ", ",": " ", "_": " ", "(": " ", ")": " ",
    }
)  # fmt: skip
# "ash-Shabaab", "el-Sisi", "ud-Din": the Arabic article before a hyphen, or "al"/"el" before a space.
_ARTICLE = re.compile(r"\b(?:el|ul|as|ash|az|ad|at|ar|an|ud|us)[-‐‑–](?=\w)|\b(?:el|al)[ ](?=\w)", re.IGNORECASE)
_SAINT = re.compile(r"\bst\b")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=1 << 13)
def key(name: str) -> str:
    """Return the name without case, accents, punctuation and a leading "the"; Arabic articles become "al".

    "The U.S." gives "us", "Al-Qaïda" and "el-Qaida" give "al qaida", "St. Louis" gives "saint louis".
    """
    folded = _ARTICLE.sub("al ", name).casefold()
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    words = _SPACE.sub(" ", folded.translate(_LETTERS)).strip()
    words = _SAINT.sub("saint", words) if "st" in words else words
    return words[4:] if words.startswith("the ") else words


def acronym_key(name: str) -> str:
    """Return the letters of an acronym as they are written, without full stops: "U.S." gives "US"."""
    return name.replace(".", "").replace("’", "").replace("'", "")


def slug(name: str) -> str:
    """Return an id made of a name: lower-case ASCII words joined by hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain.translate(_LETTERS)).strip("-")
