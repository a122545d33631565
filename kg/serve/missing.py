"""What is asked for is not there."""

from __future__ import annotations


class MissingError(Exception):
    """Nothing goes by this address; `moved` is the address that does now, if any."""

    def __init__(self, message: str, moved: str = "") -> None:
        self.moved = moved
        super().__init__(message)
