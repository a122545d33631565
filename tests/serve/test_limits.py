"""Bad input: endless queries, long answers, giant requests, slow clients, other hosts, paths; and a busy writer."""

import socket
import time

import httpx
import pytest

from kg.graph.store import Store

ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?a = ?l) } ORDER BY ?i"


def test_endless_queries_are_cut_off(client):
    """More endless queries than workers each end in time with a message, and the server answers the next."""
    with httpx.Client(base_url=client.base_url, timeout=30) as other:
        for _ in range(3):
            answer = other.get("/sparql", params={"query": ENDLESS})
            assert answer.status_code == 503
            assert "more than 2 seconds" in answer.text
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_who_goes_away_takes_the_query_along(writable):
    """The workers are free again long before the time is over for queries whose clients have left."""
    for _ in range(4):
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{writable.base_url}/sparql", params={"query": ENDLESS}, timeout=0.4)
    began = time.monotonic()
    assert writable.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
    assert time.monotonic() - began < 15


def test_a_long_answer_is_refused(client):
    """An answer of more bytes than are allowed is no answer cut off, but a refusal."""
    answer = client.get("/sparql", params={"query": "SELECT * { ?a ?b ?c . ?d ?e ?f }"})
    assert answer.status_code == 413
    assert "add a LIMIT" in answer.text


def test_giant_requests_are_refused(client):
    """Neither a declared nor an undeclared giant is read to its end."""
    headers = {"content-type": "application/sparql-query"}
    assert client.post("/sparql", content=b"#" * 5_000_000, headers=headers).status_code == 413

    def endless():
        for _ in range(6):
            yield b"#" * 1_000_000

    assert client.post("/sparql", content=endless(), headers=headers).status_code == 413


def test_slow_clients_do_not_stop_it(client, address):
    """200 clients that send a byte and wait hold nobody up; nor do some that never read their answer."""
    host, port = address.removeprefix("http://").split(":")
    query = "SELECT * { ?a ?b ?c . ?d rdfs:label ?f } LIMIT 4000".replace(" ", "%20").replace("?", "%3F")
    named = f"HTTP/1.1\r\nHost: {host}\r\n"
    halves = [f"POST /sparql {named}Content-Length: 1000\r\nContent-Type: application/sparql-query\r\n\r\nA",
              f"GET /sparql?query={query} {named}\r\n", "GET /spa"]  # fmt: skip
    slow = []
    try:
        for number in range(200):
            one = socket.create_connection((host, int(port)))
            one.sendall(halves[number % 3].encode())
            slow.append(one)
        began = time.monotonic()
        assert client.get("/sparql", params={"query": "ASK {}"}, timeout=20).json()["boolean"] is True
        assert time.monotonic() - began < 10
    finally:
        for one in slow:
            one.close()


@pytest.mark.parametrize("path", ["/../../etc/passwd", "/static/../kg.json", "/static/%2e%2e%2fpyproject.toml",
                                  "/static/..%5c..%5cx", "/static//etc/passwd", "/%00", "/nowhere"])  # fmt: skip
def test_paths_lead_nowhere_else(address, path):
    """No path leads out of what the server has."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as one:
        one.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        head = one.makefile("rb").read()
    assert head.split()[1] in (b"404", b"400")


def test_other_host_names_are_refused(client):
    """A name that was made to point here (DNS rebinding) gets nothing."""
    asked = {"params": {"query": "ASK {}"}}
    assert client.get("/sparql", **asked, headers={"host": "evil.example"}).status_code == 421
    assert client.get("/sparql", **asked, headers={"host": "localhost:80"}).status_code == 200


def test_every_answer_has_a_strict_policy(client):
    """Pages, answers and refusals alike say what a browser may do with them."""
    for path in ("/", "/sparql", "/nowhere"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_readers_go_on_while_another_process_writes(tmp_path, serve, new_paper):
    """Answers come while a writer holds the graph, and soon show what it has written."""
    (serving, stored), paper = serve, new_paper()
    paper.entity("one", "One", "Person")
    paper.entity("two", "Two", "Person")
    paper.say("one", "metWith", "two", "{s:One} {t:met} {o:Two}.")
    place = stored(tmp_path / "kg.db", paper)
    query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a schema:NewsArticle } }"
    count = {"params": {"query": query, "format": "csv"}}
    with serving(place) as address, httpx.Client(base_url=address, timeout=20) as client:
        assert client.get("/sparql", **count).text.split()[1] == "1"
        with Store.open(place) as store:
            for number in range(1, 30):
                paper.say("two", "metWith", "one", "{s:Two} {t:met} {o:One}.", article=number)
            for one in paper.extractions():
                store.add(one)
                assert client.get("/sparql", **count).status_code == 200
            refused = client.post("/sparql", data={"update": "CLEAR ALL"})
            assert refused.status_code == 403
        deadline = time.monotonic() + 10
        while client.get("/sparql", **count).text.split()[1] != "30":
            assert time.monotonic() < deadline
            time.sleep(0.2)
