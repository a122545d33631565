"""Queries: what is answered, what is refused, and how errors read."""

import pytest

from kg.errors import QueryError


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://h.example/> { ?s ?p ?o } }",
        "select * { service silent <http://h.example/> { ?s ?p ?o } }",
        "PREFIX x: <http://h.example/> SELECT * {SERVICEx:a{?s ?p ?o}}",
        "PREFIX : <http://h.example/> SELECT * {SERVICE:a{?s ?p ?o}}",
        "SELECT * { ?s ?p trueSERVICE<http://h.example/>{?s ?p ?o}}",
        "SELECT * { FILTER(?a<?b)SERVICE<http://h.example/>{?s ?p ?o}}",
        'SELECT * { ?s ?p "#" . SERVICE <http://h.example/> { ?s ?p ?o } }',
        "SELECT * { ?s ?p <http://a.example/#> . SERVICE <http://h.example/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''it's''' . SERVICE <http://h.example/> { ?s ?p ?o } }",
    ],
)
def test_other_servers_are_not_asked(store, query):
    """SERVICE is refused however it is hidden."""
    with pytest.raises(QueryError, match=r"line 1, column \d+: .*SERVICE\w* asks another server"):
        store.query(query)


@pytest.mark.parametrize(
    "query",
    [
        "LOAD <file:///etc/hostname>",
        "INSERT DATA { <http://a.example> a <http://b.example> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP ALL",
    ],
)
def test_nothing_is_written(store, articles, lines, query):
    """Updates are refused by name, and the graph stays as it is."""
    store.add(articles[0])
    before = lines(store)
    with pytest.raises(QueryError, match="writes"):
        store.query(query)
    assert lines(store) == before


@pytest.mark.parametrize(
    "query",
    [
        'ASK { ?service rdfs:label "SERVICE desk" }',
        "ASK { ?s ?p ?o } # SERVICE, LOAD",
        "ASK { ?s ?p <http://x.example/SERVICE> }",
        "ASK { ?load ?insert 'it is a \\' SERVICE' }",
        "ASK { ?s news:SERVICE ?o }",
        "ASK FROM <file:///etc/hostname> { ?s ?p ?o }",
    ],
)
def test_harmless_words_are_let_through(store, query):
    """The words count only where they are keywords, and a FROM reads no file."""
    assert not bool(store.query(query))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT *\nWHERE {\n ?s ?p ?o . FILTER(?x == 1) }", "line 3, column 24: found '='; expected .*mend"),
        ("SELECT * { ?s ?p }", "line 1, column 18: found '}'"),
        ("SELECT * { ?s ?p ?o } LIMT 4", "line 1, column 23: found 'LIMT'"),
        ("SELECT * { FILTER(?a && SHA1(?b) != 1 || ?c >= 2) ?s }", "line 1, column 54: found '}'"),
        ('SELECT * { ?s rdfs:label "a" "b" }', "line 1, column 30: found '\"b\"'"),
        ("what is this", "line 1, column 1: found 'what'"),
        ("SELECT", "line 1, column 7: it ends too soon"),
        ("", "line 1, column 1: it ends too soon"),
        ("SELECT * { ?s foo:bar ?o }", "line 1, column 15: prefix foo: is unknown.*PREFIX"),
        ("SELECT (COUNT(?x) AS ?n) ?y { ?x ?p ?y }", "unbound"),
        ("SELECT * { BIND(<http://x.example/f>(1) AS ?y) }", "custom function"),
    ],
)
def test_a_bad_query_is_explained(store, query, message):
    """The error has line, column, the text there, and what to do."""
    with pytest.raises(QueryError, match=message):
        list(store.query(query))
