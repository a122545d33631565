"""Dated expressions."""

from __future__ import annotations

import pytest

from kg.extract.times import datatype, edtf

ANCHOR = "2017-06-28T20:00:36"  # a Wednesday


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("December 2016", "2016-12"),
        ("June 25, 2017", "2017-06-25"),
        ("25 June 2017", "2017-06-25"),
        ("the 1990s", "199X"),
        ("since 2014", "2014/.."),
        ("2011", "2011"),
        ("Wednesday", "2017-06-28"),
        ("Thursday", "2017-06-22"),
        ("last month", "2017-05"),
        ("last year", "2016"),
        ("yesterday", "2017-06-27"),
        ("three weeks ago", "2017-06-07"),
        ("last week", "2017-06-19/2017-06-25"),
        ("October", "2016-10"),
        ("July 4", "2016-07-04"),
        ("February 30", None),
        ("the past few days", None),
        ("some day", None),
    ],
)
def test_a_date_keeps_its_own_precision(words, value):
    """Relative dates count back from the day of publication; what is no date has no value."""
    assert edtf(words, ANCHOR) == value


def test_a_planned_date_lies_ahead():
    """A weekday in a sentence about the future is the next one."""
    assert edtf("Friday", ANCHOR, past=False) == "2017-06-30"


@pytest.mark.parametrize("words", ["yesterday", "Wednesday", "last month", "June 25"])
def test_without_a_day_of_publication_relative_dates_have_no_value(words):
    """Nothing is guessed."""
    assert edtf(words, "") is None


@pytest.mark.parametrize(
    ("value", "type_"),
    [("2016", "xsd:gYear"), ("2016-12", "xsd:gYearMonth"), ("2016-12-01", "xsd:date"), ("2014/..", "xsd:string")],
)
def test_a_value_gets_the_type_of_its_precision(value, type_):
    """XML Schema has types for years, months and days, and none for intervals."""
    assert datatype(value) == type_
