"""The wiring of who is who: a graph and the decisions on it become one settled identity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from kg.endpoint import Endpoint
from kg.entities.curate import AreOne
from kg.entities.index import Index
from kg.entities.ledger import Ledger, LedgerError
from kg.entities.ledger import read as read_ledger
from kg.entities.resolve import RULES, compare, resolve
from kg.errors import OnError, StoreError
from kg.identity import Curation, Decision, Fault, Identity, Likeness, Profile, Settled
from kg.making import begin
from kg.model import digest

if TYPE_CHECKING:
    from kg.graph.log import Known
    from kg.graph.store import Store
    from kg.ontology import Ontology

Change = Callable[[Ledger, Index, AreOne], Ledger]


def ledger_of(place: Path, named: Path | None = None, store: Store | None = None, *, begins: bool = False) -> Ledger:
    """Return the ledger of a graph: in the named file, else beside the graph (kg.ledger.tsv for kg.db).

    Raises LedgerError if it is none, or is not there although it was named, unless what is to be decided `begins` it,
    or although the store holds decisions: they would all be undone.
    """
    ledger = read_ledger(named or beside(place))
    if ledger.missing and named and not begins:
        remedy = "name the right one, or make an empty file where nothing is decided yet"
        raise LedgerError(str(ledger.path), "no ledger is there", "", remedy)
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
    _keep_tables(store, on_error)
    return settled


def take_over(store: Store, ledger: Ledger, rules: str, on_error: OnError) -> Settled | None:
    """Have it be settled who is who as a graph that came whole has it, by these rules; return what it comes to.

    None if it is to be settled anew: by other rules, or by other decisions than the graph holds. What is kept beside
    the graph for it is made by the next command that changes something.
    """
    if rules != RULES or ledger.faults or {one.id for one in ledger.decisions} != store.decision_ids():
        return None
    store.journal.settle(digest(RULES, ledger.digest()), _token())
    _keep_tables(store, on_error)
    return store.settled_as()


def _token() -> str:
    return f"{RULES} {token_hex(8)}"


def _keep_tables(store: Store, on_error: OnError) -> None:
    try:
        store.keep_tables()
    except StoreError as fault:
        on_error(fault)


def _settle(store: Store, ledger: Ledger, on_error: OnError, *, anyway: bool = False) -> Settled | None:
    """Make the store hold who is who, as `settle` does.

    Only what hangs together with articles that came or went is looked at, as long as what is kept beside the graph
    fits it. An interrupted settling is begun anew by the next one. It may be done `anyway`, even though it is held.
    """
    state = digest(RULES, ledger.digest())
    held, known = store.journal.settled()
    if held == state and not anyway:
        return None
    token = _token()
    with store.beside(_index) as index:
        anew = not known.startswith(f"{RULES} ") or index.token != known
        index.begin(anew=anew)
        for article in _all_articles(store) if anew else store.journal.unsettled():
            index.replace(article, store.profiles_in(article))
        settling, faults = index.settle(ledger.decisions)
        store.settle(settling)
        settled = index.finish(token)
    if anew:
        store.ease()
    store.journal.settle(state, token)
    for error in ledger_errors(store.states, ledger, settling.decisions, settling.curation, faults):
        on_error(error)
    return settled


def _all_articles(store: Store) -> list[str]:
    """Return the ids of all articles: the journal's if no single one is settled, for a graph's take 1.4 KB each."""
    store.ease()
    unsettled = [] if isinstance(store.place, Endpoint) else store.journal.unsettled()
    if len(unsettled) == store.count()[0] and all(map(store.has, unsettled)):
        return unsettled
    return list(store.article_ids())


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
