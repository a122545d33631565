"""`kg why`: the sentences behind a statement."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import DEFAULT_GRAPH, GraphPlace

Name = Annotated[str, typer.Argument(help="A name, an alias or an id; ? for any.", show_default=False)]


def why(
    subject: Name,
    relation: Annotated[
        str, typer.Argument(help='A relation: "news:operatesIn", "operatesIn" or "operates in"; ? for any.')
    ],
    object_: Annotated[str, typer.Argument(metavar="OBJECT", help="A name, an id or a value; ? for any.")],
    graph: GraphPlace = DEFAULT_GRAPH,
) -> None:
    """Show the sentences that make a statement: publisher, date, title, and who says so if not the article itself.

    Example: kg why "Libyan army" expelled ?
    """
    from kg.graph.lookup import statements_called
    from kg.graph.store import Store
    from kg.graph.wording import quoted, strength, triple

    with Store.open(graph, read_only=True) as store:
        for number, statement in enumerate(statements_called(store, subject, relation, object_)):
            strong = strength(store.weight(statement), rejected=store.rejected(statement))
            print(*([""] if number else []), triple(statement), f"  {strong}", sep="\n")
            for one in statement.evidence:
                print(*(f"  {line}" for line in quoted(one, store.article(one.article))), sep="\n")
