"""When something holds, as the first and the last day of an EDTF value, so that times can be compared and sorted."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

from kg.errors import QueryError

EARLIEST, LATEST = "0000-01-01", "9999-12-31"
SEASONS = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11"), "24": ("12", "12")}


class Extent(NamedTuple):
    """The first and the last moment of a time: ISO 8601 days, or days with hours; open ends are EARLIEST and LATEST."""

    first: str
    last: str

    def overlaps(self, other: Extent) -> bool:
        """Tell whether both can hold at once; a day overlaps each of its hours."""
        return self.first <= _end(other.last) and other.first <= _end(self.last)


ALWAYS = Extent(EARLIEST, LATEST)


def extent(value: str) -> Extent | None:
    """Return the extent of an EDTF value ("2016-12", "2014/..", "199X", "2016-22"); None where it is none."""
    first, slash, last = value.partition("/")
    if not slash:
        return _point(value)
    ends = [None if end in ("", "..") else _point(end) for end in (first, last)]
    if any(end is None and text not in ("", "..") for end, text in zip(ends, (first, last), strict=True)):
        return None
    begin, end = ends
    if begin is None and end is None:
        return None
    return Extent(begin.first if begin else EARLIEST, end.last if end else LATEST)


def period(text: str, option: str) -> Extent:
    """Return the extent of a date that a person typed; raise QueryError where it is none."""
    found = extent(text)
    if found is None:
        expected = "expected a date such as 2016, 2016-12, 2016-12-24 or 2016-10/2016-12"
        raise QueryError(f"{option} {text!r}", "no date", expected, "write it so")
    return found


_DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?P<hour>T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)?)?[~?%]?",
    re.ASCII,
)


def _point(value: str) -> Extent | None:
    """Return the extent of a date without an interval: a day, a month, a season, a year, a decade, a century."""
    found = _DATE.fullmatch(value)
    if not found:
        return None
    year, month, day = found["year"], found["month"], found["day"]
    first, last = year.replace("X", "0"), year.replace("X", "9")
    if month is None:
        return Extent(f"{first}-01-01", f"{last}-12-31")
    if "X" in year or first == "0000":
        return None
    begin, end = SEASONS.get(month, (month, month))
    if not "01" <= begin <= "12":
        return None
    length = monthrange(int(first), int(end))[1]
    if day is None:
        return Extent(f"{first}-{begin}-01", f"{first}-{end}-{length}")
    if month in SEASONS or not 1 <= int(day) <= length:
        return None
    moment = f"{first}-{month}-{day}{found['hour'] or ''}"
    return Extent(moment, moment)


def _end(moment: str) -> str:
    """Return a moment that no hour of its day comes after."""
    return moment if "T" in moment else f"{moment}T~"
