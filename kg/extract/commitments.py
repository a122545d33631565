"""What somebody has done already by committing themselves to do something, or by refusing to.

"Iran offered to meet France" states no meeting, but a pledge; "Iran refused to meet France" a refusal. The ontology
says which relation stands for which: `kg:whenPlanned`, `kg:whenRefused`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from kg.extract.lexicon import verb_classes, word_classes
from kg.extract.propositions import Proposition, Propositions, is_predicate_verb
from kg.extract.tree import Token
from kg.model import Qualifiers, Quote, Relation, Statement
from kg.ontology import RelationType

COMMITS, REFUSES, CONSIDERS = "commits", "refuses", "considers"
FUTURE = frozenset("will wo 'll ’ll shall".split())
BACKSHIFTED = frozenset("would 'd ’d".split())
POSSIBLE = frozenset("may might could".split())
LONGEST_LIST = 20  # coordinated verbs that are followed up to the first


class Commitment(NamedTuple):
    """How a subject stands to a deed that is told by `word` ("offered", "will") in the clause `by`.

    `kind` is COMMITS, REFUSES or CONSIDERS ("may attack"); `by` is None where `word` is a modal verb of the deed.
    """

    kind: str
    word: Token
    by: Proposition | None


def commitment(proposition: Proposition, others: Propositions) -> Commitment | None:
    """Return how the subject of a verb stands to doing it; None if it does it, is made to, or only wants to.

    "agreed to meet", "is ready to meet", "an offer to meet", "will meet", "said it would meet"; "refused to meet",
    "will not meet".
    """
    if proposition.kind != "verb":
        return None
    verb = proposition.trigger
    for _ in range(LONGEST_LIST):
        if verb.dep != "conj" or verb.head is None or not is_predicate_verb(verb.head) or verb.child("nsubj", "aux"):
            break
        verb = verb.head
    return _by_modal(verb) or _by_governor(proposition, verb, others)


def is_ultimatum(verb: Token) -> bool:
    """Tell whether what is announced shall put somebody under pressure: "will withdraw unless they pay"."""
    return any(child.lower == "unless" for clause in verb.all("advcl") for child in clause.all("mark"))


def _by_modal(verb: Token) -> Commitment | None:
    for aux in verb.all("aux"):
        said = verb.dep == "ccomp" and verb.head is not None and "says" in verb_classes(verb.head.lemma)
        if aux.lower in FUTURE or (aux.lower in BACKSHIFTED and said):
            return Commitment(REFUSES if verb.child("neg") else COMMITS, aux, None)
        if aux.lower in POSSIBLE and not verb.child("neg"):
            return Commitment(CONSIDERS, aux, None)
    return None


def _by_governor(proposition: Proposition, verb: Token, others: Propositions) -> Commitment | None:
    above = verb.head
    if above is None or verb.tag != "VB" or verb.child("neg") or verb.dep not in ("xcomp", "ccomp", "acl", "oprd"):
        return None
    if is_predicate_verb(above):
        kinds, clause = verb_classes(above.lemma), above
    elif above.dep in ("acomp", "attr") and above.head is not None:
        kinds, clause = word_classes(above.lower, "adjective"), above.head
    else:
        kinds, clause = word_classes(above.lemma, "noun"), above
    kind = next((one for one in (COMMITS, REFUSES) if one in kinds), "")
    by = others.of(clause) if kind else None
    if by is None or by.passive or (by.kind == "verb" and not _shares(proposition, by)):
        return None
    return Commitment(kind, above, by)


def _shares(proposition: Proposition, by: Proposition) -> bool:
    """Tell whether both have the same subject: who threatens to leave, not who is threatened into leaving."""
    return not set(map(id, proposition.heads("subject"))).isdisjoint(map(id, by.heads("subject")))


def restated(statement: Statement, relation: RelationType, word: Token, own: Qualifiers) -> Statement:
    """Return the statement with another relation, told by another word."""
    evidence = replace(statement.evidence[0], trigger=Quote(word.span, word.text), qualifiers=own)
    return replace(statement, relation=Relation(relation.id, relation.label), evidence=(evidence,))
