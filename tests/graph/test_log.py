"""The log: when what was added, by which run, in a graph of its own."""

import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import KgError
from kg.graph import vocabulary as v
from kg.graph.log import Run, end_of
from kg.graph.store import Store

DAY = {1: "1767261600", 2: "1767348000", 3: "1767434400"}  # 10:00 UTC of 1, 2, 3 January 2026


@pytest.fixture
def on(monkeypatch):
    """Return a function that sets the clock to a day of January 2026."""
    return lambda day: monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY[day])


def runs(store):
    """Return (command, added, replaced, removed) of each run in order of its time."""
    query = (
        "SELECT ?command ?added ?replaced ?removed { GRAPH kg:log_ { ?run a prov:Activity ; rdfs:label ?command ; "
        "prov:endedAtTime ?ended ; kg:added ?added ; kg:replaced ?replaced ; kg:removed ?removed } } ORDER BY ?ended"
    ).replace("kg:log_", str(v.LOG))
    return [(row[0].value, *(int(number.value) for number in list(row)[1:])) for row in store.query(query)]


def test_a_run_counts_what_it_changes(store, articles, extraction, sentences, on):
    """Each run that changes something is an activity; one that changes nothing is none."""
    on(1)
    store.begin(Run("build", "kg 1", "model 2", "abc"))
    store.add(articles[0])
    store.add(articles[1])
    store.begin(Run("build"))
    store.add(articles[0])
    on(2)
    store.begin(Run("build"))
    store.add(extraction("a1", sentences["count"]))
    store.add(articles[2])
    on(3)
    store.begin(Run("retract"))
    store.retract("a2")
    assert runs(store) == [("build", 2, 0, 0), ("build", 1, 1, 0), ("retract", 0, 0, 1)]
    assert list(store.problems()) == []


def test_the_log_tells_versions_and_times(store, articles, on):
    """An article leads to the run that added it, and to the time of that, which is not when it was published."""
    on(2)
    store.begin(Run("build", "kg 1", "model 2", "abc"))
    store.add(articles[0])
    (row,) = store.query(
        "SELECT ?tool ?model ?ontology ?began ?at ?published { GRAPH ?a { ?a schema:datePublished ?published } "
        f"GRAPH {v.LOG} {{ ?a prov:wasGeneratedBy ?run ; prov:generatedAtTime ?at . "
        "?run kg:tool ?tool ; kg:model ?model ; kg:ontology ?ontology ; prov:startedAtTime ?began } }"
    )
    assert [term.value for term in row] == [
        "kg 1", "model 2", "abc", "2026-01-02T10:00:00Z", "2026-01-02T10:00:00Z", "2024-05-03",
    ]  # fmt: skip


def test_the_log_is_no_part_of_the_graph(store, articles, lines, tmp_path, on):
    """Quads, graphs and exports are those of a graph without a log, and with everything retracted nothing is left."""
    on(1)
    store.begin(Run("build"))
    with Store.open(tmp_path / "plain", create=True) as plain:
        for one in articles:
            store.add(one)
            plain.add(one)
        assert lines(store) == lines(plain)
        assert store.graphs() == plain.graphs()
    store.shows_log = True
    assert store.graphs()[-1] == v.LOG
    assert {quad.subject.value for quad in store.quads(v.LOG)} >= {v.article(one.article.id).value for one in articles}
    store.shows_log = False
    for one in articles:
        store.retract(one.article.id)
    assert lines(store) == []
    assert not any("article/" in str(quad) for quad in store.quads(v.LOG))


def test_what_was_known_on_a_day(store, articles, extraction, sentences, on):
    """Articles count from when they were added in their present form; of the others the number is told."""
    on(1)
    store.begin(Run("build"))
    for one in articles[:3]:
        store.add(one)
    on(2)
    store.begin(Run("build"))
    store.add(articles[3])
    store.add(extraction("a1", sentences["count"]))
    store.begin(Run("retract"))
    store.retract("a2")

    def on_day(moment):
        found = store.known(end_of(moment))
        return sorted(found.articles), found.gone, found.undated

    assert on_day("2025-12-31") == ([], 0, 0)
    assert on_day("2026-01-01T09:59:59Z") == ([], 0, 0)
    assert on_day("2026-01-01") == (["a3"], 2, 0)
    assert on_day("2026-01-02") == (["a1", "a3", "b/4 ä"], 0, 0)
    on(3)
    store._recorder = None
    store.add(articles[4])
    assert on_day("2026-01-03") == (["a1", "a3", "b/4 ä"], 0, 1)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-01-31", datetime(2026, 1, 31, 23, 59, 59, 999999, UTC)),
        ("2026-01-31T18:00:00Z", datetime(2026, 1, 31, 18, 0, 0, 0, UTC)),
        ("2026-01-31T18:00:00+02:00", datetime(2026, 1, 31, 16, 0, 0, 0, UTC)),
        ("2026-01-31T18:00", datetime(2026, 1, 31, 18, 0, 0, 0, UTC)),
    ],
)
def test_a_day_is_over_at_midnight(written, moment):
    """A day means what was known at its end; a time may have a zone, and is UTC without one."""
    assert end_of(written) == moment


@pytest.mark.parametrize("written", ["", "yesterday", "2026-13-01", "2026-1-1", "2026"])
def test_a_wrong_day_is_an_error(written):
    """The error tells what is expected."""
    with pytest.raises(KgError, match="no day and no time"):
        end_of(written)


def test_the_commands_log_themselves(tmp_path, on):
    """Build, a decision and a retraction each leave one activity; the export holds them only with --log."""
    place = {"KG_GRAPH": str(tmp_path / "kg.db")}
    rows = [
        {"id": "x", "text": "The army expelled Hezbollah from Paris.", "published": "2024-05-03"},
        {"id": "y", "text": "Angela Merkel visited Paris.", "published": "2024-05-03"},
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)))

    def kg(*arguments):
        done = CliRunner().invoke(app, arguments, env=place, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    on(1)
    kg("build", str(tmp_path / "in.jsonl"))
    plain = kg("export", "-f", "nquads")
    on(2)
    kg("rename", "Hezbollah", "The Party", "--author", "A. Reader")
    kg("retract", "y")
    with Store.open(tmp_path / "kg.db", read_only=True) as store:
        assert sorted(runs(store)) == [("build", 2, 0, 0), ("rename", 0, 0, 0), ("retract", 0, 0, 1)]
    assert str(v.LOG) not in plain
    assert str(v.LOG) not in kg("export", "-f", "nquads")
    assert kg("export", "-f", "nquads", "--log").count("prov#Activity") == 4  # with the decision of the ledger
