"""Errors of single inputs: reported as they come, the rest is done, and the exit code says so."""

from __future__ import annotations

import typer

from kg.errors import KgError


class Errors:
    """Reports each error on stderr and remembers that there was one."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: KgError) -> None:
        from kg.cli import report

        self.count += 1
        report(error)

    def exit(self) -> None:
        """Leave with exit code 1 if anything was reported."""
        if self.count:
            raise typer.Exit(1)
