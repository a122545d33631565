"""Numbers and amounts as people read them."""

import pytest

from kg.figures import figure
from kg.model import Value


@pytest.mark.parametrize(
    ("value", "datatype", "words"),
    [
        ("2400000000", "unit:CCY_USD", "USD 2.4 billion"),
        ("5000000", "unit:CCY_EUR", "EUR 5 million"),
        ("2437512", "unit:CCY_EUR", "EUR 2,437,512"),
        ("2.50", "unit:CCY_GBP", "GBP 2.50"),
        ("12", "unit:PERCENT", "12%"),
        ("2000", "unit:KiloM", "2,000 km"),
        ("1", "unit:YR", "1 year"),
        ("3", "unit:YR", "3 years"),
        ("6", "unit:FT", "6 feet"),
        ("7", "unit:ODD", "7 ODD"),
        ("400000", "xsd:integer", "400,000"),
        ("53", "xsd:integer", "53"),
        ("1652300000", "xsd:integer", "1,652,300,000"),
        ("-3000000", "xsd:decimal", "-3 million"),
        ("0.5", "xsd:decimal", "0.5"),
        ("2014", "xsd:gYear", "2014"),
        ("2014-03-01", "xsd:date", "2014-03-01"),
        ("car", "xsd:string", "car"),
        ("NaN", "xsd:double", "NaN"),
        ("1e999999999", "xsd:double", "1e999999999"),
        ("1000000000000000000000000000001", "xsd:integer", "1000000000000000000000000000001"),
        ("some", "unit:CCY_USD", "USD some"),
    ],
)
def test_a_figure_is_written_as_people_read_it(value, datatype, words):
    """Nothing is rounded, and what is no number stays as it is."""
    assert figure(Value(value, datatype)) == words
