"""Numbers with their unit, their exactness and what is counted."""

from __future__ import annotations

import pytest

from kg.extract.numerals import number, plain
from kg.extract.quantities import amounts


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12", "12"),
        ("1,200", "1200"),
        ("1.50", "1.5"),
        ("1.5 million", "1500000"),
        ("twenty-three", "23"),
        ("two hundred and fifty", "250"),
        ("three hundred thousand", "300000"),
        ("two dozen", "24"),
        ("a hundred", "100"),
        ("dozens", None),
        ("hundreds", None),
        ("several", None),
        ("few", None),
        ("five six", None),
        ("", None),
    ],
)
def test_numerals_have_a_value(words, value):
    """Digits, words and scales make one number; "dozens" make none."""
    found = number(words)
    assert (plain(found) if found is not None else None) == value


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12 people", ("12", "", "exact", "")),
        ("at least 12 people", ("12", "", "at least", "")),
        ("At least twenty people", ("20", "", "at least", "")),
        ("more than 100", ("100", "", "more than", "")),
        ("over 3,000 troops", ("3000", "", "more than", "")),
        ("some 3,000 troops", ("3000", "", "about", "")),
        ("nearly two dozen", ("24", "", "about", "")),
        ("up to 50", ("50", "", "at most", "")),
        ("fewer than ten", ("10", "", "less than", "")),
        ("50 or more", ("50", "", "at least", "")),
        ("100+ people", ("100", "", "at least", "")),
        ("between 10 and 20", ("10", "20", "between", "")),
        ("10,000-15,000", ("10000", "15000", "between", "")),
        ("5 to 10 million euros", ("5000000", "10000000", "between", "unit:CCY_EUR")),
        ("half a million people", ("500000", "", "exact", "")),
        ("$5 million", ("5000000", "", "exact", "unit:CCY_USD")),
        ("US$1.65 billion", ("1650000000", "", "exact", "unit:CCY_USD")),
        ("more than £2bn", ("2000000000", "", "more than", "unit:CCY_GBP")),
        ("€5m", ("5000000", "", "exact", "unit:CCY_EUR")),
        ("5 million dollars", ("5000000", "", "exact", "unit:CCY_USD")),
        ("12 Canadian dollars", ("12", "", "exact", "unit:CCY_CAD")),
        ("12.5%", ("12.5", "", "exact", "unit:PERCENT")),
        ("five per cent", ("5", "", "exact", "unit:PERCENT")),
        ("450 kilometers", ("450", "", "exact", "unit:KiloM")),
        ("300 square miles", ("300", "", "exact", "unit:MI2")),
        ("three years", ("3", "", "exact", "unit:YR")),
    ],
)
def test_an_amount_has_value_exactness_and_unit(text, amount):
    """What stands before and after a number belongs to it."""
    (found,) = amounts(text)
    assert (found.value, found.upper, found.exactness, found.unit) == amount


@pytest.mark.parametrize(
    "text", ["dozens of people", "nearly half", "10:30", "2-1", "the 12th", "12 and 11", "5m", "a few"]
)
def test_what_names_no_number_is_left_out(text):
    """Vague counts, scores, clock times and ordinals are no amounts; "12 and 11" are two."""
    assert [one for one in amounts(text) if one.upper or text != "12 and 11"] == []


@pytest.mark.parametrize(
    ("sentence", "relation", "value", "datatype", "exactness", "counted"),
    [
        ("The blast killed 14 people.", "numberKilled", "14", "xsd:integer", "exact", "people"),
        ("The blast killed at least twenty people.", "numberKilled", "20", "xsd:integer", "at least", "people"),
        ("The blast killed at least 14.", "numberKilled", "14", "xsd:integer", "at least", None),
        ("The blast killed some 40 young soldiers.", "numberKilled", "40", "xsd:integer", "about", "young soldiers"),
        ("The blast killed between 10 and 20 civilians.", "numberKilled", "10", "xsd:integer", "between", "civilians"),
        ("Nearly two dozen soldiers died in the attack.", "numberKilled", "24", "xsd:integer", "about", "soldiers"),
        ("Up to 50 people were killed in the attack.", "numberKilled", "50", "xsd:integer", "at most", "people"),
        ("Five soldiers were wounded in the clash.", "numberInjured", "5", "xsd:integer", "exact", "soldiers"),
        ("Police arrested more than 300 protesters in Minsk.", "numberArrested", "300", "xsd:integer", "more than",
         "protesters"),
        ("Google bought YouTube for $1.65 billion.", "price", "1650000000", "unit:CCY_USD", "exact", None),
        ("Germany gave Ukraine €200 million.", "gaveAmount", "200000000", "unit:CCY_EUR", "exact", None),
        ("Shares of Microsoft fell 3.5 percent.", "sharesFellBy", "3.5", "unit:PERCENT", "exact", None),
        ("Anna Smith, 54, leads the union.", "age", "54", "xsd:integer", "exact", None),
        ("John Smith was sentenced to 12 years in prison.", "sentencedToYears", "12", "xsd:integer", "exact", None),
    ],
)  # fmt: skip
def test_a_statement_keeps_how_exact_its_number_is(extract, sentence, relation, value, datatype, exactness, counted):
    """The value is typed by its unit; exactness and what is counted stand with the evidence."""
    (found,) = [s for s in extract(sentence).statements if s.relation.id == f"news:{relation}"]
    quantity = found.evidence[0].quantity
    assert (found.object.value, found.object.datatype) == (value, datatype)
    assert (quantity.exactness, quantity.counted.text if quantity.counted else None) == (exactness, counted)


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("Dozens of people were killed in the attack.", "numberKilled"),
        ("The attack killed 12 percent of the soldiers.", "numberKilled"),
        ("The army killed one another.", "numberKilled"),
        ("Germany gave Ukraine 200 tanks.", "gaveAmount"),
        ("Google bought YouTube for the second time.", "price"),
        ("Anna Smith, 2016, leads the union.", "age"),
        ("Paris, 54, leads the union.", "age"),
    ],
)
def test_other_numbers_make_no_statement(extract, sentence, relation):
    """A value must be of the kind that the relation takes."""
    assert not [s for s in extract(sentence).statements if s.relation.id == f"news:{relation}"]


@pytest.mark.parametrize(
    ("number_", "fact"), [("14", True), ("at least 14", True), ("up to 14", False), ("fewer than 14", False)]
)
def test_an_upper_bound_is_no_fact(extract, number_, fact):
    """Who killed up to 14 people may have killed none."""
    (found,) = [
        s for s in extract(f"The blast killed {number_} people.").statements if s.relation.id == "news:numberKilled"
    ]
    assert found.evidence[0].qualifiers.fact is fact


def test_five_million_of_two_currencies_are_two_values(extract):
    """The unit is part of what the value says."""
    made = [*extract("Google paid $5 million.").statements, *extract("Google paid €5 million.").statements]
    assert len({one.id for one in made if one.relation.id == "news:spentAmount"}) == 2
