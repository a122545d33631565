"""On what sources disagree: small articles, read by the program, and pairs of numbers and dates."""

import json

import pytest

from kg.errors import KgError
from kg.graph.amounts import agree, amount
from kg.graph.dates import extent
from kg.graph.disputes import disputes
from kg.graph.store import Store
from kg.model import Quantity, Quote, Span, Value
from kg.ontology import load


@pytest.fixture(scope="module")
def ontology():
    return load()


@pytest.fixture
def found(tmp_path, reading, ontology):
    """Return a function that reads (publisher, day, text) articles and gives (kind, about, words, successive) rows."""

    def run(*articles, about=None):
        with Store.open(tmp_path / "kg.db", create=True) as store:
            for one in reading(*articles):
                store.add(one)
            rows = disputes(store, ontology, about)
            return [(one.kind, one.about, tuple(p.words for p in one.positions), one.successive) for one in rows]

    return run


BLAST = "The Battle of Sirte killed {} people, {} said."


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("12", "15", ("12 people", "15 people")),
        ("at least 12", "9", ("at least 12 people", "9 people")),
        ("at least 12", "14", None),
        ("12", "12", None),
        ("more than 10", "14", None),
        ("about 100", "104", None),
        ("about 100", "140", ("about 100 people", "140 people")),
    ],
)
def test_numbers_of_one_event_are_compared(found, one, other, words):
    """Two sources that cannot both be right disagree; a bound and a number within it agree."""
    rows = found(
        ("Orvane Post", "2024-03-04", BLAST.format(one, "the Red Cross")),
        ("Coast News", "2024-03-04", BLAST.format(other, "the Interior Ministry")),
    )
    assert rows == ([("values", "Battle of Sirte number killed …", words, False)] if words else [])


@pytest.mark.parametrize(
    ("articles", "rows"),
    [
        (  # a later number may be a newer one
            [
                ("Orvane Post", "2024-03-04", "The Battle of Sirte killed 12 people."),
                ("Orvane Post", "2024-03-05", "The Battle of Sirte killed 15 people."),
            ],
            [("values", "Battle of Sirte number killed …", ("12 people", "15 people"), True)],
        ),
        (  # a part is no other number than the whole
            [
                ("Orvane Post", "2024-03-04", "The Battle of Sirte killed 12 people."),
                ("Coast News", "2024-03-04", "The Battle of Sirte killed 4 soldiers."),
            ],
            [],
        ),
        (  # of two who kill, each may kill as many as they like
            [
                ("Orvane Post", "2024-03-04", "Hezbollah killed 12 people."),
                ("Coast News", "2024-03-04", "Hezbollah killed 15 people."),
            ],
            [],
        ),
        (  # one country has one president at a time
            [
                ("Orvane Post", "2024-03-04", "Anna Keller is the president of Norway."),
                ("Coast News", "2024-03-04", "Peter Novak is the president of Norway."),
            ],
            [("holders", "… president of Norway", ("Anna Keller", "Peter Novak"), False)],
        ),
        (  # one was, one is
            [
                ("Orvane Post", "2024-03-04", "Anna Keller is the president of Norway."),
                ("Coast News", "2024-03-04", "Former Norway president Peter Novak met Angela Merkel."),
            ],
            [],
        ),
        (  # a surname alone may be the same person
            [
                ("Orvane Post", "2024-03-04", "Anna Keller is the president of Norway."),
                ("Coast News", "2024-03-04", "Keller is the president of Norway."),
            ],
            [],
        ),
        (  # what is planned is no position
            [
                ("Orvane Post", "2024-03-04", "Hezbollah controls Tripoli."),
                ("Coast News", "2024-03-04", "Hamas may control Tripoli."),
            ],
            [],
        ),
        (  # who controls a town
            [
                ("Orvane Post", "2024-03-04", "Hezbollah controls Tripoli, Hezbollah said."),
                ("Coast News", "2024-03-04", "Hamas controls Tripoli."),
            ],
            [("holders", "… controls Tripoli", ("Hezbollah", "Hamas"), False)],
        ),
        (  # two articles of who knows when
            [("Orvane Post", "", "Hezbollah controls Tripoli."), ("Coast News", "", "Hamas controls Tripoli.")],
            [],
        ),
        (  # one article has both
            [("Orvane Post", "", "Hezbollah controls Tripoli, France said. Hamas controls Tripoli, Norway said.")],
            [("holders", "… controls Tripoli", ("Hezbollah", "Hamas"), False)],
        ),
        (  # the one before, the other after
            [
                ("Orvane Post", "2024-03-04", "Hezbollah controlled Tripoli in 2019."),
                ("Coast News", "2024-03-04", "Hamas controlled Tripoli in 2021."),
            ],
            [],
        ),
        (  # two towns
            [
                ("Orvane Post", "2024-03-04", "Hezbollah controls Tripoli."),
                ("Coast News", "2024-03-04", "Hamas controls Sirte."),
            ],
            [],
        ),
        (  # a member and the group are one side
            [
                ("Orvane Post", "2024-03-04", "Hezbollah controls Tripoli. Anna Keller leads Hezbollah."),
                ("Coast News", "2024-03-04", "Anna Keller controls Tripoli."),
            ],
            [],
        ),
        (  # that somebody is no member makes no side
            [
                ("Orvane Post", "2024-03-04", "Hezbollah controls Tripoli. Anna Keller does not lead Hezbollah."),
                ("Coast News", "2024-03-04", "Anna Keller controls Tripoli."),
            ],
            [("holders", "… controls Tripoli", ("Hezbollah", "Anna Keller"), False)],
        ),
        (  # who denies a killing denies a murder
            [
                ("Orvane Post", "2024-03-04", "Anna Keller murdered Peter Novak."),
                ("Coast News", "2024-03-04", "Anna Keller denied that she had killed Peter Novak."),
            ],
            [("denial", "Anna Keller killed Peter Novak", ("it is so", "it is not so"), False)],
        ),
        (  # a plain no and a plain yes of who knows when
            [
                ("Orvane Post", "", "Anna Keller did not meet Angela Merkel."),
                ("Coast News", "", "Angela Merkel met Anna Keller."),
            ],
            [],
        ),
        (  # said, and denied by whom it is about
            [
                ("Orvane Post", "2024-03-04", "France supplied weapons to Hezbollah."),
                ("Coast News", "2024-03-05", "France denied that it had supplied weapons to Hezbollah."),
            ],
            [("denial", "France gave to Hezbollah", ("it is so", "it is not so"), False)],
        ),
        (  # a denial of something else
            [
                ("Orvane Post", "2024-03-04", "France supplied weapons to Hezbollah."),
                ("Coast News", "2024-03-05", "France denied that it had supplied weapons to Hamas."),
            ],
            [],
        ),
        (  # nobody says that it is so
            [("Coast News", "2024-03-05", "France denied that it had supplied weapons to Hezbollah.")],
            [],
        ),
        (  # not yet, and later
            [
                ("Orvane Post", "2024-03-04", "Anna Keller did not meet Angela Merkel."),
                ("Orvane Post", "2024-03-09", "Angela Merkel met Anna Keller."),
            ],
            [("denial", "Anna Keller met with Angela Merkel", ("it is not so", "it is so"), True)],
        ),
        (  # another time
            [
                ("Orvane Post", "2024-03-04", "Anna Keller did not meet Angela Merkel in 2019."),
                ("Coast News", "2024-03-04", "Anna Keller met Angela Merkel in 2021."),
            ],
            [],
        ),
        (  # blamed for an attack, and denies it
            [
                (
                    "Orvane Post",
                    "2024-03-04",
                    "Anna Keller accused Hezbollah of the Orvane bombing. Hezbollah denied that it had carried out the "
                    "bombing.",
                )
            ],
            [("accusation", "Anna Keller accused Hezbollah of Orvane bombing", ("accused", "denied"), False)],
        ),
        (  # blamed for one, denies another
            [
                (
                    "Orvane Post",
                    "2024-03-04",
                    "Anna Keller accused Hezbollah of the Orvane bombing. Hezbollah denied that it had carried out the "
                    "Tripoli attack.",
                )
            ],
            [],
        ),
        (  # two claim the same for themselves, in one article
            [
                (
                    "Orvane Post",
                    "2024-03-04",
                    "Hezbollah claimed responsibility for the Orvane bombing. Hamas claimed responsibility for the "
                    "bombing.",
                )
            ],
            [("holders", "… carried out Orvane bombing", ("Hezbollah", "Hamas"), False)],
        ),
        (  # one claims it and is said to have done it
            [
                (
                    "Orvane Post",
                    "2024-03-04",
                    "Hezbollah claimed responsibility for the Orvane bombing. Hezbollah carried out the bombing.",
                )
            ],
            [],
        ),
        (  # two sources in one article
            [
                (
                    "Orvane Post",
                    "2024-03-04",
                    "The Orvane bombing killed 12 people, the Red Cross said. The bombing killed 30, Hamas said.",
                )
            ],
            [("values", "Orvane bombing number killed …", ("12 people", "30"), False)],
        ),
        (  # one source, which does not disagree with itself
            [
                (
                    "Orvane Post",
                    "2024-03-04",
                    "The Orvane bombing killed 12 people. At first, the bombing killed 3 people.",
                )
            ],
            [],
        ),
    ],
)
def test_only_what_contradicts_is_a_dispute(found, articles, rows):
    """Sources that speak of other times, towns, people or parts of a number agree."""
    assert found(*articles) == rows


def test_a_name_asks_for_its_disputes_alone(found):
    """Disputes about others are left out, whether the name stands at the one end or the other."""
    articles = [
        ("Orvane Post", "2024-03-04", "Hezbollah controls Tripoli. Anna Keller is the president of Norway."),
        ("Coast News", "2024-03-04", "Hamas controls Tripoli. Peter Novak is the president of Norway."),
    ]
    assert [row[1] for row in found(*articles)] == ["… controls Tripoli", "… president of Norway"]
    assert [row[1] for row in found(*articles, about=["hamas"])] == ["… controls Tripoli"]
    assert [row[1] for row in found(*articles, about=["norway"])] == ["… president of Norway"]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (("12", "xsd:integer", "exact", "", "people"), ("12", "xsd:integer", "exact", "", ""), True),
        (("12", "xsd:integer", "exact", "", "people"), ("13", "xsd:integer", "exact", "", ""), False),
        (("12", "xsd:integer", "exact", "", "soldiers"), ("13", "xsd:integer", "exact", "", "soldiers"), False),
        (("12", "xsd:integer", "exact", "", "soldiers"), ("13", "xsd:integer", "exact", "", "civilians"), True),
        (("12", "xsd:integer", "exact", "", "soldiers"), ("9", "xsd:integer", "exact", "", "people"), False),
        (("12", "xsd:integer", "exact", "", "other people"), ("9", "xsd:integer", "exact", "", "people"), True),
        (("12", "xsd:integer", "at least", "", ""), ("40", "xsd:integer", "at least", "", ""), True),
        (("12", "xsd:integer", "at most", "", ""), ("13", "xsd:integer", "exact", "", ""), False),
        (("12", "xsd:integer", "more than", "", ""), ("12", "xsd:integer", "exact", "", ""), False),
        (("12", "xsd:integer", "less than", "", ""), ("12", "xsd:integer", "exact", "", ""), False),
        (("10", "xsd:integer", "between", "20", ""), ("20", "xsd:integer", "exact", "", ""), True),
        (("10", "xsd:integer", "between", "20", ""), ("21", "xsd:integer", "exact", "", ""), False),
        (("6.3", "xsd:decimal", "exact", "", ""), ("6.4", "xsd:decimal", "exact", "", ""), False),
        (("6.3", "xsd:decimal", "exact", "", ""), ("6.32", "xsd:decimal", "exact", "", ""), True),
        (("5", "unit:MI", "exact", "", ""), ("8", "unit:KiloM", "exact", "", ""), True),
    ],
)
def test_two_numbers_can_be_true_together(one, other, together):
    """Either way round."""
    amounts = [
        amount(Value(value, type_), Quantity(exactness, upper, Quote(Span(0, 1), words) if words else None))
        for value, type_, exactness, upper, words in (one, other)
    ]
    assert agree(*amounts) is agree(*reversed(amounts)) is together


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016-02-03", "2016-02-03", "2016-02-03"),
        ("2016-02-03T10:00:00Z", "2016-02-03T10:00:00Z", "2016-02-03T10:00:00Z"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2016-22", "2016-06-01", "2016-08-31"),
        ("1900~", "1900-01-01", "1900-12-31"),
        ("2014/..", "2014-01-01", "9999-12-31"),
        ("../2018-03", "0000-01-01", "2018-03-31"),
        ("2016-01/2016-03", "2016-01-01", "2016-03-31"),
    ],
)
def test_a_time_has_a_first_and_a_last_day(value, first, last):
    """Whatever its precision."""
    assert extent(value) == (first, last)


@pytest.mark.parametrize("value", ["", "../..", "../", "spring", "2016-13", "2017-02-30", "2016/spring", "2016-00"])
def test_what_is_no_time_has_no_extent(value):
    """Nothing is guessed."""
    assert extent(value) is None


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("2016", "2016-05", True),
        ("2016-05-03T08:00:00Z", "2016-05-03", True),
        ("2014/..", "2020", True),
        ("../2018", "2019", False),
        ("2016-05", "2016-06", False),
    ],
)
def test_times_overlap_or_not(one, other, overlap):
    """Either way round."""
    assert extent(one).overlaps(extent(other)) is extent(other).overlaps(extent(one)) is overlap


@pytest.fixture
def kg(running):
    """Return a function that runs `kg` on a graph of two articles which disagree."""
    return running(
        ("Orvane Post", "2024-03-04", "Hezbollah controls Tripoli, Hezbollah said."),
        ("Coast News", "2024-03-05", "Hamas controls Tripoli."),
    )


def test_the_command_puts_positions_side_by_side(kg):
    """Source, publisher, day and sentence stand below each; that it may have changed is said."""
    assert kg("disputes", "Tripoli").splitlines() == [
        "… controls Tripoli  (may have changed)",
        "  Hezbollah",
        "    2024-03-04  Hezbollah, in Orvane Post",
        "      “Hezbollah controls Tripoli, Hezbollah said.”",
        "  Hamas",
        "    2024-03-05  Coast News",
        "      “Hamas controls Tripoli.”",
    ]


def test_the_command_prints_one_object_a_line(kg):
    """The rows of each position are those of `kg extract`, with publisher and date."""
    row = json.loads(kg("disputes", "--format", "json"))
    assert (row["kind"], row["successive"]) == ("holders", True)
    said = row["positions"][0]["said"][0]
    assert (said["publisher"], said["published"]) == ("Orvane Post", "2024-03-04")
    assert said["attributed_to"][0]["label"] == "Hezbollah"
    assert said["sentence"]["text"] == "Hezbollah controls Tripoli, Hezbollah said."


def test_the_command_prints_nothing_where_all_agree(kg):
    """And an unknown name is an error."""
    kg("retract", "n1")
    assert kg("disputes") == ""
    with pytest.raises(KgError, match=r"'Tripola': nothing .* did you mean 'Tripoli'"):
        kg("disputes", "Tripola")
