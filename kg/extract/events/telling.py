"""The words of an article that tell of an event, each with what fills its roles in its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.clauses import is_episodic
from kg.extract.events.beside import deed_of, deeds
from kg.extract.events.fillers import Filler, fillers
from kg.extract.events.told import HARM, Telling
from kg.extract.propositions import Proposition, Propositions, is_predicate_verb
from kg.extract.relations import Context, qualifiers
from kg.extract.tree import Sentence, Token
from kg.model import Entity, EntityRef
from kg.ontology.events import ACTOR, NOTHING, Frame, roles, words

DEFINITE = frozenset("the this that these those".split())
NEGATIVE_DETERMINERS = frozenset("any every each such".split())
UNREAL = ("conditional", "question", "ordered")
DECIDED = frozenset("will 'll ’ll wo did".split())  # "did not attack" tells of one happening, as "attacked" does
STATES = frozenset("acomp oprd ccomp conj".split())
NOUN_DEPS = frozenset("nsubj nsubjpass dobj pobj attr conj appos ROOT dep poss oprd".split())


def tellings(propositions: Sequence[Propositions], entities: Sequence[Entity], context: Context) -> list[Telling]:
    """Return the words that tell of events, in order of the text."""
    by_id = {one.id: one for one in entities}
    return [one for made in propositions for one in _of_sentence(made, by_id, context)]


def _of_sentence(made: Propositions, entities: dict[str, Entity], context: Context) -> Iterator[Telling]:
    """Yield the words by themselves, in order, and then what other verbs say of the events that nouns name."""
    nouns: dict[int, Telling] = {}
    doing: list[Token] = []
    for token in made.sentence.tokens:
        found = None
        if is_predicate_verb(token) or _is_state(token):
            frames = _verb_frames(token)
            proposition = made.of(token) if frames else None
            if proposition is not None:
                found = _verb(proposition, frames, made, context)
            if deed_of(token):
                doing.append(token)
        else:
            frame, plural = _noun_frame(token, made.sentence)
            proposition = made.of(token) if frame is not None and frame.type != NOTHING else None
            if frame is not None and proposition is not None:
                found = _noun(proposition, frame, made, entities, context, plural=plural)
                if found is not None:
                    nouns[token.i] = found
        if found is not None:
            yield found
    for token in doing:
        yield from deeds(token, nouns, made, context)


def _is_state(token: Token) -> bool:
    """Tell whether an adjective says what came of somebody: "12 were dead", "leaving 12 dead"."""
    if token.tag != "JJ" or token.dep not in STATES or token.lower not in words().verbs:
        return False
    return token.head is None or f"{token.head.lemma} {token.lower}" not in words().verbs  # "shot dead"


def _verb_frames(verb: Token) -> tuple[Frame, ...]:
    known = words().verbs
    particles = [child.lower for child in verb.children if child.dep in ("prt", "advmod", "oprd", "acomp")]
    return next((known[f"{verb.lemma} {one}"] for one in particles if f"{verb.lemma} {one}" in known), None) or (
        known.get(verb.lemma, ()) if not verb.child("prt") else ()
    )


def _noun_frame(noun: Token, sentence: Sentence) -> tuple[Frame | None, bool]:
    """Return the frame of a noun, "drone strike" before "strike", and whether it is the plural of one listed."""
    if (noun.tag not in ("NN", "NNS") and not noun.text.islower()) or noun.dep not in NOUN_DEPS:
        return None, False
    known = words().nouns
    before = sentence.tokens[noun.i - 1] if noun.i and sentence.tokens[noun.i - 1].head is noun else None
    for word in dict.fromkeys((noun.lemma if noun.tag == "NN" else noun.lower, noun.lemma)):  # "attack", but "talks"
        frame = (known.get(f"{before.lower} {word}") if before is not None else None) or known.get(word)
        if frame is not None:
            return frame, word != noun.lower and noun.tag == "NNS"
    return None, False


def _verb(proposition: Proposition, frames: Sequence[Frame], made: Propositions, context: Context) -> Telling | None:
    verb = proposition.trigger
    if verb.dep == "amod":
        return None
    proposition = _of_headline(proposition, made.sentence) or proposition
    readings = ((frame, fillers(proposition, frame, made, context)) for frame in frames)
    frame, told = next(((one, filled) for one, filled in readings if _has_core(one, filled)), (None, []))
    if frame is None:
        return None
    if not (_is_particular(proposition.anchor, proposition) or _counts(verb, frame, told)):
        return None
    how = qualifiers(proposition, made.sentence, context)
    if how.modality in UNREAL or (how.modality == "possible" and not is_episodic(proposition.anchor)):
        return None
    return Telling(made.sentence, verb, frame, how, told, anchor=proposition.anchor)


def _of_headline(proposition: Proposition, sentence: Sentence) -> Proposition | None:
    """Return the passive that a headline's past tense without object is: "Mayor shot dead in Aden"; None of others."""
    verb = proposition.trigger
    if verb.head is not None or verb.tag not in ("VBD", "VBN") or sentence.tokens[-1].lower == ".":
        return None
    if proposition.passive or proposition.heads("object") or verb.child("aux", "auxpass"):
        return None
    turned = [replace(one, role="object") if one.role == "subject" else one for one in proposition.arguments]
    return replace(proposition, passive=True, arguments=turned)


def _counts(verb: Token, frame: Frame, told: Sequence[Filler]) -> bool:
    """Tell whether a participle says how many were harmed, so that one happening is meant: "killing 12"."""
    return frame.type in HARM and verb.tag == "VBG" and any(one.quantity is not None for one in told)


def _has_core(frame: Frame, told: Sequence[Filler]) -> bool:
    """Tell whether what a verb is done to fits it: "released the hostages", not "released a statement"."""
    if frame.needed:
        return frame.needed <= {one.role.id for one in told}
    wanted = {name for role in frame.roles("object") for name in (role, roles()[role].number)}
    return not wanted or ACTOR in wanted or any(one.role.id in wanted for one in told)


def _is_particular(verb: Token, proposition: Proposition) -> bool:
    """Tell whether one happening is meant: "attacked", "will meet", "arrested in May"; not "police arrest people"."""
    if proposition.kind == "adjective":
        return verb is not proposition.trigger
    coming = any(child.lower in DECIDED for child in verb.all("aux"))
    reduced = verb.dep == "acl" and verb.tag == "VBN" and proposition.passive
    return coming or reduced or is_episodic(verb)


def _noun(
    proposition: Proposition, frame: Frame, made: Propositions, entities: dict[str, Entity], context: Context, *,
    plural: bool,
) -> Telling | None:  # fmt: skip
    noun, sentence = proposition.trigger, made.sentence
    phrase = context.referents.phrase(sentence, noun)
    found = context.referents.of(sentence, noun) if phrase is not None else []
    entity = next((entities[one.entity.id] for one in found if _is_event(one.entity, context, entities)), None)
    if phrase is None or entity is None or phrase.determiner in NEGATIVE_DETERMINERS:
        return None
    how = qualifiers(proposition, sentence, context)
    if how.modality in UNREAL or how.modality == "possible":
        return None
    told = fillers(proposition, frame, made, context)
    if not phrase.determiner and not told and noun.tag == "NN" and not noun.child("poss"):
        return None  # "under attack"
    definite = phrase.determiner in DEFINITE or noun.child("poss") is not None
    return Telling(sentence, noun, frame, how, told, entity, definite, plural=plural)


def _is_event(one: EntityRef, context: Context, entities: dict[str, Entity]) -> bool:
    kind = context.ontology.is_a(one.type, "news:Event") or one.type in ("owl:Thing", "news:Policy")  # sanctions
    return kind and one.id in entities
