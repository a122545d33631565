"""Who says what, by which words."""

from __future__ import annotations

import pytest

TABLE = [
    ("Ann Lee said the port was closed.", "Ann Lee", "said", "the port was closed", "indirect", "states"),
    ("The port was closed, Ann Lee said.", "Ann Lee", "said", "The port was closed", "indirect", "states"),
    ('"The port is closed," said Ann Lee.', "Ann Lee", "said", "The port is closed,", "direct", "states"),
    ("Ann Lee denied that the port was closed.", "Ann Lee", "denied", "the port was closed", "indirect", "denies"),
    ("According to Ann Lee, it was closed.", "Ann Lee", "According", "it was closed", "indirect", "states"),
    ("Ann Lee asked whether it was closed.", "Ann Lee", "asked", "whether it was closed", "indirect", "asks"),
    ("Ann Lee ordered police to close it.", "Ann Lee", "ordered", "to close it", "indirect", "orders"),
    ('Ann Lee called the port "a ruin of a place".', "Ann Lee", "called", "a ruin of a place", "mixed", "states"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content", "kind", "stance"), TABLE)
def test_a_claim_has_source_cue_and_content(extract, text, source, cue, content, kind, stance):
    """Indirect and direct speech, before and after, denials, questions and orders."""
    claim = extract(text).claims[0]
    assert (claim.source.quote.text, claim.cue.text, claim.kind, claim.stance) == (source, cue, kind, stance)
    assert content in claim.content.text


def test_a_quotation_goes_on_until_it_ends(extract):
    """Later sentences of a quotation, also in the next paragraph, are the same speaker's."""
    text = (
        '"The port is closed," Ann Lee said. "Ships must wait outside. Nobody can tell for how long.\n\n'
        '"We are doing what we can to open it."'
    )
    claims = extract(text).claims
    assert [claim.source.quote.text for claim in claims] == ["Ann Lee"] * 4


def test_what_is_said_inside_a_quotation_is_both_speakers(extract):
    """The speaker of the quotation stands outside, whom she quotes inside."""
    text = (
        '"Peter Hall said the army attacked Paris," Ann Lee told reporters. "The police said the army attacked Berlin."'
    )
    statements = [s for s in extract(text).statements if s.relation.id == "news:attacked"]
    sources = {s.object.label: [source.label for source in s.evidence[0].qualifiers.attributed_to] for s in statements}
    assert sources == {"Paris": ["Ann Lee", "Peter Hall"], "Berlin": ["Ann Lee", "police"]}


@pytest.mark.parametrize(
    "text",
    [
        '"The army attacked Paris. Nobody was hurt in the attack',
        'The army attacked Paris." Nobody was hurt.',
        "“The army “attacked Paris” today,” she said” and “left.",
    ],
)
def test_unbalanced_marks_are_no_fault(extract, text):
    """Extraction ends, and every claim's words are the text's."""
    for claim in extract(text).claims:
        assert claim.content.text


def test_nothing_is_claimed_where_nobody_speaks(extract):
    """A plain report has no claims."""
    assert extract("The army attacked Paris on Monday. The police closed the port.").claims == ()
