"""What a verb says of the event that a noun beside it names: what it struck, who staged it, who is said to have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.extract.events.fillers import Filler, filled, places
from kg.extract.events.told import Telling
from kg.extract.propositions import Proposition, Propositions
from kg.extract.relations import UNNAMED, Context, qualifiers
from kg.extract.tree import Sentence, Token
from kg.model import EntityRef, Qualifiers
from kg.ontology.events import DOER, Frame, roles, words

RESPONSIBILITY = frozenset("responsibility credit".split())
ATTACK = "attack"
CAUSE = ("for", "of")  # "blamed X for the attack", "accused X of the attack"
WHOM = ("to", "on")  # "attributed the attack to X", "blamed it on X"
EVENT_ROLE = {
    "happens": ("subject",),
    "strikes": ("subject",),
    "suffers": ("object",),
    "stages": ("object",),
    "claims": ("object",),
    "blames": CAUSE,
    "ascribes": ("object",),
}
"""Where the noun of the event stands beside a verb of each kind."""
OWN = ("happens", "strikes", "suffers", "stages")  # what such verbs say, whoever speaks says


def deed_of(verb: Token) -> str:
    """Return what a verb tells of the event that a noun beside it names, "" of other verbs."""
    known = words().deeds
    particles = (f"{verb.lemma} {child.lower}" for child in verb.children if child.dep in ("prt", "prep", "dobj"))
    return next((known[one] for one in particles if one in known), known.get(verb.lemma, ""))


def deeds(verb: Token, nouns: Mapping[int, Telling], made: Propositions, context: Context) -> Iterator[Telling]:
    """Yield what the verb tells of each event that `nouns`, by their place in the sentence, name beside it."""
    kind, proposition = deed_of(verb), made.of(verb)
    if proposition is None:
        return
    if kind == "claims" and not nouns:
        yield from _responsibility(proposition, made, context)
    heads = [argument.head.i for argument in proposition.arguments if argument.role in EVENT_ROLE[kind]]
    for at in dict.fromkeys((*heads, *_before_comma(verb, proposition, made.sentence))):
        noun = nouns.get(at)
        if noun is not None:
            how = qualifiers(proposition, made.sentence, context)
            told = list(TOLD[kind](proposition, noun.frame, made, context))
            if (told or (kind == "happens" and how.time)) and how.polarity == "positive":
                yield _beside(verb, noun, _of_speaker(kind, proposition, how, made, context), told, kind)


def _before_comma(verb: Token, proposition: Proposition, sentence: Sentence) -> Iterator[int]:
    """Yield where the noun stands with which a participle goes after a comma: "the attack, reportedly made by X"."""
    comma = verb.subtree()[0].i - 1
    loose = verb.tag == "VBN" and verb.dep == "advcl" and proposition.passive
    if loose and comma > 0 and sentence.tokens[comma].text == ",":
        yield comma - 1


def _beside(verb: Token, noun: Telling, how: Qualifiers, told: list[Filler], kind: str) -> Telling:
    partial = kind not in OWN
    how = replace(how, time=None) if partial else how
    return Telling(noun.sentence, verb, noun.frame, how, told, noun.entity, noun.definite, verb, noun.plural, partial)


def _of_speaker(
    kind: str, proposition: Proposition, how: Qualifiers, made: Propositions, context: Context
) -> Qualifiers:
    """Return the qualifiers with who claims it, or blames others: its part in it is that one's word."""
    if kind in OWN:
        return how
    heads = proposition.heads("subject")
    told = [one.entity for head in heads for one in context.referents.of(made.sentence, head)]
    return replace(how, attributed_to=(*how.attributed_to, *(told or [UNNAMED])))


# ---------------------------------------------------------------- what is told, by kind of verb


def _struck(proposition: Proposition, frame: Frame, made: Propositions, context: Context) -> Iterator[Filler]:
    for head in proposition.heads("object"):
        yield from filled(frame.roles("struck"), head, made.sentence, context)
    yield from places(proposition, frame, made, context)


def _suffered(proposition: Proposition, frame: Frame, made: Propositions, context: Context) -> Iterator[Filler]:
    for head in proposition.heads("subject"):
        yield from filled(frame.roles("struck"), head, made.sentence, context)
    yield from places(proposition, frame, made, context)


def _held(proposition: Proposition, frame: Frame, made: Propositions, context: Context) -> Iterator[Filler]:
    yield from places(proposition, frame, made, context)


def _staged(proposition: Proposition, frame: Frame, made: Propositions, context: Context) -> Iterator[Filler]:
    slot = next((one for one in ("staged", "by", "subject") if any(frame.roles(one))), "")
    for head in proposition.heads("subject"):
        yield from filled(frame.roles(slot), head, made.sentence, context)
    for argument in proposition.arguments:  # "began an offensive into the north"
        if argument.role not in ("subject", "object"):
            yield from filled(frame.roles(argument.role), argument.head, made.sentence, context)
    yield from places(proposition, frame, made, context)


def _claimant(proposition: Proposition, frame: Frame, made: Propositions, context: Context) -> Iterator[Filler]:
    for head in proposition.heads("subject"):
        yield from filled(_doers(frame), head, made.sentence, context)


def _blamed(proposition: Proposition, frame: Frame, made: Propositions, context: Context) -> Iterator[Filler]:
    for head in proposition.heads("object"):
        yield from filled(_doers(frame), head, made.sentence, context)


def _ascribed(proposition: Proposition, frame: Frame, made: Propositions, context: Context) -> Iterator[Filler]:
    for argument in proposition.arguments:
        if argument.role in WHOM:
            yield from filled(_doers(frame), argument.head, made.sentence, context)


TOLD = {
    "happens": _held,
    "strikes": _struck,
    "suffers": _suffered,
    "stages": _staged,
    "claims": _claimant,
    "blames": _blamed,
    "ascribes": _ascribed,
}


def _doers(frame: Frame) -> Iterator[str]:
    """Yield the role of who did it: a claim tells of a doer, not of a weapon."""
    return (
        name for name in dict.fromkeys((*frame.roles("by"), *frame.roles("subject"))) if DOER in roles()[name].above
    )


def _responsibility(proposition: Proposition, made: Propositions, context: Context) -> Iterator[Telling]:
    """Yield that somebody claims an attack which the sentence does not name: "The group has claimed responsibility"."""
    nouns = [head for head in proposition.heads("object") if head.lemma in RESPONSIBILITY]
    if not nouns or proposition.passive or any(one.lower == "for" for head in nouns for one in head.all("prep")):
        return
    if any(argument.role == "for" for argument in proposition.arguments):
        return
    frame = words().nouns[ATTACK]
    how = qualifiers(proposition, made.sentence, context)
    told = [one for one in _claimant(proposition, frame, made, context) if isinstance(one.value, EntityRef)]
    if told and how.polarity == "positive" and how.modality == "asserted":
        own = _of_speaker("claims", proposition, replace(how, time=None), made, context)
        yield Telling(made.sentence, proposition.trigger, frame, own, told, definite=True, partial=True)
