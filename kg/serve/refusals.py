"""What an operation may not do: ask another server, load from elsewhere, name a graph that is not in the store.

The operation is read with the same tokens as by the parser: words in strings, comments and IRIs do not count.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urljoin

from kg.errors import QueryError
from kg.graph.sparql import tokens

FORBIDDEN = {"SERVICE": "asks another server", "LOAD": "loads from elsewhere"}


class Word(NamedTuple):
    """A token that says something: an upper-case keyword, an IRI in full, a bracket or another sign."""

    kind: str
    text: str
    start: int
    end: int


def words(operation: str, prefixes: Mapping[str, str]) -> list[Word]:
    """Return the keywords, IRIs and signs of an operation, the IRIs in full, by its own PREFIX and BASE."""
    known, base, found = dict(prefixes), "", list(_plain(operation))
    out: list[Word] = []
    for place, word in enumerate(found):
        if word.kind == "iri":
            full = urljoin(base, word.text) if base else word.text
            before = [one.text for one in found[max(0, place - 2) : place]]
            if before[-1:] == ["BASE"]:
                base = full
            if len(before) == 2 and before[0] == "PREFIX":
                known[before[1].partition(":")[0]] = full
            out.append(word._replace(text=full))
        elif word.kind == "name":
            prefix, _, local = word.text.partition(":")
            out.append(word._replace(kind="iri", text=known.get(prefix, f"{prefix}:") + local.replace("\\", "")))
        else:
            out.append(word)
    return out


def _plain(operation: str) -> Iterator[Word]:
    for token in tokens(operation):
        text = token[0]
        if token["word"]:
            yield Word("word", text.upper(), token.start(), token.end())
        elif token["prefix"] is not None or text.startswith(":"):
            yield Word("name", text, token.start(), token.end())
        elif re.fullmatch(r"<[^<>\s]*>", text):
            yield Word("iri", text[1:-1], token.start(), token.end())
        elif len(text) == 1:
            yield Word("sign", text, token.start(), token.end())


def refuse_foreign(operation: str, found: Sequence[Word], graphs: Collection[str], reads: Sequence[str] = ()) -> None:
    """Raise QueryError if an operation asks another server, loads, or reads a graph that is not among `graphs`.

    `reads` are graphs that the request names beside the operation.
    """
    for word in found:
        if clash := _forbidden(operation, word):
            raise _refused(operation, word, f"{clash} {FORBIDDEN[clash]}", "leave it out or rename it")
    for place, word in enumerate(found):
        if word.kind == "word" and word.text in ("FROM", "USING"):
            named = next((one for one in found[place + 1 : place + 3] if one.kind == "iri"), None)
            if named is not None and named.text not in graphs:
                raise _refused(operation, named, *_no_graph(named.text))
    for iri in reads:
        if iri not in graphs:
            raise QueryError("request", *_no_graph(iri))


def _forbidden(operation: str, word: Word) -> str:
    """Return the keyword that a word holds. Oxigraph needs no space after one: "SERVICEex:a" is SERVICE ex:a."""
    written = operation[word.start : word.end].partition(":")[0].upper()
    if word.kind == "word":
        return next((name for name in FORBIDDEN if name in written), "")
    glued = word.kind == "iri" and not written.startswith("<")
    return next((name for name in FORBIDDEN if glued and written.startswith(name)), "")


def _no_graph(iri: str) -> tuple[str, str]:
    return f"<{iri}> is no graph of the store, and nothing is loaded", "list them with SELECT ?g { GRAPH ?g {} }"


def _refused(operation: str, word: Word, found: str, remedy: str) -> QueryError:
    line = operation.count("\n", 0, word.start) + 1
    column = word.start - operation.rfind("\n", 0, word.start)
    return QueryError(f"query, line {line}, column {column}", found, remedy)


def using(operation: str, found: Sequence[Word], plain: Sequence[str], named: Sequence[str]) -> str:
    """Return an update whose patterns are matched against these graphs, as the protocol's using-graph-uri asks.

    Raises QueryError if the update names graphs of its own with USING or WITH.
    """
    if not plain and not named:
        return operation
    for word in found:
        if word.kind == "word" and word.text in ("USING", "WITH"):
            raise _refused(operation, word, f"{word.text} beside using-graph-uri", "name the graphs in one place")
    clause = " ".join((*(f"USING <{iri}>" for iri in plain), *(f"USING NAMED <{iri}>" for iri in named)))
    out, written = "", 0
    for start, template in _matched(operation, found):
        out += f"{operation[written:start]}{template} {clause} "
        written = start
    return out + operation[written:]


def _matched(operation: str, found: Sequence[Word]) -> Iterator[tuple[int, str]]:
    """Yield where each WHERE of an update stands; a DELETE WHERE needs its pattern as a template before it."""
    depth = 0
    for place, word in enumerate(found):
        depth += {"{": 1, "}": -1}.get(word.text, 0) if word.kind == "sign" else 0
        if depth == 0 and word.text == "WHERE" and word.kind == "word":
            before = found[place - 1] if place else word
            yield word.start, operation[word.end : _closing(found, place)] if before.text == "DELETE" else ""


def _closing(found: Sequence[Word], place: int) -> int:
    depth = 0
    for word in found[place:]:
        depth += {"{": 1, "}": -1}.get(word.text, 0) if word.kind == "sign" else 0
        if depth == 0 and word.text == "}":
            return word.end
    return found[-1].end
