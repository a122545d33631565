"""Parse errors around verbs of saying, mended before anything is read off the tree."""

from __future__ import annotations

from kg.extract.lexicon import verb_classes
from kg.extract.tree import Sentence, Token

SAYING = frozenset(("says", "denies", "thinks"))
FINITE = ("VBD", "VBZ", "VBP")
SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
RELATIVES = ("WDT", "WP", "WRB")


def repair_reported(sentence: Sentence) -> None:
    """Mend what the parser commonly makes of reported clauses without "that", in place."""
    for token in sentence.tokens:
        if token.lower == "according":
            _according(sentence, token)
        if token.pos not in ("VERB", "AUX") or not verb_classes(token.lemma) & SAYING:
            continue
        if token.dep == "acl" and token.tag in ("VBD", "VBN"):
            _saying_as_participle(token)
        if token.dep == "ROOT" and token.tag in FINITE and not token.child(*SUBJECTS):
            _subject_as_apposition(sentence, token)
        _subject_as_object(sentence, token)
        _second_saying(token)
        if token.tag == "VBG" and token.dep == "advcl":
            _adding(sentence, token)


def _saying_as_participle(verb: Token) -> None:
    """ "The chief, Ann Lee, announced on Monday there were suspects": two subjects, of which the first one speaks."""
    noun = verb.head
    other = noun.head if noun is not None and noun.dep in SUBJECTS else None
    if noun is None or other is None or not noun.i < verb.i < other.i or other.tag not in FINITE:
        return
    second = [c for c in other.children if c.dep in SUBJECTS and verb.i < c.i < other.i]
    if not second:
        return
    verb.attach(other.head, other.dep)
    noun.attach(verb, "nsubj")
    other.attach(verb, "ccomp")
    verb.tag, verb.pos = "VBD", "VERB"


def _subject_as_apposition(sentence: Sentence, verb: Token) -> None:
    """ "As for the talks in Paris, a source in the ministry said": what follows the comma is no name of Paris."""
    before = next((c for c in reversed(verb.all("prep", "advcl")) if c.i < verb.i), None)
    for token in reversed(before.subtree()) if before is not None else ():
        if token.dep != "appos":
            continue
        phrase = token.subtree()
        if phrase[-1].i + 1 == verb.i and phrase[0].i > 0 and sentence.tokens[phrase[0].i - 1].text == ",":
            token.attach(verb, "nsubj")
            return


def _subject_as_object(sentence: Sentence, verb: Token) -> None:
    """ "Farmers claimed the dam, among others, is leaking": the object is the next verb's subject."""
    thing = verb.child("dobj")
    if (
        thing is None
        or thing.i < verb.i
        or thing.tag in RELATIVES
        or verb.child("ccomp") not in (None, _next(verb, thing))
    ):
        return
    clause = _next(verb, thing)
    if clause is None or any(
        t.dep == "cc" and t.head in (verb, clause.head) for t in sentence.tokens[thing.i : clause.i]
    ):
        return
    above = clause.head
    clause.attach(verb, "ccomp")
    if clause.head is verb:
        thing.attach(clause, "nsubjpass" if clause.child("auxpass") else "nsubj")
        for child in [c for c in verb.children if thing.i < c.i < clause.i and c.dep in ("prep", "advmod")]:
            child.attach(thing if child.dep == "prep" else clause, child.dep)
    elif above is not None:
        clause.attach(above, clause.dep)


def _next(verb: Token, thing: Token) -> Token | None:
    """Return the finite verb without a subject that follows an object, hung on the verb of saying or above it."""
    above = verb.head if verb.dep in ("acl", "advcl", "relcl", "xcomp") else None
    if above is not None and above.pos not in ("VERB", "AUX"):
        above = above.head
    for governor in (verb, above):
        for child in governor.children if governor is not None else ():
            if (
                child.i > thing.i
                and child.dep in ("ccomp", "conj")
                and _is_finite(child)
                and not child.child(*SUBJECTS)
            ):
                return child
    return None


def _is_finite(verb: Token) -> bool:
    if any(c.dep == "mark" or c.tag in RELATIVES for c in verb.children if c.i < verb.i and c.dep != "dobj"):
        return False
    helpers = [c for c in verb.children if c.dep in ("aux", "auxpass") and c.i < verb.i]
    if helpers:
        return helpers[0].tag in (*FINITE, "MD")
    return verb.tag in FINITE


def _second_saying(verb: Token) -> None:
    """ "They claimed he was a guest and added that he left": who adds is who claimed."""
    content = verb.child("ccomp")
    if content is None or content.i < verb.i:
        return
    for child in content.all("conj"):
        speaks = verb_classes(child.lemma) & SAYING and child.child("ccomp") is not None
        if speaks and not child.child(*SUBJECTS) and child.lemma in (verb.lemma, "add"):
            child.attach(verb, "conj")
            return


def _adding(sentence: Sentence, verb: Token) -> None:
    """ "Lee said the port must close, adding that ships wait": who adds is who said."""
    tokens, at = sentence.tokens, verb.i - 1
    while at > 0 and (tokens[at].tag in ("RB", "RBR", "''") or tokens[at].text == '"'):
        at -= 1  # "…," further saying
    if at <= 0 or tokens[at].text != ",":
        return
    clause = verb.head
    while clause is not None and clause.dep in ("xcomp", "conj", "advcl") and clause.i < verb.i:
        clause = clause.head
    above = clause.head if clause is not None and clause.dep == "ccomp" else None
    if above is not None and above.i < verb.i and verb_classes(above.lemma) & SAYING and above.child(*SUBJECTS):
        verb.attach(above, "advcl")


def _according(sentence: Sentence, according: Token) -> None:
    """ "According to the agency, the mayor, Ann Lee, said": of two phrases "to" has the first."""
    to, verb = according.child("prep"), according.head
    source = verb.child("nsubj", "nsubjpass") if verb is not None else None
    first, joint = to.child("pobj") if to is not None else None, according.child("cc")
    if first is not None and joint is not None and source is not None and source.subtree()[0].i == joint.i + 1:
        own = next((c for c in verb.all("nsubj", "nsubjpass") if c is not source), None) if verb is not None else None
        subject = own or next((c for c in reversed(source.all("appos")) if c.i > source.i), None)
        if subject is not None and verb is not None:  # "According to the agency, and Acme, 300 people came"
            subject.attach(verb, source.dep)
            joint.attach(first, "cc")
            source.attach(first, "conj")
        return
    if to is None or to.children or verb is None or source is None or source.subtree()[0].i != to.i + 1:
        return
    subject = next((c for c in source.all("appos") if c.i > source.i), None)
    if subject is None or sentence.tokens[subject.subtree()[0].i - 1].text != ",":
        return
    subject.attach(verb, source.dep)
    source.attach(to, "pobj")
