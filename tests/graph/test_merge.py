"""Weights and names of several articles together."""

from collections import Counter
from itertools import permutations

import pytest

from kg.graph.merge import Weight, merged_entity, packed, tally, unpacked, weight
from kg.graph.sources import provenance, witness
from kg.model import Link


def row(article, publisher, sentence, confidence, fact=True):
    """Return a witness; the defaults make it a fact."""
    return witness(provenance(article, publisher), sentence, fact, confidence)


@pytest.mark.parametrize(
    ("witnesses", "expected"),
    [
        ([row("a", "P", "s", 0.8)], Weight(True, 0.8, 1)),
        ([row("a", "P", "s", 0.8), row("b", "Q", "t", 0.5)], Weight(True, 0.9, 2)),
        ([row("a", "P", "s", 0.8), row("b", "p ", "t", 0.5)], Weight(True, 0.8, 1)),
        ([row("a", "P", "one  Story", 0.8), row("b", "Q", "One story", 0.9)], Weight(True, 0.9, 1)),
        ([row("a", "", "s", 0.8), row("b", "", "t", 0.5)], Weight(True, 0.9, 2)),
        ([row("a", "", "s", 0.8), row("a", "", "t", 0.5)], Weight(True, 0.8, 1)),
        ([row("a", "P", "s", 0.5), row("b", "Q", "s", 0.5), row("c", "Q", "t", 0.5)], Weight(True, 0.5, 1)),
        ([row("a", "P", "s", 0.3), row("b", "Q", "t", 0.9, fact=False)], Weight(True, 0.3, 1)),
        ([row("a", "P", "s", 0.3, fact=False), row("b", "Q", "t", 0.5, fact=False)], Weight(False, 0.65, 2)),
        ([row("a", "P", "s", 1.0), row("b", "Q", "t", 0.5)], Weight(True, 0.99, 2)),
    ],
)
def test_independent_sources_add_up(witnesses, expected):
    """Publishers and wire copies count once, claims beside facts not at all, in any order."""
    assert {weight(order) for order in permutations(witnesses)} == {expected}


def test_the_most_frequent_label_and_class_win():
    """Mentions decide, then the alphabet; other names are aliases; the best score of a link counts."""
    said = tally("UN", "news:Organization", ["United Nations"], [Link("http://x.example/1", 0.4)], 2)
    said += tally("United Nations", "news:InternationalOrganization", [], [Link("http://x.example/1", 0.95)], 2)
    said += tally("the UN", "news:Organization", [], [], 0)
    entity = merged_entity("un", said)
    assert (entity.label, entity.type) == ("UN", "news:Organization")
    assert entity.aliases == ("United Nations", "the UN")
    assert entity.links == (Link("http://x.example/1", 0.95),)


def test_a_tally_survives_packing():
    """What is written of a tally reads back equal."""
    said = tally('"odd" ö', "news:City", ["b", "a"], [Link("http://x.example/1", 0.25)], 3)
    assert unpacked(packed(said)) == said
    assert isinstance(unpacked(packed(said)), Counter)
