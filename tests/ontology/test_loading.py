"""What a Turtle file must hold to be an ontology, and what the loader says where it does not."""

import re
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology import load, packaged

PREFIXES = """@prefix own: <https://own.example/#> .
@prefix kg: <https://kg.example/ns/kg#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CLASSES = """own:Ship a owl:Class ; rdfs:label "ship" .
own:Tug a owl:Class ; rdfs:subClassOf own:Ship ; rdfs:label "tug" .
own:Harbour a owl:Class ; rdfs:label "harbour" .
"""
STANZA = """own:moored a owl:ObjectProperty ;
    rdfs:label "moored"@en ;
    rdfs:domain own:Ship ;
    rdfs:range own:Harbour ;
    kg:phrase "{subject} moored in {object}" ;
    skos:example "The Aurora moored in Oslo." ;
    kg:counterExample "The Aurora could not moor in Oslo." .
"""


@pytest.fixture
def written(tmp_path: Path):
    """Return a function that writes Turtle after the prefixes and returns the file."""

    def write(turtle: str, name: str = "own.ttl") -> Path:
        path = tmp_path / name
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return path

    return write


def test_a_relation_is_read_with_all_its_parts(written):
    """Label, domain, range, phrases and examples come from one stanza."""
    moored = load([written(CLASSES + STANZA)]).relations["own:moored"]
    assert (moored.label, moored.domain, moored.range) == ("moored", ("own:Ship",), ("own:Harbour",))
    assert moored.phrases == ("{subject} moored in {object}",)
    assert moored.examples == ("The Aurora moored in Oslo.",)
    assert moored.counter_examples == ("The Aurora could not moor in Oslo.",)
    assert not moored.symmetric
    assert not moored.literal


def test_a_union_gives_several_classes_in_order(written):
    """The members of owl:unionOf are alternatives."""
    turtle = STANZA.replace("rdfs:domain own:Ship", "rdfs:domain [ a owl:Class ; owl:unionOf ( own:Tug own:Harbour ) ]")
    assert load([written(CLASSES + turtle)]).relations["own:moored"].domain == ("own:Tug", "own:Harbour")


def test_a_datatype_property_has_values_as_objects(written):
    """A relation to numbers or dates says so."""
    turtle = STANZA.replace("owl:ObjectProperty", "owl:DatatypeProperty").replace("own:Harbour", "xsd:integer")
    assert load([written(CLASSES + turtle)]).relations["own:moored"].literal


def test_the_inverse_is_found_from_either_side(written):
    """A property with only a label names the relation backwards and is no relation of its own."""
    ontology = load(
        [written(CLASSES + STANZA + 'own:held a owl:ObjectProperty ; owl:inverseOf own:moored ; rdfs:label "held" .')]
    )
    assert list(ontology.relations) == ["own:moored"]
    assert (ontology.relations["own:moored"].inverse, ontology.relations["own:moored"].inverse_label) == (
        "own:held",
        "held",
    )


def test_texts_in_other_languages_are_left_aside(written):
    """Only English phrases, and those without a language, are read."""
    turtle = STANZA.replace('"moored"@en', '"moored"@en, "festgemacht"@de').replace(
        '"{subject} moored in {object}"', '"{subject} moored in {object}"@en-GB, "{subject} legte in {object} an"@de'
    )
    moored = load([written(CLASSES + turtle)]).relations["own:moored"]
    assert (moored.label, moored.phrases) == ("moored", ("{subject} moored in {object}",))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('    rdfs:label "moored"@en ;\n', "", "relation own:moored has no rdfs:label"),
        ("    rdfs:domain own:Ship ;\n", "", "relation own:moored has no rdfs:domain; add one, or owl:Thing"),
        ("    rdfs:range own:Harbour ;\n", "", "relation own:moored has no rdfs:range; add one, or owl:Thing"),
        ('    kg:phrase "{subject} moored in {object}" ;\n', "", "relation own:moored has no kg:phrase"),
        ('    skos:example "The Aurora moored in Oslo." ;\n', "", "relation own:moored has no skos:example"),
        ('" ;\n    kg:counterExample "The Aurora could not moor in Oslo."', '"', "moored has no kg:counterExample"),
        ('"The Aurora moored in Oslo."', '" "', "relation own:moored has an empty skos:example"),
        ('"moored"@en', '"moored"@en, "berthed"@en', "relation own:moored has two rdfs:label in English"),
        ("domain own:Ship", "domain own:Boat", "relation own:moored has rdfs:domain own:Boat; own:Boat is no class"),
        ("range own:Harbour", "range own:Port", "relation own:moored has rdfs:range own:Port; own:Port is no class"),
        ("range own:Harbour", "range xsd:date", "relation own:moored has rdfs:range xsd:date; xsd:date is no class"),
        ("domain own:Ship", "domain own:Ship, own:Tug", "has several rdfs:domain; .* owl:unionOf"),
        ("domain own:Ship", "domain [ owl:unionOf ( ) ]", "has an anonymous rdfs:domain"),
        ("range own:Harbour", "range own:Harbour ; owl:inverseOf own:held", "owl:inverseOf own:held; .* no relation"),
        (
            "range own:Harbour",
            "range own:Harbour ; rdfs:subPropertyOf own:held",
            "subPropertyOf own:held; .* no relation",
        ),
        (
            "range own:Harbour ;",
            "range own:Harbour ; kg:whenPlanned own:promised ;",
            "kg:whenPlanned own:promised; .* no relation",
        ),
        ("range own:Harbour", "range own:Harbour ; kg:oneObjectFor own:Boat", "kg:oneObjectFor own:Boat; .* no class"),
        ("range own:Harbour", "range own:Harbour ; kg:oneSide own:Ship", "kg:oneSide https://.*Ship; expected true"),
        (
            "range own:Harbour",
            "range own:Harbour ; rdfs:subPropertyOf own:moored",
            "relation own:moored stands above itself",
        ),
        ("range own:Harbour", 'range own:Harbour ; skos:exactMatch "P1"', "relation own:moored matches a text"),
        ("range own:Harbour", "range <https://other.example/Port>", "<https://other.example/Port> has no prefix"),
    ],
)
def test_a_missing_or_wrong_part_is_named(written, old, new, message):
    """The error names file, relation and part."""
    path = written(CLASSES + STANZA.replace(old, new))
    with pytest.raises(OntologyError, match=re.escape(str(path)) + ".*" + message):
        load([path])


@pytest.mark.parametrize(
    "phrase",
    [
        "moored in {object}",
        "{subject} moored",
        "{subject} moored {subject} in {object}",
        "{subject} moored in {place}",
        "{subject} moored in {object} {time}",
        "{subject} moored in {object",
        "{subject} {object}",
    ],
)
def test_a_malformed_phrase_is_quoted(written, phrase):
    """A phrase needs {subject} and {object} once each, no other braces, and a word of its own."""
    path = written(CLASSES + STANZA.replace("{subject} moored in {object}", phrase))
    with pytest.raises(OntologyError, match=re.escape(f'relation own:moored has the phrase "{phrase}"')):
        load([path])


@pytest.mark.parametrize("datatype", ["own:Harbour", "xsd:hour"])
def test_an_unknown_datatype_lists_the_known_ones(written, datatype):
    """The range of a datatype property is one of a fixed list."""
    turtle = STANZA.replace("owl:ObjectProperty", "owl:DatatypeProperty").replace("own:Harbour", datatype)
    with pytest.raises(OntologyError, match=f"has rdfs:range {datatype}; use one of .*xsd:integer"):
        load([written(CLASSES + turtle)])


def test_bad_turtle_is_reported_with_its_line(written):
    """A syntax error gives file and line."""
    with pytest.raises(OntologyError, match=r"own\.ttl:8: .*expected Turtle"):
        load([written('own:Ship a owl:Class ;\n    rdfs:label ; "ship" .\n')])


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x01", b'<https://a.example/> <https://a.example/> "\xff" .'])
def test_binary_junk_is_no_ontology(tmp_path, content):
    """Bytes that are no UTF-8 Turtle give one clear error."""
    (tmp_path / "junk.ttl").write_bytes(content)
    with pytest.raises(OntologyError, match=r"junk\.ttl:1: .*expected Turtle"):
        load([tmp_path / "junk.ttl"])


def test_a_missing_file_is_named(tmp_path):
    """A path that leads nowhere is an error that says so."""
    with pytest.raises(OntologyError, match=r"gone\.ttl: No such file"):
        load([tmp_path / "gone.ttl"])


def test_a_class_above_itself_is_an_error(written):
    """A circle of rdfs:subClassOf is found and its members are named."""
    turtle = CLASSES.replace("own:Ship a owl:Class ;", "own:Ship a owl:Class ; rdfs:subClassOf own:Tug ;")
    with pytest.raises(OntologyError, match="class own:Ship stands above itself, by way of own:Tug"):
        load([written(turtle)])


def test_an_unknown_parent_class_is_an_error(written):
    """Each rdfs:subClassOf must lead to a declared class."""
    turtle = CLASSES.replace("rdfs:subClassOf own:Ship", "rdfs:subClassOf own:Vessel")
    with pytest.raises(OntologyError, match="class own:Tug has rdfs:subClassOf own:Vessel"):
        load([written(turtle)])


@pytest.mark.parametrize(("turtle", "what"), [(CLASSES, "class own:Ship"), (STANZA, "relation own:moored")])
def test_a_name_declared_in_two_files_is_an_error(written, turtle, what):
    """The second file is named, and the first as where the name already stands."""
    paths = [written(CLASSES + STANZA, "one.ttl"), written(turtle, "two.ttl")]
    with pytest.raises(OntologyError, match=rf"two\.ttl: {what} is declared again; .*one\.ttl has it already"):
        load(paths)


def test_no_relation_is_in_a_namespace_of_graphs(written):
    """What stands there is not taken for a fact, so that nobody would look for its evidence."""
    path = written(CLASSES + STANZA.replace("own:moored", "kg:moored"))
    expected = r"relation kg:moored is in a namespace in which graphs say what is no fact.*rename it: my:moored"
    with pytest.raises(OntologyError, match=expected):
        load([path])


def test_one_prefix_cannot_have_two_namespaces(written):
    """Otherwise one id would mean two things."""
    other = written("", "two.ttl")
    other.write_text("@prefix own: <https://other.example/#> .\n")
    with pytest.raises(OntologyError, match=r"two\.ttl: prefix own: is <https://other\.example/#>"):
        load([written(CLASSES, "one.ttl"), other])


def test_two_inverses_are_an_error(written):
    """A relation reads backwards in one way."""
    name = 'own:{0} a owl:ObjectProperty ; owl:inverseOf own:moored ; rdfs:label "{0}" .\n'
    with pytest.raises(OntologyError, match="relation own:moored has the inverses own:a and own:b"):
        load([written(CLASSES + STANZA + name.format("a") + name.format("b"))])


def test_an_own_file_can_import_the_packaged_ontology(written):
    """A relation between news classes needs no other file than its own."""
    turtle = """@prefix news: <https://kg.example/ns/news#> .
<> a owl:Ontology ; owl:imports <https://kg.example/ns/news> .
""" + STANZA.replace("own:Ship", "news:Vehicle").replace("own:Harbour", "news:Port")
    ontology = load([written(turtle)])
    assert {"own:moored", "news:expelled"} <= ontology.relations.keys()
    assert ontology.accepts(ontology.relations["own:moored"].range, "news:Port")


def test_what_sources_can_disagree_on_is_declared(written):
    """A ship is moored in one harbour at a time, and nothing else is said of the relation."""
    turtle = STANZA.replace("range own:Harbour", "range own:Harbour ; kg:oneObjectFor own:Ship ; kg:oneSide false")
    moored = load([written(CLASSES + turtle)]).relations["own:moored"]
    assert (moored.one_object_for, moored.one_subject_for) == (("own:Ship",), ())
    assert (moored.one_side, moored.accuses_of) == (False, ())


def test_a_relation_is_implied_by_those_below_it():
    """Who was murdered was killed, and not the other way round."""
    ontology = load()
    assert "news:murdered" in ontology.below("news:killed")
    assert ontology.below("news:murdered") == ["news:murdered"]


def test_an_unknown_import_is_an_error(written):
    """Nothing is fetched: what is imported must be packaged or passed."""
    path = written("<> a owl:Ontology ; owl:imports <https://far.example/ontology> .\n")
    with pytest.raises(OntologyError, match=r"owl:imports <https://far\.example/ontology>, which is not loaded"):
        load([path])


def test_the_digest_follows_meaning_and_not_layout(written):
    """Comments, line breaks and the order of files keep it; another phrase changes it."""
    plain = load([written(CLASSES, "one.ttl"), written(STANZA, "two.ttl")]).digest
    turned = load([written("# note\n" + STANZA.replace(" ;\n   ", ";"), "two.ttl"), written(CLASSES, "one.ttl")]).digest
    other = load([written(CLASSES + STANZA.replace("moored in", "moored off"))]).digest
    assert plain == turned != other


def test_the_packaged_file_exists():
    """The default ontology lies where the package looks for it."""
    assert packaged().is_file()
