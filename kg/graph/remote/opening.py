"""How the graph behind an endpoint is made, recognised and opened.

The graph <https://kg.example/store> there notes the format version, and the prefixes of ontologies of one's own. Where
an export was put into an endpoint by other means there are no notes: then the version is taken for ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from pyoxigraph import Literal, NamedNode

from kg.endpoint import Endpoint
from kg.errors import StoreError
from kg.graph import vocabulary as v
from kg.graph.place import FORMAT, joined
from kg.graph.quads import Quads
from kg.graph.rdf import DEFAULT
from kg.graph.remote.client import Client
from kg.graph.remote.dataset import Remote
from kg.graph.remote.lock import STORE, unlocked

VERSION = v.term("owl:versionInfo")


def opened(
    place: Endpoint, create: bool, read_only: bool, whole: bool, prefixes: Mapping[str, str]
) -> tuple[Quads, Mapping[str, str]]:
    """Return the quads of an endpoint and its prefixes; a copy in memory for those who are to read the `whole` graph.

    Raises StoreError if no graph is there (and `create` is not set), it is of another version, another process writes
    to it, or nobody answers.
    """
    remote = Remote(Client(place.url))
    try:
        version = _version(remote, place, create)
        if not read_only:
            remote.lock()
        known = {**v.PREFIXES, **_declared(remote)}
        wanted = joined(place, known, prefixes)
        if not read_only and (not version or wanted != known):
            _note(remote, wanted)
        if not (read_only and whole):
            return remote, wanted
        copy = remote.copy()
    except BaseException:
        remote.close()
        raise
    remote.close()
    return copy, wanted


def unlock(place: Endpoint) -> list[str]:
    """Remove the lock of whoever writes to the graph behind an endpoint, and return who that was; [] if nobody does."""
    remote = Remote(Client(place.url))
    try:
        return unlocked(remote)
    finally:
        remote.close()


def _version(remote: Remote, place: Endpoint, create: bool) -> str:
    """Return the format version that the endpoint notes, nothing if it notes none."""
    noted = remote.quads_for_pattern(STORE, VERSION, None, STORE)
    version = next((cast(Literal, quad.object).value for quad in noted), "")
    if version not in ("", str(FORMAT)):
        expected = f"this program reads version {FORMAT}"
        raise StoreError(place.url, f"a graph of format version {version}", expected, "build it anew")
    if not version and not create and not remote.ask(f"GRAPH ?article {{ ?article a {v.NEWS_ARTICLE} }}"):
        remedy = "run `kg build` or `kg load` with this address first, or name another with --graph"
        raise StoreError(place.url, "no graph is there", "expected articles in named graphs", remedy)
    return version


def _declared(remote: Remote) -> dict[str, str]:
    rows = remote.quads_for_pattern(None, v.PREFERRED_PREFIX, None, STORE)
    more = remote.quads_for_pattern(None, v.PREFERRED_PREFIX, None, DEFAULT)  # of an export
    return {cast(Literal, row.object).value: cast(NamedNode, row.subject).value for row in (*rows, *more)}


def _note(remote: Remote, prefixes: Mapping[str, str]) -> None:
    own = {prefix: iri for prefix, iri in prefixes.items() if prefix not in v.PREFIXES}
    declared = " ".join(f"{NamedNode(iri)} {v.PREFERRED_PREFIX} {Literal(prefix)} ." for prefix, iri in own.items())
    version = f"{STORE} {VERSION} {Literal(str(FORMAT))} ."
    remote.client.update(f"INSERT DATA {{ GRAPH {STORE} {{ {version} {declared} }} }}")
