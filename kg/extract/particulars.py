"""Whether a statement is about particulars, or about kinds: "a branch in France", "branches in foreign countries"."""

from __future__ import annotations

from kg.extract.clauses import is_episodic
from kg.extract.patterns import Binding
from kg.extract.propositions import is_predicate_verb
from kg.extract.referents import Referent
from kg.extract.tree import Token
from kg.ontology import RelationType

EVENT_TYPES = "https://kg.example/ns/plover#"  # what a relation matches that tells of a happening, not of a state


def is_vague(subject: Referent, object_: Referent, relation: RelationType, binding: Binding) -> bool:
    """Tell whether the statement is about kinds, not particulars: "branches in foreign countries"."""
    if binding.pattern.root_slot:
        head = binding.slots["subject"]
        named_here = subject.kind == "name" and subject.quote.span.covers(head.span)
        if subject.entity.type == "news:Person" and not named_here:
            return True  # "Jane Roe of Acme", not "a friend of Acme"
        return not subject.named or _loosely_attached(head)
    if _is_beside(object_, relation, binding):
        return True
    if subject.named or object_.named or not (subject.generic or object_.generic):
        return False
    happening = any(match.startswith(EVENT_TYPES) for match in relation.matches)  # "police arrested protesters"
    told = binding.proposition.kind == "verb" and is_episodic(binding.proposition.anchor)
    return not (happening and told and subject.kind == object_.kind == "nominal")


def _is_beside(object_: Referent, relation: RelationType, binding: Binding) -> bool:
    """Tell whether one works beside somebody rather than for them: "worked with a team", "plans to work with Acme"."""
    link, trigger = binding.slots["object"].head, binding.proposition.trigger
    if trigger.lemma != "work" or link is None or link.lower != "with" or relation.range != ("news:Organization",):
        return False
    return object_.kind != "name" or trigger.tag == "VB"


def _loosely_attached(token: Token) -> bool:
    """Tell whether a phrase after this noun may belong to the verb: "signed a deal with the rebels in Geneva"."""
    if token.dep in ("dobj", "attr", "dative"):
        return True
    above = token.head.head if token.dep == "pobj" and token.head is not None else None
    return above is not None and (is_predicate_verb(above) or above.dep in ("dobj", "nsubjpass", "attr"))
