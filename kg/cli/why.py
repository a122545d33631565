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

    An article that adds no source of its own, because it is a copy or from the same agency or publisher, says so.

    Example: kg why "Libyan army" expelled ?
    """
    from kg.graph.lookup import statements_called
    from kg.graph.store import Store
    from kg.graph.wording import quoted, strength, triple

    with Store.open(graph, read_only=True) as store:
        for number, statement in enumerate(statements_called(store, subject, relation, object_)):
            strong = strength(store.weight(statement), rejected=store.rejected(statement))
            print(*([""] if number else []), triple(statement), f"  {strong}", sep="\n")
            copied = store.copied(statement)
            for one in statement.evidence:
                kin = copied.get(one.article)
                print(*(f"  {line}" for line in quoted(one, store.article(one.article), kin)), sep="\n")
