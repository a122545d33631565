"""Nominal and pronominal phrases: "the army", "a senior Libyan official", "his"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.lexicon import word_classes
from kg.extract.phrases import Phrase
from kg.extract.titles import AFTER_TITLES
from kg.extract.tree import Sentence, Token
from kg.gazetteer import Nominal, nominal

LEFT = (
    "det",
    "amod",
    "compound",
    "nmod",
    "poss",
    "nummod",
    "advmod",
    "quantmod",
    "predet",
    "npadvmod",
    "case",
    "punct",
)
PRONOUNS = {
    "he": ("m", False), "him": ("m", False), "his": ("m", False), "himself": ("m", False),
    "she": ("f", False), "her": ("f", False), "hers": ("f", False), "herself": ("f", False),
    "it": ("n", False), "its": ("n", False), "itself": ("n", False),
    "they": ("u", True), "them": ("u", True), "their": ("u", True), "theirs": ("u", True), "themselves": ("u", True),
    "i": ("u", False), "me": ("u", False), "my": ("u", False), "mine": ("u", False), "myself": ("u", False),
    "we": ("u", True), "us": ("u", True), "our": ("u", True), "ours": ("u", True), "ourselves": ("u", True),
}  # fmt: skip
SPEAKERS = frozenset("i me my mine myself we us our ours ourselves".split())
QUANTITIES = frozenset(
    "number dozen hundred thousand million majority minority handful lot rest half score couple".split()
)
PLACES = ("news:GeopoliticalEntity", "news:Country", "news:City", "news:Region", "news:Place", "news:NaturalPlace")
STATES = frozenset("office school college church prison jail hospital".split())  # that a bare noun puts one in
SIDES = frozenset(("pro", "anti"))
LOOSE = frozenset(
    "customs goods grounds heights masses whereabouts".split()
)  # plurals that are seldom bodies or places
TEMPORAL = ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL")


def noun_phrases(sentence: Sentence, names: Sequence[Phrase]) -> Iterator[Phrase]:
    """Yield the nominal phrases and pronouns that are no names, in order of their heads.

    A nominal runs from its first determiner or modifier to its head; phrases after the head stay outside.
    """
    covered = {
        i
        for phrase in names
        for i in (range(phrase.first, phrase.last + 1) if phrase.kind == "name" else (phrase.head.i,))
    }
    for token in sentence.tokens:
        if token.lower in PRONOUNS and token.tag in ("PRP", "PRP$"):
            if not _is_pleonastic(token):
                gender, plural = PRONOUNS[token.lower]
                yield Phrase(sentence, token.i, token.i, token, "pronoun", plural=plural, gender=gender)
        elif token.tag in ("NN", "NNS") and token.i not in covered and token.ent not in TEMPORAL:
            if token.dep in ("compound", "nmod", "npadvmod") and token.head is not None and token.head.i > token.i:
                continue
            if not any(map(str.isalnum, token.text)):
                continue  # a dash that the tagger took for a noun
            yield nominal_phrase(sentence, token)
        elif token.tag == "CD" and token.i not in covered and _counts_people(token):
            first = min([token.i, *(c.i for c in token.children if c.dep in ("quantmod", "advmod", "amod"))])
            yield Phrase(sentence, first, token.i, token, "nominal", "news:Person", plural=True)


def pronoun_form(word: str) -> tuple[str, bool, bool]:
    """Return what tells pronouns of different people apart: gender, number, and whether it is a speaker's own."""
    lower = word.lower()
    gender, plural = PRONOUNS.get(lower, ("u", False))
    return gender, plural, lower in SPEAKERS


def nominal_phrase(sentence: Sentence, head: Token) -> Phrase:
    """Return the phrase from its first determiner or modifier to its head, with type, number and role of the noun."""
    first = head.i
    for child in reversed(head.children):
        if child.i < head.i and child.dep in LEFT and child.subtree()[-1].i == first - 1:
            first = child.subtree()[0].i
    while first < head.i and sentence.tokens[first].dep == "punct":
        first += 1
    known = _known(sentence, first, head)
    if known is not None and known.type in PLACES and _is_figurative(head):
        known = None
    if head.lower in STATES and first == head.i and head.dep in ("dobj", "pobj") and not head.child("prep"):
        known = None  # "left office", "went to college": no particular one
    plural = head.tag == "NNS" or (known is not None and known.group)
    phrase = Phrase(sentence, first, _last_of(sentence, head), head, "nominal", plural=plural)
    if head.lemma in QUANTITIES:
        counted = _counted(head)
        known = nominal(counted.lemma) if counted is not None else nominal("person") if _is_crowd(head) else known
        phrase.plural = phrase.plural or counted is not None
    if known is not None:
        phrase.type, phrase.gender = known.type, known.gender
        phrase.roles.append(known.noun)
    return phrase


def _known(sentence: Sentence, first: int, head: Token) -> Nominal | None:
    """Return what is known of the noun with the word before it, else of the noun, also as a plural: "the waters"."""
    before = sentence.tokens[head.i - 1] if head.i > first else None
    if before is not None and before.head is head and before.dep in ("compound", "amod"):
        pair = nominal(f"{before.lower} {head.lemma}")
        if pair is not None:
            return pair
    if head.lemma == "camp" and any(token.lower in SIDES for token in sentence.tokens[first : head.i]):
        return nominal("political camp")  # "the pro-Lumen camp"
    return nominal(head.lemma) or (nominal(head.lower) if head.tag == "NNS" and head.lower not in LOOSE else None)


def _last_of(sentence: Sentence, head: Token) -> int:
    """Return the last token of a noun phrase: its head, or what qualifies a title after it: "secretary-general"."""
    for i in (head.i + 1, head.i + 2):
        after = sentence.tokens[i] if i < len(sentence.tokens) else None
        if after is not None and after.head is head and after.lower in AFTER_TITLES:
            return i
    return head.i


def _is_figurative(head: Token) -> bool:
    """Tell whether a noun for a place names none: "a state of emergency", "the field of law", "settlement of land"."""
    of = next((child for child in head.children if child.dep == "prep" and child.lower == "of"), None)
    inner = of.child("pobj") if of is not None else None
    if inner is None or inner.child("det", "poss", "nummod"):
        return False
    return inner.tag == "NN" or (inner.tag == "NNS" and head.tag == "NN" and not head.child("det", "poss", "nummod"))


def _counted(head: Token) -> Token | None:
    """Return what is counted: "migrants" in "hundreds of thousands of migrants"."""
    of = next((child for child in head.children if child.dep == "prep" and child.lower == "of"), None)
    inner = of.child("pobj") if of is not None else None
    if inner is None or inner.tag != "NNS":
        return None
    return _counted(inner) if inner.lemma in QUANTITIES else inner


def _is_crowd(head: Token) -> bool:
    """Tell whether a round number without a noun counts people: "Thousands marched"."""
    of = any(child.lower == "of" for child in head.children)
    return head.tag == "NNS" and head.lemma in ("dozen", "hundred", "thousand") and not of


def _is_pleonastic(token: Token) -> bool:
    """Tell whether "it" stands for nothing: "it is expected that", "it seems", "it rained"."""
    verb = token.head
    if token.lower != "it" or verb is None or token.dep not in ("nsubj", "nsubjpass"):
        return False
    if verb.lemma in ("seem", "appear", "rain", "snow", "happen", "follow"):
        return True
    clause = verb.child("ccomp", "csubj", "csubjpass") is not None
    if clause and (verb.lemma == "be" or verb.child("nsubjpass") is token):
        return True
    adjective = verb.child("acomp") if verb.lemma == "be" else None
    if adjective is None or word_classes(adjective.lower, "adjective") & {"commits", "refuses"}:
        return False  # "it was willing to talk"
    return adjective.child("xcomp", "ccomp") is not None


def _counts_people(token: Token) -> bool:
    """Tell whether a bare number counts people: "killing 25 and injuring more than 100"."""
    if token.ent != "CARDINAL" or token.dep not in ("nsubj", "dobj", "nsubjpass", "conj"):
        return False
    verb = token.head
    while verb is not None and verb.dep == "conj" and verb.tag == "CD":
        verb = verb.head
    return verb is not None and verb.lemma in ("kill", "injure", "wound", "die", "hurt", "arrest", "detain", "displace")
