"""Places next to a place: what "in Pawtucket, Rhode Island" names besides Pawtucket."""

from __future__ import annotations

from kg.extract.referents import Referent, Referents, named_place
from kg.extract.tree import Sentence, Token
from kg.ontology import Ontology

LONGEST_ADDRESS = 3  # places after the first
PLACE_PREPOSITIONS = ("in", "at", "near", "inside", "outside", "on")
TARGETS = (*PLACE_PREPOSITIONS, "to")  # of places that are no circumstance, too


def address(
    token: Token, sentence: Sentence, referents: Referents, ontology: Ontology, *, of: bool = False
) -> list[Referent]:
    """Return the further places of an address: who was born "in Pawtucket, Rhode Island" was born in both.

    A place may also stand right before the larger one: "in Bristol County Massachusetts". With `of`, what "of" names
    counts too: a native of Salem, Oregon is one of Oregon, though its mayor is not Oregon's.
    """
    found: list[Referent] = []
    named = named_place(token)
    of, token = of or named is not token, named
    if token.dep != "pobj" or token.head is None or token.pos != "PROPN":
        return found
    if token.head.lower not in (*TARGETS, *(("of",) if of else ())):
        return found
    before = [child for child in token.children if child.dep in ("compound", "nmod") and child.pos == "PROPN"]
    found += [one for child in before for one in referents.of(sentence, child) if _is_settled(one, ontology)]
    current: Token | None = token
    while current is not None and len(found) < LONGEST_ADDRESS:
        current = next((child for child in current.children if _follows_comma(child, sentence)), None)
        places = referents.of(sentence, current) if current is not None else []
        found += [one for one in places if _is_settled(one, ontology)]
    return found


def _is_settled(referent: Referent, ontology: Ontology) -> bool:
    return referent.kind == "name" and ontology.is_a(referent.entity.type, "news:GeopoliticalEntity")


def _follows_comma(token: Token, sentence: Sentence) -> bool:
    """Tell whether the token heads the next part of an address: "Rhode Island" after "Pawtucket,"."""
    first = token.subtree()[0].i if token.pos == "PROPN" else 0
    return token.dep in ("appos", "npadvmod", "conj", "nmod") and first > 1 and sentence.tokens[first - 1].text == ","
