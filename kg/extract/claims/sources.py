"""Who speaks, and to whom: the words for it around a cue."""

from __future__ import annotations

from kg.extract.lexicon import cue_classes
from kg.extract.propositions import Proposition, is_nounlike, is_predicate_verb
from kg.extract.tree import Sentence, Token

NOT_SOURCES = frozenset("that this which there what these those".split())
TOLD = frozenset("tell inform assure remind notify warn advise ask brief promise convince persuade".split())
CLOSING = frozenset(('"', "”", "''", "»"))
BETWEEN = ("aux", "advmod", "neg")
PERSON, PLACE = "PERSON", "GPE"  # of named entities, as the parser calls them
FARTHEST = 12  # words from an inverted verb to the head of its subject


def source_of(verb: Token, clause: Proposition, sentence: Sentence) -> Token | None:
    """Return the head of the phrase that names the speaker: whoever issues a statement, rather than the statement."""
    heads = clause.heads("subject")
    main = verb.head if verb.dep == "advcl" and verb.tag == "VBG" else None
    agent = main.child("agent") if main is not None else None
    if agent is not None and agent.child("pobj") is not None:  # "the plan was dropped by Lee, saying that it failed"
        heads = agent.all("pobj")
    found = next((head for head in heads if head.lower not in NOT_SOURCES and head is not verb), None)
    if found is None and not clause.passive:
        found = _before(verb, sentence)
    if found is None:
        return None
    return issuer(found) or _bearer(found, verb, sentence) or found


def _bearer(found: Token, verb: Token, sentence: Sentence) -> Token | None:
    """Return the person's name right before the verb where the parser makes its title, or body, the subject.

    "Acme-Globex Bank president Ann Lee said", "Envoy to Peru Ann Lee said", "Party leader and Mayor Ann Lee said".
    """
    at = verb.i - 1
    while at > found.i and sentence.tokens[at].head is verb and sentence.tokens[at].dep in BETWEEN:
        at -= 1
    name = sentence.tokens[at]
    before = sentence.tokens[at - 1] if at else name
    if name.i <= found.i or name.ent != PERSON or before.ent != PERSON or before.head is not name:
        return None
    if any(token.text == "," for token in sentence.tokens[found.i : name.i]):
        return None
    beside = name.dep == "appos" and name.head is found and found.ent != PERSON
    return name if beside or _has_two_posts(name, found, verb) or _is_posted(name, found) else None


def _has_two_posts(name: Token, found: Token, verb: Token) -> bool:
    """Tell whether one person's posts are joined: "leader and Mayor Ann Lee"; not "the lawyer and Ann Lee"."""
    if found.tag != "NN" or found.child("cc") is None or found.child("det", "poss") is not None:
        return False
    titled = any(one.ent != PERSON for one in name.all("compound"))
    return titled and (name.head is found if name.dep == "conj" else name.dep == "nsubj" and name.head is verb)


def _is_posted(name: Token, found: Token) -> bool:
    """Tell whether a country is the post of a name that stands behind it: "Ambassador to Peru Ann Lee"."""
    prep = name.head
    if prep is None or name.dep != "pobj" or prep.lower not in ("to", "for") or prep.head is not found:
        return False
    modifiers = name.all("compound", "nmod", "amod")
    return bool(modifiers) and modifiers[0].ent == PLACE and all(one.ent in (PERSON, PLACE) for one in modifiers)


def _before(verb: Token, sentence: Sentence) -> Token | None:
    """Return the name right before a verb that the parser left without subject: "Speaking for them, Ann Lee said"."""
    if verb.tag not in ("VBD", "VBZ") or verb.dep not in ("ROOT", "ccomp", "conj", "parataxis") or verb.i == 0:
        return None
    at = verb.i - 1
    while at > 0 and sentence.tokens[at].tag in (",", "MD", "RB"):
        at -= 1
    found = sentence.tokens[at]
    if found.pos not in ("PROPN", "NOUN"):
        return None
    for above in found.ancestors():
        if above.i > verb.i or not is_nounlike(above) or above.i < verb.i - FARTHEST:
            break
        found = above
    return found if found.pos == "PROPN" else None


def issuer(text: Token) -> Token | None:
    """Return who is behind a text: the bank of "the bank released a statement saying" and of "an order by the bank"."""
    kinds = cue_classes(text.lemma, "noun")
    if text.pos == "NOUN" and kinds & {"request", "claim"} and "text" not in kinds:
        own = text.child("poss") or next((c.child("pobj") for c in text.all("prep") if c.lower in ("of", "by")), None)
        if own is not None:
            return own
    if "text" not in kinds or text.pos != "NOUN":
        return None
    by = next((c.child("pobj") for c in text.children if c.dep in ("prep", "agent") and c.lower == "by"), None)
    if by is not None:
        return by
    verb = text.head
    if text.dep == "pobj" and verb is not None and verb.lower == "in":
        verb = verb.head
    elif text.dep != "dobj":
        return None
    if verb is None or not is_predicate_verb(verb) or "utters" not in cue_classes(verb.lemma, "verb"):
        return None
    return verb.child("nsubj")


def inverted(verb: Token, sentence: Sentence) -> Token | None:
    """Return the speaker after the verb: ""…," added the minister", "It is closed, said the minister"."""
    tokens = sentence.tokens
    if not 0 < verb.i < len(tokens) - 1 or verb.tag not in ("VBD", "VBZ", "VBN", "VBP", "VB"):
        return None
    before = tokens[verb.i - 1]
    mark = tokens[verb.i - 2] if before.text in (",", "—", "–") and verb.i > 1 else before
    after_mark = mark.text in CLOSING or mark.tag == "''"
    if not after_mark and (before.text != "," or verb.tag == "VB"):
        return None
    found = tokens[verb.i + 1]
    for above in found.ancestors():
        if not verb.i < above.i <= verb.i + FARTHEST or not is_nounlike(above):
            break
        found = above
    if not is_nounlike(found) or found.lower in NOT_SOURCES or found.tag == "PRP$":
        return None
    own = verb.child("nsubj", "nsubjpass")
    if own is not None and own is not found and own.i < verb.i and not (after_mark and before.text != ","):
        return None
    said_before = any(c.dep == "ccomp" and c.i < verb.i for c in verb.children)
    return found if after_mark or (said_before and (own is found or own is None)) else None


def addressee(verb: Token) -> Token | None:
    """Return whom somebody tells something: "told Xinhua", "said to reporters"."""
    if verb.lemma in TOLD:
        for child in verb.all("dobj", "dative", "nsubjpass"):
            if is_nounlike(child) and child.tag not in ("WP", "WDT"):
                return child
    for prep in verb.all("prep", "dative"):
        if prep.lower == "to" and prep.i > verb.i:
            return prep.child("pobj")
    return None
