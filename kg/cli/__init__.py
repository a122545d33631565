"""The command `kg`. One file a command; this one only puts them together and turns errors into one line."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Annotated

import typer

from kg import __version__
from kg.errors import KgError

COMMANDS = (
    "articles extract entities claims events explain suggest relations build load export query why show disputes says "
    "denies timeline diff path neighbors top stats tables draw serve retract check unlock "
    "why_same merge split rename retype reject review".split()
)

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Build a knowledge graph from news articles, in which every statement leads back to its sentences."""


PARAMETERS = {"allow_extra_args": True, "ignore_unknown_options": True}
SETTINGS = {"query": PARAMETERS, "draw": PARAMETERS}
"""What click is told of a command: the parameters of a saved query are options that only its file knows."""

for _name in COMMANDS:
    _command = getattr(importlib.import_module(f"kg.cli.{_name}"), _name)
    app.command(_name.replace("_", "-"), context_settings=SETTINGS.get(_name))(_command)


def main() -> None:
    """Run the command line: KgError becomes one line on stderr and exit code 1; a bug keeps its traceback."""
    try:
        app(prog_name="kg")
    except KgError as error:
        report(error)
        raise SystemExit(1) from None
    except BrokenPipeError:  # `kg extract … | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def report(error: KgError) -> None:
    """Print an error as one line on stderr, control characters made visible; below it the excerpt, if it has one."""
    for line in (f"kg: {error}", *error.excerpt):
        print("".join(c if c.isprintable() else repr(c)[1:-1] for c in line), file=sys.stderr)
