"""The packaged ontology of the news."""

import json

import pytest

from kg.ontology import load

NEWS = load()
RELATIONS = list(NEWS.relations.values())
REQUIRED = (
    "operatesIn expelled memberOf leads controls captured attacked killed injured arrested supports partOf locatedIn "
    "headquarteredIn employedBy founded acquired metWith accused nationality said"
)


def test_it_has_many_classes_and_relations():
    """Forty classes and sixty relations are the least."""
    assert len(NEWS.classes) >= 40
    assert len(RELATIONS) >= 60


@pytest.mark.parametrize("name", REQUIRED.split())
def test_the_core_relations_are_there(name):
    """What news is mostly about can be extracted."""
    assert f"news:{name}" in NEWS.relations


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda one: one.id)
def test_each_relation_is_well_worded(relation):
    """At least three phrases, and whole sentences as examples."""
    assert len(relation.phrases) >= 3
    assert all(text.endswith(".") for text in (*relation.examples, *relation.counter_examples))
    assert not set(relation.examples) & set(relation.counter_examples)


def test_no_two_relations_share_phrase_domain_and_range():
    """Types choose between relations of the same wording, so the same wording needs other types."""
    seen = {}
    for one in RELATIONS:
        for phrase in one.phrases:
            assert seen.setdefault((phrase, one.domain, one.range), one.id) == one.id


def test_all_matches_are_addresses_of_known_vocabularies():
    """A match is an IRI of Wikidata, schema.org, FOAF or PLOVER."""
    known = (
        "http://www.wikidata.org/", "https://schema.org/", "http://xmlns.com/foaf/0.1/", "https://kg.example/ns/plover#",
    )  # fmt: skip
    items = (*NEWS.classes.values(), *RELATIONS)
    matches = [match for one in items for match in one.matches] + [m for one in RELATIONS for m in one.inverse_matches]
    assert len(matches) > 100
    assert [match for match in matches if not match.startswith(known)] == []


@pytest.mark.parametrize(
    ("prefix", "namespace"),
    [
        ("news", "https://kg.example/ns/news#"),
        ("kg", "https://kg.example/ns/kg#"),
        ("wd", "http://www.wikidata.org/entity/"),
        ("wdt", "http://www.wikidata.org/prop/direct/"),
        ("schema", "https://schema.org/"),
        ("plover", "https://kg.example/ns/plover#"),
    ],
)
def test_prefixes(prefix, namespace):
    """The prefixes are those that the graph and its queries use."""
    assert NEWS.prefixes[prefix] == namespace


def test_every_id_expands_to_its_iri():
    """CURIE and IRI agree."""
    assert all(NEWS.expand(one.id) == one.iri for one in (*NEWS.classes.values(), *RELATIONS))


@pytest.mark.parametrize(
    ("cls", "ancestor", "expected"),
    [
        ("news:NewsAgency", "news:Organization", True),
        ("news:NewsAgency", "news:NewsAgency", True),
        ("news:Country", "news:Agent", True),
        ("news:Country", "news:Place", True),
        ("news:Facility", "news:Agent", False),
        ("news:Organization", "news:Company", False),
        ("news:Person", "owl:Thing", True),
        ("news:Unheard", "owl:Thing", True),
        ("news:Unheard", "news:Agent", False),
    ],
)
def test_is_a(cls, ancestor, expected):
    """Kinds follow the tree, over several steps; unknown classes are only things."""
    assert NEWS.is_a(cls, ancestor) is expected


@pytest.mark.parametrize(
    ("cls", "root"),
    [
        ("news:Person", "news:Person"),
        ("news:ArmedGroup", "news:Organization"),
        ("news:City", "news:Place"),
        ("news:Unheard", "owl:Thing"),
        ("news:War", "news:Event"),
        ("news:Agreement", "news:Work"),
        ("news:Group", "owl:Thing"),
        ("news:Weapon", "owl:Thing"),
    ],
)
def test_root(cls, root):
    """The root is the nearest class that a picture has a colour for."""
    assert NEWS.root(cls) == root


def test_a_domain_accepts_any_of_its_classes():
    """One fitting class is enough."""
    assert NEWS.accepts(("news:Event", "news:Agent"), "news:Facility") is False
    assert NEWS.accepts(("news:Event", "news:Agent"), "news:ArmedForce") is True
    assert NEWS.accepts((), "news:Person") is False


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("news:expelled", ["news:expelled"]),
        ("Expelled", ["news:expelled"]),
        ("works for", ["news:employedBy"]),
        ("ultimatum", ["news:threatened"]),
        ("zzz", []),
    ],
)
def test_find(name, found):
    """A relation is found by id, local name, label, or a word of its phrases."""
    assert [one.id for one in NEWS.find(name)] == found


@pytest.mark.parametrize("name", ["knowledgenet", "plover"])
def test_the_relations_that_scorers_know_are_named_alike(name, shared):
    """Most ids of the scorers' maps are relations here."""
    ids = [key for key in json.loads((shared / f"eval/maps/{name}.json").read_text()) if key != "_"]
    assert len([one for one in ids if one in NEWS.relations]) >= 0.85 * len(ids)


def test_loading_twice_gives_the_same():
    """The ontology is a value."""
    assert load() == NEWS
