"""Requests to a SPARQL endpoint: where its query, update and graph store lie, who asks, and what went wrong."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, NamedTuple

import httpx

from kg.errors import StoreError

RESULTS = "application/sparql-results+json"
NTRIPLES, NQUADS = "application/n-triples", "application/n-quads"
TIMEOUT = httpx.Timeout(None, connect=10.0)
"""A query may take as long as it takes; a server must answer the door."""
SPOOLED = 16_000_000
"""Up to how many bytes of an answer are held in memory."""
USER, PASSWORD, TOKEN = "KG_USER", "KG_PASSWORD", "KG_TOKEN"


class Answer(NamedTuple):
    """The body of an answer and its media type."""

    body: IO[bytes]
    type: str


class Client:
    """Talks to one endpoint. `url` is that of its queries, or of the dataset that the server calls so.

    Raises StoreError if nobody answers, the answer is an error, or credentials are missing.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._http = httpx.Client(auth=_credentials(url), timeout=TIMEOUT, follow_redirects=False)

    def close(self) -> None:
        """End the connections."""
        self._http.close()

    @contextmanager
    def query(
        self, sparql: str, accept: str = f"{RESULTS}, {NTRIPLES};q=0.9", dataset: Sequence[tuple[str, str]] = ()
    ) -> Iterator[Answer]:
        """Give the answer to a query; the `dataset` is named as the protocol has it, ("default-graph-uri", IRI)."""
        with self._request(self._queries, sparql, "application/sparql-query", accept, dataset) as answer:
            yield answer

    def update(self, sparql: str) -> None:
        """Carry out an update."""
        with self._request(self._updates, sparql, "application/sparql-update", "*/*"):
            pass

    @contextmanager
    def graph(self, iri: str | None) -> Iterator[Answer | None]:
        """Give the triples of a graph (the default one by None) from the graph store; None if there is no store."""
        if self._graphs is None:
            yield None
            return
        parameters = [("graph", iri)] if iri else [("default", "")]
        with self._sent("GET", self._graphs, params=parameters, headers={"Accept": NTRIPLES}) as answer:
            yield answer if answer.type == NTRIPLES else None

    @contextmanager
    def everything(self) -> Iterator[Answer | None]:
        """Give all quads, as graph stores beyond the standard do; None if this one does not."""
        headers = {"Accept": NQUADS}
        for url in (self._graphs, self._base, f"{self._base}/statements"):
            with ExitStack() as stack:
                try:
                    answer = stack.enter_context(self._sent("GET", url, headers=headers)) if url else None
                except StoreError:
                    continue
                if answer and answer.type == NQUADS:
                    yield answer
                    return
        yield None

    @contextmanager
    def _request(
        self, url: str, sparql: str, kind: str, accept: str, dataset: Sequence[tuple[str, str]] = ()
    ) -> Iterator[Answer]:
        headers = {"Content-Type": f"{kind}; charset=utf-8", "Accept": accept}
        with self._sent("POST", url, content=sparql.encode(), headers=headers, params=dataset) as answer:
            yield answer

    @contextmanager
    def _sent(
        self,
        method: str,
        url: str,
        *,
        headers: dict[str, str],
        content: bytes | None = None,
        params: Sequence[tuple[str, str]] = (),
    ) -> Iterator[Answer]:
        with tempfile.SpooledTemporaryFile(SPOOLED) as body:
            try:
                with self._http.stream(
                    method, url, headers=headers, content=content, params=[*params] or None
                ) as response:
                    for part in response.iter_bytes():
                        body.write(part)
            except httpx.HTTPError as fault:
                raise self._unreached(fault) from None
            body.seek(0)
            if not response.is_success:
                raise self._refused(response, body.read(2_000))
            yield Answer(body, response.headers.get("Content-Type", "").partition(";")[0].strip())

    def _unreached(self, fault: httpx.HTTPError) -> StoreError:
        return StoreError(self.url, f"it cannot be reached: {fault}", "", "check the address, and that the server runs")

    def _refused(self, response: httpx.Response, body: bytes) -> StoreError:
        if response.status_code in (401, 403):
            remedy = f"set {USER} and {PASSWORD}, or {TOKEN}, or add it to ~/.netrc"
            return StoreError(self.url, f"it refuses these credentials ({response.status_code})", "", remedy)
        lines = body.decode(errors="replace").strip().splitlines()
        found = f"it answers {response.status_code} {response.reason_phrase}"
        return StoreError(self.url, f"{found}: {' '.join(lines[:2])}" if lines else found, "expected a SPARQL endpoint")

    @cached_property
    def _queries(self) -> str:
        """Return the address that answers queries: the one given, or what servers call it below that."""

        def answers(url: str) -> bool:
            with self._request(url, "ASK {}", "application/sparql-query", RESULTS) as answer:
                return answer.type == RESULTS

        return self._first([self.url, f"{self.url}/query", f"{self.url}/sparql"], answers, "queries")

    @property
    def _base(self) -> str:
        """Return the address of the dataset, below which its services lie."""
        return self._queries.rpartition("/")[0] if self._queries.endswith(("/query", "/sparql")) else self._queries

    @cached_property
    def _updates(self) -> str:
        def answers(url: str) -> bool:
            with self._request(url, "INSERT DATA {}", "application/sparql-update", "*/*"):
                return True

        places = [f"{self._base}/update", self._queries, f"{self._base}/statements"]
        return self._first(places, answers, "updates")

    @cached_property
    def _graphs(self) -> str | None:
        def answers(url: str) -> bool:
            with self._sent("HEAD", url, params=[("default", "")], headers={"Accept": NTRIPLES}) as answer:
                return answer.type in (NTRIPLES, "")

        places = [f"{self._base}/store", f"{self._base}/data", f"{self._base}/rdf-graphs/service"]
        try:
            return self._first(places, answers, "graphs")
        except StoreError:
            return None

    def _first(self, places: list[str], answers: Callable[[str], bool], what: str) -> str:
        """Return the first address that answers; raise what the first of them said if none does."""
        said: list[StoreError] = []
        for url in places:
            try:
                if answers(url):
                    return url
            except StoreError as error:
                if "credentials" in error.found or "reached" in error.found:
                    raise
                said.append(error)
        found = said[0].found if said else "its answer is none"
        raise StoreError(
            self.url, f"no {what} are answered there: {found}", "expected a SPARQL 1.1 endpoint", "check it"
        )


def _credentials(url: str) -> httpx.Auth | None:
    """Return what the environment has for this server, else ~/.netrc ($NETRC); raise StoreError if the URL has any."""
    parsed = httpx.URL(url)
    if parsed.userinfo:
        place = str(parsed.copy_with(userinfo=b""))
        remedy = f"set {USER} and {PASSWORD}, or add it to ~/.netrc"
        raise StoreError(place, "a password in an address is seen by others", "", remedy)
    if token := os.environ.get(TOKEN):
        return _Bearer(token)
    if user := os.environ.get(USER):
        return httpx.BasicAuth(user, os.environ.get(PASSWORD, ""))
    file = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    return httpx.NetRCAuth(str(file)) if file.is_file() else None


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:  # type: ignore[override]
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request
