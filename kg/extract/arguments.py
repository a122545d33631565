"""What the places of a matched phrase stand for, and whether it fits the relation's classes."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.noun_phrases import pronoun_form
from kg.extract.patterns import SLOTS, Binding
from kg.extract.referents import Referent, Referents
from kg.extract.tree import Sentence, Token
from kg.ontology import Ontology

ORGANIZATION = "news:Organization"
REFLEXIVE = ("self", "selves")
THING = "owl:Thing"
HAPPENINGS = ("news:Event", "news:Disease")


def arguments(
    token: Token, classes: Sequence[str], sentence: Sentence, referents: Referents, ontology: Ontology
) -> list[Referent]:
    """Return what an argument stands for; a pronoun given to what the relation cannot hold of stands for one unnamed.

    "their daughter", with "their" given to a firm.
    """
    found = referents.arguments(sentence, token)
    if found and not any(fits(one, classes, ontology) for one in found):
        return referents.unnamed(sentence, token) or found
    return found


def is_same(one: Referent, other: Referent) -> bool:
    """Tell whether both are one; of two pronouns of nobody known the words tell: "he" and "his", not "her"."""
    if one.entity.id or other.entity.id or "pronoun" not in (one.kind, other.kind):
        return one.entity.id == other.entity.id
    return pronoun_form(one.quote.text) == pronoun_form(other.quote.text)


def apart(
    binding: Binding, subjects: list[Referent], objects: list[Referent], sentence: Sentence, referents: Referents
) -> tuple[list[Referent], list[Referent]]:
    """Return both sides; a pronoun given to what the other side stands for is somebody else: "Bo, his son"."""
    if {one.entity.id for one in subjects} != {one.entity.id for one in objects} or len(subjects) != 1:
        return subjects, objects
    if any(binding.slots[slot].lower.endswith(REFLEXIVE) for slot in SLOTS):
        return subjects, objects
    others = referents.unnamed(sentence, binding.slots["object"])
    if others:
        return subjects, others
    return referents.unnamed(sentence, binding.slots["subject"]) or subjects, objects


def fits(referent: Referent, classes: Sequence[str], ontology: Ontology) -> bool:
    if (
        not referent.entity.id and referent.entity.type != "news:Person"
    ):  # "it" without antecedent: anything but a person; "they": people, or things
        if referent.entity.type != THING:
            return any(not ontology.accepts(HAPPENINGS, one) for one in classes)
        return any(_is_unspecific(one, ontology) for one in classes)
    return ontology.accepts(classes, referent.entity.type)


def _is_unspecific(class_: str, ontology: Ontology) -> bool:
    """Tell whether "it" without antecedent may be of the class: no person, and no special kind of organization."""
    kind = class_ != ORGANIZATION and ontology.is_a(class_, ORGANIZATION)
    return class_ != "news:Person" and not kind
