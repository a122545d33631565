"""A graph that was tampered with is found out, and a sound one is not."""

import re

import pytest
from pyoxigraph import Store as Oxigraph

from kg.graph.shapes import ill_made, misshapen
from kg.graph.store import Store
from kg.settling import ledger_of, settle

PREFIX = """
PREFIX e: <https://kg.example/e/> PREFIX news: <https://kg.example/ns/news#> PREFIX kg: <https://kg.example/ns/kg#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


def test_a_sound_graph_has_no_problems(store, articles):
    """Whatever is added and retracted, every promise is kept."""
    assert list(store.problems()) == []
    for one in articles:
        store.add(one)
    assert list(store.problems()) == []
    store.retract("a2")
    assert list(store.problems()) == []


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ("INSERT DATA { e:globex news:controls e:port-alba }", "entity globex: the plain triple news:controls.*fact"),
        ("INSERT DATA { e:army news:expelled e:globex }", "entity army: the plain triple news:expelled.*fact"),
        ("DELETE DATA { e:army news:expelled e:red-band }", "statement .*: lacks news:expelled"),
        ("DELETE WHERE { ?s kg:sources ?n }", "lacks kg:sources"),
        ("DELETE { ?s kg:confidence ?c } INSERT { ?s kg:confidence 1 } WHERE { ?s kg:confidence ?c }", "has kg:confid"),
        (
            "DELETE { e:army rdfs:label ?l } INSERT { e:army rdfs:label 'x' } WHERE { e:army rdfs:label ?l }",
            "has rdfs:l",
        ),
        (
            "DELETE { e:army kg:tally ?l } INSERT { e:army kg:tally '{}' } WHERE { e:army kg:tally ?l }",
            "lacks kg:tally",
        ),
        ("INSERT { GRAPH ?g { ?g kg:credit 'Reuters' } } WHERE { GRAPH ?g { ?g nif:isString ?t } }", "a1: what counts"),
        (
            "INSERT DATA { GRAPH <https://kg.example/log> { <https://kg.example/article/z> prov:wasGeneratedBy e:r } }",
            "the log: it names article z, which is not there",
        ),
        (
            "INSERT DATA { GRAPH <http://foo.example/g> { e:x e:y 'z' } }",
            "graph <http://foo.example/g>: it is none that",
        ),
        ("DELETE WHERE { e:army ?p ?o }", "entity army is not in the merged graph"),
        ("INSERT DATA { e:nobody rdfs:label 'x' }", "entity nobody: no article speaks of it"),
        ("INSERT DATA { news:x rdfs:label 'x' }", "news#x: no article speaks of it"),
        ("DELETE WHERE { news:expelled rdfs:label ?l }", "relation .*expelled is not in the merged graph"),
        ("DELETE WHERE { GRAPH ?g { ?s prov:wasDerivedFrom ?e } }", "has no evidence"),
        ("DELETE WHERE { GRAPH ?g { ?s prov:wasDerivedFrom ?e } }", "evidence .* belongs to no statement"),
        ("DELETE WHERE { ?s a rdf:Statement ; ?p ?o }", "is of statement .*, which is not there"),
        ("DELETE WHERE { GRAPH ?g { ?s a nif:Sentence ; ?p ?o } }", "has no sentence"),
        (
            "DELETE { GRAPH ?g { ?s nif:anchorOf ?q } } INSERT { GRAPH ?g { ?s nif:anchorOf 'x' } } "
            "WHERE { GRAPH ?g { ?s nif:anchorOf ?q } }",
            r"article a1: \[0, 54\) quotes 'x' but holds 'The army",
        ),
        (
            "DELETE { GRAPH ?g { ?s nif:isString ?q } } INSERT { GRAPH ?g { ?s nif:isString 'x' } } "
            "WHERE { GRAPH ?g { ?s nif:isString ?q } }",
            "article a1: its text or metadata",
        ),
        (
            "DELETE { GRAPH ?g { ?s nif:endIndex ?q } } INSERT { GRAPH ?g { ?s nif:endIndex 1 } } "
            "WHERE { GRAPH ?g { ?s nif:endIndex ?q } }",
            r"states the offsets \(0, 1\)",
        ),
        (
            "DELETE { GRAPH ?g { ?s kg:trigger ?q } } INSERT { GRAPH ?g { ?s kg:trigger ?x } } "
            "WHERE { GRAPH ?g { ?s kg:trigger ?q } BIND(IRI(CONCAT(STR(?g), '#char=1,2')) AS ?x) }",
            "has another id than",
        ),
        (
            "DELETE { GRAPH ?g { ?s kg:trigger ?q } } INSERT { GRAPH ?g { ?s kg:trigger ?x } } "
            "WHERE { GRAPH ?g { ?s kg:trigger ?q } BIND(IRI(CONCAT(STR(?g), '#char=900,999')) AS ?x) }",
            r"quotes \[900, 999\), which the text does not have",
        ),
        (
            "DELETE { GRAPH ?g { ?s kg:polarity ?q } } INSERT { GRAPH ?g { ?s kg:polarity kg:negative } } "
            "WHERE { GRAPH ?g { ?s kg:polarity ?q } }",
            "plain triple news:expelled .*red-band> is stated as fact by no evidence",
        ),
        (
            "DELETE { GRAPH ?g { ?d kg:refersTo e:army } } INSERT { GRAPH ?g { ?d kg:refersTo e:globex } } "
            "WHERE { GRAPH ?g { ?d kg:refersTo e:army } }",
            "evidence .* is of army, which is not what its statement names",
        ),
        ("INSERT DATA { GRAPH <https://kg.example/article/zz> { e:army kg:polarity kg:negative } }", "article zz: "),
    ],
)
def test_damage_is_found(tmp_path, articles, damage, message):
    """Each kind of damage is named."""
    with Store.open(tmp_path / "g", create=True) as store:
        store.add(articles[0])
        store.add(articles[3])
    raw = Oxigraph(str(tmp_path / "g" / "oxigraph"))
    raw.update(PREFIX + damage)
    del raw
    with Store.open(tmp_path / "g", read_only=True) as store:
        found = "\n".join(store.problems())
    assert found
    assert re.search(message, found)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ("INSERT { ?s kg:confidence 1.5 } WHERE { ?s a rdf:Statement }", "has not its shape at .*confidence"),
        ("DELETE { ?s rdf:predicate ?p } WHERE { ?s rdf:predicate ?p }", "has not its shape at .*predicate"),
        (
            "INSERT { GRAPH ?g { ?e kg:modality kg:sung } } WHERE { GRAPH ?g { ?e kg:modality ?m } }",
            "ev:.* has not its shape at .*modality",
        ),
        (
            "DELETE { GRAPH ?g { ?e a kg:Evidence } } WHERE { GRAPH ?g { ?e a kg:Evidence } }",
            "A statement has evidence",
        ),
        ("DELETE WHERE { ?e kg:tally ?t }", "EntityShape"),
        (
            "INSERT DATA { GRAPH <https://kg.example/identity> { <https://kg.example/x> a kg:Doubt } }",
            "has not its shape at .*first",
        ),
        ("INSERT DATA { <https://kg.example/st/0> a rdf:Statement }", "st:0 has not its shape at .*subject"),
    ],
)
def test_what_has_not_its_shape_is_found(tmp_path, articles, damage, message):
    """The SHACL shapes hold for articles, evidence, statements, entities and who is who."""
    with Store.open(tmp_path / "g", create=True) as store:
        for one in articles[:2]:
            store.add(one)
        assert list(store.problems(shapes=True)) == []
    raw = Oxigraph(str(tmp_path / "g" / "oxigraph"))
    raw.update(PREFIX + damage)
    del raw
    with Store.open(tmp_path / "g", read_only=True) as store:
        assert re.search(message, "\n".join(misshapen(store._reader)))


def test_the_packaged_ontologies_are_well_made():
    """What they name is declared, no class is above itself, and each relation has all it needs."""
    assert list(ill_made()) == []


def test_more_articles_than_are_looked_at_together(tmp_path, articles, monkeypatch):
    """Where the articles do not fit one look, each statement still finds its evidence."""
    monkeypatch.setattr("kg.graph.shapes.AT_ONCE", 1)
    with Store.open(tmp_path / "g", create=True) as store:
        for one in articles:
            store.add(one)
        assert list(misshapen(store._reader)) == []


@pytest.mark.parametrize("name", ["journal.db", "identity.db"])
def test_a_damaged_file_beside_the_quads_is_named(tmp_path, articles, name):
    """It is no part of the graph, but the next change could not be made."""
    with Store.open(tmp_path / "kg.db", create=True) as opened:
        opened.add(articles[0])
        settle(opened, ledger_of(opened.place), print)
    for file in opened.place.glob(f"{name}*"):
        file.write_bytes(b"garbage")
    with Store.open(tmp_path / "kg.db", read_only=True) as store:
        assert list(store.file_problems()) == [
            f"{tmp_path}/kg.db/{name}: file is not a database; delete it: the next `kg build` makes it anew"
        ]
