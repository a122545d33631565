"""What a server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the graph is, who may ask, and how much an answer may cost.

    `timeout` is seconds of work on one request; `largest` the bytes of one answer; `longest` the bytes that a request
    may send. `cors` is the origin whose pages may read answers, "*" any, "" none but the server's own. `workers` is the
    number of processes that answer queries; as many again make the pages.
    """

    place: Path
    ontology: tuple[Path, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8000
    allow_update: bool = False
    timeout: float = 30.0
    largest: int = 200 * MEGABYTE
    longest: int = 4 * MEGABYTE
    cors: str = ""
    workers: int = 2
