"""What every request passes: the host it names, the bytes it sends; and the headers that every answer carries."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Coroutine
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.reply import Reply, refusal

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{nonce}; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
BODY_PATIENCE = 20.0
"""Seconds in which a request must have sent its body."""
ANYWHERE = ("0.0.0.0", "::", "")


class TooLong(Exception):  # noqa: N818 - its name says it
    """A request sends more than it may, or takes too long to."""

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        super().__init__(message)


class Guard:
    """Refuse requests to a host that the server does not go by, and put the security headers on each answer.

    A page from elsewhere whose name was made to point to this machine must not read the graph (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if self.hosts and _hostname(headers.get(b"host", b"")) not in self.hosts:
            await _refuse(send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                extra = [*HEADERS, (b"content-security-policy", POLICY.format(nonce="").encode())]
                message["headers"] = [*message["headers"], *(one for one in extra if one[0] not in given)]
            await send(message)

        await self.app(scope, receive, sending)


def _hostname(header: bytes) -> str:
    try:
        return urlsplit(f"//{header.decode('latin-1')}").hostname or ""
    except ValueError:
        return ""


async def _refuse(send: Send) -> None:
    body = b"this server does not go by that name; start it with --host NAME\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def hosts(bound: str) -> frozenset[str]:
    """Return the names that a server goes by; none if it is bound to every address, and goes by any."""
    return frozenset() if bound in ANYWHERE else frozenset({"localhost", "127.0.0.1", "::1", bound})


async def body(request: Request, longest: int) -> bytes:
    """Return what a request sends; raise TooLong if that is more than `longest` bytes, or does not come in time."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > longest:
        raise TooLong(413, f"the request has {int(declared):,} bytes; at most {longest:,} are taken")
    try:
        return await asyncio.wait_for(_received(request, longest), BODY_PATIENCE)
    except TimeoutError:
        raise TooLong(408, f"the request was not sent within {BODY_PATIENCE:g} seconds") from None
    except ClientDisconnect:
        raise TooLong(400, "the request broke off") from None


async def _received(request: Request, longest: int) -> bytes:
    parts, length = [], 0
    async for part in request.stream():
        length += len(part)
        if length > longest:
            raise TooLong(413, f"the request has more than {longest:,} bytes")
        parts.append(part)
    return b"".join(parts)


def foreign_page(request: Request, allowed: str) -> bool:
    """Tell whether a browser sends this for a page of another origin, which must not write to the graph."""
    origin = request.headers.get("origin", "")
    if not origin:
        return request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
    same = urlsplit(origin).netloc == request.headers.get("host", "")
    return not same and (not allowed or origin != allowed)


async def unless_gone(request: Request, work: Coroutine[None, None, Reply]) -> Reply:
    """Return the reply that some work comes to; if the client goes away before, the work is given up."""
    working, leaving = asyncio.create_task(work), asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else refusal(499, "the client went away")
    finally:
        leaving.cancel()
        working.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
