"""Print precision and recall of links by what the gold links: places, organizations that are listed, and the rest.

    kg entities ../shared/dev/gum-news/articles.jsonl |
        python tests/bench/links.py ../shared/dev/gum-news ../shared/eval

The first argument is a folder with articles.jsonl and gold.jsonl, the second that of the scorer whose alignment of
mentions is used. A thing is listed if the gazetteer has its public id, or, for a place, its name. With --missed each
link that is not given is printed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from kg.gazetteer import Gazetteer

OUTCOMES = ("right", "wrong", "no link", "no mention")


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def kind(type_: str, names: list[str], wanted: set, listed: set, gazetteer: Gazetteer) -> str:
    """Return the row that a gold chain counts in."""
    if type_ == "place":
        return "places, listed" if wanted & listed or any(map(gazetteer.lookup, names)) else "places, others"
    if type_ == "organization":
        return "organizations, listed" if wanted & listed else "organizations, others"
    return "people and the rest"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--missed", action="store_true")
    options = parser.parse_args()
    sys.path.insert(0, str(options.scorer))
    from entities import Article, authority  # type: ignore[import-not-found]

    gazetteer = Gazetteer.load()
    listed = {authority(link) for entry in gazetteer.entries() for link in entry.links}
    texts = {row["id"]: row["text"] for row in rows(options.gold / "articles.jsonl")}
    links: dict[str, set] = {}
    mentions: dict[str, list[dict]] = defaultdict(list)
    for line in sys.stdin:
        entity = json.loads(line)
        links[entity["id"]] = {authority(link["iri"]) for link in entity["links"]}
        for mention in entity["mentions"]:
            mentions[mention["article"]].append({**mention, "entity": entity["id"], "type": entity["type"]})
    counts: Counter[tuple[str, str]] = Counter()
    for gold in rows(options.gold / "gold.jsonl"):
        text = texts[gold["id"]]
        article = Article(gold, mentions[gold["id"]], text)
        owners: dict[str, Counter[str]] = defaultdict(Counter)
        for one, other in article.by_head.items():
            owners[article.gold[one]["chain"]][article.found[other]["entity"]] += 1
        for chain, iris in article.links.items():
            own = [one for one in article.gold if one["chain"] == chain]
            names = [text[one["start"] : one["end"]] for one in own if one["kind"] == "name"]
            wanted = {authority(iri) for iri in iris} - {None}
            row = kind(own[0]["type"] if own else "", names, wanted, listed, gazetteer)
            owner = max(owners[chain], key=lambda one: (owners[chain][one], one)) if chain in owners else None
            given = {link for link in links.get(owner or "", ()) if link and link[0] in {name for name, _ in wanted}}
            outcome = OUTCOMES[0 if given & wanted else 1 if given else 2 if owner else 3]
            counts[row, outcome] += 1
            if options.missed and outcome != "right":
                print(f"{row}: {outcome}: {gold['id']}: {names[:3]} {sorted(wanted)}")
    print(f"{'':24}{'gold':>6}{'right':>7}{'wrong':>7}  precision  recall")
    together = [row for row in sorted({row for row, _ in counts}) if row.endswith(", listed") or row[:6] == "places"]
    for label, members in [
        *((row, [row]) for row in sorted({row for row, _ in counts})),
        ("places, and listed", together),
    ]:
        right, wrong = (sum(counts[row, one] for row in members) for one in OUTCOMES[:2])
        gold_ = sum(counts[row, one] for row in members for one in OUTCOMES)
        print(f"{label:24}{gold_:6}{right:7}{wrong:7}{right / max(right + wrong, 1):11.3f}{right / max(gold_, 1):8.3f}")


if __name__ == "__main__":
    main()
