"""Propositions as clauses in the sentence's own words: a subject, a predicate group, and what follows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kg.extract.extents import is_region
from kg.extract.lexicon import verb_classes
from kg.extract.propositions import Proposition, Propositions, conjuncts, is_nounlike, is_predicate_verb
from kg.extract.tree import Token
from kg.gazetteer import nominal

CONFIDENCE = {  # by the verb's place in the tree; near people's agreement with such lines (tests/bench/confidence.py)
    "ROOT": 0.75, "conj": 0.75, "parataxis": 0.7, "relcl": 0.6, "advcl": 0.6, "acl": 0.62, "ccomp": 0.45, "appos": 0.5,
    "compound": 0.5, "nmod": 0.5, "pcomp": 0.4, "xcomp": 0.4, "prep": 0.45,
}  # fmt: skip
OTHERWISE = 0.3
UNFINITE = 0.85  # factor for participles and infinitives
INFINITIVE = 0.6  # factor for one that modifies a noun: "the plan to leave"
INVERTED = 0.8  # factor for a subject that follows its verb
TEMPORAL = ("DATE", "TIME")
GENERATIONS = ("Jr.", "Sr.", "Jr", "Sr")
SHORTEST_TITLE = 3  # letters; "Sir", "Mr" say nothing of their bearer
DEEPEST_CHAIN = 5  # verbs in one predicate group: "were said to have tried to"
CONNECTIVES = frozenset(  # phrases that only join a sentence to the one before
    [("for", "example"), ("for", "instance"), ("in", "fact"), ("in", "addition"), ("in", "general")]
) | {("in", "particular"), ("as", "result"), ("of", "course"), ("in", "turn"), ("at", "least")}
Kind = Literal["object", "attribute", "result", "prep", "clause", "time", "adverb"]


@dataclass(slots=True)
class Complement:
    """What follows a predicate: `head` of its phrase, and the words that link it ("to" of "sent letters to")."""

    kind: Kind
    head: Token
    links: list[Token] = field(default_factory=list)

    @property
    def at(self) -> int:
        return self.links[0].i if self.links else self.head.i


@dataclass(slots=True)
class Clause:
    """A subject, a predicate group and its complements in order; `predicate` may be broken by other words."""

    proposition: Proposition
    subject: Token
    predicate: list[Token]
    complements: list[Complement] = field(default_factory=list)
    confidence: float = 1.0


def clauses(propositions: Propositions) -> Iterator[Clause]:
    """Yield the clauses of a sentence, one for each subject of each predicate."""
    for proposition in propositions:
        if proposition.kind == "verb":
            yield from _verbal(proposition)
            yield from _including(proposition)
        elif proposition.kind == "noun":
            yield from _appositive(proposition)


def _verbal(proposition: Proposition) -> Iterator[Clause]:
    verb = proposition.trigger
    if verb.dep in ("amod", "prep") or _is_chained(verb):
        return
    subjects = proposition.heads("object" if proposition.passive else "subject")
    there = verb.child("expl")
    if there is not None:
        subjects = [there]
    subjects = [one for one in subjects if one.tag not in ("WDT", "WP") and not _is_retained(one, verb)]
    subjects = [_through_copula(one, verb) for one in subjects]
    if not subjects:
        return
    group, last = predicate(verb)
    complements = [*_complements(verb, last), *_moved(proposition), *_shared(verb)]
    complements.sort(key=lambda one: one.at)
    for subject in subjects:
        yield Clause(proposition, subject, group, complements, _confidence(verb, subject))


def _through_copula(subject: Token, verb: Token) -> Token:
    """Return whom a modified noun is said of: in "Ada was a pioneer who built engines" Ada built them."""
    copula = subject.head
    if verb.head is not subject or subject.dep != "attr" or copula is None or copula.lemma != "be":
        return subject
    named = copula.child("nsubj")
    return named if named is not None and named.pos in ("NOUN", "PROPN") else subject


def _is_chained(verb: Token) -> bool:
    """Tell whether the verb is part of the predicate group of a verb above: "tried to escape", "was able to escape"."""
    above = _governor(verb)
    return above is not None and verb in _chain(above)


def _governor(verb: Token) -> Token | None:
    above = verb.head
    if verb.dep != "xcomp" or above is None:
        return None
    if above.dep == "acomp":
        above = above.head
    return above if above is not None and is_predicate_verb(above) else None


def _is_retained(noun: Token, verb: Token) -> bool:
    """Tell whether a noun is what a passive leaves in its place: "he was chosen chairman"."""
    return noun.head is verb and noun.dep in ("dobj", "oprd", "attr")


def _confidence(verb: Token, subject: Token) -> float:
    confidence = CONFIDENCE.get(verb.dep, OTHERWISE) * (1.0 if _is_finite(verb) else UNFINITE)
    if verb.tag == "VB" and verb.dep in ("acl", "relcl"):
        confidence *= INFINITIVE
    return confidence * INVERTED if subject.i > verb.i or subject.dep == "expl" else confidence


def _is_finite(verb: Token) -> bool:
    finite = verb.dep in ("ROOT", "ccomp", "relcl", "conj", "advcl", "parataxis") and verb.tag not in (
        "VBG",
        "VBN",
        "VB",
    )
    return finite or any(child.dep in ("aux", "auxpass") and child.lower != "to" for child in verb.children)


def predicate(verb: Token) -> tuple[list[Token], Token]:
    """Return the words of the predicate group and its last verb: "were said to have made", "was able to start"."""
    group: list[Token] = []
    chain = _chain(verb)
    links = chain[1:]
    if verb.dep == "conj" and verb.head is not None and (above := _above(verb.head)):  # "managed to enter and to seize"
        chain, links = [*above, *chain], [verb.head, *above[1:], *links]
    for one in chain:
        group += _own_group(one)
    for adjective in (one.head for one in links):
        if adjective is not None and adjective.dep == "acomp":
            group += [token for token in adjective.children if token.i < adjective.i] + [adjective]
    return sorted(set(group), key=lambda token: token.i), chain[-1]


def _chain(verb: Token) -> list[Token]:
    """Return the verb and those below it that share its subject, downwards."""
    chain = [verb]
    while len(chain) < DEEPEST_CHAIN:
        current = chain[-1]
        below = current.child("xcomp")
        adjective = current.child("acomp") if current.lemma == "be" else None
        if below is None and adjective is not None and not adjective.child("conj", "prep"):
            below = adjective.child("xcomp")
        if below is None or not is_predicate_verb(below) or current.child("dobj", "attr") or below.i < current.i:
            break
        if below.child("nsubj", "nsubjpass") or any(c.dep == "mark" and c.lower != "to" for c in below.children):
            break
        chain.append(below)
    return chain


def _above(verb: Token) -> list[Token]:
    """Return the verbs above one that is chained to them, downwards."""
    chain: list[Token] = []
    while len(chain) < DEEPEST_CHAIN and _is_chained(verb):
        governor = _governor(verb)
        if governor is None:
            break
        chain.insert(0, governor)
        verb = governor
    return chain


def _own_group(verb: Token) -> list[Token]:
    own = [verb]
    auxiliaries = verb.all("aux", "auxpass")
    for child in verb.children:
        if child.dep in ("aux", "auxpass", "neg", "prt"):
            own += [child, *child.all("aux", "neg")]
        elif (
            child.dep == "advmod"
            and child.i < verb.i
            and not child.children
            and child.tag == "RB"
            and verb.i - child.i <= 3
        ):
            if child.i == verb.i - 1 or any(one.i < child.i for one in auxiliaries):
                own.append(child)
        elif child.dep == "advmod" and verb.lemma == "be" and child.i == verb.i + 1 and not child.children:
            own.append(child)
    if not auxiliaries and verb.dep == "conj":
        own += _shared_auxiliaries(verb)
    return own


def _shared_auxiliaries(verb: Token) -> list[Token]:
    """Return the auxiliaries of the first of several verbs: "was cut and flushed", "will meet and discuss"."""
    first, steps = verb.head, 0
    while first is not None and first.dep == "conj" and not first.child("aux", "auxpass") and steps < DEEPEST_CHAIN:
        first, steps = first.head, steps + 1
    if first is None or first.tag != verb.tag or verb.child("nsubj", "nsubjpass", "mark"):
        return []
    return [child for child in first.children if child.dep in ("aux", "auxpass") and child.i < first.i]


def _moved(proposition: Proposition) -> Iterator[Complement]:
    """Yield an object that stands elsewhere: "the book that he wrote"."""
    role = "subject" if proposition.passive else "object"
    for argument in proposition.arguments:
        if argument.role == role == "object" and argument.how in ("relative", "inherited"):
            yield Complement("object", argument.head)


def _shared(verb: Token) -> Iterator[Complement]:
    """Yield what stands before the subject of the first of several verbs: "In 1879 he was elected and resigned"."""
    first, steps = verb, 0
    while (
        first.dep == "conj"
        and first.head is not None
        and not first.child("nsubj", "nsubjpass")
        and steps < DEEPEST_CHAIN
    ):
        first, steps = first.head, steps + 1
    subject = first.child("nsubj", "nsubjpass")
    if first is not verb and subject is not None:
        for one in _complements(first, first, subject.i):
            if one.kind in ("prep", "time"):
                yield one


def complements_of(verb: Token) -> tuple[list[Token], list[Complement]]:
    """Return the predicate group of a verb without a subject of its own, and what follows it."""
    group, last = predicate(verb)
    return group, sorted(_complements(verb, last), key=lambda one: one.at)


def _complements(verb: Token, last: Token, before: int = 1 << 30) -> Iterator[Complement]:
    """Yield what hangs on the first and the last verb of a predicate group, up to the token numbered `before`."""
    for one in [verb] if verb is last else [verb, last]:
        comma = min((child.i for child in one.children if child.i > one.i and child.text in (",", ";")), default=before)
        for child in one.children:
            if child.i >= before:
                return
            if child.tag in ("WDT", "WP", "WRB") or child is last or last.head is child:
                continue
            if child.dep == "oprd" and one.child("dobj") is not None:
                yield Complement("result", child)
            elif child.dep in ("dobj", "attr", "oprd") or (child.dep == "dative" and is_nounlike(child)):
                yield Complement("object", child)
            elif child.dep == "acomp":
                yield Complement("attribute", child)
            elif child.dep in ("prep", "agent", "dative"):
                if not _is_connective(child):
                    yield from prepositional(child)
            elif child.dep in ("ccomp", "xcomp"):
                if child.dep == "xcomp" or _is_content(child, one, comma):
                    yield Complement("clause", child)
            elif child.dep == "advcl":
                yield Complement("adverb", child)
            elif child.dep in ("npadvmod", "advmod") and (child.ent in TEMPORAL or _is_temporal(child)):
                yield Complement("time", child)
            elif child.dep == "advmod" and child.i > one.i + (one.lemma == "be"):
                yield Complement("adverb", child)


def _is_content(clause: Token, verb: Token, comma: int) -> bool:
    """Tell whether a clause is what the verb is about, not the sentence before or after: "it boomed, he left".

    `comma` is the place of the first one on the verb.
    """
    if verb_classes(verb.lemma):
        return True
    return verb.i < clause.i and (clause.i < comma or clause.child("mark") is not None)


def _is_connective(prep: Token) -> bool:
    """Tell whether a phrase only joins the sentence to the one before: "for example"."""
    noun = prep.child("pobj")
    return noun is not None and (prep.lower, noun.lower) in CONNECTIVES and not noun.child("prep", "acl")


def _is_temporal(token: Token) -> bool:
    return any(child.ent in TEMPORAL for child in token.children)


def prepositional(prep: Token, links: tuple[Token, ...] = ()) -> Iterator[Complement]:
    """Yield the object of a preposition, of stacked ones ("because of", "out of"), and of coordinated ones."""
    own = (*links, *(child for child in prep.children if _is_part(child, prep)), prep)
    for child in prep.children:
        if child.dep == "pcomp" and child.pos in ("ADP", "SCONJ") and len(links) < DEEPEST_CHAIN:
            if child.children:
                yield from prepositional(child, own)
            else:
                own = (*own, child)
        elif child.dep in ("pobj", "pcomp") and child.tag not in ("WDT", "WP"):
            further = _phrasal(child)
            if further is not None and len(links) < DEEPEST_CHAIN:
                yield from prepositional(further, (*own, child))
            else:
                yield Complement("prep", child, [*own])
        elif child.dep == "prep" and not prep.child("pobj") and len(links) < DEEPEST_CHAIN:
            yield from prepositional(child, own)
        elif child.dep in ("prep", "conj") and child.pos in ("ADP", "SCONJ") and len(links) < DEEPEST_CHAIN:
            yield from prepositional(child, links)


def _is_part(word: Token, prep: Token) -> bool:
    """Tell whether an adverb is one word with the preposition after it: "instead of", "along with"."""
    return word.dep in ("advmod", "prep") and word.i == prep.i - 1 and prep.lower in ("of", "with", "to", "from")


def _phrasal(noun: Token) -> Token | None:
    """Return the second preposition of one made of three words: "in conjunction with", "in honor of"."""
    prep = noun.children[0] if len(noun.children) == 1 and noun.tag == "NN" and noun.dep == "pobj" else None
    return prep if prep is not None and prep.dep == "prep" and prep.child("pobj") is not None else None


def heads(complement: Complement) -> list[Token]:
    """Return the complement's head and what is coordinated with it."""
    return conjuncts(complement.head)


def _including(proposition: Proposition) -> Iterator[Clause]:
    """In "controls on trading, including limits" the parser takes "including" for a preposition."""
    verb = proposition.trigger
    group = verb.head
    if (
        verb.dep == "prep"
        and verb.lower == "including"
        and group is not None
        and is_nounlike(group)
        and verb.child("pobj")
    ):
        complement = Complement("object", verb.all("pobj")[0])
        yield Clause(proposition, group, [verb], [complement], CONFIDENCE["prep"])


def _is_bracketed(noun: Token, head: Token) -> bool:
    """Tell whether a bracket opens between two nouns: "the senator (R-AK)" gives a code or another name."""
    first, second = sorted((noun.i, head.i))
    return any(child.text in ("(", "[") and first < child.i < second for child in (*noun.children, *head.children))


def _appositive(proposition: Proposition) -> Iterator[Clause]:
    """In "Juncker, the president" and "President Juncker" the noun is said of the name without a verb."""
    noun = proposition.trigger
    if proposition.anchor is not noun:
        return
    for head in proposition.heads("be"):
        if _is_bracketed(noun, head):
            continue
        if (head.pos != "PROPN" and noun.pos != "PROPN") or is_region(head, noun) or head.ent == noun.ent == "PERSON":
            continue
        if head.pos != "PROPN" and noun.dep == "appos":  # "the film Metropolis"
            yield Clause(proposition, noun, [], [Complement("object", head)], CONFIDENCE[noun.dep])
            continue
        title = noun.dep in ("compound", "nmod") and noun.head is head and head.ent == "PERSON" and noun.ent != "PERSON"
        title = title and len(noun.text) > SHORTEST_TITLE and noun.text[-1] != "."
        title = title and (noun.pos != "PROPN" or nominal(noun.lower) is not None)
        if (noun.dep == "appos" and noun.text not in GENERATIONS) or title:
            yield Clause(proposition, head, [], [Complement("object", noun)], CONFIDENCE[noun.dep])
