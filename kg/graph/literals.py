"""Literals that come back from the store as they went in.

Oxigraph rewrites typed literals to a canonical form ("0.90" becomes "0.9"), so only canonical forms are written.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.graph.vocabulary import EDTF, VALUE_TYPES, unencodable

DECIMALS = 4


def text(value: str) -> Literal:
    """Return a plain string literal; raise StoreError on half a surrogate pair."""
    try:
        return Literal(value)
    except ValueError:
        raise unencodable(f"text {value[:60]!r}") from None


def whole(value: int) -> Literal:
    """Return an xsd:integer."""
    return Literal(str(value), datatype=VALUE_TYPES["integer"])


def decimal(value: float) -> Literal:
    """Return an xsd:decimal with at most four decimals: 0.9, not 0.9000."""
    written = f"{rounded(value):.{DECIMALS}f}".rstrip("0").rstrip(".")
    return Literal("0" if written == "-0" else written, datatype=VALUE_TYPES["decimal"])


def rounded(value: float) -> float:
    """Return the number as the graph holds it."""
    return round(value, DECIMALS)


def moment(value: str) -> Literal:
    """Return a date or time typed by its shape: gYear, gYearMonth, date or dateTime, else EDTF ("2014/..", "1900~").

    Anything else ("2017-06-28T20:00"), and what the calendar lacks, is a string.
    """
    for name, shape in _SHAPES:
        if re.fullmatch(shape, value, re.ASCII) and _is_real(value):
            literal = Literal(value, datatype=VALUE_TYPES[name])
            return literal if canonical(literal) == literal else text(value)
    return Literal(value, datatype=EDTF) if _is_edtf(value) else text(value)


_SHAPES = (
    ("gYear", r"\d{4}"),
    ("gYearMonth", r"\d{4}-\d\d"),
    ("date", r"\d{4}-\d\d-\d\d"),
    ("dateTime", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?"),
)


def _is_real(value: str) -> bool:
    """Tell whether the calendar has it: "2016-13" and "2017-02-29" it has not."""
    try:
        if "T" in value:
            datetime.fromisoformat(value)
        else:
            date.fromisoformat(value + "-01" * (3 - len(value.split("-"))))
    except ValueError:
        return False
    return True


_EDTF_DATE = re.compile(r"\d{3}X|\d{2}XX|\d{4}-2[1-4]|(?P<date>\d{4}(?:-\d\d){0,2})[~?%]?", re.ASCII)


def _is_edtf(value: str) -> bool:
    """Tell whether it is a date of EDTF level 0 or 1 or an interval of two, one of which may be open or unknown."""
    ends = value.split("/")
    dates = [_EDTF_DATE.fullmatch(end) for end in ends if end not in ("", "..")]
    real = all(date and (date["date"] is None or _is_real(date["date"])) for date in dates)
    return 0 < len(dates) <= len(ends) <= 2 and real and (len(ends) == 2 or len(dates) == 1)


def typed(value: str, datatype: NamedNode) -> Literal:
    """Return a literal of any datatype; raise StoreError on half a surrogate pair."""
    try:
        return Literal(value, datatype=datatype)
    except ValueError:
        raise unencodable(f"text {value[:60]!r}") from None


@lru_cache(maxsize=4096)
def canonical(literal: Literal) -> Literal:
    """Return the literal as the store will give it back."""
    probe, node = Store(), NamedNode("urn:x")
    probe.add(Quad(node, node, literal))
    return cast(Literal, next(iter(probe)).object)


def reference(value: str) -> NamedNode | Literal:
    """Return an IRI, or a string literal where the text is no absolute IRI."""
    try:
        return NamedNode(value)
    except ValueError:
        return text(value)
