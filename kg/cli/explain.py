"""`kg explain`: how a sentence is read."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import DEFAULT_MODEL, ModelName, OntologyFiles


def explain(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="English text, in quotes.")],
    published: Annotated[str, typer.Option(metavar="DATE", help="The day it was published, to resolve dates.")] = "",
    ontology: OntologyFiles = None,
    model: ModelName = DEFAULT_MODEL,
) -> None:
    """Explain how a sentence is read: parse, mentions, propositions, matching phrases, rejections and statements.

    Example: kg explain "The army, which had expelled Hezbollah, left Paris."
    """
    from kg.errors import ReadError
    from kg.model import Article
    from kg.pipeline import explained, make_extractor
    from kg.readers.page.dates import is_iso

    if published and not is_iso(published):
        found, remedy = f"is {published[:40]!r}", "change it, or leave it out"
        raise ReadError("--published", found, "expected an ISO 8601 date such as 2017-06-28", remedy)
    for line in explained(make_extractor(model, ontology), Article("sentence", sentence, published=published)):
        print(line)
