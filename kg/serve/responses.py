"""Replies of workers as responses of the web framework."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from starlette.responses import Response, StreamingResponse

from kg.serve.reply import Reply

PART = 1 << 20


def response(reply: Reply, head: bool = False) -> Response:
    """Return the response that a reply makes; a long body is read from its file piece by piece, and the file is gone.

    To a HEAD request it is the headers alone.
    """
    headers = {**reply.headers, "content-type": reply.type}
    if reply.status == 503:
        headers["retry-after"] = "5"
    if reply.file is None:
        return Response(reply.body, reply.status, headers)
    if head:
        reply.file.unlink()
        return Response(b"", reply.status, headers)
    headers["content-length"] = str(reply.file.stat().st_size + len(reply.body))
    return StreamingResponse(_parts(reply.file, reply.body), reply.status, headers)


def _parts(path: Path, rest: bytes) -> Iterator[bytes]:
    with path.open("rb") as file:
        path.unlink()  # what is open stays readable, and goes with the last reader
        while part := file.read(PART):
            yield part
    if rest:
        yield rest
