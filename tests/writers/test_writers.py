"""Each export is read back by another library and compared with the store."""

import io
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import networkx
import pytest
import rdflib
from pyoxigraph import RdfFormat
from pyoxigraph import Store as Oxigraph

from kg.errors import KgError
from kg.graph.store import Store
from kg.ontology import packaged
from kg.writers import WRITERS, export_file, format_of, write
from kg.writers.sorting import sorted_lines

KG = "https://kg.example/ns/kg#"


def written(store, format_):
    """Return an export as bytes."""
    stream = io.BytesIO()
    write(store, format_, stream)
    return stream.getvalue()


def quads_of(store):
    """Return the quads of a store in rdflib's terms."""
    return {tuple(map(rdflib_term, (*quad.triple, quad.graph_name))) for quad in store.quads()}


def rdflib_term(term):
    """Return a term as N-Triples text that does not depend on the library; None for the default graph."""
    if isinstance(term, rdflib.Literal):
        return str(term), str(term.datatype or rdflib.XSD.string)
    if isinstance(term, rdflib.URIRef) or term is None:
        return None if term in (None, rdflib.graph.DATASET_DEFAULT_GRAPH_ID) else str(term)
    if hasattr(term, "datatype"):
        return term.value, term.datatype.value
    return getattr(term, "value", None)


@pytest.fixture
def verbatim(monkeypatch):
    """Let rdflib keep literals as they are written."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@pytest.mark.parametrize(("format_", "name"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
@pytest.mark.usefixtures("verbatim")
def test_datasets_read_back_equal(store, format_, name):
    """TriG, N-Quads and JSON-LD hold exactly the quads of the store."""
    dataset = rdflib.Dataset()
    dataset.parse(data=written(store, format_), format=name)
    assert {tuple(map(rdflib_term, quad)) for quad in dataset.quads()} == quads_of(store)


@pytest.mark.usefixtures("verbatim")
def test_turtle_holds_every_triple(store):
    """Turtle is the union of all graphs, without doubles."""
    graph = rdflib.Graph().parse(data=written(store, "turtle"), format="turtle")
    assert {tuple(map(rdflib_term, triple)) for triple in graph} == {quad[:3] for quad in quads_of(store)}


@pytest.mark.usefixtures("verbatim")
def test_rdfxml_holds_every_triple(store):
    """RDF/XML is the union of all graphs, as rdflib reads it."""
    graph = rdflib.Graph().parse(data=written(store, "rdfxml"), format="xml")
    assert {tuple(map(rdflib_term, triple)) for triple in graph} == {quad[:3] for quad in quads_of(store)}


def test_rdfxml_keeps_every_character_or_says_which_it_cannot(tmp_path, extraction, says):
    """Line ends, quotes and brackets come back; for a control character XML has no way to write it."""
    with Store.open(tmp_path / "odd", create=True) as store:
        text = 'Ida Holm leads "Globex" <&> all\r\nday\t.'
        store.add(extraction("x", (text, [says("ida-holm", "news:leads", "globex", "leads")])))
        graph = rdflib.Graph().parse(data=written(store, "rdfxml"), format="xml")
        assert text in set(map(str, graph.objects()))
        store.add(extraction("y", ("Ida Holm\x01 leads Globex.", [says("ida-holm", "news:leads", "globex", "leads")])))
        with pytest.raises(KgError, match=r"U\+0001 in what is said of https://kg.example/article/y"):
            written(store, "rdfxml")


def test_each_fact_of_the_turtle_leads_to_its_sentences(store):
    """From a plain triple to statement, evidence, sentence, article and publisher, in the Turtle file alone."""
    graph = rdflib.Graph().parse(data=written(store, "turtle"), format="turtle")
    rows = graph.query("""
        SELECT DISTINCT ?words ?publisher {
          e:army news:expelled e:red-band .
          ?st rdf:subject e:army ; rdf:predicate news:expelled ; rdf:object e:red-band ; prov:wasDerivedFrom ?ev .
          ?ev kg:sentence ?sentence . ?sentence nif:anchorOf ?words ; nif:referenceContext ?article .
          ?article schema:publisher ?publisher }""")
    assert {str(row.publisher) for row in rows} == {"Alba Post", "Coast News", "Daily Gull"}
    assert all("expelled" in row.words for row in rows)


def test_graphml_reads_back(store):
    """Entities and values are nodes, facts and claims are edges, and nothing of a statement is lost."""
    graph = networkx.read_graphml(io.BytesIO(written(store, "graphml")), force_multigraph=True)
    assert {name for name in graph if not name.startswith('"')} == {entity.id for entity in store.entities()}
    edges = {key: (start, end, row) for start, end, key, row in graph.edges(keys=True, data=True)}
    statements = {statement.id: statement for statement in store.statements()}
    assert set(edges) == set(statements)
    for id_, (start, _, row) in edges.items():
        statement, weight = statements[id_], store.weight(statements[id_])
        assert (start, row["relation"]) == (statement.subject.id, statement.relation.id)
        assert (row["fact"], row["confidence"], row["sources"]) == (weight.fact, weight.confidence, weight.sources)
        assert row["quotes"].splitlines() == [one.sentence.text for one in statement.evidence]


def test_graphml_survives_control_characters(tmp_path, extraction, says, cast):
    """A name that XML cannot hold is written with a mark in its place."""
    with Store.open(tmp_path / "odd", create=True) as store:
        store.add(extraction("x", ("Ida Holm\x01 leads Globex.", [says("ida-holm", "news:leads", "globex", "leads")])))
        graph = networkx.read_graphml(io.BytesIO(written(store, "graphml")))
    assert graph.edges["ida-holm", "globex"]["quotes"] == "Ida Holm� leads Globex."


@pytest.mark.parametrize("format_", WRITERS)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_articles_leaves_no_trace(store, tmp_path, articles, format_, seed):
    """A store of the same articles in another order gives the same bytes."""
    random.Random(seed).shuffle(articles)
    with Store.open(tmp_path / "other", create=True) as other:
        for one in articles:
            other.add(one)
        assert written(other, format_) == written(store, format_)


EXPORT_ALL = """import sys
from pathlib import Path
from kg.cli import app
place, folder, *formats = sys.argv[1:]
for format_ in formats:
    app(["export", "--graph", place, "-f", format_, "-o", str(Path(folder) / f"{format_}.zip")], standalone_mode=False)
"""


def test_the_hash_seed_leaves_no_trace(store, tmp_path):
    """Processes with different hash seeds write the same bytes, in each format."""
    store.close()
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        command = [sys.executable, "-c", EXPORT_ALL, str(store.place), str(tmp_path / seed), *WRITERS]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
    for format_ in WRITERS:
        one, other = ((tmp_path / seed / f"{format_}.zip").read_bytes() for seed in ("1", "2"))
        assert one == other != b"", format_


@pytest.mark.parametrize("format_", WRITERS)
def test_an_empty_graph_is_written(tmp_path, format_):
    """A graph without articles is a valid, empty export."""
    with Store.open(tmp_path / "empty", create=True) as store:
        assert b"army" not in written(store, format_)


def test_nquads_make_an_equal_store(store, tmp_path):
    """A store filled with the quads of an export is the same graph: nothing is kept elsewhere."""
    with Store.open(tmp_path / "other", create=True):
        pass
    raw = Oxigraph(str(tmp_path / "other" / "oxigraph"))
    raw.bulk_load(written(store, "nquads"), RdfFormat.N_QUADS)
    raw.flush()
    del raw
    with Store.open(tmp_path / "other") as other:
        assert written(other, "trig") == written(store, "trig")
        assert list(other.problems()) == []
        assert list(other.statements()) == list(store.statements())


def test_the_graph_has_no_blank_nodes(store):
    """Every node has a name, so that exports can be compared line by line."""
    assert b"_:" not in b"".join(line.partition(b'"')[0] for line in written(store, "nquads").splitlines())


def test_every_term_is_declared(store):
    """Each kg: term of an export stands in ontologies/kg.ttl with label and comment."""
    declared = rdflib.Graph().parse(packaged("kg.ttl"))
    used = {term for quad in quads_of(store) for term in quad if isinstance(term, str) and term.startswith(KG)}
    assert len(used) > 20
    for term in sorted(used):
        assert declared.value(rdflib.URIRef(term), rdflib.RDFS.label), term
        assert declared.value(rdflib.URIRef(term), rdflib.RDFS.comment), term


@pytest.mark.parametrize("run", [1, 2, 3, 7, 100])
def test_sorting_on_disk_is_sorting(run):
    """Lines come out sorted and once, however few fit in memory."""
    dice = random.Random(run)
    lines = [b"%03d\n" % dice.randrange(50) for _ in range(200)]
    assert list(sorted_lines(lines, run)) == sorted(set(lines))


@pytest.mark.parametrize(
    ("name", "format_"),
    [("g.ttl", "turtle"), ("G.TTL", "turtle"), ("g.trig", "trig"), ("g.nq", "nquads"), ("g.jsonld", "jsonld")],
)
def test_the_suffix_names_the_format(tmp_path, name, format_):
    """Formats are known by their usual suffixes, in any case."""
    assert format_of(tmp_path / name) == format_


def test_an_unknown_format_is_an_error(store, tmp_path):
    """The message lists the formats there are."""
    with pytest.raises(KgError, match=r"'\.xls' names no format; expected one of \.ttl"):
        format_of(tmp_path / "g.xls")
    with pytest.raises(KgError, match="no format 'xls'; expected one of turtle"):
        written(store, "xls")


def test_a_file_is_replaced_whole(store, tmp_path, monkeypatch):
    """An export that fails leaves the old file and nothing beside it."""
    place = tmp_path / "out" / "g.ttl"
    place.parent.mkdir()
    export_file(store, "turtle", place)
    assert place.read_bytes() == written(store, "turtle")

    def broken(store, stream):
        stream.write(b"half")
        raise KeyboardInterrupt

    monkeypatch.setitem(WRITERS, "turtle", broken)
    with pytest.raises(KeyboardInterrupt):
        export_file(store, "turtle", place)
    assert place.read_bytes().startswith(b"@prefix")
    assert [path.name for path in place.parent.iterdir()] == ["g.ttl"]


def test_a_pipe_is_written_to_and_stays_one(store, tmp_path):
    """What is no file, a pipe or a device, is never replaced by one."""
    place = tmp_path / "pipe.ttl"
    os.mkfifo(place)
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit(place.read_bytes)
        export_file(store, "turtle", place)
        assert read.result(30) == written(store, "turtle")
    assert place.is_fifo()


def test_a_folder_that_is_not_there_is_an_error(store, tmp_path):
    """Writing where there is no folder says so."""
    with pytest.raises(KgError, match="cannot be written: No such file"):
        export_file(store, "turtle", tmp_path / "nowhere" / "g.ttl")


def test_evidence_stands_in_its_articles_graph(store):
    """The default graph holds statements, entities and plain triples, and no evidence."""
    predicates = {quad.predicate.value for quad in store.quads(store.graphs()[0])}
    assert f"{KG}confidence" in predicates
    assert f"{KG}polarity" not in predicates
