"""The only wiring: paths to articles to extractions to a graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from kg import __version__
from kg.endpoint import Endpoint
from kg.entities.curate import AreOne
from kg.entities.index import Index
from kg.entities.ledger import Ledger, LedgerError
from kg.entities.ledger import read as read_ledger
from kg.entities.resolve import RULES, compare, resolve
from kg.errors import ContentError, KgError, ReadError, StoreError
from kg.identity import Curation, Decision, Fault, Identity, Likeness, Profile, Settled
from kg.language import english
from kg.model import Article, Extraction, digest
from kg.readers import Columns, Located, located, read
from kg.readers.walk import STANDARD_INPUT
from kg.workers import shared

if TYPE_CHECKING:
    from kg.extract.extractor import Extractor
    from kg.graph.log import Known
    from kg.graph.store import Store
    from kg.ontology import Ontology

OnError = Callable[[KgError], None]
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
        try:
            store.add(extraction)
        except ContentError as error:
            counted(error)
        else:
            for one in waiting.pop(extraction.article.id):
                came(one)
            summary.add(extraction)
            on_done(extraction)
    if prune:
        gone = store.journal.origins.gone([path for path in paths if path != STANDARD_INPUT], unread)
        summary.pruned += sum(map(bool, map(store.forget, gone)))
    return summary


OnDone = Callable[[Extraction | None], None]


def begin(store: Store, command: str, extractor: Extractor | None = None) -> None:
    """Have the store's log tell that this command changes the graph, with which model and ontology."""
    from kg.graph.log import Run

    tool, model, ontology = made_by(extractor)
    store.begin(Run(command, tool, model, ontology))


def made_by(extractor: Extractor | None) -> tuple[str, str, str]:
    """Return the versions of tool, model and ontology; of those that do not matter, nothing."""
    described = extractor.model.meta if extractor else {}
    model = f"{described['lang']}_{described['name']} {described['version']}" if described else ""
    return f"kg {__version__}", model, extractor.ontology.digest if extractor else ""


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

    identity, faults = resolve(profiles, classes().is_a, ledger.decisions, part)
    return identity, sorted({*ledger.faults, *faults})


def settle(store: Store, ledger: Ledger, on_error: OnError, *, anyway: bool = False) -> Settled | None:
    """Make the store hold who is who, by rules and ledger; return what it comes to, or None if it held it already.

    Its tables are brought up to date. Faults of the ledger, and of the tables, go to `on_error`.
    """
    settled = _settle(store, ledger, on_error, anyway=anyway)
    try:
        store.keep_tables()
    except StoreError as fault:
        on_error(fault)
    return settled


def _settle(store: Store, ledger: Ledger, on_error: OnError, *, anyway: bool = False) -> Settled | None:
    """Make the store hold who is who, as `settle` does.

    Only what hangs together with articles that came or went is looked at, as long as what is kept beside the graph
    fits it. An interrupted settling is begun anew by the next one. It may be done `anyway`, even though it is held.
    """
    state = digest(RULES, ledger.digest())
    held, known = store.journal.settled()
    if held == state and not anyway:
        return None
    token = f"{RULES} {token_hex(8)}"
    with store.beside(_index) as index:
        anew = not known.startswith(f"{RULES} ") or index.token != known
        index.begin(anew=anew)
        for article in store.article_ids() if anew else store.journal.unsettled():
            index.replace(article, store.profiles_in(article))
        settling, faults = index.settle(ledger.decisions)
        store.settle(settling)
        settled = index.finish(token)
    store.journal.settle(state, token)
    for error in ledger_errors(store.states, ledger, settling.decisions, settling.curation, faults):
        on_error(error)
    return settled


def _index(folder: Path) -> Index:
    from kg.ontology.events import part

    return Index(folder, classes().is_a, part)


def ledger_errors(
    states: Callable[[str], bool],
    ledger: Ledger,
    decisions: Iterable[Decision],
    curation: Curation,
    faults: Iterable[Fault],
) -> Iterator[LedgerError]:
    """Yield what is wrong with a ledger, by line; a rejected statement that no article `states` is wrong as well."""
    lines = {decision.id: decision.line for decision in decisions}
    unsaid = [lines[by] for statement, by in curation.rejected.items() if not states(statement)]
    missing = [Fault((line,), "no article makes this statement", gone=True) for line in unsaid]
    for fault in sorted({*faults, *missing}):
        place = f"{ledger.path}, line{'s' if len(fault.lines) > 1 else ''} {', '.join(map(str, fault.lines))}"
        remedy = "it is kept for when one does" if fault.gone else "mend or delete it; the rest is applied"
        error = LedgerError(place, fault.found, "", remedy)
        error.bearable = fault.gone
        yield error


def decide(store: Store, ledger: Ledger, change: Change, on_error: OnError) -> tuple[Ledger, Settled]:
    """Write what somebody decides into the ledger, settle it, and return the new ledger and who is who then.

    `change` gets the ledger, who is who now, and a function that tells whether two would be one by another ledger. Only
    what hangs together with what is decided is looked at. Raises LedgerError, and nothing is written, if what it
    returns contradicts what was decided before.
    """
    begin(store, "settle")
    with in_step(store, ledger, on_error) as index:
        before = index.settled
        with index.trial(ledger.decisions) as faults:
            known = {fault.found for fault in (*faults, *ledger.faults)}
        changed = change(ledger, index, partial(are_one, index))
        with index.trial(changed.decisions) as faults:
            wrong = sorted({*faults, *changed.faults})
    for fault in wrong:
        if not fault.gone and fault.found not in known:
            rows = "; ".join(text.replace("\t", " ") for line, text in changed.rows if line in fault.lines)
            raise LedgerError(str(ledger.path), fault.found, f"the rows would be: {rows}", "nothing changed")
    changed.write()
    kinds = {decision.kind for decision in {*changed.decisions} ^ {*ledger.decisions}}
    begin(store, ", ".join(sorted(kinds)) or "settle")
    return changed, settle(store, changed, on_error) or before


Change = Callable[[Ledger, Index, AreOne], Ledger]


@contextmanager
def in_step(store: Store, ledger: Ledger, on_error: OnError) -> Iterator[Index]:
    """Settle who is who, and give what is kept of it, which is made anew if it is not that of the graph."""
    settled = settle(store, ledger, on_error)
    with store.beside(_index) as index:
        if settled is None and index.token != (store.journal.settled()[1] or None):
            settle(store, ledger, on_error, anyway=True)
        yield index


def are_one(index: Index, ledger: Ledger, first: str, second: str) -> bool:
    """Tell whether two units would be one by a ledger, or one of them is not there."""
    with index.trial(ledger.decisions):
        return index.are_one(first, second)


@contextmanager
def as_of(store: Store, ledger: Ledger, day: str) -> Iterator[tuple[Store, Known]]:
    """Give the graph as it was known on a day, or at a time, and how much of what was known then is gone.

    Decisions count from their day on, those without a day always. Raises KgError if it is no day.
    """
    from kg.graph.log import end_of
    from kg.graph.past import past

    until = end_of(day)
    known = store.known(until)
    made = [one for one in ledger.decisions if one.date[:10] <= until.date().isoformat()]
    with past(store, known.articles) as then:
        _settle(then, replace(ledger, decisions=tuple(made)), lambda error: None)
        then.place = store.place  # which errors name
        yield then, known


def unsettled(store: Store, ledger: Ledger) -> Iterator[str]:
    """Yield one line for each thing in which the store is not as rules and ledger have it, and for each fault of these.

    Rows that name what is gone are none.
    """
    identity, faults = identify(store.profiles(), ledger)
    wrong = ledger_errors(store.states, ledger, identity.decisions, identity.curation, faults)
    yield from (str(error) for error in wrong if not error.bearable)
    found = list(store.unsettled(identity))
    if found:
        yield "it is not settled who is who: kg build settles it, and so does each command that changes the graph"
    yield from found


def compared(store: Store, ledger: Ledger, first: str, second: str) -> tuple[str, Likeness | None]:
    """Return what contradicts that two entities are one, nothing if nothing does, and how alike they are."""
    return compare(store.profiles(), classes().is_a, ledger.decisions, first, second)


@cache
def classes() -> Ontology:
    """Return the packaged ontology: who is who must not depend on the ontology that a command was given."""
    from kg.ontology import load

    return load()
