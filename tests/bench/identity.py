"""Print what it takes to tell who is who among ever more entities, in processor time, and how that grows.

    python tests/bench/identity.py --most 100000

The entities are made up from a seed: people, whose surnames grow more slowly than their number, as words do in texts;
companies with and without their forms, bodies that have an acronym, places. Each stands in a few articles, some under
another spelling. The exponent is that of
time = c * entities ^ exponent between the smallest and the largest run: 1 is linear.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Iterator

from kg.entities.resolve import resolve
from kg.identity import Fact, Own, Profile, slug
from kg.ontology import load

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=100_000)
    options = parser.parse_args()
    is_a = load().is_a
    resolve(profiles(1000), is_a)  # warm
    rows: list[tuple[int, float]] = []
    for count in (options.most // 8, options.most // 4, options.most // 2, options.most):
        made = profiles(count)
        start = time.process_time()
        identity, _ = resolve(made, is_a)
        rows.append((count, time.process_time() - start))
        units = len({*identity.units.values()})
        print(
            f"{count:8} names, {len(made):8} entities of articles, {units:8} apart: {rows[-1][1]:7.1f} s, "
            f"{len(identity.merges)} merges, {len(identity.doubts)} doubts",
            flush=True,
        )
    (few, short), (many, long) = rows[0], rows[-1]
    print(f"growth exponent {math.log(long / short) / math.log(many / few):.2f}")


if __name__ == "__main__":
    main()
