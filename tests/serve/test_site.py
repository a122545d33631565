"""Pages, JSON and RDF by their addresses, which mirror the IRIs; and the index of names."""

import re
import sqlite3
from typing import get_args

import pytest
from pyoxigraph import Dataset, NamedNode, RdfFormat, parse

from kg.gazetteer.coordinates import coordinates
from kg.graph.disputes import Kind
from kg.serve.content.disputes import KINDS
from kg.serve.formats import GRAPHS, PAGE, RESULTS, negotiated
from kg.serve.search import Index, Named, plain, write
from kg.view.wording import when
from kg.view.world import country_box, projected, world_svg

NAMES = (
    Named("sirte", "Sirte", "news:City", "Place", 3, ("Surt",)),
    Named("sisi", "Abdel Fattah el-Sisi", "news:Person", "Person", 40, ("Sisi",)),
    Named("siemens", "Siemens", "news:Company", "Organization", 12, ()),
    Named("soren", "Søren Ågård", "news:Person", "Person", 1, ("Soeren",)),
    Named("jose", "José O’Neill", "news:Person", "Person", 2, ()),
    Named("marfa", "مرفأ بيروت", "news:Facility", "Place", 2, ()),
    Named("odd", '"; DROP TABLE entry; --', "news:Work", "Work", 0, ()),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    path = tmp_path_factory.mktemp("index") / "names.sqlite"
    write(path, NAMES)
    opened = Index(path)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("s", ["sisi", "siemens", "sirte", "soren"]),  # whose name begins so comes first, the best connected before
        ("sirte", ["sirte"]),
        ("SURT", ["sirte"]),
        ("fattah sis", ["sisi"]),
        ("jose", ["jose"]),
        ("josé o'n", ["jose"]),
        ("oneill", []),
        ("Soer", ["soren"]),
        ("مرف", ["marfa"]),
        ("drop table", ["odd"]),
        ('" OR *', []),
        ("", []),
        ("  ", []),
        ("x" * 5000, []),
    ],
)
def test_names_are_found_as_typed(index, typed, found):
    """By the beginnings of words, whatever their case, accents and order of importance."""
    assert [hit.key for hit in index.find(typed)] == found


def test_a_name_says_by_which_of_its_names_it_was_found(index):
    """An alias is shown beside the label."""
    assert [(hit.label, hit.name) for hit in index.find("surt")] == [("Sirte", "Surt")]


def test_best_connected_come_first(index):
    """The index gives the best connected without a text."""
    assert index.best(2) == ["sisi", "siemens"]


def test_plain_letters():
    """Accents, case and punctuation go."""
    assert plain("  Ébola-Fieber, O’Neill ") == "ebola fieber o neill"


def test_search_answers_as_json(client):
    """The search field gets what it shows."""
    found = client.get("/search", params={"q": "selda", "format": "json"}).json()["found"]
    assert [(one["label"], one["type"], one["page"]) for one in found] == [
        ("Selda Accord", "Agreement", "/e/selda-accord"),
        ("Port Selda", "City", "/e/port-selda"),
    ]


@pytest.mark.parametrize(
    ("accept", "type_"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/n-triples;q=0.9, text/html;q=0.1", "application/n-triples"),
        ("application/trig", "application/trig"),
        ("application/json", "application/json"),
    ],
)
@pytest.mark.parametrize("path", ["/e/port-selda", "/article/sha-0001"])
def test_things_come_as_pages_and_as_rdf(client, path, accept, type_):
    """The Accept header decides, and the answer says that it did."""
    answer = client.get(path, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"], answer.headers["vary"]) == (200, type_, "Accept")


def test_rdf_of_an_entity_is_that_of_the_graph(client):
    """Every triple stands in the graph, and what is said of the entity is among them."""
    triples = list(parse(client.get("/e/tor-hesk?format=turtle").content, RdfFormat.TURTLE))
    assert any(str(one.subject).endswith("/e/tor-hesk>") and one.predicate.value.endswith("#leads") for one in triples)
    for one in triples:
        asked = client.get("/sparql", params={"query": f"ASK {{ {one.triple} }}"})
        assert asked.json()["boolean"] is True, one


def test_rdf_of_a_statement_has_its_sentences(client, graph):
    """TriG keeps the graph of the article that each sentence stands in."""
    statement = client.get("/e/tor-hesk?format=json").json()["facts"][0]["statements"][0]
    quads = Dataset(parse(client.get(f"{statement['page']}?format=trig").content, RdfFormat.TRIG))
    sentences = {quad.object.value for quad in quads if quad.predicate.value.endswith("#anchorOf")}
    assert sentences == {"Tor Hesk, who leads the Northern Front, was not seen."}
    assert {str(quad.graph_name) for quad in quads} == {"DEFAULT", "<https://kg.example/article/sha-0000>"}


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/entity/port-selda", 308, "/e/port-selda"),
        ("/resource?iri=https://kg.example/e/port-selda", 303, "/e/port-selda"),
        ("/resource?iri=https://elsewhere.example/e/port-selda", 404, None),
        ("/resource?iri=https://kg.example//elsewhere.example/", 303, "/elsewhere.example/"),
        ("/e/nobody", 404, None),
        ("/e/nobody?format=json", 404, None),
        ("/e/nobody?format=turtle", 404, None),
        ("/st/0000", 404, None),
        ("/st/%22%3E%3Cscript%3E", 404, None),
        ("/article/none", 404, None),
        ("/disputes?about=nobody", 404, None),
        ("/graph?at=nobody", 404, None),
        ("/e/port-selda?format=docx", 406, None),
        ("/e/port-selda?relation=news:none", 308, "/e/port-selda"),
        ("/articles?page=99999999999999", 200, None),
        ("/ns/news", 200, None),
        ("/ns/..%2fkg", 404, None),
    ],
)
def test_other_addresses(client, path, status, location):
    """What is not there is a 404 in the format asked for; other addresses of a thing lead to its own."""
    answer = client.get(path)
    assert (answer.status_code, answer.headers.get("location")) == (status, location)


def test_a_term_is_declared_where_its_iri_leads(client):
    """Classes, relations and the roles of events are all terms of news:."""
    declared = {quad.subject.value for quad in parse(client.get("/ns/news").content, RdfFormat.TURTLE)
                if isinstance(quad.subject, NamedNode)}  # fmt: skip
    assert {f"https://kg.example/ns/news#{name}" for name in ("Person", "leads", "attacker")} <= declared


def test_a_relation_has_pages_of_its_own(client):
    """All statements of one relation, in one direction."""
    page = client.get("/e/port-selda?relation=news:locatedIn&outward=no&format=json").json()["only"]
    assert [one["other"]["label"] for one in page["groups"][0]["statements"]] == ["dock strike"]


def test_an_article_keeps_every_character(client, graph):
    """The pieces of an article's page put together are its text, but for line ends."""
    for number in range(4):
        shown = client.get(f"/article/sha-000{number}?format=json").json()
        words = "".join(
            piece["text"] for part in shown["paragraphs"] for stretch in part for piece in stretch["pieces"]
        )
        text = client.get("/sparql", params={
            "query": f"SELECT ?text {{ GRAPH ?g {{ <{shown['iri']}> nif:isString ?text }} }}"})  # fmt: skip
        whole = text.json()["results"]["bindings"][0]["text"]["value"]
        assert words == whole.replace("\n", "")


def test_graph_as_json_is_what_kg_draw_draws(client):
    """The explorer gets nodes with places, edges with sentences, and where each has its page."""
    drawn = client.get("/graph?at=tor-hesk&format=json").json()
    assert {node["label"] for node in drawn["nodes"]} == {"Tor Hesk", "Northern Front", "Ralf Benn"}
    assert all(isinstance(node["x"], int) for node in drawn["nodes"])
    edge = next(edge for edge in drawn["edges"] if edge["standing"] == "denied")
    assert edge["passages"][0]["page"].startswith("/article/sha-0001?st=")


def test_the_graph_comes_after_its_page(client):
    """The page says around whom, and where its picture is, which it does not hold; an unknown name has no page."""
    page = client.get("/graph", params={"at": "port-selda"})
    assert "Around Port Selda" in page.text
    assert 'href="/graph?at=port-selda&amp;format=json"' in page.text
    assert client.get("/graph?at=port-selda&format=json").json()["nodes"]
    assert client.get("/graph", params={"at": "nobody"}).status_code == 404


def test_every_kind_of_dispute_has_a_title():
    """What the graph can find, the page can head."""
    assert set(KINDS) == set(get_args(Kind))


def test_files_are_sent_once(client):
    """A browser that has a file is told so, and gets it packed the first time."""
    answer = client.get("/static/site.css")
    assert answer.headers["content-encoding"] == "gzip"
    again = client.get("/static/site.css", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    named = re.search(r'"(/static/site.css[^"]*)"', client.get("/").text)[1]
    assert "immutable" in client.get(named).headers["cache-control"]
    assert "immutable" not in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("accept", "offers", "name", "type_"),
    [
        ("", RESULTS, "", "application/sparql-results+json"),
        ("text/csv;q=0", RESULTS, "", None),
        ("text/*, text/csv;q=0.1", RESULTS, "", "text/tab-separated-values"),
        ("*/*;q=0.1, application/xml", RESULTS, "", "application/xml"),
        ("text/turtle;q=x", GRAPHS, "", "text/turtle"),
        (",;q=1,,", GRAPHS, "", "text/turtle"),
        ("image/png", (PAGE, *GRAPHS), "", None),
        ("image/png", GRAPHS, "nt", "application/n-triples"),
    ],
)
def test_negotiation(accept, offers, name, type_):
    """RFC 9110: the most specific range counts, the first among equals wins, a weight of 0 forbids."""
    found = negotiated(accept, offers, name)
    assert (found.type if found else None) == type_


def test_map():
    """Countries have outlines by their names, places points by their ids."""
    assert country_box("Libya")[0] == "c434"
    assert country_box("the United States")[0] == country_box("USA")[0]
    assert country_box("Zambara") is None
    assert b'<path id="c434"' in world_svg()
    assert projected(84, -180) == (0, 0)
    latitude, longitude = coordinates()["https://sws.geonames.org/2210554/"]
    assert (round(latitude), round(longitude)) == (31, 17)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("2024-05-03", "3 May 2024"),
        ("../2024-08", "by August 2024"),
        ("2016/..", "since 2016"),
        ("2024-05/2024-06", "May 2024 to June 2024"),
        ("199X", "199X"),
    ],
)
def test_times_in_words(time, words):
    """Intervals are told as people do."""
    assert when(time) == words


def test_the_index_is_plain_sqlite(tmp_path):
    """An index of nothing is an index."""
    write(tmp_path / "empty.sqlite", ())
    assert Index(tmp_path / "empty.sqlite").find("a") == []
    assert sqlite3.connect(tmp_path / "empty.sqlite").execute("SELECT count(*) FROM entry").fetchone() == (0,)
