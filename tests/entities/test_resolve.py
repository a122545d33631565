"""Who is who across articles: what is merged, what never is, what comes apart, what is shown to people."""

import random

import pytest

from kg.entities.kinds import Kinds
from kg.entities.ledger import Who, made, parsed
from kg.entities.names import acronym, built_on_a_noun, initials, plain, skeleton, unmasked, without_form
from kg.entities.resolve import LARGEST_BLOCK, WINDOW, pairs, resolve
from kg.entities.unit import Unit
from kg.entities.units import units

COUNTRIES = [("a", "Alba", "Country"), ("b", "Borland", "Country")]
HELD = (("presidentOf", "alba"),)
ABROAD = (("presidentOf", "borland"),)
NEAR = (("leads", "globex"),)


def cast(profile, rows):
    """Return profiles of rows (article, label, class, keyword arguments), with the neighbours that facts name."""
    made_, there = [], set()
    for article, label, class_, *more in rows:
        fields = more[0] if more else {}
        made_.append(profile(article, label, class_, **fields))
        for _, other in fields.get("facts", ()):
            there.add((article, other))
    known = {(one.own.article, one.own.id) for one in made_}
    for article, other in sorted(there - known):
        class_ = "Country" if other in ("alba", "borland") else "Company"
        made_.append(profile(article, other.capitalize(), class_))
    return made_


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # a form of the company's name
        ([("a", "Acme", "Company"), ("b", "Acme Inc", "Company")], {"Acme", "Acme Inc"}),
        ([("a", "Acme", "Organization"), ("b", "ACME, Incorporated", "Company")], {"Acme", "ACME, Incorporated"}),
        ([("a", "Acme", "Company"), ("b", "Acme Inc", "Company"), ("c", "Acme Ltd", "Company")], set()),
        ([("a", "Acme", "ArmedGroup"), ("b", "Acme Inc", "Country")], set()),
        # the acronym of a country
        ([("a", "U.S. Constitution", "Law"), ("b", "United States Constitution", "Law")],
         {"U.S. Constitution", "United States Constitution"}),
        # an acronym that some article introduces
        ([("a", "World Grain Board", "Organization", {"aliases": ("WGB",)}), ("b", "WGB", "Organization")],
         {"World Grain Board", "WGB"}),
        ([("a", "World Grain Board", "Organization"), ("b", "WGB", "Organization")], set()),
        ([("a", "World Grain Board", "Organization", {"aliases": ("IPO",)}), ("b", "IPO", "Organization")], set()),
        ([("a", "Grain Board", "Organization", {"aliases": ("GB",)}), ("b", "GB", "Organization")], set()),
        # a part of the name, a place of the name, the number of a king
        ([("a", "Alban Games Federation", "Organization", {"aliases": ("Alban Games",)}),
          ("b", "Alban Games", "Organization")], set()),
        ([("a", "Saint Alba", "City"), ("b", "St. Alba", "City")], set()),
        ([("a", "Louis XIV", "Person", {"facts": NEAR}), ("b", "Louis XVI", "Person", {"facts": NEAR})], set()),
        ([("a", "Ida Holm Sr.", "Person", {"facts": NEAR}), ("b", "Ida Holm Jr.", "Person", {"facts": NEAR})], set()),
        ([("a", "World Grain Board", "Organization", {"aliases": ("WGB",)}), ("b", "WGB", "City")], set()),
        ([("a", "World Grain Board", "Organization", {"aliases": ("WGB",)}), ("b", "WGB", "Organization"),
          ("c", "West Gala Bank", "Organization", {"aliases": ("WGB",)})], set()),
        # middle names, where a neighbour, an office or a country is shared
        ([("a", "Ida Holm", "Person", {"facts": NEAR}), ("b", "Ida M. Holm", "Person", {"facts": NEAR})],
         {"Ida Holm", "Ida M. Holm"}),
        ([("a", "Ida Holm", "Person", {"facts": HELD}), ("b", "Ida M. Holm", "Person", {"facts": HELD})],
         {"Ida Holm", "Ida M. Holm"}),
        ([("a", "Ida Holm", "Person"), ("b", "Ida M. Holm", "Person")], set()),
        ([("a", "Ida K. Holm", "Person", {"facts": NEAR}), ("b", "Ida M. Holm", "Person", {"facts": NEAR})], set()),
        ([("a", "Ida Holm", "Person", {"facts": NEAR}), ("b", "Ida M. Holm", "Person", {"facts": NEAR}),
          ("c", "Ida K. Holm", "Person", {"facts": NEAR})], set()),
        # ways to transliterate a name
        ([("a", "Moammar Qadhafi", "Person", {"facts": NEAR}), ("b", "Muammar al-Gaddafi", "Person", {"facts": NEAR})],
         {"Moammar Qadhafi", "Muammar al-Gaddafi"}),
        ([("a", "Moammar Qadhafi", "Person"), ("b", "Muammar al-Gaddafi", "Person")], set()),
        ([("a", "Moammar Qadhafi", "Person", {"facts": HELD}),
          ("b", "Muammar al-Gaddafi", "Person", {"facts": ABROAD})], set()),
        # a surname alone, an initial alone
        ([("a", "Holm", "Person", {"facts": NEAR}), ("b", "Ida Holm", "Person", {"facts": NEAR})], set()),
        ([("a", "Ida Holm", "Person"), ("b", "Ina Holm", "Person")], set()),
        # links
        ([("a", "Saint Alba", "City", {"links": ("http://x.example/Q1",)}),
          ("b", "Port Alba", "City", {"links": ("http://x.example/Q1",)})], {"Saint Alba", "Port Alba"}),
        ([("a", "Acme", "Company", {"links": ("http://x.example/Q1",)}),
          ("b", "Acme Inc", "Company", {"links": ("http://x.example/Q2",)})], set()),
        # an article that keeps them apart, or says what they have to do with one another
        ([("a", "Acme Group", "Company"), ("a", "Acme", "Company")], set()),
        ([("a", "Acme", "Company"), ("b", "Acme Group", "Company", {"facts": (("sued", "acme"),)}),
          ("b", "Acme", "Company")], set()),
        # born in other years
        ([("a", "Ida Holm", "Person", {"facts": (*NEAR, ("bornOn", "1950-02-01"))}),
          ("b", "Ida M. Holm", "Person", {"facts": (*NEAR, ("bornOn", "1981"))})], set()),
    ],
)  # fmt: skip
@pytest.mark.parametrize("turned", [False, True])
def test_what_is_merged(profile, together, rows, expected, turned):
    """Each pair meets, or does not, whatever the order."""
    everyone = cast(profile, rows)
    groups = together(everyone[::-1] if turned else everyone)
    assert groups == ({frozenset(expected)} if expected else set())


@pytest.mark.parametrize(
    ("rows", "apart"),
    [
        ([("a", "Jordan", "Person"), ("b", "Jordan", "Country"), ("c", "Jordan", "Country")], 2),
        ([("a", "Jordan", "Organization"), ("b", "Jordan", "Place")], 1),  # the vaguest classes are often confounded
        ([("a", "Ida Holm", "Person", {"facts": HELD}), ("b", "Ida Holm", "Person", {"facts": ABROAD})], 2),
        ([("a", "Ida Holm", "Person", {"facts": HELD}), ("b", "Ida Holm", "Person")], 1),
        ([("a", "Ida Holm", "Person", {"facts": HELD, "settings": frozenset({"borland"})}),
          ("b", "Ida Holm", "Person", {"facts": ABROAD})], 1),
        ([("a", "Ida Holm", "Person", {"facts": (("age", "30"),), "published": "2020-01-01"}),
          ("b", "Ida Holm", "Person", {"facts": (("age", "31"),), "published": "2021-06-01"})], 1),
        ([("a", "Ida Holm", "Person", {"facts": (("age", "30"),), "published": "2020-01-01"}),
          ("b", "Ida Holm", "Person", {"facts": (("age", "62"),), "published": "2021-06-01"})], 2),
        ([("a", "Interior Ministry", "Ministry", {"setting": "alba"}),
          ("b", "Interior Ministry", "Ministry", {"setting": "borland"})], 2),
        ([("a", "Interior Ministry", "Ministry", {"setting": "alba"}),
          ("b", "Interior Ministry", "Ministry", {"setting": "alba"})], 1),
        ([("a", "Interior Ministry", "Ministry"), ("b", "Interior Ministry", "Ministry")], 2),
        ([("a", "Parliament", "Parliament"), ("b", "Parliament", "Place")], 2),
        ([("a", "Egyptian Interior Ministry", "Ministry"), ("b", "Egyptian Interior Ministry", "Ministry")], 1),
        ([("a", "Alban army", "ArmedForce"), ("b", "Alban army", "ArmedForce")], 1),
        ([("a", "National Guard", "ArmedForce"), ("b", "National Guard", "ArmedForce")], 2),
        ([("a", "Unity Party", "PoliticalParty"), ("b", "Unity Party", "PoliticalParty")], 1),
        ([("a", "U.S. Embassy", "GovernmentBody", {"setting": "alba"}),
          ("b", "U.S. Embassy", "GovernmentBody", {"setting": "borland"})], 2),
        ([("a", "Unity Party", "PoliticalParty", {"setting": "alba"}),
          ("b", "Unity Party", "PoliticalParty", {"setting": "borland"})], 2),
        ([("a", "Amara Copper", "Company", {"setting": "alba"}),
          ("b", "Amara Copper", "Company", {"setting": "borland"})], 1),
        ([("a", "", "Person", {"id_": "e3b0", "named": False}),
          ("b", "", "Person", {"id_": "e3b0", "named": False})], 2),
    ],
)  # fmt: skip
def test_equal_names_come_apart_where_they_contradict(profile, who, rows, apart):
    """Class, country and age tell namesakes apart; without a contradiction an equal name is one."""
    name = profile(*rows[0][:3], **(rows[0][3] if len(rows[0]) > 3 else {})).own.id
    canonical = who(cast(profile, rows)).canonical
    assert len({id_ for own, id_ in canonical.items() if own.id == name}) == apart


def test_ids_of_namesakes_tell_them_apart(profile, who):
    """The best attested keeps the id; class or country marks the other."""
    rows = [profile("a", "Jordan"), profile("b", "Jordan", "Country"), profile("c", "Jordan", "Country")]
    assert {*who(rows).canonical.values()} == {"jordan", "jordan-person"}
    rows = [profile(a, "Interior Ministry", "Ministry", setting=s) for a, s in [("a", "alba"), ("b", "borland")]]
    assert {*who(rows).canonical.values()} == {"interior-ministry", "interior-ministry-borland"}


def test_a_merge_says_why(profile, who):
    """Score and shared evidence are recorded, under the ids that the two had alone."""
    found = who(cast(profile, [("a", "Ida Holm", "Person", {"facts": (*NEAR, *HELD)}),
                               ("b", "Ida M. Holm", "Person", {"facts": (*NEAR, *HELD)})]))  # fmt: skip
    (merge,) = found.merges
    assert (merge.first, merge.second) == ("ida-holm", "ida-m-holm")
    assert merge.score == pytest.approx(0.9125)
    assert merge.because == (
        "both are of Alba", "both: leads “Globex”", "“Ida Holm” and “Ida M. Holm” differ in middle names",
    )  # fmt: skip
    assert found.replaced == {"ida-holm": "ida-m-holm"}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([("a", "Ida Holm", "Person"), ("b", "Ida M. Holm", "Person")], "differ in middle names"),
        ([("a", "Ida Holm", "Person"), ("b", "Idah Holm", "Person")], "spellings of one name"),
        ([("a", "Acme Bank", "Bank"), ("b", "Аcme Bank", "Bank")], "letters that look alike"),
        ([("a", "Acme", "Company"), ("b", "Acme Inc", "Company"), ("c", "Acme Ltd", "Company")], "may be acme"),
        ([("a", "Interior Ministry", "Ministry"), ("b", "Interior Ministry", "Ministry")], "both are called"),
    ],
)
def test_doubtful_pairs_are_listed_and_not_merged(profile, who, rows, reason):
    """What may be one is shown with the reason."""
    found = who(cast(profile, rows))
    assert found.merges == ()
    assert any(reason in words for doubt in found.doubts for words in doubt.because)


def test_a_chain_does_not_join_what_contradicts(profile, together):
    """ "Acme" may be either company; a link between two others does not carry a third along."""
    rows = [
        ("a", "Acme", "Company", {"links": ("http://x.example/Q1",)}),
        ("b", "Acme Trading", "Company", {"links": ("http://x.example/Q1", "http://y.example/1")}),
        ("c", "Acme Trading Inc", "Company", {"links": ("http://y.example/1", "http://x.example/Q2")}),
    ]
    assert together(cast(profile, rows)) == {frozenset({"Acme", "Acme Trading"})}


def test_neither_order_nor_hash_counts(profile, is_a):
    """Shuffled profiles give the same answer."""
    rows = [("a", f"Ida{'' if n % 3 else ' M.'} Holm{'' if n % 2 else 'e'}", "Person", {"facts": NEAR if n % 4 else ()})
            for n in range(3)]  # fmt: skip
    everyone = [p for n in range(12) for p in cast(profile, [(f"{r[0]}{n}", *r[1:]) for r in rows[: 1 + n % 3][-1:]])]
    answers = set()
    for seed in range(5):
        random.Random(seed).shuffle(everyone)
        found, _ = resolve(everyone, is_a)
        answers.add((tuple(sorted(found.canonical.items())), found.merges, found.doubts))
    assert len(answers) == 1


def test_a_large_block_is_not_paired_wholly(profile, is_a):
    """Of many with one name key only neighbours in the alphabet are compared."""
    many = [profile(f"a{n}", f"Ida {chr(97 + n % 26)}{n} Holm") for n in range(20 * LARGEST_BLOCK)]
    found = pairs(units(many, Kinds(is_a), {}))
    assert len(many) < len(found) < 20 * len(many)


@pytest.mark.parametrize("count", [5_000, 20_000])
def test_pairs_stay_few_where_all_bear_like_names(count):
    """However many bear one surname and like given names, each is compared with a few others."""
    given = [f"Al{vowel}{end}" for vowel in "aeiou" for end in ("", "y", "h", "yy")]
    found = {}
    for number in range(count):
        name = f"{given[number % len(given)]} {format(number, 'x').translate(LETTERS).title()} Hassan"
        found[f"p{number}"] = Unit(f"p{number}", label=name, type="news:Person", named=True, names=(name,),
                                   families=frozenset({"news:Person"}))  # fmt: skip
    assert len(pairs(found)) <= 10 * count


LETTERS = str.maketrans("0123456789abcdef", "bcdfghklmnprstvz")


@pytest.mark.parametrize("count", [2_000, 20_000])
def test_pairs_stay_few_where_all_have_the_same_first_letters(count):
    """Full names with the same first letters are compared with the acronym alone, and not one by one."""
    found = {"wfp": Unit("wfp", label="WFP", type="news:Organization", named=True, names=("WFP",))}
    for number in range(count):
        word = format(number, "x").translate(LETTERS)
        name = f"W{word} F{word} P{word}"
        found[f"w{number}"] = Unit(f"w{number}", label=name, type="news:Organization", named=True, names=(name,))
    assert len(pairs(found)) <= 2 * WINDOW
    introduced = "w1", "w77"
    for id_ in introduced:
        found[id_].names = (*found[id_].names, "WFP")
    assert {("w1", "wfp"), ("w77", "wfp")} <= pairs(found)  # whatever stands between them in the alphabet


@pytest.mark.parametrize(
    "name",
    ["x" * 10_000, "Ida " + "Holm " * 2_000, "محمد علي", "\u202eIda Holm\u202c", "Z̵̡̢̛a̴̧l̸g̷o̶ Holm", "Іda Ноlm", "?", " ", "",
     "I" * 9 + ".", "\u0301\u0301", "A" * 5_000 + "B"],
)  # fmt: skip
def test_odd_names_are_compared_as_well(profile, who, name):
    """Ten thousand letters, marks of direction, combining marks, look-alikes and nothing at all break nothing."""
    rows = [profile("a", name, named=bool(name.strip())), profile("b", "Ida Holm", facts=NEAR)]
    rows += [profile("c", name, "Company", named=bool(name.strip())), profile("b", "Globex", "Company")]
    assert len(who(rows).canonical) == 4


@pytest.mark.parametrize(
    ("name", "letters"),
    [("U.N.", "UN"), ("NATO", "NATO"), ("MPs", "MP"), ("Nato", ""), ("A", ""), ("AB CD", ""), ("G-8", ""),
     ("CO2", "CO2")],
)  # fmt: skip
def test_acronyms(name, letters):
    """Two capitals or more, and no small letters but a plural s."""
    assert acronym(name) == letters


def test_forms_of_names():
    """Initials skip small words; forms of companies and look-alikes go; marks of direction are nothing."""
    assert initials("Board of Grain and Trade") == "BGT"
    assert without_form("Acme Holdings Ltd.") == ("acme", ("holding", "ltd"))
    assert without_form("Group") == ("group", ())
    assert unmasked(plain("Аcmе")) == "acme"
    assert plain("\u202eIda Holm\u202c") == "ida holm"


@pytest.mark.parametrize(
    ("one", "other"),
    [("muammar", "moammar"), ("gaddafi", "qadhafi"), ("sergei", "sergey"), ("mohammed", "muhammad"),
     ("petrov", "petroff"), ("zelensky", "zelenskyy")],
)  # fmt: skip
def test_transliterations_sound_alike(one, other):
    """One name in several spellings has one skeleton."""
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("name", "common"),
    [("Interior Ministry", True), ("House", True), ("Ministry of Foreign Affairs", True), ("Supreme Court", True),
     ("Egyptian Interior Ministry", False), ("Government of Iraq", False), ("Globex", False)],
)  # fmt: skip
def test_names_that_each_country_has(name, common):
    """A noun and what describes it, without a place, names no one body."""
    assert built_on_a_noun(name) is common


WHO = Who("A. Reader", "2026-05-01", "")


def ruled(tmp_path, *decisions):
    """Return decisions with the lines that they have in a ledger."""
    return parsed(tmp_path, "").changed(decisions).decisions


def test_decisions_come_before_rules(profile, together, tmp_path):
    """What people say is one is one, though it contradicts; what they say is two is not merged by way of others."""
    rows = cast(profile, [("a", "Acme", "Company"), ("b", "Acme Inc", "Company"), ("c", "Jordan", "Person")])
    one = made("e:acme", "skos:exactMatch", "e:jordan", WHO)
    two = made("e:acme", "skos:exactMatch", "e:acme-inc", WHO, negated=True)
    assert together(rows, ruled(tmp_path, one)) == {frozenset({"Acme", "Jordan", "Acme Inc"})}
    assert together(rows, ruled(tmp_path, one, two)) == {frozenset({"Acme", "Jordan"})}
    assert together(rows, ruled(tmp_path, two)) == set()
