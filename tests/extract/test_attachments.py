"""Phrases and clauses that the parser hangs on the wrong word."""

from __future__ import annotations

import pytest


def stated(extraction):
    """Return {(subject's words, relation, object's words)} of an extraction, the nameless ones too."""
    return {
        (s.evidence[0].subject.text, s.relation.id.removeprefix("news:"), s.evidence[0].object.text)
        for s in (*extraction.statements, *extraction.open_statements)
    }


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "Hackers attack Bank of Norway website",
            ("Hackers", "attacked", "Bank of Norway website"),
            ("Hackers", "attacked", "Bank of Norway"),
        ),
        (
            "Ghana joins African Union continental peace force",
            ("Ghana", "joined", "African Union continental peace force"),
            ("Ghana", "joined", "African Union"),
        ),
        (
            "Ann Berg arranged a meeting between Tom Reed, claiming to represent Siemens, and Jim Poe.",
            ("Tom Reed", "represents", "Siemens"),
            ("Jim Poe", "represents", "Siemens"),
        ),
        (
            'Ann Berg said, "They need to leave", while addressing the press.',
            ("Ann Berg", "said", "the press"),
            ("They", "said", "the press"),
        ),
        (
            "According to the ministry on Friday, and Greenpeace, a rights group, 300 visitors attended the rally.",
            ("300 visitors", "participatedIn", "the rally"),
            ("Greenpeace", "participatedIn", "the rally"),
        ),
        (
            "Siemens gave Tom Reed the chance to visit Norway.",
            ("Tom Reed", "visited", "Norway"),
            ("Siemens", "visited", "Norway"),
        ),
        (
            "Tom Reed met Ann Berg, who leads Siemens, and Jim Poe.",
            ("Ann Berg", "leads", "Siemens"),
            ("Jim Poe", "leads", "Siemens"),
        ),
        ("Tom Reed took in 200 refugees.", ("Tom Reed", "shelters", "200 refugees"), None),
        ("Tom Reed took his family to Norway.", None, ("Tom Reed", "shelters", "his family")),
        ("The bank was named after Tom Reed.", ("The bank", "namedAfter", "Tom Reed"), None),
        ("Tom Reed was named in the squad for Norway.", None, ("Tom Reed", "namedAfter", "Norway")),
        ("Siemens lost to Nokia.", ("Nokia", "defeated", "Siemens"), None),
        ("Siemens lost its archive to Nokia.", None, ("Nokia", "defeated", "Siemens")),
        ("Siemens began an inquiry in 1995.", None, ("Siemens", "foundedOn", "1995")),
        ("Norway told the press, \"to show what we can do.\"", None, ("Norway", "demandedOf", "the press")),
        ("Germany votes for Tom Reed.", ("Germany", "votedFor", "Tom Reed"), ("Germany", "supports", "Tom Reed")),
        ("Ann Berg of the Labour Party left.", ("Ann Berg", "politicalAffiliation", "Labour Party"),
         ("Ann Berg", "worksAt", "Labour Party")),
        ("Ann Berg left on Monday after a fire on the ferry killed at least nine.", ("a fire", "numberKilled", "nine"),
         ("Ann Berg", "numberKilledBy", "nine")),
        ("Ann Berg stepped down after an attack by gunmen killed Jim Poe.", ("an attack", "killed", "Jim Poe"),
         ("Ann Berg", "killed", "Jim Poe")),
        ("Ann Berg stayed until shelling the town killed Jim Poe.", None, ("Ann Berg", "killed", "Jim Poe")),
        ("The man arrested after the attack killed Jim Poe.", ("The man", "killed", "Jim Poe"),
         ("the attack", "killed", "Jim Poe")),
        ("Ann Berg left after a man named Jim Poe sued Siemens.", ("Jim Poe", "sued", "Siemens"),
         ("Ann Berg", "sued", "Siemens")),
        ("It is necessary to cross Norway.", None, ("It", "flowsThrough", "Norway")),
    ],
)  # fmt: skip
def test_each_verb_has_its_own_arguments(extract, text, right, wrong):
    """Names before nouns, participles after commas and clauses beside quotations go to the word they belong to."""
    found = stated(extract(text))
    assert right is None or right in found
    assert wrong not in found


@pytest.mark.parametrize(
    ("text", "relation", "number"),
    [
        ("14 people died in Norway.", "numberKilledIn", "14"),
        ("The army killed 14 people.", "numberKilledBy", "14"),
        ("14 people died in the attack.", "numberKilled", "14"),
        ("30 people were wounded in Norway.", "numberInjuredIn", "30"),
        ("The army wounded 30 people.", "numberInjuredBy", "30"),
    ],
)
def test_a_place_kills_nobody(extract, text, relation, number):
    """How many died in a place, in an event and by whom are three relations."""
    found = {s.relation.id: s.object.value for s in extract(text).statements if "number" in s.relation.id}
    assert found == {f"news:{relation}": number}
