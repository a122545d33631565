"""Phrases of the ontology to patterns: what connects the two fillers of a parsed phrase.

A phrase is parsed like any sentence, its two places filled with names; each form of a noun phrase is a pattern.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from kg.extract.complements import OBLIGING, complements
from kg.extract.general import PERSON
from kg.extract.patterns import SLOTS, Node, Pattern, Slot, Step
from kg.extract.propositions import OUTWARD, Propositions, preposition_objects
from kg.extract.tree import Sentence, Token

POSSESSOR = ("of", "poss", "compound", "origin")  # all say the same of a relational noun: Y's member, Y member
TRADES = frozenset(  # nouns whose demonym tells where somebody is from, not whose they are: "an American coach"
    "coach trainer lawyer attorney critic owner partner rival opponent supporter agent sponsor".split()
)
AGENT = ("by", "poss", "compound", "origin")
OWNER = ("poss", "by", "from", "origin")
WORD_BEFORE = ("modifier", "compound")
IGNORED_TAGS = frozenset(("DT", "POS", ".", ",", "HYPH", "TO", "PRP$", "``", "''", "IN", "MD", ":", "CC"))


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
    if any(_is_stranded(t) for t in sentence.tokens if t not in inside and t.i not in carrier):
        return
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


def _is_stranded(token: Token) -> bool:
    """Tell whether a preposition leads to nothing in this parse, so that the pattern would lack it: "took in"."""
    return token.tag == "IN" and token.dep in ("prep", "advmod", "prt") and not token.children


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
    if role == "particle":
        return Step((role, OUTWARD), "", node)
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
        steps = (_widened(s, "compound", ("origin",)) for s in root.steps)
        yield Node(root.lemma, root.kind, tuple(_inner_variant(step) for step in steps))
    elif "be" in roles:
        roles_ = POSSESSOR[:-1] if root.lemma in TRADES else POSSESSOR
        yield Node(root.lemma, root.kind, tuple(_widened(s, "of", roles_) for s in root.steps))
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
        elif "subject" in step.roles:
            inner = _widened(inner, "of", POSSESSOR[:2])  # "the head office of Acme is in", "Acme's head office is in"
        inner = _widened(inner, "compound", ("compound", "origin"))  # "holds German citizenship"
        made.append(_inner_variant(_widened(inner, "poss", OWNER)))
    return Step(step.roles, step.slot, Node(step.node.lemma, step.node.kind, tuple(made)))


def _widened(step: Step, role: str, roles: tuple[str, ...]) -> Step:
    return Step(roles, step.slot, step.node) if step.roles == (role,) and step.slot else step
