"""A verb of saying, thinking or asking with all that decides how it is read."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.claims.contents import Contents
from kg.extract.claims.saying import Draft
from kg.extract.claims.sources import addressee, inverted, source_of
from kg.extract.lexicon import cue_classes, verb_classes
from kg.extract.propositions import Proposition, Propositions, is_nounlike, is_predicate_verb
from kg.extract.tree import Token
from kg.model import Stance

DOUBTING = frozenset("doubt question suspect".split())


class CueVerb:
    """A verb of saying with what decides how it is read."""

    def __init__(self, verb: Token, clause: Proposition, made: Propositions, contents: Contents) -> None:
        self.verb, self.clause, self.sentence, self.contents = verb, clause, made.sentence, contents
        self.classes = verb_classes(verb.lemma) | {f"cue {one}" for one in cue_classes(verb.lemma, "verb")}
        self.passive = clause.passive or _is_told(verb)
        self.inverted = inverted(verb, made.sentence)
        if self.inverted is not None:
            self.passive = False
        self.source = self.inverted or (None if _is_told(verb) else source_of(verb, clause, made.sentence))
        objects = [c for c in verb.all("dobj", "dative") if is_nounlike(c) and c.tag not in ("WDT", "WP")]
        self.object = next((c for c in objects if c is not self.inverted), None)
        self.subject = verb.child("nsubjpass") if self.passive else None  # what a passive is said of
        if self.subject is not None and self.subject.tag in ("WDT", "WP"):
            self.subject = None

    def has(self, *classes: str) -> bool:
        return not self.classes.isdisjoint(classes)

    def draft(self, heads: Sequence[Token], stance: Stance = "states", *, told: bool = True) -> Draft:
        own = self.contents.own(self.verb, heads)
        return Draft(
            self.sentence, self.verb, self.source, self.contents.of(self.verb, heads, own), stance,
            addressee(self.verb) if heads and self.object not in heads and not self.has("accuses") else None,
            self.has("says", "asks", "thinks"), told and not is_unsaid(self), own,
        )  # fmt: skip


def _is_told(verb: Token) -> bool:
    """Tell whether a "told" without hearer, after a passive, is one too: "was taken in and told that he must go"."""
    first = verb.head
    return (
        verb.lemma == "tell" and verb.dep == "conj" and first is not None and first.child("auxpass") is not None
        and not verb.child("dobj", "dative", "nsubj", "aux")
    )  # fmt: skip


def stance_of(verb: CueVerb) -> Stance:
    if verb.verb.lemma in DOUBTING:
        return "doubts"
    if verb.has("denies"):
        return "denies"
    if verb.has("asks"):
        return "asks"
    return "orders" if verb.has("cue requests") or (verb.has("orders") and not verb.has("says")) else "states"


def is_unsaid(verb: CueVerb) -> bool:
    """Tell whether nobody makes a claim after all: "did not say whether", "no longer wants to", "this shows that"."""
    if verb.has("cue shows") and (verb.source is None or not cue_classes(verb.source.lemma, "noun") >= {"text"}):
        return True
    children = verb.verb.children
    clause = verb.verb.child("ccomp")
    if (
        clause is not None
        and not verb.has("asks", "cue requests")
        and any(c.dep in ("mark", "advmod") and c.lower in ("if", "whether") for c in clause.children)
    ):
        return True
    negated = any(c.dep == "neg" or c.lower in ("never", "longer") for c in children)
    nobody = verb.source is not None and any(c.lower == "no" and c.dep == "det" for c in verb.source.children)
    if (negated and not verb.has("denies", "thinks")) or nobody:
        return True
    if any(c.tag == "MD" and c.dep in ("aux", "auxpass") for c in children) and not verb.has("thinks", "cue wishes"):
        return True
    if verb.has("cue wishes", "accuses") and _is_generic(verb.verb):
        return True
    return _is_yet_to_come(verb.verb) or (verb.source is None and not verb.passive)


def _is_yet_to_come(verb: Token) -> bool:
    """Tell whether saying it is only planned or asked for: "wants to announce", "urged them to admit"."""
    while verb.dep == "conj" and verb.tag == "VB" and verb.head is not None and verb.head.tag == "VB":
        verb = verb.head
    head = verb.head
    if not is_infinitive(verb) or head is None:
        return False
    kinds = verb_classes(head.lemma) if is_predicate_verb(head) else frozenset()
    if not is_predicate_verb(head) or head.child("acomp", "attr"):
        return True  # "it is important to note that"
    asked = bool(cue_classes(head.lemma, "verb") & {"requests", "bids", "wishes"})
    return verb.dep != "advcl" and (asked or bool(kinds & {"intends", "fails", "orders"}))


def _is_generic(verb: Token) -> bool:
    """Tell whether a relative clause only tells which ones are meant: "a member who wishes to leave"."""
    noun = verb.head
    if verb.dep not in ("relcl", "acl") or noun is None or noun.pos != "NOUN":
        return False
    bare = noun.tag == "NNS" and not any(c.dep in ("det", "poss", "nummod") for c in noun.children)
    return bare or (verb.dep == "relcl" and verb.children[0].i == noun.i + 1)


def is_infinitive(verb: Token) -> bool:
    return (
        verb.tag == "VB"
        and verb.dep in ("xcomp", "ccomp", "advcl", "acl", "relcl")
        and any(c.lower == "to" and c.dep == "aux" for c in verb.children)
    )


def is_cue_verb(verb: Token) -> bool:
    return bool(verb_classes(verb.lemma) & {"says", "denies", "thinks", "asks"})
