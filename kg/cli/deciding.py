"""What the commands that write to the ledger share: who decides, when, about what."""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.reporting import Errors, account
from kg.clock import now
from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.entities.ledger import Who
    from kg.graph.store import Store
    from kg.settling import Change

Name = Annotated[str, typer.Argument(help="A name or an id.", show_default=False)]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for those who read the ledger.")]
Author = Annotated[str, typer.Option("--author", metavar="NAME", help="Who decides; git's user.name without it.")]


def decide(graph: Path, ledger: Path | None, change_of: Callable[[Store], Change]) -> None:
    """Write what `change_of` the opened store gives into the ledger, settle it, and tell what became of it."""
    from kg.graph.store import Store
    from kg.settling import decide as run
    from kg.settling import ledger_of

    errors = Errors()
    with Store.open(graph) as store:
        before = ledger_of(graph, ledger, store, begins=True)
        after, identity = run(store, before, change_of(store), errors)
    old, new = {text for _, text in before.rows}, {text for _, text in after.rows}
    print(*(f"- {text}" for text in sorted(old - new)), *(f"+ {text}" for text in sorted(new - old)), sep="\n")
    print(f"{after.path}: {len(new)} rows; {account(identity)}", file=sys.stderr)
    errors.exit()


def who(author: str, why: str) -> Who:
    """Return who decides now: the named author, else git's user, else the one who is logged in."""
    from kg.entities.ledger import Who

    return Who(author or _git_user() or os.environ.get("USER") or getpass.getuser(), now().date().isoformat(), why)


def _git_user() -> str:
    try:
        done = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip()


def the_entity(store: Store, name: str) -> str:
    """Return the id of the one entity with this name or id; raise KgError if there is none, or more than one.

    An id that merging replaced stays what it is: it names what was merged.
    """
    from kg.graph.lookup import near_names

    if store.canonical(name):
        return name
    found = store.find(name)
    if not found:
        raise KgError(repr(name), "nothing in the graph has this name", "", near_names(store, name))
    if len(found) > 1:
        several = ", ".join(f"{entity.id} ({entity.label})" for entity in found)
        raise KgError(repr(name), f"{len(found)} entities have this name: {several}", "", "give the id of one")
    return found[0].id
