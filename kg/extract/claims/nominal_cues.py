"""Nouns, adjectives, adverbs and phrases that make a claim: "his claim that", "afraid that", "according to"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.claims.contents import Contents
from kg.extract.claims.saying import Draft
from kg.extract.lexicon import cue_classes, verb_classes
from kg.extract.propositions import Propositions, is_nounlike, is_predicate_verb
from kg.extract.tree import Token
from kg.model import Stance

STANCES: dict[str, Stance] = {"claim": "states", "request": "orders", "denial": "denies", "doubt": "doubts"}
AUTHORS = ("by", "of", "from")
COPULAS = frozenset("be include".split())
LONGEST_TO_COLON = 12  # words from a noun of saying to the colon after which it is said


def by_noun(noun: Token, made: Propositions, contents: Contents) -> Iterator[Draft]:
    """Yield the claim of "his claim that", "came to the conclusion that", "issued an order to", "their demands are"."""
    kind = next((one for one in STANCES if one in cue_classes(noun.lemma, "noun")), None)
    if kind is None or (noun.head is not None and noun.head.lower == "in" and noun.lemma == "order"):
        return
    content = _content_of(noun, kind)
    if content is None or _belongs_to_verb(noun):
        colon = _colon_after(noun, contents) if content is None else None
        if colon is None:
            return
        own, parts = contents.own(noun, []), contents.spans([(colon + 1, len(contents.sentence.tokens) - 1)], noun)
    elif noun.dep == "nsubj":
        own = contents.own(noun, [content])
        parts = contents.spans([(contents.below(content)[0], contents.below(content.head or content)[1])], noun)
    else:
        own = contents.own(noun, [content])
        parts = contents.of(noun, [content], own)
    if parts:
        yield Draft(contents.sentence, noun, _author(noun, made), parts, STANCES[kind], own=own)


def _belongs_to_verb(noun: Token) -> bool:
    """Tell whether the noun only says where somebody says it: "told the paper in a statement that it was closed"."""
    prep = noun.head
    verb = prep.head if prep is not None and prep.dep == "prep" and prep.lower == "in" else None
    return verb is not None and is_predicate_verb(verb) and "says" in verb_classes(verb.lemma)


def _colon_after(noun: Token, contents: Contents) -> int | None:
    """Return the colon that opens what is said: "made a plea to the council: let them stay"."""
    verb = noun.head
    if noun.dep != "dobj" or verb is None or "utters" not in cue_classes(verb.lemma, "verb"):
        return None
    near = contents.sentence.tokens[noun.i + 1 : noun.i + LONGEST_TO_COLON]
    return next((t.i for t in near if t.text == ":" and t.i + 1 < len(contents.sentence.tokens)), None)


def has_that(verb: Token) -> bool:
    """Tell whether a clause opens with "that"."""
    return any(c.dep == "mark" and c.lower == "that" for c in verb.children)


def _content_of(noun: Token, kind: str) -> Token | None:
    for child in noun.all("acl", "relcl", "ccomp"):
        if child.i > noun.i and has_that(child):
            return child
        if child.i > noun.i and kind == "request" and child.tag == "VB" and child.child("aux"):
            return child
    verb = noun.head
    if verb is None or not is_predicate_verb(verb):
        return None
    if noun.dep == "dobj" and "utters" in cue_classes(verb.lemma, "verb"):
        clause = next((c for c in verb.all("ccomp") if c.i > noun.i), None)  # "made a plea to them: do not go"
        prep = next((c for c in noun.all("prep") if c.lower == "for" and kind == "request"), None)
        return clause or prep
    if noun.dep == "nsubj" and verb.lemma in COPULAS and noun.child("poss"):
        return next((c for c in verb.children if c.i > verb.i and c.dep in ("ccomp", "xcomp", "attr", "dobj")), None)
    return None


def _author(noun: Token, made: Propositions) -> Token | None:
    """Return whose claim it is: the possessor, else "by" whom, else who makes, issues or reaches it."""
    own = noun.child("poss")
    if own is not None:
        return own
    for prep in noun.all("prep", "agent"):
        target = prep.child("pobj")
        if prep.lower in AUTHORS and target is not None and is_nounlike(target):
            return target
    verb = noun.head
    if noun.dep == "pobj" and verb is not None and verb.dep == "prep":
        verb = verb.head
    if verb is None or not is_predicate_verb(verb) or "utters" not in cue_classes(verb.lemma, "verb"):
        return None
    clause = made.of(verb)
    return next(iter(clause.heads("subject")), None) if clause is not None else None


def by_adjective(adjective: Token, made: Propositions, contents: Contents) -> Iterator[Draft]:
    """Yield the claim of "is concerned that"."""
    content = adjective.child("ccomp")
    verb = adjective if adjective.child("nsubj", "nsubjpass") or adjective.head is None else adjective.head
    source = verb.child("nsubj", "nsubjpass")
    if content is None:
        return
    own = contents.own(adjective, [content])
    parts = contents.of(adjective, [content], own)
    if parts and source is not None and source.lower != "it":
        yield Draft(contents.sentence, adjective, source, parts, own=own)


def by_adverb(adverb: Token, contents: Contents) -> Iterator[Draft]:
    """Yield the claim of "reportedly" on its clause, without a source; beside a verb of saying it adds nothing."""
    verb = adverb.head
    while verb is not None and not is_predicate_verb(verb):
        verb = verb.head
    if verb is None or (verb_classes(verb.lemma) & {"says", "asks", "denies"} and verb.child("ccomp")):
        return
    above = verb.head if verb.dep == "ccomp" else None
    if above is not None and verb_classes(above.lemma) & {"says", "denies"}:
        return
    first, last = contents.below(verb)
    subject = verb.child("nsubj", "nsubjpass")
    if verb.dep in ("relcl", "acl") and subject is not None and subject.tag in ("WP", "WDT", "WP$"):
        first = min(subject.i + 1, adverb.i)
    parts = contents.spans([(first, adverb.i - 1), (adverb.i + 1, last)], adverb)
    if parts:
        yield Draft(contents.sentence, adverb, None, parts, own=[(adverb.i, adverb.i)])


def by_phrase(token: Token, contents: Contents) -> Iterator[Draft]:
    """Yield the claim of "according to Ann Lee" or "in the words of Ann Lee" on its sentence.

    In the middle of a sentence the phrase speaks of its own clause: "They came and, according to her, left".
    """
    top = token if token.lower == "according" else token.head
    prep = next((c for c in token.children if c.lower in ("to", "of") and c.dep == "prep"), None)
    source = prep.child("pobj", "pcomp") if prep is not None else token.child("poss")
    if top is None or source is None:
        return
    tokens = contents.sentence.tokens
    first, last = contents.below(top)
    if source.dep == "pcomp":  # "According to Lee the port was closed", with Lee taken for a verb
        last = source.i
    elif (
        top.head is not None
        and is_predicate_verb(top.head)
        and not top.head.child("nsubj", "nsubjpass", "expl", "csubj")
    ):
        last = min(last, contents.phrase(source))  # the parser hung the subject on the source
    before = [t for t in tokens[:first] if t.pos not in ("PUNCT", "CCONJ")]
    after = [t for t in tokens[last + 1 :] if t.pos != "PUNCT"]
    if before and after and any(is_predicate_verb(t) for t in before):
        verb = top.head
        start, end = contents.below(verb) if verb is not None else (0, len(tokens) - 1)
    else:
        start, end = 0, len(tokens) - 1
    start = max([start, *(t.i + 1 for t in tokens[start:first] if t.text == ";")])
    end = min([end, *(t.i - 1 for t in tokens[last + 1 : end + 1] if t.text == ";")])
    parts = contents.spans([(start, first - 1), (last + 1, end)], token)
    if parts:
        yield Draft(contents.sentence, token, source, parts, own=[(first, last)])
