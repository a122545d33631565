"""Numbers of a sentence with unit and exactness: "at least 12", "US$1.5 million", "nearly 40 percent", "two dozen".

"Dozens" and "several" name no number and are left out, and so are numbers in names and dates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from kg.extract.numerals import SCALES, TENS, UNITS, number, plain
from kg.extract.tree import Sentence, Token
from kg.model import Exactness
from kg.ontology import packaged

PREFIX = "unit:"  # of the datatypes: QUDT's units
NEAR = 12  # tokens on either side of a number that belong to it
HOW: Mapping[str, Exactness] = {
    "at least": "at least", "no fewer than": "at least", "no less than": "at least", "a minimum of": "at least",
    "more than": "more than", "over": "more than", "above": "more than", "upwards of": "more than",
    "in excess of": "more than", "just over": "more than", "well over": "more than", "exceeding": "more than",
    "at most": "at most", "up to": "at most", "as many as": "at most", "as much as": "at most",
    "no more than": "at most", "a maximum of": "at most",
    "less than": "less than", "fewer than": "less than", "under": "less than", "below": "less than",
    "just under": "less than",
    "about": "about", "around": "about", "approximately": "about", "roughly": "about", "some": "about",
    "nearly": "about", "almost": "about", "close to": "about", "an estimated": "about", "estimated": "about",
    "circa": "about",
}  # fmt: skip
AFTER: Mapping[str, Exactness] = {"or more": "at least", "+": "at least", "or so": "about", "or less": "at most"}


class Amount(NamedTuple):
    """A number at [digits, digits_end) of a text, with its unit at [core, core_end).

    `value` and `upper` (of a range) are plain decimal digits, `unit` is a CURIE of a datatype, `kind` what it measures
    ("money", "length"); both are "" of a count.
    """

    core: int
    core_end: int
    digits: int
    digits_end: int
    value: str
    exactness: Exactness
    unit: str = ""
    kind: str = ""
    upper: str = ""


def amounts(text: str) -> list[Amount]:
    """Return the numbers of a text in order, those of a range ("between 10 and 20") as one."""
    return [one for match in _shape().finditer(text) if (one := _amount(match)) is not None]


def amount_at(token: Token, sentence: Sentence) -> Amount | None:
    """Return the number that the token is part of, with offsets into the article's text."""
    near = sentence.tokens[max(0, token.i - NEAR) : token.i + NEAR + 1]
    start = near[0].start
    for one in amounts(sentence.words(near)):
        if start + one.core <= token.start < start + one.core_end:
            core, core_end, digits, digits_end = (start + at for at in one[:4])
            return one._replace(core=core, core_end=core_end, digits=digits, digits_end=digits_end)
    return None


@cache
def _units() -> Mapping[str, tuple[str, str]]:
    rows = [line.split("\t") for line in packaged("units.tsv").read_text(encoding="utf-8").splitlines()]
    return {row[0].lower(): (row[1], row[2]) for row in rows if len(row) == 3 and row[0] != "word"}


def _words(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _shape() -> re.Pattern[str]:
    units = list(_units())
    signs = [unit for unit in units if not unit[-1].isalpha() or unit.isupper() or unit in ("usd", "eur", "gbp", "chf")]
    before = rf"(?P<sign>{_words([sign for sign in signs if sign not in ('%', 'km²')])})\s?"
    spelled = [word for word in (*UNITS, *TENS) if word != "zero"]
    scales = [word for word in SCALES if len(word) > 3]
    simple = rf"(?:{_words(spelled)}|{_words(scales)})"
    numeral = (
        rf"(?:(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?:\s?(?:bn|mn|mln|tn|[mbk])\b|[\s-]+(?:{_words(scales)})\b)*"
        rf"|(?:(?:an?|half\s+an?)\s+(?:{_words(scales)})|(?:{_words(spelled)}))(?:(?:\s+and\s+|[\s-]+){simple})*\b)"
    )
    again = before.replace("sign", "sign2")
    after = rf"[\s-]?(?P<unit>{_words(units)})(?:s\b|(?!\w))"
    return re.compile(
        rf"(?<![\w.,:/#$£€-])(?:(?P<how>{_words(list(HOW))})\s+)?(?:(?P<between>between|from)\s+)?"
        rf"(?P<core>(?:{before})?(?P<low>{numeral})(?:(?P<to>\s?[-–—]\s?|\s+(?:to|and)\s+)(?:{again})?"
        rf"(?P<high>{numeral}))?(?:{after})?)(?P<more>\s+(?:or\s+more|or\s+so|or\s+less)\b|\+)?(?![\w:/]|[.,]\d)",
        re.IGNORECASE,
    )


def _amount(match: re.Match[str]) -> Amount | None:
    low, high = _number(match["low"]), _number(match["high"]) if match["high"] else None
    if low is None or (match["high"] and high is None):
        return None
    joined = (match["to"] or "").strip().lower()
    if joined == "and" and (match["between"] or "").lower() != "between":
        return None
    if high is not None and high <= low:
        scale = _scale(match["high"])
        low = low * scale if scale and low * scale < high else low  # "5 to 10 million"
        if high <= low:
            return None
    elif high is not None and _scale(match["high"]) > 1 and _scale(match["low"]) == 1:
        low *= _scale(match["high"])
    unit, kind = _units().get(" ".join((match["sign"] or match["unit"] or "").lower().split()), ("", ""))
    if kind != "money" and re.search(r"\d\s?[mb]$", match["low"], re.IGNORECASE):
        return None  # "5m" are metres as well
    how = HOW.get(" ".join((match["how"] or "").lower().split()))
    more = AFTER.get(" ".join((match["more"] or "").lower().split()))
    exactness: Exactness = "between" if high is not None else how or more or "exact"
    return Amount(
        match.start("core"), match.end("core"), match.start("low"), match.end("high" if high is not None else "low"),
        plain(low), exactness,
        f"{PREFIX}{unit}" if unit else "", kind, plain(high) if high is not None else "",
    )  # fmt: skip


def _number(words: str) -> Decimal | None:
    text = re.sub(r"(\d)\s?(bn|mn|mln|tn|[mbk])\b", r"\1 \2", words, flags=re.IGNORECASE)
    half = re.sub(r"^half\s+an?\s+", "a ", text, flags=re.IGNORECASE)
    value = number(half)
    return value / 2 if value is not None and half != text else value


def _scale(words: str) -> int:
    """Return the factor that the last word of a numeral is: 1000000 of "10 million", 1 of "10"."""
    return SCALES.get(re.split(r"[\s\d.,-]", words.lower())[-1], 1)
