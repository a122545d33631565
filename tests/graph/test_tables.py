"""Tables for counting: in step with the graph whatever is done to it, and never asked where they are not."""

import json
import sqlite3
from contextlib import closing

import duckdb
import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import StoreError
from kg.graph import centrality, sparse
from kg.graph.centrality import top
from kg.graph.network import network
from kg.graph.periods import Period, periods
from kg.graph.stats import stats
from kg.graph.store import Store
from kg.graph.tables import answers, keeping
from kg.graph.tables.asking import tables
from kg.model import Value
from kg.serve.snapshot import Snapshot
from kg.serve.tasks.sparql import update
from kg.settling import ledger_of, settle

BESIDE, WORKED_IN = 1e9, 0.0


@pytest.fixture(params=[BESIDE, WORKED_IN], ids=["beside", "worked in"], autouse=True)
def changes(request, monkeypatch):
    """Have what changes stay in the second file, or be worked into the first; there two nodes are looked up at once."""
    monkeypatch.setattr(keeping, "MOST_CHANGED", request.param)
    if request.param == WORKED_IN:
        monkeypatch.setattr(answers, "AT_ONCE", 2)
        monkeypatch.setattr(answers, "EASED", 1)
    return request.param


@pytest.fixture
def place(store, articles):
    """Return the folder of a graph that has tables."""
    for one in articles:
        store.add(one)
    settle(store, ledger_of(store.place), print)
    store.keep_tables(anew=True)
    store.close()
    return store.place


def told(opened):
    """Return all that can be counted in tables."""
    return stats(opened), periods(opened, "month"), network(opened).joined


def counted(place):
    """Return whether a reader counts in tables, and what it counts, once that is what the quads give as well."""
    with Store.open(place, read_only=True) as opened:
        with tables(opened) as kept:
            in_step = kept is not None
        found = told(opened)
        opened.tables_token = ""
        assert found == told(opened)
    return in_step, found[0].numbers


def followed(place, *changes):
    """Make changes one after the other: after each the tables are in step, and have the rows that the graph gives."""
    for change in changes:
        with Store.open(place) as opened:
            change(opened)
            opened.keep_tables()
            assert not list(opened.table_problems())
        assert counted(place)[0]


def kg(place, *arguments):
    return CliRunner().invoke(app, arguments, env={"KG_GRAPH": str(place)})


def test_tables_count_what_the_quads_do(place):
    """Every number, tally, span, period and link is the same from either."""
    in_step, numbers = counted(place)
    assert in_step
    assert (numbers["articles"], numbers["denied"]) == (5, 1)


def test_they_follow_what_comes_and_goes(place, extraction, sentences):
    """What is added, replaced and retracted is looked up again, and nothing else."""
    steps = [
        lambda opened: opened.retract("a1"),
        lambda opened: opened.add(extraction("a1", sentences["denial"], published="2025-01-01")),
        lambda opened: opened.add(extraction("n1", sentences["claim"], sentences["expulsion"], publisher="New")),
        lambda opened: [opened.retract(id_) for id_ in list(opened.article_ids())],
    ]
    for step in steps:
        with Store.open(place) as opened:
            before = opened.journal.notes.token
            step(opened)
            settle(opened, ledger_of(place), print)
            assert opened.journal.notes.token not in (before, "")
        assert counted(place)[0]
        with Store.open(place, read_only=True) as opened:
            assert not list(opened.table_problems())
    assert counted(place)[1]["statements"] == 0


@pytest.mark.parametrize("share", [0.0, 1.0], ids=["all anew", "only what was touched"])
def test_two_statements_may_make_one_plain_triple(place, extraction, says, share, monkeypatch):
    """ "023" and "23" are one number: a claim of the one looks like a fact as long as the other is one."""
    monkeypatch.setattr(keeping, "MOST_TOUCHED", share)

    def lost(written, **way):
        return (f"The Alban army lost {written} soldiers.",
                [says("army", "news:casualties", Value(written, "xsd:integer"), "lost", **way)])  # fmt: skip

    possible = {"qualifiers": {"modality": "possible"}}
    followed(
        place,
        lambda opened: [opened.retract(one) for one in ("a1", "c5")],
        lambda opened: opened.add(extraction("z1", lost("023", **possible))),
        lambda opened: opened.add(extraction("z2", lost("23"))),
        lambda opened: opened.retract("z2"),
    )


def test_a_fact_touches_its_own_statement_alone(place, extraction, says):
    """Whom else the army has expelled is not looked up again."""
    with Store.open(place) as opened:
        expelled = [one for one in opened.statements() if one.relation.id == "news:expelled"]
        again = [says("army", "news:expelled", "globex", "expelled")]
        opened.add(extraction("n1", ("The Alban army expelled Globex.", again)))
        touched = opened.journal.notes.nodes("statement", "", 1_000)
        assert not opened.journal.notes.nodes("pair", "", 1_000)
    assert (len(touched), len(expelled)) == (1, 2)


@pytest.mark.parametrize("share", [0.0, 1.0], ids=["all anew", "only what was touched"])
def test_a_claim_that_becomes_a_fact_counts_as_one(place, extraction, says, share, monkeypatch):
    """As sure as before and from as many sources, it changes a plain triple between two names alone."""
    monkeypatch.setattr(keeping, "MOST_TOUCHED", share)

    def told(what, **way):
        return (f"The Alban army {what} Globex.", [says("army", "news:metWith", "globex", what, **way)])

    possible = {"qualifiers": {"modality": "possible"}}
    followed(
        place,
        lambda opened: opened.add(extraction("z1", told("may have met", **possible))),
        lambda opened: opened.add(extraction("z2", told("met"))),
        lambda opened: opened.retract("z2"),
    )


def test_a_change_writes_what_it_changes_alone(place, extraction, sentences, changes):
    """The first file stays as it is until so much has changed that both become one."""
    before = (place / "tables.duckdb").stat().st_ino
    followed(
        place,
        lambda opened: opened.retract("c5"),
        lambda opened: opened.add(extraction("n1", sentences["expulsion"])),
        lambda opened: opened.retract("n1"),
    )
    assert ((place / "tables.duckdb").stat().st_ino == before) == (changes == BESIDE)
    assert (place / "tables-changes.duckdb").exists() == (changes == BESIDE)


@pytest.mark.parametrize("changes", [BESIDE], indirect=True)
def test_changes_of_other_tables_count_for_nothing(place):
    """A writer was killed when it had made all anew, and before it removed what had changed before that."""
    followed(place, lambda opened: opened.retract("c5"))
    left = (place / "tables-changes.duckdb").read_bytes()
    assert kg(place, "tables").exit_code == 0
    assert not (place / "tables-changes.duckdb").exists()
    (place / "tables-changes.duckdb").write_bytes(left)
    assert counted(place)[0]
    assert kg(place, "check").stdout == ""
    followed(place, lambda opened: opened.retract("a1"))


def test_what_is_out_of_step_is_not_asked(place, extraction, sentences):
    """A writer that was killed before it looked up what it touched leaves tables that nobody reads."""
    with Store.open(place) as opened:
        opened.add(extraction("n1", sentences["expulsion"]))
    in_step, numbers = counted(place)
    assert (in_step, numbers["articles"]) == (False, 6)
    with Store.open(place) as opened:
        settle(opened, ledger_of(place), print)
    assert counted(place)[0]


def test_a_reader_keeps_to_its_own_moment(place):
    """What was opened before a change counts its own quads, and not the tables of after it."""
    with Store.open(place, read_only=True) as earlier:
        with Store.open(place) as opened:
            opened.retract("c5")
            opened.keep_tables()
        with tables(earlier) as kept:
            assert kept is None
        assert stats(earlier).numbers["articles"] == 5
    assert counted(place)[0]


@pytest.mark.parametrize("lost", ["tables.duckdb", "tables-changes.duckdb", "journal.db"])
def test_what_is_deleted_is_made_anew(place, lost):
    """Without a file, or the journal, the quads are counted, until the next change makes the tables again."""
    followed(place, lambda opened: opened.retract("a1"))
    there = (place / lost).exists()
    (place / lost).unlink(missing_ok=True)
    assert counted(place)[0] is not there
    with Store.open(place) as opened:
        opened.retract("c5")
        settle(opened, ledger_of(place), print)
    assert counted(place)[0]


def test_what_a_killed_writer_left_is_removed(place):
    """Half-made tables lie in a folder beside the file; the next that are made take them away."""
    left = place / ".tables-killed"
    left.mkdir()
    (left / "tables.duckdb").write_bytes(b"half")
    assert counted(place)[0]
    with Store.open(place) as opened:
        opened.retract("c5")
        opened.keep_tables()
    assert not left.exists()
    assert counted(place)[0]


@pytest.mark.parametrize("damaged", ["tables.duckdb", "tables-changes.duckdb"])
def test_damage_is_counted_around_and_mended(place, damaged):
    """A file that is no database is as good as none; a change puts another into its place."""
    (place / damaged).write_bytes(b"no database")
    assert not counted(place)[0]
    with Store.open(place) as opened:
        opened.retract("c5")
        opened.keep_tables()
    assert counted(place)[0]


def test_an_update_by_sparql_parts_them(place, tmp_path):
    """Nobody knows what it touched, so the tables are made anew by the next command that settles."""
    words = "INSERT DATA { e:army rdfs:label 'Army' }"
    update(Snapshot(place, (), tmp_path), text=words, default_graphs=(), named_graphs=())
    with Store.open(place, read_only=True) as opened, tables(opened) as kept:
        assert kept is None
    with Store.open(place) as opened:
        settle(opened, ledger_of(place), print)
    assert counted(place)[0]


def test_check_tells_where_they_differ(place):
    """A row that was changed by hand is named with its node."""
    with duckdb.connect(str(place / "tables.duckdb")) as opened:
        opened.execute("UPDATE articles SET publisher = 'Gull' WHERE article LIKE '%/a2'")
    found = kg(place, "check")
    assert found.exit_code == 1
    assert "the tables: articles of https://kg.example/article/a2" in found.stdout
    assert kg(place, "tables").exit_code == 0
    assert kg(place, "check").stdout == ""


def test_few_statements_need_none_and_many_have_them(store, articles, monkeypatch):
    """A small graph has no file until it is asked for; a large one gets it with the next change."""
    first, second = ({one.id for one in articles[number].statements} for number in (0, 1))
    monkeypatch.setattr(keeping, "FEWEST", len(first | second))
    store.add(articles[0])
    settle(store, ledger_of(store.place), print)
    assert not (store.place / "tables.duckdb").exists()
    store.add(articles[1])
    settle(store, ledger_of(store.place), print)
    store.close()
    assert counted(store.place)[0]


def test_a_small_graph_is_not_counted_with_each_change(tmp_path, extraction, sentences):
    """How much may come before it is large is known, also to the next process, but not after one that was killed."""

    def add(store, id_):
        store.add(extraction(id_, sentences["denial"]))
        settle(store, ledger_of(store.place), print)
        return store.journal.notes.room

    with Store.open(tmp_path / "kg.db", create=True) as store:
        room = add(store, "x1")
        assert 0 < room < keeping.QUADS * keeping.FEWEST
    with Store.open(tmp_path / "kg.db") as store:
        assert store.journal.notes.room == room
        assert room - 200 < add(store, "x2") < room
        store.add(extraction("x3", sentences["denial"]))
        with closing(sqlite3.connect(store.place / "journal.db")) as killed:
            assert killed.execute("SELECT quads FROM room").fetchone() == (0,)


def test_a_fault_leaves_the_graph_whole(place, monkeypatch):
    """What cannot be written is told in one line; who is who is settled all the same."""
    monkeypatch.setattr(keeping, "_replace", lambda *_: (_ for _ in ()).throw(OSError("no space left")))
    told = []
    with Store.open(place) as opened:
        opened.retract("c5")
        settle(opened, ledger_of(place), told.append)
        assert opened.settled
    assert [type(one) for one in told] == [StoreError]
    assert "tables.duckdb: cannot be written: no space left" in str(told[0])
    assert not counted(place)[0]


def test_periods_are_told_by_month_and_relation(place):
    """Articles count by publication; with a relation only what has it; as JSON, one object a period."""
    found = kg(place, "stats", "--by", "month", "--relation", "expelled", "--format", "json").stdout
    assert [json.loads(line) for line in found.splitlines()] == [
        {"period": None, "articles": 3, "statements": 2, "facts": 1, "claims": 1},
        {"period": "2024-05", "articles": 2, "statements": 1, "facts": 1, "claims": 0},
    ]
    with Store.open(place, read_only=True) as opened:
        assert periods(opened, "day")[1] == Period("2024-05-03", 1, 3, 3)
    assert kg(place, "stats", "--by", "year").stdout.splitlines()[-1] == "2024\t2\t4\t3\t1"
    assert "did you mean" in str(kg(place, "stats", "--by", "year", "--relation", "expeled").exception)


@pytest.mark.parametrize("kept", [True, False], ids=["tables", "quads"])
@pytest.mark.parametrize("by", ["degree", "pagerank"])
def test_a_large_network_is_ranked_alike(place, by, kept, monkeypatch):
    """As one sparse matrix it gives the degrees and ranks that networkx gives, and no more than that."""
    with Store.open(place, read_only=True) as opened:
        opened.tables_token = opened.tables_token if kept else ""
        small = [(one.entity.id, one.degree, one.pagerank) for one in top(opened, by).central]
        monkeypatch.setattr(sparse, "LARGE", 1)
        large = top(opened, by)
        assert [(one.entity.id, one.degree, one.pagerank) for one in large.central] == small
        assert {(one.betweenness, one.community) for one in large.central} == {(None, None)}
        assert (large.starts, large.communities) == (0, ())
        assert top(opened, "betweenness").starts
        assert centrality.top(opened, by, grouped=True).communities


def test_a_journal_of_before_there_were_tables(place):
    """A reader of an older graph counts its quads."""
    with sqlite3.connect(place / "journal.db") as rows:
        rows.execute("DROP TABLE touched")
        rows.execute("DROP TABLE tables")
    assert not counted(place)[0]
