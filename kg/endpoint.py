"""Where a graph is: a folder, a file, or the address of a SPARQL endpoint."""

from __future__ import annotations

from pathlib import Path, PosixPath


class Endpoint(PosixPath):
    """The address of a SPARQL endpoint; a path, so that whatever names a graph can be either."""

    def __new__(cls, url: str) -> Endpoint:
        self = super().__new__(cls, url)
        self.url = url
        return self

    url: str

    def __str__(self) -> str:
        return self.url


def place(written: str | Path) -> Path:
    """Return the place of a graph as somebody names it: "kg.db", "graph.trig", "http://localhost:3030/news"."""
    url = str(written)
    return Endpoint(url) if url.lower().startswith(("http://", "https://")) else Path(url)
