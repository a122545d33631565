"""Made-up news in any amount, the same for the same seed: as texts to be read, or as what reading them would give.

    python tests/bench/synthetic.py 1000 > articles.jsonl
    python tests/bench/synthetic.py 1000 --seed 7 --sentences 12

Article N is made from the seed and N alone, so that the first thousand of a million are those of a thousand. Most
names belong to the beat of a paper, twenty articles that come back to a few people, firms and towns; every fourth is
one of a few hundred that everybody writes about, the more often the earlier it stands in the list.

It is as dense as news: of a hundred words, 2.4 statements and 18 entities are read off, with 22 words to a sentence; of
38 articles of the news 2.4 and 19, with 21 words.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kg.identity import named_id
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
    Value,
)

PERSON, COMPANY, GROUP, CITY = "news:Person", "news:Company", "news:ArmedGroup", "news:City"
SENTENCES = (  # subject and object stand for their classes; what is left is English
    (PERSON, "{0} leads {1}.", "news:leads", GROUP, "leads"),
    (PERSON, "{0}, who founded {1}, spoke to reporters on Monday.", "news:founded", COMPANY, "founded"),
    (PERSON, "On Tuesday {0} accused {1} of the attack.", "news:accused", GROUP, "accused"),
    (PERSON, "{0} met with {1} behind closed doors.", "news:metWith", PERSON, "met"),
    (PERSON, "{0} visited {1} in the spring.", "news:visited", CITY, "visited"),
    (PERSON, "{0}, a former teacher, praised {1} in a long speech.", "news:praised", PERSON, "praised"),
    (PERSON, "Before the vote {0} had criticized {1} for the delay.", "news:criticized", PERSON, "criticized"),
    (PERSON, "{0} was born in {1}, where the family kept a shop.", "news:bornIn", CITY, "born"),
    (PERSON, "After eleven years {0} left {1} for a rival.", "news:left", COMPANY, "left"),
    (COMPANY, "{0} acquired {1} for an undisclosed sum.", "news:acquired", COMPANY, "acquired"),
    (COMPANY, "{0} opened a plant in {1} last year.", "news:operatesIn", CITY, "opened"),
    (COMPANY, "{0}, which had lost money for two years, sued {1} in May.", "news:sued", COMPANY, "sued"),
    (GROUP, "Fighters of {0} attacked {1} at dawn.", "news:attacked", CITY, "attacked"),
    (GROUP, "After weeks of fighting, {0} seized {1}.", "news:captured", CITY, "seized"),
    (GROUP, "{0} kidnapped {1} on the road to the airport.", "news:abducted", PERSON, "kidnapped"),
    (GROUP, "{0}, which controls the valley, threatened {1}.", "news:threatened", COMPANY, "threatened"),
    (GROUP, "The shelling by {0} killed {1} people.", "news:numberKilled", "", "killed"),
)
TAILS = (  # how a sentence that says something goes on, if it does
    "",
    ", according to two people who had been told of it and did not want to be named",
    ", as many in the district had come to expect since the talks broke down in the winter",
    ", a step that had been put off twice because the papers were not ready",
    ", and the crowd that had waited outside since the early morning went home in silence",
    " while shops along the main street kept their shutters down for a third day",
    ", although nothing of the kind had been announced when the season began",
    ", just as the ferries were taking up their service again after the long repairs",
)
REST = (
    "Residents said that the night had been quiet, and that few lamps had been lit when the buses came back.",
    "The talks had been put off twice, once because a hall could not be found and once because of the snow.",
    "Prices in the market rose for the third month in a row, flour and cooking oil more than anything else.",
    "It was the largest crowd in the square since the spring, when the lower half of the town had been under water.",
    "The road to the coast was closed until noon, and drivers had to turn back at the bridge or wait in the heat.",
    "Nobody was hurt, the fire brigade said, but three sheds and a stable that stood beside them were lost.",
    "A spokeswoman declined to comment, citing the investigation that began in March and has not ended.",
    "“We have waited long enough,” one shopkeeper said, as trucks passed behind him on their way to the harbor.",
    "Schools will stay closed until the water has been tested, officials said, which may take until Friday.",
    "Whether the offer still stands was not clear on Thursday, and those who might have known did not return calls.",
    "The harvest, which had looked poor in June, turned out to be the best in a decade once the rain had come.",
    "Analysts had expected the opposite, and the currency fell by almost two percent before trading was stopped.",
    "Two witnesses who asked not to be named gave the same account of what they had seen from the window.",
    "If the rains fail again, aid workers warned, thousands could leave for the towns before the year is out.",
    "It is not the first time that such a promise has been made, and few of those made before were kept.",
    "The repairs are expected to cost about four million a year, most of which would have to be borrowed.",
    "“Nobody has told us anything, and we read about it in the paper like everybody else,” a nurse at the clinic said.",
    "In the afternoon the wind turned, and the smoke that had hung over the hills for a week was gone within the hour.",
    "A report that was made public last month had found that the figures were too low by almost a third.",
    "Older people remember a time when the same mill gave work to half of the valley, and its whistle was heard.",
)
PAPERS = tuple(
    f"{town} {paper}" for town in ("Harbor", "Northern", "Valley") for paper in ("Post", "Ledger", "Gazette")
)
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "ov")]
ENDINGS = {COMPANY: ("Holdings", "Motors", "Copper", "Foods"), GROUP: ("Front", "Brigade", "Legion", "Militia")}
BEAT, KNOWN_TO_ALL = 20, 300


@dataclass(frozen=True, slots=True)
class Synthetic:
    """A world of made-up news; `sentences` is the number of an article's sentences that say something."""

    seed: int = 1
    sentences: int = 3

    def article(self, number: int) -> Article:
        """Return one article."""
        return self.extraction(number).article

    def articles(self, count: int, first: int = 0) -> Iterator[Article]:
        """Yield articles."""
        return (self.article(number) for number in range(first, first + count))

    def extractions(self, count: int, first: int = 0) -> Iterator[Extraction]:
        """Yield what is read off the articles, made without reading them."""
        return (self.extraction(number) for number in range(first, first + count))

    def extraction(self, number: int) -> Extraction:
        """Return one article with what it says."""
        dice, day = random.Random(f"{self.seed}/{number}"), date(2020, 1, 1) + timedelta(days=number % 2000)
        id_, text, said = f"s{self.seed}-{number:06}", "", list[tuple[int, int]]()
        chosen = [self._sentence(dice, number) for _ in range(self.sentences)]
        for words, *_ in chosen:
            said.append((len(text), len(words)))
            text += " ".join([words, *dice.sample(REST, dice.choice((1, 1, 2)))]) + "\n\n"
        paper = dice.choice(PAPERS)
        article = Article(
            id_, text.rstrip(), chosen[0][0].rstrip("."), day.isoformat(), paper, "", f"https://s.example/{id_}"
        )
        statements = tuple(
            _statement(id_, Quote(Span(start, start + length), words), *rest)
            for (start, length), (words, *rest) in zip(said, chosen, strict=True)
        )
        names = {end for _, *ends, _, _ in chosen for end in ends if end[1]}
        entities = tuple(_entity(*name, article.text) for name in sorted(names))
        return Extraction(article, tuple(Span(start, start + length) for start, length in said), entities, statements)

    def _sentence(self, dice: random.Random, number: int) -> tuple[str, tuple[str, str], tuple[str, str], str, str]:
        """Return (words, subject, object, relation, trigger); a name is (label, class), a number has no class."""
        subject, pattern, relation, object_, trigger = dice.choice(SENTENCES)
        one = self._somebody(dice, number, subject), subject
        other = (self._somebody(dice, number, object_), object_) if object_ else (str(dice.randrange(2, 60)), "")
        while other == one:
            other = (self._somebody(dice, dice.randrange(10**6), object_), object_)
        words = f"{pattern.format(one[0], other[0]).rstrip('.')}{dice.choice(TAILS)}."
        return words, one, other, relation, trigger

    def _somebody(self, dice: random.Random, number: int, class_: str) -> str:
        if dice.random() < 0.25:
            return name(self.seed, class_, -1 - min(int(dice.paretovariate(0.6)), KNOWN_TO_ALL))
        return name(self.seed, class_, number // BEAT * 4 + dice.randrange(4))


@lru_cache(maxsize=4096)
def name(seed: int, class_: str, number: int) -> str:
    """Return a made-up name for something of a class; those with a number below 0 are known to all."""
    dice = random.Random(f"{seed}/{class_}/{number}")

    def word(syllables: int) -> str:
        return "".join(dice.choice(SYLLABLES) for _ in range(syllables)).capitalize()

    if class_ == PERSON:
        return f"{word(2)} {word(3)}"
    return " ".join([word(3), *([dice.choice(ENDINGS[class_])] if class_ in ENDINGS else [])])


def _statement(
    article: str, sentence: Quote, subject: tuple[str, str], object_: tuple[str, str], relation: str, trigger: str
) -> Statement:
    about = EntityRef(named_id(object_[0]), *object_) if object_[1] else Value(object_[0], "xsd:integer")
    words = [_quote(sentence, part) for part in (trigger, subject[0], object_[0])]
    evidence = Evidence(article, sentence, words[0], words[1], words[2], Qualifiers(), 0.8, "clauses")
    kind = Relation(relation, relation.partition(":")[2])
    return Statement(EntityRef(named_id(subject[0]), *subject), kind, about, (evidence,))


def _quote(sentence: Quote, words: str) -> Quote:
    start = sentence.span.start + sentence.text.index(words)
    return Quote(Span(start, start + len(words)), words)


def _entity(label: str, class_: str, text: str) -> Entity:
    mentions, start = [], text.find(label)
    while start >= 0:
        mentions.append(Mention(Span(start, start + len(label)), label, "name", class_))
        start = text.find(label, start + 1)
    return Entity(named_id(label), label, class_, mentions=tuple(mentions))


def lines(articles: Iterable[Article]) -> Iterator[str]:
    """Yield articles as JSON Lines."""
    fields = ("id", "text", "title", "published", "publisher", "url")
    return (json.dumps({field: getattr(one, field) for field in fields}) + "\n" for one in articles)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sentences", type=int, default=3)
    options = parser.parse_args()
    sys.stdout.writelines(lines(Synthetic(options.seed, options.sentences).articles(options.count)))


if __name__ == "__main__":
    main()
