"""A large made-up graph to measure the server on: `python tests/bench/served.py PLACE [ARTICLES]`.

Names are made of syllables; a few are in most sentences, as in the news. 2,200 articles make about a million triples.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from kg.graph.store import Store
from kg.model import (
    Article,
    Entity,
    EntityRef,
    Evidence,
    Extraction,
    Mention,
    Qualifiers,
    Quote,
    Relation,
    Span,
    Statement,
    Time,
    merged,
)

SENTENCES = 12
CLASSES = ("Person", "Person", "Person", "Company", "ArmedGroup", "City", "GovernmentBody", "Organization")
RELATIONS = ("met with", "attacked", "accused", "supports", "leads", "member of", "operates in", "visited")
PAPERS = ("Harbour Post", "Northern Ledger", "Meridian News Agency", "Selda Courier", "Daily Gull", "Alba Post")
SYLLABLES = "ka lo ri men da tu sel ban or vi zan ma ne pol su gre ha ti du fo".split()


def names(count: int, chance: random.Random) -> list[str]:
    """Return so many names of two words."""
    words = ["".join(parts).capitalize() for parts in product(SYLLABLES, repeat=3)]
    found: dict[str, None] = {}
    while len(found) < count:
        found[f"{chance.choice(words)} {chance.choice(words)}"] = None
    return list(found)


def articles(count: int, seed: int = 5) -> Iterator[Extraction]:
    """Yield so many extractions, of which each says `SENTENCES` things."""
    chance = random.Random(seed)
    known = [
        EntityRef(name.lower().replace(" ", "-"), name, f"news:{CLASSES[number % len(CLASSES)]}")
        for number, name in enumerate(names(count * 5, chance))
    ]
    for number in range(count):
        yield _article(number, known, chance)


def _article(number: int, known: list[EntityRef], chance: random.Random) -> Extraction:
    id_ = f"made-{number:06}"
    text, statements, mentions, spans = "", [], {}, []
    for _ in range(SENTENCES):
        one = known[min(int(chance.expovariate(1 / 400)), len(known) - 1)]
        other = chance.choice(known)
        words = chance.choice(RELATIONS)
        year = str(chance.randint(2001, 2024))
        sentence = f"{one.label} {words} {other.label} in {year}."
        spans.append(Span(len(text), len(text) + len(sentence)))
        quotes = _quotes(sentence, len(text), (one.label, words, other.label, year, sentence))
        said = chance.random()
        by = (known[chance.randrange(50)],) if said < 0.2 else ()
        qualifiers = Qualifiers("negative" if said < 0.05 else "positive", "asserted", by, Time(year, quotes[3]))
        evidence = Evidence(id_, quotes[4], quotes[1], quotes[0], quotes[2], qualifiers, 0.8, "clauses")
        relation = Relation("news:" + "".join(part.capitalize() for part in words.split()), words)
        statements.append(Statement(one, relation, other, (evidence,)))
        for entity, quote in ((one, quotes[0]), (other, quotes[2])):
            mentions.setdefault(entity, []).append(Mention(quote.span, quote.text, "name", entity.type))
        text += sentence + ("\n\n" if chance.random() < 0.3 else " ")
    day = f"{chance.randint(2015, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    article = Article(id_, text, f"Story {number} of {statements[0].subject.label}", day, chance.choice(PAPERS))
    entities = tuple(
        Entity(one.id, one.label, one.type, (one.label.split()[-1],), (), tuple(sorted(found)))
        for one, found in sorted(mentions.items())
    )
    return Extraction(article, tuple(spans), entities, tuple(merged(statements)))


def _quotes(sentence: str, start: int, words: tuple[str, ...]) -> list[Quote]:
    places = [sentence.rindex(one) if number else 0 for number, one in enumerate(words)]
    return [
        Quote(Span(start + at, start + at + len(one)), one) for at, one in zip(places, words, strict=True)
    ]  # fmt: skip


def made(place: Path, count: int) -> Path:
    """Return the folder of a graph of so many made-up articles; it is made if it is not there."""
    if not place.exists():
        with Store.open(place, create=True) as store:
            for one in articles(count):
                store.add(one)
    return place


if __name__ == "__main__":
    folder = made(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2200)
    with Store.open(folder, read_only=True) as opened:
        print(folder, sum(1 for _ in opened.quads()), "triples")
