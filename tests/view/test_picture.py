import pytest

from kg.view.picture import VALUE, class_words, limited


def edge_of(picture, label):
    return next(edge for edge in picture.edges if edge.label == label)


@pytest.mark.parametrize(
    ("label", "standing"),
    [
        ("expelled", "fact"),
        ("acquired", "claim"),
        ("controls", "claim"),
        ("signed", "claim"),
        ("killed", "denied"),
    ],
)
def test_standing(drawn, label, standing):
    """A statement is a fact if the article itself asserts it, denied if all deny it, and otherwise a claim."""
    assert edge_of(drawn, label).standing == standing


def test_marks_slice_to_the_words(drawn):
    """The marks of a passage cut subject, trigger and object out of its sentence, wherever it stands in the article."""
    passage = edge_of(drawn, "accused").passages[0]
    words = {mark.role: passage.text[mark.start : mark.end] for mark in passage.marks}
    assert words == {"subject": "Moren", "trigger": "accused", "object": "Kestrel Freight"}


def test_words_of_another_sentence_are_not_marked(paper):
    """An argument whose words stand outside of the sentence leaves no mark rather than a wrong one."""
    from dataclasses import replace

    paper.entity("a", "Alda Rin", "Person")
    paper.entity("b", "Bo Rin", "Person")
    paper.say("a", "metWith", "b", "{s:Rin} {t:met} {o:her brother}.")
    statement = paper.statements[0]
    evidence = statement.evidence[0]
    far = replace(evidence.subject, span=replace(evidence.subject.span, start=900, end=903))
    paper.statements[0] = replace(statement, evidence=(replace(evidence, subject=far),))
    assert {mark.role for mark in paper.picture().edges[0].passages[0].marks} == {"trigger", "object"}


def test_evidence_of_one_statement_is_one_edge(drawn):
    """Two sentences that say the same are two passages of one edge."""
    assert [len(edge.passages) for edge in drawn.edges if edge.label == "expelled"] == [2]


def test_values_are_not_shared(paper):
    """Two statements with the same number give two value nodes."""
    for name in ("a", "b"):
        paper.entity(name, name.upper(), "Company")
        paper.say(name, "employs", ("23", "xsd:integer"), "{s:It} {t:employs} {o:23}.")
    assert [node.label for node in paper.picture().nodes if node.root == VALUE] == ["23", "23"]


def test_order_of_statements_does_not_matter(story):
    """The picture is the same in whatever order the statements come."""
    from copy import copy

    turned = copy(story)
    turned.statements = story.statements[::-1]
    assert turned.picture() == story.picture()


def test_limit_keeps_the_best_connected(drawn):
    """Beyond the limit the best connected nodes stay, with the edges between them, and the rest are counted."""
    few = limited(drawn, 6)
    assert {node.id for node in few.nodes} <= {node.id for node in drawn.nodes}
    assert "northern-front" in {node.id for node in few.nodes}
    assert all({edge.source, edge.target} <= {node.id for node in few.nodes} for edge in few.edges)
    assert len(few.nodes) + few.left_out == len(drawn.nodes)


@pytest.mark.parametrize(
    ("type_", "words"),
    [("news:ArmedForce", "Armed force"), ("news:NGO", "NGO"), ("news:City", "City"), ("xsd:gYear", "g year"), ("", "")],
)
def test_class_words(type_, words):
    """A class is shown in words."""
    assert class_words(type_) == words
