"""The words of an article that tell of an event, each with what fills its roles in that sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.clauses import is_episodic
from kg.extract.events.fillers import Filler, fillers
from kg.extract.propositions import Proposition, Propositions, is_predicate_verb
from kg.extract.relations import Context, qualifiers
from kg.extract.tree import Sentence, Token
from kg.model import Entity, EntityRef, Qualifiers
from kg.ontology.events import ACTOR, NOTHING, Frame, roles, words

HARM = ("news:Killing", "news:Injuring", "news:Death")
UNCLEAR = frozenset("kill injure wound hurt".split())  # accidents and diseases do so as well
DEFINITE = frozenset("the this that these those".split())
NEGATIVE_DETERMINERS = frozenset("any every each such".split())
UNREAL = ("conditional", "question", "ordered")
DECIDED = frozenset("will 'll ’ll wo did".split())  # "did not attack" tells of one happening, as "attacked" does
NOUN_DEPS = frozenset("nsubj nsubjpass dobj pobj attr conj appos ROOT dep poss oprd".split())


@dataclass(slots=True, eq=False)
class Telling:
    """One word that tells of an event; `entity` is what the noun stands for in the article, None of a verb."""

    sentence: Sentence
    token: Token
    frame: Frame
    qualifiers: Qualifiers
    fillers: list[Filler] = field(default_factory=list)
    entity: Entity | None = None
    definite: bool = False

    @property
    def presupposed(self) -> bool:
        """Tell whether only somebody's part in it is denied: "denied that it had carried out the attack"."""
        return self.definite and self.qualifiers.polarity == "negative" and self.token.dep in ("dobj", "pobj")

    @property
    def harms(self) -> bool:
        """Tell whether the word tells what came of an event, which another word may tell of: "killing 12"."""
        return self.frame.type in HARM


def tellings(propositions: Sequence[Propositions], entities: Sequence[Entity], context: Context) -> list[Telling]:
    """Return the words that tell of events, in order of the text."""
    by_id = {one.id: one for one in entities}
    return [one for made in propositions for one in _of_sentence(made, by_id, context)]


def _of_sentence(made: Propositions, entities: dict[str, Entity], context: Context) -> Iterator[Telling]:
    for token in made.sentence.tokens:
        verb = is_predicate_verb(token)
        frame = _verb_frame(token) if verb else _noun_frame(token, made.sentence)
        proposition = made.of(token) if frame is not None and frame.type != NOTHING else None
        if frame is None or proposition is None:
            continue
        found = _verb(proposition, frame, made, context) if verb else _noun(proposition, frame, made, entities, context)
        if found is not None:
            yield found


def _verb_frame(verb: Token) -> Frame | None:
    known = words().verbs
    particles = [child.lower for child in verb.children if child.dep in ("prt", "advmod", "oprd", "acomp")]
    return next((known[f"{verb.lemma} {one}"] for one in particles if f"{verb.lemma} {one}" in known), None) or (
        known.get(verb.lemma) if not verb.child("prt") else None
    )


def _noun_frame(noun: Token, sentence: Sentence) -> Frame | None:
    """Return the frame of a noun in the number in which it is listed, "drone strike" before "strike"."""
    if (noun.tag not in ("NN", "NNS") and not noun.text.islower()) or noun.dep not in NOUN_DEPS:
        return None
    known = words().nouns
    before = sentence.tokens[noun.i - 1] if noun.i and sentence.tokens[noun.i - 1].head is noun else None
    own = noun.lemma if noun.tag == "NN" else noun.lower  # "attack", but "talks"
    return (known.get(f"{before.lower} {own}") if before is not None else None) or known.get(own)


def _verb(proposition: Proposition, frame: Frame, made: Propositions, context: Context) -> Telling | None:
    verb = proposition.trigger
    if verb.dep == "amod" or not _is_particular(verb, proposition):
        return None
    how = qualifiers(proposition, made.sentence, context)
    if how.modality in UNREAL or (how.modality == "possible" and not is_episodic(verb)):
        return None
    told = fillers(proposition, frame, made, context)
    return Telling(made.sentence, verb, frame, how, told) if _has_core(frame, told) else None


def _has_core(frame: Frame, told: Sequence[Filler]) -> bool:
    """Tell whether what a verb is done to fits it: "released the hostages", not "released a statement"."""
    wanted = {name for role in frame.roles("object") for name in (role, roles()[role].number)}
    return not wanted or ACTOR in wanted or any(one.role.id in wanted for one in told)


def _is_particular(verb: Token, proposition: Proposition) -> bool:
    """Tell whether one happening is meant: "attacked", "will meet", "arrested in May"; not "police arrest people"."""
    coming = any(child.lower in DECIDED for child in verb.all("aux"))
    reduced = verb.dep == "acl" and verb.tag == "VBN" and proposition.passive
    return coming or reduced or is_episodic(verb)


def _noun(
    proposition: Proposition, frame: Frame, made: Propositions, entities: dict[str, Entity], context: Context
) -> Telling | None:
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
    return Telling(sentence, noun, frame, how, told, entity, definite)


def _is_event(one: EntityRef, context: Context, entities: dict[str, Entity]) -> bool:
    kind = context.ontology.is_a(one.type, "news:Event") or one.type == "owl:Thing"
    return kind and one.id in entities


def standing(telling: Telling) -> bool:
    """Tell whether the word tells of an event by itself, not only what came of one: a death is that of somebody."""
    if telling.frame.type == "news:Death":
        return any(one.named and one.role.id == "news:deceased" for one in telling.fillers)
    agent = any(one.role.id in ("news:attacker", "news:weapon") for one in telling.fillers)
    return telling.entity is not None or agent or telling.token.lemma not in UNCLEAR
