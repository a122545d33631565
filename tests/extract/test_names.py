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
    ("The Reform Party of Honest Farmers agreed.", "Reform Party of Honest Farmers", "PoliticalParty"),
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
    ("Nadia Paris sang.", "Nadia Paris", "Person"),
    ("Marie-Anne Dorval sang.", "Marie-Anne Dorval", "Person"),
    ("Bank of Lumen paid.", "Bank of Lumen", "Bank"),
    ("He left Grupo Lumen on Monday.", "Grupo Lumen", "Company"),
    ("The Lumen School District paid.", "Lumen School District", "Agency"),
    ("Lumen Holdings, Inc. paid.", "Lumen Holdings, Inc.", "Company"),
    ("She teaches at King Idris University.", "King Idris University", "University"),
    ("They fled with the Rohingya.", "Rohingya", "EthnicGroup"),
    ("Sykora, a brewery, closed. Nobody missed Sykora.", "Sykora", "Company"),
    ("Units of the Korean People's Army left.", "Korean People's Army", "ArmedForce"),
    ("He flew to Crete and Malta.", "Malta", "Country"),
    ("She wrote to the University of California, Berkeley.", "University of California, Berkeley", "University"),
    ("He flew to Berkeley, California, on Monday.", "Berkeley", "City"),
    ("He later graduated from New York Theological Seminary.", "New York Theological Seminary", "University"),
    ("She attended the Sofia Academy of Music.", "Sofia Academy of Music", "Organization"),
    ("He led the Great Atlantic and Pacific Tea Company.", "Great Atlantic and Pacific Tea Company", "Company"),
    ("Peter is a partner in Deloitte UK.", "Deloitte UK", "Organization"),
    ("Lumen Bank belongs to Lumen General Bancorp.", "Lumen General Bancorp", "Bank"),
    ("Ed is a native of Oslo.", "Ed", "Person"),
    ("Wesley is working part-time in New York.", "Wesley", "Person"),
    ("Joan Roe, the Education Department Spokesperson, left.", "Education Department", "Agency"),
    ("Dutch minister Hans Van den Berg left.", "Hans Van den Berg", "Person"),
    ("According to Rathke the Veltra property was sold.", "Rathke", "Person"),
    ("Milo Varga leads the opposition Harvest Party.", "Harvest Party", "PoliticalParty"),
    ("Victor dela Torre of the coast guard spoke.", "Victor dela Torre", "Person"),
    ("She spoke on al-Furat TV in Basra.", "al-Furat TV", "MediaOutlet"),
    ("They fled from Aleppo, Kafr Zita and Homs.", "Homs", "City"),
    ("They fled from Aleppo and Kafr Zita. Homs spoke.", "Homs", "Person"),
    ("The suit was joined by Maine, New York, New Jersey and Delaware.", "New York", "Region"),
    ("He moved from Maine to New York.", "New York", "City"),
    ("He writes for Forbes Magazine.", "Forbes Magazine", "MediaOutlet"),
    ("The philosopher Henri de Saint-Remy and Paul Roe visited Paris.", "Henri de Saint-Remy", "Person"),
    ("He spoke for Zdravko Lorentsin, who was arrested on Monday.", "Zdravko Lorentsin", "Person"),
    ("Veltra Rovers, who have won twice, left early.", "Veltra Rovers", "SportsTeam"),
    ("They spoke to Muslims and to Christians.", "Muslims", "Group"),
    ("The Poseidona pipeline grew. They want the Poseidona pipeline to end in Riga.", "Poseidona", "Facility"),
    ("The Greek daily Eleftheria said so on Monday.", "Eleftheria", "MediaOutlet"),
    ("The local director of Amnesty International Laura Keller said so.", "Amnesty International", "NGO"),
    ("The local director of Amnesty International Laura Keller said so.", "Laura Keller", "Person"),
]


@pytest.mark.parametrize(("text", "name", "class_"), CLASSES)
def test_class_of_a_name(named, text, name, class_):
    """A name gets its class from the gazetteer, its last word, or what the article says elsewhere."""
    assert named(text).get(name) == class_


SOMEBODYS = [
    ("Allen was born in 1950.", "Allen", "Person"),
    ("Dallas was born in 1950. Dallas married twice.", "Dallas", "Person"),
    ("Allen grew.", "Allen", "City"),
    ("They live in Dallas. Dallas was born in 1950. Dallas married twice.", "Dallas", "City"),
]


@pytest.mark.parametrize(("text", "name", "class_"), SOMEBODYS)
def test_towns_and_people_of_their_name(named, text, name, class_):
    """A town's name is somebody's where only people do what it does; a large town's needs two such phrases."""
    assert named(f"They came to Texas. {text}").get(name) == class_


TOLD = [
    ("Police arrested Dovrik on Monday.", "Dovrik", "Person"),
    ("Trevlo was extradited in May.", "Trevlo", "Person"),
    ("The film was directed by Orlok.", "Orlok", "Person"),
    ("The funeral of Marvok drew thousands.", "Marvok", "Person"),
    ("Bruntal, 45, was jailed for fraud.", "Bruntal", "Person"),
    ("Bruntal was besieged. Bruntal's population fled.", "Bruntal", "City"),
    ("Lumo retired in 1990.", "Lumo", "Person"),
    ("Lumo retired its old trucks in 1990.", "Lumo", "Thing"),
    ("Trevlo argued that the price was too low.", "Trevlo", "Person"),
    ("Trevlo rose by a tenth.", "Trevlo", "Thing"),
    ("Shareholders in Kelvo rebelled.", "Kelvo", "Organization"),
    ("Kelvo's headquarters burned down.", "Kelvo", "Organization"),
    ("Marvok's subsidiary in Peru closed.", "Marvok", "Organization"),
    ("Drusk shareholders voted no.", "Drusk", "Organization"),
    ("Drusk residents voted no.", "Drusk", "Place"),
    ("The outskirts of Vekla burned.", "Vekla", "Place"),
    ("Finbar complained.", "Finbar", "Person"),
    ("FINBAR complained.", "FINBAR", "Organization"),
    ("A Kestrel spokesman left.", "Kestrel", "Organization"),
    ("Acme Chief Executive Ann Lee left.", "Acme", "Organization"),
    ("Acme Mayor Ann Lee left.", "Acme", "Place"),
    ("The clinic in Maxwell, Ohio, closed.", "Maxwell", "GeopoliticalEntity"),
    ("They wrote to the KPX, Belgium and Peru.", "KPX", "Organization"),
    ("He lived in the county of Devon.", "Devon", "Region"),
    ("Devon lived in the county.", "Devon", "Person"),
    ("Residents fled the Vekla district.", "Vekla", "Place"),
    ("The Karish burned.", "Karish", "Thing"),
    ("The Venetians fled.", "Venetians", "Group"),
    ("The Coast Guard Commandant resigned.", "Coast Guard", "ArmedForce"),
    ("The Kelm Police Commissioner left.", "Kelm Police", "Police"),
    ("The Kelm Examiner wrote so.", "Kelm Examiner", "MediaOutlet"),
    ("The mayor of Kelm Street Market resigned.", "Kelm Street Market", "Facility"),
    ("Volvo retired. Its nephew lived on.", "Volvo", "Company"),
    ("The 40-year-old Kelm Bridge closed.", "Kelm Bridge", "Facility"),
]


@pytest.mark.parametrize(("text", "name", "class_"), TOLD)
def test_class_told_by_deeds_and_belongings(named, text, name, class_):
    """What only people, bodies or places do, suffer and own makes one of an unlisted name, and of no other."""
    assert named(text).get(name) == class_


NOUNS = [
    ("The pro-Lumen camp lost.", "pro-Lumen camp", "Organization"),
    ("The refugee camp burned.", "refugee camp", "Facility"),
    ("A police post burned.", "police post", "Facility"),
    ("He resigned his post.", "his post", "Position"),
    ("The local media said so.", "local media", "MediaOutlet"),
    ("They ran aground in Nigerian waters.", "Nigerian waters", "NaturalPlace"),
    ("On the grounds that it was late, they left.", "grounds", "Thing"),
    ("He praised the customs of the valley.", "customs", "Thing"),
    ("They met a terrorist group.", "terrorist group", "ArmedGroup"),
    ("They hold the east of the country.", "the east", "Place"),
    ("Only two males were left.", "two males", "Person"),
]


@pytest.mark.parametrize(("text", "phrase", "class_"), NOUNS)
def test_class_of_a_noun(extract, text, phrase, class_):
    """A noun has its class with the word before it, and some only as plurals."""
    found = [(m.text, entity.type) for entity in extract(text).entities for m in entity.mentions]
    assert [type_ for words, type_ in found if words.endswith(phrase)] in ([f"news:{class_}"], [f"owl:{class_}"])


MATCH = (
    "Peru beat Chile 3 - 1 in the final of the tournament in Qatar. The striker scored a goal before half-time, and "
    "the goalkeeper saved a penalty. The coach changed the team after the match. Peru's captain thanked the referee. "
)
TEAMS = [
    (MATCH, "Peru", "SportsTeam"),
    (MATCH, "Chile", "SportsTeam"),
    (MATCH, "Qatar", "Country"),
    ("Peru beat Chile in the race for the summit.", "Peru", "Country"),
]


@pytest.mark.parametrize(("text", "name", "class_"), TEAMS)
def test_national_teams(named, text, name, class_):
    """In a report of a match the countries that play are their teams; where it is played stays a country."""
    assert named(text).get(name) == class_


def test_a_team_is_not_its_country(extract):
    """The national team bears no link of its country, and says which sport it plays."""
    peru = next(entity for entity in extract(MATCH).entities if "Peru" in entity.label)
    assert (peru.label, peru.links) == ("Peru national football team", ())


NOT_NAMES = [
    ("The Prime Minister resigned on Friday.", "Prime Minister"),  # a nominal
    ("Ann Reed (R-OH) voted for it.", "R"),
    ("Bob Casey (D-PA) voted for it.", "PA"),
    ("It began at 3:30 A.M. in Rome.", "A.M."),
    ("SENATE LEADERS CALL FOR A NEW VOTE ON TRADE", "CALL"),
    ("Bob Lane Image: Reuters.", "Bob Lane Image"),
    ("Dear Mr. President, we write to you about the fleet.", "President"),
    ("Senator Jo Lee, Ranking Member of the Budget Committee, left.", "Ranking"),
    ("Sales of Amara Copper rose. Amara Copper employs miners.", "Amara"),
]


@pytest.mark.parametrize(("text", "name"), NOT_NAMES)
def test_what_is_no_name(named, text, name):
    """Titles, abbreviations of states and parties, hours and words of headlines are no names."""
    assert name not in named(text)


NESTED = [
    ("The Volgograd Arena was full.", "Volgograd"),
    ("The US State Department replied.", "US"),
    ("Anna Lindqvist died. The Anna Lindqvist Foundation mourned.", "Anna Lindqvist"),
    ("He left the University of Leeds of the UK.", "Leeds"),
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
    ("They met in Victoria Park in Hong Kong.", "Victoria"),
    ("She wrote for the Amara Tribune.", "Amara"),
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
