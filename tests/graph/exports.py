"""Exports of graphs, and what `kg` says of them."""

from typer.testing import CliRunner

from kg.cli import app
from kg.graph.store import Store
from kg.writers import export_file, format_of


def run(*arguments):
    """Run `kg` and return what it prints to stderr; raise what a user would see as one line."""
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stderr


def exported(place, target):
    """Export the graph at a place into a file, whose bytes are returned."""
    with Store.open(place, read_only=True) as store:
        export_file(store, format_of(target), target)
    return target.read_bytes()
