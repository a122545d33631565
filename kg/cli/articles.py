"""`kg articles`: what was read."""

from __future__ import annotations

import sys

from kg.cli.options import ColumnNames, Paths
from kg.cli.reporting import Errors


def articles(paths: Paths, columns: ColumnNames = "") -> None:
    """Print the articles that are read from the paths, as JSON Lines.

    Reads .txt, .md, .html, .pdf, .docx, .epub, .eml, .mbox, feeds (.rss, .atom, .xml), web archives (.warc), .jsonl,
    and tables (.csv, .tsv, .json, .parquet); also compressed (.gz, .bz2, .xz), in .zip and in .tar. The lines can be
    read again, and all offsets count in their "text".

    Example: kg articles examples/articles > articles.jsonl
    """
    from kg.readers import mapping, read
    from kg.readers.jsonl import line

    errors = Errors()
    for article in read(paths, errors, mapping(columns)):
        sys.stdout.buffer.write(line(article) + b"\n")
    sys.stdout.buffer.flush()
    errors.exit()
