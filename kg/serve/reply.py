"""What a worker answers: a status, a media type and the bytes, in memory or in a file where they are many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

TEXT, JSON, HTML = "text/plain; charset=utf-8", "application/json", "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer; `file` holds the body instead of `body` where it is long, and is the receiver's to delete."""

    status: int
    type: str
    body: bytes = b""
    file: Path | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def refusal(status: int, message: str) -> Reply:
    """Return an answer of one line of text, which mostly says what is wrong."""
    return Reply(status, TEXT, f"{message}\n".encode("utf-8", "replace"))
