"""`kg show`: what the graph knows of somebody or something."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.looking import seen
from kg.cli.options import DEFAULT_GRAPH, AllClaims, AsOf, GraphPlace, LedgerFile, TrustedNames

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.graph.trust import Trust
    from kg.model import Entity, Statement


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, a part of one, or an id.", show_default=False)],
    graph: GraphPlace = DEFAULT_GRAPH,
    trust: TrustedNames = None,
    claims: AllClaims = False,
    as_of: AsOf = "",
    ledger: LedgerFile = None,
) -> None:
    """Show what is known of a name: class, aliases, links, the facts by relation, and apart from them the claims.

    With --trust what a source says stands among the facts, with --claims what anybody says, marked as said by them;
    what they deny, doubt or plan does not. The graph stays as it is.

    With --as-of it is what was known on a day, of the articles that had been added by then.

    Example: kg show Sirte
    """
    from kg.graph.lookup import entities_called
    from kg.graph.trust import trust as trust_in

    with seen(graph, as_of, ledger) as store:
        trusted = trust_in(store, trust or (), everyone=claims)
        for number, entity in enumerate(entities_called(store, name)):
            print(*([""] if number else []), *portrait(store, entity, trusted), sep="\n")


def portrait(store: Store, entity: Entity, trusted: Trust) -> Iterator[str]:
    """Yield the lines about an entity."""
    yield f"{entity.label}  ({entity.type}, {entity.id})"
    if entity.aliases:
        yield f"  also: {', '.join(entity.aliases)}"
    yield from (f"  link: {link.iri} ({link.score:g})" for link in entity.links)
    from kg.graph.trust import claimed

    told = {s.id: s for s in (*store.statements(subject=entity.id), *store.statements(object=entity.id))}
    believed = {s.id for s in told.values() if store.weight(s).fact or (trusted and claimed(store, s, trusted))}
    for heading, fact in (("facts", True), ("claims, not facts", False)):
        chosen = [statement for statement in told.values() if (statement.id in believed) is fact]
        if chosen:
            yield f"  {heading}"
            yield from (f"    {line}" for line in _by_relation(store, entity, chosen))


def _by_relation(store: Store, entity: Entity, statements: list[Statement]) -> Iterator[str]:
    """Yield each relation with what it leads to, or comes from, below it."""

    def heading(statement: Statement) -> str:
        label = statement.relation.label
        here = statement.subject is not None and statement.subject.id == entity.id
        return f"{entity.label} {label} …" if here else f"… {label} {entity.label}"

    def other(statement: Statement) -> str:
        from kg.graph.wording import end

        here = statement.subject is None or statement.subject.id == entity.id
        return end(statement) if here else statement.subject.label if statement.subject else ""

    for head, group in groupby(sorted(statements, key=lambda s: (heading(s), other(s), s.id)), heading):
        yield head
        yield from (f"  {other(statement)}  ({_remarks(store, statement)})" for statement in group)


def _remarks(store: Store, statement: Statement) -> str:
    """Return confidence, sources, date and, of a claim, how it is put: "confidence 0.9, 2 sources, 2016-12"."""
    from kg.graph.wording import counted, manner

    weight = store.weight(statement)
    times = sorted({one.qualifiers.time.value for one in statement.evidence if one.qualifiers.time})
    published = sorted({store.article(one.article).published for one in statement.evidence} - {""})
    date = times[0] if times else f"reported {published[0][:10]}" if published else ""
    ways = [] if weight.fact else sorted({manner(one.qualifiers) for one in statement.evidence})
    judged = "rejected" if store.rejected(statement) else ""
    strong = f"confidence {weight.confidence:g}, {counted(weight.sources, 'source')}"
    return ", ".join(part for part in (judged, strong, date, " / ".join(ways)) if part)
