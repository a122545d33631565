"""Answer SPARQL queries on one graph alone: nothing is written, and no other server is asked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from unicodedata import combining, east_asian_width

from pyoxigraph import BlankNode, NamedNode, QueryBoolean, QuerySolutions, QueryTriples
from pyoxigraph import Store as Oxigraph

from kg.errors import QueryError
from kg.graph.quads import GraphName, Quads

PLACE = "query"


def answer(
    quads: Quads,
    query: str,
    prefixes: Mapping[str, str],
    default: Sequence[NamedNode] | None = None,
    named: Sequence[NamedNode] | None = None,
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Return the answer of a store; raise QueryError on a query that is wrong, writes, or asks another server.

    `default` and `named` are the graphs to ask, in the place of those of the store and of the query's FROM.
    """
    refuse(query)
    plain: list[GraphName] | None = None if default is None else [*default]
    others: list[NamedNode | BlankNode] | None = None if named is None else [*named]
    try:
        with explained():
            bound = {prefix: namespace for prefix, namespace in prefixes.items() if f"{prefix}:" in query}
            return quads.query(query, prefixes=bound, default_graph=plain, named_graphs=others)
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
    for token in _TOKEN.finditer(query) if _REFUSED.search(query) else ():
        word = (token["word"] or token["prefix"] or "").upper()
        # Oxigraph needs no space: it reads "SERVICEex:a" as SERVICE ex:a, and "trueSERVICE" as two words
        if "SERVICE" in word:
            raise _refused(query, token.start(), f"{word} asks another server")
        if token["word"] and word in _WRITING:
            raise _refused(query, token.start(), f"{word} writes")


_WRITING = frozenset({"LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE"})
_REFUSED = re.compile("|".join(("SERVICE", *sorted(_WRITING))), re.IGNORECASE)


def _refused(query: str, offset: int, found: str) -> QueryError:
    expected = "expected SELECT, ASK, CONSTRUCT or DESCRIBE on this graph alone"
    return _located(query, offset, found, expected, "leave it out or rename it")


AROUND = 60  # characters of a line on either side of a fault


def _located(query: str, offset: int, found: str, expected: str, remedy: str) -> QueryError:
    """Return the error that names line and column and shows the line with a caret below the place."""
    begin = query.rfind("\n", 0, offset) + 1
    end = query.find("\n", offset)
    number, column = query.count("\n", 0, offset) + 1, offset - begin
    error = QueryError(f"{PLACE}, line {number}, column {column + 1}", found, expected, remedy)
    text = query[begin : end if end >= 0 else len(query)].rstrip("\r")
    start, stop = max(0, column - AROUND), column + AROUND
    left, right = "…" if start else "", "…" if stop < len(text) else ""
    shown = [" " if character.isspace() else character for character in text[start:stop]]
    before = left + "".join(shown[: column - start])
    error.excerpt = (f"  {left}{''.join(shown)}{right}", f"  {' ' * _cells(before)}^")
    return error


def _cells(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    widths = (0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
    return sum(widths)


def names_in(query: str) -> Iterator[str]:
    """Yield the prefixed names and the IRIs in brackets that a query uses, each once; not those that it declares."""
    body = _DECLARATION.sub(" ", query)
    found = (token[0] for token in _TOKEN.finditer(body) if token["prefix"] or token[0][:1] in "<:")
    return iter(dict.fromkeys(name for name in found if name not in ("<", "<=")))


_DECLARATION = re.compile(r"\b(?:PREFIX\s+[\w.-]*:\s*|BASE\s+)<[^<>]*>", re.IGNORECASE)
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


def tokens(query: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of a query or an update as its parser sees them, without comments; a sign is one character."""
    return (token for token in _ANY_TOKEN.finditer(query) if token[0][0] != "#")


_ANY_TOKEN = re.compile(rf"{_TOKEN.pattern}|\S", _TOKEN.flags)


def _explained(query: str, fault: str, prefixes: Mapping[str, str]) -> QueryError:
    """Return the error with line, column and the first word that cannot stand where it does.

    Oxigraph names the furthest place that any of its rules looked at, which is often well behind.
    """
    words = list(tokens(query))
    good = bisect_left(range(len(words)), True, key=lambda count: not _can_go_on(query[: words[count].end()], prefixes))
    offset = words[good].start() if good < len(words) else len(query.rstrip())
    if "Prefix not found" in fault and good < len(words):
        prefix = words[good][0].partition(":")[0]
        close = get_close_matches(prefix, sorted(prefixes), n=1)
        meant = f"did you mean {close[0]}:? " if close else ""
        remedy = f"{meant}declare it with PREFIX, or use one of the graph's: {', '.join(sorted(prefixes))}"
        return _located(query, offset, f"prefix {prefix}: is unknown", "", remedy)
    reason = re.search(r"(The [A-Z]\w+ [a-z][^,]+)", fault)
    found = reason[1] if reason else f"found {words[good][0][:40]!r}" if good < len(words) else "it ends too soon"
    return _located(query, offset, found, "expected a SPARQL 1.1 query", "mend it there, or just before")


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
