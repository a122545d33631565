"""Events in a graph: one node a happening, whatever the articles, and no trace of those that are gone."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
import rdflib

from kg.entities.ledger import Who, made, parsed
from kg.graph.disputes import disputes
from kg.graph.events.nodes import nodes
from kg.graph.store import Store
from kg.graph.timeline import timeline
from kg.identity import local_id
from kg.model import (
    Entity,
    EntityRef,
    Event,
    Evidence,
    Mention,
    Qualifiers,
    Quantity,
    Quote,
    Relation,
    Statement,
    Value,
)
from kg.ontology import load
from kg.settling import settle, unsettled

WHO = Who("A. Reader", "2026-05-01", "it is so")
PORT = Entity("port-alba", "Port Alba", "news:City")
BAND = Entity("red-band", "Red Band", "news:ArmedGroup")
LINE = Entity("blue-line", "Blue Line", "news:ArmedGroup")


def happening(extraction, id_, sentence, roles, *, sources=(), polarity="positive", **fields):
    """Return an article of one sentence with one event; roles are (CURIE, entity or value, its words)."""
    cast = {one.id: one for one in (PORT, BAND, LINE, *sources)}
    made_ = extraction(id_, (sentence, []), cast=cast, **fields)
    span = made_.sentences[0]

    def quote(words):
        start = sentence.index(words)
        return Quote(type(span)(start, start + len(words)), words)

    trigger = quote("attack")
    label = "attack on Port Alba"
    event = EntityRef(local_id(label, id_, trigger.span.start), label, "news:Attack")
    how = Qualifiers(polarity=polarity, attributed_to=tuple(EntityRef(s.id, s.label, s.type) for s in sources))
    statements = []
    for role, filler, words in (("news:happened", Value("true", "xsd:boolean"), "attack"), *roles):
        value = filler if isinstance(filler, Value) else EntityRef(filler.id, filler.label, filler.type)
        quantity = Quantity("exact") if role.startswith("news:number") else None
        evidence = Evidence(id_, Quote(span, sentence), trigger, trigger, quote(words), how, 0.8, "events",
                            quantity=quantity)  # fmt: skip
        statements.append(Statement(event, Relation(role, role.partition(":")[2]), value, (evidence,)))
    mention = Mention(trigger.span, trigger.text, "verb", "news:Attack")
    entities = tuple(
        replace(one, mentions=(Mention(quote(one.label).span, one.label, "name", one.type),))
        for one in cast.values()
        if one.label in sentence
    )
    return replace(
        made_, entities=entities, events=(Event(event.id, label, event.type, (mention,), tuple(statements)),)
    )


def attack(extraction, id_, *, by=BAND, dead="12", day="2024-05-03", **fields):
    """Return an article that tells of an attack on Port Alba."""
    sentence = f"The {by.label} attack on Port Alba on {day} killed {dead} people, Ida Holm said."
    roles = [
        ("news:attacker", by, by.label),
        ("news:target", PORT, PORT.label),
        ("sem:hasTimeStamp", Value(day, "xsd:date"), day),
        ("news:numberKilled", Value(dead, "xsd:integer"), dead),
    ]
    return happening(extraction, id_, sentence, roles, **fields)


@pytest.fixture
def news(extraction):
    """Return articles on one attack, with other numbers, and on others of another day, by another group."""
    holm = Entity("ida-holm", "Ida Holm", "news:Person")
    return [
        attack(extraction, "a1", publisher="Alba Post", published="2024-05-04"),
        attack(extraction, "a2", dead="15", publisher="Coast News", published="2024-05-05"),
        attack(extraction, "a3", day="2024-06-20", publisher="Coast News"),
        attack(extraction, "a4", by=LINE, publisher="Daily Gull", published="2024-05-05", sources=(holm,)),
        attack(extraction, "a5", dead="90", publisher="Daily Gull"),
    ]


def settled(store, decisions=()):
    errors = []
    settle(store, ledger_of(store, decisions), errors.append)
    return [str(error) for error in errors]


def ledger_of(store, decisions=()):
    return parsed(store.place, "").changed(decisions)


def filled(store, articles, decisions=()):
    """Add articles, settle who is who, and return the events as sets of articles."""
    for one in articles:
        store.add(one)
    settled(store, decisions)
    return sorted(sorted({said.article for role in one.roles for said in role.evidence}) for one in nodes(store))


def test_articles_on_one_event_give_one_node(store, news):
    """Day, target and actor agree, and numbers are near; another day, and a toll far from it, are other attacks."""
    assert filled(store, news) == [["a1", "a2", "a4"], ["a3"], ["a5"]]
    assert list(store.problems()) == []
    assert list(unsettled(store, ledger_of(store))) == []


def test_a_claim_about_an_event_is_no_fact(store, news):
    """What only somebody says is a claim of the node; what articles assert are plain triples."""
    filled(store, news[:1] + news[3:4])
    ask = "SELECT ?who { ?e a news:Attack ; news:happened true ; news:attacker ?who }"
    assert [str(row["who"].value).rpartition("/")[2] for row in store.query(ask)] == ["red-band"]
    claims = [one for one in store.statements(None, "news:attacker") if not store.weight(one).fact]
    assert [one.object.id for one in claims] == ["blue-line"]


@pytest.mark.parametrize("seed", range(8))
def test_history_leaves_no_trace(tmp_path, news, lines, seed):
    """Whatever came, went and was settled in between: the graph is that of the articles it holds."""
    dice, held = random.Random(seed), {}
    with Store.open(tmp_path / "walked", create=True) as walked:
        for _ in range(14):
            one, what = dice.choice(news), dice.random()
            if what < 0.25:
                settled(walked)
            elif one.article.id in held and what < 0.55:
                walked.retract(one.article.id)
                del held[one.article.id]
            else:
                (event,) = one.events
                kept = tuple(s for s in event.statements if s.relation.id == "news:happened" or dice.random() < 0.8)
                held[one.article.id] = replace(one, events=(replace(event, statements=kept),))
                walked.add(held[one.article.id])
        settled(walked)
        found = lines(walked)
        assert list(walked.problems()) == []
    with Store.open(tmp_path / "straight", create=True) as straight:
        for one in sorted(held.values(), key=lambda one: one.article.id):
            straight.add(one)
        settled(straight)
        assert found == lines(straight)


def test_events_without_evidence_vanish(store, news, lines):
    """Once all articles are gone nothing is left; the one that is left is as if it had been alone."""
    filled(store, news[:1])
    alone = lines(store)
    filled(store, news)
    for one in news[1:]:
        store.retract(one.article.id)
    settled(store)
    assert lines(store) == alone
    store.retract("a1")
    settled(store)
    assert lines(store) == []


def test_an_article_is_read_back_with_its_event(store, news):
    """What is read of the graph is what was added, folded; adding that again changes nothing."""
    filled(store, news)
    found = store.extraction("a1")
    assert {one.relation.id for one in found.statements} >= {"news:happened", "news:target", "sem:hasTimeStamp"}
    (event,) = (one for one in found.entities if one.type == "news:Attack")
    assert [(one.text, one.kind) for one in event.mentions] == [("attack", "verb")]
    assert store.add(found).lost == ()


def test_people_part_what_the_rules_put_together(store, news):
    """A row of the ledger keeps two events apart, and another one makes one of two."""
    ids = [news[number].events[0].id for number in (0, 1, 2)]
    apart = made(f"e:{ids[0]}", "skos:exactMatch", f"e:{ids[1]}", WHO, negated=True)
    assert filled(store, news[:2], [apart]) == [["a1"], ["a2"]]
    one = made(f"e:{ids[0]}", "skos:exactMatch", f"e:{ids[2]}", WHO)
    assert filled(store, news[:3], [one]) == [["a1", "a2", "a3"]]


def test_disputes_compare_the_numbers_and_the_actors_of_one_event(store, news):
    """What articles say of one event stands side by side."""
    filled(store, news[:2] + news[3:4])
    found = {(one.kind, one.about): [side.words for side in one.positions] for one in disputes(store, load())}
    assert found == {
        ("actors", "attack on Port Alba attacker …"): ["Red Band", "Blue Line"],
        ("values", "attack on Port Alba number killed …"): ["12", "15"],
    }


def test_a_timeline_has_an_event_once(store, news):
    """One entry, with all who took part, and claims marked."""
    filled(store, news[:2] + news[3:4])
    (entry,) = timeline(store, ["port-alba"])
    assert (entry.time, entry.fact) == ("2024-05-03", True)
    assert entry.words.startswith("attack on Port Alba: attacker Red Band, Blue Line (claimed); target Port Alba")
    assert entry.row()["event"]["type"] == "Attack"


def test_events_are_rdf_that_rdflib_reads(store, news):
    """The export has the node with its class, its roles and SEM's time."""
    filled(store, news[:1])
    graph = rdflib.Dataset()
    graph.parse(data="\n".join(f"{quad} ." for quad in store.quads()), format="nquads")
    ask = """PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> PREFIX news: <https://kg.example/ns/news#>
        SELECT ?day { ?e a news:Attack ; sem:hasTimeStamp ?day ; news:target ?t ; news:numberKilled 12 }"""
    assert [str(row.day) for row in graph.query(ask)] == ["2024-05-03"]


STORY = [
    ("Orvane Post", "2024-03-05", "A bomb attack in Maiduguri killed at least 12 people on Monday. "
     "Boko Haram carried out the attack."),
    ("Coast News", "2024-03-06", "Boko Haram attacked Maiduguri on Monday, killing 15 people."),
]  # fmt: skip


def test_events_are_printed_from_articles_and_from_the_graph(running):
    """One line an event, with roles, mentions that slice, and PLOVER's type; --about keeps those of a name."""
    kg = running(*STORY)
    rows = [json.loads(line) for line in kg("events").splitlines()]
    assert [(one["type"], one["plover"], one["fact"]) for one in rows] == [("Attack", ["ASSAULT"], True)] * len(rows)
    texts = {f"n{number}": text for number, (_, _, text) in enumerate(STORY)}
    mentions = [mention for one in rows for mention in one["mentions"]]
    assert all(texts[one["article"]][one["start"] : one["end"]] == one["text"] for one in mentions)
    assert {one["kind"] for one in mentions} == {"nominal", "verb"}
    assert kg("events", "--about", "Boko Haram") == kg("events")
    assert "attack" in kg("show", rows[0]["id"])
    assert "“Boko Haram carried out the attack.”" in kg("why", "?", "attacker", "Boko Haram")
