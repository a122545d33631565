"""Dated expressions of a text: single dates, ranges of two ("from May to July"), and words before them ("since")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.times import calendar
from kg.extract.times.calendar import Anchor
from kg.extract.times.grammar import Found, found

EDTF = "edtf:EDTF"
TYPES = (
    (re.compile(r"\d{4}"), "xsd:gYear"),
    (re.compile(r"\d{4}-(?:0\d|1[0-2])"), "xsd:gYearMonth"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "xsd:date"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?"), "xsd:dateTime"),
)
REACH = 32  # characters before a date in which its operator stands
OPERATOR = re.compile(
    r"\b(?P<word>since|until|till|up\s+to|through|by|before|prior\s+to|after|from|between|starting|beginning|"
    r"around|about|circa|ca?\.|approximately|roughly)"
    r"(?:\s+(?:the|at\s+least|as\s+(?:early|late)\s+as|(?:end|start|beginning|middle)\s+of|in|on|around|about|early|late))*"
    r"\s*$",
    re.IGNORECASE,
)
ONWARDS = re.compile(r"\s+(?:onwards?|until\s+now|until\s+today|on(?=\s*[.,;]))", re.IGNORECASE)
OPEN_END = frozenset(("since", "after", "starting", "beginning"))
OPEN_START = frozenset(("until", "till", "up to", "through", "by", "before", "prior to"))
ABOUT = frozenset(("around", "about", "circa", "c.", "ca.", "approximately", "roughly"))
TO = re.compile(
    r"\s*(?:,?\s(?P<to>to|until|till|through|up\s+to)\s(?:the\s)?|[-–—]|(?P<and>\sand\s))\s*", re.IGNORECASE
)
HOURS = (
    r"(?<![\w:.])(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?"
    r"|(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?![\d:]))"
    r"(?:,?\s+\(?(?:local\s+time|(?P<zone>GMT|UTC)|[A-Z]{1,3}T\b)\)?)?"
)
CLOCK_BEFORE = re.compile(rf"{HOURS},?\s+(?:on\s+)?$", re.IGNORECASE)
CLOCK_AFTER = re.compile(rf",?\s+(?:at\s+)?(?:(?:about|around)\s+)?{HOURS}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Expression:
    """A dated expression at [start, end) of a text: one date or the two ends of a range.

    `operator` is what stands before: "since" and "after" leave the end open, "until", "by" and "before" the start,
    "around" makes it approximate. A bound is as the words name it: "before 2010" is "../2010".
    """

    start: int
    end: int
    dates: tuple[Found, ...]
    operator: str = ""
    clock: str = ""

    def value(self, anchor: Anchor) -> str | None:
        """Return the EDTF value, None where the expression has none: relative without an anchor, or no real day."""
        if len(self.dates) == 2:
            return self._range(anchor)
        value = self.dates[0].value(anchor)
        if value is None:
            return None
        if self.clock and calendar.precision(value) == "day":
            value += self.clock
        since = self.operator == "from" and anchor.ahead  # "will apply from 2022"
        return _bounded(value, "since" if since else self.operator)

    def _range(self, anchor: Anchor) -> str | None:
        first, last = self.dates
        end = last.value(anchor)
        if end is None:
            return None
        own = calendar.day(f"{end[:4]}-12-31") if last.match.groupdict().get("year") else None
        day = own or calendar.first_day(end) or anchor.day  # "from May to July 2016": May 2016
        start = first.value(Anchor(day, before=anchor.before))
        if start is None or "/" in start or "/" in end or not start < end:
            return None
        return f"{start}/{end}"


def edtf(words: str, anchor: str = "", *, ahead: bool = False) -> str | None:
    """Return the value of the dated expression that the words are, with its own precision; None if they are none.

    `anchor` is the day of publication (ISO 8601, "" if unknown): "Wednesday" is the anchor's day if it is that weekday,
    else the last one before it (the next one after it where `ahead`). Without an anchor only full dates have a value.
    """
    every = expressions(words)
    return every[0].value(Anchor(calendar.day(anchor), ahead)) if len(every) == 1 else None


def datatype(value: str) -> str:
    """Return the XML Schema type of an EDTF value, EDTF's own where XML Schema has none (decades, intervals)."""
    return next((name for shape, name in TYPES if shape.fullmatch(value)), EDTF)


def expressions(text: str) -> list[Expression]:
    """Return the dated expressions of a text in order, none inside another."""
    made: list[Expression] = []
    waiting = found(text)[::-1]
    end = 0
    while waiting:
        first = waiting.pop()
        operator, start = _operator(text, end, first.start)
        if waiting and _is_range(text[first.end : waiting[-1].start], operator, first, waiting[-1]):
            last = waiting.pop()
            one = Expression(start if operator in ("from", "between") else first.start, last.end, (first, last))
        else:
            one = _single(text, first, operator, start, end)
        made.append(one)
        end = one.end
    return made


def _operator(text: str, lowest: int, end: int) -> tuple[str, int]:
    """Return the operator that stands before a date, and where it begins; "" and the date's own start without one."""
    reach = max(lowest, end - REACH)
    match = OPERATOR.search(text[reach:end])
    return (" ".join(match["word"].lower().split()), reach + match.start()) if match else ("", end)


def _is_range(between: str, operator: str, first: Found, last: Found) -> bool:
    """Tell whether two dates are the ends of a range: "from May to July", "between 1990 and 1995", "2014 to 2016"."""
    joined = TO.fullmatch(between)
    if joined is None:
        return False
    if joined["and"]:
        return operator == "between"
    return operator == "from" or (first.form.name == last.form.name and not operator)


def _single(text: str, date: Found, operator: str, start: int, lowest: int) -> Expression:
    onwards = ONWARDS.match(text, date.end) if operator == "from" else None
    if onwards:
        return Expression(start, onwards.end(), (date,), "since")
    if operator not in OPEN_END | OPEN_START | ABOUT | {"from"} or text[date.end : date.end + 2] in ("'s", "’s"):
        operator, start = "", date.start  # "after Friday's attack": the attack is on Friday
    after = CLOCK_AFTER.match(text, date.end)
    before = CLOCK_BEFORE.search(text[max(lowest, start - REACH) : start]) if not operator else None
    clock = after or before
    if clock is None:
        return Expression(start, date.end, (date,), operator)
    begin = start if after or before is None else max(lowest, start - REACH) + before.start()
    return Expression(begin, after.end() if after else date.end, (date,), operator, _clock(clock))


def _clock(match: re.Match[str]) -> str:
    """Return "T19:45:00" for "7:45 p.m."; "" for an hour that no clock has."""
    hour, minute = int(match["hour"] or match["hour24"]), match["minute"] or match["minute24"] or "00"
    if match["half"]:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    return f"T{hour:02}:{minute}:00{'Z' if match['zone'] else ''}"


def _bounded(value: str, operator: str) -> str:
    """Return the value open at one side or approximate, as the operator says."""
    if operator in ABOUT:
        return value if "/" in value or value.endswith("~") else f"{value}~"
    first, _, last = value.partition("/")
    if operator in OPEN_END:
        return f"{first}/.."
    return f"../{last or first}" if operator in OPEN_START else value
