"""A claim is not a fact."""

from __future__ import annotations

import pytest

TABLE = [
    ("The army expelled Hezbollah.", "positive", "asserted"),
    ("The army managed to expel Hezbollah.", "positive", "asserted"),
    ("The army began to expel Hezbollah.", "positive", "asserted"),
    ("After the army expelled Hezbollah, Paris may vote.", "positive", "asserted"),
    ("The army did not expel Hezbollah.", "negative", "asserted"),
    ("The army never expelled Hezbollah.", "negative", "asserted"),
    ("The army failed to expel Hezbollah.", "negative", "asserted"),
    ("The army refused to expel Hezbollah.", "negative", "asserted"),
    ("The army left without expelling Hezbollah.", "negative", "asserted"),
    ("The army no longer expels Hezbollah.", "negative", "asserted"),
    ("No army expelled Hezbollah.", "negative", "asserted"),
    ("The army may expel Hezbollah.", "positive", "possible"),
    ("The army reportedly expelled Hezbollah.", "positive", "possible"),
    ("The army is believed to have expelled Hezbollah.", "positive", "possible"),
    ("The army is projected to have expelled Hezbollah.", "positive", "possible"),
    ("The army is projected to expel Hezbollah.", "positive", "planned"),
    ("The army will expel Hezbollah.", "positive", "planned"),
    ("The army plans to expel Hezbollah.", "positive", "planned"),
    ("The army tried to expel Hezbollah.", "positive", "planned"),
    ("The army announced a plan to expel Hezbollah.", "positive", "planned"),
    ("The army voted to expel Hezbollah.", "positive", "planned"),
    ("Hezbollah is a group to be expelled by the army.", "positive", "planned"),
    ("Hezbollah was the first group to be expelled by the army.", "positive", "asserted"),
    ("The army claims to have expelled Hezbollah.", "positive", "possible"),
    ("The government ordered the army to expel Hezbollah.", "positive", "ordered"),
    ("The army must expel Hezbollah.", "positive", "ordered"),
    ("If the army expels Hezbollah, the war will end.", "positive", "conditional"),
    ("Has the army expelled Hezbollah?", "positive", "question"),
    ("The army was unable to expel Hezbollah.", "negative", "asserted"),
    ("The army was able to expel Hezbollah.", "positive", "asserted"),
    ("The army is able to expel Hezbollah.", "positive", "possible"),
    ("The army is going to expel Hezbollah.", "positive", "planned"),
    ("The government allowed the army to expel Hezbollah.", "positive", "possible"),
    ("Paris acted to protect the port by expelling Hezbollah.", "positive", "asserted"),
    ("Paris has a plan to protect the port by expelling Hezbollah.", "positive", "planned"),
    ("Angela Merkel called it unlikely that the army expelled Hezbollah.", "negative", "asserted"),
    ("The army will expel Hezbollah even if it rains.", "positive", "planned"),
    ("The army will expel Hezbollah if it rains.", "positive", "conditional"),
    ("Angela Merkel said that the army would expel Hezbollah.", "positive", "planned"),
    ("Angela Merkel said that the army would have expelled Hezbollah.", "positive", "possible"),
    ("Paris will wait unless the army came and expelled Hezbollah.", "positive", "conditional"),
    ("The army enjoyed expelling Hezbollah.", "positive", "asserted"),
    ("The army considered expelling Hezbollah.", "positive", "planned"),
    ("France will wait until the army expels Hezbollah.", "positive", "conditional"),
    ("Beirut was among the cities to expel Hezbollah.", "positive", "asserted"),
    ("The army opened fire on the pretext that Paris expelled Hezbollah.", "positive", "possible"),
    ("The army saw that Paris expelled Hezbollah.", "positive", "asserted"),
    ("The army loves expelling Hezbollah.", "positive", "possible"),
    ("A source spoke of theories related to the expulsion of Hezbollah by the army.", "positive", "possible"),
    ("A source spoke of costs related to the expulsion of Hezbollah by the army.", "positive", "asserted"),
]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The members voted to elect Angela Merkel.", "asserted"),
        ("The members plan to elect Angela Merkel.", "planned"),
    ],
)
def test_a_vote_does_what_votes_decide(extract, text, modality):
    """Who votes to elect somebody elects them."""
    statements = [s for s in extract(text).statements if s.relation.id == "news:elected"]
    assert {s.evidence[0].qualifiers.modality for s in statements} == {modality}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Barcelona scored twice to beat Real Madrid by 3-2.", "asserted"),
        ("Barcelona hired a coach to beat Real Madrid.", "planned"),
        ("Barcelona hopes to beat Real Madrid by 3-2.", "planned"),
    ],
)
def test_a_score_tells_how_a_match_ended(extract, text, modality):
    """An infinitive with a score is a result; a hope is none."""
    statements = [s for s in extract(text).statements if s.relation.id == "news:defeated"]
    assert {s.evidence[0].qualifiers.modality for s in statements} == {modality}


@pytest.mark.parametrize(
    ("text", "relation", "place"),
    [
        ("Angela Merkel called on Italy and France to wait.", "askedOf", None),
        ("In Italy, Angela Merkel met John Smith.", "metWith", "Italy"),
        ("Angela Merkel lives in Italy.", "livesIn", "Italy"),
    ],
)
def test_whom_a_verb_takes_is_no_place_where_it_happened(extract, text, relation, place):
    """ "called on Italy" happened anywhere."""
    made = [s for s in extract(text).statements if s.relation.id == f"news:{relation}"]
    assert made
    assert {s.evidence[0].qualifiers.place and s.evidence[0].qualifiers.place.label for s in made} == {place}


@pytest.mark.parametrize(
    ("text", "relation", "sources", "modality"),
    [
        ("Norway asked Angela Merkel, who is backed by France, to resign.", "supports", [], "asserted"),
        ("Norway asked Angela Merkel, the wife of John Smith, to resign.", "spouseOf", [], "asserted"),
        ("Norway told members to work for Siemens, founded by John Smith.", "founded", [], "asserted"),
        ("Norway called for troops that attack Siemens.", "attacked", ["Norway"], "ordered"),
        ("Norway urged France to help the port by banning Siemens.", "banned", ["Norway"], "ordered"),
        ("Angela Merkel said that Norway banned Siemens.", "banned", ["Angela Merkel"], "asserted"),
    ],
)
def test_a_request_only_mentions_what_is_known(extract, text, relation, sources, modality):
    """What the narrator adds about those who are asked is no part of the request; what is asked for is ordered."""
    found = [s.evidence[0].qualifiers for s in extract(text).statements if s.relation.id == f"news:{relation}"]
    assert [([one.label for one in q.attributed_to], q.modality) for q in found] == [(sources, modality)]


@pytest.mark.parametrize(("text", "polarity", "modality"), TABLE)
def test_a_statement_is_put_as_its_sentence_puts_it(extract, text, polarity, modality):
    """Negation, plans, doubt, orders, conditions and questions stand with the statement."""
    statements = [s for s in extract(text).statements if s.relation.id == "news:expelled"]
    assert {(s.evidence[0].qualifiers.polarity, s.evidence[0].qualifiers.modality) for s in statements} == {
        (polarity, modality)
    }


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Angela Merkel said the army expelled Hezbollah.", ["Angela Merkel"]),
        ("The army expelled Hezbollah, Angela Merkel said.", ["Angela Merkel"]),
        ('"The army expelled Hezbollah," Angela Merkel told Reuters.', ["Angela Merkel"]),
        ("According to Angela Merkel, the army expelled Hezbollah.", ["Angela Merkel"]),
        (
            "Angela Merkel told Reuters that John Smith said the army expelled Hezbollah.",
            ["Angela Merkel", "John Smith"],
        ),
        ("Angela Merkel accused the army of expelling Hezbollah.", ["Angela Merkel"]),
        ('Angela Merkel was tired. "The army expelled Hezbollah from the whole town."', ["unnamed source"]),
        ("Angela Merkel, who said nothing, saw how the army expelled Hezbollah.", []),
        ("One of the farmers, Angela Merkel, said the army expelled Hezbollah.", ["Angela Merkel"]),
        ("The army expelled Hezbollah ... more Find other armies here", []),
    ],
)
def test_what_somebody_says_is_attributed_to_them(extract, text, sources):
    """Indirect speech, quotations, "according to" and accusations name their source, the outermost first."""
    statement = next(s for s in extract(text).statements if s.relation.id == "news:expelled")
    qualifiers = statement.evidence[0].qualifiers
    assert [source.label for source in qualifiers.attributed_to] == sources
    assert qualifiers.fact == (not sources)


def test_a_denial_is_the_sources_and_negative(extract):
    """ "X denied that A did B": X says that A did not."""
    statement = next(
        s
        for s in extract("Angela Merkel denied that the army expelled Hezbollah.").statements
        if s.relation.id == "news:expelled"
    )
    qualifiers = statement.evidence[0].qualifiers
    assert qualifiers.polarity == "negative"
    assert [source.label for source in qualifiers.attributed_to] == ["Angela Merkel"]


def test_a_denied_quotation_is_plainly_negative(extract):
    """The auxiliary "did" makes no infinitive of a quoted clause."""
    found = extract('"The army did not expel Hezbollah," Angela Merkel said.').statements
    statement = next(s for s in found if s.relation.id == "news:expelled")
    assert (statement.evidence[0].qualifiers.polarity, statement.evidence[0].qualifiers.modality) == (
        "negative",
        "asserted",
    )


def test_what_is_told_as_possible_is_no_order(extract):
    """ "told" gives orders only with an infinitive or "should"."""
    found = extract("The army may expel Hezbollah in October, Angela Merkel told Reuters.").statements
    assert {s.evidence[0].qualifiers.modality for s in found if s.relation.id == "news:expelled"} == {"possible"}


@pytest.mark.parametrize(
    "text", ["Angela Merkel resigned as the leader of NATO.", "Angela Merkel, the former leader of NATO, spoke."]
)
def test_an_office_that_is_over_is_dated_so(extract, text):
    """The statement holds up to the day of publication."""
    found = extract(text, published="2024-05-07").statements
    assert {s.evidence[0].qualifiers.time.value for s in found if s.relation.id == "news:leads"} == {"../2024-05-07"}


@pytest.mark.parametrize(
    ("text", "relation", "word"),
    [
        ("Troops reached Hamburg, a city formerly controlled by Hezbollah.", "news:controls", "formerly"),
        ("Troops reached the previously Hezbollah-controlled city of Hamburg.", "news:controls", "previously"),
        ("Troops reached Hamburg, which was once controlled by Hezbollah.", "news:controls", "once"),
        ("Nokia, previously owned by Microsoft, hired Angela Merkel.", "news:owns", "previously"),
    ],
)
def test_what_no_longer_holds_is_dated_so(extract, text, relation, word):
    """An adverb before the predicate says that it was so up to some day before that of publication."""
    found = [s.evidence[0].qualifiers.time for s in extract(text, published="2024-05-07").statements
             if s.relation.id == relation]  # fmt: skip
    assert {(time.value, time.quote.text) for time in found if time} == {("../2024-05-07", word)}
    assert all(found)


@pytest.mark.parametrize(
    "text",
    [
        "Hezbollah once again controls Hamburg.",
        "Hezbollah, once weak, controls Hamburg.",
        "Once Hezbollah controlled Hamburg, Angela Merkel left.",
        "Hezbollah controls Hamburg, Angela Merkel previously said.",
    ],
)
def test_what_holds_again_or_anew_is_not_over(extract, text):
    """ "Once" may count, or join clauses, and an adverb belongs to its own predicate."""
    found = [s for s in extract(text, published="2024-05-07").statements if s.relation.id == "news:controls"]
    assert [s.evidence[0].qualifiers.time for s in found] == [None]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Microsoft previously owned Nokia from 2010 to 2014.", "2010/2014"),
        ("Nokia was previously owned by Microsoft in 2013.", "2013"),
    ],
)
def test_the_dates_of_what_is_over_say_more(extract, text, when):
    """A date of the predicate itself is kept."""
    found = [s for s in extract(text, published="2024-05-07").statements if s.relation.id == "news:owns"]
    assert [s.evidence[0].qualifiers.time.value for s in found] == [when]


def test_a_date_belongs_to_its_own_verb(extract):
    """A later verb of the sentence does not take the date of an earlier one; one before both is both's."""
    found = extract("Microsoft was founded in 1998 and acquired Nokia.").statements
    assert {s.relation.id: s.evidence[0].qualifiers.time for s in found}["news:acquired"] is None
