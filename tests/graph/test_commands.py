"""The commands that read and change a graph, as a user runs them."""

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import KgError, QueryError, StoreError
from kg.graph.store import Store


@pytest.fixture
def kg(tmp_path, articles):
    """Return a function that runs `kg` on a graph of all articles and gives what it prints."""
    with Store.open(tmp_path / "kg.db", create=True) as store:
        for one in articles:
            store.add(one)

    def run(*arguments, code=0, graph=tmp_path / "kg.db", stdin=None):
        done = CliRunner().invoke(app, arguments, env={"KG_GRAPH": str(graph)}, input=stdin)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == code
        return done.stdout

    return run


def test_why_shows_every_sentence_with_its_source(kg):
    """A fact comes with strength, quotes, publishers, dates and titles."""
    found = kg("why", "the army", "news:expelled", "RB")
    assert found.splitlines()[:2] == ["Alban army expelled Red Band", "  fact, confidence 0.9, 2 sources"]
    assert found.count("“The army expelled Red Band from Port Alba in May 2024.”") == 2
    assert "Alba Post, 2024-05-03, “Band out”, article a1" in found
    assert "time: 2024-05" in found
    assert "https://post.example/1" in found


def test_why_says_which_articles_add_no_source(kg):
    """A copy names the article that it is one source with, and why."""
    found = kg("why", "the army", "news:expelled", "RB")
    assert "Coast News, 2024-05-04, article a2 (one source with a1: the same words)" in found
    assert found.count("one source with") == 1
    row = json.loads(kg("why", "the army", "news:expelled", "RB", "--format", "json"))
    assert (row["confidence"], row["sources"]) == (0.9, 2)
    assert row["one_source"] == {"a2": {"with": "a1", "why": "the same words"}}


def test_why_tells_a_claim_from_a_fact(kg):
    """A claim says who makes it, and how."""
    found = kg("why", "Alban army", "EXPELLED", "globex")
    assert "claim, confidence 0.6, 1 source" in found
    assert "possible, said by Ida Holm, quoting Globex; place: Port Alba" in found
    assert "denied, said by Ida Holm" in kg("why", "Globex", "cooperatesWith", "Red Band")


def test_why_takes_values_and_anything(kg):
    """A number is an object too, and a question mark stands for any name."""
    assert kg("why", "army", "casualties", "23").startswith("Alban army casualties 23")
    everything = kg("why", "?", "?", "?")
    assert everything.count("confidence") == 5
    assert everything.index("fact") < everything.index("claim")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Albann army", "expelled", "?"], "'Albann army': nothing .* did you mean 'Alban army'"),
        (["armee", "expelled", "?"], "'armee': nothing .* did you mean '.*army'"),
        (["?", "expelled", "Blue Band"], "'Blue Band': nothing .* did you mean 'Red Band'"),
        (["army", "expeled", "globex"], "'expeled': no relation .* did you mean 'expelled'"),
        (["globex", "expelled", "army"], "the graph does not say so; it says: Alban army expelled Globex"),
        (["port-alba", "expelled", "?"], "the graph does not say so"),
        (["zzz", "?", "?"], "list all with kg query"),
    ],
)
def test_why_helps_when_nothing_is_found(kg, arguments, message):
    """The error offers near names, or what is said instead."""
    with pytest.raises(KgError, match=message):
        kg("why", *arguments)


def test_show_keeps_claims_apart(kg):
    """Class, id, aliases and links come first, then facts by relation, then claims with their manner."""
    found = kg("show", "red band").splitlines()
    assert found == [
        "Red Band  (news:ArmedGroup, red-band)",
        "  also: RB",
        "  link: http://www.wikidata.org/entity/Q1 (0.95)",
        "  facts",
        "    Red Band operatesIn …",
        "      Port Alba  (confidence 0.4, 1 source, reported 2024-05-03)",
        "    … expelled Red Band",
        "      Alban army  (confidence 0.9, 2 sources, 2024-05)",
        "  claims, not facts",
        "    … cooperatesWith Red Band",
        "      Globex  (confidence 0.8, 1 source, reported 2024-05-04, denied, said by Ida Holm)",
    ]


def test_show_says_when_a_name_is_unknown(kg):
    """The error offers a near name."""
    with pytest.raises(KgError, match=r"'Port Albo': nothing .* did you mean 'Port Alba'"):
        kg("show", "Port Albo")


def test_query_prints_tabs_where_there_is_no_terminal(kg):
    """A SELECT is a line of names and a line a solution, IRIs shortened by the graph's prefixes."""
    found = kg("query", "SELECT ?who ?whom ?n { ?who news:expelled ?whom OPTIONAL { ?who news:nothing ?n } }")
    assert found == "who\twhom\tn\ne:army\te:red-band\t\n"


def test_query_reads_standard_input(kg):
    """A dash stands for standard input."""
    assert kg("query", "-", stdin="ASK { e:army news:casualties 23 }") == "true\n"


def test_query_prints_csv_and_json(kg):
    """Both are those of SPARQL 1.1."""
    query = "SELECT ?whom { e:army news:expelled ?whom }"
    assert kg("query", query, "--format", "csv").split() == ["whom", "https://kg.example/e/red-band"]
    rows = json.loads(kg("query", query, "--format", "json"))["results"]["bindings"]
    assert rows == [{"whom": {"type": "uri", "value": "https://kg.example/e/red-band"}}]
    assert json.loads(kg("query", "ASK { ?s news:expelled ?o }", "--format", "json"))["boolean"] is True
    assert kg("query", "ASK { ?s news:nothing ?o }", "--format", "csv") == "false\n"


def test_query_prints_constructed_triples_as_turtle(kg):
    """CONSTRUCT gives sorted Turtle, without doubles."""
    found = kg("query", "CONSTRUCT { ?o a news:Target } WHERE { ?s news:expelled|news:operatesIn ?o }")
    assert [line for line in found.splitlines() if not line.startswith("@prefix")] == [
        "e:port-alba a news:Target .",
        "e:red-band a news:Target .",
    ]


def test_query_explains_faults(kg):
    """What is wrong with a query is an error of one line, also when it shows only while answering."""
    with pytest.raises(QueryError, match="line 1, column 18"):
        kg("query", "SELECT * { ?s ?p }")
    with pytest.raises(QueryError, match="custom function"):
        kg("query", "SELECT * { ?s a ?c . FILTER(<http://x.example/f>(?s)) }")


def test_query_sees_evidence_by_article(kg):
    """From a fact to its sentence in one query."""
    found = kg(
        "query",
        "SELECT DISTINCT ?words { ?st rdf:subject e:army ; rdf:predicate news:expelled ; rdf:object e:globex . "
        "GRAPH ?article { ?st prov:wasDerivedFrom ?ev . ?ev kg:sentence ?s . ?s nif:anchorOf ?words } }",
    )
    assert found.splitlines()[1:] == ["Globex, Ida Holm says, may be expelled from Port Alba by the Alban army."]


def test_export_writes_to_a_file_or_standard_output(kg, tmp_path):
    """The suffix names the format, -f wins, and without either it is Turtle."""
    assert kg("export", "-o", str(tmp_path / "g.nq")) == ""
    assert (tmp_path / "g.nq").read_text(encoding="utf-8") == kg("export", "-f", "nquads")
    assert kg("export").startswith("@prefix")
    kg("export", "-f", "graphml", "-o", str(tmp_path / "odd.xyz"))
    assert (tmp_path / "odd.xyz").read_text(encoding="utf-8").startswith("<?xml")
    with pytest.raises(KgError, match="no format 'xls'"):
        kg("export", "-f", "xls")


def test_retract_tells_what_it_did(kg):
    """One line of counts, then what was lost, weakened and kept; the graph stays sound."""
    assert kg("retract", "a3").splitlines() == [
        "a3: 0 statements lost, 1 weakened, 0 kept; 0 entities lost",
        "  weakened  Alban army expelled Red Band (fact, confidence 0.9, 2 sources -> fact, confidence 0.8, 1 source)",
    ]
    assert kg("retract", "https://post.example/1").startswith("a1: 0 statements lost, 0 weakened, 3 kept")
    assert "lost      Red Band operatesIn Port Alba" in kg("retract", "a2")
    assert kg("check") == ""


def test_retract_takes_the_file_that_was_added(kg, tmp_path, extraction, sentences):
    """A path stands for the articles that are read from it and are in the graph."""
    one = extraction("file-1", sentences["count"])
    with Store.open(tmp_path / "kg.db") as store:
        store.add(one)
    lines = [{"id": "file-1", "text": one.article.text}, {"id": "never-added", "text": "Words."}]
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    assert kg("retract", str(tmp_path / "in.jsonl")).startswith("file-1: ")
    with pytest.raises(StoreError, match="no article"):
        kg("retract", str(tmp_path / "in.jsonl"))


def test_retract_refuses_what_is_not_there(kg):
    """The error says how to list the articles."""
    with pytest.raises(StoreError, match=r"no article 'zz'; .*kg query"):
        kg("retract", "zz")


def test_check_lists_problems_and_fails(kg, tmp_path):
    """A damaged graph is exit code 1, with one line a problem."""
    from pyoxigraph import Store as Oxigraph

    assert kg("check") == ""
    raw = Oxigraph(str(tmp_path / "kg.db" / "oxigraph"))
    raw.update("PREFIX e: <https://kg.example/e/> INSERT DATA { e:globex <https://kg.example/ns/news#rules> e:army }")
    raw.flush()
    del raw
    assert kg("check", code=1).startswith("entity globex: the plain triple news:rules")


@pytest.mark.parametrize("command", [["export"], ["check"], ["show", "x"], ["why", "a", "b", "c"], ["query", "ASK {}"]])
def test_no_graph_is_one_line(tmp_path, command):
    """Without a graph each command prints one line on stderr, nothing on stdout, and ends with 1."""
    environment = {**os.environ, "KG_GRAPH": str(tmp_path / "none")}
    done = subprocess.run(
        [sys.executable, "-m", "kg", *command], capture_output=True, text=True, env=environment, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        f"kg: {tmp_path / 'none'}: no graph is there; expected the folder of a graph; "
        "run `kg build` first, or name another place with --graph"
    ]


@pytest.mark.parametrize("command", ["export", "query", "why", "show", "retract", "check"])
def test_help_opens_with_a_verb_and_has_an_example(kg, command):
    """Each help text shows a command to run."""
    found = kg(command, "--help")
    assert f"Example: kg {command}" in " ".join(found.split())
