"""The command `kg` as a program: streams, exit codes, bad input, the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.model import statement_id

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "examples" / "articles"
TEXT = "The army expelled Hezbollah from the town. Angela Merkel said the army will leave.\n"


def started(*arguments: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run `kg` in a process of its own from the start."""
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=300,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


@pytest.fixture(scope="module")
def kg(program):
    """Run a command: `kg("show", "Zambara", folder=...)`."""
    return program


@pytest.fixture(scope="module")
def small(program, tmp_path_factory):
    """The folder of a graph of one article, to be copied."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    (folder / "bad.ttl").write_text("this is { no turtle", encoding="utf-8")
    assert program("build", "good.txt", folder=folder).returncode == 0
    return folder


def rows(done: subprocess.CompletedProcess[bytes]) -> list[dict]:
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_statement_line_has_what_the_contract_names(kg, tmp_path):
    """Every field stands in every line, and quotes slice to their words."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}) + "\n", encoding="utf-8")
    found = rows(kg("extract", "a.jsonl", folder=tmp_path))
    fields = (
        "id subject relation object polarity modality attributed_to fact time place confidence article sentence "
        "trigger extractor"
    )
    assert found
    for row in found:
        assert set(fields.split()) <= set(row)
        mention = row["subject"]["mention"]
        assert TEXT[mention["start"] : mention["end"]] == mention["text"]
        assert row["id"] == statement_id(row["subject"]["id"], row["relation"]["id"], row["object"]["id"])
    expelled = next(row for row in found if row["relation"]["id"] == "news:expelled")
    assert (expelled["fact"], expelled["object"]["label"], expelled["object"]["type"]) == (
        True,
        "Hezbollah",
        "ArmedGroup",
    )


def test_claims_and_entities_are_lines_too(kg, tmp_path):
    """`kg claims` gives source, cue and content; `kg entities` the mentions."""
    claim = rows(kg("claims", "-", folder=tmp_path, text=TEXT))[0]
    assert (claim["source"]["label"], claim["cue"]["text"], claim["kind"]) == ("Angela Merkel", "said", "indirect")
    entities = rows(kg("entities", "-", folder=tmp_path, text=TEXT))
    army = next(row for row in entities if row["label"] == "army")
    assert [mention["text"] for mention in army["mentions"]] == ["The army", "the army"]


def test_open_statements_come_in_two_views(kg, tmp_path):
    """`--open` adds the sentence's own words: as triples, or one line a clause with further arguments."""
    text = "Maria baked a cake for Peter in Paris on Friday.\n"
    binary = [r for r in rows(kg("extract", "--open", "-", folder=tmp_path, text=text)) if r["relation"]["open"]]
    nary = [
        r
        for r in rows(kg("extract", "--open", "--view", "nary", "-", folder=tmp_path, text=text))
        if r["relation"]["open"]
    ]
    assert {"baked"} <= {row["relation"]["label"] for row in binary}
    assert all(not row["fact"] for row in binary)
    assert len(nary) == 1
    assert {argument["text"] for argument in nary[0]["arguments"]} >= {"on Friday"}


def test_rejections_are_written_with_their_reason(kg, tmp_path):
    """What was considered and dropped can be read."""
    done = kg(
        "extract",
        "--rejected",
        "dropped.jsonl",
        "-",
        folder=tmp_path,
        text="Paris expelled the weather. Paris killed Paris.\n",
    )
    assert done.returncode == 0
    dropped = [json.loads(line) for line in (tmp_path / "dropped.jsonl").read_text().splitlines()]
    assert {"article", "relation", "reason", "sentence", "trigger"} <= set(dropped[0])


BAD = {
    "junk.txt": (bytes(range(256)) * 20, "junk.txt"),
    "empty.txt": (b"", "empty.txt"),
    "latin.txt": ("Zürich café\n".encode("latin-1") * 30, "latin.txt"),
    "bad.jsonl": (b'{"id": "x", "text": \n', "bad.jsonl"),
    "long.jsonl": (b'{"id": "x", "text": "' + b"a" * 50_000_000 + b'"}\n', "long.jsonl"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_input_is_one_line_and_the_rest_is_done(kg, tmp_path, name):
    """The line names the file, the good article is built, the store is intact, the exit code 1."""
    content, named = BAD[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    done = kg("build", name, "good.txt", folder=tmp_path)
    lines = [line for line in done.stderr.decode().splitlines() if line.startswith("kg: ")]
    assert done.returncode == 1
    assert len(lines) == 1
    assert named in lines[0]
    assert kg("check", folder=tmp_path).returncode == 0
    assert b"Hezbollah" in kg("show", "Hezbollah", folder=tmp_path).stdout


def test_another_language_is_reported_and_skipped(kg, tmp_path):
    """An article that is not English is named with its language, and the others are done."""
    german = "Die Armee hat am Montag die Stadt eingenommen, sagte ein Sprecher der Regierung in der Hauptstadt.\n"
    (tmp_path / "german.txt").write_text(german, encoding="utf-8")
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    done = kg("extract", "german.txt", "good.txt", folder=tmp_path)
    assert done.returncode == 1
    assert "its language is 'de'; expected English" in done.stderr.decode()
    assert b"news:expelled" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "missing.txt"], "missing.txt"),
        (["query", "SELECT ?x WHERE { ?x"], "kg: "),
        (["query", "SELECT ?x { SERVICE <http://127.0.0.1:1/> { ?x ?y ?z } }"], "SERVICE"),
        (["why", "Nobody", "leads", "Nothing"], "Nobody"),
        (["show", "Nobody"], "Nobody"),
        (["export", "-f", "docx"], "docx"),
        (["draw", "-o", "x.docx"], "docx"),
        (["extract", "--ontology", "bad.ttl", "good.txt"], "bad.ttl"),
        (["extract", "--model", "no_such_model", "good.txt"], "no_such_model"),
        (["extract", "--rejected", "nowhere/dropped.jsonl", "good.txt"], "nowhere/dropped.jsonl: cannot be written"),
        (["export", "--graph", "good.txt"], "good.txt"),
        (["export", "--graph", "nowhere"], "nowhere"),
    ],
)
def test_a_fault_is_one_line_that_says_where(kg, small, tmp_path, arguments, message):
    """Exit code 1 (2 for wrong usage), no traceback, and the store stays readable."""
    folder = shutil.copytree(small, tmp_path / "here")
    done = kg(*arguments, folder=folder)
    error = done.stderr.decode()
    assert done.returncode == 1, error
    assert message in error
    assert "Traceback" not in error
    assert len([line for line in error.splitlines() if line.startswith("kg: ")]) == 1
    assert kg("check", folder=folder).returncode == 0


def test_mistyped_paths_make_no_graph(kg, tmp_path):
    """Each is named; with one that is there the rest is built."""
    done = kg("build", "gone.txt", "lost", folder=tmp_path)
    assert done.returncode == 1
    assert [line.split(": ")[1:3] for line in done.stderr.decode().splitlines()] == [
        ["gone.txt", "there is no such file; expected a file or a folder; check the path"],
        ["lost", "there is no such file; expected a file or a folder; check the path"],
    ]
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    assert kg("build", "gone.txt", "good.txt", folder=tmp_path).returncode == 1
    assert b"Hezbollah" in kg("show", "Hezbollah", folder=tmp_path).stdout


def test_two_builds_give_the_same_bytes_in_any_order(kg, tmp_path):
    """File order, hash seed and a second build of the same articles change nothing."""
    files = sorted(ARTICLES.iterdir())[:5]
    first = started("build", *files, "--graph", "a.db", "-o", "a.ttl", folder=tmp_path, PYTHONHASHSEED="1")
    second = started("build", *reversed(files), "--graph", "b.db", "-o", "b.ttl", folder=tmp_path, PYTHONHASHSEED="2")
    again = kg("build", *files, "--graph", "a.db", "-o", "c.ttl", folder=tmp_path)
    assert (first.returncode, second.returncode, again.returncode) == (0, 0, 0)
    assert b"5 already held" in again.stderr
    exports = {(tmp_path / name).read_bytes() for name in ("a.ttl", "b.ttl", "c.ttl")}
    assert len(exports) == 1


def test_retracting_an_article_leaves_the_graph_without_it(kg, tmp_path):
    """By its path: the export equals that of a graph that never had it."""
    files = [tmp_path / path.name for path in sorted(ARTICLES.iterdir())[4:9]]
    for path in files:
        shutil.copy(ARTICLES / path.name, path)
    gone = next(path for path in files if path.name == "08-sanctions.md")
    kg("build", *files, "--graph", "a.db", folder=tmp_path)
    assert kg("retract", "--graph", "a.db", gone.name, folder=tmp_path).returncode == 0
    kg("build", *(path for path in files if path != gone), "--graph", "b.db", folder=tmp_path)
    exports = [kg("export", "-f", "nquads", "--graph", graph, folder=tmp_path).stdout for graph in ("a.db", "b.db")]
    assert exports[0] == exports[1]


def test_a_wire_copy_is_one_source(kg, tmp_path):
    """Two papers print the same agency copy: the statement has two articles and one source."""
    wire = [ARTICLES / "01-market-blast-meridian.txt", ARTICLES / "02-market-blast-tribune.html"]
    kg("build", *wire, folder=tmp_path)
    query = (
        'SELECT ?sources { ?st rdf:subject/rdfs:label "Idris Kone" ; rdf:predicate news:leads ; kg:sources ?sources }'
    )
    done = kg("query", query, "--format", "csv", folder=tmp_path)
    assert done.stdout.decode().split() == ["sources", "1"]
    why = kg("why", "Idris Kone", "leads", "Northern Liberation Front", folder=tmp_path).stdout.decode()
    assert "Meridian" in why
    assert "Tribune" in why


def test_suggest_prints_stanzas_for_what_the_ontology_lacks(kg, tmp_path):
    """A wording that two sentences have, between kinds that they show, with the sentences beside it."""
    text = "Angela Merkel teased John Smith. The weather is good. Joe Biden teased Peter Jones.\n"
    done = kg("suggest", "-", folder=tmp_path, text=text)
    assert 'kg:phrase "{subject} teased {object}"' in done.stdout.decode()
    assert "rdfs:domain news:Person ; rdfs:range news:Person" in done.stdout.decode()
    assert "# Joe Biden teased Peter Jones." in done.stdout.decode()


def test_explain_tells_how_a_sentence_is_read(kg, tmp_path):
    """Parse, propositions, phrases, rejections with their reason, and statements with what qualifies them."""
    done = kg("explain", "The army, which failed to expel Hezbollah, attacked the weather.", folder=tmp_path)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert any(line.startswith("  parse       army") for line in lines)
    assert "  proposition expel(object=Hezbollah, subject=army)" in lines
    assert any(
        "'{subject} expelled {object}' of news:expelled: subject=army, object=Hezbollah" in line for line in lines
    )
    assert any(line.startswith("  rejected    news:attacked") for line in lines)
    assert any("army expelled Hezbollah (claim, negative" in line for line in lines)


def test_explain_takes_days_only_as_articles_do(kg, tmp_path):
    """Another word would leave "Monday" without its date, and nobody would know why."""
    done = kg("explain", "The army left on Monday.", "--published", "last week", folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "kg: --published: is 'last week'; expected an ISO 8601 date such as 2017-06-28; change it, or leave it out\n"
    )
