"""What follows from trusting a source: one answer changes, the graph does not."""

import json
import re

import pytest

from kg.errors import KgError

ARTICLES = [
    (
        "Orvane Post",
        "2024-03-04",
        "Anna Keller said that Hamas attacked Norway. Peter Novak said that Hamas left Sirte.",
    ),
    ("Coast News", "2024-03-05", "Anna Keller said that Peter Novak had told her that Hamas attacked France."),
    ("Coast News", "2024-03-06", "Anna Keller denied that Hamas attacked Germany. Hamas may attack Spain, she said."),
    ("Coast News", "2024-03-06", "Hamas attacked Italy."),
]
WHOM = "SELECT DISTINCT ?whom { e:hamas news:attacked ?whom } ORDER BY ?whom"
TOLD = "SELECT ?whom { GRAPH <https://kg.example/trusted> { e:hamas news:attacked ?whom } } ORDER BY ?whom"


@pytest.fixture
def kg(running):
    """Return a function that runs `kg` on a graph of the articles and gives what it prints."""
    return running(*ARTICLES)


@pytest.mark.parametrize(
    ("options", "whom", "told"),
    [
        ([], "italy", ""),
        (["--trust", "Anna Keller"], "italy norway", "norway"),
        (["--trust", "Peter Novak"], "italy", ""),  # Keller, who passes it on, is not trusted
        (["--trust", "Anna Keller", "--trust", "Peter Novak"], "france italy norway", "france norway"),
        (["--trust", "Coast News"], "italy", ""),  # what a paper asserts itself is a fact already
        (["--claims"], "france italy norway", "france norway"),
    ],
)
def test_a_query_takes_what_trusted_sources_assert_for_fact(kg, options, whom, told):
    """Everyone in a chain must be trusted; what is denied or only possible stays out; a named graph marks the rest."""
    assert kg("query", WHOM, *options).split()[1:] == [f"e:{one}" for one in whom.split()]
    assert kg("query", TOLD, *options).split()[1:] == [f"e:{one}" for one in told.split()]


def test_the_stored_graph_stays_as_it_is(kg):
    """The same bytes go out before and after, and nothing is wrong with the graph."""
    before = kg("export", "-f", "nquads")
    kg("query", WHOM, "--claims")
    kg("show", "Hamas", "--trust", "Anna Keller")
    assert kg("export", "-f", "nquads") == before
    assert kg("check") == ""


def part(text, heading):
    """Return the lines of `kg show` below a heading."""
    _, _, rest = text.partition(f"  {heading}\n")
    return rest.split("  claims, not facts\n")[0]


def test_show_marks_what_is_believed(kg):
    """It stands among the facts with who says so; the others stay below."""
    assert "Norway" in part(kg("show", "Hamas"), "claims, not facts")
    found = kg("show", "Hamas", "--trust", "Anna Keller")
    assert re.search(
        r"      Norway  \(confidence [\d.]+, 1 source, reported 2024-03-04, said by Anna Keller\)", part(found, "facts")
    )
    assert "Norway" not in part(found, "claims, not facts")
    assert "France" in part(found, "claims, not facts")
    everything = kg("show", "Hamas", "--claims")
    assert "France" in part(everything, "facts")
    assert re.search(
        r"Germany  \(confidence [\d.]+, 1 source, reported 2024-03-06, denied, said by Anna Keller\)",
        part(everything, "claims, not facts"),
    )


def test_what_people_rejected_is_never_believed(kg):
    """A decision in the ledger weighs more than a trusted source."""
    kg("reject", "Hamas", "attacked", "Norway", "--why", "it did not", "--author", "A. Reader")
    assert kg("query", WHOM, "--claims").split()[1:] == ["e:france", "e:italy"]
    assert "Norway" not in part(kg("show", "Hamas", "--claims"), "facts")


def test_an_unknown_source_is_an_error(kg):
    """The error names one that there is."""
    with pytest.raises(KgError, match=r"'Anna Kellar': no entity and no publisher .* did you mean 'Anna Keller'"):
        kg("show", "Hamas", "--trust", "Anna Kellar")


def test_nobody_is_trusted_by_accident(kg):
    """A part of one name will do, a part of several will not."""
    assert kg("query", TOLD, "--trust", "Keller").split()[1:] == ["e:norway"]
    with pytest.raises(KgError, match=r"'e': a part of \d+ names: .* write it in full"):
        kg("query", TOLD, "--trust", "e")


def test_an_answer_is_printed_in_each_format(kg):
    """As without trust."""
    rows = json.loads(kg("query", TOLD, "--claims", "--format", "json"))["results"]["bindings"]
    assert [row["whom"]["value"].rpartition("/")[2] for row in rows] == ["france", "norway"]
