"""`kg reject`: a statement is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.deciding import Author, Why, decide, who
from kg.cli.options import DEFAULT_GRAPH, GraphPlace, LedgerFile
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.model import Statement
    from kg.settling import Change


def reject(
    statement: Annotated[
        list[str],
        typer.Argument(metavar="STATEMENT", help="An id (st-…), or subject, relation and object as in kg why."),
    ],
    why: Why = "",
    author: Author = "",
    graph: GraphPlace = DEFAULT_GRAPH,
    ledger: LedgerFile = None,
) -> None:
    """Decide that a statement is wrong: it is no fact any more, whoever says so, and its confidence is 0.

    Its sentences stay where they are, and so does what they say, marked as rejected.

    Example: kg reject "Idris Kone" leads "Northern Liberation Front" --why "misread: he left it"
    """
    from kg.entities.curate import rejected
    from kg.entities.ledger import of_entity
    from kg.model import EntityRef, object_key

    def change_of(store: Store) -> Change:
        wrong = the_statement(store, statement)
        assert wrong.subject
        object_ = wrong.object
        end = of_entity(object_.id) if isinstance(object_, EntityRef) else object_key(object_, None)
        subject, relation = wrong.subject.id, wrong.relation.id
        return lambda ledger, _, __: rejected(ledger, subject, relation, end, who(author, why))

    decide(graph, ledger, change_of)


def the_statement(store: Store, words: list[str]) -> Statement:
    """Return the one statement of an id, or of subject, relation and object; raise KgError if there is not just one."""
    from kg.graph.lookup import statements_called
    from kg.graph.wording import triple

    name = " ".join(words)
    if len(words) == 1:
        found = [store.statement(words[0])] if store.states(words[0]) else []
        if not found:
            raise KgError(repr(name), "no statement has this id", "expected st-…, or three names", "see kg why")
    elif len(words) == 3:
        found = statements_called(store, *words)
    else:
        raise KgError(repr(name), f"{len(words)} words", "expected an id, or subject, relation and object", "")
    if len(found) > 1:
        several = "; ".join(f"{one.id} ({triple(one)})" for one in found)
        raise KgError(name, f"{len(found)} statements are called so: {several}", "", "give the id of one")
    return found[0]
