"""Time travel: the graph as it was known on a day, and what differs between two graphs, exports or days."""

import json
import random
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.entities.ledger import Ledger
from kg.errors import KgError
from kg.graph.log import Run
from kg.graph.store import Store
from kg.settling import as_of, settle

DAYS = {day: str(1767261600 + (day - 1) * 86400) for day in range(1, 9)}  # 10:00 UTC of days of January 2026


@pytest.fixture
def on(monkeypatch):
    """Return a function that sets the clock to a day of January 2026."""
    return lambda day: monkeypatch.setenv("SOURCE_DATE_EPOCH", DAYS[day])


def settled(store):
    """Settle who is who by rules alone."""
    settle(store, Ledger(store.place), print)


@pytest.mark.parametrize("seed", range(4))
def test_a_day_is_the_graph_that_was_built_then(tmp_path, articles, lines, on, seed):
    """Byte for byte, whatever was added later, in whatever order."""
    dice = random.Random(seed)
    order = dice.sample(articles, len(articles))
    with Store.open(tmp_path / "kg.db", create=True) as store:
        then = {}
        for day, one in enumerate(order, start=1):
            on(day)
            store.begin(Run("build"))
            store.add(one)
            settled(store)
            then[day] = lines(store)
        for day, expected in then.items():
            with as_of(store, Ledger(store.place), f"2026-01-0{day}") as (past, known):
                assert lines(past) == expected
                assert (len(known.articles), known.gone, known.undated) == (day, 0, 0)
                assert list(past.problems()) == []
        assert lines(store) == then[len(order)]


def test_what_is_gone_is_no_part_of_the_past(tmp_path, articles, lines, on, extraction, sentences):
    """The past lacks what was retracted or replaced since, and tells how much that is."""
    with Store.open(tmp_path / "kg.db", create=True) as store:
        on(1)
        store.begin(Run("build"))
        for one in articles[:4]:
            store.add(one)
        on(3)
        store.begin(Run("build"))
        store.retract("a1")
        store.add(extraction("a2", sentences["count"]))
        settled(store)
        with as_of(store, Ledger(store.place), "2026-01-02") as (past, known):
            assert sorted(known.articles) == ["a3", "b/4 ä"]
            assert known.gone == 2
            found = lines(past)
    with Store.open(tmp_path / "other.db", create=True) as other:
        for one in articles[2:4]:
            other.add(one)
        settled(other)
        assert found == lines(other)


@pytest.fixture
def kg(tmp_path, articles, extraction, sentences, on):
    """Return a function that runs `kg` on a graph that grew from the 1st to the 4th of January 2026."""
    with Store.open(tmp_path / "kg.db", create=True) as store:
        for day, some in ((1, articles[3:4]), (2, articles[:1]), (4, articles[1:3])):
            on(day)
            store.begin(Run("build"))
            for one in some:
                store.add(one)
        settled(store)

    def run(*arguments, code=0, error=""):
        done = CliRunner().invoke(app, arguments, env={"KG_GRAPH": str(tmp_path / "kg.db")})
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == code, done.output
        assert error in done.stderr
        return done.stdout

    return run


def test_query_show_and_export_go_back(kg):
    """Each tells what was known on the day, and on stderr how much that is."""
    whom = "SELECT ?whom { ?who news:expelled ?whom }"
    assert kg("query", whom, "--as-of", "2026-01-01", error="as of 2026-01-01: 1 of 4 articles").split() == ["whom"]
    assert kg("query", whom, "--as-of", "2026-01-02").split() == ["whom", "e:red-band"]
    assert "Alban army  (confidence 0.8, 1 source" in kg("show", "Red Band", "--as-of", "2026-01-03T12:00:00Z")
    assert "Alban army  (confidence 0.9, 2 sources" in kg("show", "Red Band")
    assert kg("export", "--as-of", "2026-01-04") == kg("export")
    assert kg("export", "-f", "nquads", "--as-of", "2025-12-31") == ""
    with pytest.raises(KgError, match="'soon': no day and no time; expected 2026-01-31"):
        kg("show", "Red Band", "--as-of", "soon")


def test_a_decision_counts_from_its_day(kg, on):
    """What people decided later was not known."""
    on(3)
    kg("rename", "Red Band", "The Band", "--author", "A. Reader")
    assert "The Band" not in kg("show", "Red Band", "--as-of", "2026-01-02")
    assert kg("show", "Red Band", "--as-of", "2026-01-03").startswith("The Band ")


def test_diff_of_two_days(kg):
    """What came is marked +, what changed ~ with what changed of it."""
    found = kg(
        "diff", "2026-01-02", "2026-01-04", error="statements: 1 changed (0 facts gained, 0 lost); entities: no "
    )
    assert found.splitlines() == [
        "~ Alban army expelled Red Band (confidence 0.8 -> 0.9, 1 source -> 2 sources)",
    ]
    found = kg("diff", "2026-01-02", "2026-01-01", error="3 removed (0 facts gained, 3 lost); entities: no change")
    assert "- Alban army casualties 23 (fact, confidence 0.7, 1 source)" in found.splitlines()
    found = kg("diff", "2026-01-01", "2025-12-31", error="entities: 5 removed")
    assert "- Port Alba (news:City, port-alba)" in found.splitlines()


def test_diff_as_json(kg):
    """Each change is one object, with what was before and after."""
    rows = [json.loads(line) for line in kg("diff", "2025-12-31", "2026-01-01", "--format", "json").splitlines()]
    assert {(row["change"], row["kind"]) for row in rows} == {("added", "statement"), ("added", "entity")}
    statement = next(row for row in rows if row["id"].startswith("st-") and row["relation"]["label"] == "expelled")
    assert statement["before"] is None
    assert statement["after"] == {"fact": False, "confidence": 0.6, "sources": 1}
    assert statement["subject"] == {"id": "army", "label": "Alban army", "type": "news:ArmedForce"}


@pytest.mark.parametrize("suffix", [".nq", ".trig", ".ttl", ".jsonld"])
def test_diff_of_exports_and_folders(kg, tmp_path, suffix):
    """An export says what its graph says, in each format that keeps the weights."""
    kg("export", "-o", str(tmp_path / f"now{suffix}"))
    kg("export", "--as-of", "2026-01-02", "-o", str(tmp_path / f"then{suffix}"))
    assert kg("diff", str(tmp_path / f"now{suffix}"), str(tmp_path / "kg.db"), error="no change") == ""
    days = kg("diff", "2026-01-02", "2026-01-04")
    assert kg("diff", str(tmp_path / f"then{suffix}"), str(tmp_path / f"now{suffix}")) == days
    assert days


def test_diff_tells_what_became_of_a_statement_and_an_entity(tmp_path, extraction, says, sentences):
    """A claim that became a fact, another label and new links are changes of what is there."""
    army = {"expelled": says("army", "news:expelled", "globex", "expelled")}
    fact = ("The army expelled Globex.", [army["expelled"]])
    for name, some in (("a", [sentences["claim"]]), ("b", [sentences["claim"], fact])):
        with Store.open(tmp_path / name, create=True) as store:
            for number, one in enumerate(some):
                store.add(extraction(f"x{number}", one))
            if name == "b":
                changed = replace(store.extraction("x1"), entities=tuple(
                    replace(one, label="Globex Inc", aliases=("Globex",)) if one.id == "globex" else one
                    for one in store.extraction("x1").entities))  # fmt: skip
                store.retract("x1")
                store.add(changed)
    done = CliRunner().invoke(app, ["diff", str(tmp_path / "a"), str(tmp_path / "b")])
    assert done.stdout.splitlines() == [
        "~ Alban army expelled Globex (now a fact, confidence 0.6 -> 0.8)",
        "~ Globex (news:Company, globex): also +Globex Inc",
    ]


def test_the_exit_code_is_that_of_diff_if_asked(kg, tmp_path):
    """0 where they are the same, 1 where they differ, 2 for an error; without --exit-code as other commands."""
    assert kg("diff", "--exit-code", "2026-01-04", "2026-01-05") == ""
    kg("diff", "--exit-code", "2026-01-01", "2026-01-05", code=1)
    kg("diff", "2026-01-01", "2026-01-05")
    kg("diff", "--exit-code", "2026-01-01", str(tmp_path / "none.ttl"), code=2, error="none.ttl: no such file")
    (tmp_path / "bad.ttl").write_text("not turtle")
    with pytest.raises(KgError, match=r"bad.ttl, line 1: it cannot be parsed"):
        kg("diff", "2026-01-01", str(tmp_path / "bad.ttl"))
    (tmp_path / "bad.txt").touch()
    with pytest.raises(
        KgError, match=r"bad.txt: it is not a graph; expected a folder with kg.json, or one of .nq, .trig"
    ):
        kg("diff", "2026-01-01", str(tmp_path / "bad.txt"))
