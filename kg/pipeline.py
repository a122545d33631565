"""The only wiring: paths to articles to extractions to a graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.endpoint import Endpoint
from kg.entities.ledger import Ledger, LedgerError
from kg.entities.ledger import read as read_ledger
from kg.entities.resolve import RULES, compare, resolve
from kg.errors import ContentError, KgError, ReadError
from kg.identity import Fault, Identity, Likeness, Profile
from kg.language import english
from kg.model import Article, Extraction, digest
from kg.readers import Columns, read
from kg.workers import shared

if TYPE_CHECKING:
    from kg.extract.extractor import Extractor
    from kg.graph.store import Store
    from kg.ontology import Ontology

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


Extract = Callable[[Iterable[Article], OnError], Iterator[Extraction]]


def extracting(make: Callable[[], Extractor], extractor: Extractor, jobs: int) -> Extract:
    """Return what extracts from articles, in their order: `jobs` processes, or this one alone for a few articles.

    `make` makes in another process, to which it is sent, what `extractor` is in this one.
    """

    def extract(articles: Iterable[Article], on_error: OnError) -> Iterator[Extraction]:
        if jobs == 1:
            return extractor.extract(articles)
        coming = _batches(articles)
        first = list(islice(coming, FEW))
        if len(first) < FEW:
            return extractor.extract(chain.from_iterable(first))
        return shared(chain(first, coming), partial(_worker, make), jobs, lambda article: on_error(_lost(article)))

    return extract


def _lost(article: Article) -> ReadError:
    remedy = "the rest is done; free memory, or leave it out"
    return ReadError(f"article {article.id}", "the process that was reading it died", "", remedy)


FEW = 5
"""Batches of articles that one process alone has read before others are ready."""
BATCH = 50_000
"""Characters of text that are handed to a process at once; an article is never divided."""


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
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


def _worker(make: Callable[[], Extractor]) -> Callable[[list[Article]], list[Extraction]]:
    extractor = make()
    return lambda articles: list(extractor.extract(articles))


def build(
    paths: Sequence[str],
    extract: Extract,
    store: Store,
    on_error: OnError,
    on_done: OnDone,
    columns: Columns | None = None,
) -> Summary:
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

    for extraction in extract(english(new(read(paths, counted, columns)), counted), counted):
        try:
            store.add(extraction)
        except ContentError as error:
            counted(error)
        else:
            summary.add(extraction)
            on_done(extraction)
    return summary


OnDone = Callable[[Extraction], None]


def ledger_of(place: Path, named: Path | None = None, store: Store | None = None) -> Ledger:
    """Return the ledger of a graph: in the named file, else beside the graph (kg.ledger.tsv for kg.db).

    Raises LedgerError if it is none, or is not there although the store holds decisions: they would all be undone.
    """
    ledger = read_ledger(named or beside(place))
    if ledger.missing and store is not None and store.decided():
        found = "no ledger is there, and the graph holds decisions"
        remedy = "name it with --ledger, or make an empty file to undo them all"
        raise LedgerError(str(ledger.path), found, "", remedy)
    return ledger


def beside(place: Path) -> Path:
    """Return where the ledger of a graph lies: beside its folder or file; of an endpoint where one works."""
    folder = Path() if isinstance(place, Endpoint) else place.parent
    return folder / f"{place.name.removesuffix('.db')}.ledger.tsv"


def identify(profiles: Iterable[Profile], ledger: Ledger) -> tuple[Identity, list[Fault]]:
    """Return who is who among the entities of all articles, by rules and ledger, and what is wrong with the ledger."""
    from kg.ontology.events import part

    identity, faults = resolve(profiles, _classes().is_a, ledger.decisions, part)
    return identity, sorted({*ledger.faults, *faults})


def settle(store: Store, ledger: Ledger, on_error: OnError) -> Identity | None:
    """Make the store hold who is who, by rules and ledger; return that, or None if it held it already.

    An interrupted settling is begun anew by the next one. Faults of the ledger go to `on_error`.
    """
    state = digest(RULES, ledger.digest())
    if store.settled == state:
        return None
    identity, faults = identify(store.profiles(), ledger)
    store.settle(identity, state)
    for error in ledger_errors(store, ledger, identity, faults):
        on_error(error)
    return identity


def ledger_errors(store: Store, ledger: Ledger, identity: Identity, faults: Iterable[Fault]) -> Iterator[LedgerError]:
    """Yield what is wrong with a ledger, by line; a rejected statement that no article makes is wrong as well."""
    lines = {decision.id: decision.line for decision in identity.decisions}
    unsaid = [lines[by] for statement, by in identity.curation.rejected.items() if not store.states(statement)]
    missing = [Fault((line,), "no article makes this statement", gone=True) for line in unsaid]
    for fault in sorted({*faults, *missing}):
        place = f"{ledger.path}, line{'s' if len(fault.lines) > 1 else ''} {', '.join(map(str, fault.lines))}"
        remedy = "it is kept for when one does" if fault.gone else "mend or delete it; the rest is applied"
        error = LedgerError(place, fault.found, "", remedy)
        error.bearable = fault.gone
        yield error


def decide(store: Store, ledger: Ledger, change: Change, on_error: OnError) -> tuple[Ledger, Identity]:
    """Write what somebody decides into the ledger, settle it, and return the new ledger and who is who then.

    `change` gets the ledger, who is who now, and a function that tells who would be who by another ledger. Raises
    LedgerError, and nothing is written, if what it returns contradicts what was decided before.
    """
    settle(store, ledger, on_error)
    profiles = list(store.profiles())
    before, known = identify(profiles, ledger)
    changed = change(ledger, before, lambda other: identify(profiles, other)[0])
    _, faults = identify(profiles, changed)
    for fault in faults:
        if not fault.gone and fault.found not in {one.found for one in known}:
            rows = "; ".join(text.replace("\t", " ") for line, text in changed.rows if line in fault.lines)
            raise LedgerError(str(ledger.path), fault.found, f"the rows would be: {rows}", "nothing changed")
    changed.write()
    return changed, settle(store, changed, on_error) or before


Change = Callable[[Ledger, Identity, Callable[[Ledger], Identity]], Ledger]


def unsettled(store: Store, ledger: Ledger) -> Iterator[str]:
    """Yield one line for each thing in which the store is not as rules and ledger have it, and for each fault of these.

    Rows that name what is gone are none.
    """
    identity, faults = identify(store.profiles(), ledger)
    yield from (str(error) for error in ledger_errors(store, ledger, identity, faults) if not error.bearable)
    found = list(store.unsettled(identity))
    if found:
        yield "it is not settled who is who: kg build settles it, and so does each command that changes the graph"
    yield from found


def compared(store: Store, ledger: Ledger, first: str, second: str) -> tuple[str, Likeness | None]:
    """Return what contradicts that two entities are one, nothing if nothing does, and how alike they are."""
    return compare(store.profiles(), _classes().is_a, ledger.decisions, first, second)


@cache
def _classes() -> Ontology:
    """Return the packaged ontology: who is who must not depend on the ontology that a command was given."""
    from kg.ontology import load

    return load()
