"""Which word of a sentence tells of the event of which another tells what came of it: "attacked X, killing 12"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.extract.events.told import Telling
from kg.extract.propositions import is_predicate_verb
from kg.extract.tree import Token

IsA = Callable[[str, str], bool]
OWNERS = ("news:Attack", "news:Accident", "news:Disaster", "news:Conflict", "news:Protest", "news:Battle")
CAUSES = frozenset("in during by from after between".split())
WHEN = frozenset("when after as".split())


def owner(telling: Telling, tellings: Sequence[Telling], is_a: IsA) -> Telling | None:
    """Return the word that tells of the event of which this one tells what came of it: "attacked X, killing 12"."""
    if not telling.harms or telling.entity is not None:
        return None
    verb = telling.verb
    for one in (told for told in tellings if told.sentence is telling.sentence and told is not telling):
        if one.harms and one.entity is None:
            if one.verb.i < verb.i and _goes_on(verb, one.verb):
                return one
            continue
        if not is_owner(one.frame.type, is_a):
            continue
        if one.entity is not None and _is_cause(one.token, verb):
            return one
        if one.entity is None and (_goes_on(verb, one.token) or _is_occasion(one.token, verb)):
            return one
    return None


def _is_cause(noun: Token, verb: Token) -> bool:
    """Tell whether the noun is what did it: "the blast killed 12", "12 died in the blast", "a blast killing 12"."""
    head = noun.head
    if head is None:
        return False
    if head is verb:
        return noun.dep in ("nsubj", "nsubjpass")
    if verb.head is noun and verb.dep in ("acl", "relcl"):
        return True
    return noun.dep == "pobj" and head.lower in CAUSES and head.head is verb


def _goes_on(verb: Token, first: Token) -> bool:
    """Tell whether the verb goes on what the first tells: "attacked X, killing 12", "stormed X and killed 12"."""
    if verb.head is not first or verb.child("nsubj", "nsubjpass"):
        return False
    return verb.dep == "conj" or (verb.dep == "advcl" and verb.tag == "VBG" and not verb.child("mark"))


def _is_occasion(verb: Token, harm: Token) -> bool:
    """Tell whether the verb tells when the harm was done: "12 died when gunmen attacked X"."""
    marks = (child.lower for child in verb.children if child.dep in ("advmod", "mark"))
    return verb.dep == "advcl" and verb.head is harm and is_predicate_verb(harm) and bool(WHEN & {*marks})


def is_owner(type_: str, is_a: IsA) -> bool:
    """Tell whether an event of the class harms people: an attack, an accident, a disaster."""
    return any(is_a(type_, kind) for kind in OWNERS)
