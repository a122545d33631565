"""Literals and IRIs that come back as they went in."""

import re

import pytest
from pyoxigraph import Literal, NamedNode

from kg.errors import StoreError
from kg.graph.literals import canonical, decimal, moment
from kg.graph.vocabulary import KG, Names


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("2016", "gYear"),
        ("2016-12", "gYearMonth"),
        ("2016-12-01", "date"),
        ("2017-06-28T20:00:36", "dateTime"),
        ("2017-06-28T20:00:36Z", "dateTime"),
        ("2017-06-28T20:00:36+02:00", "dateTime"),
        ("2017-06-28T20:00:36+00:00", "string"),
        ("2017-06-28T20:00", "string"),
        ("2016-13", "string"),
        ("2017-02-29", "string"),
        ("2016-12~", "EDTF"),
        ("2016-12/2017-01", "EDTF"),
        ("2014/..", "EDTF"),
        ("../2018-03-01", "EDTF"),
        ("2017-06-25~/2017-06-28", "EDTF"),
        ("2016-22", "EDTF"),
        ("201X", "EDTF"),
        ("19XX", "EDTF"),
        ("2016-25", "string"),
        ("2016-13~", "string"),
        ("../..", "string"),
        ("2014/2015/2016", "string"),
        ("٢٠١٦", "string"),
        ("", "string"),
    ],
)
def test_times_are_typed_by_their_shape(value, datatype):
    """A real date gets its datatype if the store keeps it as written, other EDTF forms theirs; all else is a string."""
    literal = moment(value)
    assert (literal.value, re.split("[#/]", literal.datatype.value)[-1]) == (value, datatype)
    assert canonical(literal) == literal


@pytest.mark.parametrize(
    ("value", "written"), [(0.9, "0.9"), (1, "1"), (0, "0"), (0.12345, "0.1235"), (1e-9, "0"), (-1e-9, "0"), (10, "10")]
)
def test_decimals_are_canonical(value, written):
    """At most four decimals and no trailing zero, so that the store does not rewrite them."""
    assert decimal(value).value == written
    assert canonical(decimal(value)) == decimal(value)


def test_a_number_is_rewritten_by_the_store():
    """The reason for all this: Oxigraph gives "0.90" back as 0.9."""
    datatype = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    assert canonical(Literal("0.90", datatype=datatype)).value == "0.9"


@pytest.mark.parametrize(
    ("curie", "iri"),
    [
        ("news:expelled", "https://kg.example/ns/news#expelled"),
        ("kg:Evidence", f"{KG}Evidence"),
        ("x:deep/er", "https://x.example/deep/er"),
        ("xx:er", "https://x.example/deep/er/er"),
        ("https://else.example/a", "https://else.example/a"),
    ],
)
def test_curies_and_iris_are_one_to_one(curie, iri):
    """A CURIE comes back from its IRI; the longest namespace wins."""
    names = Names({"x": "https://x.example/", "xx": "https://x.example/deep/er/"})
    assert names.iri(curie).value == iri
    assert names.curie(NamedNode(iri)) == curie


@pytest.mark.parametrize("curie", ["what:ever", "bare", "", "news:a b"])
def test_what_is_no_curie_is_refused(curie):
    """The error shows the name."""
    with pytest.raises(StoreError, match=f"name '{curie}'"):
        Names().iri(curie)
