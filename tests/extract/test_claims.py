"""Who says what, by which words."""

from __future__ import annotations

import time

import pytest

PLAIN = [
    ("Ann Lee said the port was closed.", "Ann Lee", "said", "the port was closed", "states"),
    ("The port was closed, Ann Lee said.", "Ann Lee", "said", "The port was closed", "states"),
    ("The port, Ann Lee said, was closed.", "Ann Lee", "said", "The port, Ann Lee said, was closed", "states"),
    (
        "In an interview on Monday, Ann Lee said that the port was closed.",
        "Ann Lee",
        "said",
        "that the port was closed",
        "states",
    ),
    ("Ann Lee denied that the port was closed.", "Ann Lee", "denied", "that the port was closed", "denies"),
    ("Ann Lee asked whether it was closed.", "Ann Lee", "asked", "whether it was closed", "asks"),
    ("Ann Lee doubted that the port was closed.", "Ann Lee", "doubted", "that the port was closed", "doubts"),
    (
        "Farmers claimed the dam, among other works, is leaking.",
        "Farmers",
        "claimed",
        "the dam, among other works, is leaking",
        "states",
    ),
    (
        "The mayor, Ann Lee, announced on Monday there were two suspects.",
        "The mayor",
        "announced",
        "there were two suspects",
        "states",
    ),
    (
        "The port was closed and the ships were sent away, the mayor said.",
        "the mayor",
        "said",
        "The port was closed and the ships were sent away",
        "states",
    ),
]
AROUND = [
    ("According to Ann Lee, it was closed.", "Ann Lee", "According", "it was closed", "states"),
    (
        "The port was closed on Monday, according to Ann Lee.",
        "Ann Lee",
        "according",
        "The port was closed on Monday",
        "states",
    ),
    (
        "The army left the city and, according to Ann Lee, fled to the hills.",
        "Ann Lee",
        "according",
        "fled to the hills",
        "states",
    ),
    ("As Ann Lee told Reuters, the port was closed.", "Ann Lee", "told", "the port was closed", "states"),
    ("The port was closed, as reported by the Daily News.", "Daily News", "reported", "The port was closed", "states"),
    ("In the words of Ann Lee, the port is a ruin.", "Ann Lee", "words", "the port is a ruin", "states"),
    (
        "The port was reportedly closed on Monday.",
        None,
        "reportedly",
        "The port was reportedly closed on Monday",
        "states",
    ),
    ("The ship is believed to have sunk.", None, "believed", "The ship is believed to have sunk", "states"),
    (
        "The minister was accused of theft by Ann Lee.",
        "Ann Lee",
        "accused",
        "The minister was accused of theft",
        "states",
    ),
]
ASKED = [
    ("Ann Lee ordered police to close it.", "Ann Lee", "ordered", "police to close it", "orders"),
    ("The party urged voters to stay at home.", "The party", "urged", "voters to stay at home", "orders"),
    (
        "Ann Lee called on the rebels to lay down their arms.",
        "Ann Lee",
        "called",
        "the rebels to lay down their arms",
        "orders",
    ),
    (
        "The group called for his death to be investigated.",
        "The group",
        "called",
        "for his death to be investigated",
        "orders",
    ),
    ("Ann Lee demanded an inquiry into the fire.", "Ann Lee", "demanded", "an inquiry into the fire", "orders"),
    ("The villagers were told to leave the valley.", None, "told", "to leave the valley", "orders"),
    ("Ann Lee asked the council to wait.", "Ann Lee", "asked", "the council to wait", "orders"),
]
HELD = [
    ("Ann Lee hopes to reopen the port.", "Ann Lee", "hopes", "to reopen the port", "states"),
    ("The farmers fear that the dam will break.", "The farmers", "fear", "that the dam will break", "states"),
    ("Residents are concerned that the dam will break.", "Residents", "concerned", "that the dam will break", "states"),
    ("The assembly wants to announce the result.", "The assembly", "wants", "to announce the result", "states"),
    ("Ann Lee promised to reopen the port.", "Ann Lee", "promised", "to reopen the port", "states"),
]
JUDGED = [
    ("Ann Lee called the plan a mistake.", "Ann Lee", "called", "the plan a mistake", "states"),
    ("Ann Lee described the plan as a mistake.", "Ann Lee", "described", "the plan as a mistake", "states"),
    ("Ann Lee dismissed the report as baseless.", "Ann Lee", "dismissed", "the report as baseless", "denies"),
    (
        "The group claimed responsibility for the attack.",
        "The group",
        "claimed",
        "responsibility for the attack",
        "states",
    ),
    ("The attack was claimed by the rebels.", "the rebels", "claimed", "The attack", "states"),
    ("Ann Lee warned of a shortage of water.", "Ann Lee", "warned", "of a shortage of water", "states"),
    ("Police put the death toll at 40.", "Police", "put", "the death toll at 40", "states"),
    ("The ministry denied these allegations.", "The ministry", "denied", "these allegations", "denies"),
    (
        "Ann Lee announced the withdrawal of the troops.",
        "Ann Lee",
        "announced",
        "the withdrawal of the troops",
        "states",
    ),
    (
        "The governor questioned his power to close the port.",
        "The governor",
        "questioned",
        "his power to close the port",
        "doubts",
    ),
]
NOMINAL = [
    ("His claim that the port was closed is false.", "His", "claim", "that the port was closed", "states"),
    (
        "The court came to the conclusion that the law was void.",
        "The court",
        "conclusion",
        "that the law was void",
        "states",
    ),
    ("The union repeated its demand that the port reopen.", "its", "demand", "that the port reopen", "orders"),
    ("The governor issued an order to close the port.", "The governor", "order", "to close the port", "orders"),
    ("The bank released a statement saying that it was closed.", "The bank", "saying", "that it was closed", "states"),
]


def told(claim):
    source = claim.source.quote.text if claim.source else None
    return source, claim.cue.text, claim.content.text, claim.stance


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "stance"), [*PLAIN, *AROUND, *ASKED, *HELD, *JUDGED, *NOMINAL]
)
def test_a_claim_has_source_cue_and_content(extract, text, source, cue, content, stance):
    """Reported speech, hearsay, requests, attitudes, judgements and nouns of saying; one claim each."""
    (claim,) = extract(text).claims
    assert told(claim) == (source, cue, content, stance)
    assert claim.kind == "indirect"


QUOTED = [
    ('"The port is closed," said Ann Lee.', "Ann Lee", "said", "The port is closed,", "direct"),
    (
        'Ann Lee said, "The port is closed. Ships must wait."',
        "Ann Lee",
        "said",
        "The port is closed. Ships must wait.",
        "direct",
    ),
    (
        '"The port is closed. Ships must wait," Ann Lee said.',
        "Ann Lee",
        "said",
        "The port is closed. Ships must wait,",
        "direct",
    ),
    ('"Is the port closed?" asked Ann Lee.', "Ann Lee", "asked", "Is the port closed?", "direct"),
    ('Ann Lee said: "The port is closed."', "Ann Lee", "said", "The port is closed.", "direct"),
    ('Ann Lee called the port "a ruin of a place".', "Ann Lee", "called", 'the port "a ruin of a place', "mixed"),
    ('Ann Lee said the port was "closed for good".', "Ann Lee", "said", 'the port was "closed for good', "mixed"),
    ("Ann Lee said the port was 'finished' today.", "Ann Lee", "said", "the port was 'finished' today", "mixed"),
    (
        'Senator Ann Lee made the following statement:\n\n"The port is closed. Ships must wait.\n\n"It will reopen."',
        "Ann Lee",
        "statement",
        'The port is closed. Ships must wait.\n\n"It will reopen.',
        "direct",
    ),
    ('"The port is closed for good." — Ann Lee', "Ann Lee", "Lee", "The port is closed for good.", "direct"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content", "kind"), QUOTED)
def test_one_quotation_is_one_claim(extract, text, source, cue, content, kind):
    """Over several sentences and paragraphs, before and after the cue, after a colon, with a signature."""
    (claim,) = extract(text).claims
    assert told(claim)[:3] == (source, cue, content)
    assert claim.kind == kind


def test_a_quotation_goes_on_after_its_cue(extract):
    """What "she said" interrupts, and what goes on in the next paragraph, is one claim; its parts leave the cue out."""
    text = (
        '"The port is closed," Ann Lee said. "Ships must wait outside. Nobody can tell for how long.\n\n'
        '"We are doing what we can to open it."'
    )
    (claim,) = extract(text).claims
    assert claim.source.quote.text == "Ann Lee"
    assert claim.content.text == text[1:-1]
    assert [part.of(text)[:9] for part in claim.parts] == ["The port ", "Ships mus", "We are do"]


def test_a_quotation_by_itself_is_whoever_spoke_before(extract):
    """A sentence in quotation marks after reported speech is the same speaker's, in a claim of its own."""
    first, second = extract('Ann Lee said the port was closed. "Nobody can tell for how long."').claims
    assert told(first)[:3] == ("Ann Lee", "said", "the port was closed")
    assert told(second)[:3] == ("Ann Lee", "said", "Nobody can tell for how long.")


def test_what_happened_besides_is_no_part_of_the_claim(extract):
    """A last clause with "after" is left out of the claim, and yet no fact: it may be the speaker's as well."""
    extraction = extract("Ann Lee said that the port was closed after the army attacked Paris.")
    assert [claim.content.text for claim in extraction.claims] == ["that the port was closed"]
    attacked = next(s for s in extraction.statements if s.relation.id == "news:attacked")
    assert [source.label for source in attacked.evidence[0].qualifiers.attributed_to] == ["Ann Lee"]


def test_who_adds_is_who_said(extract):
    """A participle of saying after reported speech has the same source, and is no part of what was said."""
    first, second = extract("Ann Lee said the port must close, adding that ships must wait.").claims
    assert told(first)[:3] == ("Ann Lee", "said", "the port must close")
    assert told(second)[:3] == ("Ann Lee", "adding", "that ships must wait")


def test_two_speakers_have_a_claim_each(extract):
    """A quotation with a cue of its own goes to that one."""
    text = '"The port is closed today," Ann Lee said. "It is open to everybody," Peter Hall replied.'
    assert [(claim.source.quote.text, claim.cue.text) for claim in extract(text).claims] == [
        ("Ann Lee", "said"),
        ("Peter Hall", "replied"),
    ]


def test_a_quotation_without_a_cue_has_its_mark_for_one(extract):
    """Its own first word says nothing about who speaks."""
    (claim,) = extract('The port was empty.\n\n"The ships have left for good."').claims
    assert (claim.source, claim.cue.text) == (None, '"')


def test_whom_something_is_told_is_kept(extract):
    """The addressee is an entity of its own, and no part of what is said."""
    (claim,) = extract("Ann Lee told Reuters that the port was closed.").claims
    assert claim.addressee is not None
    assert (claim.addressee.entity.label, claim.content.text) == ("Reuters", "that the port was closed")


def test_a_source_without_a_name_keeps_its_description(extract):
    """All that is known of an anonymous source stands in its quote, and it is an entity."""
    (claim,) = extract("A senior security source in the Interior Ministry said the port was closed.").claims
    assert claim.source.quote.text == "A senior security source in the Interior Ministry"
    assert claim.source.entity.id != "unnamed-source"


@pytest.mark.parametrize(
    ("text", "source", "words"),
    [
        ("Envoy to Peru Ann Lee said the port was closed.", "Ann Lee", "Ann Lee"),
        ("Labor Party leader and Mayor Ann Lee said the port was closed.", "Ann Lee", "Ann Lee"),
        ("A spokesman for Ann Lee said the port was closed.", "spokesman", "A spokesman for Ann Lee"),
        ("The wife of Ben Dole said the port was closed.", "wife", "The wife of Ben Dole"),
        ("The lawyer and Ann Lee said the port was closed.", "lawyer", "The lawyer"),
        ("The ship left, with officials saying the port was closed.", "officials", "officials"),
    ],
)
def test_the_source_is_the_person_named_not_the_post(extract, text, source, words):
    """A name right before the verb is its subject with all that stands before; but not whom a spokesman speaks for."""
    found = next(claim.source for claim in extract(text).claims)
    assert (found.entity.label, found.quote.text) == (source, words)


def test_what_is_asked_for_ends_where_the_narrator_goes_on(extract):
    """What follows in the past tense is no part of it."""
    (claim,) = extract("Ann Lee called for the mayor to close the port but opened the bridge.").claims
    assert claim.content.text == "for the mayor to close the port"


LAYERS = [
    (
        "The army attacked Paris, Ann Lee told Xinhua, the agency reported.",
        [("agency", "reported"), ("Ann Lee", "told")],
    ),
    ("Ann Lee said that the army attacked Paris, the agency reported.", [("agency", "reported"), ("Ann Lee", "said")]),
    ("The agency reported that Ann Lee said the army attacked Paris.", [("agency", "reported"), ("Ann Lee", "said")]),
    (
        "The agency, citing a general, reported that the army attacked Paris.",
        [("agency", "reported"), ("a general", "citing")],
    ),
]


@pytest.mark.parametrize(("text", "layers"), LAYERS)
def test_a_claim_inside_a_claim_is_one_of_its_own(extract, text, layers):
    """Both layers are kept, and the statement is attributed to both."""
    extraction = extract(text)
    assert sorted(c.cue.text for c in extraction.claims) == sorted(cue for _, cue in layers)
    attacked = next(s for s in extraction.statements if s.relation.id == "news:attacked")
    assert len(attacked.evidence[0].qualifiers.attributed_to) == 2


NO_CLAIMS = [
    "The army attacked Paris on Monday. The police closed the port.",
    "Police questioned the student for two hours.",
    "The army called its campaign Operation Dawn.",
    "The group is called the Brotherhood.",
    'The singer released "The Long Way Home" in May.',
    "The law requires members to sign a contract.",
    "Ann Lee tried to call the police.",
    "Ann Lee did not say whether the port was closed.",
    "No group claimed responsibility for the attack.",
    "It is important to note that the port was closed.",
    "The governor condemned the attack.",
    "The flood claimed 30 lives.",
    "People who want to leave need a permit.",
    "The talks continued as the army left.",
    "Tests will confirm whether the water is safe.",
    "A detour forced the crew to travel to Paris.",
    "Ann Lee apologized to the mayor, after a report cited her for the delay.",
]


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_nothing_is_claimed_where_nobody_speaks(extract, text):
    """Plain reports, names given, titles, rules, refusals to speak and what nobody has said."""
    assert extract(text).claims == ()


ATTRIBUTED = [
    ("Ann Lee said the bridge was closed and the army attacked Paris.", True),
    ("Ann Lee claimed that she was held and the army attacked Paris.", True),
    ('"The port is closed. The army attacked Paris," Ann Lee said.', True),
    ("The army reportedly attacked Paris.", True),
    ("The army is said to have attacked Paris.", True),
    ("The army attacked Paris, the ministry announced.", True),
    ("The army was accused of attacking Paris.", True),
    ("The report that the army attacked Paris spread fast.", True),
    ("The army attacked Paris; Ann Lee said the port was closed.", False),
    ('"The port is closed today," said Ann Lee; the army attacked Paris on Monday.', False),
    ("Ann Lee said the port was closed, and the army attacked Paris on Monday.", False),
    ("The army attacked Paris on Monday. Ann Lee called the attack a crime.", False),
]


@pytest.mark.parametrize(("text", "attributed"), ATTRIBUTED)
def test_what_is_said_is_the_speakers_and_nothing_else(extract, text, attributed):
    """A claim is not a fact; and the narrator's clauses beside a claim are the narrator's."""
    attacked = next(s for s in extract(text).statements if s.relation.id == "news:attacked")
    assert bool(attacked.evidence[0].qualifiers.attributed_to) == attributed


def test_who_a_name_is_said_in_passing_is_no_claim(extract):
    """The apposition of a name inside reported speech is the narrator's."""
    found = extract("Ann Lee said that Peter Hall, the president of Acme Corporation, had left.").statements
    assert any(not s.evidence[0].qualifiers.attributed_to for s in found)


def test_what_is_said_inside_a_quotation_is_both_speakers(extract):
    """The speaker of the quotation stands outside, whom she quotes inside."""
    text = (
        '"Peter Hall said the army attacked Paris," Ann Lee told reporters. "The police said the army attacked Berlin."'
    )
    statements = [s for s in extract(text).statements if s.relation.id == "news:attacked"]
    sources = {s.object.label: [source.label for source in s.evidence[0].qualifiers.attributed_to] for s in statements}
    assert sources == {"Paris": ["Ann Lee", "Peter Hall"], "Berlin": ["Ann Lee", "police"]}


BAD = [
    '"The army attacked Paris," Ann Lee said. "Nobody was hurt in the attack',
    '"The army attacked Paris. Nobody was hurt in the attack, Ann Lee said.',
    "“The army “attacked Paris” today,” she said” and “left.",
    '"The port is closed and\n\nthe army attacked Paris," Ann Lee said.',
    '"The port is closed, and Peter Hall said: "The army attacked Paris,"" Ann Lee said.',
    'Ann Lee said, "The port is closed.\n\n"The army attacked Paris.\n\n"It is over.',
    "``The army attacked Paris on Monday,'' Ann Lee said.",
    'Ann Lee said of the port,"It is closed and the army attacked Paris". It rained.',
]


@pytest.mark.parametrize("text", BAD)
def test_unbalanced_marks_make_no_fact_of_a_claim(extract, text):
    """Nested, missing and misplaced marks, and quotations over a page's end: never a crash, never a fact."""
    extraction = extract(text)
    attacked = [s for s in extraction.statements if s.relation.id == "news:attacked"]
    assert attacked
    assert all(one.evidence[0].qualifiers.attributed_to for one in attacked)


LONG = [
    ("Ann Lee said that ", "the army attacked Paris and ", "the army attacked Berlin."),
    ("", 'Ann Lee said "the army attacked Paris" and ', 'Ann Lee said "the army attacked Berlin".'),
    ("Ann Lee said that ", "Peter Hall believed that Ann Lee said that ", "the army attacked Berlin."),
    ("", "the port was closed, she said; ", "the army attacked Berlin, she said."),
    ("Ann Lee said that the army attacked Berlin ", '" ', "."),
]


@pytest.mark.parametrize(("first", "unit", "last"), LONG)
def test_a_sentence_of_five_thousand_words_is_read_in_time(extract, first, unit, last):
    """Claims all over it cost seconds at the most, and none becomes a fact."""
    text = first + unit * (5000 // len(unit.split())) + last
    started = time.perf_counter()
    extraction = extract(text)
    assert time.perf_counter() - started < 60
    attacked = [s for s in extraction.statements if s.relation.id == "news:attacked"]
    assert not any(one.evidence[0].qualifiers.fact for one in attacked)
