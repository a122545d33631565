"""Answer SPARQL queries on one graph alone: nothing is written, and no other server is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples
from pyoxigraph import Store as Oxigraph

from kg.errors import QueryError

PLACE = "query"


def answer(quads: Oxigraph, query: str, prefixes: Mapping[str, str]) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Return the answer of a store; raise QueryError on a query that is wrong, writes, or asks another server."""
    refuse(query)
    try:
        return quads.query(query, prefixes=dict(prefixes))
    except SyntaxError as fault:
        raise _explained(query, str(fault)) from None
    except (RuntimeError, ValueError, OSError) as fault:
        raise QueryError(PLACE, str(fault), "", "see the SPARQL 1.1 functions") from None


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
    | (?P<word>[A-Za-z]+)
    """,
    re.VERBOSE | re.DOTALL,
)


def _explained(query: str, fault: str) -> QueryError:
    """Return the error with line, column and the text where Oxigraph gave up.

    It says "error at 3:30: expected one of …"; beyond a few the list of all it could have read helps nobody.
    """
    at = re.match(r"error at (\d+):(\d+): (.*)", fault, re.DOTALL)
    if not at:
        return QueryError(PLACE, fault)
    line, column = int(at[1]), int(at[2])
    rows = query.split("\n")
    rest = rows[line - 1][column - 1 :].strip() if line <= len(rows) else ""
    found = f"found {rest[:40]!r}" if rest else "it ends too soon"
    place = f"{PLACE}, line {line}, column {column}"
    prefix = re.search(r"([\w-]*):[\w-]*\s*$", rows[line - 1][: column - 1]) if line <= len(rows) else None
    if "Prefix not found" in fault:
        name = f"prefix {prefix[1]}: is" if prefix else "a prefix is"
        return QueryError(place, f"{name} unknown", "", "declare it with PREFIX, or use one that `kg export` prints")
    options = [part.strip() for part in at[3].removeprefix("expected ").removeprefix("one of ").split(", ")]
    readable = [part for part in options if re.fullmatch(r'[A-Z]+|"[^"]+"|[A-Za-z ]{12,}', part)]
    expected = f"expected {' or '.join(readable[:6])}" if readable else "expected SPARQL 1.1"
    return QueryError(place, found, expected, "mend the query there, or just before")
