"""What it takes to tell who is who among ever more entities, in processor time, and how that grows.

    python tests/bench/identity.py --most 100000

"at once" is the rules on all entities in memory; "kept on disk" is what a build does, with all that it keeps to work
out later changes alone.

The entities are made up from a seed: people, whose surnames grow more slowly than their number, as words do in texts;
companies with and without their forms, bodies that have an acronym, places. Each stands in a few articles, some under
another spelling.

What is compared is what makes it linear or not. Ever more people with a middle initial, and ever more bodies, have the
same first letters: at 100,000 names, forty people share the three of one block. Compared with one another, their pairs
would be three quarters of all, and grow with the square; compared with acronyms alone they are few. Surnames stay as
they are: with the power of 0.6 (Heaps' law; 0.4 to 0.8 is usual) few share a surname and an initial. The tests of
kg/entities count the pairs of names that ever more share.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from measuring import Clock, apart, exponent, table

from kg.entities.index import FILE, Index
from kg.entities.resolve import resolve
from kg.identity import Fact, Own, Profile, slug
from kg.ontology import load
from kg.ontology.events import part

SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "ov")]
COUNTRIES = 150
AN_ARTICLE = 12  # entities
Spelling = tuple[str, str, tuple[str, ...]]  # label, class, aliases


def word(dice: random.Random, syllables: int) -> str:
    return "".join(dice.choice(SYLLABLES) for _ in range(syllables)).capitalize()


def named(dice: random.Random, given: list[str], family: list[str]) -> Iterator[Spelling]:
    """Yield the spellings of one made-up entity."""
    kind = dice.random()
    if kind < 0.5:
        first, last = dice.choice(given), dice.choice(family)
        yield f"{first} {last}", "news:Person", (last,)
        yield f"{first} {dice.choice('ABCDEFG')}. {last}", "news:Person", ()
    elif kind < 0.8:
        name = word(dice, 3)
        yield name, "news:Company", ()
        yield f"{name} {dice.choice(('Inc', 'Ltd', 'Holdings'))}", "news:Company", (name,)
    elif kind < 0.9:
        words = [word(dice, 2) for _ in range(4)]
        letters = "".join(one[0] for one in words)
        yield " ".join(words), "news:Organization", (letters,)
        yield letters, "news:Organization", ()
    else:
        yield word(dice, 4), "news:City", ()


def entities(dice: random.Random, count: int) -> list[list[Spelling]]:
    """Return the spellings of made-up entities, at least so many names in all."""
    given, family = [word(dice, 2) for _ in range(400)], [word(dice, 3) for _ in range(int(30 * count**0.6))]
    found: list[list[Spelling]] = []
    held = 0
    while held < count:
        found.append(list(named(dice, given, family)))
        held += len(found[-1])
    return found


def profiles(count: int, seed: int = 1) -> list[Profile]:
    """Return the profiles of own entities of so many different names, in articles of a dozen."""
    dice = random.Random(seed)
    names = [one for spellings in entities(dice, count) for one in spellings][:count]
    found: list[Profile] = []
    for place in range(0, count * 2, AN_ARTICLE):
        article, country = f"a{place}", f"country-{dice.randrange(COUNTRIES)}"
        chosen = {slug(one[0]): one for one in dice.choices(names, k=AN_ARTICLE)}
        ids = list(chosen)
        for id_, (label, type_, aliases) in chosen.items():
            facts = (Fact("news:metWith", True, dice.choice(ids)), Fact("news:locatedIn", True, country))
            spoken = tuple(sorted({label, *aliases}))
            found.append(
                Profile(Own(article, id_), label, type_, spoken, mentions=2, facts=facts[: dice.randrange(3)],
                        published="2024-05-01", setting=country, settings=frozenset({country}))
            )  # fmt: skip
    return found


def at_once(count: int) -> dict[str, float]:
    """Return the seconds that the rules take for the entities of so many names, and what comes of them."""
    is_a, clock = load().is_a, Clock()
    resolve(profiles(1000), is_a)  # warm
    made = profiles(count)
    identity, _ = clock.took("seconds", lambda: resolve(made, is_a))
    return {"entities": len(made), "merges": len(identity.merges), **clock.spent}


def kept(count: int) -> dict[str, float]:
    """Return the seconds that a build takes to settle the same, and the size of what it keeps."""
    is_a, clock, made = load().is_a, Clock(), 0
    with tempfile.TemporaryDirectory() as folder, closing(Index(Path(folder), is_a, part)) as index:
        index.begin(anew=True)
        for article, entities in itertools.groupby(profiles(count), key=lambda one: one.own.article):
            some = list(entities)
            made += len(some)
            clock.took("seconds", lambda article=article, some=some: index.replace(article, some))
        settling, _ = clock.took("seconds", lambda: index.settle([]))
        clock.took("seconds", lambda: [sum(1 for _ in told) for told in (settling.moved, settling.gained)])
        settled = index.finish("token")
        size = (Path(folder) / FILE).stat().st_size // 2**20
    return {"entities": made, "merges": settled.replaced, "MB on disk": size, **clock.spent}


def report(most: int) -> Iterator[str]:
    """Yield a table of both for a quarter, a half and all of so many names."""
    rows: list[list[object]] = []
    for how, task in (("at once", "at_once"), ("kept on disk", "kept")):
        counts = (most // 4, most // 2, most)
        found = [apart(Path(__file__).name, task, count) for count in counts]
        seconds = [one["seconds"] for one in found]
        rows.append([how, *seconds, f"{exponent([one['entities'] for one in found], seconds):.2f}",
                     1e6 * seconds[-1] / found[-1]["entities"] / 60, found[-1]["peak"]])  # fmt: skip
    entities = [one["entities"] for one in found]
    head = ["who is who", *(f"{count:,} entities of articles" for count in entities), "grows to the power of",
            "minutes for a million, at the last rate", "MB at most"]  # fmt: skip
    yield "Processor seconds on one core; each entity is mentioned twice in its article:"
    yield ""
    yield from table(head, rows)


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps({"at_once": at_once, "kept": kept}[sys.argv[2]](int(sys.argv[3]))))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=100_000, help="names; there are twice as many entities of articles")
    print(*report(parser.parse_args().most), sep="\n")


if __name__ == "__main__":
    main()
