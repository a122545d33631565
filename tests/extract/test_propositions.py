"""One proposition for all wordings."""

from __future__ import annotations

import pytest

from kg.extract.parse import parse
from kg.extract.propositions import Propositions
from kg.extract.repair import repair
from kg.model import Article


@pytest.fixture(scope="module")
def propositions(extractor):
    """Return {trigger lemma: {role: [words]}} of a sentence."""

    def run(text):
        parsed = next(iter(parse([Article("t", text)], extractor.model, lambda _: frozenset({"IS"}))))
        found = {}
        for sentence in parsed.sentences:
            repair(sentence)
            for made in Propositions(sentence):
                roles = found.setdefault(made.trigger.lemma, {})
                for argument in made.arguments:
                    roles.setdefault(argument.role, []).append(argument.head.text)
        return found

    return run


@pytest.mark.parametrize(
    "text",
    [
        "The army expelled Hezbollah.",
        "Hezbollah was expelled by the army.",
        "The army, which expelled Hezbollah, rested.",
        "The army managed to expel Hezbollah.",
        "The army entered the town and expelled Hezbollah.",
        "Hezbollah, expelled by the army, fled.",
        "Hezbollah, which the army expelled, fled.",
        "The army attacked, expelling Hezbollah.",
        "The army was accused of expelling Hezbollah.",
        "The government persuaded the army to expel Hezbollah.",
        "The army will expel Hezbollah.",
    ],
)
def test_a_verb_has_one_proposition_in_every_clause(propositions, text):
    """Passives are turned, and subjects and objects come from the clauses that share them."""
    roles = propositions(text)["expel"]
    assert roles["subject"] == ["army"]
    assert roles["object"] == ["Hezbollah"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Angela Merkel is a member of NATO.", "of"),
        ("Angela Merkel, a member of NATO, spoke.", "of"),
        ("Angela Merkel became a member of NATO.", "of"),
        ("NATO member Angela Merkel spoke.", "compound"),
        ("NATO's member, Angela Merkel, spoke.", "poss"),
        ("A NATO member named Angela Merkel spoke.", "compound"),
        ("Angela Merkel served as a member of NATO.", "of"),
    ],
)
def test_a_noun_is_said_of_somebody(propositions, text, role):
    """Copula, apposition, title, possessive and "named" give the same proposition of the noun."""
    roles = propositions(text)["member"]
    assert "Merkel" in roles["be"]
    assert roles[role] == ["NATO"]


@pytest.mark.parametrize(
    ("text", "lemma", "role", "words"),
    [
        ("The police arrested and jailed Merkel.", "arrest", "object", ["Merkel"]),
        ("France and Spain attacked Libya and Syria.", "attack", "subject", ["France", "Spain"]),
        ("France and Spain attacked Libya and Syria.", "attack", "object", ["Libya", "Syria"]),
        ("UN-backed forces left.", "back", "modifier", ["UN"]),
        ("The army left Sirte, where it met Merkel.", "meet", "in", ["Sirte"]),
        ("Trucks went from Misrata to Tripoli.", "go", "to", ["Tripoli"]),
        ("US President Joe Biden and French President Emmanuel Macron met.", "president", "be", ["Macron", "Biden"]),
    ],
)
def test_arguments_are_found_where_the_sentence_puts_them(propositions, text, lemma, role, words):
    """Coordination, hyphens, relative adverbs and titles give each argument its own role."""
    assert sorted(propositions(text)[lemma][role]) == sorted(words)
