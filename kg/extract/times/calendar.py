"""Days, weeks, months, seasons and longer spans as EDTF values (ISO 8601-2), and steps from one to another.

A value keeps the precision of the words: "2016-12" is a month, "201X" a decade, "19XX" a century, "2016-22" a summer,
"2016-05-02/2016-05-08" a week, "2016-01/2016-03" a quarter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from kg.extract.times.names import SEASONS

POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T[\d:]+Z?)?)?)?")
NEARBY = timedelta(days=1)  # how far after publication a past date may lie: time zones, and texts mended later
LATE = timedelta(days=31)  # how far before publication a date ahead may lie: "the talks were to begin on May 3"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative dates count from: the day of publication, and the last date in the text before (EDTF, or "").

    `ahead` tells that the sentence speaks of what is to come: "will meet on Friday".
    """

    day: date | None = None
    ahead: bool = False
    before: str = ""


def day(text: str) -> date | None:
    """Return the day of an ISO 8601 date or date and time."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def real(year: int, month: int, day_: int) -> date | None:
    """Return the day; None for "February 30"."""
    try:
        return date(year, month, day_)
    except ValueError:
        return None


def shifted(base: date, number: int, unit: str) -> str | None:
    """Return the day, month or year so many days, weeks, months or years from a day; None outside the calendar."""
    if unit in ("day", "night", "week", "fortnight", "weekend"):
        size = {"day": 1, "night": 1}.get(unit, 14 if unit == "fortnight" else 7)
        try:
            return (base + timedelta(days=number * size)).isoformat()
        except OverflowError:
            return None
    if unit == "month":
        months = base.year * 12 + base.month - 1 + number
        return f"{months // 12:04}-{months % 12 + 1:02}" if 12 <= months < 120000 else None
    year = base.year + number * {"decade": 10, "century": 100}.get(unit, 1)
    return f"{year:04}" if 0 < year < 10000 else None


def unit_around(base: date, step: int, unit: str) -> str | None:
    """Return the week, weekend, month, year, decade or century that holds a day, or the one `step` units from it."""
    if unit in ("week", "weekend"):
        monday = base - timedelta(days=base.weekday()) + timedelta(weeks=step)
        first = monday + timedelta(days=5) if unit == "weekend" else monday
        return f"{first.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    if unit == "decade":
        return f"{base.year // 10 + step}X"
    if unit == "century":
        return f"{base.year // 100 + step}XX"
    return shifted(base, step, unit)


def weekday(base: date, wanted: int, *, ahead: bool, strict: bool = False) -> date:
    """Return the nearest such day back from the base, or ahead of it; the base itself counts unless `strict`."""
    back = (base.weekday() - wanted) % 7
    if ahead:
        forward = -back % 7
        return base + timedelta(days=forward or (7 if strict else 0))
    return base - timedelta(days=back or (7 if strict else 0))


def month_near(base: date, month: int, *, ahead: bool, strict: bool = False) -> str:
    """Return the nearest such month back from a day, or ahead; the day's own month counts unless `strict`."""
    year = base.year
    if ahead and (month < base.month or (strict and month == base.month)):
        year += 1
    elif not ahead and (month > base.month or (strict and month == base.month)):
        year -= 1
    return f"{year}-{month:02}"


def day_near(base: date, month: int, day_: int, *, ahead: bool) -> date | None:
    """Return the day of that name: this year's, unless that contradicts what is past or to come."""
    this = real(base.year, month, day_)
    if this is None:  # "February 29"
        return real(base.year + 1, month, day_) if ahead else real(base.year - 1, month, day_)
    if not ahead and this > base + NEARBY:
        return real(base.year - 1, month, day_)
    if ahead and this < base - LATE:
        return real(base.year + 1, month, day_)
    return this


def season(base: date, name: str, step: int | None, *, ahead: bool) -> str:
    """Return the season that is past or to come; with `step` "last" (-1), "this" (0) or "next" (1) of it.

    A winter is named by the year of its December.
    """
    code = SEASONS[name]
    first = 12 if name == "winter" else (code - 20) * 3
    year = base.year - 1 if name == "winter" and base.month <= 2 else base.year
    months = (base.year - year) * 12 + base.month - first  # since it began this year
    later = {-1: -1 if months <= 2 else 0, 0: 0, 1: 1 if months >= 0 else 0}
    if step is None:
        return f"{year + (months > 2 if ahead else -(months < 0))}-{code}"
    return f"{year + later[step]}-{code}"


def quarter(year: int, number: int) -> str | None:
    """Return the three months of a quarter as an interval."""
    return f"{year}-{number * 3 - 2:02}/{year}-{number * 3:02}" if 1 <= number <= 4 else None


def half(year: int, number: int) -> str | None:
    """Return the six months of half a year as an interval."""
    return f"{year}-{number * 6 - 5:02}/{year}-{number * 6:02}" if 1 <= number <= 2 else None


def first_day(value: str) -> date | None:
    """Return the first day of a point or an interval; None for an open start, a season or a decade."""
    found = POINT.match(value)
    if found is None or value[found.end() : found.end() + 1] not in ("", "/", "~"):
        return None
    return real(int(found[1]), int(found[2] or 1), int(found[3] or 1))


def precision(value: str) -> str:
    """Return "day", "month" or "year" of a point, "" of anything else."""
    found = POINT.fullmatch(value.removesuffix("~"))
    if found is None:
        return ""
    return "day" if found[3] else "month" if found[2] else "year"


def within(value: str, wider: str) -> bool:
    """Tell whether a point lies within a less precise point or an interval: "2016-05-02" in "2016"."""
    one, bounds = first_day(value), wider.split("/")
    if one is None or not precision(value) or value == wider:
        return False
    if len(bounds) == 1:
        return bool(precision(wider)) and value.startswith(wider)
    first, last = (first_day(bound) for bound in bounds)
    return first is not None and last is not None and first <= one <= last
