"""What names stand for."""

import pytest

from kg.gazetteer import Gazetteer
from kg.gazetteer.keys import key


@pytest.fixture(scope="module")
def known():
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Libya", "libya"),
        ("LIBYA", "libya"),
        ("the United Kingdom", "united-kingdom"),
        ("UK", "united-kingdom"),
        ("Britain", "united-kingdom"),
        ("America", "united-states"),
        ("U.S.", "united-states"),
        ("US", "united-states"),
        ("South Korea", "south-korea"),
        ("North Korea", "north-korea"),
        ("Ivory Coast", "ivory-coast"),
        ("Côte d’Ivoire", "ivory-coast"),
        ("Czech Republic", "czech-republic"),
        ("Burma", "myanmar"),
        ("Türkiye", "turkey"),
        ("Syria's", "syria"),
        ("Gaza Strip", "gaza-strip"),
        ("Middle East", "middle-east"),
        ("Crimea", "crimea"),
        ("Darfur", "darfur"),
        ("Mindanao", "mindanao"),
        ("California", "california-us-region"),
        ("Tripoli", "tripoli-ly"),
        ("Sirte", "sirte-ly"),
        ("Bani Walid", "bani-walid-ly"),
        ("Jafra", "al-jufrah-ly-region"),
        ("al-Jufra", "al-jufrah-ly-region"),
        ("Kiev", "kyiv-ua"),
        ("New York", "new-york-us"),
        ("St. Petersburg", "saint-petersburg-ru"),
        ("Basra", "basra-iq"),
        ("Basra province", "basra-iq-region"),
        ("Tripoli, Lebanon", "tripoli-lb"),
        ("Paris, Texas", "paris-us"),
        ("Springfield, Illinois", "springfield-us-il"),
        ("IS", "islamic-state"),
        ("Islamic State", "islamic-state"),
        ("IS group", "islamic-state"),
        ("Daesh", "islamic-state"),
        ("Al-Qaida", "al-qaeda"),
        ("el-Qaeda", "al-qaeda"),
        ("al-Shabab", "al-shabaab"),
        ("Ansar Al-Sharia", "ansar-al-sharia"),
        ("Nato", "nato"),
        ("NATO", "nato"),
        ("WHO", "world-health-organization"),
        ("Xinhua", "xinhua"),
        ("McDonald’s", "mcdonalds"),
        ("GOP", "republican-party"),
        ("AFP", "agence-france-presse"),
        ("Labour Party", "labour-party"),
        ("Democratic Party's", "democratic-party"),
        ("The Times", "the-times"),
        ("U.S. Environmental Protection Agency", "environmental-protection-agency"),
        ("Irish Labour Party", "irish-labour-party"),
        ("French Environmental Protection Agency", None),
        ("IRGC-Quds Force", "quds-force"),
        ("Islamic Revolutionary Guard Corps-Quds Force", "quds-force"),
        ("Washington Post-ABC News", None),
        ("FBI-Quds Force", None),
        ("Rolling Stone Magazine", "rolling-stone"),
        ("Northern District", None),
        ("University of North Carolina at Chapel Hill", "university-of-north-carolina-at-chapel-hill"),
    ],
)
def test_name_stands_for_entry(known, name, id_):
    """A name is found whatever its accents, full stops, article and hyphens."""
    assert getattr(known.best(name), "id", None) == id_


@pytest.mark.parametrize(
    "name",
    [
        "is",
        "Is",
        "us",
        "Us",
        "who",
        "Who",
        "it",
        "Of",
        "of",
        "the army",
        "reading",
        "libya",
        "Dutch winter",
        "",
        "-",
        "The",
    ],
)
def test_word_is_no_name(known, name):
    """An acronym needs its capitals and a name one, so that plain words are never taken for names."""
    assert known.lookup(name) == ()


@pytest.mark.parametrize(
    ("name", "country", "id_"),
    [
        ("Nice", "FR", "nice-fr"),
        ("Reading", "GB", "reading-gb"),
        ("Mobile", "US", "mobile-us"),
        ("Tyre", "LB", "tyre-lb"),
        ("Split", "HR", "split-hr"),
        ("Sandy", "US", "sandy-us"),
    ],
)
def test_common_word_is_a_city_only_in_its_country(known, name, country, id_):
    """A city called like a common word or a person counts only if its country is in the article."""
    assert known.lookup(name) == ()
    assert known.best(name, {country}).id == id_


@pytest.mark.parametrize("name", ["Springfield", "Cambridge", "Valencia", "Punjab", "Congress", "Supreme Court", "BNP"])
def test_open_choice_gives_nothing(known, name):
    """Where no namesake clearly outweighs the others, none is chosen, yet all are listed."""
    assert known.best(name) is None
    assert len(known.lookup(name)) > 1


@pytest.mark.parametrize(
    ("name", "countries", "id_"),
    [
        ("Georgia", set(), "georgia"),
        ("Georgia", {"US"}, "georgia-us-region"),
        ("Georgia", {"US", "GE"}, "georgia"),
        ("Tripoli", {"LB"}, "tripoli-lb"),
        ("Hyderabad", {"PK"}, "hyderabad-pk"),
        ("Valencia", {"ES"}, "valencia-es"),
        ("Congo", {"CG"}, "republic-of-the-congo"),
        ("Congress", {"IN"}, "indian-national-congress"),
        ("AFP", {"PH"}, "armed-forces-of-the-philippines"),
        ("Lebanon", {"US"}, "lebanon"),
        ("Northern District", {"ZM"}, "northern-zm-region"),
        ("Peru", {"US"}, "peru"),
    ],
)
def test_countries_of_the_article_decide(known, name, countries, id_):
    """Among peers the one in a country of the article wins; a small town never outdoes a country."""
    assert known.best(name, countries).id == id_


def test_lookup_orders_country_before_region_before_town(known):
    """Namesakes come likeliest first."""
    assert [entry.id for entry in known.lookup("Tripoli")][:2] == ["tripoli-ly", "tripoli-ly-region"]
    assert known.lookup("Luxembourg")[0].id == "luxembourg"


@pytest.mark.parametrize(
    ("word", "id_"),
    [
        ("Libyan", "libya"),
        ("Libyans", "libya"),
        ("British", "united-kingdom"),
        ("Briton", "united-kingdom"),
        ("French", "france"),
        ("Frenchmen", "france"),
        ("Dutch", "netherlands"),
        ("Filipino", "philippines"),
        ("European", "europe"),
        ("Palestinian", "palestine"),
        ("Arab", None),
        ("Western", None),
        ("libyan", None),
        ("polish", None),
        ("turkey", None),
    ],
)
def test_demonym(known, word, id_):
    """A word of origin gives its place; it needs its capital, and "Arab" and "Western" name no place."""
    assert getattr(known.demonym(word), "id", None) == id_


@pytest.mark.parametrize(
    ("name", "expected"), [("IS", True), ("U.N.", True), ("FBI", True), ("Is", False), ("Nato", False), ("XQZ", False)]
)
def test_is_acronym(known, name, expected):
    """Only listed acronyms in their own capitals are acronyms."""
    assert known.is_acronym(name) is expected


def test_entry_carries_public_ids(known):
    """A country has both public ids, a city its GeoNames id, its country and coordinates."""
    libya, sirte = known.entry("libya"), known.entry("sirte-ly")
    assert libya.links == ("http://www.wikidata.org/entity/Q1016", "https://sws.geonames.org/2215636/")
    assert sirte.links == ("https://sws.geonames.org/2210554/",)
    assert (sirte.country, round(sirte.latitude), round(sirte.longitude)) == ("LY", 31, 17)
    assert known.entry("tripoli-ly").capital
    assert known.entry("nowhere") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The U.S.", "us"),
        ("Al-Qaïda", "al qaida"),
        ("el Qaida", "al qaida"),
        ("ash-Shabaab", "al shabaab"),
        ("St. Louis", "saint louis"),
        ("Guinea‑Bissau", "guinea bissau"),
        ("Marks & Spencer", "marks and spencer"),
        ("Łódź", "lodz"),
        ("  two   words ", "two words"),
    ],
)
def test_key(name, expected):
    """Spellings of one name have one key."""
    assert key(name) == expected
