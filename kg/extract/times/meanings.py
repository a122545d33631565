"""What each form of a date means against an anchor.

A form that lacks what it needs (a day of publication, a date before it) has no value, nor has one that names no real
day ("February 30").
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.extract.numerals import TENS, number, ordinal
from kg.extract.times import calendar as c
from kg.extract.times.calendar import Anchor
from kg.extract.times.names import MONTHS, SEASONS, STEPS, WEEKDAYS, fixed_days

VAGUE = {"few": 3, "several": 3, "couple": 2}


def _month(words: str) -> int | None:
    """Return 5 for "May"; a month begins with a capital letter."""
    return MONTHS[words[:3].lower()] if words[0].isupper() else None


def _year_of(which: str | None, anchor: Anchor) -> int | None:
    if which and which.lower() == "that":
        return int(anchor.before[:4]) if c.precision(anchor.before) else None
    return anchor.day.year + STEPS[which.lower()] if which and anchor.day else None


def iso(match: re.Match[str], anchor: Anchor) -> str | None:
    found_ = c.real(int(match["year"]), int(match["m"]), int(match["d"]))
    clock = match["clock"]
    if found_ is None or not clock:
        return found_.isoformat() if found_ else None
    return f"{found_.isoformat()}T{clock if len(clock) == 8 else clock + ':00'}{match['zone'] or ''}"


def numeric(match: re.Match[str], anchor: Anchor) -> str | None:
    """ "25/12/2016" and "12/25/2016", not "05/12/2016", which is May in America and December elsewhere."""
    first, second = int(match["a"]), int(match["b"])
    if first <= 12 and second <= 12 and first != second and match["sep"] != ".":
        return None
    day_, month = (second, first) if second > 12 else (first, second)
    one = c.real(int(match["year"]), month, day_)
    return one.isoformat() if one else None


def date_(match: re.Match[str], anchor: Anchor) -> str | None:
    return _month_day(match, anchor, int(match["day"]))


def _month_day(match: re.Match[str], anchor: Anchor, day_: int) -> str | None:
    month, year = _month(match["month"]), match["year"]
    if month is None:
        return None
    given = int(year) if year else _year_of(match["which"], anchor)
    if given is not None:
        one = c.real(given, month, day_)
    else:
        one = c.day_near(anchor.day, month, day_, ahead=anchor.ahead) if anchor.day else None
    return one.isoformat() if one else None


def days(match: re.Match[str], anchor: Anchor) -> str | None:
    first, last = (_month_day(match, anchor, int(match[name])) for name in ("day", "day2"))
    return f"{first}/{last}" if first and last and first < last else None


def month_year(match: re.Match[str], anchor: Anchor) -> str | None:
    month = _month(match["month"])
    year = int(match["year"]) if match["year"] else _year_of(match["which"], anchor)
    return f"{year}-{month:02}" if month and year else None


def only_month(match: re.Match[str], anchor: Anchor) -> str | None:
    month, which = _month(match["month"]), (match["which"] or "").lower()
    if month is None or anchor.day is None:
        return None
    if which == "this":
        return f"{anchor.day.year}-{month:02}"
    ahead = which in ("next", "this coming") or (not which and anchor.ahead)
    return c.month_near(anchor.day, month, ahead=ahead, strict=which in ("last", "next"))


def season_year(match: re.Match[str], anchor: Anchor) -> str | None:
    year = int(match["year"]) if match["year"] else _year_of(match["which"], anchor)
    return f"{year}-{SEASONS[match['season'].lower()]}" if year else None


def season(match: re.Match[str], anchor: Anchor) -> str | None:
    step = STEPS[match["which"].lower().split()[-1]]
    return c.season(anchor.day, match["season"].lower(), step, ahead=anchor.ahead) if anchor.day else None


def quarter(match: re.Match[str], anchor: Anchor) -> str | None:
    year = int(match["year"]) if match["year"] else _year_of(match["which"], anchor)
    nth = ordinal(match["nth"]) if match["nth"] else int(match["q"])
    return (c.half if match["part"] == "half" else c.quarter)(year, nth) if year and nth else None


def decade(match: re.Match[str], anchor: Anchor) -> str | None:
    if match["decade"]:
        return f"{match['decade']}X"
    return f"{'20' if match['short'] in '01' else '19'}{match['short']}X"


def decade_in_words(match: re.Match[str], anchor: Anchor) -> str | None:
    return f"19{TENS[match['tens'].lower() + 'ty'] // 10}X"


def century(match: re.Match[str], anchor: Anchor) -> str | None:
    nth = ordinal(match["nth"])
    return f"{nth - 1:02}XX" if nth and 1 < nth < 30 else None


def years(match: re.Match[str], anchor: Anchor) -> str | None:
    first, last = match["year"], match["last"]
    if len(last) == 2 and last <= first[2:]:
        return f"{first}-{last}" if "01" <= last <= "12" and "/" not in match[0] else None
    end = last if len(last) == 4 else first[:2] + last
    return f"{first}/{end}" if first < end else None


def only_year(match: re.Match[str], anchor: Anchor) -> str | None:
    return match["year"]


def fixed_day(match: re.Match[str], anchor: Anchor) -> str | None:
    value = fixed_days()[match["name"].lower().replace("’", "'")]
    if not value.startswith("--"):
        return value
    month, day_ = int(value[2:4]), int(value[5:])
    year = int(match["year"]) if match["year"] else _year_of(match["which"], anchor)
    if year:
        return f"{year}{value[1:]}"
    one = c.day_near(anchor.day, month, day_, ahead=anchor.ahead) if anchor.day else None
    return one.isoformat() if one else None


# ---------------------------------------------------------------- dates that count from the day of publication

OFFSETS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def today(match: re.Match[str], anchor: Anchor) -> str | None:
    word = match["word"].lower()
    offset = OFFSETS[word] * (2 if match["twice"] else 1)
    return c.shifted(anchor.day, offset, "day") if anchor.day else None


def unit(match: re.Match[str], anchor: Anchor) -> str | None:
    """ "last week", "early next month", "this morning", "last night"."""
    if anchor.day is None:
        return None
    which, unit = (match["which"] or "this").lower().split()[-1], match["unit"].lower()
    step = STEPS[which]
    if unit in ("morning", "afternoon", "evening", "night", "day"):
        return c.shifted(anchor.day, step, "day")
    if unit == "weekend" and step == 0 and not anchor.ahead and anchor.day.weekday() < 5:
        step = -1  # "were killed this weekend", on Monday
    return c.unit_around(anchor.day, step, unit)


def this_unit(match: re.Match[str], anchor: Anchor) -> str | None:
    """ "the weekend", "the end of the year"."""
    if anchor.day is None:
        return None
    unit = match["unit"].lower()
    step = -1 if unit == "weekend" and not anchor.ahead and anchor.day.weekday() < 5 else 0
    return c.unit_around(anchor.day, step, unit)


def weekday(match: re.Match[str], anchor: Anchor) -> str | None:
    """ "Friday", "last Friday", "Friday of last week", and "the following Friday" of the date before it."""
    wanted, week = WEEKDAYS[match["weekday"][:3].lower()], match["week"]
    which, text = ((match[name] or "").lower().split()[-1:] for name in ("which", "text"))
    base = anchor.day
    if text:
        base = c.first_day(anchor.before) if c.precision(anchor.before) == "day" else None
    if base is None or not match["weekday"][0].isupper():
        return None
    if week:
        monday = base - timedelta(days=base.weekday()) + timedelta(weeks=STEPS[week.lower()])
        return (monday + timedelta(days=wanted)).isoformat()
    words = (*which, *text)
    ahead = bool({"next", "coming", "following"} & {*words}) or (words in ((), ("this",)) and anchor.ahead)
    found_ = c.weekday(base, wanted, ahead=ahead, strict=words not in ((), ("this",)))
    if which in (["last"], ["next"]) and abs((found_ - base).days) == 1:  # "last Thursday" is not yesterday
        found_ += timedelta(days=7 if ahead else -7)
    return found_.isoformat()


def _count(words: str | None) -> tuple[int | None, bool]:
    """Return a number and whether it is only about so many: "a few" is three or so."""
    if not words:
        return 1, False
    words = " ".join(words.lower().split())
    vague = next((n for word, n in VAGUE.items() if word in words), None)
    if vague:
        return vague, True
    value = number(words)
    return (int(value), False) if value is not None and value <= 5000 else (None, False)


def _singular(unit: str) -> str:
    return "century" if unit.lower() == "centurie" else unit.lower()


def ago(match: re.Match[str], anchor: Anchor) -> str | None:
    return _stepped(match, anchor.day, -1, about=bool(match["about"]))


def in_units(match: re.Match[str], anchor: Anchor) -> str | None:
    """ "will open in two years"; "won in two years" tells how long it took."""
    return _stepped(match, anchor.day, 1) if anchor.ahead or match["time"] or match["now"] else None


def _stepped(match: re.Match[str], base: date | None, step: int, *, about: bool = False) -> str | None:
    unit = _singular(match["unit"])
    if match["n"].lower().startswith("half"):
        count, vague, unit = (
            {"decade": 5, "century": 50, "year": 6}.get(unit),
            False,
            {"year": "month"}.get(unit, "year"),
        )
    else:
        count, vague = _count(match["n"])
    if base is None or count is None:
        return None
    value = c.shifted(base, step * count, unit)
    return f"{value}~" if value and (about or vague or unit in ("decade", "century")) else value


def past_units(match: re.Match[str], anchor: Anchor) -> str | None:
    """ "the past few days": until today, since when is unknown; "the last year": from the year before to this one."""
    return _span(match, anchor.day, -1)


def coming_units(match: re.Match[str], anchor: Anchor) -> str | None:
    return _span(match, anchor.day, 1)


def _span(match: re.Match[str], base: date | None, step: int) -> str | None:
    unit = _singular(match["unit"])
    count, vague = _count(match["n"] or ("few" if match["many"] else None))
    if base is None or count is None:
        return None
    other, now = c.shifted(base, step * count, unit), c.shifted(base, 0, unit)
    if other is None or now is None:
        return None
    other = "" if vague else other  # when the past few days began is unknown
    return f"{other}/{now}" if step < 0 else f"{now}/{other}"


# ---------------------------------------------------------------- dates that count from the last date in the text

PRECISION = {"day": "day", "night": "day", "evening": "day", "morning": "day", "afternoon": "day", "week": "day"}


def later(match: re.Match[str], anchor: Anchor) -> str | None:
    """ "two days later", "a year earlier": from the date before it, which must be as precise."""
    unit = _singular(match["unit"])
    given = c.precision(anchor.before)
    fine = {"day": ("day",), "month": ("day", "month"), "year": ("day", "month", "year")}
    if given not in fine.get(PRECISION.get(unit, unit if unit == "month" else "year"), ()):
        return None
    step = 1 if match["way"].lower() in ("later", "after", "on", "afterwards") else -1
    return _stepped(match, c.first_day(anchor.before), step)


def that_unit(match: re.Match[str], anchor: Anchor) -> str | None:
    """ "the same day", "that year", "the following month"."""
    unit = match["unit"].lower()
    which = match["which"].lower().split()[-1]
    unit = PRECISION.get(unit, unit) if unit != "week" else unit
    given, base = c.precision(anchor.before), c.first_day(anchor.before)
    fine = {"day": ("day",), "week": ("day",), "month": ("day", "month"), "year": ("day", "month", "year")}
    if base is None or given not in fine.get(unit, ()):
        return None
    step = {"following": 1, "next": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1}.get(which, 0)
    return c.unit_around(base, step, unit)
