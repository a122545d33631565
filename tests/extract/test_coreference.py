"""Who is who within an article: chains of names, nominals and pronouns, and chains that must not be."""

from __future__ import annotations

import pytest


@pytest.fixture
def chains(extract):
    """Return the sets of mention texts of the entities of a text."""

    def run(text):
        return [{mention.text for mention in entity.mentions} for entity in extract(text).entities]

    return run


def together(chains, one, other):
    return any(one in chain and other in chain for chain in chains)


SAME = [
    # names
    ("Anna Kowalska spoke. Kowalska then left.", "Anna Kowalska", "Kowalska"),
    ("Dr. Viktor Hanley resigned. Hanley was tired.", "Viktor Hanley", "Hanley"),
    ("Kristin Falkner met reporters. Kristen Falkner said little.", "Kristin Falkner", "Kristen Falkner"),
    ("The National Rivers Council met. The NRC gave no date.", "National Rivers Council", "NRC"),
    ("The Lombard Supreme Court met. The Supreme Court ruled on Friday.", "Lombard Supreme Court", "The Supreme Court"),
    ("The Northern Herders Front (NHF) met. NHF leaders left.", "Northern Herders Front", "NHF"),
    ("Veltra Air flew on. Veltra said nothing.", "Veltra Air", "Veltra"),
    # offices
    (
        "French President Emmanuel Macron arrived. The French president smiled.",
        "Emmanuel Macron",
        "The French president",
    ),
    ("President Ana Brnabic arrived. The President smiled.", "Ana Brnabic", "The President"),
    ("The Archbishop of Lyon, Pierre Lemaire, prayed.", "Pierre Lemaire", "The Archbishop"),
    # kinds
    ("Kenya borders the sea. The country has many parks.", "Kenya", "The country"),
    ("Members of the Azure Front met. Police watched the Azure Front party.", "Azure Front", "Azure Front party"),
    ("The Libyan army advanced. The army took a bridge.", "The Libyan army", "The army"),
    ("Maria Lopez is a teacher.", "Maria Lopez", "a teacher"),
    # pronouns
    ("Maria Lopez sold her house.", "Maria Lopez", "her"),
    ("Maria Lopez sold a house. She moved to Lima.", "Maria Lopez", "She"),
    ('"I am tired," Maria Lopez said.', "Maria Lopez", "I"),
    ("The protesters marched. They carried flags.", "The protesters", "They"),
]

APART = [
    # two of one surname
    ("Bill Norton met Hilda Norton. Norton smiled.", "Bill Norton", "Hilda Norton"),
    ("Anna Kowalska met Peter Kowalski.", "Anna Kowalska", "Peter Kowalski"),
    # other offices, other countries
    ("French President Emmanuel Macron met the Russian president.", "Emmanuel Macron", "the Russian president"),
    ("Vice President Ana Lima spoke. The president was away.", "Ana Lima", "The president"),
    ("President Ana Lima will leave in May. The next president has a hard task.", "Ana Lima", "The next president"),
    # several kinds in sight
    ("Kenya and Uganda signed. Chad did not. The country was silent.", "Kenya", "The country"),
    ("Twitter blocked it. The movement protested.", "Twitter", "The movement"),
    ("Sirte fell. The group left the town.", "Sirte", "The group"),
    # captions and lists are no appositions
    ("Photo: Maria Lopez.", "Photo", "Maria Lopez"),
    # others of the kind
    ("The previous election was calm. The election of May was not.", "The previous election", "The election"),
    ("Officials met. Later officials left.", "Officials", "officials"),
    # pronouns
    ("Maria Lopez saw him.", "Maria Lopez", "him"),
    ("John Smith left. She stayed.", "John Smith", "She"),
    ("John Smith bought a car. It broke down.", "John Smith", "It"),
]


@pytest.mark.parametrize(("text", "one", "other"), SAME)
def test_one_chain(chains, text, one, other):
    """The two mentions stand for one entity."""
    assert together(chains(text), one, other)


@pytest.mark.parametrize(("text", "one", "other"), APART)
def test_two_chains(chains, text, one, other):
    """The two mentions stand for different entities, or the second stays alone."""
    assert not together(chains(text), one, other)


def test_a_surname_of_two_people_stays_alone_in_doubt(chains):
    """Neither of two people named in one sentence is meant by their surname alone."""
    found = chains("Bill Norton met Hilda Norton. Norton smiled.")
    assert {"Norton"} in found


def test_the_city_and_the_state_are_two(extract):
    """ "Albany, New York" names the state, "New York" after "in" the city."""
    links = {
        entity.type
        for entity in extract("He left Albany, New York, for a club in New York.").entities
        if entity.label == "New York"
    }
    assert links == {"news:Region", "news:City"}


def test_many_namesakes_cost_linear_time(extract):
    """Five thousand mentions of people who share a surname are chained within seconds."""
    text = " ".join(f"Bill Norton met Hilda Norton. Norton smiled on day {n}." for n in range(1000))
    assert len(extract(text).entities) > 2
