"""What marks around a verb tell of its deed: a purpose, a report of what will be, what the first to do it did."""

from __future__ import annotations

import re

from kg.extract.commitments import BACKSHIFTED
from kg.extract.lexicon import verb_classes, word_classes
from kg.extract.tree import Token

DASHES = frozenset("-–‑—")
SCORE = re.compile(r"\d{1,3}[-–‑]\d{1,3}")
WISHES = frozenset("like love prefer be have welcome mean".split())  # "would" of these is no future


def is_infinitive(verb: Token) -> bool:
    """ "to hold", "to be held"."""
    return any(child.dep == "aux" and child.lower == "to" for child in verb.children)


def is_purpose(verb: Token) -> bool:
    """Tell whether an infinitive is what something is done for: "acted to protect", "took steps to protect"."""
    noun = verb.head
    if not is_infinitive(verb) or noun is None:
        return False
    return verb.dep == "advcl" or (verb.dep == "acl" and noun.dep == "dobj" and not word_classes(noun.lemma, "noun"))


def tells_which(verb: Token, head: Token) -> bool:
    """Tell whether an infinitive belongs to the noun before it: "was among the towns to vote against it"."""
    first = verb.subtree()[0].i
    near = [word for word in head.children if word.subtree()[-1].i + 1 == first]
    return any(word.lower == "among" or (word.dep in ("attr", "dobj") and is_ranked(word)) for word in near)


def tells_the_score(verb: Token) -> bool:
    """Tell whether a score says how it ended: "scored twice to beat Spain 3-2"."""
    after = [token for token in verb.subtree() if token.i > verb.i]
    texts = [token.text for token in after]
    if any(SCORE.fullmatch(text) for text in texts):
        return True
    return any(
        texts[n + 1] in DASHES and texts[n].isdigit() and texts[n + 2].isdigit() and after[n + 2].i == after[n].i + 2
        for n in range(len(texts) - 2)
    )


def was_able(word: Token) -> bool:
    """Tell whether somebody did it: "was able to leave"; not "is able to leave"."""
    return word.lower == "able" and word.head is not None and word.head.tag in ("VBD", "VBN")


def is_ranked(word: Token) -> bool:
    """Tell whether "to" tells what was done: "the first woman to lead", "the latest to go", "among those to go"."""
    link = word.head
    if word.dep == "pobj" and link is not None and link.lower == "among":
        return True
    return any(
        child.ent == "ORDINAL" or child.tag == "JJS" or child.lower in ("first", "last", "latest", "only")
        for child in word.children
        if child.i < word.i
    )


def is_backshifted(modal: Token, verb: Token) -> bool:
    """Tell whether "would" reports what somebody said will be: "announced that it would close the port"."""
    above = verb.head if verb.dep == "ccomp" else None
    return (
        modal.lower in BACKSHIFTED
        and above is not None
        and "says" in verb_classes(above.lemma)
        and verb.lemma not in WISHES
        and not any(child.lower == "have" and child.dep == "aux" for child in verb.children)
    )


def is_concession(mark: Token, clause: Token) -> bool:
    """Tell whether the main clause holds either way: "will leave even if there is no deal"."""
    return any(child.lower == "even" and child.i == mark.i - 1 for child in (*clause.children, *mark.children))


def is_definite(noun: Token) -> bool:
    return any(
        child.lower in ("the", "this", "that", "these", "those") or child.dep == "poss" for child in noun.children
    )
