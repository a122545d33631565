"""Dates and datelines as pages write them."""

import pytest

from kg.readers.page.dates import is_iso, taken
from kg.readers.page.stated import dateline


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2017-06-28 20:00:36", "2017-06-28T20:00:36"),
        ("2017/6/8", "2017-06-08"),
        ("2017-06-28T20:00:36Z", "2017-06-28T20:00:36Z"),
        ("2018-03-04T09:30:00.123+0100", "2018-03-04T09:30:00+01:00"),
        ("Wednesday, June 28, 2017", "2017-06-28"),
        ("Sept. 20, 2007", "2007-09-20"),
        ("28th June 2017", "2017-06-28"),
        ("June 28, 2017 at 8:05 p.m. EST", "2017-06-28T20:05:00"),
        ("12:30 AM GMT, Wed June 28, 2017", "2017-06-28T00:30:00Z"),
        ("6/7/2017", None),
        ("June 31, 2017", None),
        ("2017-13-45", None),
        ("May 2017", None),
        ("No. 12-2017-06-281", None),
    ],
)
def test_a_date_is_taken(text, moment):
    """The first date is given in ISO 8601; what is ambiguous or no day gives none."""
    found = taken(text)
    assert (found[0] if found else None) == moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2017", True), ("2017-06", True), ("2017-06-28", True), ("2017-06-28T20:00:36", True),
     ("2017-06-28T20:00:36+02:00", True), ("2017-6-28", False),
     ("20170628", False), ("2017-13", False), ("June", False)],
)  # fmt: skip
def test_iso_dates_are_known(text, expected):
    """Years, months, days and moments are ISO 8601 as the graph can hold it."""
    assert is_iso(text) is expected


@pytest.mark.parametrize(
    ("opening", "stated"),
    [
        ("TRIPOLI, June 28 (Xinhua) -- Troops", {"publisher": "Xinhua"}),
        ("BRUSSELS/PARIS (Reuters) - The", {"publisher": "Reuters"}),
        ("ST. PETERSBURG, Fla. (AP) — The", {"publisher": "AP"}),
        ("Cairo, 12 May 2018 (AFP) – The", {"publisher": "AFP", "published": "2018-05-12"}),
        ("NEW YORK, Sept. 20, 2007 (Wire Service) -- A", {"publisher": "Wire Service", "published": "2007-09-20"}),
        ("(CNN) -- The", {"publisher": "CNN"}),
        ("WASHINGTON, DC - Senators", {}),
        ("The army (ANC) - or what is left of it -", {}),
        ("NATO - the alliance - said", {}),
    ],
)
def test_a_dateline_states_agency_and_day(opening, stated):
    """Only an agency in brackets is a publisher, and only a day with its year a date."""
    assert {one.field: one.value for one in dateline(f"{opening} moved on.")} == stated
