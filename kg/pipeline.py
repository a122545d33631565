"""The wiring of a build: paths to articles to extractions to a graph."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, is_dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg import model
from kg.errors import ContentError, KgError, OnError, ReadError
from kg.language import english
from kg.model import Article, Extraction
from kg.readers import Columns, Located, located, read
from kg.readers.walk import STANDARD_INPUT
from kg.workers import carry, shared

if TYPE_CHECKING:
    from kg.extract.extractor import Extractor
    from kg.graph.store import Store

carry(one for one in vars(model).values() if is_dataclass(one) and isinstance(one, type))

Make = Callable[[], "Extractor"]
"""Makes an extractor, in any process."""


def explained(extractor: Extractor, article: Article) -> Iterator[str]:
    """Yield lines that tell how an article is read, sentence by sentence."""
    from kg.extract.explain import explain

    yield from explain(extractor, article)


@dataclass(slots=True)
class Summary:
    """What a build did; `statements` counts evidence, one a sentence and statement."""

    articles: int = 0
    skipped: int = 0
    replaced: int = 0
    pruned: int = 0
    sentences: int = 0
    statements: int = 0
    facts: int = 0
    claims: int = 0
    rejections: Counter[str] = field(default_factory=Counter)
    errors: int = 0

    def add(self, extraction: Extraction) -> None:
        self.articles += 1
        self.sentences += len(extraction.sentences)
        self.statements += len(extraction.statements)
        self.facts += sum(s.evidence[0].qualifiers.fact for s in extraction.statements)
        self.claims += len(extraction.claims)
        self.rejections.update(rejection.reason for rejection in extraction.rejections)

    def __str__(self) -> str:
        claimed = self.statements - self.facts
        articles = "1 article" if self.articles == 1 else f"{self.articles} articles"
        held = f", {self.skipped} already held" if self.skipped else ""
        held += f", {self.replaced} replaced" if self.replaced else ""
        held += f", {self.pruned} pruned" if self.pruned else ""
        failed = f", {self.errors} not read" if self.errors else ""
        rejected = "; ".join(f"{count} {reason}" for reason, count in self.rejections.most_common())
        return (
            f"{articles}{held}{failed} · {self.sentences} sentences, which make statements {self.statements} times "
            f"({self.facts} as facts, {claimed} as claims) · {self.claims} attributions"
            + (f"\nleft out: {rejected}" if rejected else "")
        )


def make_extractor(model: str, ontologies: Sequence[Path] | None = None) -> Extractor:
    """Return an extractor for a spaCy pipeline and ontology files (the packaged news ontology without any).

    Raises OntologyError or ModelError.
    """
    from kg.extract.parser_model import load_model
    from kg.extract.phrasebook import extractor
    from kg.ontology import load

    made = extractor(load(ontologies), load_model(model))
    gc.freeze()  # what is loaded stays: to look through it for garbage costs a tenth of all reading
    return made


def free_extractors() -> None:
    """Give back the memory of extractors that nobody holds any more."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def extractions(
    paths: Sequence[str], extractor: Extractor, on_error: OnError, *, open_: str = ""
) -> Iterator[Extraction]:
    """Yield the extraction of each article of the paths, in order; what cannot be read goes to `on_error`."""
    yield from extractor.extract(english(read(paths, on_error), on_error), open_=open_)


Extract = Callable[[Iterable[Article], OnError], Iterator[Extraction]]


def extracting(make: Make, extractor: Extractor, jobs: int) -> Extract:
    """Return what extracts from articles, in their order: `jobs` processes, or this one alone for a few articles.

    `make` makes in another process, to which it is sent, what `extractor` is in this one.
    """

    def extract(articles: Iterable[Article], on_error: OnError) -> Iterator[Extraction]:
        if jobs == 1:
            return extractor.extract(articles)
        coming = batches(articles)
        first = list(islice(coming, FEW))
        if len(first) < FEW:
            return extractor.extract(chain.from_iterable(first))
        return shared(chain(first, coming), partial(worker, make), jobs, lambda article: on_error(lost(article)))

    return extract


def lost(article: Article) -> ReadError:
    """Return the error for an article with which a process dies."""
    remedy = "the rest is done; free memory, or leave it out"
    return ReadError(f"article {article.id}", "the process that was reading it died", "", remedy)


EASED = 15_000
"""Quads that are written, in a few batches, before the store lets go of them and sorts them in with all others."""
FEW = 5
"""Batches of articles that one process alone has read before others are ready."""
BATCH = 50_000
"""Characters of text that are handed to a process at once; an article is never divided."""


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield the articles in batches, in their order."""
    batch: list[Article] = []
    held = 0
    for article in articles:
        batch.append(article)
        held += len(article.text)
        if held >= BATCH:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def worker(make: Make) -> Callable[[list[Article]], list[Extraction]]:
    """Return what a process does with a batch."""
    extractor = make()
    return lambda articles: list(extractor.extract(articles))


def build(
    paths: Sequence[str],
    extract: Extract,
    store: Store,
    on_error: OnError,
    on_done: OnDone,
    columns: Columns | None = None,
    *,
    prune: bool = False,
) -> Summary:
    """Add the articles of the paths to the store, one transaction an article, and return what was done.

    Articles that the store holds unchanged are skipped before they are parsed. One whose file has changed replaces
    what the store held of that file. To `prune` is to retract, at the end, what came from the paths and is gone there.
    `on_done` is called after each article, with nothing for one that is skipped.
    """
    summary, unread = Summary(), set[str]()

    def counted(error: KgError) -> None:
        summary.errors += 1
        unread.add(error.place)
        on_error(error)

    def came(one: Located) -> None:
        if one.path != STANDARD_INPUT:
            replaced = store.journal.origins.come(one.path, one.article.id, alone=one.alone)
            summary.replaced += sum(map(bool, map(store.forget, replaced)))

    waiting: dict[str, list[Located]] = {}

    def new(found: Iterable[Located]) -> Iterator[Article]:
        for one in found:
            store.journal.origins.see(one.path, one.article.id)
            if one.article.id in waiting:
                waiting[one.article.id].append(one)
            elif store.holds(one.article):
                summary.skipped += 1
                came(one)
                on_done(None)
            else:
                waiting[one.article.id] = [one]
                yield one.article

    for extraction in extract(english(new(located(paths, counted, columns)), counted), counted):
        places = waiting.pop(extraction.article.id)
        try:
            summary.replaced += store.add(extraction).replaced
        except ContentError as error:
            counted(error)
        else:
            for one in places:
                came(one)
            summary.add(extraction)
            on_done(extraction)
        if not waiting:  # what was handed out is all written: the next batch may have the memory for its parse
            store.ease(EASED)
    if prune:
        gone = store.journal.origins.gone([path for path in paths if path != STANDARD_INPUT], unread)
        summary.pruned += sum(map(bool, map(store.forget, gone)))
    return summary


OnDone = Callable[[Extraction | None], None]
