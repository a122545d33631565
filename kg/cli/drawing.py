"""What `kg draw` draws: the statements that its options choose, and what happened to somebody."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from kg.errors import KgError

if TYPE_CHECKING:
    import pathlib

    from kg.graph.paths import Path
    from kg.graph.saying import Saying
    from kg.graph.store import Store
    from kg.graph.timeline import Entry
    from kg.model import Statement
    from kg.view.timeline import Happening
    from kg.view.told import Item, Sheet


@dataclass(frozen=True, slots=True)
class Choice:
    """Statements with a title; the ids of entities that are drawn anyway; ids in columns, for what leads somewhere."""

    title: str
    statements: Iterable[Statement]
    also: Sequence[str] = ()
    columns: Sequence[Sequence[str]] = ()


def only_one(given: Mapping[str, object]) -> None:
    """Raise an error of usage if more than one of some options is given."""
    names = [name for name, value in given.items() if value is not None]
    if len(names) > 1:
        raise typer.BadParameter(f"{' and '.join(names)} exclude each other: choose one")


def choice(
    store: Store,
    about: str | None,
    depth: int,
    path: tuple[str, str] | None,
    claims: bool,
    query: str | None,
    folders: Sequence[pathlib.Path],
    parameters: Sequence[str],
) -> Choice:
    """Return what the options of `kg draw` choose; raise KgError where that is nothing."""
    from kg.view.scene import WHOLE, surroundings

    if query is not None:
        return _queried(store, query, folders, parameters)
    if parameters:
        raise KgError(repr(parameters[0]), "kg draw has no such option", "", "see kg draw --help")
    if path is not None:
        return _path(store, *path, claims)
    if about is not None:
        return Choice(*surroundings(store, about, depth))
    return Choice(WHOLE, store.statements())


def _queried(store: Store, query: str, folders: Sequence[pathlib.Path], parameters: Sequence[str]) -> Choice:
    from kg.graph.chosen import chosen
    from kg.graph.queries import bound, options, resolve
    from kg.graph.wording import counted

    asked = resolve(query, folders)
    found = chosen(store, bound(asked, options(parameters), store))
    if found.unstated:
        left = f"{counted(found.unstated, 'triple')} of the result no article states: left out"
        print(f"kg: hint: {left}", file=sys.stderr)
    return Choice(asked.title.partition(":")[0] or "What a query chose", found.statements, found.entities)


def _path(store: Store, start: str, end: str, claims: bool) -> Choice:
    from kg.graph.lookup import entities_called
    from kg.graph.paths import paths
    from kg.graph.trust import Trust

    starts, ends = entities_called(store, start), entities_called(store, end)
    found = paths(store, starts, ends, Trust(everyone=claims))
    told = {one.id: one for path in found for step in path.steps for one in step.statements}
    steps = found[0].steps
    title = f"How {steps[0].start.label} and {steps[-1].end.label} are connected"
    return Choice(title, list(told.values()), columns=_columns(found))


def _columns(paths: Sequence[Path]) -> list[list[str]]:
    """Return the ids of what paths lead through, by distance from the start; paths are equally long."""
    chains = [[path.steps[0].start.id, *(step.end.id for step in path.steps)] for path in paths]
    return [list(dict.fromkeys(column)) for column in zip(*chains, strict=True)]


def happenings(store: Store, name: str) -> Sheet:
    """Return the timeline of a name."""
    from kg.graph.lookup import entities_called
    from kg.graph.timeline import timeline
    from kg.view.picture import citation_of
    from kg.view.timeline import timeline_svg
    from kg.view.told import Sheet

    entities = entities_called(store, name)
    title = f"Timeline of {', '.join(sorted({one.label for one in entities}))}"
    entries = timeline(store, [one.id for one in entities])
    if not entries:
        raise KgError(repr(name), "no statement mentions it", "", "see with kg stats what the graph holds")
    drawing = timeline_svg(title, [_happening(one, str(number)) for number, one in enumerate(entries)])
    cited = {one.article.id: one.article for entry in entries for one in entry.said}
    items = {str(number): _item(one) for number, one in enumerate(entries)}
    return Sheet(drawing, title, items, tuple(citation_of(cited[id_]) for id_ in sorted(cited)))


def _happening(entry: Entry, item: str) -> Happening:
    from kg.view.timeline import Happening
    from kg.view.wording import day

    first, extent = entry.said[0], entry.extent
    denied = first.evidence.qualifiers.polarity == "negative"
    return Happening(
        when=entry.time or first.day or "undated",
        first=extent.first if extent else "",
        last=extent.last if extent else "",
        told=not entry.time,
        standing="fact" if entry.fact else "denied" if denied else "claim",
        text=entry.told,
        source=", ".join(part for part in (first.heading.partition("  ")[2].strip(), day(first.day)) if part),
        sentence=first.words,
        item=item,
    )


def _item(entry: Entry) -> Item:
    """Return what a mark of a timeline stands for: its statements, each with its sentences at that time."""
    from kg.graph.wording import triple
    from kg.view.picture import passage_of, standing
    from kg.view.told import Item, Told

    by_statement: dict[str, list[Saying]] = {}
    for one in entry.said:
        by_statement.setdefault(one.statement.id, []).append(one)
    told = []
    for said in by_statement.values():
        evidence = [one.evidence for one in said]
        told.append(Told(triple(said[0].statement), standing(evidence), tuple(map(passage_of, evidence))))
    return Item(entry.told, tuple(told))
