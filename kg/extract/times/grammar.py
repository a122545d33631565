"""How English words a date: one regular expression a form. What each form means stands in `meanings`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from kg.extract.numerals import TENS, UNITS
from kg.extract.times import meanings as m
from kg.extract.times.calendar import Anchor
from kg.extract.times.names import fixed_day_shape, fixed_days

Meaning = Callable[["re.Match[str]", Anchor], str | None]

DASH = r"\s?[-‐‑–—]\s?"
MONTH_NAME = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)(?!\w)\.?"
)
FULL_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)(?!\w)"
MONTH = rf"(?P<month>{MONTH_NAME})"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d{3}\b|\.\d)"
YEAR = r"(?P<year>1\d{3}|20\d\d)(?![\d%]|,\d{3}|\.\d)"
WEEKDAY_NAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
BEFORE_DATE = rf"(?:(?:{WEEKDAY_NAME}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?),?\s+(?:the\s+)?)?"
PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
WHICH_YEAR = r"(?P<which>last|this|next|that)\s+year\b"
WORDS = [word for word in (*UNITS, *TENS, "hundred") if word != "zero"]
NUMBER = (
    rf"(?:\d{{1,4}}|(?:{'|'.join(sorted(TENS))})-(?:{'|'.join(sorted(UNITS))})|{'|'.join(sorted(WORDS, key=len)[::-1])}"
    r"|an?\s+(?:dozen|hundred)|half\s+an?|an?(?!\s+(?:few|couple))|(?:a\s+)?few|several|(?:a\s+)?couple(?:\s+of)?|many)"
)
UNIT = r"(?P<unit>day|night|weekend|week|fortnight|month|year|decade|century|centurie)"
ABOUT = (
    r"(?:(?P<about>about|around|nearly|almost|roughly|approximately|some|more\s+than|over|less\s+than|at\s+least)\s+)?"
)
PERIOD = r"(?:(?:early|mid|late|earlier|later)(?:\s*-\s*|\s+))?"
CENTURIES = (
    "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|"
    "twenty-first"
)
END = r"(?=\s*(?:[.,;:!?)]|$|and\b|but\b))"


DIGIT = re.compile(r"\d")
CUES = (  # one of which any date in words holds; looking for them is cheap
    "day", "night", "week", "month", "year", "tomorrow", "morning", "afternoon", "evening", "decade", "centur", "ties",
    "spring", "summer", "autumn", "fall", "winter", "quarter", "half", "january", "february", "march", "april", "may",
    "june", "july", "august", "september", "october", "november", "december", *sorted(fixed_days()),
)  # fmt: skip


class Form(NamedTuple):
    """One way to word a date, and what it means."""

    name: str
    shape: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Found:
    """A form at [start, end) of a text."""

    form: Form
    start: int
    end: int
    match: re.Match[str]

    def value(self, anchor: Anchor) -> str | None:
        """Return the EDTF value of the form, None where it has none."""
        return self.form.meaning(self.match, anchor)


def found(text: str) -> list[Found]:
    """Return what looks like a date in a text, in order; the longest form at each place, none inside another."""
    rows: list[Found] = []
    lower = text.lower()
    if DIGIT.search(text) is None and not any(cue in lower for cue in CUES):
        return rows
    for match in ANY.finditer(text):
        name = match.lastgroup or ""
        form, shape = BY_NAME[name]
        one = shape.match(text, match.start(), len(text))
        if one is not None:
            rows.append(Found(form, one.start(), one.end(), one))
    return rows


SEASON = r"(?P<season>spring|summer|autumn|fall|winter)\b"
STEP = r"(?P<which>last|this(?:\s+past|\s+coming)?|next)"
IN_YEAR = rf"(?:,?\s+(?:in\s+|of\s+)?(?:{YEAR}|{WHICH_YEAR}))?"
LONG = r"(?P<unit>week|month|year|decade|century)"

FORMS = (
    Form(
        "iso",
        r"(?P<year>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ](?P<clock>\d\d:\d\d(?::\d\d)?)(?P<zone>Z)?)?(?!\d)",
        m.iso,
    ),
    Form("named", rf"(?P<name>{fixed_day_shape()})(?!\w){IN_YEAR}", m.fixed_day),
    Form(
        "numeric",
        r"(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})[/.](?P<year>1\d{3}|20\d\d)(?!\d)",
        m.numeric,
    ),
    Form(
        "days",
        rf"{MONTH}\s+{DAY}(?:{DASH}|\s+(?:to|through|until)\s+)(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]){IN_YEAR}",
        m.days,
    ),
    Form(
        "days_first",
        rf"{DAY}(?:{DASH}|\s+(?:to|through|until|and)\s+)(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}{IN_YEAR}",
        m.days,
    ),
    Form("date", rf"{BEFORE_DATE}{MONTH}\s+(?:the\s+)?{DAY}{IN_YEAR}", m.date_),
    Form("date_first", rf"{BEFORE_DATE}{DAY}\s+(?:of\s+)?{MONTH}{IN_YEAR}", m.date_),
    Form("month_year", rf"{PERIOD}{MONTH}(?:,?\s+|-)(?:of\s+)?(?:{YEAR}|{WHICH_YEAR})", m.month_year),
    Form("season_year", rf"(?:the\s+)?{PERIOD}{SEASON},?\s+(?:of\s+|in\s+)?(?:{YEAR}|{WHICH_YEAR})", m.season_year),
    Form("season", rf"{STEP}\s+{SEASON}", m.season),
    Form(
        "quarter",
        r"(?:the\s+)?(?:(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)[\s-](?P<part>quarter|half)|Q(?P<q>[1-4])),?"
        rf"\s+(?:of\s+)?(?:{YEAR}|{WHICH_YEAR})",
        m.quarter,
    ),
    Form("decade", rf"(?:the\s+)?{PERIOD}(?:(?P<decade>1\d\d|20\d)0['’]?s|['’](?P<short>\d)0s)\b", m.decade),
    Form("decade_words", rf"the\s+{PERIOD}(?P<tens>twen|thir|for|fif|six|seven|eigh|nine)ties\b", m.decade_in_words),
    Form("century", rf"(?:the\s+)?{PERIOD}(?P<nth>\d{{1,2}}(?:st|nd|rd|th)|{CENTURIES})[\s-]century\b", m.century),
    Form("years", rf"{YEAR}\s?[-‐‑–—/]\s?(?P<last>1\d{{3}}|20\d\d|\d\d)(?![\w,%-])", m.years),
    Form("ago", rf"{ABOUT}(?P<n>{NUMBER})\s+{UNIT}s?\s+ago\b", m.ago),
    Form(
        "later",
        rf"(?P<n>{NUMBER})\s+{UNIT}s?\s+(?P<way>later\b|earlier\b|afterwards\b|(?:before|after|on)\b{END})",
        m.later,
    ),
    Form(
        "past_n",
        rf"(?:(?:the|these)\s+)?(?:last|past)\s+(?P<n>{NUMBER})\s+{UNIT}(?P<many>s)\b(?!\s+of\b)",
        m.past_units,
    ),
    Form("past_many", rf"(?:(?:the|these)\s+(?:past|last)|recent)\s+(?P<n>){UNIT}(?P<many>s)\b", m.past_units),
    Form("past_one", rf"the\s+(?:last|past)\s+(?P<n>){LONG}(?P<many>)\b(?!\s+of\b)", m.past_units),
    Form(
        "coming",
        rf"(?:the\s+|these\s+)?(?:next|coming|upcoming)\s+(?:(?P<n>{NUMBER})\s+)?{UNIT}(?P<many>s)\b",
        m.coming_units,
    ),
    Form("coming_one", rf"the\s+(?:coming|upcoming)\s+(?P<n>){LONG}(?P<many>)\b", m.coming_units),
    Form(
        "in",
        rf"in\s+(?P<n>{NUMBER})\s+{UNIT}s?\b(?:['’]?\s+(?P<time>time)\b|\s+from\s+(?P<now>now)\b)?",
        m.in_units,
    ),
    Form(
        "that",
        r"(?P<which>(?:the\s+|that\s+)(?:same|very|following|next|previous|preceding)|that)\s+"
        r"(?P<unit>day|night|morning|afternoon|evening|week|month|year)\b",
        m.that_unit,
    ),
    Form("day_before", rf"the\s+(?P<unit>day|night|week|month|year)\s+(?P<which>before|after)\b{END}", m.that_unit),
    Form(
        "end_of", rf"(?:the\s+)?(?:end|start|beginning|middle)\s+of\s+(?:the|this)\s+{LONG}\b(?!\s+of\b)", m.this_unit
    ),
    Form("weekend", r"the\s+(?P<unit>weekend)\b", m.this_unit),
    Form("year_end", r"(?P<unit>year)(?:['’]s)?[\s-]end\b", m.this_unit),
    Form(
        "unit",
        rf"(?:{PERIOD}(?P<which>last|this(?:\s+past|\s+coming)?|next)|(?:earlier|later)\s+in\s+the)\s+"
        r"(?P<unit>weekend|week|month|year|decade|century|morning|afternoon|evening|night)\b",
        m.unit,
    ),
    Form(
        "today",
        rf"(?:the\s+(?P<twice>day)\s+(?:before|after)\s+)?(?P<word>today|tonight|yesterday|tomorrow)\b{PART}",
        m.today,
    ),
    Form(
        "weekday",
        rf"(?:(?:{STEP}|(?P<text>(?:the\s+)?(?:following|previous|preceding)|the\s+next)|(?:early|earlier|late|later)"
        rf"(?:\s+on)?)\s+)?(?P<weekday>{WEEKDAY_NAME}){PART}(?:\s+(?:of\s+)?(?P<week>last|next|this)\s+week\b)?",
        m.weekday,
    ),
    Form("month", rf"(?:{STEP}\s+)?(?:(?:early|mid|late)(?:\s*-\s*|\s+))?(?P<month>{FULL_MONTH})", m.only_month),
    Form("year", rf"{PERIOD}{YEAR}(?![\w/])", m.only_year),
)


def _compiled(form: Form) -> re.Pattern[str]:
    return re.compile(form.shape, re.IGNORECASE)


BY_NAME = {form.name: (form, _compiled(form)) for form in FORMS}
ANY = re.compile(
    r"(?<![\w$£€.,])(?:"
    + "|".join(f"(?P<{one.name}>{re.sub(r'[(][?]P<[a-z0-9_]+>', '(?:', one.shape)})" for one in FORMS)
    + ")",
    re.IGNORECASE,
)
