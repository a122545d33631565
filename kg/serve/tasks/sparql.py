"""Carry out a SPARQL query or update, and write the answer in the format that the client likes best."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, cast

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, serialize

from kg.errors import QueryError
from kg.graph.sparql import answer, explained
from kg.graph.store import Store
from kg.serve.formats import GRAPHS, RESULTS, Offer, negotiated
from kg.serve.refusals import refuse_foreign, using, words
from kg.serve.reply import Reply, refusal
from kg.serve.snapshot import Snapshot

IN_MEMORY = 8_000_000
"""Bytes of an answer that a worker keeps; what is longer goes to a file."""

Answer = QuerySolutions | QueryBoolean | QueryTriples


def query(
    snapshot: Snapshot,
    *,
    text: str,
    default_graphs: Sequence[str],
    named_graphs: Sequence[str],
    accept: str,
    format: str,
    largest: int,
) -> Reply:
    """Answer a query on the graph alone; an answer of more than `largest` bytes is refused."""
    store, sink = snapshot.store, Sink(snapshot.spool, largest)
    found = words(text, store.names.prefixes)
    asked = (*default_graphs, *named_graphs)
    named = asked or any(word.kind == "word" and word.text.startswith("FROM") for word in found)
    refuse_foreign(text, found, _graphs(store) if named else (), asked)
    put = _dataset(default_graphs, named_graphs)
    answered = answer(store.reader.quads, text, store.names.prefixes, *put)
    offers = GRAPHS if isinstance(answered, QueryTriples) else RESULTS
    offer = negotiated(accept, offers, format)
    if offer is None:
        types = ", ".join(dict.fromkeys(one.type for one in offers))
        return refusal(406, f"the answer can be had as {types}")
    try:
        with explained():
            _write(answered, sink, offer, store)
    except TooLargeError:
        sink.drop()
        return refusal(413, f"the answer is longer than {sink.largest:,} bytes; add a LIMIT")
    return sink.reply(offer)


def _graphs(store: Store) -> set[str]:
    """Return the IRIs of all named graphs, those that an update made among them."""
    return {graph.value for graph in store.reader.quads.named_graphs() if isinstance(graph, NamedNode)}


def _dataset(plain: Sequence[str], named: Sequence[str]) -> tuple[list[NamedNode] | None, list[NamedNode] | None]:
    """Return the graphs that a request names; where it names any, it has no others."""
    if not plain and not named:
        return None, None
    return [NamedNode(iri) for iri in plain], [NamedNode(iri) for iri in named]


def _write(answered: Answer, sink: Sink, offer: Offer, store: Store) -> None:
    output = cast("IO[bytes]", sink)
    if isinstance(answered, QueryTriples):
        assert isinstance(offer.written, RdfFormat)
        named = offer.written in (RdfFormat.TURTLE, RdfFormat.RDF_XML)
        serialize(answered, output, offer.written, prefixes=dict(store.names.prefixes) if named else None)
    else:
        assert offer.written is not None
        assert not isinstance(offer.written, RdfFormat)
        answered.serialize(output, offer.written)


class TooLargeError(Exception):
    """An answer is longer than it may be."""


class Sink:
    """Where an answer is written to: memory, and a file of `folder` once it is long."""

    def __init__(self, folder: Path, largest: int) -> None:
        self.largest, self._folder = largest, folder
        self._parts: list[bytes] = []
        self._length = 0
        self._file: int | None = None
        self._path: Path | None = None

    def write(self, content: bytes) -> int:
        """Take some bytes; raise TooLargeError past `largest`."""
        self._length += len(content)
        if self._length > self.largest:
            raise TooLargeError
        self._parts.append(bytes(content))
        if self._length > IN_MEMORY:
            self._spill()
        return len(content)

    def flush(self) -> None:
        """Do nothing: what is written is sent at the end."""

    def _spill(self) -> None:
        if self._file is None:
            self._file, name = tempfile.mkstemp(dir=self._folder)
            self._path = Path(name)
        rest = memoryview(b"".join(self._parts))
        while rest:
            rest = rest[os.write(self._file, rest) :]
        self._parts.clear()

    def drop(self) -> None:
        """Take the file away."""
        if self._file is not None and self._path is not None:
            os.close(self._file)
            self._path.unlink(missing_ok=True)

    def reply(self, offer: Offer) -> Reply:
        """Return what was written as an answer."""
        if self._file is not None:
            os.close(self._file)
        return Reply(200, offer.header, b"".join(self._parts), self._path, {"Vary": "Accept"})


def update(snapshot: Snapshot, *, text: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> Reply:
    """Carry out an update, wholly or not at all. While another process writes, it is refused.

    Who is who is settled anew by the next build, since nobody knows what was changed.
    """
    with Store.open(snapshot.place) as store:
        prefixes = store.names.prefixes
        found = words(text, prefixes)
        refuse_foreign(text, found, _graphs(store), (*default_graphs, *named_graphs))
        store.journal.alter()
        store.journal.notes.keep("")
        try:
            with explained():
                store.reader.quads.update(using(text, found, default_graphs, named_graphs), prefixes=dict(prefixes))
                store.reader.quads.flush()
        except SyntaxError as fault:
            raise QueryError("update", f"{fault}", "expected a SPARQL 1.1 update", "mend it there") from None
    return Reply(204, "text/plain")
