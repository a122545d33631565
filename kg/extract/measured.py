"""The typed value at a word: a date, or a number with its unit, its exactness and what is counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from kg.extract.quantities import NEAR, Amount, amount_at
from kg.extract.times import Dated, datatype
from kg.extract.tree import Sentence, Token
from kg.gazetteer import nominal
from kg.model import Quantity, Quote, Span, Value

DATES = frozenset(("xsd:date", "xsd:gYear", "xsd:gYearMonth", "xsd:dateTime"))
COUNTS = ("", "duration")  # kinds of amounts that a plain number may be: people, "12 years" of a relation to years
OTHERS = frozenset(("another", "-", "th"))
UPPER_BOUNDS = ("at most", "less than")


class Measured(NamedTuple):
    """A value with its words; `quantity` where it is a number."""

    value: Value
    quote: Quote
    quantity: Quantity | None = None

    @property
    def bounded(self) -> bool:
        """Tell whether the number is only an upper bound: "up to 50"."""
        return self.quantity is not None and self.quantity.exactness in UPPER_BOUNDS


def measured(
    token: Token,
    range_: Sequence[str],
    sentence: Sentence,
    dates: Sequence[Dated],
    is_a: Callable[[str, str], bool],
    *,
    end: bool = False,
) -> Measured | None:
    """Return the value at a token that fits a relation's range (CURIEs of datatypes), None if there is none.

    Of a noun for people the number that counts them: "arrested 40 demonstrators". With `end`, the end of a span of time
    will do: "served until 1956, when he died".
    """
    if DATES.intersection(range_):
        return _date(token, dates) or (_end(token, sentence, dates) if end else None)
    number = token
    if (
        token.pos == "NOUN"
        and token.tag == "NNS"
        and (known := nominal(token.lemma))
        and is_a(known.type, "news:Agent")
    ):
        number = token.child("nummod") or token
    amount = amount_at(number, sentence)
    if amount is None or _is_other(number, sentence):
        return None
    value = _typed(amount, range_)
    if value is None:
        return None
    span = (
        Span(amount.core, amount.core_end) if value.datatype == amount.unit else Span(amount.digits, amount.digits_end)
    )
    words = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
    return Measured(
        value, Quote(span, words), Quantity(amount.exactness, amount.upper, _counted(number, amount, sentence))
    )


def _date(token: Token, dates: Sequence[Dated]) -> Measured | None:
    found = next((one for one in dates if one.first <= token.i <= one.last), None)
    if found is None or "/" in found.value:
        return None
    return Measured(Value(found.value, datatype(found.value)), found.quote)


def _end(token: Token, sentence: Sentence, dates: Sequence[Dated]) -> Measured | None:
    found = next((one for one in dates if one.first <= token.i <= one.last and "/" in one.value), None)
    value = found.value.rpartition("/")[2] if found is not None else ""
    if found is None or not value[:4].isdigit():
        return None
    first = found.last
    while first > found.first and sentence.tokens[first - 1].ent == "DATE" and sentence.tokens[first - 1].tag != "IN":
        first -= 1
    words = sentence.tokens[first : found.last + 1]
    return Measured(Value(value, datatype(value)), Quote(Span(words[0].start, words[-1].end), sentence.words(words)))


def _is_other(number: Token, sentence: Sentence) -> bool:
    """Tell whether the word is no number after all: "one another"."""
    after = sentence.tokens[number.i + 1 : number.i + 2]
    return bool(after) and after[0].lower == "another"


def _typed(amount: Amount, range_: Sequence[str]) -> Value | None:
    if f"kg:{amount.kind}" in range_:
        return Value(amount.value, amount.unit)
    if amount.kind not in COUNTS:
        return None
    if "xsd:integer" in range_ and amount.value.isdigit():
        return Value(amount.value, "xsd:integer")
    return Value(amount.value, "xsd:decimal") if "xsd:decimal" in range_ else None


def _counted(number: Token, amount: Amount, sentence: Sentence) -> Quote | None:
    """Return what is counted: "young voters" of "40 young voters", "the votes" of "40 percent of the votes"."""
    tokens = sentence.tokens
    after = next((token for token in tokens[number.i : number.i + NEAR] if token.start >= amount.core_end), None)
    if after is None:
        return None
    noun = number.head if number.dep in ("nummod", "compound", "quantmod") else None
    while noun is not None and noun.start < amount.core_end:
        noun = noun.head if noun.dep in ("nummod", "compound", "quantmod") else None
    if noun is None and after.lower == "of":
        noun = after.child("pobj")
        after = tokens[after.i + 1] if noun is not None and after.i + 1 < len(tokens) else after
    if noun is None or noun.i < after.i or noun.pos not in ("NOUN", "PROPN"):
        return None
    words = tokens[after.i : noun.i + 1]
    return Quote(Span(words[0].start, words[-1].end), sentence.words(words))
