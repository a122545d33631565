"""Whether two numbers of one thing can both be true: "at least 12" and 14 can, "at least 12" and 9 cannot."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from kg.graph.dates import Extent, extent
from kg.model import Quantity, Value

ROUNDED = Decimal("0.1")
"""By how much of itself a number may be off that is said to be about right."""

INFINITE = Decimal("Infinity")
WHOLE = frozenset({"", "people", "persons", "lives", "victims", "deaths", "dead", "casualties"})
"""Words for all that are counted; a number of "civilians" is one of a part of them."""

FURTHER = frozenset({"more", "other", "others", "another", "further", "additional"})
"""Words by which a number is added to another one: "12 other people"."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What a sentence says of a number: the range [low, high] it lies in, its unit, and the words for what is counted.

    An `inexact` one was rounded by whoever wrote it down, so that only the inside of its range counts.
    """

    low: Decimal
    high: Decimal
    inexact: bool
    unit: str
    counted: str


@lru_cache(maxsize=4096)
def amount(value: Value, quantity: Quantity | None) -> Amount | None:
    """Return the amount of a value that is a number; None of a date and whatever else is none."""
    number = _number(value.value)
    if number is None or extent_of(value) is not None:
        return None
    counted = " ".join(quantity.counted.text.casefold().split()) if quantity and quantity.counted else ""
    integer = value.datatype == "xsd:integer"
    low, high = _range(number, quantity, Decimal(1 if integer else 0))
    if low == high and not integer:
        half = Decimal(5).scaleb(min(0, _exponent(number)) - 1)  # 6.3 stands for 6.25 to 6.35
        return Amount(low - half, high + half, True, value.datatype, counted)
    return Amount(low, high, False, value.datatype, counted)


def extent_of(value: Value) -> Extent | None:
    """Return the extent of a value that is a date."""
    return extent(value.value) if value.datatype in _DATES else None


_DATES = frozenset({"xsd:date", "xsd:dateTime", "xsd:gYear", "xsd:gYearMonth", "edtf:EDTF"})


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _range(number: Decimal, quantity: Quantity | None, step: Decimal) -> tuple[Decimal, Decimal]:
    """Return the range of a number; `step` is the least by which one can be more than it."""
    exactness = quantity.exactness if quantity else "exact"
    upper = _number(quantity.upper) if quantity else None
    return {
        "exact": (number, number),
        "about": (number - abs(number) * ROUNDED, number + abs(number) * ROUNDED),
        "at least": (number, INFINITE),
        "more than": (number + step, INFINITE),
        "at most": (Decimal(0), number),
        "less than": (Decimal(0), number - step),
        "between": (number, number if upper is None else upper),
    }[exactness]


def agree(first: Amount, second: Amount) -> bool:
    """Tell whether both can be true. Other units, and numbers of other people, do not contradict."""
    if first.unit != second.unit or FURTHER & {*first.counted.split(), *second.counted.split()}:
        return True
    if first.counted == second.counted or {first.counted, second.counted} <= WHOLE:
        low, high = max(first.low, second.low), min(first.high, second.high)
        return low < high if first.inexact or second.inexact else low <= high
    if second.counted in WHOLE:
        first, second = second, first
    return first.counted not in WHOLE or second.low <= first.high  # nine civilians are no more than all
