"""`kg split`: what was taken for one entity is two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.deciding import Author, Name, Why, decide, the_entity, who
from kg.cli.options import DEFAULT_GRAPH, GraphPlace, LedgerFile
from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.graph.store import Store
    from kg.identity import Own
    from kg.model import Entity
    from kg.settling import Change


def split(
    entity: Name,
    mentions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[MENTION]...",
            help="What to take out: ARTICLE#char=START,END, or ARTICLE#entity=ID for all that an article calls so.",
            show_default=False,
        ),
    ] = None,
    why: Why = "",
    author: Author = "",
    graph: GraphPlace = DEFAULT_GRAPH,
    ledger: LedgerFile = None,
) -> None:
    """Take mentions out of an entity; those that one article takes for the same go together.

    Taking out all of what was merged undoes the merge. Without a MENTION, what the entity is made of is listed.

    Example: kg split "Harbor Post"
    """
    from kg.entities.curate import split as rows

    if not mentions:
        _list(graph, entity)
        return

    def change_of(store: Store) -> Change:
        id_ = store.canonical(the_entity(store, entity))
        chosen = {own for mention in mentions for own in named(store, id_, mention)}
        return lambda ledger, identity, _: rows(ledger, identity, id_, chosen, who(author, why))

    decide(graph, ledger, change_of)


def _list(graph: Path, entity: str) -> None:
    from kg.graph.store import Store
    from kg.graph.wording import counted

    with Store.open(graph, read_only=True) as store:
        for own, found in store.owned(store.canonical(the_entity(store, entity))):
            print(f"{own.article}#entity={own.id}  {found.label}  ({counted(len(found.mentions), 'mention')})")


def named(store: Store, entity: str, mention: str) -> Iterator[Own]:
    """Yield the entities of articles that a mention is of; raise KgError if none of them refers to the entity."""
    parts = re.fullmatch(r"(.+)#(char|entity)=(.+)", mention, re.DOTALL)
    if parts is None:
        raise KgError(repr(mention), "no mention", "expected ARTICLE#char=START,END or ARTICLE#entity=ID", "")
    article, kind, place = parts.groups()
    found = [own for own, one in store.owned(entity) if own.article == article and _is_of(own, one, kind, place)]
    if not found:
        raise KgError(repr(mention), f"{entity} has no such mention", "", f"list them with kg split {entity}")
    yield from found


def _is_of(own: Own, described: Entity, kind: str, place: str) -> bool:
    if kind == "entity":
        return own.id == place
    start, _, end = place.partition(",")
    spans = (mention.span for mention in described.mentions)
    return any((str(span.start), str(span.end)) == (start, end) for span in spans)
