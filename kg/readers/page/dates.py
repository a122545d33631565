"""Dates as pages write them, into ISO 8601."""

from __future__ import annotations

import re
from datetime import datetime

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_ZONE = r"(?:Z|GMT|UTC|[+-]\d{2}:?\d{2}|[ECMP][SD]?T|BST|CES?T|EES?T|MSK|IST|HKT|JST|AES?T|EAT|CAT|local\s+time)(?!\w)"
_TIME = rf"""
    (?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}})(?:\.\d+)?)?
    \s*(?P<half>[ap]\.?m\b\.?)?\s*\(?(?P<zone>{_ZONE})?\)?
"""
_DAY = rf"""
    (?:{WEEKDAY},?\s+)?
    (?: (?P<y1>\d{{4}})(?P<sep>[-/.])(?P<m1>\d{{1,2}})(?P=sep)(?P<d1>\d{{1,2}})
      | (?P<m2>{MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})
      | (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m3>{MONTH}),?\s+(?P<y3>\d{{4}})
    )
"""
_MOMENT = re.compile(rf"(?<![\w/-]){_DAY}(?!\d)(?:(?:T|,?\s*(?:at|\||-|–|—|·)?\s*){_TIME})?", re.X | re.I)
_FILED = re.compile(
    r"(?<!\d)(?P<y1>(?:19|20)\d\d)(?P<sep>[-_./])(?P<m1>0[1-9]|1[0-2])(?P=sep)(?P<d1>[0-3]\d)(?!\d)"
    r"|(?<![^\W_])(?P<y2>(?:19|20)\d\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>[0-3]\d)(?![^\W_])"
    rf"|(?<!\d)(?P<d3>\d{{1,2}})(?P<m3>{'|'.join(MONTHS)})(?P<y3>(?:19|20)\d\d)(?!\d)",
    re.I,
)
_TIME_FIRST = re.compile(rf"{_TIME}\s*,?\s*(?:on\s+)?$", re.X | re.I)


def taken(text: str) -> tuple[str, str] | None:
    """Return the first date of the text in ISO 8601 and the text without it, or None if it has none.

    "Wed, June 28, 2017 at 8:05 PM" gives "2017-06-28T20:05:00". A time in UTC ends in "Z" and one with an offset in
    that offset; of other zones the local time is given, without a zone. Dates such as 6/7/2017, which two countries
    read in two ways, are no dates.
    """
    match = _MOMENT.search(text)
    if match is None:
        return None
    before, after = text[: match.start()], text[match.end() :]
    clock = match if match["hour"] else _TIME_FIRST.search(before)
    if clock and clock is not match:
        before = before[: clock.start()]
    moment = _iso(match, clock)
    return (moment, f"{before.strip()} {after.strip()}".strip()) if moment else None


def day_in(path: str) -> str:
    """Return the first day in a path or address, "" if it has none: "2019-07-24-vote.txt", "/2019/07/24/vote".

    Digits alone count only apart from letters ("20190724_vote"), and "24Jul2019" between any.
    """
    for match in _FILED.finditer(path):
        month = match["m1"] or match["m2"] or f"{MONTHS.index(match['m3'].lower()) + 1:02}"
        date = (
            f"{match['y1'] or match['y2'] or match['y3']}-{month}-{int(match['d1'] or match['d2'] or match['d3']):02}"
        )
        if is_iso(date):
            return date
    return ""


def is_iso(text: str) -> bool:
    """Tell whether the text is an ISO 8601 year, month, date, or date and time."""
    if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", text):
        return True
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}(T\S+)?", text))


def _iso(day: re.Match[str], clock: re.Match[str] | None) -> str:
    year = day["y1"] or day["y2"] or day["y3"]
    month = day["m1"] or str(MONTHS.index((day["m2"] or day["m3"])[:3].lower()) + 1)
    date = f"{year}-{int(month):02}-{int(day['d1'] or day['d2'] or day['d3']):02}"
    try:
        datetime.fromisoformat(date)
    except ValueError:
        return ""
    if not 1600 <= int(year) < 2200:
        return ""
    return date + (_clock(clock) if clock else "")


def _clock(match: re.Match[str]) -> str:
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or int(match["minute"]) > 59 or int(match["second"] or 0) > 59:
        return ""
    return f"T{hour:02}:{match['minute']}:{match['second'] or '00'}{_offset(match['zone'] or '')}"


def _offset(zone: str) -> str:
    if zone.upper() in ("Z", "GMT", "UTC"):
        return "Z"
    if zone[:1] in ("+", "-"):
        return f"{zone[:3]}:{zone[-2:]}"
    return ""
