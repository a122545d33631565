"""SPARQL 1.1 Protocol: the W3C test cases that apply, each under its name there.

https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/, on the server's own graphs in the place of documents
of the web, which it does not load.
"""

import json

import pytest

FORM = {"content-type": "application/x-www-form-urlencoded"}
QUERY, UPDATE = {"content-type": "application/sparql-query"}, {"content-type": "application/sparql-update"}
ASK = "ASK {}"
ONE, OTHER, THIRD = (f"https://kg.example/article/sha-000{number}" for number in range(3))
MINE = "http://example.org/protocol-update-dataset-graph"


def truth(answer):
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].split(";")[0] in (
        "application/sparql-results+json", "application/sparql-results+xml")  # fmt: skip
    return answer.json()["boolean"]


def test_query_by_get(client):
    """query_get."""
    assert truth(client.get("/sparql", params={"query": ASK})) is True


def test_query_by_post_of_a_form(client):
    """query_post_form."""
    assert truth(client.post("/sparql", data={"query": ASK})) is True


def test_query_by_direct_post(client):
    """query_post_direct."""
    assert truth(client.post("/sparql", content=ASK, headers=QUERY)) is True


GRAPHS = {
    "query_dataset_default_graph": ([ONE], [], f"ASK {{ <{ONE}> ?p ?o }}"),
    "query_dataset_default_graphs": ([ONE, OTHER], [], f"ASK {{ <{ONE}> ?p ?o . <{OTHER}> ?q ?r }}"),
    "query_dataset_named_graphs": ([], [ONE, OTHER], f"ASK {{ GRAPH ?g {{ <{OTHER}> ?p ?o }} }}"),
    "query_dataset_full": (
        [THIRD], [ONE, OTHER],
        f"ASK {{ <{THIRD}> ?p ?o GRAPH <{ONE}> {{ <{ONE}> ?q ?r }} "
        f"FILTER NOT EXISTS {{ GRAPH <{THIRD}> {{ ?s ?t ?u }} }} }}",
    ),
    "query_multiple_dataset": (
        [ONE], [], f"ASK FROM <{OTHER}> {{ <{ONE}> ?p ?o FILTER NOT EXISTS {{ <{OTHER}> ?q ?r }} }}"),
}  # fmt: skip


@pytest.mark.parametrize("case", GRAPHS)
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_dataset_of_a_query(client, case, way):
    """The graphs that a request names are the ones that are asked, and override those of the query."""
    plain, named, query = GRAPHS[case]
    graphs = {"default-graph-uri": plain, "named-graph-uri": named}
    if way == "get":
        answer = client.get("/sparql", params={"query": query, **graphs})
    elif way == "form":
        answer = client.post("/sparql", data={"query": query, **graphs})
    else:
        answer = client.post("/sparql", params=graphs, content=query, headers=QUERY)
    assert truth(answer) is True


@pytest.mark.parametrize(
    ("query", "accept", "type_"),
    [
        ("SELECT (1 AS ?value) {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("SELECT (1 AS ?value) {}", "*/*", "application/sparql-results+json"),
        ("SELECT (1 AS ?value) {}", "text/csv", "text/csv; charset=utf-8"),
        ("SELECT (1 AS ?value) {}", "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("SELECT (1 AS ?value) {}", "application/json", "application/json"),
        ("SELECT (1 AS ?value) {}", "text/html, text/csv;q=0.2, */*;q=0.1", "text/csv; charset=utf-8"),
        (ASK, "application/sparql-results+xml;q=0.3, application/sparql-results+json;q=0.9",
         "application/sparql-results+json"),
        ("DESCRIBE e:marrow", "application/rdf+xml", "application/rdf+xml"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 3", "text/turtle;q=0.5, application/n-triples",
         "application/n-triples"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 3", "", "text/turtle; charset=utf-8"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 3", "application/ld+json", "application/ld+json"),
    ],
)  # fmt: skip
def test_content_type(client, query, accept, type_):
    """query_content_type_select, _ask, _describe, _construct: the format that the client likes best."""
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, type_)
    assert answer.content


def test_format_by_name(client):
    """A link in a page cannot set a header: it names the format."""
    asked = {"query": "SELECT ?who { ?who news:leads ?what } ORDER BY ?who", "format": "csv"}
    assert client.get("/sparql", params=asked).text.splitlines()[1] == "https://kg.example/e/ilva-moren"
    assert client.get("/sparql", params={**asked, "format": "docx"}).status_code == 400
    described = {"query": "DESCRIBE e:ilva-moren", "format": "ttl"}
    assert client.get("/sparql", params=described).headers["content-type"] == "text/turtle; charset=utf-8"


def test_nothing_acceptable(client):
    """Where no format will do, the answer lists what there is."""
    answer = client.get("/sparql", params={"query": ASK}, headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert "text/csv" in answer.text


BAD = {
    "bad_query_method": ("PUT", {"query": ASK}, None, {}, 405),
    "bad_multiple_queries": ("GET", {"query": [ASK, "SELECT * {}"]}, None, {}, 400),
    "bad_query_wrong_media_type": ("POST", {}, ASK, {"content-type": "text/plain"}, 415),
    "bad_query_missing_form_type": ("POST", {}, "query=ASK%20%7B%7D", {}, 415),
    "bad_query_missing_direct_type": ("POST", {}, ASK, {}, 415),
    "bad_query_non_utf8": (
        "POST", {}, ASK.encode("utf-16"), {"content-type": "application/sparql-query; charset=UTF-16"}, 415),
    "bytes that are no UTF-8": ("POST", {}, b"ASK { ?s ?p '\xff' }", QUERY, 400),
    "bad_query_syntax": ("GET", {"query": "ASK {"}, None, {}, 400),
    "a form that asks twice over": ("POST", {}, "query=ASK%20%7B%7D&update=CLEAR%20ALL", FORM, 400),
    "an empty form": ("POST", {}, "", FORM, 400),
    "query in address and body": ("POST", {"query": ASK}, ASK, QUERY, 400),
    "an update sent as a query": ("GET", {"query": "CLEAR ALL"}, None, {}, 400),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_query(client, case):
    """A request that is none of the protocol's is refused, with a line that says why."""
    method, parameters, content, headers, status = BAD[case]
    answer = client.request(method, "/sparql", params=parameters, content=content, headers=headers)
    assert answer.status_code == status
    assert answer.text.strip()


def ask(server, query):
    return truth(server.post("/sparql", data={"query": query}))


def update(server, text, way="form", **graphs):
    if way == "form":
        answer = server.post("/sparql", data={"update": text, **graphs})
    else:
        answer = server.post("/sparql", params=graphs, content=text, headers=UPDATE)
    assert answer.status_code in (200, 204), answer.text


@pytest.mark.parametrize("way", ["form", "direct"])
def test_update(writable, way):
    """update_post_form and update_post_direct: what is written is seen by the next query."""
    update(writable, "CLEAR SILENT GRAPH <http://example.org/g>", way)
    update(writable, "INSERT DATA { GRAPH <http://example.org/g> { e:a rdfs:label 'A' } }", way)
    assert ask(writable, "ASK { GRAPH <http://example.org/g> { e:a rdfs:label 'A' } }") is True
    update(writable, "DROP GRAPH <http://example.org/g>", way)
    assert ask(writable, "ASK { GRAPH <http://example.org/g> { ?s ?p ?o } }") is False


DATASETS = {
    "update_dataset_default_graph": ({"using-graph-uri": ["{m}-1"]}, "GRAPH <{m}> {{ <{m}-1> a ?t }} "),
    "update_dataset_default_graphs": (
        {"using-graph-uri": ["{m}-1", "{m}-2"]}, "GRAPH <{m}> {{ <{m}-1> a ?t . <{m}-2> a ?u }}"),
    "update_dataset_full": (
        {"using-graph-uri": ["{m}-1"], "using-named-graph-uri": ["{m}-2"]},
        "GRAPH <{m}> {{ <{m}-1> a ?t . <{m}-2> a ?u }}"),
}  # fmt: skip


@pytest.mark.parametrize("case", DATASETS)
@pytest.mark.parametrize("way", ["form", "direct"])
def test_dataset_of_an_update(writable, case, way):
    """The patterns of an update are matched in the graphs that the request names, and nowhere else."""
    parameters, expected = DATASETS[case]
    numbered = " ".join(f"GRAPH <{MINE}-{n}> {{ <{MINE}-{n}> a e:Thing }}" for n in (1, 2, 3))
    update(writable, f"DROP SILENT GRAPH <{MINE}>; INSERT DATA {{ {numbered} }}")
    pattern = "{ ?s a ?t } UNION { GRAPH ?g { ?s a ?t } }"
    graphs = {name: [iri.format(m=MINE) for iri in iris] for name, iris in parameters.items()}
    update(writable, f"INSERT {{ GRAPH <{MINE}> {{ ?s a ?t }} }} WHERE {{ {pattern} }}", way, **graphs)
    assert ask(writable, f"ASK {{ {expected.format(m=MINE)} }}") is True
    assert ask(writable, f"ASK {{ GRAPH <{MINE}> {{ <{MINE}-3> a ?t }} }}") is False


def test_delete_where_in_a_named_dataset(writable):
    """DELETE WHERE takes no USING: it is written out, and deletes from the default graph what the named graph holds."""
    update(writable, f"INSERT DATA {{ e:x a e:Y . e:x a e:Z . GRAPH <{MINE}-4> {{ e:x a e:Y }} }}")
    update(writable, "DELETE WHERE { e:x a ?t }", **{"using-graph-uri": [f"{MINE}-4"]})
    assert ask(writable, "ASK { e:x a e:Z FILTER NOT EXISTS { e:x a e:Y } }") is True


def test_update_base_iri(writable):
    """update_base_uri: relative IRIs are resolved against BASE."""
    update(writable, "BASE <http://example.org/> DROP SILENT GRAPH <b>; INSERT DATA { GRAPH <b> { <s> <p> <test> } }")
    assert ask(writable, "ASK { GRAPH <http://example.org/b> { <http://example.org/s> ?p <http://example.org/test> } }")


BAD_UPDATES = {
    "bad_update_get": ("GET", {"update": "CLEAR ALL"}, None, {}, 400),
    "bad_multiple_updates": ("POST", {}, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM, 400),
    "bad_update_wrong_media_type": ("POST", {}, "CLEAR NAMED", {"content-type": "text/plain"}, 415),
    "bad_update_missing_form_type": ("POST", {}, "update=CLEAR%20NAMED", {}, 415),
    "bad_update_non_utf8": (
        "POST", {}, "CLEAR NAMED".encode("utf-16"), {"content-type": "application/sparql-update; charset=UTF-16"}, 415),
    "bad_update_syntax": ("POST", {}, "update=CLEAR+XYZ", FORM, 400),
    "bad_update_dataset_conflict": (
        "POST", {"using-named-graph-uri": ONE}, f"INSERT {{ ?s a e:B }} USING <{ONE}> WHERE {{ ?s a e:C }}", UPDATE,
        400),
    "LOAD": ("POST", {}, "LOAD <https://elsewhere.example/data.ttl>", UPDATE, 400),
    "LOAD without a space": ("POST", {}, "PREFIX ex:<https://elsewhere.example/> LOADex:data", UPDATE, 400),
    "SERVICE": (
        "POST", {}, "INSERT { ?s ?p ?o } WHERE { SERVICE <https://elsewhere.example/> { ?s ?p ?o } }", UPDATE, 400),
    "a foreign USING": ("POST", {}, "INSERT { ?s a e:B } USING <file:///etc/passwd> WHERE { ?s ?p ?o }", UPDATE, 400),
    "from a page elsewhere": (
        "POST", {}, "CLEAR ALL", {**UPDATE, "origin": "https://elsewhere.example"}, 403),
    "from a form elsewhere": ("POST", {}, "update=CLEAR%20ALL", {**FORM, "sec-fetch-site": "cross-site"}, 403),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_UPDATES)
def test_bad_update(writable, case):
    """A wrong update is refused, and the graph stays as it is."""
    method, parameters, content, headers, status = BAD_UPDATES[case]
    answer = writable.request(method, "/sparql", params=parameters, content=content, headers=headers)
    assert answer.status_code == status, answer.text
    assert ask(writable, "ASK { e:ilva-moren news:leads ?what }") is True


def test_updates_are_refused_unless_allowed(client):
    """A server that only reads says so."""
    answer = client.post("/sparql", data={"update": "CLEAR ALL"})
    assert answer.status_code == 403
    assert "--allow-update" in answer.text


def test_describes_itself(client):
    """A GET without a query gets the service description; a browser is sent to the query page."""
    assert "sd:SPARQL11Query" in client.get("/sparql").text
    assert client.get("/sparql", headers={"accept": "text/html"}).headers["location"] == "/query"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "PREFIX x: <http://127.0.0.1:9/> SELECT * { SERVICEx:y { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:9/> { GRAPH ?g { ?s ?p ?o } }",
        "BASE <http://127.0.0.1:9/> SELECT * FROM <data> { ?s ?p ?o }",
        "PREFIX x: <http://127.0.0.1:9/> SELECT * FROM x:data { ?s ?p ?o }",
    ],
)
def test_foreign_data_is_refused(client, query):
    """Other servers and graphs that are not in the store are named in the refusal."""
    answer = client.get("/sparql", params={"query": query})
    assert answer.status_code == 400, answer.text
    assert "SERVICE" in answer.text or "no graph of the store" in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service rdfs:label 'SERVICE <x>' } # SERVICE <http://x>",
        f"PREFIX a: <https://kg.example/article/> SELECT * FROM a:sha-0000 {{ <{ONE}> ?p ?o }}",
        f"SELECT * FROM NAMED <{ONE}> {{ GRAPH ?g {{ ?s ?p ?o }} }} LIMIT 2",
    ],
)
def test_words_in_strings_and_own_graphs_are_not(client, query):
    """A string, a comment or a variable that looks like it is no reason to refuse."""
    assert client.get("/sparql", params={"query": query}).status_code == 200


def test_no_cross_origin_reading_unless_asked(client, writable):
    """A page of another origin may read answers only where --cors names it."""
    asked = {"params": {"query": ASK}, "headers": {"origin": "https://friend.example"}}
    assert "access-control-allow-origin" not in client.get("/sparql", **asked).headers
    assert writable.get("/sparql", **asked).headers["access-control-allow-origin"] == "https://friend.example"
    asked["headers"]["origin"] = "https://elsewhere.example"
    assert "access-control-allow-origin" not in writable.get("/sparql", **asked).headers


def test_results_are_those_of_the_graph(client):
    """JSON results hold what the graph holds, prefixes being bound."""
    query = "SELECT ?label { e:tor-hesk news:leads/rdfs:label ?label }"
    found = json.loads(client.get("/sparql", params={"query": query}).content)
    assert [row["label"]["value"] for row in found["results"]["bindings"]] == ["Northern Front"]
