"""Which events of two articles are one, by what is said of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.entities.events import Happening, blocks, meet
from kg.entities.resolve import resolve
from kg.identity import Fact, Own, Profile
from kg.ontology.events import part

ADEN = ("sem:hasPlace", "aden")
SANAA = ("sem:hasPlace", "sanaa")
YEMEN = ("sem:hasPlace", "yemen")
TYPES = {"aden": "City", "sanaa": "City", "yemen": "Country", "smith": "Person", "jones": "Person"}
SITES = {
    "market of a": "Facility",
    "market of b": "Facility",
    "port of b": "Facility",
    "house of a": "Facility",
    "house of b": "Facility",
}  # without a name


def day(date):
    return ("sem:hasTimeStamp", date)


def dead(number):
    return ("news:numberKilled", number)


def at(site):
    return ("news:target", site)


def story(article, type_, *facts, claims=()):
    """Return the profiles of an article with one event, and of what fills its roles."""

    def told(rows):
        return tuple(Fact(role, True, other, value=other not in types) for role, other in rows)

    types = {**TYPES, **SITES}

    event = Profile(
        Own(article, f"e-{article}"), "event", f"news:{type_}", named=False, facts=told(facts), claims=told(claims)
    )
    others = sorted({other for _, other in (*facts, *claims) if other in types})
    names = {one: one.partition(" of ")[0] for one in others}
    return [event, *(Profile(Own(article, one), names[one], f"news:{types[one]}", (names[one],), named=one in TYPES)
                     for one in others)]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        (("Attack", ADEN, day("2024-05-03"), dead("12")), ("Attack", ADEN, day("2024-05-03"), dead("15")), True),
        (("Attack", ADEN, day("2024-05-03"), dead("12")), ("Killing", ADEN, day("2024-05-03"), dead("12")), True),
        (("Attack", ADEN, day("2024-05-03")), ("Attack", ADEN, day("2024-05-03")), False),  # a town, a day: too little
        (("Attack", ADEN, day("2024-05-03"), at("market of a")),
         ("Attack", ADEN, day("2024-05-03"), at("market of b")), True),
        (("Attack", ADEN, day("2024-05-03"), at("market of a"), dead("14")),
         ("Attack", ADEN, day("2024-05-03"), at("market of b"), dead("23")), True),
        (("Attack", ADEN, day("2024-05-03"), at("market of a")),
         ("Attack", ADEN, day("2024-05-03"), at("port of b")), False),
        (("Attack", ADEN, day("2024-05-03"), at("house of a")),
         ("Attack", ADEN, day("2024-05-03"), at("house of b")), False),
        (("Attack", YEMEN, day("2024-05-03"), at("market of a")),
         ("Attack", YEMEN, day("2024-05-03"), at("market of b")), False),
        (("Attack", ADEN, day("2024-05"), at("market of a")),
         ("Attack", ADEN, day("2024-05"), at("market of b")), False),
        (("Attack", ADEN, day("2024-05-03"), dead("12")), ("Attack", ADEN, day("2024-05-04"), dead("12")), False),
        (("Attack", ADEN, day("2024-05-03"), dead("12")), ("Attack", SANAA, day("2024-05-03"), dead("12")), False),
        (("Attack", ADEN, day("2024-05-03"), dead("12")), ("Arrest", ADEN, day("2024-05-03"), dead("12")), False),
        (("Attack", ADEN, day("2024-05-03"), dead("3")), ("Attack", ADEN, day("2024-05-03"), dead("90")), False),
        (("Attack", YEMEN, day("2024-05-03"), dead("12")), ("Attack", YEMEN, day("2024-05-03"), dead("12")), False),
        (("Attack", ADEN, dead("12")), ("Attack", ADEN, dead("12")), False),  # no day
        (("Attack", ADEN, day("2024-05"), dead("12")), ("Attack", ADEN, day("2024-05"), dead("12")), False),
        (("Arrest", day("2024-05-03"), ("news:arrestee", "smith")),
         ("Arrest", day("2024-05-03"), ("news:arrestee", "smith"), ADEN), True),
        (("Arrest", day("2024-05-03"), ("news:arrestee", "smith"), ADEN),
         ("Arrest", day("2024-05-03"), ("news:arrestee", "jones"), ADEN), False),
        (("Meeting", day("2024-05-03"), ("sem:hasActor", "smith"), ("sem:hasActor", "jones")),
         ("Meeting", day("2024-05-03"), ("sem:hasActor", "smith"), ("sem:hasActor", "jones")), True),
        (("Meeting", day("2024-05-03"), ("sem:hasActor", "smith")),
         ("Meeting", day("2024-05-03"), ("sem:hasActor", "smith")), False),
        (("Attack", ADEN, day("2024-05-03"), dead("12"), ("news:attacker", "smith")),
         ("Attack", ADEN, day("2024-05-03"), dead("12"), ("news:attacker", "jones")), False),
    ],
)  # fmt: skip
def test_events_are_one_if_enough_agrees_and_nothing_contradicts(is_a, first, second, one):
    """The order of the articles does not count."""
    profiles = [*story("a", *first), *story("b", *second)]
    for order in (profiles, profiles[::-1]):
        canonical = resolve(order, is_a, (), part)[0].canonical
        assert (canonical[Own("a", "e-a")] == canonical[Own("b", "e-b")]) is one


def test_claims_of_other_actors_do_not_part_what_else_is_one(is_a):
    """Who did it is what sources disagree on."""
    told = (ADEN, day("2024-05-03"), dead("12"))
    first = story("a", "Attack", *told, ("news:attacker", "smith"))
    second = story("b", "Attack", claims=(*told, ("news:attacker", "jones")))
    canonical = resolve([*first, *second], is_a, (), part)[0].canonical
    assert canonical[Own("a", "e-a")] == canonical[Own("b", "e-b")]


def test_an_event_that_may_be_either_of_two_is_neither(is_a):
    """Two attacks in a town on a day, and an article that fits both: the pairs are in doubt."""
    common = (ADEN, day("2024-05-03"))
    first = story("a", "Attack", *common, dead("12"), ("news:attacker", "smith"))
    second = story("b", "Attack", *common, dead("13"), ("news:attacker", "jones"))
    either = story("c", "Attack", *common, dead("12"))
    identity, _ = resolve([*first, *second, *either], is_a, (), part)
    assert len({identity.canonical[Own(one, f"e-{one}")] for one in "abc"}) == 3
    assert len([one for one in identity.doubts if "e-c" in one[:2]]) == 2


def happening(date, *, place="aden", number=None, site="", **parts):
    one = Happening("news:Attack", "a", times={date}, sites={site} - {""})
    for part_, id_ in {"place": place, **parts}.items():
        one.entities[part_][id_] = f"news:{TYPES[id_]}"
    if number is not None:
        one.numbers["news:numberKilled"] = {Decimal(number)}
    return one


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (happening("2024-05-03", number=12), happening("2024-05-03", number=17), True),
        (happening("2024-05-03", number=0), happening("2024-05-03", number=0), True),
        (happening("2024-05-03", number=12), happening("2024-05", number=12), True),
        (happening("2024-05-03", number=12), happening("2024-05-04", number=12), False),
        (happening("2024-05-03", number=12), happening("2024-05-03", number=90), False),
        (happening("2024-05-03"), happening("2024-05-03"), False),
        (happening("2024-05-03", doer="smith"), happening("2024-05-03", doer="smith"), True),
        (happening("2024-05-03", affected="smith"), happening("2024-05-03", place="sanaa", affected="smith"), True),
        (happening("2024-05-03", affected="yemen"), happening("2024-05-03", place="sanaa", affected="yemen"), False),
        (happening("2024-05-03", site="market"), happening("2024-05-03", site="market"), True),
        (happening("2024-05-03", site="market"), happening("2024-05-03", site="port"), False),
        (happening("2024-05-03", site="house"), happening("2024-05-03", site="house"), False),
        (happening("2024-05-03", place="yemen", site="port"),
         happening("2024-05-03", place="yemen", site="port"), False),
        (happening("2024", number=12), happening("2024", number=12), False),
    ],
)  # fmt: skip
def test_events_are_compared_that_may_share_enough(one, other, together):
    """A day, and whom it was done to, two other things or a site in a town; a town, or a country, is not enough."""
    assert meet(one, other) is meet(other, one) is together


def test_a_busy_month_of_a_country_is_not_compared_wholly():
    """What is compared grows with what shares more than day and country: as the number of events does."""

    def widest(count):
        found = {}
        for number in range(count):
            event = happening(f"2024-05-{number % 28 + 1:02}", place="yemen", number=1.7 ** (number // 28))
            event.entities["doer"][f"band-{number}"] = "news:ArmedGroup"
            for key in blocks(event):
                found[key] = found.get(key, 0) + 1
        return max(found.values())

    assert widest(560) == widest(56) == 2
