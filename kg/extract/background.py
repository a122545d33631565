"""What the narrator adds to a claim: words about those whom somebody asks or wants to do something."""

from __future__ import annotations

from kg.extract.claims import Saying
from kg.extract.lexicon import cue_classes
from kg.extract.propositions import Proposition, is_predicate_verb
from kg.extract.tree import QUOTES, Token

DEFINITE = frozenset("the this that these those".split())


def is_background(proposition: Proposition, saying: Saying) -> bool:
    """Tell whether a request or wish only mentions what the proposition states, for the reader.

    "Lee asked the mayor, Ann Roe, who is backed by Oslo, to resign": who she is, and who backs her, is no request.
    Words in quotation marks are the speaker's own.
    """
    if not _asks_for_deed(saying) or _is_quoted(proposition.trigger, saying):
        return False
    if proposition.kind != "verb":
        return bool(proposition.heads("be")) and not is_predicate_verb(proposition.anchor)
    clause = _modifying(proposition.trigger, saying)
    return clause is not None and _is_aside(clause)


def is_asked_for(proposition: Proposition, saying: Saying) -> bool:
    """Tell whether what is asked for is that it be so: "called for talks, opening the port", "a law that bans it"."""
    if proposition.kind != "verb" or saying.stance != "orders" or _is_quoted(proposition.trigger, saying):
        return False
    clause = _modifying(proposition.trigger, saying)
    return (clause is None and proposition.trigger.dep != "amod") or (clause is not None and clause.dep == "relcl")


def _modifying(word: Token, saying: Saying) -> Token | None:
    """Return the verb of the relative clause or participle with the word, if it is a part of what is said."""
    above: Token | None = word
    while above is not None and saying.holds(above.span):
        if above.dep in ("relcl", "acl") and above.tag != "VB":
            return above
        above = above.head
    return None


def _is_quoted(word: Token, saying: Saying) -> bool:
    """Tell whether the word is in quotation marks, or may be."""
    if saying.kind != "mixed":
        return saying.kind == "direct"
    tokens = saying.sentence.tokens
    if word.i >= len(tokens) or tokens[word.i] is not word:
        return True
    return sum(token.text in QUOTES for token in tokens[: word.i]) % 2 == 1


def _asks_for_deed(saying: Saying) -> bool:
    return saying.stance == "orders" or "wishes" in cue_classes(saying.cue.lemma, "verb")


def _is_aside(clause: Token) -> bool:
    """Tell whether a clause is about somebody known: "the firm founded by Lee"; not "a law that bans it"."""
    noun = clause.head
    return noun is not None and (
        noun.pos == "PROPN" or any(child.lower in DEFINITE or child.dep == "poss" for child in noun.children)
    )
