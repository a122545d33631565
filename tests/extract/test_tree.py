"""The tree of a sentence."""

from __future__ import annotations

from kg.extract.tree import Token


def token(i, text, head=None):
    made = Token(i, text, i * 2, i * 2 + 1, lemma=text, tag="NN", pos="NOUN", dep="dep")
    made.attach(head, "dep")
    return made


def test_a_tree_never_becomes_a_circle():
    """A token cannot be hung below itself or what it governs."""
    top = token(0, "a")
    middle = token(1, "b", top)
    low = token(2, "c", middle)
    top.attach(low, "dep")
    middle.attach(middle, "dep")
    assert [one.text for one in low.ancestors()] == ["b", "a"]
    assert top.head is None


def test_a_token_moves_with_all_below_it():
    """The old head lets go, the new one keeps its children in order."""
    top = token(0, "a")
    left, right = token(1, "b", top), token(3, "d", top)
    low = token(2, "c", right)
    right.attach(left, "conj")
    assert top.subtree() == [top, left, low, right]
    assert (left.children, top.children, right.dep) == ([right], [left], "conj")
