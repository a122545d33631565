"""Typed and open lines of one sentence: what is said once is one line."""

from __future__ import annotations

import pytest

from kg.model import Article, verify


@pytest.fixture(scope="module")
def rows(extractor):
    """Return {relation: (trigger, subject, object, further arguments)} of a text in one view."""

    def run(text, view):
        extraction = next(iter(extractor.extract([Article("t", text)], open_=view)))
        verify(extraction)
        return [
            (
                statement.relation.id,
                evidence.trigger.text,
                evidence.subject.text,
                evidence.object.text if evidence.object else "",
                [argument.quote.text for argument in evidence.arguments],
            )
            for statement in (*extraction.statements, *extraction.open_statements)
            for evidence in statement.evidence
        ]

    return run


@pytest.mark.parametrize(
    ("view", "text", "wanted"),
    [
        (
            "nary",
            "On Friday the Libyan army attacked the town of Sirte.",
            [("news:attacked", "attacked", "the Libyan army", "the town of Sirte", ["On Friday"])],
        ),
        (
            "nary",
            "The company was founded in 1998.",
            [("news:foundedOn", "was founded in", "The company", "1998", [])],
        ),
        (
            "binary",
            "Former minister Julia Costa has joined Acme Corporation.",
            [
                ("news:joined", "has joined", "Former minister Julia Costa", "Acme Corporation", []),
                ("open:be", "minister", "Julia Costa", "Former minister", []),
            ],
        ),
        (
            "nary",
            "The city of Paris was attacked by the army on Friday.",
            [("news:attacked", "attacked", "the army", "The city of Paris", ["on Friday"])],
        ),
        (
            "binary",
            "The army attacked Paris and painted its trucks.",
            [
                ("news:attacked", "attacked", "The army", "Paris", []),
                ("open:painted", "painted", "The army", "its trucks", []),
            ],
        ),
        (
            "nary",
            "Julia Costa was born in Austin, Texas.",
            [
                ("news:bornIn", "was born in", "Julia Costa", "Austin, Texas", []),
                ("news:bornIn", "was born in", "Julia Costa", "Texas", []),
            ],
        ),
        (
            "binary",
            "Hezbollah launched a series of attacks.",
            [("news:carriedOut", "launched", "Hezbollah", "a series of attacks", [])],
        ),
    ],
    ids=["whole phrases", "broken at the object", "a title besides", "passive", "two clauses", "part", "counted"],
)
def test_what_a_sentence_says_once_is_one_line(rows, view, text, wanted):
    """A typed line takes over the open line that says the same: its phrases, its words, its further arguments."""
    assert rows(text, view) == wanted


@pytest.mark.parametrize("view", ["binary", "nary"])
def test_statements_are_the_same_with_and_without_open_lines(extractor, view):
    """`--open` changes how a typed statement is quoted and how sure it is, never what it states."""
    text = "Paris was attacked by the army on Friday. Angela Merkel, president of France, met Joe Biden in Berlin."
    plain = next(iter(extractor.extract([Article("t", text)])))
    opened = next(iter(extractor.extract([Article("t", text)], open_=view)))
    assert plain.statements
    assert [(one.id, one.evidence[0].qualifiers) for one in plain.statements] == [
        (one.id, one.evidence[0].qualifiers) for one in opened.statements
    ]


def test_what_no_clause_words_is_less_sure(extractor):
    """A relation read off a noun phrase comes after one that is a clause."""
    text = "The army captured Paris. Angela Merkel protested against the army's invasion of France."
    extraction = next(iter(extractor.extract([Article("t", text)], open_="nary")))
    sure = {one.relation.id: one.evidence[0].confidence for one in extraction.statements}
    assert sure["news:captured"] > 2 * sure["news:invaded"]
