"""The values that flow from stage to stage; they hold data, never processes.

All offsets are Unicode code points into `Article.text`, half-open [start, end).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from kg.errors import QuoteError

MentionKind = Literal["name", "nominal", "pronoun", "verb"]
Polarity = Literal["positive", "negative"]
Modality = Literal["asserted", "planned", "possible", "conditional", "ordered", "question"]
SpeechKind = Literal["direct", "indirect", "mixed"]
Stance = Literal["states", "denies", "doubts", "asks", "orders"]
Exactness = Literal["exact", "about", "at least", "more than", "at most", "less than", "between"]


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as read: `text` is what all offsets index into.

    `published` is ISO 8601 (a date, or a date and time); `language` an ISO 639-1 code.
    `id` is unique in a graph; without one from the input it is `content_id` of the other fields.
    """

    id: str
    text: str
    title: str = ""
    published: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    language: str = "en"

    def digest(self) -> str:
        """Return 64 hexadecimal digits that change with any field of the article."""
        return digest(
            self.id, self.text, self.title, self.published, self.publisher, self.author, self.url, self.language
        )


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range [start, end) of an article's text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A span together with its words, so that it can be verified."""

    span: Span
    text: str

    def fault(self, text: str) -> str:
        """Return what is wrong with the quote, nothing if it is the text between its offsets."""
        held = self.span.of(text)
        place = f"[{self.span.start}, {self.span.end})"
        return "" if held == self.text else f"{place} quotes {self.text!r} but holds {held!r}"


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A phrase that stands for an entity; `type` is the CURIE of an ontology class ("news:Person").

    An event may be mentioned by a verb: "attacked".
    """

    span: Span
    text: str
    kind: MentionKind
    type: str


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A public identifier of an entity; `score` in [0, 1]."""

    iri: str
    score: float


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what: the mentions of one article that stand for the same thing, under a canonical id."""

    id: str
    label: str
    type: str
    aliases: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class EntityRef:
    """An entity as a statement names it."""

    id: str
    label: str
    type: str


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A literal: `datatype` is a CURIE ("xsd:integer", "xsd:gYearMonth", "xsd:string")."""

    value: str
    datatype: str


@dataclass(frozen=True, slots=True)
class Time:
    """When a statement holds or happened: `value` is EDTF/ISO 8601 ("2016-12"); `quote` the words that say so."""

    value: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """How a sentence puts a statement; `attributed_to` is empty where the article itself says so."""

    polarity: Polarity = "positive"
    modality: Modality = "asserted"
    attributed_to: tuple[EntityRef, ...] = ()
    time: Time | None = None
    place: EntityRef | None = None

    @property
    def fact(self) -> bool:
        """Tell whether the plain triple may enter the graph: a claim is not a fact."""
        return self.polarity == "positive" and self.modality == "asserted" and not self.attributed_to


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation as a statement names it: a property of an ontology, or the sentence's own words if `open`."""

    id: str
    label: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class OpenArgument:
    """A further argument of an n-ary open statement; `role` is "time", "place", or a preposition ("from")."""

    role: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Quantity:
    """How a sentence puts a number: "at least 12 civilians" counts civilians and is not just 12.

    `upper` is the end of a range, of which the statement's value is the beginning, in plain digits, "" of none.
    """

    exactness: Exactness
    upper: str = ""
    counted: Quote | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that makes a statement.

    `subject` and `object` are the words that stand for the arguments in this sentence. `confidence` in [0, 1].
    `quantity` stands where the object is a number. `id` is the hash of article, sentence, trigger and statement.
    `id` is the hash of article, sentence, trigger and statement. `stated_as` is the id of the statement as the article
    itself makes it, where its entities are known under other ids across articles.
    """

    article: str
    sentence: Quote
    trigger: Quote
    subject: Quote
    object: Quote | None
    qualifiers: Qualifiers
    confidence: float
    extractor: str
    arguments: tuple[OpenArgument, ...] = ()
    quantity: Quantity | None = None
    stated_as: str = ""

    def id(self, statement: str) -> str:
        """Return "ev-" and 20 hexadecimal digits, which do not change when entities are merged."""
        parts = (self.article, str(self.sentence.span), str(self.trigger.span), self.stated_as or statement)
        return "ev-" + digest(*parts)[:20]


@dataclass(frozen=True, slots=True)
class Statement:
    """Subject, relation, object, and the sentences that say so, in order of article and offset.

    An argument is an entity, a value (object only), or None: then its words stand in the evidence. None is what an open
    statement has for a phrase that is no entity, and any statement for "he" where the article never says who.
    """

    subject: EntityRef | None
    relation: Relation
    object: EntityRef | Value | None
    evidence: tuple[Evidence, ...]

    @property
    def id(self) -> str:
        """Return the same id for the same subject, relation and object in any article."""
        first = self.evidence[0] if self.evidence else None
        subject = self.subject.id if self.subject else first.subject.text if first else ""
        return statement_id(subject, self.relation.id, object_key(self.object, first.object if first else None))


@dataclass(frozen=True, slots=True)
class Source:
    """Who makes a claim, and the words that name them."""

    entity: EntityRef
    quote: Quote


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says what to whom: `cue` is the word of saying, `content` what is said.

    Where the narrator's words interrupt it, `parts` are the ranges of what is said.
    """

    article: str
    source: Source | None
    cue: Quote
    content: Quote
    kind: SpeechKind
    stance: Stance
    addressee: Source | None = None
    parts: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One happening of an article: each of its `statements` has it as subject and a role of `events.ttl` as relation.

    `same` are the ids of the article's entities that the event is: what "the attack" stands for elsewhere.
    """

    id: str
    label: str
    type: str
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """What was considered and dropped; `reason` is one of a few fixed phrases, so that it can be counted."""

    article: str
    sentence: Quote
    trigger: Quote
    relation: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article gives. Each statement here has the evidence of one sentence; order follows the text.

    `open_statements` never enter the graph: what no relation covers, and what is said of a person who is never named.
    `events` hold together what else is said of one happening.
    `sketch` is what copies of the text have in common, if it is known already.
    """

    article: Article
    sentences: tuple[Span, ...]
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    open_statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    events: tuple[Event, ...] = ()
    sketch: bytes = b""


def digest(*parts: str) -> str:
    """Return the SHA-256 of the parts as 64 hexadecimal digits; each part counts apart: ("ab", "c") is not ("a", "bc").

    Lone surrogates, which UTF-8 cannot hold, are hashed as they stand.
    """
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


def content_id(*parts: str) -> str:
    """Return an article id made from its content: "sha-" and 16 hexadecimal digits."""
    return "sha-" + digest(*parts)[:16]


@lru_cache(maxsize=1_000)
def statement_id(subject: str, relation: str, object_: str) -> str:
    """Return "st-" and 20 hexadecimal digits from subject id, relation id and object id or value."""
    return "st-" + digest(subject, relation, object_)[:20]


def object_key(object_: EntityRef | Value | None, quote: Quote | None) -> str:
    """Return what identifies an object: its id, its typed value, or the words where it is neither."""
    if isinstance(object_, EntityRef):
        return object_.id
    if isinstance(object_, Value):
        return f'"{object_.value}"^^{object_.datatype}'
    return quote.text if quote else ""


def merged(statements: Iterable[Statement]) -> list[Statement]:
    """Return one statement for each id, with all its evidence, sorted by id; evidence is sorted and never doubled."""
    by_id: dict[str, Statement] = {}
    evidence: dict[str, dict[str, Evidence]] = {}
    for statement in statements:
        key = statement.id
        by_id.setdefault(key, statement)
        rows = evidence.setdefault(key, {})
        for one in statement.evidence:
            rows.setdefault(one.id(key), one)
    return [_with(by_id[key], evidence[key]) for key in sorted(by_id)]


def _with(statement: Statement, evidence: Mapping[str, Evidence]) -> Statement:
    """Return a statement with evidence, given by id, in order."""
    found = sorted(evidence, key=lambda id_: (*_place(evidence[id_]), id_)) if len(evidence) > 1 else evidence
    ordered = tuple(evidence[id_] for id_ in found)
    return statement if ordered == statement.evidence else replace(statement, evidence=ordered)


def _place(one: Evidence) -> tuple[str, Span, Span]:
    return one.article, one.sentence.span, one.trigger.span


def verify(extraction: Extraction) -> None:
    """Raise QuoteError unless every quote of the extraction is the text between its offsets."""
    text, name = extraction.article.text, extraction.article.id
    for quote in _quotes(extraction):
        fault = quote.fault(text)
        if fault or not quote.text:
            raise QuoteError(
                f"article {name}",
                fault or f"[{quote.span.start}, {quote.span.end}) quotes nothing",
                "every quote must be the text between its offsets",
                "report this as a fault of the extractor",
            )


def _quotes(extraction: Extraction) -> Iterable[Quote]:
    mentioned = [*(one.mentions for one in extraction.entities), *(one.mentions for one in extraction.events)]
    yield from (Quote(mention.span, mention.text) for mentions in mentioned for mention in mentions)
    of_events = (statement for event in extraction.events for statement in event.statements)
    for statement in (*extraction.statements, *extraction.open_statements, *of_events):
        for one in statement.evidence:
            yield from (one.sentence, one.trigger, one.subject)
            if one.object:
                yield one.object
            if one.qualifiers.time:
                yield one.qualifiers.time.quote
            yield from (argument.quote for argument in one.arguments)
            if one.quantity and one.quantity.counted:
                yield one.quantity.counted
    for claim in extraction.claims:
        yield from (claim.cue, claim.content)
        yield from (named.quote for named in (claim.source, claim.addressee) if named)
