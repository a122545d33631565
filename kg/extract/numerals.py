"""Numbers as English writes them: "23", "1,200", "1.5 million", "twenty-three", "a hundred", "two dozen"."""

from __future__ import annotations

import re
from decimal import Decimal

UNITS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {word: n * 10 for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
    "k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12,
}  # fmt: skip
DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first".split(),
        1,
    )
}


def number(words: str) -> Decimal | None:
    """Return the value of a numeral in digits or words; None for anything else, also for "dozens" and "few".

    "two and a half million" is not read.
    """
    parts = words.lower().replace("-", " ").split()
    if parts[-1:] == ["dozens"] or not parts:
        return None
    total, current = Decimal(0), None
    for part in parts:
        value, scale = _simple(part), SCALES.get(part)
        if value is not None:
            current = value if current is None else _joined(current, value)
            if current is None:
                return None
        elif part in ("a", "an") and current is None:
            current = Decimal(1)
        elif part == "and":
            continue
        elif scale is not None and current is not None:
            current *= scale
            if scale >= 1000:
                total, current = total + current, Decimal(0)
        else:
            return None
    return total + current if current is not None else None


def _simple(part: str) -> Decimal | None:
    if DIGITS.fullmatch(part):
        return Decimal(part.replace(",", ""))
    value = UNITS.get(part, TENS.get(part))
    return Decimal(value) if value is not None else None


def _joined(before: Decimal, value: Decimal) -> Decimal | None:
    """Return "twenty" and "three" as one number; None where two numbers only stand side by side."""
    fits = before == 0 or (before % 100 == 0 and value < 100) or (before % 10 == 0 and before < 100 and value < 10)
    return before + value if fits else None


def ordinal(word: str) -> int | None:
    """Return 19 for "19th" and "nineteenth"."""
    found = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", word.lower())
    return int(found[1]) if found else ORDINALS.get(word.lower())


def plain(value: Decimal) -> str:
    """Return a number without exponent and without zeros at its end: "1500000", "2.5"."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
