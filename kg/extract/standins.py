"""What the parser is shown instead of words it stumbles on, and the way back to the article's offsets.

"IS" at the head of a noun phrase is read as the verb; "al-Baghdadi" falls into three tokens. Shown "ISIS" and
"Albaghdadi", the same model parses these sentences well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass

NAME_STANDIN = "ISIS"  # an acronym that the model always takes for a proper noun
HYPHENATED = re.compile(r"\b(Al|El|al|el|ul|ad|ar|as|ash|at|az|an|Abu|Abd|Abdul|Ben|Bin|Umm)-(?=[A-Z])")
PREFIXED = re.compile(r"\b([Cc]o|[Rr]e)-(?=[a-z])")  # "co-founded" is one word
QUOTES = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "``": '"', "''": '"', "\n": " ",
          "\r": " ", "\t": " ", "\u00a0": " ", "\u2028": " ", "\u2029": " "}  # fmt: skip
QUOTE = re.compile("|".join(map(re.escape, sorted(QUOTES, key=len, reverse=True))))


@dataclass(frozen=True, slots=True)
class Shown:
    """A text for the parser; `back` maps an offset in it to the offset in the original."""

    text: str
    cuts: tuple[int, ...]  # offsets in the shown text at which the distance to the original changes
    shifts: tuple[int, ...]  # distance from each cut on; one more than cuts

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the original range of the shown range [start, end)."""
        if not self.cuts:
            return start, end
        first = start + self.shifts[bisect_right(self.cuts, start)]
        return first, end + self.shifts[bisect_right(self.cuts, end)]


def shown(text: str, acronyms: Collection[str]) -> Shown:
    """Return the text with stand-ins for the given acronyms, joined Arabic names, plain quotation marks and spaces.

    >>> shown("said al-Baghdadi of IS.", {"IS"}).text
    'said Albaghdadi of ISIS.'
    """
    changes = [(m.start(), m.end(), QUOTES[m.group()]) for m in QUOTE.finditer(text)]
    changes += [(m.end() - 1, m.end() + 1, text[m.end()]) for m in PREFIXED.finditer(text)]
    for match in HYPHENATED.finditer(text):
        first, last = match.start(), match.end()
        changes.append((first, first + 1, text[first].upper()))
        changes.append((last - 1, last + 1, text[last].lower()))
    if acronyms and not text.isupper():
        names = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(acronyms))) + r")\b")
        changes += [(m.start(), m.end(), NAME_STANDIN) for m in names.finditer(text)]
    return _replaced(text, sorted(changes))


def _replaced(text: str, changes: list[tuple[int, int, str]]) -> Shown:
    parts, cuts, shifts = [], [], [0]
    at = length = 0
    for start, end, new in changes:
        if start < at:
            continue
        parts += [text[at:start], new]
        length += start - at + len(new)
        at = end
        if len(new) != end - start:
            cuts.append(length)
            shifts.append(at - length)
    parts.append(text[at:])
    return Shown("".join(parts), tuple(cuts), tuple(shifts))
