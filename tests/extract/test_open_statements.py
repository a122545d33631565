"""Open statements in both views, sentence by sentence, before typed ones take over what they cover."""

from __future__ import annotations

import pytest

from kg.extract.extractor import hidden_acronyms
from kg.extract.open_statements import LONGEST_SENTENCE, MOST, MOST_CLAUSES, open_statements
from kg.extract.parse import parse
from kg.model import Article


@pytest.fixture(scope="module")
def lines(extractor):
    """Return [(subject, relation, object, further arguments, confidence)] of a text's clauses in one view."""

    def run(text, view):
        (parsed,) = parse([Article("t", text)], extractor.model, hidden_acronyms)
        _, propositions, _, context = extractor.prepared(parsed)
        statements = [one.statement for one in open_statements(propositions, context, view)]
        return [
            (
                one.evidence[0].subject.text,
                one.relation.label,
                one.evidence[0].object.text if one.evidence[0].object else "",
                [argument.quote.text for argument in one.evidence[0].arguments],
                one.evidence[0].confidence,
            )
            for one in statements
        ]

    return run


@pytest.fixture(scope="module")
def triples(lines):
    """Return {"subject | relation | object"} of a text in the binary view."""
    return lambda text: {" | ".join(row[:3]) for row in lines(text, "binary")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The minister opened a bridge in Porto.", "The minister | opened | a bridge"),
        ("The minister handed the keys to the mayor.", "The minister | handed the keys to | the mayor"),
        ("She became a judge of the Supreme Court.", "She | became a judge of | the Supreme Court"),
        ("The unit deals with cases of fraud.", "The unit | deals with cases of | fraud"),
        ("A plane was built in honor of the pilot.", "A plane | was built in honor of | the pilot"),
        ("The troops entered and left the village.", "The troops | left | the village"),
        ("The law was passed and signed by the king.", "The law | was signed by | the king"),
        ("They managed to enter and seize the port.", "They | managed to seize | the port"),
        ("The crew was able to repair the engine.", "The crew | was able to repair | the engine"),
        ("The firm agreed to sell its mines to a rival.", "The firm | agreed to sell its mines to | a rival"),
        ("He retired after signing the treaty.", "He | retired after signing | the treaty"),
        ("In 1998, the company was renamed Acme.", "the company | was renamed Acme In | 1998"),
        ("From 1970, Rossi taught at the academy.", "Rossi | taught at the academy From | 1970"),
        ("The book that he wrote sold well.", "he | wrote | The book"),
        ("He is an engineer who designed two bridges.", "He | is | an engineer"),
        ("The tower is an office block designed by Rossi.", "The tower | designed by | Rossi"),
        ("The union fought cuts, including lower pensions.", "cuts | including | lower pensions"),
        ("The minister said that the talks failed.", "The minister | said that | the talks failed"),
        ("The harbor needs repairs, the mayor said.", "the mayor | said | The harbor needs repairs"),
        ("Ex-soldiers joined the march.", "Ex-soldiers | joined | the march"),
        ("There is no evidence of fraud.", "There | is | no evidence of fraud"),
        ("The film, a comedy about bankers, pleased nobody.", "The film | pleased | nobody"),
        (
            "Instead of raising taxes, the council sold two bridges.",
            "the council | sold two bridges Instead of raising | taxes",
        ),
        ("Because of the storm, the port was closed.", "the port | was closed Because of | the storm"),
        ("The firm ran a state-run mine in Peru.", "The firm | ran a state-run mine in | Peru"),
        ("The wall was so high that nobody climbed it.", "The wall | was | so high"),
        ("The bridge was designed by King James I in 1610.", "The bridge | was designed by | King James I"),
        ("From 1990 to 1995 Rossi taught at the academy.", "Rossi | taught at the academy From | 1990"),
        ("The novelist Rosa Diaz won the prize.", "The novelist Rosa Diaz | won | the prize"),
        ("Rosa Diaz, a novelist, won the prize.", "Rosa Diaz | be | a novelist"),
    ],
)
def test_binary_view_has_the_triple(triples, text, wanted):
    """A triple's relation runs from the predicate to the preposition before its object."""
    assert wanted in triples(text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("He was elected chairman of the board.", "chairman of the board | was elected"),
        ("The market grew, prices rose by a third.", "The market | grew | prices"),
        ("For example, the mayor owns a farm.", "the mayor | owns a farm For | example"),
        ("She studied at the University of Oslo.", "the University of | Oslo"),
        ("He was born in Austin, Texas.", "Austin | is | Texas"),
        ("The Oslo Opera House hosted the gala.", "| is | Oslo"),
        ("Mr. Costa left.", "Costa | is | Mr."),
        ("The senator (R-AK) voted for the bill.", "R-AK"),
        ("The engine that failed was replaced.", "that | failed"),
        ("The firm agreed to sell its mines.", "The firm | to sell"),
        ("He trained daily in order to win the race.", "| order"),
        ("Sales rose, prices fell and the firm closed two plants.", "rose | prices"),
        ("Sales rose, prices fell and the firm closed two plants.", "fell | two plants"),
        ("The novelist Rosa Diaz won the prize.", "be | The novelist Rosa"),
        ("Rosa Diaz, Jr., won the prize.", "| Jr."),
        ("Dame Rosa Diaz won the prize in Gdansk Oslo Hall.", "| be | Gdansk"),
    ],
)
def test_binary_view_lacks_the_triple(triples, text, unwanted):
    """Hard negatives: what looks like a triple and says nothing, or what another triple says already."""
    assert not [triple for triple in triples(text) if unwanted in triple]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "On Monday the minister opened a bridge of steel and glass.",
            ("the minister", "opened", "a bridge of steel and glass", ["On Monday"]),
        ),
        (
            "The clerk sent letters and parcels to the mayor.",
            ("The clerk", "sent to", "parcels", ["the mayor"]),
        ),
        ("The hall was built in 1901 by the city.", ("The hall", "was built in", "1901", ["by the city"])),
        ("He woke when the bell rang.", ("He", "woke", "when the bell rang", [])),
        ("Rossi left because the talks failed.", ("Rossi", "left", "because the talks failed", [])),
    ],
)
def test_nary_view_has_one_line_a_clause(lines, text, wanted):
    """An object makes a line; all else that the clause says are its further arguments."""
    assert wanted in [row[:4] for row in lines(text, "nary")]


def test_what_a_title_says_is_less_sure_than_what_a_verb_says(lines):
    """Statements without a word of their own for the relation come last."""
    rows = lines("Prime minister Julia Costa opened the harbor.", "binary")
    sure = {row[1]: row[4] for row in rows}
    assert sure["opened"] > sure["be"]


def test_relations_that_run_further_are_less_sure(lines):
    """Each phrase that a relation runs through lowers its confidence."""
    rows = lines("The unit deals with cases of fraud in banks.", "binary")
    assert [row[4] for row in rows] == sorted((row[4] for row in rows), reverse=True)


@pytest.mark.parametrize("view", ["binary", "nary"])
@pytest.mark.parametrize(
    "text",
    [
        "He said " + "that she said " * 700 + "it fell.",
        "The army " + " and ".join(["attacked the town"] * 700) + ".",
        " and ".join(f"Group{i}" for i in range(300)) + " met " + " and ".join(f"Team{i}" for i in range(300)) + ".",
        "THE ARMY EXPELLED IS FROM SIRTE ON FRIDAY AND SAID IT WAS GOING TO STAY " * 60,
        "12 4 5.6 | x | 7 " * 300,
        "Tlie anny ex- pelled tbe gr0up,, fr.om .Sir te ~~ " * 60,
        "`` He said '' ( that '' `` " * 100,
    ],
    ids=["nested", "verbs", "lists", "capitals", "table", "noise", "marks"],
)
def test_no_text_explodes(extractor, text, view):
    """Sentences of thousands of words, tables and noise give few statements with short arguments, and no error."""
    extraction = next(iter(extractor.extract([Article("t", text)], open_=view)))
    assert len(extraction.open_statements) <= MOST * MOST_CLAUSES
    assert len(extraction.open_statements) <= 2 * len(text.split())
    if max(len(text[one.start : one.end].split()) for one in extraction.sentences) > LONGEST_SENTENCE:
        printed = sum(len(one.evidence[0].object.text) for one in extraction.open_statements if one.evidence[0].object)
        assert printed < 30 * len(text)


def test_same_text_gives_the_same_statements(lines):
    """Two runs over one text agree in order and content."""
    text = "In 1998 the firm, founded by Rossi, bought mines and sold them to a rival in Peru."
    assert lines(text, "nary") == lines(text, "nary")
    assert lines(text, "binary") == lines(text, "binary")
