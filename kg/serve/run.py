"""Run the application until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from kg.errors import KgError
from kg.serve.app import application
from kg.serve.settings import Settings

MOST_CONNECTIONS = 2000
KEEP_ALIVE = 20


def run(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve a graph until Ctrl-C; `ready` is told the address. Raises KgError if the port cannot be had."""
    listening = _listening(settings.host, settings.port)
    port = listening.getsockname()[1]
    config = uvicorn.Config(
        application(settings),
        log_level="warning",
        timeout_keep_alive=KEEP_ALIVE,
        limit_concurrency=MOST_CONNECTIONS,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    ready(f"http://{f'[{settings.host}]' if ':' in settings.host else settings.host}:{port}/")
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(512)
    except OSError as fault:
        place, found = f"{host}, port {port}", f"cannot be listened on ({fault.strerror})"
        raise KgError(place, found, "", "choose another with --host or --port; 0 takes any free port") from None
    return listening
