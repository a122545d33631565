"""Open statements: the clauses of an article in the sentence's own words, in one of two views.

`--view nary` prints a clause as one line with further arguments; `--view binary` prints triples, in which the words
between predicate and argument belong to the relation ("became a justice of").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from kg.extract.combined import Clausal
from kg.extract.extents import Extents, Form
from kg.extract.open_clauses import TEMPORAL, Clause, Complement, clauses, complements_of, heads, prepositional
from kg.extract.propositions import Propositions, is_nounlike, is_predicate_verb
from kg.extract.referents import counted, named_place
from kg.extract.relations import Context, qualifiers
from kg.extract.tree import Sentence, Token
from kg.model import EntityRef, Evidence, OpenArgument, Qualifiers, Quote, Relation, Span, Statement

LONGEST_SENTENCE = 400  # tokens; beyond it phrases are kept short
LONGEST_CLAUSE = 60  # tokens of a clause as an argument there
MOST, MOST_CLAUSES = 40, 400  # statements a clause, clauses a sentence
CHAIN = 2  # phrases within phrases that binary relations run through
STEP = 0.4  # factor of confidence for each of them
LATER_STEP = 0.8  # the same for what comes after a first complement, where no shorter statement says nearly the same
LATER = 0.6  # factor for what comes after a clause's first complement
LATER_TIME = 0.4  # a time qualifies the other statements of its clause; by itself it says little
LONG_SENTENCE, LONG_RELATION = 0.7, 0.8
NO_OBJECT = 0.3
UNWORDED = "be"  # the relation of "Costa, a judge,": without tense, for the sentence does not say whether she is or was


@dataclass(frozen=True, slots=True)
class Line:
    """One statement to be: the relation's words, its second argument, and further ones with their roles."""

    relation: Sequence[Token]
    head: Token | None
    words: Sequence[Token]
    further: tuple[tuple[str, Sequence[Token]], ...] = ()
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Wording:
    """What rendering a clause needs; `form` is the length of arguments that this sentence allows."""

    sentence: Sentence
    extents: Extents
    form: Form

    def noun(self, head: Token, form: Form = "long", without: Token | None = None) -> list[Token]:
        if head.pos in ("ADJ", "ADV"):
            return self.extents.adjective(head)
        if not is_nounlike(head):
            return self.clause(head)
        return self.extents.noun(head, form if self.form != "short" else "short", without)

    def clause(self, head: Token, *, alone: bool = False) -> list[Token]:
        words = self.extents.clause(head, alone=alone)
        return words if self.form == "long" else words[:LONGEST_CLAUSE]

    def subject(self, clause: Clause) -> list[Token]:
        """Return the subject's words; the clause itself is no part of them: "a rehearsal conducted by Krauss"."""
        head, verb = clause.subject, clause.proposition.trigger
        if not clause.predicate and verb.i < head.i and verb.head is head:  # "author Bill Bryson"
            return self.sentence.tokens[verb.i + 1 : head.i + 1]
        inside = head.i < verb.i <= self.extents.right[head.i]
        return self.extents.noun(head, self.form, verb if inside else None)

    def further(self, complement: Complement, *, linked: bool = True) -> tuple[str, list[Token]]:
        """Return (role, words) of a complement with all that is coordinated in it, by default with its preposition."""
        head, links = complement.head, complement.links
        role = "time" if head.ent in TEMPORAL else links[-1].lower if links else complement.kind
        top = next((link for link in links if link.head not in links), head) if linked else head
        if self.form == "short":
            return role, [*(links[-1:] if linked else ()), *self.extents.noun(head, "short")]
        return role, self.extents.listed(top, head) if is_nounlike(head) and not _is_connecting(head) else self.clause(
            top
        )


def open_statements(propositions: Sequence[Propositions], context: Context, view: str) -> Iterator[Clausal]:
    """Yield the open statements of an article in one view, "binary" or "nary"; in order of the text."""
    lines = _nary if view == "nary" else _binary
    for made in propositions:
        yield from _of_sentence(made, context, lines)


def _of_sentence(
    made: Propositions, context: Context, lines: Callable[[Clause, Wording], Iterator[Line]]
) -> Iterator[Clausal]:
    sentence = made.sentence
    extents = Extents(sentence)
    wording = Wording(sentence, extents, "long" if len(sentence.tokens) <= LONGEST_SENTENCE else "short")
    seen = set()
    for clause in islice(clauses(made), MOST_CLAUSES):
        qualified = qualifiers(clause.proposition, sentence, context)
        for number, line in enumerate(lines(clause, wording)):
            if number >= MOST:
                break
            statement = _statement(clause, line, wording, qualified, context)
            key = statement.relation.label, statement.evidence[0].subject, statement.evidence[0].object
            if key not in seen:
                seen.add(key)
                head = _meant(line.head) if line.head is not None else None
                words = frozenset(token.span for token in line.relation)
                yield Clausal(statement, _meant(clause.subject), head, words, _unbroken(sentence, line.relation))


def _meant(head: Token) -> Span:
    """Return what a typed statement quotes: "attacks" of "a series of attacks", "Amity" of "the town of Amity"."""
    return named_place(counted(head)).span


# ---------------------------------------------------------------- views


def _binary(clause: Clause, wording: Wording) -> Iterator[Line]:
    """Yield a triple for each complement; after an object, "verb object preposition" is the relation."""
    verb = clause.proposition.trigger
    if _is_infinitive(verb) or verb.dep == "pcomp":  # part of the relation of the clause above: "agreed to sell"
        return
    yield from _triples(clause.predicate, clause.complements, wording, 1.0, 0 if clause.predicate else CHAIN)


def _triples(
    before: Sequence[Token], complements: Sequence[Complement], wording: Wording, least: float, depth: int
) -> Iterator[Line]:
    """Yield the triples of a predicate group; `before` is its words, `depth` counts the phrases run through so far."""
    lead, place = _lead(before, complements, wording), _place(before, complements, wording)
    first, alone = _first(before, complements), len(complements) == 1
    for one in complements:
        when = one.kind == "prep" and one.head.ent in TEMPORAL
        factor = least * (1.0 if one is first else LATER_TIME if when else LATER)
        moved = one.kind == "time" or bool(before and one.at < before[0].i)
        after = [*before, *(lead or (place if moved else ()))]
        if one.kind in ("object", "attribute"):
            yield from _phrases(before, one, wording, factor, depth)
        elif one.kind in ("result", "prep"):
            yield from _phrases([*after, *one.links], one, wording, factor, depth)
        elif _is_infinitive(one.head) or (one.kind == "clause" and one.head.tag == "VB" and not one.head.child("aux")):
            yield from _below(after, one.head, wording, factor, depth)
        elif one.kind == "clause":
            yield from _contents(after, one, wording, factor)
        elif one.kind == "time" or (alone and not is_predicate_verb(one.head)):
            yield Line(after, one.head, wording.clause(one.head), factor=factor)


def _phrases(relation: Sequence[Token], one: Complement, wording: Wording, factor: float, depth: int) -> Iterator[Line]:
    """Yield a triple for each head of a complement, and those whose relation runs on into it."""
    for head in heads(one) if is_nounlike(one.head) else [one.head]:
        if one.kind == "prep" and is_predicate_verb(head):
            yield from _below(relation, head, wording, factor, depth)
        else:
            if not _is_connecting(head):
                named = None if relation else head.child("appos")  # "the biographer Rosa Diaz": she is the biographer
                yield Line(relation, head, wording.noun(head, "short", named), factor=factor)
            yield from _chained(relation, head, wording, factor * (STEP if factor == 1.0 else LATER_STEP), depth + 1)


def _contents(relation: Sequence[Token], one: Complement, wording: Wording, factor: float) -> Iterator[Line]:
    """Yield a triple for each clause with a subject of its own: "said that it rained and that he left"."""
    several = [head for head in heads(one) if head is one.head or head.child("nsubj", "nsubjpass")]
    for head in several:
        that, words = _content(wording.clause(head, alone=len(several) > 1))
        yield Line([*relation, *that], head, words, factor=factor)


def _lead(before: Sequence[Token], complements: Sequence[Complement], wording: Wording) -> list[Token]:
    for one in complements:
        if one.kind in ("object", "attribute") and (not before or one.at > before[0].i):
            return wording.noun(one.head, "short")
    return []


def _place(before: Sequence[Token], complements: Sequence[Complement], wording: Wording) -> list[Token]:
    """Return the phrase that stands in for an object: "From 1970 he taught at the school" says when he taught there."""
    for one in complements:
        if (
            one.kind == "prep"
            and before
            and one.at > before[0].i
            and is_nounlike(one.head)
            and one.head.ent not in TEMPORAL
        ):
            return [*one.links, *wording.noun(one.head, "short")]
    return []


def _is_infinitive(verb: Token) -> bool:
    return verb.tag == "VB" and any(child.lower == "to" for child in verb.all("aux"))


def _below(relation: Sequence[Token], verb: Token, wording: Wording, factor: float, depth: int) -> Iterator[Line]:
    """Yield triples whose relation runs on through a verb without a subject of its own: "left after giving"."""
    if depth < CHAIN:
        group, complements = complements_of(verb)
        found = list(_triples([*relation, *group], complements, wording, factor * STEP, depth + 1))
        yield from found or [Line(relation, verb, wording.clause(verb), factor=factor)]


def _chained(before: Sequence[Token], head: Token, wording: Wording, factor: float, depth: int = 1) -> Iterator[Line]:
    """Yield triples whose relation runs on into an argument: "became a justice of" the High Court."""
    if depth > CHAIN or not is_nounlike(head) or head.ent in TEMPORAL:
        return
    first = wording.noun(head, "short")[0].i
    tokens, left = wording.sentence.tokens, wording.extents.left
    for child in head.children:
        if child.i < head.i or _is_in_name(head, child) or child.lower == "including":
            continue
        if child.dep == "prep":
            for one in prepositional(child):
                yield from _phrases([*before, *tokens[first : one.links[-1].i + 1]], one, wording, factor, depth)
        elif _is_modifier(child) and tokens[left[child.i] - 1].text != ",":
            yield from _below([*before, *tokens[first : left[child.i]]], child, wording, factor, depth)


def _is_connecting(noun: Token) -> bool:
    """Tell whether a noun only joins a clause to the one above: "in order to win", "in order that she might win"."""
    bare = noun.tag == "NN" and noun.dep == "pobj" and len(noun.children) == 1
    return bare and noun.children[0].dep == "acl" and noun.children[0].tag == "VB"


def _is_modifier(verb: Token) -> bool:
    """Tell whether a participle or infinitive modifies a noun: "cases involving fraud", "the ship to attack"."""
    unfinite = verb.dep in ("acl", "relcl") and verb.tag in ("VB", "VBG", "VBN")
    return unfinite and not verb.child("nsubj", "nsubjpass")


def _is_in_name(head: Token, prep: Token) -> bool:
    """Tell whether an "of" stands inside a name: "the University of Connecticut"."""
    target = prep.child("pobj")
    return (
        prep.lower == "of" and head.pos == "PROPN" and head.ent != "" and target is not None and target.ent == head.ent
    )


def _nary(clause: Clause, wording: Wording) -> Iterator[Line]:
    """Yield one line for each object, with all further arguments; a first preposition joins the predicate.

    So does the only preposition after an object: "described | it | as a failure" is "described as | it | a failure".
    """
    complements = clause.complements
    first = _first(clause.predicate, complements)
    others = [one for one in complements if one is not first and not _is_own_clause(one)]
    if first is None:
        after = [one for one in complements if one.at > clause.predicate[-1].i]  # "he awoke when a meteorite hit"
        arguments = [wording.further(one) for one in others or after]
        words = arguments[0][1] if arguments else ()
        yield Line(clause.predicate, None, words, tuple(arguments[1:]), 1.0 if words else NO_OBJECT)
        return
    joined = _joined(first, others) if clause.predicate else None
    arguments = [wording.further(one, linked=one is not joined) for one in others]
    links = [*first.links, *(joined.links if joined is not None else ())]
    for head in heads(first) if is_nounlike(first.head) else [first.head]:
        words = wording.noun(head, "long", None if clause.predicate else head.child("appos"))
        that, words = _content(words) if first.kind == "clause" else ([], words)
        yield Line([*clause.predicate, *links, *that], head, words, tuple(arguments))


def _joined(first: Complement, others: Sequence[Complement]) -> Complement | None:
    """Return the one prepositional phrase after an object, if there is just one and it tells no time."""
    found = [one for one in others if one.kind == "prep" and one.at > first.at and one.head.ent not in TEMPORAL]
    return found[0] if first.kind == "object" and len(found) == 1 and is_nounlike(found[0].head) else None


def _content(words: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return ("that", the rest) of a clause that begins so: "said that" belongs together."""
    if len(words) < 2 or words[0].lower != "that" or words[0].dep != "mark":
        return [], words
    return words[:1], words[2:] if words[1].text == "," and len(words) > 2 else words[1:]


def _first(before: Sequence[Token], complements: Sequence[Complement]) -> Complement | None:
    """Return the complement that is said first of all: the object, else an attribute, else what follows."""
    after = [one for one in complements if not before or one.at > before[0].i]
    ranked = (("object", complements), ("attribute", after), ("prep clause", after), ("clause", complements))
    for kinds, among in ranked:
        found = next((one for one in among if one.kind in kinds.split()), None)
        if found is not None:
            return found
    return None


def _is_own_clause(complement: Complement) -> bool:
    """Tell whether a complement is a clause that stands as a line of its own: "although it rained", "killing 25"."""
    return complement.kind == "adverb" and is_predicate_verb(complement.head) and not _is_infinitive(complement.head)


# ---------------------------------------------------------------- statements


def _statement(clause: Clause, line: Line, wording: Wording, qualified: Qualifiers, context: Context) -> Statement:
    sentence, trigger = wording.sentence, clause.proposition.trigger
    label = _label(line.relation) or UNWORDED
    confidence = clause.confidence * line.factor * _ease(line, sentence)
    evidence = Evidence(
        context.article.id, sentence.quote, Quote(trigger.span, trigger.text),
        _quote(sentence, wording.subject(clause)),
        _quote(sentence, line.words) if line.words else None,
        qualified, round(confidence, 4), "open",
        tuple(OpenArgument(role, _quote(sentence, words)) for role, words in line.further if words),
    )  # fmt: skip
    return Statement(
        _entity(sentence, clause.subject, context), Relation(f"open:{label}", label, True),
        _entity(sentence, line.head, context) if line.head is not None else None, (evidence,),
    )  # fmt: skip


def _label(words: Sequence[Token]) -> str:
    """Return a relation's words as the sentence spaces them: "ran a state-run firm in", not "a state - run firm"."""
    spaced = [one.text + ("" if other.start == one.end else " ") for one, other in pairwise(words)]
    return "".join(spaced) + "".join(word.text for word in words[-1:])


def _ease(line: Line, sentence: Sentence) -> float:
    """Return the factor of confidence for a sentence's and a relation's length: both are harder to parse right."""
    length = len(sentence.tokens)
    return (
        0.98 ** (length // 10)
        * (LONG_SENTENCE if length > 55 else 1.0)
        * (LONG_RELATION if len(line.relation) > 5 else 1.0)
    )


def _unbroken(sentence: Sentence, words: Sequence[Token]) -> Quote | None:
    """Return the words of a relation as a quote, unless other words stand between them."""
    unbroken = bool(words) and all(other.i == one.i + 1 for one, other in pairwise(words))
    return _quote(sentence, words) if unbroken else None


def _entity(sentence: Sentence, head: Token, context: Context) -> EntityRef | None:
    referents = context.referents.of(sentence, head) if is_nounlike(head) else []
    return referents[0].entity if len(referents) == 1 else None


def _quote(sentence: Sentence, words: Sequence[Token]) -> Quote:
    first, last = words[0], words[-1]
    span = Span(min(first.start, last.start), max(first.end, last.end))
    return Quote(span, sentence.text[span.start - sentence.span.start : span.end - sentence.span.start])
