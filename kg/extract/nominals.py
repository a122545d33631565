"""Nouns and adjectives to propositions: copula, apposition, title, possessive, compound, "of" and "by"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.propositions import (
    Proposition,
    Propositions,
    conjuncts,
    is_nounlike,
    is_predicate_verb,
    preposition_objects,
)
from kg.extract.tree import Token
from kg.gazetteer import nominal as role

COPULAS = frozenset("be become remain stay".split())
NAMING = frozenset("appoint elect name choose nominate call designate make reelect re-elect declare proclaim crown "
                   "install confirm pick select hire".split())  # fmt: skip
AS_ROLE = frozenset("serve work act appoint elect name choose nominate hire resign know identify select install retire "
                    "step continue return rule lead describe join start begin return".split())  # fmt: skip
LONGEST_LIST = 50  # coordinated nouns that are followed up to the first
SHARED = ("of", "at", "for", "with")
NAMED = frozenset("name call identify know dub".split())


def nominal(noun: Token, others: Propositions) -> Proposition:
    """Return the proposition of a noun.

    "be" is what the noun is said of: "X is a member", "X, a member", "member X", "a member named X", "served as a
    member", "was elected member". Possessor, compound and demonym keep their own roles ("poss", "compound", "origin");
    a pattern decides which of them may stand for "of".
    """
    made = Proposition(noun, "noun", noun)
    for child in noun.children:
        if child.dep == "poss":
            made.add("poss", child)
        elif child.dep in ("compound", "nmod", "npadvmod") and child.tag not in ("HYPH",):
            made.add("compound", child)
        elif child.dep in ("amod", "nummod", "advmod"):
            made.add("origin" if child.ent in ("NORP", "GPE", "LOC") else "modifier", child)
    for name, head in preposition_objects(noun):
        made.add(name, head)
    if noun.dep == "conj" or noun.child("conj"):
        _shared_phrases(made)
    for head, anchor in predicated_of(noun, others):
        made.add("be", head, conjoined=noun.tag in ("NNS", "NNPS"))  # "X, the minister, and Y": only X is minister
        made.anchor = anchor
    if made.anchor.lemma == "be":
        _copular_phrases(made, made.anchor)
    return made


def _shared_phrases(made: Proposition) -> None:
    """Take what follows the last of several nouns for the earlier ones: "founder and CEO of Acme", "X and Y at Acme".

    A determiner on a later noun ends the sharing: "a writer and a professor at Yale".
    """
    noun = made.trigger
    if any(child.dep == "prep" and child.i > noun.i for child in noun.children):
        return
    first, steps = noun, 0
    while first.dep == "conj" and first.head is not None and is_nounlike(first.head) and steps < LONGEST_LIST:
        first, steps = first.head, steps + 1
    if steps == LONGEST_LIST:
        return
    members = conjuncts(first)
    donors = [one for one in members if any(name in SHARED for name, _ in preposition_objects(one))]
    if len(donors) != 1 or any(one.child("det", "poss") for one in members if one is not members[0]):
        return
    for name, head in preposition_objects(donors[0]):
        if name in SHARED and head.i > members[-1].i:
            made.add(name, head, "inherited")


def _copular_phrases(made: Proposition, copula: Token) -> None:
    """Take the prepositional phrases that the parser hung on the copula: "is active in Paris"."""
    if copula.lemma == "be":
        for name, head in preposition_objects(copula):
            if head.i > made.trigger.i:
                made.add(name, head, "moved")


def adjectival(adjective: Token, others: Propositions) -> Proposition:
    """Return the proposition of an adjective: "X is active in Y", "the group active in Y"."""
    made = Proposition(adjective, "adjective", adjective)
    for child in adjective.children:
        if child.dep in ("npadvmod", "compound", "advmod", "amod"):
            made.add("modifier", child)
    for name, head in preposition_objects(adjective):
        made.add(name, head)
    above = adjective.head
    if above is not None and adjective.dep in ("acomp", "oprd", "attr", "advcl", "conj"):
        clause = others.of(above)
        if clause is not None and is_predicate_verb(above):
            made.anchor = above
            resultative = adjective.dep == "oprd" and not clause.passive  # "left 12 people dead"
            first, second = ("object", "subject") if resultative else ("subject", "object")
            for head in clause.heads(first) or (clause.heads(second) if clause.passive or resultative else []):
                made.add("be", head)
            _copular_phrases(made, above)
        elif clause is not None and clause.kind == "adjective":
            made.anchor = clause.anchor
            for head in clause.heads("be"):
                made.add("be", head)
    elif above is not None and adjective.dep in ("amod", "relcl", "acl") and is_nounlike(above):
        made.add("be", above)
    return made


def predicated_of(noun: Token, others: Propositions, steps: int = LONGEST_LIST) -> Iterator[tuple[Token, Token]]:
    """Yield (what the noun is said of, the word that carries polarity and modality).

    A noun of a list is said of what the first one is said of; `steps` of the list are gone up.
    """
    head = noun.head
    if head is None:
        return
    if noun.dep == "conj" and is_nounlike(head):
        if steps and (not noun.child("poss") or head.dep in ("attr", "appos")):
            yield from predicated_of(head, others, steps - 1)
    elif noun.dep in ("compound", "nmod") and head.pos == "PROPN" and noun.i < head.i and _is_title(noun):
        named = next((child for child in noun.children if _is_own_name(noun, child)), None)
        yield named or head, noun
    elif noun.dep == "appos" and is_nounlike(head):
        yield head, noun
    elif noun.dep in ("attr", "oprd", "dobj", "ccomp", "acomp", "xcomp") and is_predicate_verb(head):
        yield from _through_verb(noun, head, others)
    elif noun.dep == "pobj" and head.lower == "of" and head.head is not None and head.head.lower == "one":
        yield from predicated_of(head.head, others)  # "X is one of the founders of Y"
    elif noun.dep == "pobj" and head.lower == "as" and head.head is not None:
        yield from _as_role(head.head, others)
    for child in noun.children:
        if child.dep == "appos" and child.pos == "PROPN" and _is_role(noun) and role(child.lemma) is None:
            # "the group's leader, X"; not "a businessman, CEO and owner"
            yield child, noun
        elif child.dep in ("acl", "relcl") and child.lemma in NAMED:
            name = child.child("oprd", "attr", "dobj")
            if name is not None and name.pos == "PROPN":
                yield name, noun


def _is_role(noun: Token) -> bool:
    """Tell whether a noun may be said of a name: "the group's leader", also in capitals: "the Prime Minister"."""
    known = role(noun.lemma) if noun.pos == "PROPN" else None
    return noun.pos != "PROPN" or (known is not None and known.type == "news:Person")


def _is_own_name(title: Token, child: Token) -> bool:
    """Tell whether a name right after a title is its bearer's: "President X and President Y", read as one phrase."""
    return child.dep == "appos" and child.pos == "PROPN" and child.subtree()[0].i == title.i + 1


def _is_title(noun: Token) -> bool:
    """Tell whether a noun before a name is a role ("member X", "President X"), not a part of the name."""
    return noun.pos == "NOUN" or noun.ent in ("", "TITLE")


def _through_verb(noun: Token, verb: Token, others: Propositions) -> Iterator[tuple[Token, Token]]:
    clause = others.of(verb)
    if clause is None:
        return
    if verb.lemma in COPULAS and noun.dep in ("attr", "oprd", "acomp", "dobj", "xcomp") and not verb.child("expl"):
        for head in clause.heads("subject"):
            if head is not noun:
                yield head, verb
    elif verb.lemma in NAMING and (clause.passive or noun.dep in ("oprd", "attr", "xcomp", "ccomp")):
        for head in clause.heads("object"):
            if head is not noun:
                yield head, verb


def _as_role(verb: Token, others: Propositions) -> Iterator[tuple[Token, Token]]:
    if verb.lemma not in AS_ROLE or not is_predicate_verb(verb):
        return
    clause = others.of(verb)
    if clause is None:
        return
    for head in clause.heads("object") or clause.heads("subject"):
        yield head, verb
