"""Names: where they begin and end, and what class they give."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.extract.name_types import typed
from kg.extract.names import is_headline, names
from kg.extract.phrases import Phrase
from kg.extract.tree import Sentence, Token
from kg.gazetteer import Gazetteer


@pytest.fixture
def named(extract):
    """Return {label: class} of the entities that a text names."""

    def run(text):
        found = extract(text).entities
        return {
            mention.text: entity.type.partition(":")[2]
            for entity in found
            for mention in entity.mentions
            if mention.kind == "name"
        }

    return run


CLASSES = [
    ("Brexit divided the cabinet.", "Brexit", "Event"),
    ("Sightings of Novichok alarmed them.", "Novichok", "Weapon"),
    ("Kunar Province was quiet.", "Kunar Province", "Region"),
    ("Veltra Air landed. Veltra paid.", "Veltra", "Company"),
    ("The vote in Parliament was close.", "Parliament", "Parliament"),
    ("Abu Walid al-Masri was seen in Cairo.", "Abu Walid al-Masri", "Person"),
    ("He left the Church of Lumenism. Members of Lumenism wept.", "Church of Lumenism", "Organization"),
    ("Mary Bowen arrived. The Bowens waved.", "Mary Bowen", "Person"),
    ("She moved to Sydney in May.", "Sydney", "City"),
    ("Lebanon is small.", "Lebanon", "Country"),
]


@pytest.mark.parametrize(("text", "name", "class_"), CLASSES)
def test_class_of_a_name(named, text, name, class_):
    """A name gets its class from the gazetteer, its last word, or what the article says elsewhere."""
    assert named(text).get(name) == class_


NOT_NAMES = [
    ("The Prime Minister resigned on Friday.", "Prime Minister"),  # a nominal
    ("Ann Reed (R-OH) voted for it.", "R"),
    ("Bob Casey (D-PA) voted for it.", "PA"),
    ("It began at 3:30 A.M. in Rome.", "A.M."),
    ("SENATE LEADERS CALL FOR A NEW VOTE ON TRADE", "CALL"),
    ("Bob Lane Image: Reuters.", "Bob Lane Image"),
]


@pytest.mark.parametrize(("text", "name"), NOT_NAMES)
def test_what_is_no_name(named, text, name):
    """Titles, abbreviations of states and parties, hours and words of headlines are no names."""
    assert name not in named(text)


NESTED = [
    ("The Volgograd Arena was full.", "Volgograd"),
    ("The US State Department replied.", "US"),
    ("Anna Lindqvist died. The Anna Lindqvist Foundation mourned.", "Anna Lindqvist"),
]


@pytest.mark.parametrize(("text", "inner"), NESTED)
def test_names_inside_names(extract, text, inner):
    """A place or a person inside a longer name is mentioned too."""
    assert any(mention.text == inner for entity in extract(text).entities for mention in entity.mentions)


NOT_NESTED = [
    ("Florence Nightingale arrived.", "Florence"),
    ("South Korea agreed.", "South"),
    ("The University of Oslo agreed.", "University"),
    ("Quds Force officers left.", "Quds"),
]


@pytest.mark.parametrize(("text", "inner"), NOT_NESTED)
def test_what_is_no_name_inside_a_name(extract, text, inner):
    """Parts of people's names, common words and bynames of far places are no mentions."""
    assert all(mention.text != inner for entity in extract(text).entities for mention in entity.mentions)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("SENATE PASSES BILL ON WATER", True),
        ("Senate Passes Bill After Long Debate", True),
        ("The senate passed a bill on water .", False),
        ("Senate Passes Bill", False),  # too short to tell
    ],
)
def test_headlines(words, expected):
    """A line whose words nearly all have capitals is a headline."""
    tokens = [
        Token(i, word, 9 * i, 9 * i + len(word), lemma=word.lower(), tag="NN", pos="NOUN", dep="dep")
        for i, word in enumerate(words.split())
    ]
    assert is_headline(Sentence(tokens, words + " " * 99)) is expected


def test_a_long_run_of_capitals_costs_linear_time():
    """A name of ten thousand words is read at once."""
    words = ["Aba"] * 10_000
    text = " ".join(words)
    tokens = [
        Token(i, word, 4 * i, 4 * i + 3, lemma="aba", tag="NNP", pos="PROPN", dep="compound")
        for i, word in enumerate(words)
    ]
    for token, head in pairwise(tokens):
        token.head = head
        head.children.append(token)
    found = typed(list(names(Sentence(tokens, text), Gazetteer.load())), Gazetteer.load())
    assert all(isinstance(phrase, Phrase) for phrase in found)


@pytest.mark.parametrize(
    ("text", "label", "low"),
    [
        ("The Labour Party met.", "Labour Party", True),  # of Britain, Norway, New Zealand?
        ("In London the United Kingdom's Labour Party met.", "Labour Party", False),
        ("Hong Kong voted. The Labour Party lost.", "Hong Kong Labour Party", False),
    ],
)
def test_links_of_shared_names(extract, text, label, low):
    """A name of several parties is linked surely only where the article names the country."""
    party = next(entity for entity in extract(text).entities if entity.label == label)
    assert all((link.score < 0.9) is low for link in party.links)
