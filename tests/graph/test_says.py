"""Who says what, in which order, and what follows from trusting them: small articles, read by the program."""

import json

import pytest

from kg.errors import KgError, QueryError

ARTICLES = [
    ("Orvane Post", "2024-03-04", "Anna Keller said that Hamas attacked Norway in 2019. France joined NATO in 1990."),
    ("Coast News", "2024-03-05", "Hamas denied that it had attacked Norway. Norway expelled Hamas in May 2022."),
    ("Coast News", "2024-03-06", "Anna Keller told reporters that Peter Novak had said that France attacked Norway."),
    ("Orvane Post", "2024-03-07", "Anna Keller said that Hamas may control Tripoli. Norway did not expel Hezbollah."),
]


@pytest.fixture
def kg(running):
    """Return a function that runs `kg` on a graph of the articles and gives what it prints."""
    return running(*ARTICLES)


def test_says_shows_statements_and_how_they_are_put(kg):
    """What one says of oneself, what one quotes others with, and no word of what others say."""
    found = kg("says", "Anna Keller").splitlines()
    assert found[0] == "Anna Keller  (news:Person, anna-keller)"
    assert [line.strip() for line in found[1:] if "“" not in line and "  20" not in line] == [
        "says",
        "Hamas attacked Norway  (time: 2019)",
        "Hamas controls Tripoli  (possible)",
        "quotes",
        "France attacked Norway",
    ]
    assert "      2024-03-04  Anna Keller, in Orvane Post" in found
    assert "        “Anna Keller said that Hamas attacked Norway in 2019.”" in found


def test_says_keeps_the_second_layer_apart(kg):
    """What somebody is only said to have said stands below such a heading."""
    found = kg("says", "Novak").splitlines()
    assert found[1:4] == [
        "  is said to say",
        "    France attacked Norway",
        "      2024-03-06  Anna Keller, quoting Peter Novak, in Coast News",
    ]


def test_says_takes_a_publisher(kg):
    """It reports what its articles assert themselves, and not what they attribute."""
    found = kg("says", "orvane post")
    assert found.startswith("Orvane Post  (publisher)\n  reports\n    France joined NATO  (time: 1990)\n")
    assert "attacked" not in found


def test_says_of_a_silent_entity_prints_nothing(kg):
    """It exists, and says nothing; who does not exist is an error that names somebody who does."""
    assert kg("says", "NATO") == ""
    with pytest.raises(KgError, match=r"'Coast Newz': no entity and no publisher .* did you mean 'Coast News'"):
        kg("says", "Coast Newz")


def test_denies_shows_denials_alone(kg):
    """Of a publisher, what it reports not to be so; doubts and assertions are none."""
    assert kg("denies", "Hamas").splitlines() == [
        "Hamas  (news:ArmedGroup, hamas)",
        "  denies",
        "    Hamas attacked Norway  (denied)",
        "      2024-03-05  Hamas, in Coast News",
        "        “Hamas denied that it had attacked Norway.”",
    ]
    assert kg("denies", "Anna Keller") == ""
    assert "  reports as not so\n    Norway expelled Hezbollah  (denied)\n" in kg("denies", "Orvane Post")


def test_says_and_denies_print_one_object_a_line(kg):
    """The rows of `kg extract`, with publisher, date, source and part."""
    rows = [json.loads(line) for line in kg("says", "Anna Keller", "--format", "json").splitlines()]
    assert [row["part"] for row in rows] == ["says", "says", "quotes"]
    assert rows[0]["time"]["value"] == "2019"
    assert [row["polarity"] for row in map(json.loads, kg("denies", "Hamas", "--format", "json").splitlines())] == [
        "negative"
    ]


def entries(text):
    """Return the lines of a timeline without the sentences."""
    return [line for line in text.splitlines() if not line.startswith(" ")]


def test_timeline_is_in_the_order_of_times(kg):
    """Facts and claims are marked, and an event stands once; what has no time comes last, by publication."""
    assert entries(kg("timeline", "Hamas")) == [
        "2019     claim  attack on Norway: attacker Hamas; target Norway  (said by Anna Keller)",
        "2022-05  fact   expulsion of Hamas: done by Norway; done to Hamas",
        "without a time, by publication",
        "2024-03-05  claim  Hamas attacked Norway  (denied, said by Hamas)",
        "2024-03-07  claim  Hamas controls Tripoli  (possible, said by Anna Keller)",
    ]


@pytest.mark.parametrize(
    ("bounds", "times"),
    [
        (["--since", "2020"], ["2022-05", "2024-03-05", "2024-03-07"]),
        (["--until", "2020"], ["2019"]),
        (["--since", "2022-05-20", "--until", "2022"], ["2022-05"]),
        (["--since", "2024-03-06"], ["2024-03-07"]),
        (["--since", "2023", "--until", "2023"], []),
    ],
)
def test_timeline_has_bounds(kg, bounds, times):
    """A time that reaches into the bounds counts; what has none counts by its publication."""
    found = [line.split()[0] for line in entries(kg("timeline", "Hamas", *bounds)) if not line.startswith("without")]
    assert found == times


def test_timeline_prints_one_object_a_line(kg):
    """Time, fact, and the rows of its sentences."""
    first = json.loads(kg("timeline", "Hamas", "--format", "json").splitlines()[0])
    assert (first["time"], first["fact"], len(first["said"])) == ("2019", False, 1)


def test_timeline_refuses_what_is_no_date(kg):
    """The error shows how to write one."""
    with pytest.raises(QueryError, match="--since 'spring': no date"):
        kg("timeline", "Hamas", "--since", "spring")
