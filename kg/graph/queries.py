"""Saved queries: SPARQL files whose head declares a title and parameters, bound as typed terms.

    #+ title: Who attacked whom
    #+ param since: first-day; what happened on this day, or later
    #+ param who: entity required; whom it is about

A parameter stands in the query as `VALUES ?since { UNDEF }`, so that the file is SPARQL as it is; what is given takes
the place of UNDEF, as terms and never as text. What stands there instead of UNDEF is its default.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.graph import vocabulary as v
from kg.graph.dates import period
from kg.graph.lookup import near, near_names, relations_called

if TYPE_CHECKING:
    from kg.graph.store import Store

SUFFIXES = (".rq", ".sparql")
PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a saved query asks for: `kind` is a key of KINDS; `default` is SPARQL, nothing where there is none."""

    name: str
    kind: str
    required: bool
    default: str
    help: str


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query of a file, by the file's name without suffix."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    text: str


def packaged_queries() -> Path:
    """Return the folder of the queries that come along: inside an installed package, or examples/queries beside it."""
    inside = PACKAGE / "queries"
    return inside if inside.is_dir() else PACKAGE.parent / "examples" / "queries"


def saved_queries(folders: Sequence[Path] = ()) -> dict[str, SavedQuery]:
    """Return the queries of some folders and those that come along, by name; a folder's own come first."""
    found: dict[str, SavedQuery] = {}
    for folder in (*folders, packaged_queries()):
        if not folder.is_dir():
            raise QueryError(str(folder), "there is no such folder", "expected one that holds .rq files", "check it")
        for path in sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES):
            found.setdefault(path.stem, read_query(path))
    return dict(sorted(found.items()))


def saved_query(name: str, folders: Sequence[Path] = ()) -> SavedQuery:
    """Return a query by name; raise QueryError with near names if none has it."""
    known = saved_queries(folders)
    if name not in known:
        raise QueryError(repr(name), "no saved query has this name, and it is no SPARQL", "",
                         near(name, list(known), "list them with kg query --list"))  # fmt: skip
    return known[name]


def read_query(path: Path) -> SavedQuery:
    """Return the query of a file; raise QueryError if it cannot be read or declares what it does not hold."""
    try:
        return parsed(path.stem, path.read_text(encoding="utf-8"), str(path))
    except OSError as fault:
        raise QueryError(
            str(path), f"cannot be read ({fault.strerror})", "expected a SPARQL file", "check it"
        ) from None
    except UnicodeDecodeError:
        raise QueryError(str(path), "it is not UTF-8", "expected a SPARQL file in UTF-8", "save it so") from None


_DECLARED = re.compile(r"(?P<name>[A-Za-z]\w*): (?P<kind>[a-z-]+)(?P<required> required)?; (?P<help>.+)")


def parsed(name: str, text: str, place: str) -> SavedQuery:
    """Return the query of a text with what its lines "#+ …" declare."""
    head = [line.removeprefix("#+").strip() for line in text.splitlines() if line.startswith("#+")]
    title = next((line.removeprefix("title:").strip() for line in head if line.startswith("title:")), "")
    declared = [line.removeprefix("param").strip() for line in head if line.startswith("param ")]
    return SavedQuery(name, title, tuple(_parameter(line, text, place) for line in declared), text)


def _parameter(declared: str, text: str, place: str) -> Parameter:
    found = _DECLARED.fullmatch(declared)
    if not found or found["kind"] not in KINDS:
        raise QueryError(place, f"cannot read the parameter {declared!r}", f"the kinds are {', '.join(KINDS)}",
                         "write: #+ param NAME: KIND; what it is for")  # fmt: skip
    slot = next((one for one in _SLOT.finditer(text) if one["name"] == found["name"]), None)
    if slot is None:
        raise QueryError(place, f"the parameter {found['name']} has no place in the query", "",
                         f"write VALUES ?{found['name']} {{ UNDEF }} where it counts")  # fmt: skip
    default = "" if slot["value"].upper() == "UNDEF" else slot["value"]
    return Parameter(found["name"], found["kind"], bool(found["required"]), default, found["help"])


_SLOT = re.compile(r"\bVALUES\s+\?(?P<name>\w+)\s*\{\s*(?P<value>[^{}]*?)\s*\}", re.IGNORECASE)


def bound(query: SavedQuery, given: Mapping[str, Sequence[str]], store: Store) -> str:
    """Return the SPARQL of a query in which parameters have what is given, each as one or several typed terms.

    Raises QueryError for a parameter that the query lacks, for one that it needs, and for what is no such value.
    """
    declared = {one.name: one for one in query.parameters}
    for name in given:
        if name not in declared:
            known = ", ".join(f"--{one}" for one in declared)
            remedy = "leave it out" if known else "leave it out; SPARQL says such things itself (LIMIT 5)"
            raise QueryError(f"--{name}", f"the query {query.name} has no such parameter",
                             f"it has {known}" if known else "it has none", remedy)  # fmt: skip
    for one in query.parameters:
        if one.required and not given.get(one.name):
            raise QueryError(f"query {query.name}", f"it needs --{one.name}: {one.help}", "",
                             f"add --{one.name} {one.kind.upper()}")  # fmt: skip
    terms = {
        name: " ".join(
            dict.fromkeys(str(term) for one in written for term in KINDS[declared[name].kind](store, one, name))
        )
        for name, written in given.items()
    }

    def filled(slot: re.Match[str]) -> str:
        return f"VALUES ?{slot['name']} {{ {terms[slot['name']]} }}" if slot["name"] in terms else slot[0]

    return _SLOT.sub(filled, query.text)  # in one pass: what was filled in is never searched for further slots


Term = NamedNode | Literal


def _entity(store: Store, text: str, name: str) -> Iterator[Term]:
    found = store.find(text)
    if not found:
        raise QueryError(f"--{name} {text!r}", "nothing in the graph has this name", "", near_names(store, text))
    yield from (v.entity(one.id) for one in found)


def _relation(store: Store, text: str, name: str) -> Iterator[Term]:
    found = relations_called(store, text)
    if not found:
        labels = [label for one in store.relations() for label in (one.label, one.id)]
        raise QueryError(f"--{name} {text!r}", "no relation of the graph has this name", "", near(text, labels))
    yield from (store.names.iri(one.id) for one in found)


def _integer(_: Store, text: str, name: str) -> Iterator[Term]:
    if not re.fullmatch(r"[+-]?\d{1,18}", text, re.ASCII):
        raise QueryError(f"--{name} {text!r}", "no whole number", "expected one such as 12", "write it in digits")
    yield Literal(int(text))


def _first_day(_: Store, text: str, name: str) -> Iterator[Term]:
    yield _date(period(text, f"--{name}").first)


def _last_day(_: Store, text: str, name: str) -> Iterator[Term]:
    yield _date(period(text, f"--{name}").last)


def _date(day: str) -> Term:
    return Literal(day[:10], datatype=v.VALUE_TYPES["date"])


def _text(_: Store, text: str, name: str) -> Iterator[Term]:
    try:
        yield Literal(text)
    except UnicodeEncodeError:
        raise QueryError(
            f"--{name}", "it holds half a surrogate pair", "text must be valid Unicode", "mend it"
        ) from None


KINDS: Mapping[str, Callable[[Store, str, str], Iterator[Term]]] = {
    "entity": _entity,
    "relation": _relation,
    "integer": _integer,
    "first-day": _first_day,
    "last-day": _last_day,
    "text": _text,
}


def options(words: Sequence[str]) -> dict[str, list[str]]:
    """Return what words such as "--since 2017 --who=Kone" give each parameter; raise QueryError where they do not."""
    given: dict[str, list[str]] = {}
    rest = iter(words)
    for word in rest:
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not name:
            raise QueryError(repr(word), "it is no parameter", "expected --NAME VALUE", "put quotes around a query")
        if not equals:
            following = next(rest, None)
            if following is None:
                raise QueryError(word, "it has no value", "expected one after it", f"write {word} VALUE")
            value = following
        given.setdefault(name.replace("-", "_"), []).append(value)
    return given


def resolve(written: str, folders: Sequence[Path] = ()) -> SavedQuery:
    """Return what an argument stands for: a file, the name of a saved query, or else SPARQL itself."""
    if not re.search(r"[\s{}]", written) or (written.endswith(SUFFIXES) and "{" not in written):
        path = Path(written)
        if path.suffix in SUFFIXES or path.is_file():
            return read_query(path)
        return saved_query(written, folders)
    return parsed("query", written, "query")
