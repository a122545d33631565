"""Compare who is who with Splink on made-up names: right and wrong merges, and what both take.

    pip install "splink<5" pandas
    python tests/bench/linkage.py --names 12000

Splink is no dependency. The names are those of identity.py, of which it is known which spellings are one entity's; each
stands in a few articles. Splink gets one row a name, with class and country, blocks on first and last word, name
without form and initials, and is fitted by expectation maximisation; each threshold is one line. A pair is two
spellings of one entity.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from identity import entities, profiles

from kg.entities.resolve import resolve
from kg.identity import Profile
from kg.ontology import load

SEED = 1
FORMS = frozenset(("inc", "ltd", "holdings"))
THRESHOLDS = (0.99, 0.999, 0.9999, 0.99999)
Pairs = set[tuple[str, str]]


def pairs(groups: Iterable[Iterable[str]]) -> Pairs:
    """Return the pairs of different names inside each group, each in alphabetical order."""
    return {pair for group in groups for pair in combinations(sorted(set(group)), 2)}


def judged(name: str, found: Pairs, gold: Pairs, spent: float) -> str:
    right = len(found & gold)
    return (
        f"{name:24} {len(found):7} pairs, precision {right / max(len(found), 1):.3f}, "
        f"recall {right / max(len(gold), 1):.3f}, {spent:5.1f} s"
    )


def own(made: list[Profile]) -> tuple[Pairs, Pairs, float]:
    """Return what `resolve` merges, what it lists as doubtful, and the time it took."""
    is_a = load().is_a
    start = time.perf_counter()
    identity, _ = resolve(made, is_a)
    spent = time.perf_counter() - start
    names: dict[str, set[str]] = defaultdict(set)
    for profile in made:
        names[identity.canonical[profile.own]].add(profile.label)
    doubts = {
        (min(one, other), max(one, other))
        for doubt in identity.doubts
        for one in names[doubt.first]
        for other in names[doubt.second]
        if one != other
    }
    return pairs(names.values()), doubts, spent


def splink(made: list[Profile]) -> tuple[dict[float, Pairs], float]:
    """Return the pairs that Splink takes for one at each threshold, and the time it took."""
    import pandas
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    rows = {one.label: one for one in made}
    labels = sorted(rows)
    words = {label: re.findall(r"\w+", label) for label in labels}
    table = pandas.DataFrame(
        {
            "unique_id": number,
            "name": label.lower(),
            "type": rows[label].type,
            "first": words[label][0].lower(),
            "last": words[label][-1].lower(),
            "bare": " ".join(one.lower() for one in words[label] if one.lower() not in FORMS and len(one) > 1),
            "initials": "".join(one[0] for one in words[label]) if len(words[label]) > 2 else label,
            "country": rows[label].setting,
        }
        for number, label in enumerate(labels)
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("last", "type"), block_on("first", "type"), block_on("bare"), block_on("initials", "type"),
        ],
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.95, 0.9, 0.8]), compare.ExactMatch("bare"),
            compare.JaroWinklerAtThresholds("first", [0.9]), compare.JaroWinklerAtThresholds("last", [0.9]),
            compare.ExactMatch("type"), compare.ExactMatch("country"),
        ],
    )  # fmt: skip
    start = time.perf_counter()
    linker = Linker(table, settings, db_api=DuckDBAPI())
    linker.training.estimate_probability_two_random_records_match([block_on("bare")], recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    for column in ("last", "first"):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(column))
    found = linker.inference.predict(threshold_match_probability=min(THRESHOLDS)).as_pandas_dataframe()
    spent = time.perf_counter() - start
    return {
        least: pairs(
            (labels[one], labels[other])
            for one, other, share in found[["unique_id_l", "unique_id_r", "match_probability"]].itertuples(index=False)
            if share >= least
        )
        for least in THRESHOLDS
    }, spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=12_000)
    options = parser.parse_args()
    made = profiles(options.names, SEED)
    labels = {profile.label for profile in made}
    spelt = [[one[0] for one in spellings] for spellings in entities(random.Random(SEED), options.names)]
    gold = pairs([name for name in names if name in labels] for names in spelt)
    merged, doubts, spent = own(made)
    print(f"{len(labels)} names, {len(gold)} pairs")
    print(judged("merged", merged, gold, spent))
    print(judged("merged or in doubt", merged | doubts, gold, spent))
    by_threshold, spent = splink(made)
    for least, found in by_threshold.items():
        print(judged(f"Splink from {least}", found, gold, spent))


if __name__ == "__main__":
    main()
