"""What fills the roles of an event in one sentence: participants, place, time, numbers, weapon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.addresses import PLACE_PREPOSITIONS, address
from kg.extract.measured import measured
from kg.extract.propositions import Argument, Proposition, Propositions, is_predicate_verb, preposition_objects
from kg.extract.referents import QUANTITIES, Referent, counted
from kg.extract.relations import Context
from kg.extract.tree import Sentence, Token
from kg.extract.when import HAPPENING
from kg.gazetteer import nominal
from kg.model import EntityRef, Quantity, Quote, Span, Value
from kg.ontology.events import DOER, PLACE, WEAPON, Frame, Role, roles

COUNTRY, CITY, DOCUMENT = "news:Country", "news:City", "news:document"
ARMED = "news:ArmedGroup"
PLACES = frozenset((*PLACE_PREPOSITIONS, "within", "off", "across", "throughout"))
WITHIN = ("in", "near", "at")  # prepositions from a thing to the place around it
INNER = (*WITHIN, "of")  # and from a place to a larger one
PEOPLE = ("news:Person", "news:Group", "news:Country")
ARM, ARMS = "news:Weapon", ("news:Weapon", "news:Vehicle")  # cars kill in accidents as well
MOST = 12  # of one argument: lists are cut


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role, and its words; `weight` is how sure the words stand for it, `named` whether it has a name."""

    role: Role
    value: EntityRef | Value
    quote: Quote
    weight: float = 1.0
    named: bool = False
    quantity: Quantity | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Return what makes two fillers the same: role, and entity or value."""
        return self.role.id, self.value.id if isinstance(self.value, EntityRef) else self.value.value


def fillers(proposition: Proposition, frame: Frame, made: Propositions, context: Context) -> list[Filler]:
    """Return what the arguments of a proposition fill, and where it happened; nothing twice."""
    found: dict[tuple[str, str], Filler] = {}
    for one in (*_of_slots(proposition, frame, made.sentence, context), *places(proposition, frame, made, context)):
        found.setdefault(one.key, one)
    return list(found.values())


def _of_slots(proposition: Proposition, frame: Frame, sentence: Sentence, context: Context) -> Iterator[Filler]:
    for argument in proposition.arguments[:MOST]:
        for name in frame.roles(argument.role):
            found = list(_filled(roles()[name], argument.head, sentence, context, argument.role))
            yield from found
            for head in _around(argument.head, _links(found, context)):
                yield from _placed(head, sentence, context)
            if name == DOCUMENT and found:  # "signed a treaty with Greece"
                yield from _parties(argument.head, frame, sentence, context)
        if argument.role in ("compound", "origin") and proposition.kind == "noun":
            yield from _national(argument, frame, sentence, context)


def _parties(document: Token, frame: Frame, sentence: Sentence, context: Context) -> Iterator[Filler]:
    for name, head in preposition_objects(document):
        if name in ("with", "between"):
            yield from filled(frame.roles("with"), head, sentence, context)


def filled(names: Iterable[str], head: Token, sentence: Sentence, context: Context) -> Iterator[Filler]:
    """Yield what a phrase fills of the roles, and the places in which that lies."""
    for name in names:
        found = list(_filled(roles()[name], head, sentence, context))
        yield from found
        for place in _around(head, _links(found, context)):
            yield from _placed(place, sentence, context)


def _filled(role: Role, head: Token, sentence: Sentence, context: Context, slot: str = "") -> Iterator[Filler]:
    if role.id == WEAPON:
        yield from _weapon(role, head, sentence, (ARM,) if slot in ("subject", "object") else ARMS)
        return
    dates = context.dates.get(sentence.number, ())
    for property_ in [role] if role.literal else [roles()[role.number]] if role.number else []:
        value = measured(head, property_.range, sentence, dates, context.ontology.is_a)
        if value is not None:
            yield Filler(property_, value.value, value.quote, quantity=value.quantity)
            return
    if not role.literal and counted(head).lemma not in QUANTITIES:  # "dozens" are nobody
        for one in context.referents.arguments(sentence, head):
            if _fits(one, role, context):
                yield _filler(role, one)


def _fits(one: Referent, role: Role, context: Context) -> bool:
    real = bool(one.entity.id) and one.kind != "number" and not one.quote.text.lower().startswith("what ")
    return real and context.ontology.accepts(role.range, one.entity.type)


def _filler(role: Role, one: Referent) -> Filler:
    return Filler(role, one.entity, one.quote, one.weight, one.named)


def _weapon(role: Role, head: Token, sentence: Sentence, kinds: tuple[str, ...]) -> Iterator[Filler]:
    """Yield the weapon that a noun names, with the noun before it: "a car bomb" is "car bomb"."""
    known = nominal(head.lemma)
    if known is None or known.type not in kinds or head.tag not in ("NN", "NNS"):
        return
    first = sentence.tokens[head.i - 1] if head.i else head
    first = first if first.dep == "compound" and first.head is head and first.tag == "NN" else head
    words = Quote(Span(first.start, head.end), sentence.words(sentence.tokens[first.i : head.i + 1]))
    plain = head.lemma if first is head else f"{first.lower} {head.lemma}"
    yield Filler(role, Value(plain, "xsd:string"), words)


def _national(argument: Argument, frame: Frame, sentence: Sentence, context: Context) -> Iterator[Filler]:
    """Yield the country of "a U.S. airstrike", the group of "a Boko Haram attack", where such a noun has a doer."""
    for name in frame.roles("poss"):
        role = roles()[name]
        if DOER in role.above:
            for one in context.referents.of(sentence, argument.head):
                if (one.entity.type == COUNTRY or context.ontology.is_a(one.entity.type, ARMED)) and _fits(
                    one, role, context
                ):
                    yield _filler(role, one)


def places(proposition: Proposition, frame: Frame, made: Propositions, context: Context) -> Iterator[Filler]:
    """Yield where it happened: places after a preposition that is no slot of the frame, and those around them."""
    sentence = made.sentence
    for argument in (*proposition.arguments[:MOST], *_of_governor(proposition, made)):
        name = argument.role.rpartition(" ")[2]
        town = name == "compound" and proposition.kind == "noun"  # "a Kabul car bombing"
        if (name not in PLACES and not town) or any(roles()[one].id != WEAPON for one in frame.roles(name)):
            continue
        for head in (argument.head, *_around(argument.head)):
            yield from _placed(head, sentence, context, (CITY,) if town else ())


def _placed(head: Token, sentence: Sentence, context: Context, kinds: tuple[str, ...] = ()) -> Iterator[Filler]:
    """Yield the place that a phrase names, and those of its address; of these kinds, if any are given."""
    role = roles()[PLACE]
    for one in (
        *context.referents.arguments(sentence, head),
        *address(head, sentence, context.referents, context.ontology),
    ):
        if _fits(one, role, context) and (not kinds or context.ontology.accepts(kinds, one.entity.type)):
            yield _filler(role, one)


def _links(found: list[Filler], context: Context) -> tuple[str, ...]:
    """Return the prepositions that lead from what fills a role to where it stands: "a mosque in Aden".

    None do from people: "the president of Egypt"; and only a place is "of" another one.
    """
    types = [one.value.type for one in found if isinstance(one.value, EntityRef)]
    if not types or any(context.ontology.accepts(PEOPLE, one) for one in types):
        return ()
    return INNER if all(context.ontology.is_a(one, "news:Place") for one in types) else WITHIN


def _around(place: Token, links: tuple[str, ...] = INNER) -> Iterator[Token]:
    """Yield the larger places that a place is said to lie in: "a market in Aden, in Yemen"."""
    for _ in range(3):
        inner = next((head for name, head in preposition_objects(place) if name in links), None)
        if inner is None:
            return
        yield inner
        place = inner


def _of_governor(proposition: Proposition, made: Propositions) -> list[Argument]:
    """Return the arguments of the verb that only says that a noun's event took place: "was held in Rome"."""
    noun = proposition.trigger
    verb = noun.head
    if proposition.kind != "noun" or verb is None or noun.dep not in ("nsubj", "nsubjpass", "dobj"):
        return []
    if not is_predicate_verb(verb) or verb.lemma not in HAPPENING:
        return []
    above = made.of(verb)
    return above.arguments[:MOST] if above is not None else []
