"""Extractions built by hand: sentences, and what each says."""

from dataclasses import dataclass, field, replace

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.graph.store import Store
from kg.model import (
    Article,
    Entity,
    EntityRef,
    Evidence,
    Extraction,
    Link,
    Mention,
    Qualifiers,
    Quantity,
    Quote,
    Relation,
    Span,
    Statement,
    Time,
    Value,
)

CAST = {
    "army": Entity("army", "Alban army", "news:ArmedForce", ("The army",)),
    "red-band": Entity(
        "red-band", "Red Band", "news:ArmedGroup", ("RB",), (Link("http://www.wikidata.org/entity/Q1", 0.95),)
    ),
    "port-alba": Entity("port-alba", "Port Alba", "news:City", (), (Link("https://sws.geonames.org/1/", 0.5),)),
    "globex": Entity("globex", "Globex", "news:Company"),
    "ida-holm": Entity("ida-holm", "Ida Holm", "news:Person", ("Holm",)),
}


@dataclass(frozen=True)
class Says:
    """One statement of a sentence: ids of the cast, or a Value whose words stand in the sentence."""

    subject: str
    relation: str
    object: str | Value
    trigger: str
    confidence: float = 0.8
    time: tuple[str, str] | None = None
    qualifiers: dict = field(default_factory=dict)
    quantity: tuple[str, str, str] | None = None  # exactness, upper bound, counted words


def ref(id_, cast=CAST):
    """Return an entity of the cast as a statement names it."""
    return EntityRef(id_, cast[id_].label, cast[id_].type)


def extraction(id_, *sentences, cast=CAST, **fields):
    """Return the extraction of an article whose text is the (sentence, [Says, ...]) pairs, joined by spaces."""
    text = " ".join(sentence for sentence, _ in sentences)
    statements, named, spans, start = [], set(), [], 0
    for sentence, said in sentences:
        span = Span(start, start + len(sentence))
        spans.append(span)
        for one in said:
            statements.append(_statement(id_, one, Quote(span, sentence), cast))
            named |= {one.subject} | ({one.object} if isinstance(one.object, str) else set())
            qualifiers = statements[-1].evidence[0].qualifiers
            named |= {source.id for source in qualifiers.attributed_to}
            named |= {qualifiers.place.id} if qualifiers.place else set()
        start += len(sentence) + 1
    entities = tuple(_mentioned(cast[name], text) for name in sorted(named))
    return Extraction(Article(id_, text, **fields), tuple(spans), entities, tuple(statements))


def _statement(article, one, sentence, cast):
    value = one.object if isinstance(one.object, Value) else None
    about = value or ref(one.object, cast)
    words = _quote(sentence, value.value) if value else _named(sentence, cast[one.object])
    time = Time(one.time[0], _quote(sentence, one.time[1])) if one.time else None
    qualifiers = Qualifiers(time=time, **one.qualifiers)
    subject, trigger = _named(sentence, cast[one.subject]), _quote(sentence, one.trigger)
    quantity = Quantity(*one.quantity[:2], _quote(sentence, one.quantity[2])) if one.quantity else None
    evidence = Evidence(
        article, sentence, trigger, subject, words, qualifiers, one.confidence, "clauses", quantity=quantity
    )
    relation = Relation(one.relation, one.relation.partition(":")[2])
    return Statement(ref(one.subject, cast), relation, about, (evidence,))


def _quote(sentence, words):
    start = sentence.span.start + sentence.text.index(words)
    return Quote(Span(start, start + len(words)), words)


def _named(sentence, entity):
    return next(_quote(sentence, name) for name in (entity.label, *entity.aliases) if name in sentence.text)


def _mentioned(entity, text):
    mentions = []
    for name in (entity.label, *entity.aliases):
        start = text.find(name)
        while start >= 0:
            mentions.append(Mention(Span(start, start + len(name)), name, "name", entity.type))
            start = text.find(name, start + 1)
    return replace(entity, mentions=tuple(sorted(mentions)))


EXPULSION = ("The army expelled Red Band from Port Alba in May 2024.",
             [Says("army", "news:expelled", "red-band", "expelled", time=("2024-05", "May 2024")),
              Says("red-band", "news:operatesIn", "port-alba", "expelled", 0.4)])  # fmt: skip
DENIAL = ("Ida Holm denied that Globex works with Red Band.",
          [Says("globex", "news:cooperatesWith", "red-band", "works",
                qualifiers={"polarity": "negative", "attributed_to": (ref("ida-holm"),)})])  # fmt: skip
CLAIM = ("Globex, Ida Holm says, may be expelled from Port Alba by the Alban army.",
         [Says("army", "news:expelled", "globex", "expelled", 0.6,
               qualifiers={"modality": "possible", "attributed_to": (ref("ida-holm"), ref("globex")),
                           "place": ref("port-alba")})])  # fmt: skip
COUNT = ("The Alban army lost 23 soldiers.",
         [Says("army", "news:casualties", Value("23", "xsd:integer"), "lost", 0.7)])  # fmt: skip


@pytest.fixture(name="extraction")
def _extraction():
    return extraction


@pytest.fixture
def says():
    """Return the class of a sentence's statement."""
    return Says


@pytest.fixture
def cast():
    """Return who and what the sentences name, by id."""
    return CAST


@pytest.fixture
def sentences():
    """Return ready sentences by name."""
    return {"expulsion": EXPULSION, "denial": DENIAL, "claim": CLAIM, "count": COUNT}


@pytest.fixture
def articles():
    """Return five extractions: one story in two papers, a copy of one of them, a denial, a claim with a number."""
    return [
        extraction("a1", EXPULSION, COUNT, title="Band out", published="2024-05-03", publisher="Alba Post",
                   url="https://post.example/1", author="I. Holm"),
        extraction("a2", EXPULSION, DENIAL, published="2024-05-04T08:00:00", publisher="Coast News"),
        extraction("a3", ("In May 2024, Red Band was expelled by the Alban army.",
                          [Says("army", "news:expelled", "red-band", "expelled", 0.5, ("2024-05", "May 2024"))]),
                   publisher="Daily Gull", url="not a url", published="spring"),
        extraction("b/4 ä", DENIAL, CLAIM, publisher="ALBA POST", language="de"),
        extraction("c5", CLAIM, COUNT),
    ]  # fmt: skip


@pytest.fixture
def store(tmp_path):
    """Yield a new, empty store."""
    with Store.open(tmp_path / "kg.db", create=True) as opened:
        yield opened


@pytest.fixture
def lines():
    """Return a function that gives all quads of a store as sorted N-Quads."""
    return lambda opened: sorted(str(quad) for quad in opened.quads())


@pytest.fixture
def reading(extractor):
    """Return a function that reads articles, each (publisher, day, text), as the program does."""

    def run(*articles):
        made = (
            Article(f"n{number}", text, publisher=publisher, published=day)
            for number, (publisher, day, text) in enumerate(articles)
        )
        return list(extractor.extract(made))

    return run


@pytest.fixture
def running(tmp_path, reading):
    """Return a function from articles to one that runs `kg` on their graph and gives what it prints."""

    def on(*articles):
        with Store.open(tmp_path / "kg.db", create=True) as store:
            for one in reading(*articles):
                store.add(one)

        def run(*arguments):
            done = CliRunner().invoke(app, arguments, env={"KG_GRAPH": str(tmp_path / "kg.db")})
            if done.exception and not isinstance(done.exception, SystemExit):
                raise done.exception
            return done.stdout

        return run

    return on
