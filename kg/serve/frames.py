"""How a server and its workers talk: frames of a length and as many bytes, over a pair of pipes.

A request is one frame of JSON. A reply is a frame of JSON, which says what comes, and a frame with the body. A worker
that is ready says so by a reply that nobody asked for.
"""

from __future__ import annotations

import asyncio
import struct
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from kg.serve.reply import Reply

_LENGTH = struct.Struct("!Q")


def request(task: str, arguments: dict[str, Any], edition: int) -> bytes:
    """Return the frame that asks for a task; `edition` rises whenever the server itself wrote to the graph."""
    return _framed(orjson.dumps([task, arguments, edition]))


def receive(stream: BinaryIO) -> tuple[str, dict[str, Any], int] | None:
    """Return the next task, its arguments and the edition; None when the server is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    task, arguments, edition = orjson.loads(stream.read(*_LENGTH.unpack(head)))
    return task, arguments, edition


def send(stream: BinaryIO, reply: Reply) -> None:
    """Write a reply."""
    about = [reply.status, reply.type, str(reply.file or ""), dict(reply.headers)]
    stream.write(_framed(orjson.dumps(about)) + _LENGTH.pack(len(reply.body)))
    stream.write(reply.body)
    stream.flush()


async def answer(stream: asyncio.StreamReader) -> Reply:
    """Return the next reply; raise IncompleteReadError if the worker ended before."""
    status, type_, file, headers = orjson.loads(await _frame(stream))
    body = await _frame(stream)
    return Reply(status, type_, body, Path(file) if file else None, headers)


async def _frame(stream: asyncio.StreamReader) -> bytes:
    (length,) = _LENGTH.unpack(await stream.readexactly(_LENGTH.size))
    return await stream.readexactly(length)


def _framed(content: bytes) -> bytes:
    return _LENGTH.pack(len(content)) + content
