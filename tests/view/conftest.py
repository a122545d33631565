import csv
import json
import random
import re
from pathlib import Path

import pytest

from kg.model import (
    Article,
    Entity,
    EntityRef,
    Evidence,
    Extraction,
    Link,
    Qualifiers,
    Quote,
    Relation,
    Span,
    Statement,
    Time,
    Value,
    merged,
)
from kg.view.picture import picture

ROOTS = {"Person": "Person", "Company": "Organization", "ArmedGroup": "Organization", "GovernmentBody": "Organization",
         "NGO": "Organization", "City": "Place", "Region": "Place", "Country": "Place", "Election": "Event",
         "Protest": "Event", "Agreement": "Work"}  # fmt: skip
PEOPLE = {
    "ilva-moren": ("Ilva Moren", "Person"), "tor-hesk": ("Tor Hesk", "Person"), "dana-okri": ("Dana Okri", "Person"),
    "ralf-benn": ("Ralf Benn", "Person"), "nordal": ("Nordal Shipping", "Company"),
    "kestrel": ("Kestrel Freight", "Company"),
    "northern-front": ("Northern Front", "ArmedGroup"), "coast-guard": ("Marrow Coast Guard", "GovernmentBody"),
    "harbour-ministry": ("Ministry of Harbours", "GovernmentBody"), "open-tide": ("Open Tide", "NGO"),
    "port-selda": ("Port Selda", "City"), "marrow": ("Marrow", "Country"), "east-reach": ("East Reach", "Region"),
    "dock-strike": ("dock strike", "Protest"), "selda-accord": ("Selda Accord", "Agreement"),
}  # fmt: skip
SAYING = "{s:One} {t:did} {o:another}."
PAPERS = (
    ("Front driven out of Port Selda", "Meridian News Agency", "2024-03-04T09:30:00", "https://meridian.example/selda"),
    ("Last fighters leave the harbour", "Selda Courier", "2024-03-08", "https://courier.example/2024/harbour?a=1&b=2"),
    ("Minister in Port Selda", "The Marrow Post", "2024-03-12", "javascript:alert(1)"),
    ("Captains and their union", "Selda Courier", "2024-03", ""),
)


class Paper:
    """Statements, entities and articles that grow sentence by sentence."""

    def __init__(self):
        self.statements, self.entities, self.texts, self.heads = [], {}, {}, {}

    def ref(self, id_):
        entity = self.entities[id_]
        return EntityRef(id_, entity.label, entity.type)

    def entity(self, id_, label, type_, **more):
        self.entities[id_] = Entity(id_, label, f"news:{type_}", **more)

    def say(self, subject, relation, object_, marked, article=0, more=None):
        more = more or {}
        name = f"sha-{article:04}"
        start = len(self.texts.get(name, ""))
        text = re.sub(r"\{[sto]:(.*?)\}", r"\1", marked)
        self.texts[name] = self.texts.get(name, "") + text + "\n\n"
        quotes = dict(self._quotes(marked, start))
        time = more.get("time")
        where = text.rindex(time[1]) + start if time else 0
        qualifiers = Qualifiers(
            more.get("polarity", "positive"),
            more.get("modality", "asserted"),
            tuple(self.ref(source) for source in more.get("by", ())),
            Time(time[0], Quote(Span(where, where + len(time[1])), time[1])) if time else None,
            self.ref(more["place"]) if "place" in more else None,
        )
        evidence = Evidence(name, Quote(Span(start, start + len(text)), text), quotes["t"], quotes["s"], quotes["o"],
                            qualifiers, 0.9, "clauses")  # fmt: skip
        thing = Value(*object_) if isinstance(object_, tuple) else self.ref(object_)
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", relation).lower()
        self.statements.append(Statement(self.ref(subject), Relation(f"news:{relation}", words), thing, (evidence,)))

    @staticmethod
    def _quotes(marked, start):
        dropped = 0
        for found in re.finditer(r"\{([sto]):(.*?)\}", marked):
            at = start + found.start() - dropped
            yield found[1], Quote(Span(at, at + len(found[2])), found[2])
            dropped += len(found[0]) - len(found[2])

    def articles(self):
        known = {name: PAPERS[number % len(PAPERS)] for number, name in enumerate(sorted(self.texts))}
        return {
            name: Article(name, text, known[name][0], known[name][2], known[name][1], url=known[name][3])
            for name, text in self.texts.items()
        }

    def extractions(self):
        for name, article in self.articles().items():
            told = tuple(one for one in self.statements if one.evidence[0].article == name)
            yield Extraction(article, tuple(one.evidence[0].sentence.span for one in told), (), told)

    def picture(self, **more):
        statements = merged(self.statements)
        return picture(statements, self.entities, self.articles(), root_of, support_of, **more)


def root_of(type_):
    return ROOTS.get(type_.removeprefix("news:"), "Thing")


def support_of(statement):
    return round(1 - 0.2 ** len(statement.evidence), 4), len(statement.evidence)


def told():
    """Return the invented story of Port Selda: 15 entities, 2 values, facts, claims and denials."""
    paper = Paper()
    for id_, (label, type_) in PEOPLE.items():
        paper.entity(id_, label, type_)
    paper.entity("northern-front", "Northern Front", "ArmedGroup", aliases=("NF", "the Front"))
    paper.entity("port-selda", "Port Selda", "City", aliases=("Selda",),
                 links=(Link("https://places.example/?id=7&v=2", 0.97), Link("javascript:alert(1)", 0.2)))  # fmt: skip
    # a sentence has its three phrases marked; an object in brackets is a value and its datatype
    with (Path(__file__).parent / "story.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            object_ = tuple(json.loads(row["object"])) if row["object"].startswith("[") else row["object"]
            more = json.loads(row["qualifiers"] or "{}")
            paper.say(row["subject"], row["relation"], object_, row["sentence"], int(row["article"]), more)
    return paper


def grown(count, seed=7):
    """Return a random story with `count` entities, a few of which are in most sentences."""
    chance, paper = random.Random(seed), Paper()
    types = ["Person", "Person", "Company", "ArmedGroup", "City", "Country", "GovernmentBody", "Protest", "Agreement"]
    first = [
        "Alder",
        "Brim",
        "Corran",
        "Dunmore",
        "Elsk",
        "Farrow",
        "Gant",
        "Hollin",
        "Irden",
        "Jarrow",
        "Kell",
        "Lorne",
    ]
    last = ["Vale", "Harbour Authority", "Bay", "Union of Workers", "Holt", "Group", "Sund", "Trust", "Moor", "Council"]
    for number in range(count):
        label = f"{chance.choice(first)} {chance.choice(last)} {number}"
        paper.entity(f"e{number:04}", label, chance.choice(types))
    relations = ["leads", "metWith", "attacked", "operatesIn", "supports", "memberOf", "accused", "headquarteredIn"]
    for number in range(int(count * 1.5)):
        one = min(int(chance.expovariate(8 / count)), count - 1)
        other = number % count if number % count != one else (one + 1) % count
        more = chance.choice([{}, {}, {}, {"by": ("e0001",)}, {"polarity": "negative"}, {"modality": "planned"}])
        paper.say(
            f"e{one:04}", chance.choice(relations), f"e{other:04}", "{s:One} {t:did} {o:another}.", number % 9, more
        )
    return paper


@pytest.fixture(scope="session")
def story():
    return told()


@pytest.fixture(scope="session")
def drawn(story):
    return story.picture()


@pytest.fixture(scope="session")
def story_of():
    return grown


@pytest.fixture
def paper():
    return Paper()
