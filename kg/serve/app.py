"""The application: which address is answered by what."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route

from kg.serve.assets import assets, packed
from kg.serve.endpoint import Endpoint
from kg.serve.guards import Guard, hosts
from kg.serve.names import Names
from kg.serve.pool import Pool, worker_command
from kg.serve.settings import Settings
from kg.serve.site import Site, missing


def application(settings: Settings) -> Starlette:
    """Return the web application of a graph: queries and pages have workers of their own, so that none starve."""
    folder = tempfile.TemporaryDirectory(prefix="kg-serve-")
    paths = (str(settings.place), folder.name, *map(str, settings.ontology))
    pools = queries, pages = [
        Pool(worker_command(kind, *paths), settings.workers, settings.timeout) for kind in ("queries", "pages")
    ]
    names = Names(settings.place, Path(folder.name), queries)

    def wrote() -> None:
        for pool in pools:
            pool.edition += 1

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        with folder:
            for pool in pools:
                await pool.start()
            names.start()
            for name in assets():
                packed(name)
            yield
            await names.stop()
            for pool in pools:
                await pool.stop()

    middleware = [Middleware(Guard, hosts=hosts(settings.host))]
    if settings.cors:
        middleware.append(Middleware(CORSMiddleware, allow_origins=[settings.cors], allow_methods=["GET", "POST"],
                                     allow_headers=["content-type"]))  # fmt: skip
    endpoint = Endpoint(settings, queries, wrote)
    routes = [Route("/sparql", endpoint.answer, methods=["GET", "POST"]), *Site(pages, names).routes()]
    return Starlette(routes=routes, middleware=middleware, lifespan=running, exception_handlers={404: missing})
