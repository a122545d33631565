"""The tables of `ontologies/` that hold known names and words."""

import re
from collections import defaultdict

import pytest

from kg.errors import KgError
from kg.gazetteer import (
    Gazetteer,
    given_name_gender,
    name_suffix_class,
    nominal,
    nominal_class,
    tables,
    title,
    titles,
)
from kg.gazetteer.keys import acronym_key, key
from kg.gazetteer.names import AMBIGUOUS_COLUMNS, GEONAMES_COLUMNS
from kg.gazetteer.words import demonyms, given_names, name_suffixes, nominals, party_words


@pytest.fixture(scope="module")
def known():
    return Gazetteer.load()


@pytest.fixture(scope="module")
def classes():
    ontology = (tables.folder() / "news.ttl").read_text(encoding="utf-8")
    return set(re.findall(r"^(news:\w+) a owl:Class", ontology, re.MULTILINE))


def shared(known, names, form):
    """Return the ids that share a form of their names, by that form."""
    found = defaultdict(set)
    for entry in known.entries():
        for name in names(entry):
            found[form(name)].add(entry.id)
    return {form: ids for form, ids in found.items() if len(ids) > 1}


def test_shared_names_are_listed(known):
    """No two entries share a name or an acronym unless `ambiguous-names.tsv` says so, and it says no more."""
    listed = {name: set(ids.split("|")) - {"-"} for name, ids in tables.rows("ambiguous-names", AMBIGUOUS_COLUMNS)}
    names = shared(known, lambda entry: (entry.label, *entry.aliases), key)
    acronyms = shared(known, lambda entry: entry.acronyms, acronym_key)
    assert {key(name): ids for name, ids in listed.items() if not name.isupper()} == names
    assert {name: ids for name, ids in listed.items() if name.isupper()} == acronyms


def test_ids_are_unique_slugs(known):
    """An id is a slug and stands in one table only."""
    ids = [line.split("\t")[0] for line in tables.lines("geonames", GEONAMES_COLUMNS)]
    listed = [entry.id for entry in known.entries()]
    assert len({*ids, *listed}) == len(ids) + len(listed)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_) for id_ in (*ids, *listed))


def test_wikidata_ids_are_ids(known):
    """Each Wikidata link ends in Q and digits, and no two organizations share one."""
    links = [link for entry in known.entries() for link in entry.links if "wikidata" in link]
    assert all(re.fullmatch(r"http://www\.wikidata\.org/entity/Q\d+", link) for link in links)
    assert len(set(links)) == len(links)


def test_countries_have_both_public_ids(known):
    """Each present country has a Wikidata and a GeoNames id."""
    present = [entry for entry in known.entries() if entry.type == "news:Country" and entry.population]
    assert len(present) > 190
    assert [entry.id for entry in present if len(entry.links) < 2] == []


def test_types_are_classes_of_the_ontology(known, classes):
    """Each type of an entry, noun or suffix is a class of `news.ttl`."""
    types = {entry.type for entry in known.entries()} | set(name_suffixes().values())
    types |= {one.type for one in nominals().values()}
    assert types - classes == set()


def test_keys_of_places_are_current():
    """The keys kept in `geonames.tsv` are those that `key` makes today."""
    for line in tables.lines("geonames", GEONAMES_COLUMNS):
        cells = line.split("\t")
        names = (cells[1], *tables.parts(cells[12]))
        assert cells[13] == "|".join(dict.fromkeys(map(key, names))), cells[0]


@pytest.mark.parametrize(
    ("word", "countries", "id_"),
    [
        ("Republican", (), "republican-party"),
        ("Labour", ("NZ",), "new-zealand-labour-party"),
        ("Conservative", ("CA", "GB"), "conservative-party-of-canada"),
        ("Liberal", (), None),
        ("republican", (), None),
    ],
)
def test_a_party_is_told_by_the_word_before_a_politician(known, word, countries, id_):
    """The party of the article's country is meant, without one the best known, if there is such a one."""
    found = known.party(word, countries)
    assert (found.id if found else None) == id_


def test_party_words_name_parties(known):
    """Each word names parties that are listed."""
    ids = [id_.removeprefix("*") for several in party_words().values() for id_ in several]
    assert [id_ for id_ in ids if (one := known.entry(id_)) is None or one.type != "news:PoliticalParty"] == []


def test_demonyms_name_entries(known):
    """Each word of origin leads to an entry."""
    assert [place for place in demonyms().values() if known.entry(place) is None] == []


def test_tables_are_large_enough(known):
    """The tables hold what news needs."""
    assert sum(entry.rank == 2 for entry in known.entries()) > 1000
    assert len(nominals()) > 500
    assert len(given_names()) > 1000
    assert len(titles()) > 300


@pytest.mark.parametrize(
    ("words", "role", "gender"),
    [
        ("Sen.", "senator", "u"),
        ("Maj. Gen.", "general", "u"),
        ("Major General", "general", "u"),
        ("Prime Minister", "prime minister", "u"),
        ("King", "king", "m"),
        ("Mrs", "", "f"),
        ("spokesman", "spokesman", "m"),
    ],
)
def test_title(words, role, gender):
    """A title gives the noun it means and the gender it implies."""
    found = title(words)
    assert (found.role, found.gender) == (role, gender)


def test_plain_word_is_no_title():
    """A word that is no title gives nothing."""
    assert title("table") is None


@pytest.mark.parametrize(
    ("lemma", "type_"),
    [
        ("army", "news:ArmedForce"),
        ("government", "news:Government"),
        ("police", "news:Police"),
        ("militia", "news:ArmedGroup"),
        ("company", "news:Company"),
        ("bank", "news:Bank"),
        ("man", "news:Person"),
        ("prime minister", "news:Person"),
        ("city", "news:City"),
        ("airport", "news:Airport"),
        ("attack", "news:Attack"),
        ("election", "news:Election"),
        ("idea", None),
    ],
)
def test_nominal_class(lemma, type_):
    """A head noun gives the class of what it stands for."""
    assert nominal_class(lemma) == type_


def test_nominal_tells_group_and_gender():
    """ "police" takes "they", "woman" takes "she"."""
    assert nominal("police").group
    assert not nominal("officer").group
    assert nominal("woman").gender == "f"
    assert nominal("people").plural


@pytest.mark.parametrize(
    ("word", "type_"),
    [
        ("Brigade", "news:ArmedGroup"),
        ("Ministry", "news:Ministry"),
        ("University", "news:University"),
        ("Inc.", "news:Company"),
        ("Airport", "news:Airport"),
        ("Party", "news:PoliticalParty"),
        ("Merkel", None),
    ],
)
def test_name_suffix_class(word, type_):
    """The last word of a name gives its class."""
    assert name_suffix_class(word) == type_


@pytest.mark.parametrize(
    ("name", "gender"), [("Angela", "f"), ("Suleiman", "m"), ("Taylor", "u"), ("José", "m"), ("Sirte", None)]
)
def test_given_name_gender(name, gender):
    """A given name gives the gender of those who bear it."""
    assert given_name_gender(name) == gender


def test_malformed_table_is_an_error(tmp_path, monkeypatch):
    """A table with another header, or a row of another width, is reported with its place and remedy."""
    monkeypatch.setattr(tables, "folder", lambda: tmp_path)
    (tmp_path / "pairs.tsv").write_text("a\tb\n1\t2\t3\n", encoding="utf-8")
    with pytest.raises(KgError, match="3 cells"):
        list(tables.rows("pairs", ("a", "b")))
    with pytest.raises(KgError, match="restore the columns"):
        list(tables.rows("pairs", ("a", "c")))
    with pytest.raises(KgError, match="cannot be read"):
        list(tables.rows("none", ("a",)))
