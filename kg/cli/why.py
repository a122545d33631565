"""`kg why`: the sentences behind a statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.completion import complete_entity, complete_relation
from kg.cli.options import DEFAULT_GRAPH, Format, FormatName, GraphPlace

if TYPE_CHECKING:
    from kg.cli.screen import Line
    from kg.graph.store import Store
    from kg.model import Evidence, Statement


def why(
    subject: Annotated[
        str,
        typer.Argument(
            help="A name, an alias or an id; ? for any.", show_default=False, autocompletion=complete_entity
        ),
    ],
    relation: Annotated[
        str,
        typer.Argument(
            help='A relation: "news:operatesIn", "operatesIn" or "operates in"; ? for any.',
            autocompletion=complete_relation,
        ),
    ],
    object_: Annotated[
        str,
        typer.Argument(metavar="OBJECT", help="A name, an id or a value; ? for any.", autocompletion=complete_entity),
    ],
    graph: GraphPlace = DEFAULT_GRAPH,
    format: FormatName = Format.TABLE,
) -> None:
    """Show the sentences that make a statement: publisher, date, title, and who says so if not the article itself.

    An article that adds no source of its own, because it is a copy or from the same agency or publisher, says so.

    Example: kg why "Idris Kone" leads "?"
    """
    from kg.cli.screen import say, say_rows
    from kg.graph.lookup import statements_called
    from kg.graph.paths import statement_row
    from kg.graph.store import Store

    with Store.open(graph, read_only=True) as store:
        found = statements_called(store, subject, relation, object_)
        if format is Format.JSON:
            say_rows(statement_row(store, one) for one in found)
        else:
            for number, one in enumerate(found):
                say((*([""] if number else []), *told(store, one)))


def told(store: Store, statement: Statement, indent: str = "", most: int | None = None) -> Iterator[Line]:
    """Yield a statement, how strong it is, and its sentences; or the `most` that say it most plainly."""
    from kg.cli.screen import quotation
    from kg.graph.wording import counted, quoted, strength, triple

    weight, rejected = store.weight(statement), store.rejected(statement)
    look = "rejected" if rejected else "fact" if weight.fact else "claim"
    yield [(f"{indent}{triple(statement)}", "bold")]
    yield [(f"{indent}  {strength(weight, rejected=rejected)}", look)]
    chosen = statement.evidence if most is None else sorted(statement.evidence, key=_plainness)[:most]
    copied = store.copied(statement)
    for one in chosen:
        yield from quotation(quoted(one, store.article(one.article), copied.get(one.article)), f"{indent}  ")
    left = len(statement.evidence) - most if most else 0
    if left > 0:
        yield [(f"{indent}  and {counted(left, 'sentence')} more", "dim")]


def _plainness(evidence: Evidence) -> tuple[bool, bool, float, str]:
    """Return what sentences are sorted by: what states a fact first, then what does not deny, then the surest."""
    qualifiers = evidence.qualifiers
    return not qualifiers.fact, qualifiers.polarity == "negative", -evidence.confidence, evidence.article
