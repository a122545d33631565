"""Answer SPARQL queries on one graph alone: nothing is written, and no other server is asked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples
from pyoxigraph import Store as Oxigraph

from kg.errors import QueryError
from kg.graph.quads import Quads

PLACE = "query"


def answer(quads: Quads, query: str, prefixes: Mapping[str, str]) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Return the answer of a store; raise QueryError on a query that is wrong, writes, or asks another server."""
    refuse(query)
    try:
        with explained():
            return quads.query(query, prefixes=dict(prefixes))
    except SyntaxError as fault:
        raise _explained(query, str(fault), prefixes) from None


@contextmanager
def explained() -> Iterator[None]:
    """Turn what goes wrong while an answer is worked out, and that is as it is read, into a QueryError."""
    try:
        yield
    except (RuntimeError, ValueError) as fault:
        raise QueryError(PLACE, str(fault), "it cannot be answered", "see the functions of SPARQL 1.1") from None


def refuse(query: str) -> None:
    """Raise QueryError if the query asks another server or writes.

    Words inside strings, IRIs, comments and variables do not count.
    """
    for token in _TOKEN.finditer(query):
        word = (token["word"] or token["prefix"] or "").upper()
        # Oxigraph needs no space: it reads "SERVICEex:a" as SERVICE ex:a, and "trueSERVICE" as two words
        if "SERVICE" in word:
            raise _refused(query, token.start(), f"{word} asks another server")
        if token["word"] and word in _WRITING:
            raise _refused(query, token.start(), f"{word} writes")


_WRITING = frozenset({"LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE"})


def _refused(query: str, offset: int, found: str) -> QueryError:
    line, column = query.count("\n", 0, offset) + 1, offset - query.rfind("\n", 0, offset)
    expected = "expected SELECT, ASK, CONSTRUCT or DESCRIBE on this graph alone"
    return QueryError(f"{PLACE}, line {line}, column {column}", found, expected, "leave it out or rename it")


_TOKEN = re.compile(
    r"""
      \"\"\"(?:[^"\\]|\\.|"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''     # long strings
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'                              # strings
    | <[^<>"{}|^`\\\x00-\x20]*>                                                  # IRIs, in which # begins no comment
    | \#[^\n\r]*                                                                 # comments
    | [?$@][\w-]*                                                                # variables, language tags
    | (?P<prefix>[\w-][\w.-]*)?:(?:[\w:%.-]|\\.)*                                        # prefixed names
    | (?P<word>[A-Za-z]\w*)
    | && | \|\| | [<>!]= | \^\^
    """,
    re.VERBOSE | re.DOTALL,
)


def _explained(query: str, fault: str, prefixes: Mapping[str, str]) -> QueryError:
    """Return the error with line, column and the first word that cannot stand where it does.

    Oxigraph names the furthest place that any of its rules looked at, which is often well behind.
    """
    words = [token for token in re.finditer(rf"{_TOKEN.pattern}|\S", query, _TOKEN.flags) if token[0][0] != "#"]
    good = bisect_left(range(len(words)), True, key=lambda count: not _can_go_on(query[: words[count].end()], prefixes))
    offset = words[good].start() if good < len(words) else len(query.rstrip())
    line, column = query.count("\n", 0, offset) + 1, offset - query.rfind("\n", 0, offset)
    place = f"{PLACE}, line {line}, column {column}"
    if "Prefix not found" in fault and good < len(words):
        found = f"prefix {words[good][0].partition(':')[0]}: is unknown"
        return QueryError(place, found, "", "declare it with PREFIX, or use one of the graph's")
    reason = re.search(r"(The [A-Z]\w+ [a-z][^,]+)", fault)
    found = reason[1] if reason else f"found {words[good][0][:40]!r}" if good < len(words) else "it ends too soon"
    return QueryError(place, found, "expected a SPARQL 1.1 query", "mend it there, or just before")


_SPACE = 100


def _can_go_on(beginning: str, prefixes: Mapping[str, str]) -> bool:
    """Tell whether a query can begin so: then the parser reads on to the end of what follows, here only space.

    Where it stops before, it may still have looked some letters ahead for a keyword.
    """
    try:
        Oxigraph().query(f"{beginning}\n{' ' * _SPACE}", prefixes=dict(prefixes))
    except SyntaxError as fault:
        at = re.match(r"error at (\d+):(\d+)", str(fault))
        return at is not None and int(at[1]) > beginning.count("\n") + 1 and int(at[2]) > _SPACE // 2
    except (RuntimeError, ValueError, OSError):
        return True
    return True
