"""Clauses as arguments: "threatened to attack", "demanded that it leave", "must leave".

They are no arguments of a Proposition, whose arguments are phrases; a phrase of the ontology may name them.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.propositions import Argument, Proposition, conjuncts, is_predicate_verb
from kg.extract.tree import Token

INFINITIVE, THAT, OBLIGATION = "infinitive", "that", "obligation"
CLAUSAL = frozenset((INFINITIVE, THAT, OBLIGATION))
OBLIGING = frozenset("must should ought".split())
QUOTES = frozenset(('"', "“", "``"))
OWN = frozenset(("i", "we"))  # "said we must leave" asks nothing of others
ACT = "act"  # in a phrase, the verb of a clause that may be any: "{subject} demanded that {object} act"


def complements(made: Proposition) -> Iterator[Argument]:
    """Yield the clauses that a predicate governs, its purpose too, with their conjuncts; and its verb of obligation."""
    for child in made.trigger.children:
        if child.dep in ("xcomp", "ccomp", "oprd", "acl", "advcl") and is_predicate_verb(child):
            role = "" if _is_quoted(child, made.trigger) else _role(child)
            for verb in conjuncts(child) if role else ():
                yield Argument(role, verb)
        elif child.dep == "aux" and child.lower in OBLIGING:
            yield Argument(OBLIGATION, child)


def _is_quoted(verb: Token, trigger: Token) -> bool:
    """Tell whether a clause is in quotation marks of its own: "told reporters, “to show what we can do”"."""
    return any(t.text in QUOTES and trigger.i < t.i < verb.i for t in (*trigger.children, *verb.children))


def _role(verb: Token) -> str:
    marks = {child.lower for child in verb.children if child.dep in ("aux", "mark")}
    if verb.dep in ("xcomp", "oprd", "acl", "advcl"):
        return INFINITIVE if "to" in marks and verb.tag == "VB" else ""
    subject = verb.child("nsubj", "nsubjpass")
    return INFINITIVE if "to" in marks else THAT if subject is not None and subject.lower not in OWN else ""
