"""The articles of a shard into what each says. It is kept, so that what is done once is not done again."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import IO, NamedTuple, cast

from pyoxigraph import Store as Oxigraph

from kg.addresses import Folder
from kg.errors import ContentError, KgError
from kg.graph import vocabulary as v
from kg.graph.change import arriving
from kg.graph.copies import sketch
from kg.graph.events.folding import folded
from kg.graph.merge import Weight
from kg.graph.own import profiles
from kg.graph.rdf import statement_quads
from kg.graph.reading import Reader
from kg.identity import Curation, Profile
from kg.language import english
from kg.model import Article, Extraction, digest, verify
from kg.pipeline import Make, Summary, batches, lost, worker
from kg.spark.reading import Fault, Found, once
from kg.workers import shared

SHARDS = "shards"
FORMAT = "1"
"""Changes with the shape of what is kept."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How articles are read: what makes an extractor, of which versions, and the prefixes of its ontologies.

    Two of the same versions read alike; with any word list that they read by, versions are others.
    """

    versions: tuple[str, ...]
    make: Make = field(compare=False)
    prefixes: Mapping[str, str] = field(compare=False)

    @property
    def names(self) -> v.Names:
        """Return the names that statements use."""
        return v.Names(self.prefixes)


Cast = tuple[Profile, ...]
"""Who and what an article speaks of."""


class Shard(NamedTuple):
    """A shard that is done: its file in the folder, what was done for it, and what went wrong."""

    number: int
    name: str
    summary: Summary
    faults: list[Fault]


@dataclass(slots=True)
class Head:
    """What is told of a shard at the head of its file; where an article was `lost`, the shard is to be read again."""

    summary: Summary
    errors: list[KgError]
    lost: bool = False


def extracted(
    folder: Folder, reading: Reading, attempt: Callable[[], int], number: int, found: Iterable[Found]
) -> Shard:
    """Have what the articles of a shard say kept in the folder, unless it is there already.

    The file's name tells the content of the articles, and what reads them. From the second `attempt` on, after one
    with which a worker died, another process reads them: it dies alone, with the article that is too much.
    """
    articles, faults = once(found)
    errors: list[KgError] = []
    articles = list(english(articles, errors.append))
    state = digest(FORMAT, *reading.versions, *(part for one in articles for part in (one.id, one.digest())))
    name = f"{SHARDS}/{number:06}-{state[:20]}"
    head = _head(folder, name)
    if head is not None and not head.lost:
        summary = Summary(skipped=head.summary.articles)
    else:
        head = _made(folder, name, reading, articles, alone=attempt() > 0)
        summary = head.summary
    errors += head.errors
    summary.errors = len(errors) + len(faults)
    return Shard(number, name, summary, [*faults, *(Fault(-1, number, error) for error in errors)])


def casts(folder: Folder, name: str) -> list[tuple[str, Cast]]:
    """Return each article of a shard, by id, with whom and what it speaks of."""
    with folder.read(name) as stream:
        pickle.load(stream)
        return cast(list[tuple[str, Cast]], pickle.load(stream))


def extractions(folder: Folder, name: str) -> list[tuple[str, Extraction]]:
    """Return each article of a shard, by id, with what it says, in its own ids."""
    with folder.read(name) as stream:
        pickle.load(stream)
        pickle.load(stream)
        return cast(list[tuple[str, Extraction]], pickle.load(stream))


def _head(folder: Folder, name: str) -> Head | None:
    if not folder.has(name):
        return None
    damage = (pickle.UnpicklingError, EOFError, AttributeError, ValueError, IndexError, ImportError)
    with folder.read(name) as stream, suppress(*damage):  # a disk may have damaged it, anywhere
        head, _, _ = (pickle.load(stream) for _ in range(3))
        return cast(Head, head)
    return None


def _made(folder: Folder, name: str, reading: Reading, articles: Sequence[Article], *, alone: bool) -> Head:
    kept = Head(Summary(), [])
    said, spoken = list[tuple[str, Extraction]](), list[tuple[str, Cast]]()

    def on_lost(article: Article) -> None:
        kept.errors.append(lost(article))
        kept.lost = True

    for extraction in _extractions(reading, articles, on_lost, alone=alone):
        id_ = extraction.article.id
        try:
            told, speaks_of = _told(extraction, reading.names)
        except ContentError as error:
            kept.errors.append(error)
        else:
            said.append((id_, told))
            spoken.append((id_, speaks_of))
            kept.summary.add(extraction)

    keep(folder, name, kept, spoken, said)
    return kept


def keep(
    folder: Folder, name: str, head: Head, spoken: list[tuple[str, Cast]], said: list[tuple[str, Extraction]]
) -> None:
    """Write the file of a shard."""

    def fill(stream: IO[bytes]) -> None:
        for part in (head, spoken, said):
            pickle.dump(part, stream)

    folder.write(name, fill)


def _extractions(
    reading: Reading, articles: Sequence[Article], on_lost: Callable[[Article], None], *, alone: bool
) -> Iterator[Extraction]:
    if not alone:
        return _extract(reading)(articles)
    return shared(batches(articles), partial(worker, reading.make), 1, on_lost)


@cache
def _extract(reading: Reading) -> Callable[[Sequence[Article]], Iterator[Extraction]]:
    """Return what extracts, which a worker makes once."""
    return reading.make().extract


def _told(extraction: Extraction, names: v.Names) -> tuple[Extraction, Cast]:
    """Return what an article says as the graph will hold it; raise ContentError where it has no place there."""
    verify(extraction)
    made = sketch(extraction.article.text)
    extraction = folded(replace(extraction, open_statements=(), claims=(), rejections=(), sketch=made))
    side, node = arriving(extraction, names, {}), v.article(extraction.article.id)
    quads = Oxigraph()
    quads.extend(side.quads)
    for one in side.statements.values():
        quads.extend(statement_quads(one, Weight(fact=False, confidence=0.0, sources=0), names, Curation()))
    return extraction, tuple(profiles(Reader(quads, names), node))
