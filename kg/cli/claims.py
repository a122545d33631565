"""`kg claims`: who says what."""

from __future__ import annotations

import sys
from functools import partial

from kg.cli.options import DEFAULT_MODEL, ModelName, Paths
from kg.cli.progress import tracked
from kg.cli.reporting import Errors


def claims(paths: Paths, model: ModelName = DEFAULT_MODEL) -> None:
    """Print who says what in the articles, as JSON Lines: source, word of saying, content.

    Example: kg claims examples/articles | head
    """
    from kg.lines import claim_row, line
    from kg.pipeline import extractions, make_extractor
    from kg.readers import expected

    errors = Errors()
    found = extractions(paths, make_extractor(model), errors)
    for extraction in tracked(found, "reading", partial(expected, paths)):
        sys.stdout.buffer.writelines(line(claim_row(claim)) for claim in extraction.claims)
    sys.stdout.buffer.flush()
    errors.exit()
