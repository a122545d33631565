"""Dated expressions to EDTF (ISO 8601-2) values, anchored on the day of publication."""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
WEEKDAYS = {name: n for n, name in enumerate("mon tue wed thu fri sat sun".split())}
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
WEEKDAY = r"(?P<weekday>mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\b\.?"
FULL = re.compile(rf"(?:{MONTH}\s+{DAY}\b(?:\s*,?\s*{YEAR})?)", re.I)
FULL_DAY_FIRST = re.compile(rf"{DAY}\s+(?:of\s+)?{MONTH}(?:\s*,?\s*{YEAR})?", re.I)
MONTH_YEAR = re.compile(rf"{MONTH}\s*,?\s*(?:of\s+)?{YEAR}", re.I)
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
MONTH_ONLY = re.compile(rf"(?:(?:early|mid|late|last|this|in)[\s-]+)*(?:{MONTH})", re.I)
YEAR_ONLY = re.compile(rf"(?:(?:early|mid|late)[\s-]+)?{YEAR}", re.I)
DECADE = re.compile(r"(?:the\s+)?(?:(?:early|mid|late)[\s-]+)?(?P<decade>1[5-9]\d|20\d)0s", re.I)
AGO = re.compile(r"(?P<number>\d+|[a-z]+)\s+(?P<unit>day|week|month|year)s?\s+(?:ago|earlier|before)", re.I)
RELATIVE = re.compile(r"(?P<which>last|past|this|next|previous|current)\s+(?P<unit>week|month|year)", re.I)
DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def edtf(words: str, anchor: str, *, past: bool = True) -> str | None:
    """Return the value of a dated expression, with its own precision: "2016-12", "2017-06-28", "201X"; None if unknown.

    `anchor` is the day of publication (ISO 8601, "" if unknown): "Wednesday" is the anchor's day if it is that weekday,
    else the last one before it (the next one after it where `past` is false). Without an anchor only full dates have
    a value.
    """
    text = " ".join(words.lower().split())
    since = text.startswith("since ")
    text = re.sub(r"^(?:since|the|on|in|by|until|during|around|about)\s+", "", text)
    value = _absolute(text)
    base = _day(anchor)
    if value is None and base is not None:
        value = _relative(text, base, past)
    return f"{value}/.." if value and since else value


def datatype(value: str) -> str:
    """Return the XML Schema type of an EDTF value, "xsd:string" where XML Schema has none (decades, intervals)."""
    shapes = ((r"\d{4}", "xsd:gYear"), (r"\d{4}-\d\d", "xsd:gYearMonth"), (r"\d{4}-\d\d-\d\d", "xsd:date"))
    return next((name for shape, name in shapes if re.fullmatch(shape, value)), "xsd:string")


def _absolute(text: str) -> str | None:
    for shape in (ISO, FULL, FULL_DAY_FIRST):
        match = shape.search(text)
        if match and match["year"]:
            return _date(int(match["year"]), _month(match["month"]), int(match["day"]))
    match = MONTH_YEAR.search(text)
    if match:
        return f"{match['year']}-{_month(match['month']):02}"
    match = DECADE.fullmatch(text)
    if match:
        return f"{match['decade']}X"
    match = YEAR_ONLY.fullmatch(text)
    return match["year"] if match else None


def _relative(text: str, base: date, past: bool) -> str | None:
    for shape in (FULL, FULL_DAY_FIRST):
        match = shape.search(text)
        if match:
            value = _date(base.year, _month(match["month"]), int(match["day"]))
            if value and past and value > base.isoformat():
                value = _date(base.year - 1, _month(match["month"]), int(match["day"]))
            return value
    if text in DAYS:
        return (base + timedelta(days=DAYS[text])).isoformat()
    match = AGO.fullmatch(text)
    if match:
        return _ago(match["number"], match["unit"], base)
    match = RELATIVE.fullmatch(text)
    if match:
        return _unit(match["which"], match["unit"], base)
    match = re.search(WEEKDAY, text)
    if match and len(text.split()) <= 3:
        wanted = WEEKDAYS[match["weekday"][:3]]
        back = (base.weekday() - wanted) % 7
        if "next" in text or not past:
            return (base + timedelta(days=(-back) % 7)).isoformat()
        return (base - timedelta(days=back + 7 if "last" in text and not back else back)).isoformat()
    match = MONTH_ONLY.fullmatch(text)
    if match:
        month = _month(match["month"])
        year = base.year - (1 if past and month > base.month else 0) + (1 if not past and month < base.month else 0)
        return f"{year}-{month:02}"
    return None


def _ago(words: str, unit: str, base: date) -> str | None:
    number = int(words) if words.isdigit() else NUMBERS.get(words)
    if number is None or number > 3000:
        return None
    if unit == "day":
        return (base - timedelta(days=number)).isoformat()
    if unit == "week":
        return (base - timedelta(weeks=number)).isoformat()
    if unit == "month":
        return _shifted_month(base, -number)
    return str(base.year - number)


def _unit(which: str, unit: str, base: date) -> str:
    step = {"last": -1, "past": -1, "previous": -1, "next": 1}.get(which, 0)
    if unit == "year":
        return str(base.year + step)
    if unit == "month":
        return _shifted_month(base, step)
    monday = base - timedelta(days=base.weekday()) + timedelta(weeks=step)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _shifted_month(base: date, by: int) -> str:
    months = base.year * 12 + base.month - 1 + by
    return f"{months // 12}-{months % 12 + 1:02}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _month(name: str) -> int:
    return int(name) if name.isdigit() else MONTHS[name[:3].lower()]


def _date(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:  # "February 30"
        return None
