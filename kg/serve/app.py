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

from kg.serve.endpoint import Endpoint
from kg.serve.guards import Guard, hosts
from kg.serve.pool import Pool, worker_command
from kg.serve.settings import Settings


def application(settings: Settings) -> Starlette:
    """Return the web application of a graph."""
    folder = tempfile.TemporaryDirectory(prefix="kg-serve-")
    spool = Path(folder.name)
    command = worker_command(str(settings.place), str(spool), *map(str, settings.ontology))
    queries = Pool(command, settings.workers, settings.timeout)

    def wrote() -> None:
        queries.edition += 1

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        with folder:
            await queries.start()
            yield
            await queries.stop()

    middleware = [Middleware(Guard, hosts=hosts(settings.host))]
    if settings.cors:
        middleware.append(Middleware(CORSMiddleware, allow_origins=[settings.cors], allow_methods=["GET", "POST"],
                                     allow_headers=["content-type"]))  # fmt: skip
    routes = [Route("/sparql", Endpoint(settings, queries, wrote).answer, methods=["GET", "POST"])]
    return Starlette(routes=routes, middleware=middleware, lifespan=running)
