"""`/sparql`: the SPARQL 1.1 Protocol over HTTP."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.serve.formats import NAMES
from kg.serve.guards import TooLong, body, foreign_page, unless_gone
from kg.serve.pool import Pool
from kg.serve.protocol import Operation, ProtocolError, operation
from kg.serve.reply import Reply, refusal
from kg.serve.responses import response
from kg.serve.settings import Settings

DESCRIPTION = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .

<> a sd:Service ;
    sd:endpoint <> ;
    sd:supportedLanguage {languages} ;
    sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
        formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples, formats:RDF_XML, formats:JSON-LD .
"""


class Endpoint:
    """Queries and, if they are allowed, updates go to workers; `wrote` is called after each update."""

    def __init__(self, settings: Settings, pool: Pool, wrote: Callable[[], None]) -> None:
        self.settings, self.pool, self.wrote = settings, pool, wrote

    async def answer(self, request: Request) -> Response:
        """Answer one request of the protocol."""
        try:
            asked = await self._asked(request)
        except (ProtocolError, TooLong) as fault:
            return response(refusal(fault.status, str(fault)))
        if asked is None:
            return self._unasked(request)
        reply = await unless_gone(request, self._carried_out(request, asked))
        return response(reply, head=request.method == "HEAD")

    async def _asked(self, request: Request) -> Operation | None:
        sent = await body(request, self.settings.longest) if request.method == "POST" else b""
        content_type = request.headers.get("content-type", "")
        return operation(request.method, request.url.query, content_type, sent)

    async def _carried_out(self, request: Request, asked: Operation) -> Reply:
        put = {"text": asked.text, "default_graphs": asked.default_graphs, "named_graphs": asked.named_graphs}
        if asked.kind == "query":
            if asked.format and asked.format not in NAMES:
                return refusal(400, f"format {asked.format!r} is unknown; expected one of {', '.join(sorted(NAMES))}")
            accept = request.headers.get("accept", "")
            wanted = {"accept": accept, "format": asked.format, "largest": self.settings.largest}
            return await self.pool.ask("query", {**put, **wanted})
        if not self.settings.allow_update:
            return refusal(403, "this server only reads; start it with --allow-update to let it write")
        if foreign_page(request, self.settings.cors):
            return refusal(403, "a page of another origin may not write to the graph")
        try:
            return await self.pool.ask("update", put)
        finally:
            self.wrote()

    def _unasked(self, request: Request) -> Response:
        if "text/html" in request.headers.get("accept", ""):
            return RedirectResponse("/query", 303)
        languages = "sd:SPARQL11Query" + (", sd:SPARQL11Update" if self.settings.allow_update else "")
        return Response(DESCRIPTION.format(languages=languages), media_type="text/turtle")
