"""`kg retract`: take an article back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_GRAPH, GraphPlace, LedgerFile
from kg.cli.reporting import Errors

if TYPE_CHECKING:
    from kg.graph.change import Change, Effect
    from kg.graph.store import Store


def retract(
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE-ID|PATH|URL",
            help="An id, a file or folder that was added, or an address.",
            show_default=False,
        ),
    ] = "",
    publisher: Annotated[
        str, typer.Option("--publisher", metavar="NAME", help="Take out all articles of a publisher instead.")
    ] = "",
    graph: GraphPlace = DEFAULT_GRAPH,
    ledger: LedgerFile = None,
) -> None:
    """Take an article out of the graph, with all that rests on it alone, and tell what was lost.

    What other articles say as well is kept, with less confidence if it loses a source. The graph is then the same as
    one that never had the article.

    Example: kg retract examples/articles/07-miners-strike.txt
    """
    from kg.graph.store import Store
    from kg.making import begin
    from kg.settling import ledger_of, settle

    if bool(article) == bool(publisher):
        raise typer.BadParameter("name an article, or a publisher with --publisher")
    errors = Errors()
    with Store.open(graph) as store:
        decided = ledger_of(graph, ledger, store)
        begin(store, "retract")
        for id_ in _of_publisher(store, publisher) if publisher else named(store, article, errors):
            print(*account(store.retract(id_)), sep="\n")
        settle(store, decided, errors)
    errors.exit()


def _of_publisher(store: Store, name: str) -> list[str]:
    """Return the ids of the articles of a publisher; raise StoreError without any."""
    from kg.errors import StoreError
    from kg.graph.lookup import near

    found = store.articles_by(name)
    if not found:
        remedy = near(name, store.publishers(), "see with kg stats which there are")
        raise StoreError(str(store.place), f"no article of the publisher {name!r}", "", remedy)
    return found


def named(store: Store, name: str, errors: Errors) -> list[str]:
    """Return the ids of the articles with this id, from this address, or of this file; raise StoreError without any."""
    from kg.readers import read

    if store.has(name):
        return [name]
    found = store.articles_at(name) or [one for one in store.journal.origins.articles(name) if store.has(one)]
    if not found and Path(name).exists():
        found = [one.id for one in read([name], errors) if store.has(one.id)]
    if not found and not errors.count:
        raise store.unknown(name)
    return found


def account(change: Change) -> Iterator[str]:
    """Yield what a retraction did: a line of counts, then one for each statement."""
    from kg.graph.wording import counted, triple

    entities = counted(len(change.entities_lost), "entity")
    lost, weakened, kept = change.lost, change.weakened, change.kept
    yield (
        f"{change.article}: {counted(len(lost), 'statement')} lost, {len(weakened)} weakened, {len(kept)} kept; "
        f"{entities} lost"
    )
    yield from (f"  lost      {triple(effect.statement)}" for effect in lost)
    yield from (f"  weakened  {triple(effect.statement)} ({_less(effect)})" for effect in weakened)
    yield from (f"  kept      {triple(effect.statement)}" for effect in kept)
    yield from (f"  lost      {label}" for label in change.entities_lost)


def _less(effect: Effect) -> str:
    from kg.graph.wording import strength

    assert effect.before
    assert effect.after
    return f"{strength(effect.before)} -> {strength(effect.after)}"
