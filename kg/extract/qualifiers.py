"""Whether a sentence says that something is so: polarity and modality from what governs the predicate.

Who says it is the business of `claims`; when it happened, of `times`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.deeds import (
    is_backshifted,
    is_concession,
    is_definite,
    is_infinitive,
    is_purpose,
    is_ranked,
    tells_the_score,
    tells_which,
    was_able,
)
from kg.extract.lexicon import NONE, verb_classes, word_classes
from kg.extract.propositions import Proposition, is_predicate_verb
from kg.extract.tree import Sentence, Token
from kg.model import Modality, Polarity

MODALS: dict[str, Modality] = {
    "may": "possible", "might": "possible", "could": "possible", "can": "possible", "ca": "possible",
    "would": "possible", "'d": "possible", "’d": "possible", "will": "planned", "wo": "planned", "'ll": "planned",
    "’ll": "planned", "shall": "planned", "should": "ordered", "must": "ordered", "ought": "ordered",
}  # fmt: skip
CONDITIONAL = frozenset("if unless whether provided lest".split())
NEGATIVE_WORDS = frozenset("no neither nobody none nothing few".split())
STRENGTH: tuple[Modality, ...] = ("asserted", "planned", "possible", "ordered", "conditional", "question")
ACCUSING = frozenset(("of", "for", "with"))
TASTES = frozenset("like love hate dislike enjoy prefer dread".split())  # tell of a habit, not of an occasion
WARNING = frozenset("warn advise caution argue vote decide campaign protest".split())
RESULT = frozenset("prevent keep stop deter discourage bar ban block prohibit dissuade refrain".split())
BY_WORD: dict[str, Modality] = {"possible": "possible", "planned": "planned", "ordered": "ordered"}


class Reading:
    """Polarity and modality as they are gathered on the way up from a predicate."""

    __slots__ = ("modality", "negative")

    def __init__(self) -> None:
        self.negative = False
        self.modality: Modality = "asserted"

    def weaken(self, modality: Modality) -> None:
        """Take the modality over if it is further from an assertion than what stands already."""
        if STRENGTH.index(modality) > STRENGTH.index(self.modality):
            self.modality = modality

    @property
    def polarity(self) -> Polarity:
        return "negative" if self.negative else "positive"


def reading(proposition: Proposition, sentence: Sentence) -> Reading:
    """Return how the sentence puts the proposition.

    "failed to expel" is negative, "managed to expel" asserted, "plans to expel" planned, "if it expels" conditional.
    """
    found = Reading()
    trigger, anchor = proposition.trigger, proposition.anchor
    if proposition.kind != "verb":
        _noun_or_adjective(trigger, found)
    if is_predicate_verb(anchor):
        _climb(anchor, found)
    elif proposition.kind == "noun":
        _climb_from_noun(anchor, found, definite=is_definite(anchor), predicated=bool(proposition.heads("be")))
    else:
        above = next((token for token in anchor.ancestors() if is_predicate_verb(token)), None)
        if above is not None and anchor.dep == "acomp":
            _climb(above, found)
    for argument in proposition.arguments:
        if argument.role in ("subject", "object") and any(
            child.lower in NEGATIVE_WORDS and child.dep in ("det", "neg") for child in argument.head.children
        ):
            found.negative = not found.negative
            break
        if argument.role == "subject" and argument.head.lower in ("nobody", "none", "neither", "no-one"):
            found.negative = True
    if sentence.tokens[-1].text == "?" or (len(sentence.tokens) > 1 and sentence.tokens[-2].text == "?"):
        found.weaken("question")
    return found


def _noun_or_adjective(word: Token, found: Reading) -> None:
    for child in word.children:
        if child.dep in ("amod", "compound", "advmod") and child.i < word.i:
            for kind in word_classes(child.lower, "adjective") | word_classes(child.lower, "adverb"):
                _apply(kind, found)
        elif (child.dep == "det" and child.lower in ("no", "neither")) or child.dep == "neg":
            found.negative = not found.negative


def _apply(kind: str, found: Reading) -> None:
    if kind == "negative":
        found.negative = not found.negative
    elif kind in BY_WORD:
        found.weaken(BY_WORD[kind])


def _own_marks(verb: Token, found: Reading) -> None:
    """Take negation, modal verbs and doubting adverbs on the verb itself."""
    for child in verb.children:
        if child.dep == "neg" or (child.dep == "advmod" and _is_negative_adverb(child)):
            found.negative = not found.negative
        elif child.dep in ("aux", "auxpass") and child.lower in MODALS:
            found.weaken("planned" if is_backshifted(child, verb) else MODALS[child.lower])
        elif child.dep == "aux" and verb.tag == "VBG" and _is_taste(child):
            found.weaken("possible")
        elif child.dep == "advmod" and child.i < verb.i:
            for kind in word_classes(child.lower, "adverb"):
                _apply(kind, found)
        elif child.dep == "mark" and child.lower == "until" and verb.tag in ("VBZ", "VBP"):
            found.weaken("conditional")  # "will fight until they win"
        elif child.dep in ("mark", "advmod") and child.lower in CONDITIONAL:
            found.weaken("conditional" if child.lower != "whether" else "question")
        elif child.dep == "preconj" and child.lower == "neither":
            found.negative = True
    for clause in verb.all("advcl"):
        mark = next((child for child in clause.all("mark") if child.lower in ("if", "unless")), None)
        if mark is not None and not is_concession(mark, clause):
            found.weaken("conditional")


def _is_taste(verb: Token) -> bool:
    """Tell whether a verb makes a habit of what it governs: "likes meeting people"; not "liked meeting them"."""
    return verb.lemma in TASTES and verb.tag in ("VBZ", "VBP")


def _is_negative_adverb(adverb: Token) -> bool:
    """ "never", "almost", "no longer"."""
    return "negative" in word_classes(adverb.lower, "adverb") or (
        adverb.lower in ("longer", "more") and any(child.lower in ("no", "not", "any") for child in adverb.children)
    )


def _climb(verb: Token, found: Reading) -> None:
    """Go up from a verb and take what each governing word makes of it."""
    _own_marks(verb, found)
    current = verb
    for _ in range(12):
        head = current.head
        if head is None:
            return
        dep = current.dep
        if dep == "conj" and is_predicate_verb(head):
            if not current.child("nsubj", "nsubjpass", "expl"):
                _shared_marks(current, head, found)
        elif dep == "oprd" and is_predicate_verb(head) and not is_predicate_verb(current):
            _own_marks(head, found)  # "called it unlikely that"
        elif dep in ("xcomp", "ccomp", "csubj", "csubjpass", "advcl", "oprd") and is_predicate_verb(head):
            _governed(current, head, dep, found)
            if dep == "advcl" and (current.child("mark", "nsubj", "nsubjpass") or current.tag == "VB"):
                return  # "after she was defeated": so, whatever becomes of the main clause
        elif dep in ("xcomp", "ccomp", "advcl", "acl", "relcl") and not is_predicate_verb(head):
            if dep in ("relcl", "acl") and not is_infinitive(current):
                _kind_of(head, found)
                if any(child.lower == "that" and child.dep == "mark" for child in current.children):
                    for kind in sorted(word_classes(head.lemma, "noun")):
                        _apply(kind, found)  # "the pretext that they attacked"
                return
            _governed_by_word(current, head, found)
        elif dep == "pcomp":
            if head.lower == "without":
                found.negative = not found.negative
            above = head.head
            if above is None:
                return
            if head.lower == "by" and is_purpose(above):
                # "took action to protect them by killing X": the purpose is what the killing is for
                above = next((one for one in above.ancestors() if is_predicate_verb(one)), above)
            _governed_by_preposition(head, above, found)
            current = head
            head = above
            if not is_predicate_verb(above):
                return
            _own_marks(above, found)
        else:
            return
        current = head


def _kind_of(noun: Token, found: Reading) -> None:
    """Take what a copula makes of the kind it names: "is not a company based in Madrid", "may be a group that"."""
    verb = noun.head
    if noun.dep == "attr" and verb is not None and verb.lemma == "be" and not is_definite(noun):
        _own_marks(verb, found)


def _shared_marks(verb: Token, first: Token, found: Reading) -> None:
    """Take over "did not", "may" and "if" from the first of several verbs: "did not attack or kill"."""
    if any(child.dep == "mark" and child.lower in ("if", "unless") for child in first.children):
        found.weaken("conditional")
    if verb.child("aux", "auxpass") is None or verb.child("neg") is None:
        own = verb.child("aux")
        for child in first.children:
            if (
                child.dep == "neg"
                and own is None
                and any(c.dep == "cc" and c.lower in ("or", "nor") for c in first.children)
            ):
                found.negative = not found.negative
            elif child.dep == "aux" and child.lower in MODALS and own is None:
                found.weaken(MODALS[child.lower])


def _governed(verb: Token, head: Token, dep: str, found: Reading) -> None:
    """Take what a governing verb makes of its complement: plans, failures, orders, doubts."""
    classes = verb_classes(head.lemma)
    if dep == "advcl":
        if is_infinitive(verb) and verb.tag == "VB":
            if not tells_which(verb, head) and not tells_the_score(verb):
                found.weaken("planned")  # "came to attack": a purpose
        elif verb.tag in ("VBG", "VBN") and not verb.child("mark", "nsubj", "nsubjpass"):
            _own_marks(head, found)
        return
    finite = any(child.dep == "aux" and child.lower != "to" for child in verb.children)
    infinitive = dep in ("xcomp", "oprd") or (dep == "ccomp" and verb.tag == "VB" and not finite)
    passive = head.child("auxpass") is not None or (head.tag == "VBN" and head.child("nsubjpass") is not None)
    if infinitive:
        if head.lemma == "go" and head.tag == "VBG":
            found.weaken("planned")
        elif "achieves" in classes and not passive:
            pass
        elif "fails" in classes:
            found.negative = not found.negative
        elif passive and classes & {"seems", "thinks", "says"}:
            found.weaken("possible")
        elif "intends" in classes and not (passive and "orders" in classes):
            done = passive and any(child.dep == "aux" and child.lower == "have" for child in verb.children)
            found.weaken("possible" if done else "planned")  # "is projected to have won"
        elif classes & {"orders"}:
            found.weaken("ordered")
        elif "permits" in classes or head.lemma in ("seem", "appear", "look"):
            found.weaken("possible")
        elif head.lemma in ("have", "need") and any(c.lower == "to" for c in verb.children):
            found.weaken("ordered")
        elif head.lemma == "be":
            _through_copula(head, found)
        elif "says" in classes:
            found.weaken("possible")  # "claims to represent"
        elif head.lemma == "vote" and "voted" in verb_classes(verb.lemma):
            pass  # "voted to elect her": the vote does it
        elif tells_which(verb, head):
            pass  # "became the first to play"
        elif verb.tag == "VBG":
            if "seems" in classes or _is_taste(head):
                found.weaken("possible")  # "risked losing", "likes meeting people"
        elif not classes - {"light"}:
            found.weaken("planned")  # "voted to leave": a verb that is not known to bring about what it governs
    elif dep == "ccomp":
        if "denies" in classes:
            found.negative = not found.negative
        if ("thinks" in classes and "says" not in classes) or (passive and classes & {"seems", "thinks"}):
            found.weaken("possible")
        elif classes & {"asks"} and "says" not in classes and "orders" not in classes:
            found.weaken("question")
        elif "orders" in classes and (
            (verb.tag == "VB" and not finite) or any(c.lower in ("should", "must") for c in verb.children)
        ):
            found.weaken("ordered")
        if classes & {"says", "thinks", "denies", "asks"}:
            return
    _own_marks(head, found)


def _through_copula(head: Token, found: Reading) -> None:
    """ "is to visit", "is ready to attack", "is unable to"."""
    for child in head.children:
        if child.dep in ("acomp", "attr"):
            if not was_able(child):
                for kind in word_classes(child.lower, "adjective"):
                    _apply(kind, found)
            return
    found.weaken("planned")


def _governed_by_word(verb: Token, word: Token, found: Reading) -> None:
    """Take what a noun or adjective makes of its clause: "a plan to attack", "unable to", "the claim that"."""
    part = "adjective" if word.pos == "ADJ" or word.tag.startswith("JJ") else "noun"
    kinds = NONE if was_able(word) else word_classes(word.lemma, part) | word_classes(word.lower, part)
    for kind in sorted(kinds):
        _apply(kind, found)
    done = any(child.dep == "aux" and child.lower == "have" for child in verb.children)  # "the four to have won it"
    if not kinds and is_infinitive(verb) and not done and not is_ranked(word) and not was_able(word):
        found.weaken("planned")
    above = word.head
    if above is not None and is_predicate_verb(above):
        _own_marks(above, found)


def _governed_by_preposition(prep: Token, above: Token, found: Reading) -> None:
    classes = verb_classes(above.lemma) if is_predicate_verb(above) else frozenset()
    if (prep.lower == "from" and above.lemma in RESULT) or (prep.lower == "against" and above.lemma in WARNING):
        found.negative = not found.negative
    elif "accuses" in classes and prep.lower in ACCUSING:
        found.weaken("possible")
    elif prep.lower in ("of", "about", "for", "at", "against", "in") and not is_predicate_verb(above):
        for kind in sorted(word_classes(above.lemma, "noun")):
            _apply(kind, found)
    elif "intends" in classes or above.lemma in ("think", "talk"):
        found.weaken("planned")


def _climb_from_noun(noun: Token, found: Reading, *, definite: bool, predicated: bool) -> None:
    """Take what the clause makes of a happening named by a noun.

    "may launch an attack on", "called for the release of", "denied an attack on"; but "condemned the attack on"
    presupposes it. A noun said of a name ("X, a member of Y") stands by itself.
    """
    if predicated:
        return
    for current, head, dep in _upwards(noun):
        if dep == "prep" and not is_predicate_verb(head):
            for kind in sorted(word_classes(head.lemma, "noun")):
                _apply(kind, found)
        if not is_predicate_verb(head):
            continue
        classes = verb_classes(head.lemma)
        if current.dep == "prep":
            related = head.lemma == "relate" and head.dep == "acl" and current.child("pobj") is noun
            if related and head.head is not None:  # "theories related to an attack", not who the attack was by
                for kind in sorted(word_classes(head.head.lemma, "noun")):
                    _apply(kind, found)
            if current.lower == "for" and head.lemma in (
                "call",
                "push",
                "plan",
                "prepare",
                "ask",
                "press",
                "wait",
                "hope",
            ):
                found.weaken("ordered" if head.lemma in ("call", "push", "ask", "press") else "planned")
            elif "accuses" in classes and current.lower in ACCUSING:
                found.weaken("possible")
            elif definite:
                return
        elif dep in ("dobj", "nsubjpass", "attr"):
            if "fails" in classes or "denies" in classes:
                found.negative = not found.negative
            elif classes & {"orders"} and "light" in classes:
                found.weaken("ordered")
            elif "intends" in classes and "light" in classes:
                found.weaken("planned")
            elif definite and "light" not in classes and head.lemma != "be":
                return
        elif definite:
            return
        _climb(head, found)
        return


def _upwards(noun: Token) -> Iterator[tuple[Token, Token, str]]:
    """Yield (word, its head, label) from a noun up to the first verb."""
    current: Token = noun
    while current.head is not None:
        yield current, current.head, current.dep
        if is_predicate_verb(current.head):
            return
        current = current.head
