"""Ontology phrases to patterns on propositions, and patterns to matches.

A phrase is parsed like any sentence, its two places filled with names, and what connects the two fillers becomes the
pattern. Matching looks up the trigger's lemma, so its cost does not depend on the number of relations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.extract.complements import ACT, CLAUSAL, OBLIGING, complements
from kg.extract.general import PERSON, general_verbs, general_words
from kg.extract.propositions import Proposition, Propositions, is_nounlike, is_predicate_verb, preposition_objects
from kg.extract.referents import counted
from kg.extract.tree import Sentence, Token

Slot = Literal["subject", "object"]
SLOTS: tuple[Slot, Slot] = ("subject", "object")
POSSESSOR = ("of", "poss", "compound", "origin")  # all say the same of a relational noun: Y's member, Y member
AGENT = ("by", "poss", "compound", "origin")
OWNER = ("poss", "by", "from", "origin")
WORD_BEFORE = ("modifier", "compound")
ARGUMENT_PREPOSITIONS = frozenset("on of against from to into with in at for over between".split())
IGNORED_TAGS = frozenset(("DT", "POS", ".", ",", "HYPH", "TO", "PRP$", "``", "''", "IN", "MD", ":", "CC"))
LESSER = frozenset(
    "deputy vice non non-executive assistant associate junior would-be self-proclaimed so-called".split()
)
ASIDE = frozenset("opposition rebel separatist shadow union student protest minority majority".split())
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
        return _words(self.root)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return what the index finds the pattern by: the trigger's lemma, or "@" and a role for a slot root."""
        return tuple(f"@{role}" for role in self.root.steps[0].roles) if self.root_slot else (self.root.lemma,)


def _words(node: Node) -> int:
    return 1 + sum(_words(step.node) for step in node.steps if step.node is not None)


@dataclass(slots=True)
class Binding:
    """A match: the head words of both slots, the proposition, and how sure the attachment is."""

    pattern: Pattern
    proposition: Proposition
    slots: dict[str, Token] = field(default_factory=dict)
    weight: float = 1.0
    words: tuple[Token, ...] = ()


class PatternIndex:
    """Patterns by the lemma that triggers them."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.patterns = tuple(sorted(set(patterns)))
        self._by_key: Mapping[str, list[Pattern]] = defaultdict(list)
        for pattern in self.patterns:
            for key in pattern.keys:
                self._by_key[key].append(pattern)

    def matches(self, propositions: Propositions) -> Iterator[Binding]:
        """Yield the matches of all patterns in one sentence, in order of the trigger."""
        by_key = self._by_key
        for token in propositions.sentence.tokens:
            patterns = by_key.get(token.lemma, ())
            for general in sorted(_generals(token)):
                patterns = [*patterns, *by_key.get(general, ())]
            relational = (
                [child for child in token.children if child.dep == "prep"] if token.pos in ("NOUN", "PROPN") else ()
            )
            if not patterns and not relational:
                continue
            proposition = propositions.of(token)
            if proposition is None:
                continue
            for pattern in patterns:
                if not pattern.root_slot:
                    yield from _bindings(pattern, proposition, propositions)
            for child in relational:
                for pattern in by_key.get(f"@{child.lower}", ()):
                    yield from _bindings(pattern, proposition, propositions)


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
        if argument.role == "compound" and head.lower in ASIDE and head.lemma not in literal:
            return True
    return False


def _steps(step: Step, made: Proposition, others: Propositions, partial: Partial, titled: bool) -> Iterator[Partial]:
    slots, weight, words = partial
    for head, factor in reachable(made, step.roles, others, titled=titled and bool(step.slot)):
        if step.slot:
            if head not in slots.values():
                yield {**slots, step.slot: head}, weight * factor, words
        elif step.node is not None and _is_said_by(head := counted(head), step.node.lemma):
            below = others.of(head)
            if below is None:
                if not step.node.steps:
                    yield slots, weight * factor, (*words, head)
                continue
            for inner, inner_weight, inner_words in _match(step.node, below, others, slots):
                yield inner, weight * factor * inner_weight, (*words, head, *inner_words)


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
    if made.kind == "verb" and len(made.heads("object")) < 2:  # not "called it an attack on Sirte"
        for argument in made.arguments:
            if (
                argument.how == "syntax"
                and argument.head.i > made.trigger.i
                and argument.role not in ("subject", "modifier", "complement")
            ):
                below = others.of(argument.head)
                if below is not None and below.kind == "noun":
                    for inner in below.arguments:
                        if inner.role in roles and inner.role != "of" and inner.head.i > argument.head.i:
                            yield inner.head
    elif made.kind == "noun" and made.trigger.dep in ("dobj", "nsubjpass") and made.trigger.head is not None:
        above = others.of(made.trigger.head)
        if above is not None and above.kind == "verb":
            for argument in above.arguments:
                if argument.role in roles and argument.head.i > made.trigger.i:
                    yield argument.head


# ---------------------------------------------------------------- compiling


def compiled(
    relation: str,
    phrase: str,
    sentence: Sentence,
    fillers: Mapping[Slot, tuple[int, int]],
    carrier: Collection[int] = (),
) -> Iterator[Pattern]:
    """Yield the patterns of one parse of a filled phrase; nothing if it does not connect the fillers.

    `fillers` are the ranges of the two fillers in the sentence's text, as offsets like the tokens'; `carrier` the
    numbers of the tokens that are no part of the phrase, but of the sentence made around it.
    """
    heads = {slot: head for slot, place in fillers.items() if (head := _head_within(sentence, *place)) is not None}
    if len(heads) < len(SLOTS):
        return
    inside = [t for t in sentence.tokens if any(start <= t.start < end for start, end in fillers.values())]
    content = [t for t in sentence.tokens if t not in inside and t.i not in carrier and _is_content(t)]
    propositions = Propositions(sentence)
    by_head: dict[int, str] = {head.i: slot for slot, head in heads.items()}
    rank = {"verb": 0, "noun": 1, "adjective": 2}
    roots = [(rank[made.kind], t.i, t) for t in content if (made := propositions.of(t)) is not None]
    roots += [(len(rank), t.i, t) for t in sentence.tokens if t.lemma == "be" and propositions.of(t) is not None]
    for _, _, token in sorted(roots, key=lambda row: row[:2]):
        root, used = _grow(token, propositions, by_head, {t.i for t in content})
        if used >= {*by_head, *(t.i for t in content)}:
            yield from (Pattern(relation, phrase, variant) for variant in _variants(root))
            return
    if not content:
        for slot, head in heads.items():
            root, used = _grow(head, propositions, by_head, set())
            if used >= set(by_head):
                yield Pattern(relation, phrase, Node("", "noun", root.steps), slot)
                return


def _head_within(sentence: Sentence, start: int, end: int) -> Token | None:
    for token in sentence.tokens:
        if start <= token.start < end and (token.head is None or not start <= token.head.start < end):
            return token
    return None


def _is_content(token: Token) -> bool:
    return token.lower in OBLIGING or (
        token.tag not in IGNORED_TAGS
        and token.dep not in ("aux", "auxpass", "det", "case", "punct")
        and not (token.lemma == "be" and token.pos in ("AUX", "VERB"))
    )


def _grow(
    token: Token, propositions: Propositions, slots: Mapping[int, str], content: set[int]
) -> tuple[Node, set[int]]:
    """Return the pattern below a word and the numbers of the words that it covers."""
    used = {token.i}

    def node(word: Token) -> Node:
        made = propositions.of(word)
        if made is None:
            return Node(word.lemma, "word")
        steps: list[Step] = []
        further = []
        for argument in (*made.arguments, *complements(made)):
            if argument.head.i in slots and argument.head.i not in used:
                used.add(argument.head.i)
                steps.append(Step((argument.role,), slots[argument.head.i]))
                for name, moved in preposition_objects(argument.head):  # "the death of X in Y" with "in Y" on X
                    if moved.i in slots and moved.i not in used:
                        used.add(moved.i)
                        steps.append(Step((name,), slots[moved.i]))
            elif argument.head.i in content and argument.head.i not in used:
                used.add(argument.head.i)
                further.append(argument)
        steps += [_literal(argument.role, node(argument.head)) for argument in further]
        return Node(word.lemma, made.kind, tuple(sorted(steps, key=lambda s: (not s.slot, s.roles))))

    return node(token), used


def _literal(role: str, node: Node) -> Step:
    """Return the step to a word of the phrase itself; one before a noun may be a capital's part of a name.

    "Prime" is an adjective in "prime minister", and read as a name in "Prime Minister".
    """
    if role in WORD_BEFORE and not node.steps:
        return Step(WORD_BEFORE, "", Node(node.lemma, "word"))
    return Step((role,), "", node)


def _variants(root: Node) -> Iterator[Node]:
    """Yield the pattern in the other forms of the same noun phrase.

    A relational noun: "member of Y", "Y's member", "Y member", "Libyan member". A deverbal one: "expulsion of X by Y",
    "Y's expulsion of X", "X's expulsion by Y", "a US attack on X".
    """
    if root.kind != "noun":
        yield Node(root.lemma, root.kind, tuple(_inner_variant(step) for step in root.steps))
        return
    roles = {role for step in root.steps for role in step.roles if step.slot}
    if "be" in roles and root.lemma == PERSON:  # "a German person": "Libya envoy" tells no one's origin
        yield Node(root.lemma, root.kind, tuple(_widened(s, "compound", ("origin",)) for s in root.steps))
    elif "be" in roles:
        yield Node(root.lemma, root.kind, tuple(_widened(s, "of", POSSESSOR) for s in root.steps))
    elif "by" in roles:
        yield Node(root.lemma, root.kind, tuple(_widened(s, "by", AGENT) for s in root.steps))
        if "of" in roles:
            yield Node(root.lemma, root.kind, tuple(_widened(s, "of", ("poss", "compound")) for s in root.steps))
    else:  # "the death of X in 1990", "X's death in 1990"
        yield Node(root.lemma, root.kind, tuple(_widened(s, "of", ("of", "poss")) for s in root.steps))


def _inner_variant(step: Step) -> Step:
    """Widen what owns a noun below a verb.

    "is the city's mayor", "is mayor of the city"; "rejected Iran's call", "a call by Iran", "Iranian calls".
    """
    if step.node is None or step.node.kind != "noun":
        return step
    made = []
    for inner in step.node.steps:
        if "complement" in step.roles or "as" in step.roles:
            inner = _widened(inner, "of", POSSESSOR)
        inner = _widened(inner, "compound", ("compound", "origin"))  # "holds German citizenship"
        made.append(_inner_variant(_widened(inner, "poss", OWNER)))
    return Step(step.roles, step.slot, Node(step.node.lemma, step.node.kind, tuple(made)))


def _widened(step: Step, role: str, roles: tuple[str, ...]) -> Step:
    return Step(roles, step.slot, step.node) if step.roles == (role,) and step.slot else step
