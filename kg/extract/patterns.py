"""Patterns on propositions, and their matches in a sentence.

Matching looks up the trigger's lemma, so its cost does not depend on the number of relations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

from kg.extract.complements import ACT, CLAUSAL, complements
from kg.extract.general import general_verbs, general_words
from kg.extract.lexicon import sense_arguments
from kg.extract.propositions import Proposition, Propositions, bracketed, is_nounlike, is_predicate_verb
from kg.extract.referents import counted
from kg.extract.tree import Token

Slot = Literal["subject", "object"]
SLOTS: tuple[Slot, Slot] = ("subject", "object")
ARGUMENT_PREPOSITIONS = frozenset("on of against from to into with in at for over between".split())
LESSER = frozenset(
    "deputy vice non non-executive assistant associate junior would-be self-proclaimed so-called".split()
)
ASIDE = frozenset(
    "opposition rebel separatist shadow union student protest minority majority democratic republican conservative "
    "labour liberal".split()
)
DEGREE = "degree"  # the general word for all degrees
CONTESTS = frozenset("match game election race final vote battle war fight bout contest primary case appeal".split())
LEAVING = frozenset("withdrawal departure expulsion removal exit retreat pullout evacuation return release".split())
MOVED = 0.85  # weight of an argument found on a neighbour of the predicate


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A word of a pattern: lemma, kind of predicate ("verb", "noun", "adjective", or "word" for any), what follows."""

    lemma: str
    kind: str
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """From a word, by any of these roles, to a slot or a further word."""

    roles: tuple[str, ...]
    slot: str = ""
    node: Node | None = None


@dataclass(frozen=True, slots=True, order=True)
class Pattern:
    """What a phrase says on propositions; `root_slot` is set where a slot is the root ("{subject} in {object}")."""

    relation: str
    phrase: str
    root: Node
    root_slot: str = ""

    @property
    def words(self) -> int:
        """Return how many words of its own the phrase has."""
        return len(list(_lemmas([self.root])))

    @property
    def keys(self) -> tuple[str, ...]:
        """Return what the index finds the pattern by: the trigger's lemma, or "@" and a role for a slot root."""
        return tuple(f"@{role}" for role in self.root.steps[0].roles) if self.root_slot else (self.root.lemma,)


@dataclass(slots=True)
class Binding:
    """A match: the head words of both slots, the proposition, and how sure the attachment is."""

    pattern: Pattern
    proposition: Proposition
    slots: dict[str, Token] = field(default_factory=dict)
    weight: float = 1.0
    words: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Indexed:
    """A pattern with what can be asked of a sentence at a glance.

    `words` are those that it must have besides the trigger, `needs` the roles of which the trigger must have one each;
    prepositions and clauses may also be found elsewhere.
    """

    pattern: Pattern
    words: frozenset[str]
    needs: tuple[frozenset[str], ...]

    def may_match(self, made: Proposition, roles: AbstractSet[str], words: AbstractSet[str]) -> bool:
        """Tell whether a look at the arguments is worth while."""
        if self.pattern.root.kind not in ("word", made.kind) or not self.words <= words:
            return False
        return not any(need.isdisjoint(roles) for need in self.needs)


def _indexed(pattern: Pattern) -> Indexed:
    inner = [step.node for step in pattern.root.steps if step.node is not None]
    elsewhere = CLAUSAL | ARGUMENT_PREPOSITIONS | {"by"}
    needs = {frozenset(step.roles) for step in pattern.root.steps if elsewhere.isdisjoint(step.roles)}
    return Indexed(pattern, frozenset(_lemmas(inner)) - {ACT}, tuple(sorted(needs, key=sorted)))


def _lemmas(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        yield node.lemma
        yield from _lemmas(step.node for step in node.steps if step.node is not None)


class PatternIndex:
    """Patterns by the lemma that triggers them."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.patterns = tuple(sorted(set(patterns)))
        self._by_key: Mapping[str, list[Indexed]] = defaultdict(list)
        for pattern in self.patterns:
            indexed = _indexed(pattern)
            for key in pattern.keys:
                self._by_key[key].append(indexed)

    def matches(self, propositions: Propositions) -> Iterator[Binding]:
        """Yield the matches of all patterns in one sentence, in order of the trigger."""
        by_key = self._by_key
        tokens = propositions.sentence.tokens
        generals = [_generals(token) for token in tokens]
        words = {token.lemma for token in tokens}.union(*generals)
        for token, general in zip(tokens, generals, strict=True):
            patterns = by_key.get(token.lemma, ())
            if general:
                patterns = [*patterns, *(one for word in sorted(general) for one in by_key.get(word, ()))]
            relational = _links(token)
            if not patterns and not relational:
                continue
            proposition = propositions.of(token)
            if proposition is None:
                continue
            roles = {argument.role for argument in proposition.arguments}
            for one in patterns:
                if not one.pattern.root_slot and one.may_match(proposition, roles, words):
                    yield from _bindings(one.pattern, proposition, propositions)
            for child in relational:
                for one in by_key.get(f"@{child}", ()):
                    yield from _bindings(one.pattern, proposition, propositions)


def _links(noun: Token) -> list[str]:
    """Return by what other names may hang on a noun: its prepositions, and "of" for a body in brackets."""
    if noun.pos not in ("NOUN", "PROPN"):
        return []
    links = [child.lower for child in noun.children if child.dep == "prep"]
    return links if not bracketed(noun) else [*links, "of"]


def _generals(token: Token) -> frozenset[str]:
    """Return the general words that stand for the token in a phrase."""
    return general_words(token.lemma) if is_nounlike(token) else general_verbs(token.lemma)


def _bindings(pattern: Pattern, proposition: Proposition, propositions: Propositions) -> Iterator[Binding]:
    start = {pattern.root_slot: proposition.trigger} if pattern.root_slot else {}
    for slots, weight, words in _match(pattern.root, proposition, propositions, start):
        if len(slots) == len(SLOTS) and slots["subject"] is not slots["object"]:
            yield Binding(pattern, proposition, slots, weight, (proposition.trigger, *words))


Partial = tuple[dict[str, Token], float, tuple[Token, ...]]


def _match(node: Node, made: Proposition, others: Propositions, slots: dict[str, Token]) -> Iterator[Partial]:
    if node.kind not in ("word", made.kind):
        return
    if (made.kind == "verb" and _says_more(made, node)) or (made.kind == "noun" and _is_lesser(made, node)):
        return
    if _is_reciprocal(node) and _has_another_party(made, node, others):
        return
    found: list[Partial] = [(slots, 1.0, ())]
    titled = made.trigger.pos == "PROPN" and not any("of" in step.roles and step.node for step in node.steps)
    for step in node.steps:
        found = [
            extended
            for partial in found
            for extended in _steps(step, made, others, partial, titled)
            if node.lemma != ACT or extended[1] == partial[1]
        ]  # any verb, so nothing from its neighbours
        if not found:
            return
    yield from found


def _says_more(made: Proposition, node: Node) -> bool:
    """Tell whether a particle or a second object gives the verb another meaning: "called off", "called it a crime"."""
    if node.lemma == ACT:
        return False
    for role in sense_arguments(node.lemma):
        heads = [head for head in made.heads(role) if head.ent not in ("DATE", "TIME") and head.lemma not in CONTESTS]
        if heads and not any(role in step.roles for step in node.steps):
            return True
    for role in ("particle", "complement"):
        if made.heads(role) and not any(role in step.roles for step in node.steps):
            objects = made.heads("object") or any(step.roles == ("object",) for step in node.steps)
            return role == "particle" or (bool(objects) and not made.passive)
    return False


def _is_reciprocal(node: Node) -> bool:
    """Tell whether both slots are subjects of the verb: "{subject} and {object} met"."""
    return sum(step.slot != "" and step.roles == ("subject",) for step in node.steps) == len(SLOTS)


def _has_another_party(made: Proposition, node: Node, others: Propositions) -> bool:
    """Tell whether the subjects did it with or to somebody else: "X and Y held talks with Z", "X and Y met Z"."""
    objects = made.heads("object")
    if made.heads("with") or (objects and not any(step.node is not None for step in node.steps)):
        return True
    return any((below := others.of(head)) is not None and below.heads("with") for head in objects)


def _is_lesser(made: Proposition, node: Node) -> bool:
    """Tell whether a modifier makes the noun another office: "deputy director", "Russian opposition leader"."""
    if node.lemma in general_words(made.trigger.lemma):
        return False  # an associate professor is an employee as well
    literal = {step.node.lemma for step in node.steps if step.node is not None}
    for argument in made.arguments:
        head = argument.head
        if head.i < made.trigger.i and head.lower in LESSER and head.lemma not in literal:
            return True
        if argument.role in ("compound", "modifier") and head.lower in ASIDE and head.lemma not in literal:
            return True
    return False


def _steps(step: Step, made: Proposition, others: Propositions, partial: Partial, titled: bool) -> Iterator[Partial]:
    slots, weight, words = partial
    for head, factor in reachable(made, step.roles, others, titled=titled and bool(step.slot)):
        if step.slot:
            if head not in slots.values():
                yield {**slots, step.slot: head}, weight * factor, words
        elif step.node is not None and (named := _said_by(counted(head), step.node.lemma)) is not None:
            head = named
            below = others.of(head)
            if below is None:
                if not step.node.steps:
                    yield slots, weight * factor, (*words, head)
                continue
            for inner, inner_weight, inner_words in _match(step.node, below, others, slots):
                yield inner, weight * factor * inner_weight, (*words, head, *inner_words)


def _said_by(head: Token, word: str) -> Token | None:
    """Return what a word of a phrase stands for: an argument's head, or the title of a name: "survived by son Bo"."""
    if _is_said_by(head, word):
        return head
    if head.pos == "PROPN":
        titles = [child for child in head.children if child.dep in ("compound", "nmod") and child.tag in ("NN", "NNS")]
        return next((title for title in titles if title.i < head.i and _is_said_by(title, word)), None)
    return None


def _is_said_by(token: Token, word: str) -> bool:
    """Tell whether a word of a phrase stands for the token: itself, or a general word for it."""
    if any(child.lower == "non" for child in token.children):
        return False  # "non-executive director"
    return token.lemma == word or word in _generals(token) or (word == ACT and is_predicate_verb(token))


def reachable(
    made: Proposition, roles: Sequence[str], others: Propositions, *, titled: bool = False
) -> Iterator[tuple[Token, float]]:
    """Yield (head, weight) for the arguments in any of the roles; prepositions are also looked for nearby.

    With `titled`, a word before a noun that has an "of" is a part of the title: "Scientific Director of the museum".
    """
    seen = False
    titled = titled and bool(made.heads("of"))
    for argument in made.arguments:
        if argument.role in roles and not (titled and argument.role == "compound"):
            seen = True
            yield argument.head, 1.0
    if not CLAUSAL.isdisjoint(roles):
        for argument in complements(made):
            if argument.role in roles:
                yield argument.head, 1.0
        return
    if seen:
        return
    prepositions = [role for role in roles if role in ARGUMENT_PREPOSITIONS or role == "by"]
    if prepositions:
        for head in _moved(made, prepositions, others):
            yield head, MOVED


def _moved(made: Proposition, roles: Sequence[str], others: Propositions) -> Iterator[Token]:
    """Yield objects of a preposition that the parser hung on a neighbour.

    "expelled IS from Sirte" with "from Sirte" on IS; "carried out an attack on Sirte" with "on Sirte" on the verb.
    """
    if made.kind == "verb" and sum(head.dep != "conj" for head in made.heads("object")) < 2:  # "called it an attack on"
        for argument in made.arguments:
            if (
                argument.how == "syntax"
                and argument.head.i > made.trigger.i
                and argument.role not in ("subject", "modifier", "complement")
            ):
                below = others.of(argument.head)
                if below is not None and below.kind == "noun":
                    for inner in below.arguments:
                        if inner.role == "from" and argument.head.lemma in LEAVING:
                            continue  # "demanded the withdrawal of troops from Bosnia"
                        if inner.role in roles and inner.role != "of" and inner.head.i > argument.head.i:
                            yield inner.head
                    yield from _beyond_field(below, roles, others)
    elif made.kind == "noun":
        yield from _beyond_field(made, roles, others)
    if made.kind == "noun" and made.trigger.dep in ("dobj", "nsubjpass") and made.trigger.head is not None:
        above = others.of(made.trigger.head)
        if above is not None and above.kind == "verb":
            for argument in above.arguments:
                if argument.role in roles and argument.head.i > made.trigger.i:
                    yield argument.head


def _beyond_field(degree: Proposition, roles: Sequence[str], others: Propositions) -> Iterator[Token]:
    """Yield objects of a preposition that hangs on a degree's field: "a doctorate in physics from Yale"."""
    if degree.trigger.lemma != DEGREE and DEGREE not in _generals(degree.trigger):
        return
    for field_ in degree.heads("in"):
        below = others.of(field_)
        for inner in below.arguments if below is not None and below.kind == "noun" else ():
            if inner.role in roles and inner.role in ("from", "at") and inner.head.i > field_.i:
                yield inner.head
