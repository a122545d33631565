"""Predicates with normalised roles, whatever the syntax was: the hinge between a sentence and its meaning.

"The army expelled IS", "IS was expelled by the army", "the army, which expelled IS" and "the army managed to expel
IS" all give expel(subject=army, object=IS); "X, a member of Y", "Y member X" and "X is a member of Y" all give
member(subject=X, of=Y). Nothing here knows an ontology.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kg.extract.tree import Sentence, Token

Kind = Literal["verb", "noun", "adjective"]
How = Literal["syntax", "inherited", "relative", "moved"]

LONGEST_LIST = 100  # coordinated words that are read as one list; tables and noise may have thousands
DEEPEST = 40  # clauses within clauses that inherit at one go
PARTICLES = frozenset("out up off down away back over in on forward apart aside together".split())
SUBJECTS = ("nsubj", "nsubjpass")
BESIDE = ("along with", "together with")
OUTWARD = "outward"  # the role of "out" in "drove them out of the town", which a phrase may have as a particle


@dataclass(frozen=True, slots=True)
class Argument:
    """What fills a role: `head` is the head word of its phrase; `how` tells where it was found.

    "syntax": on the predicate itself; "inherited": shared with another clause; "relative": the antecedent of a
    relative clause; "moved": a preposition found on a neighbour of the predicate (attachment is often ambiguous).
    """

    role: str
    head: Token
    how: How = "syntax"


@dataclass(slots=True)
class Proposition:
    """A predicate with its arguments. `anchor` is the verb that carries polarity, modality and tense.

    Roles: "subject", "object", "complement", "particle", "modifier", "be" (of a noun: what it is predicated of)
    and prepositions.
    """

    trigger: Token
    kind: Kind
    anchor: Token
    passive: bool = False
    arguments: list[Argument] = field(default_factory=list)

    def heads(self, role: str) -> list[Token]:
        return [argument.head for argument in self.arguments if argument.role == role]

    def add(self, role: str, head: Token, how: How = "syntax", *, conjoined: bool = True) -> None:
        """Add the head, and each of its conjuncts, in the role; a head fills a role once."""
        for one in conjuncts(head) if conjoined else (head,):
            if not any(a.role == role and a.head is one for a in self.arguments):
                self.arguments.append(Argument(role, one, how))


class Propositions:
    """The propositions of one sentence, made when asked for; a clause may ask for the one it inherits from."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self._made: dict[int, Proposition | None] = {}

    def of(self, token: Token) -> Proposition | None:
        """Return the proposition that the token triggers; None for a word that predicates nothing."""
        from kg.extract import clauses, nominals

        if token.i not in self._made:
            self._make_far_ancestors(token)
            self._made[token.i] = None  # a circle of inheritance ends here
            if is_predicate_verb(token):
                self._made[token.i] = clauses.clause(token, self)
            elif token.pos in ("NOUN", "PROPN") or token.tag in ("NN", "NNS"):
                self._made[token.i] = nominals.nominal(token, self)
            elif token.pos in ("ADJ", "ADV") or token.tag.startswith("JJ"):
                self._made[token.i] = nominals.adjectival(token, self)
        return self._made[token.i]

    def _make_far_ancestors(self, token: Token) -> None:
        """Make what lies high above the token first, from the top, so that no inheritance runs deep."""
        waiting = []
        for above in token.ancestors():
            if above.i in self._made:
                break
            waiting.append(above)
        for above in reversed(waiting[DEEPEST:]):
            self.of(above)

    def __iter__(self) -> Iterator[Proposition]:
        for token in self.sentence.tokens:
            made = self.of(token)
            if made is not None:
                yield made


def is_predicate_verb(token: Token) -> bool:
    """Tell whether the token is a verb, or participle, that heads a clause; auxiliaries do not."""
    if token.dep in ("aux", "auxpass", "amod", "compound") and not (
        token.dep == "amod" and token.tag in ("VBN", "VBG")
    ):
        return False
    return token.pos in ("VERB", "AUX") or token.tag in ("VBD", "VBZ", "VBP", "VBN")


def conjuncts(token: Token) -> list[Token]:
    """Return the token and the words coordinated with it below it, in order; at most about LONGEST_LIST of them."""
    found, waiting = [token], [token]
    while waiting and len(found) < LONGEST_LIST:
        one = waiting.pop()
        for child in one.children:
            if child.dep == "conj" and alike(token, child):
                found.append(child)
                waiting.append(child)
    return sorted(found, key=lambda t: t.i)


def alike(one: Token, other: Token) -> bool:
    """Tell whether both are noun-like, or neither: "the army and expelled" is no list."""
    return is_nounlike(one) == is_nounlike(other)


def is_nounlike(token: Token) -> bool:
    return token.pos in ("NOUN", "PROPN", "PRON", "NUM") or token.tag in ("DT", "WP", "WDT", "$", "CD")


def described_by(noun: Token, verb: Token) -> Token | None:
    """Return the subject that a description opens the clause for: "A native of Oslo, she paints"; None for others."""
    subject = next((child for child in verb.children if child.dep in SUBJECTS and child.i > noun.i), None)
    if subject is None or subject.pos not in ("PROPN", "PRON") or noun.pos != "NOUN":
        return None
    before = subject.subtree()[0].i - 1
    return subject if any(child.lower == "," and child.i == before for child in verb.children) else None


def bracketed(name: Token) -> Token | None:
    """Return the name in brackets right after a name: "Jane Roe (Labour)"."""
    if name.pos != "PROPN":
        return None
    for child in name.children:
        if child.dep in ("appos", "parataxis", "dep") and child.pos == "PROPN" and child.i > name.i + 1:
            opening = next((mark for mark in (*name.children, *child.children) if mark.text == "("), None)
            if opening is not None and opening.i == name.i + 1 and child.subtree()[0].i in (opening.i, opening.i + 1):
                return child
    return None


def preposition_objects(
    token: Token, *, deps: tuple[str, ...] = ("prep", "agent", "dative")
) -> Iterator[tuple[str, Token]]:
    """Yield (preposition, head of its object) for the prepositional phrases below a word, stacked ones too.

    "from Misrata to Jafra" may come as one phrase inside the other; "out of" counts as "out of".
    """
    for child in token.children:
        if child.dep in deps and child.pos in ("ADP", "SCONJ", "ADV", "VERB", "PART"):
            yield from _of_preposition(child, child.lower)


def _of_preposition(prep: Token, name: str) -> Iterator[tuple[str, Token]]:
    for child in prep.children:
        if child.dep == "pobj" or (child.dep == "dobj" and prep.pos != "VERB"):
            yield name, child
        elif child.dep == "prep" and not prep.child("pobj"):
            yield from _of_preposition(child, child.lower if name in ("as", "from") else f"{name} {child.lower}")
        elif child.dep == "prep" or (child.dep == "conj" and child.pos in ("ADP", "SCONJ")):
            yield from _of_preposition(child, child.lower)


def beside(subject: Token, verb: Token) -> Iterator[Token]:
    """Yield the names that a clause sets beside its subject: "Ann Lee, along with Bo Orr, founded Acme"."""
    for above in (subject, verb):
        for name, head in preposition_objects(above):
            if name in BESIDE and subject.i < head.i < verb.i:
                yield (head.child("appos") or head) if head.pos == "NOUN" else head
