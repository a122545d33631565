"""Pledges, threats and refusals: what is done already by saying what one will do."""

from __future__ import annotations

import pytest


def told(extraction):
    """Return {(subject's words, relation, object's words, whether a fact)}, the nameless ones too."""
    return {
        (s.evidence[0].subject.text, s.relation.id.removeprefix("news:"), s.evidence[0].object.text,
         s.evidence[0].qualifiers.fact)
        for s in (*extraction.statements, *extraction.open_statements)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Finland offered to negotiate with Estonia.", ("Finland", "pledgedTo", "Estonia", True)),
        ("Finland is ready to recognize Estonia.", ("Finland", "pledgedTo", "Estonia", True)),
        ("Finland will visit Estonia.", ("Finland", "pledgedTo", "Estonia", True)),
        ("Finland vowed to bomb Estonia.", ("Finland", "threatened", "Estonia", True)),
        ("Finland will impose sanctions on Estonia.", ("Finland", "threatened", "Estonia", True)),
        ("Finland refused to meet Estonia.", ("Finland", "refused", "Estonia", True)),
        ("Finland will not recognize Estonia.", ("Finland", "refused", "Estonia", True)),
        ("Norway said that Finland will attack Estonia.", ("Finland", "threatened", "Estonia", False)),
        ("Finland may attack Estonia.", ("Finland", "threatened", "Estonia", False)),
    ],
)
def test_a_word_given_is_a_deed(extract, text, expected):
    """Who offers, vows or refuses has done so, whatever becomes of it."""
    assert expected in told(extract(text))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Finland met Estonia.", "pledgedTo"),
        ("Finland wants to meet Estonia.", "pledgedTo"),
        ("Finland was forced to recognize Estonia.", "pledgedTo"),
        ("Finland will withdraw troops from Estonia unless Norway pays.", "pledgedTo"),
        ("Finland attacked Estonia.", "threatened"),
        ("Finland failed to meet Estonia.", "refused"),
        ("Finland did not meet Estonia.", "refused"),
    ],
)
def test_deeds_and_wishes_are_none(extract, text, relation):
    """What was done, wished, forced or missed is neither pledged nor refused."""
    assert relation not in {row[1] for row in told(extract(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Finland rejected Estonia's demands.", ("Finland", "rejected", "Estonia", True)),
        ("Finland rejected calls by Estonia.", ("Finland", "rejected", "Estonia", True)),
        ("Finland demanded that Estonia leave.", ("Finland", "demandedOf", "Estonia", True)),
        ("Finland said that Estonia must pay.", ("Finland", "demandedOf", "Estonia", True)),
        ("Finland and Estonia signed a treaty.", ("Estonia", "signedAgreementWith", "Finland", True)),
        ("Finland exploded a series of bombs in Tallinn.", ("Finland", "bombed", "Tallinn", True)),
        ("Police arrested up to 30 protesters.", ("Police", "arrested", "up to 30 protesters", True)),
        ("Gunmen abducted a Finnish engineer.", ("Gunmen", "abducted", "a Finnish engineer", True)),
    ],
)
def test_events_between_actors(extract, text, expected):
    """The other side may own what the verb is done to, be the subject of its clause, or share the subject."""
    assert expected in told(extract(text))


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Finland and Estonia held talks with Norway.", ("Finland", "negotiatedWith", "Estonia")),
        ("Finland said that we must pay.", ("Finland", "demandedOf", "we")),
        ("Police arrest protesters.", ("Police", "arrested", "protesters")),
    ],
)
def test_no_event_between_these(extract, text, unwanted):
    """Third parties, the speaker's own, and kinds of people."""
    assert unwanted not in {row[:3] for row in told(extract(text))}
