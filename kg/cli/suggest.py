"""`kg suggest`: relations that an ontology lacks."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_MODEL, ModelName, OntologyFiles, Paths
from kg.cli.progress import tracked
from kg.cli.reporting import Errors


def suggest(
    paths: Paths,
    at_least: Annotated[int, typer.Option(metavar="N", min=1, help="Sentences that a wording must have.")] = 2,
    ontology: OntologyFiles = None,
    model: ModelName = DEFAULT_MODEL,
) -> None:
    """Suggest relations: frequent wordings between people, organizations, places … that no phrase covers, as stanzas.

    Example: kg suggest examples/articles
    """
    from kg.pipeline import extractions, make_extractor
    from kg.readers import expected
    from kg.suggest import stanza, suggestions

    errors = Errors()
    extractor = make_extractor(model, ontology)
    found = tracked(extractions(paths, extractor, errors, open_="binary"), "reading", partial(expected, paths))
    for suggestion in suggestions(found, extractor.ontology.root, at_least=at_least):
        print(stanza(suggestion))
    errors.exit()
