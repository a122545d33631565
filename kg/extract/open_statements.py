"""Propositions in the sentence's own words: n-ary clauses, and the two views of them.

A clause is a subject, the predicate's words, and what follows it. `--view nary` prints it as one line with further arguments;
`--view binary` prints triples, in which the words between predicate and argument belong to the relation ("became a justice of").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.extents import clause_words, phrase
from kg.extract.propositions import Proposition, Propositions, conjuncts, is_nounlike, is_predicate_verb
from kg.extract.relations import Context, qualifiers
from kg.extract.tree import Sentence, Token
from kg.model import EntityRef, Evidence, OpenArgument, Quote, Relation, Span, Statement

CLAUSE = 0.8  # confidence of a finite clause
PARTICIPLE = 0.6
IMPLIED = 0.4  # appositions, possessives
LONGEST_SENTENCE = 400  # tokens; beyond it only direct arguments are printed
TEMPORAL = ("DATE", "TIME")


@dataclass(slots=True)
class Complement:
    """What follows a predicate: `words` the argument's, `between` those that link it ("to" of "sent letters to")."""

    role: str
    head: Token
    words: list[Token]
    between: list[Token]


@dataclass(slots=True)
class Clause:
    """A subject, a predicate group and its complements; `predicate` may be broken by other words."""

    proposition: Proposition
    subject: Token
    predicate: list[Token]
    complements: list[Complement] = field(default_factory=list)
    confidence: float = CLAUSE


def open_statements(propositions: Sequence[Propositions], context: Context, view: str) -> Iterator[Statement]:
    """Yield the open statements of an article in one view, "binary" or "nary"; in order of the text."""
    for made in propositions:
        seen = set()
        for clause in clauses(made):
            for statement in (_nary if view == "nary" else _binary)(clause, made.sentence, context):
                key = statement.relation.label, statement.evidence[0].subject, statement.evidence[0].object
                if key not in seen:
                    seen.add(key)
                    yield statement


def clauses(propositions: Propositions) -> Iterator[Clause]:
    """Yield the clauses of a sentence, one for each subject of each predicate."""
    for proposition in propositions:
        if proposition.kind == "verb":
            yield from _verbal(proposition, propositions)
        elif proposition.kind == "noun":
            yield from _appositive(proposition, propositions.sentence)


def _verbal(proposition: Proposition, propositions: Propositions) -> Iterator[Clause]:
    verb, sentence = proposition.trigger, propositions.sentence
    if verb.dep == "amod" or (verb.dep == "xcomp" and verb.head is not None and is_predicate_verb(verb.head)):
        return
    subjects = proposition.heads("object" if proposition.passive else "subject")
    if not subjects or verb.child("expl"):
        return
    group, last = _predicate(verb)
    finite = verb.dep in ("ROOT", "ccomp", "relcl", "conj", "advcl", "parataxis") and verb.tag not in ("VBG", "VBN") or bool(
        verb.child("aux", "auxpass")
    )
    complements = list(_complements(verb, last, sentence, proposition))
    for subject in subjects:
        yield Clause(proposition, subject, group, complements, CLAUSE if finite else PARTICIPLE)


def _predicate(verb: Token) -> tuple[list[Token], Token]:
    """Return the words of the predicate group and its last verb: "were said to have made"."""
    group, current = _own_group(verb), verb
    for _ in range(4):
        below = current.child("xcomp")
        if below is None or not is_predicate_verb(below) or current.child("dobj", "attr") or below.i < current.i:
            break
        if any(child.dep == "mark" and child.lower not in ("to",) for child in below.children):
            break
        group += _own_group(below)
        current = below
    return sorted(group, key=lambda token: token.i), current


def _own_group(verb: Token) -> list[Token]:
    own = [verb]
    for child in verb.children:
        if child.dep in ("aux", "auxpass", "neg", "prt"):
            own.append(child)
        elif child.dep == "advmod" and child.i < verb.i and not child.children and child.tag == "RB" and verb.i - child.i <= 3:
            if any(c.dep in ("aux", "auxpass") and c.i < child.i for c in verb.children) or child.i == verb.i - 1:
                own.append(child)
    return own


def _complements(verb: Token, last: Token, sentence: Sentence, proposition: Proposition) -> Iterator[Complement]:
    """Yield what follows the predicate, in order; each conjunct by itself."""
    verbs = [verb] if verb is last else [verb, last]
    for one in verbs:
        for child in one.children:
            if child.dep in ("dobj", "attr", "oprd", "dative") and child.tag not in ("WDT", "WP"):
                for head in conjuncts(child):
                    yield Complement("object", head, phrase(sentence, head), [])
            elif child.dep == "acomp":
                yield Complement("attribute", child, clause_words(sentence, child), [])
            elif child.dep in ("prep", "agent", "dative"):
                yield from _prepositional(child, sentence)
            elif child.dep in ("ccomp", "xcomp") and child is not last:
                yield Complement("clause", child, clause_words(sentence, child), [])
            elif child.dep in ("npadvmod", "advmod") and child.ent in TEMPORAL:
                yield Complement("time", child, clause_words(sentence, child), [])


def _prepositional(prep: Token, sentence: Sentence) -> Iterator[Complement]:
    for child in prep.children:
        if child.dep in ("pobj", "pcomp") and child.tag not in ("WDT", "WP"):
            role = "time" if child.ent in TEMPORAL else prep.lower
            heads = conjuncts(child) if child.dep == "pobj" else [child]
            for head in heads:
                words = phrase(sentence, head) if is_nounlike(head) else clause_words(sentence, head)
                yield Complement(role, head, words, [prep])
        elif child.dep == "prep":
            for inner in _prepositional(child, sentence):
                yield Complement(inner.role, inner.head, inner.words, [prep, *inner.between])


def _appositive(proposition: Proposition, sentence: Sentence) -> Iterator[Clause]:
    noun = proposition.trigger
    if noun.dep != "appos" or proposition.anchor is not noun:
        return
    for head in proposition.heads("be"):
        if head.pos == "PROPN" or noun.pos == "PROPN":
            words = phrase(sentence, noun, long=True)
            yield Clause(proposition, head, [], [Complement("object", noun, words, [])], IMPLIED)


# ---------------------------------------------------------------- views


def _binary(clause: Clause, sentence: Sentence, context: Context) -> Iterator[Statement]:
    """Yield a triple for each complement; after an object, "verb object preposition" is the relation."""
    objects = [one for one in clause.complements if one.role == "object"]
    lead = objects[0] if objects else None
    for one in clause.complements:
        middle = lead.words if lead is not None and one.between and lead.words[-1].i < one.between[0].i else []
        relation = [*clause.predicate, *middle, *one.between]
        yield _statement(clause, relation, one, (), sentence, context)
    if not clause.complements and clause.predicate:
        yield _statement(clause, clause.predicate, None, (), sentence, context)


def _nary(clause: Clause, sentence: Sentence, context: Context) -> Iterator[Statement]:
    """Yield one statement for each object, with all further arguments; a first preposition joins the predicate."""
    objects = [one for one in clause.complements if one.role in ("object", "clause", "attribute")]
    others = [one for one in clause.complements if one not in objects]
    if not objects and others and others[0].between:
        first, *others = others
        yield _statement(clause, [*clause.predicate, *first.between], first, others, sentence, context)
        return
    for one in objects or [None]:
        yield _statement(clause, clause.predicate, one, others, sentence, context)


def _statement(
    clause: Clause,
    relation: Sequence[Token],
    one: Complement | None,
    others: Sequence[Complement],
    sentence: Sentence,
    context: Context,
) -> Statement:
    trigger = clause.proposition.trigger
    label = _label(relation, sentence) or "is"
    subject_words = phrase(sentence, clause.subject)
    arguments = tuple(
        OpenArgument(other.role, _quote(sentence, [*other.between[:1], *other.words])) for other in others if other.words
    )
    confidence = clause.confidence * (0.98 ** max(0, len(sentence.tokens) // 10))
    evidence = Evidence(
        context.article.id, sentence.quote, Quote(trigger.span, trigger.text), _quote(sentence, subject_words),
        _quote(sentence, one.words) if one is not None and one.words else None,
        qualifiers(clause.proposition, sentence, context), round(confidence, 4), "open", arguments,
    )  # fmt: skip
    return Statement(
        _entity(sentence, clause.subject, context), Relation(f"open:{label}", label, True),
        _entity(sentence, one.head, context) if one is not None else None, (evidence,),
    )  # fmt: skip


def _entity(sentence: Sentence, head: Token, context: Context) -> EntityRef | None:
    referents = context.referents.of(sentence, head) if is_nounlike(head) else []
    return referents[0].entity if len(referents) == 1 else None


def _label(tokens: Sequence[Token], sentence: Sentence) -> str:
    """Return the words of the relation in order, single-spaced."""
    del sentence
    return " ".join(token.text for token in tokens)


def _quote(sentence: Sentence, words: Sequence[Token]) -> Quote:
    first, last = words[0], words[-1]
    span = Span(min(first.start, last.start), max(first.end, last.end))
    return Quote(span, sentence.text[span.start - sentence.span.start : span.end - sentence.span.start])
