"""`kg entities`: who and what, where mentioned."""

from __future__ import annotations

import sys
from functools import partial

from kg.cli.options import DEFAULT_MODEL, ModelName, Paths
from kg.cli.progress import tracked
from kg.cli.reporting import Errors


def entities(paths: Paths, model: ModelName = DEFAULT_MODEL) -> None:
    """Print the entities of each article with their mentions, as JSON Lines.

    Example: kg entities examples/articles | head
    """
    from kg.lines import entity_rows, line
    from kg.pipeline import extractions, make_extractor
    from kg.readers import expected

    errors = Errors()
    found = extractions(paths, make_extractor(model), errors)
    for extraction in tracked(found, "reading", partial(expected, paths)):
        sys.stdout.buffer.writelines(map(line, entity_rows(extraction)))
    sys.stdout.buffer.flush()
    errors.exit()
