"""Exports come back: the same graph from every format, checked, and merged as if one build had made it."""

import gzip
import re
from dataclasses import replace

import pytest
import rdflib
from exports import exported, run

from kg.graph.store import Store
from kg.making import begin
from kg.settling import ledger_of, settle

OWN = {"own": "https://own.example/"}
SUFFIXES = ("trig", "nq", "jsonld", "ttl", "rdf")


@pytest.fixture
def made(tmp_path, extraction, says, articles):
    """Return the place of a graph with all there can be: decisions, two names for one, an ontology of one's own."""
    place = tmp_path / "made.db"
    own = extraction("own", ("Ida Holm thanked Globex.", [says("ida-holm", "own:thanked", "globex", "thanked")]))
    with Store.open(place, create=True, prefixes=OWN) as store:
        begin(store, "build")
        for one in (*articles, own):
            store.add(one)
        settle(store, ledger_of(place), print)
    run("reject", "Alban army", "expelled", "Red Band", "--why", "it left", "--graph", place)
    run("rename", "Globex", "Globex not Acme", "--author", "Ada: B", "--graph", place)
    run("merge", "Ida Holm", "Port Alba", "--graph", place)
    return place


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_export_comes_back_as_the_same_graph(made, tmp_path, suffix):
    """Store, export, load, export: the same bytes, the same decisions, nothing broken."""
    copy = tmp_path / "copy.db"
    file = tmp_path / f"made.{suffix}"
    exported(made, file)
    assert "6 articles" in run("load", file, "--graph", copy)
    for other in SUFFIXES:
        assert exported(copy, tmp_path / f"b.{other}") == exported(made, tmp_path / f"a.{other}")
    assert (tmp_path / "copy.ledger.tsv").read_text() == (tmp_path / "made.ledger.tsv").read_text()
    with Store.open(copy, read_only=True) as store:
        assert list(store.problems()) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_export_with_its_log_comes_back_with_that_of_the_load(made, tmp_path, suffix):
    """The graph is the same; its articles came by the load, which is the run that its log tells of."""
    file, copy = tmp_path / f"made.{suffix}", tmp_path / "copy.db"
    run("export", "--log", "-o", file, "--graph", made)
    assert b"generatedAtTime" in file.read_bytes()
    assert "6 articles" in run("load", file, "--graph", copy)
    assert exported(copy, tmp_path / "b.nq") == exported(made, tmp_path / "a.nq")
    with Store.open(copy, read_only=True) as store:
        log = "SELECT ?run (COUNT(?a) AS ?n) { GRAPH ?g { ?a prov:wasGeneratedBy/rdfs:label ?run } } GROUP BY ?run"
        assert [(row["run"].value, row["n"].value) for row in store.query(log)] == [("load", "6")]
        assert list(store.problems()) == []


def test_an_export_with_its_log_knows_what_was_known_on_a_day(made, tmp_path, monkeypatch):
    """Read as a file, with or without named graphs, it answers as the folder does."""
    monkeypatch.setenv("KG_LEDGER", str(tmp_path / "made.ledger.tsv"))
    for suffix in ("trig", "ttl"):
        run("export", "--log", "-o", tmp_path / f"made.{suffix}", "--graph", made)
        then = run("show", "Globex", "--as-of", "2999-12-31", "--graph", tmp_path / f"made.{suffix}")
        assert f"made.{suffix} as of 2999-12-31: 6 of 6 articles" in then


@pytest.mark.parametrize(
    ("suffix", "name"), [("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld"), ("ttl", "turtle"), ("rdf", "xml")]
)
def test_what_rdflib_makes_of_an_export_can_be_loaded(made, tmp_path, suffix, name, monkeypatch):
    """Another program may write the graph in its own order and with its own prefixes."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    exported(made, tmp_path / f"made.{suffix}")
    graph = rdflib.Graph() if suffix in ("ttl", "rdf") else rdflib.Dataset()
    graph.parse(tmp_path / f"made.{suffix}", format=name).serialize(tmp_path / f"other.{suffix}", format=name)
    assert "6 articles" in run("load", tmp_path / f"other.{suffix}", "--graph", tmp_path / "copy.db")
    assert exported(tmp_path / "copy.db", tmp_path / "b.nq") == exported(made, tmp_path / "a.nq")


def test_two_graphs_become_what_one_build_gives(tmp_path, articles):
    """The union of two exports, in either order and with an article in both, is the graph of all articles."""
    halves = {"whole": articles, "first": articles[:3], "second": articles[2:]}
    for name, some in halves.items():
        with Store.open(tmp_path / f"{name}.db", create=True) as store:
            for one in some:
                store.add(one)
            settle(store, ledger_of(store.place), print)
    for name in ("first", "second"):
        exported(tmp_path / f"{name}.db", tmp_path / f"{name}.trig")
    for order in (("first", "second"), ("second", "first")):
        target = tmp_path / f"{order[0]}-on-top.db"
        said = [run("load", tmp_path / f"{name}.trig", "--graph", target) for name in order]
        assert "1 already held" in said[1]
        assert exported(target, tmp_path / "b.nq") == exported(tmp_path / "whole.db", tmp_path / "a.nq")


def test_the_parts_in_a_folder_are_one_export(made, tmp_path):
    """Lines of N-Quads in any number of files, also compressed, in any order."""
    lines = exported(made, tmp_path / "made.nq").splitlines(keepends=True)
    parts = tmp_path / "parts" / "deep"
    parts.mkdir(parents=True)
    (parts / "b.nq").write_bytes(b"".join(lines[1::2]))
    (tmp_path / "parts" / "a.nq.gz").write_bytes(gzip.compress(b"".join(lines[::2])))
    (tmp_path / "parts" / "_SUCCESS").touch()
    run("load", tmp_path / "parts", "--graph", tmp_path / "copy.db")
    assert exported(tmp_path / "copy.db", tmp_path / "b.nq") == b"".join(lines)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('anchorOf> "The army expelled', 'anchorOf> "The navy expelled', r"quotes 'The navy .* but holds 'The army"),
        ('isString> "The army', 'isString> "The navy', "but holds 'The navy|not those that were read"),
        ('headline> "Band out"', 'headline> "Band in"', "its text or metadata are not those that were read"),
        ("kg#negative>", "kg#asserted>", "an unknown value"),
        ("#char=0,53> <http://www", "#char=0,5300> <http://www", "article a"),
        ('nif-core#endIndex> "53"', 'nif-core#endIndex> "54"', "endIndex"),
    ],
)
def test_a_graph_that_was_tampered_with_is_refused(made, tmp_path, old, new, found):
    """Whatever the text and the evidence do not give stops the load, and nothing of the file is taken."""
    text = exported(made, tmp_path / "made.nq").decode()
    assert old in text
    (tmp_path / "made.nq").write_text(text.replace(old, new))
    assert re.search(found, run("load", tmp_path / "made.nq", "--graph", tmp_path / "copy.db"))
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("<e/globex> <ns/news#leads> <e/army> .", "comes from no article"),
        ("<e/nobody> <http://www.w3.org/2000/01/rdf-schema#label> \"N\" .", "comes from no article"),
        ("<e/nobody> <urn:p> _:b .", "comes from no article"),
        ("<urn:a> <urn:b> <urn:c> <urn:d> .", "graph <urn:d> is none that this program writes"),
    ],
)  # fmt: skip
def test_what_comes_from_no_article_is_refused(made, tmp_path, line, found):
    """A fact without evidence is not let in, nor silently dropped."""
    text = exported(made, tmp_path / "made.nq").decode()
    more = re.sub("<(e|ns)/", r"<https://kg.example/\1/", line)
    (tmp_path / "more.nq").write_text(f"{text}{more}\n")
    assert found in run("load", tmp_path / "more.nq", "--graph", tmp_path / "copy.db")


@pytest.mark.parametrize("suffix", [*SUFFIXES, "nq.gz"])
def test_half_an_export_is_refused(made, tmp_path, suffix):
    """A file that was cut off is one clear line, and makes no graph."""
    plain = suffix.removesuffix(".gz")
    whole = exported(made, tmp_path / f"made.{plain}")
    whole = gzip.compress(whole) if suffix != plain else whole
    (tmp_path / f"half.{suffix}").write_bytes(whole[: len(whole) // 2])
    said = run("load", tmp_path / f"half.{suffix}", "--graph", tmp_path / "copy.db")
    assert said.startswith(f"kg: {tmp_path}/half.{suffix}")
    assert "nothing was loaded" in said
    assert not (tmp_path / "copy.db").exists()


def test_xml_that_ends_within_a_word_is_refused(made, tmp_path):
    """Wherever RDF/XML is cut off, its end is missed, and the file is named."""
    whole = exported(made, tmp_path / "made.rdf")
    (tmp_path / "half.rdf").write_bytes(whole[: whole.index(b"anchorOf>") + 12])
    assert run("load", tmp_path / "half.rdf", "--graph", tmp_path / "copy.db").startswith(f"kg: {tmp_path}/half.rdf")
    assert not (tmp_path / "copy.db").exists()


def test_another_reading_of_an_article_is_left_out_or_taken(tmp_path, extraction, sentences):
    """Of two readings the graph's stays and the command fails, unless --replace prefers the file's."""
    first = extraction("a", sentences["expulsion"], title="One")
    second = replace(first, statements=first.statements[:1])
    for name, one in (("old", first), ("new", second)):
        with Store.open(tmp_path / f"{name}.db", create=True) as store:
            store.add(one)
            settle(store, ledger_of(store.place), print)
        exported(tmp_path / f"{name}.db", tmp_path / f"{name}.nq")
    before = (tmp_path / "old.nq").read_bytes()
    said = run("load", tmp_path / "new.nq", "--graph", tmp_path / "old.db")
    assert "kg: article a: the graph holds another reading of its text" in said
    assert exported(tmp_path / "old.db", tmp_path / "x.nq") == before
    assert "1 replaced" in run("load", tmp_path / "new.nq", "--graph", tmp_path / "old.db", "--replace")
    assert exported(tmp_path / "old.db", tmp_path / "x.nq") == (tmp_path / "new.nq").read_bytes()


def test_a_relation_worded_in_two_ways_needs_named_graphs(tmp_path, extraction, sentences):
    """Turtle cannot tell which article words it how; TriG can."""
    with Store.open(tmp_path / "kg.db", create=True) as store:
        store.add(extraction("a", sentences["count"]))
        other = extraction("b", sentences["count"])
        (said,) = other.statements
        store.add(replace(other, statements=(replace(said, relation=replace(said.relation, label="lost")),)))
        settle(store, ledger_of(store.place), print)
    exported(tmp_path / "kg.db", tmp_path / "a.ttl")
    said = run("load", tmp_path / "a.ttl", "--graph", tmp_path / "copy.db")
    assert re.search("word it differently: 'casualties', 'lost'.* load TriG", said)
    before = exported(tmp_path / "kg.db", tmp_path / "a.trig")
    run("load", tmp_path / "a.trig", "--graph", tmp_path / "copy.db")
    assert exported(tmp_path / "copy.db", tmp_path / "b.trig") == before


@pytest.mark.parametrize(("name", "found"), [("no.nq", "no such file"), ("g.xls", "names no format"), ("d", "no RDF")])
def test_what_cannot_be_loaded_is_named(tmp_path, name, found):
    """A missing file, another format, a folder without exports."""
    (tmp_path / "g.xls").touch()
    (tmp_path / "d").mkdir()
    assert found in run("load", tmp_path / name, "--graph", tmp_path / "copy.db")


def test_what_others_weighed_is_weighed_anew(made, tmp_path):
    """A weight, or a label, that the articles do not give is no reason to refuse a graph, nor is it taken over."""
    text = exported(made, tmp_path / "made.nq").decode()
    other = re.sub(r"(ns/kg#sources> )\"1\"", r'\1"7"', text, count=1)
    assert other != text
    (tmp_path / "made.nq").write_text(other)
    assert "6 articles" in run("load", tmp_path / "made.nq", "--graph", tmp_path / "copy.db")
    assert exported(tmp_path / "copy.db", tmp_path / "b.nq").decode() == text


def test_a_load_is_seen_when_it_is_done(made, tmp_path, monkeypatch):
    """What stops a load leaves no graph and nothing beside it; the same command does it then."""
    exported(made, tmp_path / "made.trig")
    copy = tmp_path / "there" / "copy.db"
    monkeypatch.setattr("kg.settling.token_hex", lambda size: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run("load", tmp_path / "made.trig", "--graph", copy)
    assert [one.name for one in copy.parent.iterdir()] == ["copy.ledger.tsv"]
    monkeypatch.undo()
    assert "6 articles" in run("load", tmp_path / "made.trig", "--graph", copy)
    assert exported(copy, tmp_path / "b.nq") == exported(made, tmp_path / "a.nq")
    with Store.open(copy) as store:  # and it can be gone on with
        begin(store, "retract")
        store.retract(next(store.article_ids()))
        assert settle(store, ledger_of(copy), print) is not None
        assert list(store.problems()) == []
