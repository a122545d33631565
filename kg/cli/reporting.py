"""Errors of single inputs: reported as they come, the rest is done, and the exit code says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.identity import Settled


class Errors:
    """Reports each error on stderr and remembers that there was one."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: KgError) -> None:
        from kg.cli import report

        self.count += not error.bearable
        report(error)

    def exit(self) -> None:
        """Leave with exit code 1 if anything was reported."""
        if self.count:
            raise typer.Exit(1)


def account(settled: Settled) -> str:
    """Return "14 entities were one with others, 3 pairs in doubt (kg review)"."""
    from kg.graph.wording import counted

    doubts = f"{counted(settled.doubts, 'pair')} in doubt" + (" (kg review)" if settled.doubts else "")
    return f"{counted(settled.replaced, 'entity')} merged into others, {doubts}"
