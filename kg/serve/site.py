"""The pages, the JSON interface and the files that pages load."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.graph.vocabulary import BASE
from kg.identity import quoted
from kg.ontology import packaged
from kg.serve.assets import assets, packed
from kg.serve.formats import DATASETS, GRAPHS, PAGE, Offer, negotiated
from kg.serve.names import Names
from kg.serve.pool import Pool
from kg.serve.reply import HTML, JSON, Reply
from kg.serve.responses import response
from kg.serve.templates import render
from kg.view.picture import class_words

DATA = Offer("application/json", ("json",))
VIEWED = (PAGE, DATA)
THINGS = (PAGE, *GRAPHS[:3], *DATASETS, GRAPHS[3], DATA)
"""What an entity, a statement and an article can be had as; "json" names the JSON of the page, not JSON-LD."""
BEST_DRAWN = 120
BEST_LISTED = 14
MOST_FOUND = 50
MOST_CENTRES = 40
VOCABULARIES: Mapping[str, tuple[str, ...]] = {
    "kg": ("kg.ttl",), "news": ("news.ttl", "events.ttl"), "events": ("events.ttl",), "sport": ("sport.ttl",),
}  # fmt: skip
"""The files that declare the terms of each namespace: news.ttl has its classes and relations, events.ttl its roles."""


class Site:
    """Handlers of the pages; what stands on them is read by the workers of `pool`."""

    def __init__(self, pool: Pool, names: Names) -> None:
        self.pool, self.names = pool, names

    def routes(self) -> list[BaseRoute]:
        """Return which address is answered by what. The addresses of things mirror their IRIs."""
        return [
            Route("/", self.home),
            Route("/e/{id:path}/timeline", self.timeline),
            Route("/e/{id:path}/sources", self.sources),
            Route("/e/{id:path}", self.entity),
            Route("/st/{id}", self.statement),
            Route("/article/{id:path}", self.article),
            Route("/articles", self.articles),
            Route("/disputes", self.disputes),
            Route("/graph", self.graph),
            Route("/query", self.query),
            Route("/search", self.search),
            Route("/resource", self.resource),
            Route("/entity/{id:path}", self.moved),
            Route("/static/{name}", static),
            Route("/ns/{name}", vocabulary),
        ]

    async def home(self, request: Request) -> Response:
        """Answer with the front page."""
        return await self._shown(request, "overview", {"best": await self.names.best(BEST_LISTED)})

    async def entity(self, request: Request) -> Response:
        """Answer with an entity: its page, or all relations of one kind by the page, or RDF."""
        asked, id_ = request.query_params, request.path_params["id"]
        arguments = {"id": id_, "relation": asked.get("relation", ""), "outward": asked.get("outward", ""),
                     "page": _number(asked.get("page"))}  # fmt: skip
        return await self._thing(request, "entity", "e", arguments)

    async def timeline(self, request: Request) -> Response:
        """Answer with what is said of an entity in order of time."""
        return await self._shown(request, "timeline", {"id": request.path_params["id"]})

    async def sources(self, request: Request) -> Response:
        """Answer with the articles that mention an entity."""
        return await self._shown(request, "sources", {"id": request.path_params["id"]})

    async def statement(self, request: Request) -> Response:
        """Answer with a statement and its sentences, or RDF."""
        return await self._thing(request, "statement", "st", {"id": request.path_params["id"]})

    async def article(self, request: Request) -> Response:
        """Answer with an article, all mentions and statements marked, or RDF."""
        arguments = {"id": request.path_params["id"], "st": request.query_params.get("st", "")}
        return await self._thing(request, "article", "article", arguments)

    async def articles(self, request: Request) -> Response:
        """Answer with the list of articles."""
        return await self._shown(request, "articles", {"page": _number(request.query_params.get("page"))})

    async def disputes(self, request: Request) -> Response:
        """Answer with the disputes of the graph, or about one entity."""
        return await self._shown(request, "disputes", {"about": request.query_params.get("about", "")})

    async def graph(self, request: Request) -> Response:
        """Answer with the explorer: the graph around some entities, or the best connected.

        The page comes at once; it gets its picture, which takes longer, as JSON from the same address.
        """
        at = request.query_params.getlist("at")[:MOST_CENTRES]
        if _offer(request, VIEWED) is not DATA:
            asked = request.url.query
            data = f"/graph?{asked}&format=json" if asked else "/graph?format=json"
            return await self._shown(request, "frame", {"at": at, "data": data})
        best = [] if at else await self.names.best(BEST_DRAWN)
        return await self._shown(request, "graph", {"at": at, "best": best})

    async def query(self, request: Request) -> Response:
        """Answer with the page to write queries on."""
        return await self._shown(request, "query", {})

    async def search(self, request: Request) -> Response:
        """Answer with the names that begin as typed: a page, or JSON for the search field."""
        text = request.query_params.get("q", "")
        most = min(MOST_FOUND, _number(request.query_params.get("most", "10")))
        offer = _offer(request, VIEWED)
        hits = await self.names.find(text, MOST_FOUND if offer is PAGE else most)
        found = [
            {"id": hit.key, "label": hit.label, "type": class_words(hit.type), "root": hit.root, "name": hit.name,
             "statements": hit.degree, "page": f"/e/{quoted(hit.key)}"} for hit in hits
        ]  # fmt: skip
        if offer is not PAGE:
            return response(Reply(200, JSON, orjson.dumps({"found": found})))
        return response(Reply(200, HTML, render("search.html", {"text": text, "found": found})))

    async def resource(self, request: Request) -> Response:
        """Lead from an IRI of the graph to its page."""
        iri = request.query_params.get("iri", "")
        if not iri.startswith(BASE):
            return message(404, "Not here", f"{iri!r} is no IRI of this graph.")
        return RedirectResponse(f"/{iri.removeprefix(BASE).lstrip('/')}", 303)

    async def moved(self, request: Request) -> Response:
        """Lead from /entity/ID to the address that mirrors the IRI."""
        return RedirectResponse(f"/e/{quoted(request.path_params['id'])}", 308)

    async def _thing(self, request: Request, view: str, kind: str, arguments: Mapping[str, Any]) -> Response:
        """Answer with a page, JSON or RDF, as the client likes it best."""
        offer = _offer(request, THINGS)
        if offer is None:
            return message(406, "Not in this format", f"It can be had as {', '.join(one.type for one in THINGS)}.")
        if offer in VIEWED:
            return await self._made(request, view, arguments, offer is PAGE)
        described = {"kind": kind, "id": arguments["id"], "type": offer.type}
        return response(await self.pool.ask("describe", described), request.method == "HEAD")

    async def _shown(self, request: Request, view: str, arguments: Mapping[str, Any]) -> Response:
        return await self._made(request, view, arguments, _offer(request, VIEWED) is not DATA)

    async def _made(self, request: Request, view: str, arguments: Mapping[str, Any], html: bool) -> Response:
        reply = await self.pool.ask("show", {"view": view, "arguments": dict(arguments), "html": html})
        if html and reply.status >= 500:
            return message(reply.status, "Not now", reply.body.decode())
        return response(reply, request.method == "HEAD")


def _offer(request: Request, offers: tuple[Offer, ...]) -> Offer | None:
    name = request.query_params.get("format", "")
    accept = request.headers.get("accept", "")
    if name == "json":
        return DATA
    # what asks for nothing in particular gets the page
    return negotiated("*/*" if accept == "" else accept, offers, name)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 1


def message(status: int, title: str, text: str) -> Response:
    """Return a page that says what is wrong."""
    return response(Reply(status, HTML, render("message.html", {"title": title, "message": text})))


async def static(request: Request) -> Response:
    """Answer with a file that pages load; a browser that has it already is told so."""
    name = request.path_params["name"]
    asset = assets().get(name)
    if asset is None:
        return Response("there is no such file\n", 404, media_type="text/plain")
    named = request.query_params.get("v") == asset.tag.strip('"')
    kept = "max-age=31536000, immutable" if named else "no-cache"
    headers = {"etag": asset.tag, "cache-control": kept, "vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == asset.tag:
        return Response(status_code=304, headers=headers)
    small = "gzip" in request.headers.get("accept-encoding", "")
    if small:
        headers["content-encoding"] = "gzip"
    return Response(packed(name) if small else asset.body, headers={**headers, "content-type": asset.type})


async def vocabulary(request: Request) -> Response:
    """Answer with an ontology of the package: https://kg.example/ns/news declares the terms of news:."""
    files = VOCABULARIES.get(request.path_params["name"])
    if files is None:
        return message(404, "Not here", "There is no vocabulary of this name.")
    return Response(b"\n".join(packaged(file).read_bytes() for file in files), media_type="text/turtle")


async def missing(request: Request, _: Exception) -> Response:
    """Answer where nothing is."""
    return message(404, "Not here", "There is no page at this address.")
