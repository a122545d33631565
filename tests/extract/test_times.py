"""Dated expressions."""

from __future__ import annotations

import pytest

from kg.extract.extractor import hidden_acronyms
from kg.extract.parse import parse
from kg.extract.times import datatype, edtf
from kg.extract.times.expressions import expressions
from kg.model import Article

ANCHOR = "2017-06-28T20:00:36"  # a Wednesday


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2011", "2011"),
        ("December 2016", "2016-12"),
        ("early 2016", "2016"),
        ("mid-May", "2017-05"),
        ("late last year", "2016"),
        ("June 25, 2017", "2017-06-25"),
        ("25 June 2017", "2017-06-25"),
        ("Sept. 5, 2014", "2014-09-05"),
        ("Tuesday, 12 April 2016", "2016-04-12"),
        ("the 5th of May", "2017-05-05"),
        ("December 22, last year", "2016-12-22"),
        ("2016-12-31", "2016-12-31"),
        ("25/12/2016", "2016-12-25"),
        ("12/25/2016", "2016-12-25"),
        ("5.12.2016", "2016-12-05"),
        ("the 1990s", "199X"),
        ("the late 1980s", "198X"),
        ("the '80s", "198X"),
        ("the early nineties", "199X"),
        ("the 19th century", "18XX"),
        ("the eighteenth century", "17XX"),
        ("the summer of 2014", "2014-22"),
        ("last winter", "2016-24"),
        ("this spring", "2017-21"),
        ("last summer", "2016-22"),
        ("the first quarter of 2016", "2016-01/2016-03"),
        ("Q3 2015", "2015-07/2015-09"),
        ("the second half of last year", "2016-07/2016-12"),
        ("2016-17", "2016/2017"),
        ("1914–1918", "1914/1918"),
        ("June 3-5, 2016", "2016-06-03/2016-06-05"),
        ("3 to 5 June", "2017-06-03/2017-06-05"),
        ("between 1990 and 1995", "1990/1995"),
        ("from May to July", "2016-05/2016-07"),
        ("from May to July 2016", "2016-05/2016-07"),
        ("from November 2015 until January 2016", "2015-11/2016-01"),
        ("since 2014", "2014/.."),
        ("from 2010 onwards", "2010/.."),
        ("after the 1990s", "199X/.."),
        ("until 2018", "../2018"),
        ("before 2010", "../2010"),
        ("by the end of May", "../2017-05"),
        ("around 1900", "1900~"),
        ("c. 1900", "1900~"),
        ("about two years ago", "2015~"),
        ("Wednesday", "2017-06-28"),
        ("Thursday", "2017-06-22"),
        ("Friday night", "2017-06-23"),
        ("late on Sunday", "2017-06-25"),
        ("last Wednesday", "2017-06-21"),
        ("last Tuesday", "2017-06-20"),
        ("Friday of last week", "2017-06-23"),
        ("next Friday", "2017-06-30"),
        ("at 7:45 p.m. on Friday", "2017-06-23T19:45:00"),
        ("Friday at 12 a.m.", "2017-06-23T00:00:00"),
        ("May 12 at 20:15 GMT", "2017-05-12T20:15:00Z"),
        ("yesterday", "2017-06-27"),
        ("the day before yesterday", "2017-06-26"),
        ("this morning", "2017-06-28"),
        ("last night", "2017-06-27"),
        ("tomorrow", "2017-06-29"),
        ("last week", "2017-06-19/2017-06-25"),
        ("early next week", "2017-07-03/2017-07-09"),
        ("the weekend", "2017-06-24/2017-06-25"),
        ("last month", "2017-05"),
        ("earlier this month", "2017-06"),
        ("the end of the year", "2017"),
        ("last year", "2016"),
        ("last decade", "200X"),
        ("three weeks ago", "2017-06-07"),
        ("twenty-five years ago", "1992"),
        ("a few days ago", "2017-06-25~"),
        ("half a century ago", "1967"),
        ("the past few days", "/2017-06-28"),
        ("the past two years", "2015/2017"),
        ("the last decade", "2007/2017"),
        ("the coming weeks", "2017-06-28/"),
        ("in two weeks' time", "2017-07-12"),
        ("October", "2016-10"),
        ("last June", "2016-06"),
        ("July 4", "2016-07-04"),
        ("Christmas Day", "2016-12-25"),
        ("New Year’s Eve 2015", "2015-12-31"),
        ("9/11", "2001-09-11"),
        ("February 30", None),
        ("31 June 2016", None),
        ("2017-02-29", None),
        ("12/05/2016", None),
        ("for three years", None),
        ("the 38-year-old", None),
        ("1,200", None),
        ("two days later", None),
        ("the same day", None),
        ("years ago", None),
        ("some day", None),
        ("may", None),
        ("Friday at 25:10", "2017-06-23"),
        ("from 2016 to 2010", None),
    ],
)
def test_a_date_keeps_its_own_precision(words, value):
    """Relative dates count back from the day of publication; what is no date, or no real day, has no value."""
    assert edtf(words, ANCHOR) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Friday", "2017-06-30"),
        ("Wednesday", "2017-06-28"),
        ("October", "2017-10"),
        ("July 4", "2017-07-04"),
        ("March 1", "2018-03-01"),
        ("by Friday", "../2017-06-30"),
        ("the weekend", "2017-07-01/2017-07-02"),
        ("in two years", "2019"),
        ("last month", "2017-05"),
    ],
)
def test_a_planned_date_lies_ahead(words, value):
    """A weekday or month in a sentence about the future is the next one."""
    assert edtf(words, ANCHOR, ahead=True) == value


@pytest.mark.parametrize("words", ["yesterday", "Wednesday", "last month", "June 25", "last summer", "two years ago"])
def test_without_a_day_of_publication_relative_dates_have_no_value(words):
    """Nothing is guessed."""
    assert edtf(words, "") is None


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        ("2016", "xsd:gYear"),
        ("2016-12", "xsd:gYearMonth"),
        ("2016-12-01", "xsd:date"),
        ("2016-12-01T19:45:00", "xsd:dateTime"),
        ("2014/..", "edtf:EDTF"),
        ("2016-22", "edtf:EDTF"),
        ("199X", "edtf:EDTF"),
        ("1900~", "edtf:EDTF"),
    ],
)
def test_a_value_gets_the_type_of_its_precision(value, type_):
    """XML Schema has types for years, months, days and moments; all else is EDTF."""
    assert datatype(value) == type_


@pytest.fixture(scope="module")
def found(extractor):
    """Return {words: value} of the dates of a text: `found("The army ...")`."""

    def run(text: str, published: str = ANCHOR) -> dict[str, str]:
        (parsed,) = parse([Article("test", text, published=published)], extractor.model, hidden_acronyms)
        context = extractor.prepared(parsed)[-1]
        return {one.quote.text: one.value for dates in context.dates.values() for one in dates}

    return run


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("The rebels bombed the port on Friday night.", {"Friday night": "2017-06-23"}),
        ("The ministers will meet the rebels on Friday.", {"Friday": "2017-06-30"}),
        ("The summit opens on Friday in Geneva.", {"Friday": "2017-06-30"}),
        ("The minister plans to visit Rome in September.", {"September": "2017-09"}),
        ("The minister visited Rome in September.", {"September": "2016-09"}),
        ("The law will apply from 2022 in Rome.", {"from 2022": "2022/.."}),
        ("The report from 2012 accused the mayor.", {"2012": "2012"}),
        ("The talks were scheduled for July 3 in Rome.", {"July 3": "2017-07-03"}),
        ("The mayor said on Friday the rebels had bombed the port.", {"Friday": "2017-06-23"}),
        ("Rebels bombed the port from May to June.", {"from May to June": "2017-05/2017-06"}),
        ("In March 2016 rebels took the port, and lost it two months later.",
         {"March 2016": "2016-03", "two months later": "2016-05"}),
        ("Anna Smith led the union from 2008 until 2016.", {"from 2008 until 2016": "2008/2016"}),
        ("Rebels took Rome on May 3, and the army expelled them the same day.",
         {"May 3": "2017-05-03", "the same day": "2017-05-03"}),
        ("The rebels attacked Rome, and the army expelled them the same day.", {}),
        ("The rebels killed 2000 people in Rome.", {}),
        ("The rebels may attack Rome.", {}),
        ("Every Friday the rebels attacked the port.", {}),
        ("The Sunday Times accused the mayor.", {}),
        ("The council adopted Resolution 1973.", {}),
        ("The 38-year-old mayor attacked the port for three years.", {}),
        ("The rebels attacked the port on February 30.", {}),
    ],
)  # fmt: skip
def test_the_dates_of_a_sentence_are_found_and_anchored(found, sentence, dates):
    """The tense of the date's own verb tells past from future; counts, names and modal verbs are no dates."""
    assert found(sentence) == dates


@pytest.mark.parametrize(
    ("sentence", "relation", "value"),
    [
        ("The army expelled the rebels from Sirte on Friday.", "news:expelled", "2017-06-23"),
        ("On Friday, the army expelled the rebels.", "news:expelled", "2017-06-23"),
        ("The minister said on Monday that the army expelled the rebels on Friday.", "news:expelled", "2017-06-23"),
        ("The minister said on Monday that the army expelled the rebels.", "news:expelled", None),
        ("The army expelled the rebels, the minister said on Monday.", "news:expelled", None),
        ("Rome voted on Monday to leave the European Union.", "news:left", None),
        ("Rome left the European Union on Monday.", "news:left", "2017-06-26"),
        ("Rome plans to leave the European Union in September.", "news:left", "2017-09"),
        ("On Friday, the army plans to expel the rebels.", "news:expelled", "2017-06-30"),
        ("The minister who was elected in 2010 said the army expelled the rebels.", "news:expelled", None),
        ("The army expelled the rebels after the 2016 election.", "news:expelled", None),
        ("The army expelled the rebels after Friday's attack.", "news:expelled", None),
        ("The army expelled the rebels in response to the December 31 attack.", "news:expelled", None),
        ("Rome plans to repeal the laws passed by Milan since 1995.", "news:repealed", None),
        ("Rome has repealed all laws since 1995.", "news:repealed", "1995/.."),
    ],
)
def test_a_date_belongs_to_its_own_clause(extract, sentence, relation, value):
    """A date of another clause, of a happening, or of the saying is not the statement's."""
    made = [s for s in extract(sentence, published=ANCHOR).statements if s.relation.id == relation]
    times = [one.evidence[0].qualifiers.time for one in made]
    assert times
    assert {time.value if time else None for time in times} == {value}


def test_the_stated_day_of_publication_counts_not_the_dateline(found):
    """Where a dateline in the text contradicts the metadata, the metadata counts."""
    text = "ROME, March 3 (Reuters) -- The army expelled the rebels on Friday."
    assert found(text, published="2017-06-28")["Friday"] == "2017-06-23"


def test_offsets_of_dates_are_the_articles_own(extract):
    """The words of a date are quoted with their place in the whole text."""
    text = "Rome waited.\n\nThe army expelled the rebels in May 2016."
    (statement,) = (s for s in extract(text, published=ANCHOR).statements if s.relation.id == "news:expelled")
    time = statement.evidence[0].qualifiers.time
    assert (time.quote.text, time.quote.span.of(text)) == ("May 2016", "May 2016")


def test_a_long_text_of_dates_costs_linear_time():
    """A table of a thousand dates is read date by date."""
    assert len(expressions("On May 3, 2016, it rained; " * 1000)) == 1000
