"""The only wiring: paths to articles to extractions to a graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.entities.ledger import Ledger, LedgerError
from kg.entities.ledger import read as read_ledger
from kg.entities.resolve import RULES, resolve
from kg.errors import ContentError, KgError
from kg.identity import Fault, Identity
from kg.language import english
from kg.model import Article, Extraction, digest
from kg.readers import read

if TYPE_CHECKING:
    from kg.extract.extractor import Extractor
    from kg.graph.store import Store

OnError = Callable[[KgError], None]


def explained(extractor: Extractor, article: Article) -> Iterator[str]:
    """Yield lines that tell how an article is read, sentence by sentence."""
    from kg.extract.explain import explain

    yield from explain(extractor, article)


@dataclass(slots=True)
class Summary:
    """What a build did; `statements` counts evidence, one a sentence and statement."""

    articles: int = 0
    skipped: int = 0
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
    from kg.extract.parse import load_model
    from kg.extract.phrasebook import extractor
    from kg.ontology import load

    return extractor(load(ontologies), load_model(model))


def extractions(
    paths: Sequence[str], extractor: Extractor, on_error: OnError, *, open_: str = ""
) -> Iterator[Extraction]:
    """Yield the extraction of each article of the paths, in order; what cannot be read goes to `on_error`."""
    yield from extractor.extract(english(read(paths, on_error), on_error), open_=open_)


def build(paths: Sequence[str], extractor: Extractor, store: Store, on_error: OnError, on_done: OnDone) -> Summary:
    """Add the articles of the paths to the store, one transaction an article, and return what was done.

    Articles that the store holds unchanged are skipped before they are parsed. `on_done` is called after each article.
    """
    summary = Summary()

    def counted(error: KgError) -> None:
        summary.errors += 1
        on_error(error)

    def new(articles: Iterable[Article]) -> Iterator[Article]:
        for article in articles:
            if store.holds(article):
                summary.skipped += 1
            else:
                yield article

    for extraction in extractor.extract(english(new(read(paths, counted)), counted)):
        try:
            store.add(extraction)
        except ContentError as error:
            counted(error)
        else:
            summary.add(extraction)
            on_done(extraction)
    return summary


OnDone = Callable[[Extraction], None]


def ledger_of(place: Path, named: Path | None = None) -> Ledger:
    """Return the ledger of a graph: in the named file, else beside the graph (kg.ledger.tsv for kg.db)."""
    return read_ledger(named or place.with_name(f"{place.name.removesuffix('.db')}.ledger.tsv"))


def identify(store: Store, ledger: Ledger) -> tuple[Identity, list[KgError]]:
    """Return who is who in the store's articles by rules and ledger, and what is wrong with the ledger."""
    from kg.ontology import load

    identity, faults = resolve(store.profiles(), load().is_a, ledger.decisions)
    return identity, [_ledger_error(ledger, fault) for fault in sorted({*ledger.faults, *faults})]


def settle(store: Store, ledger: Ledger, on_error: OnError, identity: Identity | None = None) -> Identity | None:
    """Make the store hold who is who, by rules and ledger; return that, or None if it held it already.

    `identity` is what `identify` returned, if it was called. An interrupted settling is begun anew by the next one.
    """
    state = digest(RULES, ledger.digest())
    if store.settled == state:
        return None
    if identity is None:
        identity, faults = identify(store, ledger)
        for fault in faults:
            on_error(fault)
    store.settle(identity, state)
    return identity


def unsettled(store: Store, ledger: Ledger) -> Iterator[str]:
    """Yield one line for each thing in which the store is not as rules and ledger have it, and for each fault."""
    identity, faults = identify(store, ledger)
    yield from map(str, faults)
    found = list(store.unsettled(identity))
    if found:
        yield "it is not settled who is who: kg build settles it, and so does each command that changes the graph"
    yield from found


def _ledger_error(ledger: Ledger, fault: Fault) -> LedgerError:
    lines = ", ".join(map(str, fault.lines))
    place = f"{ledger.path}, line{'s' if len(fault.lines) > 1 else ''} {lines}"
    remedy = "it is kept for when one does" if fault.gone else "mend or delete it; the rest is applied"
    return LedgerError(place, fault.found, "", remedy)
