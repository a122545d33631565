"""Happenings to events: label, class, mentions, and one statement for each thing that a sentence says of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract.events.fillers import Filler
from kg.extract.events.happening import Happening
from kg.extract.events.happenings import happenings
from kg.extract.events.telling import tellings
from kg.extract.events.told import Telling
from kg.extract.propositions import Propositions
from kg.extract.quantities import amounts
from kg.extract.relations import Context
from kg.identity import local_id
from kg.model import Entity, EntityRef, Event, Evidence, Mention, Qualifiers, Quote, Relation, Span, Statement, Value
from kg.ontology.events import ACTOR, AFFECTED, DOER, HAPPENED, PLACE, TIME, Role, roles, words

FEWEST = 3  # of participants, place, time, numbers and weapon: less is a plain statement
SURE = 0.85  # confidence of what a word's arguments fill
LONGEST_LABEL = 4  # words of a noun phrase that may name an event
EXTRACTOR = "events"
ATTACK, ATTACKER = "news:Attack", "news:attacker"
TARGET, VICTIM = "news:target", "news:victim"
PREPOSITIONS = ("on", "of", "against", "into", "for")
MUTUAL = ("news:Meeting", "news:Clash")  # such have two sides
LESS = ("news:deceased", "news:casualty", TARGET)  # than being killed


def events(
    propositions: Sequence[Propositions], statements: Sequence[Statement], entities: Sequence[Entity], context: Context
) -> list[Event]:
    """Return the events of an article, in order of their first words.

    `statements` are the article's own; what they say of an event ("X carried out the attack") fills its roles as well.
    """
    told = tellings(propositions, entities, context)
    if not told:
        return []
    ends = [one for one in statements if isinstance(one.object, EntityRef) and one.subject is not None]
    related = {frozenset((one.subject.id, one.object.id)) for one in ends}  # type: ignore[union-attr]
    found = happenings(told, context.ontology.is_a, related)
    made = (_event(one, told, statements, context) for one in found)
    return [one for one in made if one is not None]


def _event(
    happening: Happening, tellings_: Sequence[Telling], statements: Sequence[Statement], context: Context
) -> Event | None:
    nouns = {one.entity.id: one.entity for one in happening.tellings if one.entity is not None}
    left_out = {one.token.span for one in tellings_ if one not in happening.tellings}
    mentions = tuple(_mentions(happening, nouns.values(), left_out))
    if not mentions:
        return None
    label = _label(happening, nouns.values(), context)
    named = sorted(one.id for one in nouns.values() if _is_named(one))
    if len(named) > 1:
        return None
    id_ = named[0] if named else local_id(label, context.article.id, mentions[0].span.start)
    label = nouns[named[0]].label if named else label
    event = EntityRef(id_, label, happening.type)
    told = (
        made for one in happening.tellings for made in _statements(one, event, context, outcome=happening.adds(one))
    )
    made = _special(
        _dated(_once([*told, *_said(statements, event, nouns, attack=context.ontology.is_a(event.type, ATTACK))]))
    )
    if _items(made) < FEWEST or not _is_whole(happening, made):
        return None
    return Event(id_, label, happening.type, mentions, tuple(made), tuple(sorted(nouns)))


def _is_named(entity: Entity) -> bool:
    return bool(entity.links) or any(one.kind == "name" for one in entity.mentions)


def _mentions(happening: Happening, nouns: Iterable[Entity], left_out: set[Span]) -> list[Mention]:
    """Return where the event is mentioned; `left_out` are heads of phrases that are in doubt."""
    mentions = (mention for noun in nouns for mention in noun.mentions)
    found = {
        replace(mention, type=happening.type)
        for mention in mentions
        if mention.kind == "name" or not any(mention.span.covers(span) for span in left_out)
    }
    for one in happening.tellings:
        if one.entity is None or (one.anchor is one.token and not one.partial):
            found.add(Mention(one.token.span, one.token.text, "verb", happening.type))
    return sorted(found)


# ---------------------------------------------------------------- label


def _label(happening: Happening, nouns: Iterable[Entity], context: Context) -> str:
    """Return "car bomb attack on Port Alba": the longest noun phrase of few words, and whom or where it struck."""
    own = {one.entity.id for one in happening.tellings if one.entity is not None and one.frame.type == happening.type}
    fitting = [one for one in nouns if one.id in own and len(one.label.split()) <= LONGEST_LABEL]
    phrases = [one.label for one in sorted(fitting, key=lambda one: one.mentions[0].span)]
    class_ = context.ontology.classes.get(happening.type)
    plain = words().name(happening.type) or (class_.label if class_ else happening.type)
    head = max(phrases, key=lambda one: len(one.split()), default=plain)
    about = _about(happening)
    return head if about is None or about[1].casefold() in head.casefold() else " ".join((head, *about))


def _about(happening: Happening) -> tuple[str, str] | None:
    """Return a preposition and the first with a name who is affected, or takes part; else the place."""
    named = [one for one in happening.fillers if one.named and isinstance(one.value, EntityRef)]
    for role, link in ((AFFECTED, "of"), (PLACE, "in"), (ACTOR, "of"), (DOER, "by")):
        first = next(
            (one for one in named if one.role.id == role or (role == AFFECTED and role in one.role.above)), None
        )
        if first is not None and isinstance(first.value, EntityRef):
            return _link(happening.type, first.role) if role == AFFECTED else link, first.value.label
    first = next((one for one in named if DOER in one.role.above), None)
    return ("by", first.value.label) if first is not None and isinstance(first.value, EntityRef) else None


def _link(type_: str, role: Role) -> str:
    """Return the preposition that leads from a class's noun to whom it was done to: "attack on", "lawsuit against".

    It is the first that the noun has for the role, else for another role of those to whom it was done; a target that
    is none of the class is struck all the same.
    """
    noun = words().nouns.get(words().name(type_))
    slots = [(slot, filled) for slot, filled in noun.slots if slot in PREPOSITIONS] if noun else []
    own = [slot for slot, filled in slots if filled == role.id]
    others = ["on"] if role.id == TARGET else [slot for slot, filled in slots if AFFECTED in roles()[filled].above]
    return [*own, *others, "of"][0]


# ---------------------------------------------------------------- statements


def _statements(telling: Telling, event: EntityRef, context: Context, *, outcome: bool) -> Iterator[Statement]:
    """Yield that it happened, when, and what fills its roles, as one word of a sentence has it.

    Of an `outcome` another word of the sentence says that it happened: "an attack killed 12".
    """
    trigger = Quote(telling.token.span, telling.token.text)
    if telling.presupposed and not telling.qualifiers.attributed_to:
        return
    if not outcome and not telling.partial:
        yield _statement(telling, event, Filler(roles()[HAPPENED], Value("true", "xsd:boolean"), trigger), context)
    time = telling.qualifiers.time
    if time is not None and _is_closed(time.value):
        value = Value(time.value, DATES[len(time.value)])
        yield _statement(telling, event, Filler(roles()[TIME], value, time.quote), context)
    for one in telling.fillers:
        yield _statement(telling, event, one, context)


DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def _is_closed(value: str) -> bool:
    return len(value) in DATES and value.replace("-", "").isdigit()


def _statement(telling: Telling, event: EntityRef, filler: Filler, context: Context) -> Statement:
    trigger = Quote(telling.token.span, telling.token.text)
    how = replace(telling.qualifiers, polarity="positive") if telling.presupposed else telling.qualifiers
    if filler.quantity and filler.quantity.exactness in ("at most", "less than") and how.modality == "asserted":
        how = replace(how, modality="possible")  # "killed up to 50": so many are possible
    evidence = Evidence(
        context.article.id, telling.sentence.quote, trigger, trigger, filler.quote, how,
        round(SURE * filler.weight, 4), EXTRACTOR, quantity=filler.quantity,
    )  # fmt: skip
    return Statement(event, Relation(filler.role.id, filler.role.label), filler.value, (evidence,))


def _said(
    statements: Sequence[Statement], event: EntityRef, nouns: dict[str, Entity], *, attack: bool
) -> Iterator[Statement]:
    """Yield what the article's other statements say of the event: who carried it out, where it took place."""
    for one in statements:
        own = one.evidence[0]
        if one.subject is None or own.object is None:
            continue
        if one.subject.id in nouns and one.relation.id in roles() and isinstance(one.object, Value):
            yield replace(one, subject=event)
            time = own.qualifiers.time
            if time is not None and _is_closed(time.value):
                when = replace(own, object=time.quote, quantity=None, extractor=EXTRACTOR)
                relation = Relation(TIME, roles()[TIME].label)
                yield Statement(event, relation, Value(time.value, DATES[len(time.value)]), (when,))
        for role in _roles_of(one, nouns, attack=attack):
            backwards = isinstance(one.object, EntityRef) and one.object.id in nouns
            if role.number and amounts((own.subject if backwards else own.object).text):
                continue  # "at least 12 people" are a number
            words = (own.object, own.subject) if backwards else (own.subject, own.object)
            evidence = replace(own, subject=words[0], object=words[1], extractor=EXTRACTOR)
            if one.relation.id == CLAIMS and isinstance(one.subject, EntityRef):
                evidence = replace(evidence, qualifiers=_own_word(own.qualifiers, one.subject))
            filler = one.subject if backwards else one.object
            yield Statement(event, Relation(role.id, role.label), filler, (evidence,))


CLAIMS = "news:claimedResponsibilityFor"


def _own_word(how: Qualifiers, speaker: EntityRef) -> Qualifiers:
    """Return the qualifiers of what somebody says of itself."""
    return how if speaker in how.attributed_to else replace(how, attributed_to=(*how.attributed_to, speaker))


def _roles_of(one: Statement, nouns: dict[str, Entity], *, attack: bool) -> Iterator[Role]:
    """Yield the roles that a statement about the event gives the other end; who carried out talks attacked nobody."""
    if isinstance(one.object, EntityRef) and one.object.id in nouns:
        found = [role for role in roles().values() if one.relation.id in role.subject_of]
    elif one.subject is not None and one.subject.id in nouns and isinstance(one.object, EntityRef):
        found = [role for role in roles().values() if one.relation.id in role.object_of]
    else:
        return
    yield from (role if attack or role.id != ATTACKER else roles()[DOER] for role in found)


def _once(statements: Iterable[Statement]) -> list[Statement]:
    """Return each statement of each sentence once, as a fact and as a claim, in order of the text."""
    found: dict[tuple[str, Span, bool], Statement] = {}
    for one in statements:
        found.setdefault((one.id, one.evidence[0].sentence.span, one.evidence[0].qualifiers.fact), one)
    return sorted(found.values(), key=lambda one: (one.evidence[0].sentence.span, one.evidence[0].trigger.span, one.id))


def _dated(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements without the years and months of which a day is given: "the deadliest this year"."""
    times = {one.object.value for one in statements if one.relation.id == TIME and isinstance(one.object, Value)}
    return [
        one for one in statements
        if not (one.relation.id == TIME and isinstance(one.object, Value) and _is_rough(one.object.value, times))
    ]  # fmt: skip


def _is_rough(time: str, times: set[str]) -> bool:
    return any(len(other) > len(time) and other.startswith(time) for other in times)


def _special(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements without the general roles of what has a special one: who was killed is affected.

    Of what was attacked it goes without saying that the attack was there.
    """
    struck = {one.object for one in statements if one.relation.id == TARGET}
    special = {
        (above, one.object)
        for one in statements
        for above in (roles()[one.relation.id].above[1:] if one.relation.id in roles() else ())
    }
    special |= {(PLACE, one) for one in struck}
    special |= {(role, one.object) for one in statements if one.relation.id == VICTIM for role in LESS}
    return [one for one in statements if (one.relation.id, one.object) not in special]


def _items(statements: Sequence[Statement]) -> int:
    """Return how many participants, places, times, numbers and weapons there are; places and times count once."""
    found = set()
    for one in statements:
        if one.relation.id in (PLACE, TIME) or (isinstance(one.object, Value) and one.relation.id != HAPPENED):
            found.add(one.relation.id)
        elif isinstance(one.object, EntityRef):
            found.add(one.object.id)
    return len(found)


def _is_whole(happening: Happening, statements: Sequence[Statement]) -> bool:
    """Tell whether it is a happening of its class: a meeting has two sides, words alone are no attack on a person."""
    people = {one.object.id for one in statements if isinstance(one.object, EntityRef) and one.relation.id != PLACE}
    if happening.type in MUTUAL and all(one.entity is None for one in happening.tellings):
        return len(people) > 1
    if happening.type == ATTACK and {one.token.lemma for one in happening.tellings} == {"attack"}:
        kinds = {one.relation.id for one in statements if isinstance(one.object, Value)} - {HAPPENED, TIME}
        persons = [one for one in statements if isinstance(one.object, EntityRef) and one.object.type == "news:Person"]
        return len(persons) < 2 or bool(kinds)
    return True
