"""Propositions to statements: the ontology's patterns, the arguments' types, and what qualifies them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.addresses import PLACE_PREPOSITIONS, address
from kg.extract.arguments import apart, arguments, fits, is_same
from kg.extract.background import is_asked_for, is_background
from kg.extract.claims import Saying
from kg.extract.commitments import COMMITS, CONSIDERS, REFUSES, commitment, is_ultimatum, restated
from kg.extract.general import PERSON, general_words
from kg.extract.lifespans import AGE, SCHEMA, SIDES, ages, lives
from kg.extract.measured import Measured, measured
from kg.extract.particulars import is_vague
from kg.extract.patterns import Binding
from kg.extract.propositions import Proposition, Propositions, preposition_objects
from kg.extract.qualifiers import reading
from kg.extract.referents import Referent, Referents
from kg.extract.senses import BODY, is_hollow, longest, undecided, wider
from kg.extract.times import Dated, datatype
from kg.extract.tree import Sentence, Token
from kg.extract.when import when
from kg.model import (
    Article,
    EntityRef,
    Evidence,
    Qualifiers,
    Quantity,
    Quote,
    Rejection,
    Relation,
    Span,
    Statement,
    Value,
)
from kg.ontology import Ontology, RelationType

CERTAIN = 0.9  # confidence of a phrase matched on the parse as it stands
INHERITED = 0.95  # factor for an argument shared with another clause
MOST_PAIRS = 400  # statements of one relation that one word makes
TOO_MANY = "one word makes more pairs of it than a sentence tells"
OPEN_SENSE = "the object does not tell which sense is meant"
OWNING = ("poss", "compound", "nmod", "amod")
LONGEST_HONOURS = 4  # tokens between a name and the bracket after it
UNNAMED = EntityRef("unnamed-source", "unnamed source", "owl:Thing")
BORN = frozenset("born b. died d. on in c. circa around".split())
LIVING = frozenset(("bear", "die", "live", "birth", "death"))


@dataclass(frozen=True, slots=True)
class Context:
    """What the relations of one article need."""

    article: Article
    ontology: Ontology
    referents: Referents
    sayings: Sequence[Saying]
    said_in: Mapping[int, Sequence[Saying]]  # by the number of a sentence that holds some of what is said
    dates: Mapping[int, Sequence[Dated]]  # by the number of the sentence


def lifetimes(ontology: Ontology) -> dict[str, RelationType]:
    """Return {property: relation that matches it}, for the dates and places of birth and death, and for ages."""
    wanted = {f"{SCHEMA}{name}": name for side in SIDES for name in side} | {AGE: AGE}
    return {wanted[match]: one for one in ontology.relations.values() for match in one.matches if match in wanted}


def statements(
    propositions: Propositions, bindings: Iterable[Binding], context: Context
) -> Iterator[Statement | Rejection]:
    """Yield the statements of a sentence's matches, and what was considered and dropped, in order of the trigger.

    A statement that several phrases find comes once, from the surest.
    """
    best: dict[tuple[str, int], tuple[float, Statement]] = {}
    bare: dict[tuple[str, int], RelationType] = {}
    for binding in longest(bindings):
        relation = context.ontology.relations[binding.pattern.relation]
        for made in _made(binding, relation, propositions, context):
            if isinstance(made, Rejection):
                yield made
                continue
            key = made.id, made.evidence[0].trigger.span.start
            confidence = made.evidence[0].confidence
            if key not in best or confidence > best[key][0]:
                best[key] = confidence, made
                if binding.pattern.root_slot:
                    bare[key] = relation
                else:
                    bare.pop(key, None)
    for one in _too_many([statement for _, statement in best.values()]):
        told = one.evidence[0]
        if best.pop((one.id, told.trigger.span.start), None) is not None:
            yield Rejection(told.article, told.sentence, told.trigger, one.relation.id, TOO_MANY)
    for one in undecided([statement for _, statement in best.values()]):
        told = one.evidence[0]
        del best[one.id, told.trigger.span.start]
        yield Rejection(told.article, told.sentence, told.trigger, one.relation.id, OPEN_SENSE)
    for key in wider(bare, {key: best[key][1] for key in bare if key in best}, context.ontology):
        del best[key]
    known = {id_ for id_, _ in best}
    for statement in _lives(propositions, context):
        if statement.id not in known:
            best.setdefault((statement.id, statement.evidence[0].trigger.span.start), (0.0, statement))
    yield from _most_specific([statement for _, statement in best.values()], context.ontology)


def _too_many(found: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the statements that one word makes of more pairs than a sentence tells, as of a list of fifty who met."""
    if len(found) <= MOST_PAIRS:
        return
    told: dict[tuple[str, int], list[Statement]] = defaultdict(list)
    for statement in found:
        told[statement.relation.id, statement.evidence[0].trigger.span.start].append(statement)
    for pairs in told.values():
        if len(pairs) > MOST_PAIRS:
            yield from pairs


def _lives(propositions: Propositions, context: Context) -> Iterator[Statement]:
    """Yield birth, death and age from "Jane Miller (4 May 1901 – 1980)" and "Jane Miller, 54,"."""
    sentence = propositions.sentence
    found = [*lives(sentence), *ages(sentence)]
    relations = lifetimes(context.ontology) if found else {}
    for life in found:
        relation = relations.get(life.property)
        if relation is None:
            continue
        tokens = sentence.tokens[life.first : life.last + 1]
        words = Quote(Span(tokens[0].start, tokens[-1].end), sentence.words(tokens))
        number = Quantity("exact") if life.property == AGE else None
        type_ = "xsd:integer" if number else datatype(life.value)
        values: list[tuple[EntityRef | Value, Quote]] = [(Value(life.value, type_), words)]
        if not life.value:
            places = [r for token in tokens for r in context.referents.of(sentence, token)]
            values = [(r.entity, r.quote) for r in places if fits(r, relation.range, context.ontology)]
        for subject in _bearers(life.name, sentence, relation, context):
            for value, quote in dict.fromkeys(values):
                sources = attribution(life.name, propositions.sentence, context)
                evidence = Evidence(
                    context.article.id, sentence.quote, words, subject.quote, quote,
                    Qualifiers(attributed_to=sources), CERTAIN, "brackets", quantity=number,
                )  # fmt: skip
                yield Statement(subject.entity, Relation(relation.id, relation.label), value, (evidence,))


def _bearers(name: Token, sentence: Sentence, relation: RelationType, context: Context) -> list[Referent]:
    """Return whom a name before a bracket stands for, over what follows names: "Jane Roe FRS (1901–1980)"."""
    for token in reversed(sentence.tokens[max(name.i - LONGEST_HONOURS, 0) : name.i + 1]):
        if token.pos not in ("PROPN", "PUNCT"):
            break
        found = [r for r in context.referents.of(sentence, token) if fits(r, relation.domain, context.ontology)]
        if found:
            return found
    return []


def _most_specific(found: Sequence[Statement], ontology: Ontology) -> Iterator[Statement]:
    """Yield the statements but those that a more specific one implies: member of, beside party member of."""
    implied = {
        (statement.subject, parent, statement.object, statement.evidence[0].trigger)
        for statement in found
        for parent in ontology.relations[statement.relation.id].parents
    }
    for statement in found:
        if (statement.subject, statement.relation.id, statement.object, statement.evidence[0].trigger) not in implied:
            yield statement


def _made(
    binding: Binding, relation: RelationType, propositions: Propositions, context: Context
) -> Iterator[Statement | Rejection]:
    sentence = propositions.sentence
    subjects = arguments(binding.slots["subject"], relation.domain, sentence, context.referents, context.ontology)
    if relation.literal:
        dates = context.dates.get(sentence.number, ())
        at = binding.slots["object"]
        then = any(a.head is at and a.how == "relative" for a in binding.proposition.arguments)  # "1956, when he died"
        value = measured(at, relation.range, sentence, dates, context.ontology.is_a, end=then)
        for subject in subjects:
            if value is not None and fits(subject, relation.domain, context.ontology):
                yield _statement(binding, relation, subject, value, propositions, context)
        return
    objects = arguments(binding.slots["object"], relation.range, sentence, context.referents, context.ontology)
    subjects, objects = apart(binding, subjects, objects, sentence, context.referents)
    of = set(relation.range) == {"news:Place"}
    objects += address(binding.slots["object"], sentence, context.referents, context.ontology, of=of)
    if binding.pattern.root_slot:  # any "of" would do: the classes are all that such a phrase says
        subjects = [one for one in subjects if fits(one, relation.domain, context.ontology)]
        objects = [one for one in objects if fits(one, relation.range, context.ontology)]
    elif not subjects or not objects:
        yield _rejection(binding, relation, sentence, context, "an argument stands for no known entity")
    for subject in subjects:
        for object_ in objects:
            problem = (
                "subject is of another class than the domain" if not fits(subject, relation.domain, context.ontology)
                else "object is of another class than the range" if not fits(object_, relation.range, context.ontology)
                else "subject and object are the same" if is_same(subject, object_)
                else "an argument is only a number" if "number" in (subject.kind, object_.kind)
                else "an argument only compares" if any(" times " in one.quote.text for one in (subject, object_))
                else OPEN_SENSE if is_hollow(binding, object_)
                else "the post is over a part of it" if _is_of_a_field(binding, relation, sentence, context)
                else "neither argument is a particular one" if is_vague(subject, object_, relation, binding)
                else ""
            )  # fmt: skip
            if problem:
                yield _rejection(binding, relation, sentence, context, problem)
            else:
                stated = _statement(binding, relation, subject, object_, propositions, context)
                yield stated
                meant = _already(binding, relation, object_, propositions, context)
                if (
                    meant
                    and fits(subject, meant[0].domain, context.ontology)
                    and fits(object_, meant[0].range, context.ontology)
                ):
                    yield restated(stated, *meant)


def _is_of_a_field(binding: Binding, relation: RelationType, sentence: Sentence, context: Context) -> bool:
    """Tell whether a post is over a part of what owns it: "Acme's head of security" does not lead Acme."""
    noun, owner = binding.proposition.trigger, binding.slots["object"]
    if owner.head is not noun or owner.dep not in OWNING or binding.pattern.root.lemma != noun.lemma:
        return False
    if "news:Organization" not in relation.range:  # "France's minister of defence"
        return False
    for role, head in preposition_objects(noun):
        if (
            role in ("of", "for")
            and head.ent not in ("DATE", "CARDINAL")
            and BODY not in general_words(head.lemma.lower())
        ):
            found = context.referents.of(sentence, head)
            return not any(fits(one, relation.range, context.ontology) for one in found)
    return False


def _already(
    binding: Binding, relation: RelationType, object_: Referent, propositions: Propositions, context: Context
) -> tuple[RelationType, Token, Qualifiers] | None:
    """Return the relation that a pledge or a refusal states already, the word that tells it, and its qualifiers."""
    if not (relation.when_planned or relation.when_refused):
        return None
    proposition, sentence = binding.proposition, propositions.sentence
    found = commitment(proposition, propositions)
    if found is None or binding.slots["subject"] not in proposition.heads("subject"):
        return None
    name = relation.when_refused if found.kind == REFUSES else relation.when_planned
    if object_.kind == "nominal" and context.ontology.is_a(object_.entity.type, "news:Place"):
        return None  # "will evacuate the village": nobody promises a village anything
    if found.kind == CONSIDERS or (found.kind == COMMITS and is_ultimatum(proposition.trigger)):
        name = None if relation.when_refused else name  # "may help", "will withdraw unless they pay": no promise
    if name is None:
        return None
    own = qualifiers(found.by or proposition, sentence, context)
    if found.by is None:
        if (own.polarity == "negative") != (found.kind == REFUSES):
            return None
        settled = own.modality in ("planned", "possible") and found.kind != CONSIDERS
        own = replace(own, polarity="positive", modality="asserted" if settled else own.modality, time=None)
    return context.ontology.relations[name], found.word, own


def _rejection(
    binding: Binding, relation: RelationType, sentence: Sentence, context: Context, reason: str
) -> Rejection:
    trigger = binding.proposition.trigger
    return Rejection(context.article.id, sentence.quote, Quote(trigger.span, trigger.text), relation.id, reason)


def _statement(
    binding: Binding,
    relation: RelationType,
    subject: Referent,
    object_: Referent | Measured,
    propositions: Propositions,
    context: Context,
) -> Statement:
    sentence, proposition = propositions.sentence, binding.proposition
    target = _known(object_) if isinstance(object_, Referent) else object_.value
    trigger = _told_by(binding)
    confidence = CERTAIN * binding.weight * subject.weight
    confidence *= object_.weight if isinstance(object_, Referent) else 1.0
    if any(a.how != "syntax" for a in proposition.arguments if a.head in binding.slots.values()):
        confidence *= INHERITED
    evidence = Evidence(
        context.article.id,
        sentence.quote,
        Quote(trigger.span, trigger.text),
        subject.quote,
        object_.quote,
        _elsewhere(_lasting(qualifiers(proposition, sentence, context), binding), binding, sentence, context),
        round(confidence, 4),
        "clauses" if proposition.kind == "verb" else "nominals",
    )
    if isinstance(object_, Measured):
        evidence = replace(evidence, quantity=object_.quantity)
        if object_.bounded and evidence.qualifiers.modality == "asserted":  # "killed up to 50": so many are possible
            evidence = replace(evidence, qualifiers=replace(evidence.qualifiers, modality="possible"))
    return Statement(_known(subject), Relation(relation.id, relation.label), target, (evidence,))


def _told_by(binding: Binding) -> Token:
    """Return the word that tells the statement: the trigger, or the "of" of a phrase that has no other word."""
    bare = binding.pattern.root_slot
    link = binding.slots["subject" if bare == "object" else "object"].head
    return link if bare and link is not None and link.dep == "prep" else binding.proposition.trigger


def _lasting(found: Qualifiers, binding: Binding) -> Qualifiers:
    """Return the qualifiers without an end for what outlasts the post: a former German official is German."""
    over = found.time is not None and found.time.value.startswith("../")
    return replace(found, time=None) if over and binding.pattern.root.lemma == PERSON else found


def _elsewhere(found: Qualifiers, binding: Binding, sentence: Sentence, context: Context) -> Qualifiers:
    """Return the qualifiers without a place that is only whom the verb takes: "called on Italy and Malta to wait"."""
    if found.place is None or "news:Place" in context.ontology.relations[binding.pattern.relation].range:
        return found
    taken = context.referents.of(sentence, binding.slots["object"].first_conjunct())
    return replace(found, place=None) if any(one.entity == found.place for one in taken) else found


def _known(referent: Referent) -> EntityRef | None:
    """Return the entity; None for whom the article never names, so that the statement stays out of the graph."""
    return referent.entity if referent.entity.id else None


def qualifiers(proposition: Proposition, sentence: Sentence, context: Context) -> Qualifiers:
    """Return polarity, modality, sources (the outermost first), time and place of a proposition."""
    found = reading(proposition, sentence)
    said = [
        saying for saying in _said(proposition.trigger, sentence, context) if not is_background(proposition, saying)
    ]
    if any(is_asked_for(proposition, saying) for saying in said):
        found.weaken("ordered")
    polarity, modality = found.polarity, found.modality
    return Qualifiers(
        polarity, modality, _speakers(said, context),
        when(proposition, modality, _dates(proposition, sentence, context), context.article),
        _place(proposition, sentence, context),
    )  # fmt: skip


def _dates(proposition: Proposition, sentence: Sentence, context: Context) -> list[Dated]:
    """Return the sentence's dates; a life in brackets after a name dates nothing else: "Ann Lee (1901–1980) led it"."""
    living = proposition.trigger.lemma in LIVING
    return [one for one in context.dates.get(sentence.number, ()) if living or not _is_life(one, sentence.tokens)]


def _is_life(date: Dated, tokens: Sequence[Token]) -> bool:
    """Tell whether a date stands for a life, or an end of it: "Ann Lee (1901–1980)", "Ann Lee (born 4 May 1980)"."""
    at = date.first - 1
    while at > 0 and tokens[at].lower in BORN:
        at -= 1
    if at < 1 or tokens[at].text != "(" or tokens[at - 1].pos != "PROPN":
        return False
    return "/" in date.value or at < date.first - 1


def attribution(trigger: Token, sentence: Sentence, context: Context) -> tuple[EntityRef, ...]:
    """Return who says what the trigger states, the outermost first; empty if the article itself does."""
    return _speakers(_said(trigger, sentence, context), context)


def _said(trigger: Token, sentence: Sentence, context: Context) -> list[Saying]:
    """Return the claims that hold the trigger, the outermost first."""
    around = [saying for saying in context.said_in.get(sentence.number, ()) if saying.holds(trigger.span)]
    return sorted(around, key=lambda s: (s.content.start - s.content.end, s.content, s.cue.start))


def _speakers(around: Sequence[Saying], context: Context) -> tuple[EntityRef, ...]:
    found: dict[str, EntityRef] = {}
    for saying in around:
        referents = context.referents.of(saying.source_sentence, saying.source) if saying.source is not None else []
        for ref in [referent.entity for referent in referents] or [UNNAMED]:
            found.setdefault(ref.id, ref)
    if len(found) > 1:
        found.pop(UNNAMED.id, None)
    return tuple(found.values())


def _place(proposition: Proposition, sentence: Sentence, context: Context) -> EntityRef | None:
    for argument in proposition.arguments:
        if argument.role in PLACE_PREPOSITIONS:
            for referent in context.referents.of(sentence, argument.head):
                if context.ontology.is_a(referent.entity.type, "news:Place"):
                    return referent.entity
    return None
