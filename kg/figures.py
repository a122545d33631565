"""Numbers and amounts as people read them: "USD 2.4 billion", "318", "2,000 km", "12%"."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from kg.gazetteer.tables import rows
from kg.model import Value

SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
DIGITS = 3
"""How many digits a number written with a scale has at most: "1.65 billion", but 1,652,300,000."""
LONGEST = 24
"""How many digits a number has at most that is written otherwise than it stands."""
NUMBERS = frozenset({"xsd:integer", "xsd:decimal", "xsd:double", "xsd:float"})
UNIT, CURRENCY, SHARE = "unit:", "CCY_", "PERCENT"
ABBREVIATED = 2  # a unit's sign of so many letters is the same for one and for many
MANY = {"foot": "feet", "square foot": "square feet"}


def figure(value: Value) -> str:
    """Return a value as people read it; what is neither a number nor an amount as it is.

    Nothing is rounded: two values that differ are written differently.
    """
    unit = value.datatype.removeprefix(UNIT) if value.datatype.startswith(UNIT) else ""
    if not unit and value.datatype not in NUMBERS:
        return value.value
    number = spelt(value.value)
    if not unit:
        return number
    if unit.startswith(CURRENCY):
        return f"{unit.removeprefix(CURRENCY)} {number}"
    if unit == SHARE:
        return f"{number}%"
    return f"{number} {_unit(unit, number == '1')}"


def spelt(number: str) -> str:
    """Return "2.4 billion" for "2400000000" and "12,500" for "12500"; what is no number as it is."""
    try:
        found = Decimal(number)
    except InvalidOperation:
        return number
    if not found.is_finite() or max(len(found.as_tuple().digits), abs(found.adjusted())) > LONGEST:
        return number
    for power, word in SCALES:
        share = found.scaleb(-power).normalize()
        if abs(share) >= 1 and len(share.as_tuple().digits) <= DIGITS:
            return f"{share:f} {word}"
        if abs(share) >= 1:
            break
    return f"{found:,f}"


def _unit(name: str, one: bool) -> str:
    word = _words().get(name, name)
    if one or len(word) <= ABBREVIATED or name not in _words():
        return word
    return MANY.get(word, f"{word}s")


@lru_cache(maxsize=1)
def _words() -> Mapping[str, str]:
    """Return the first word of each unit of the table."""
    found: dict[str, str] = {}
    for word, unit, _ in rows("units", ("word", "unit", "kind")):
        found.setdefault(unit, word)
    return found
