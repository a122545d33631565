"""The write lock of a graph that a server holds: a triple in the graph of the store's notes.

Who means to write adds a triple of its own where there is none, then reads which are there. Only who is alone goes on;
of two, both take theirs away, wait a moment and try again. So no two write at once even where a server carries out
updates side by side, as long as it shows an update to all who ask after it was answered: whoever adds later sees both.
Copies of a database that follow one another do not do that, and a server cannot refuse an update without a lock: other
programs that write there are not kept out.

The triple of a process that was killed is removed by the next writer of the same machine, which sees that the process
is gone; by those of others only with `kg unlock`.
"""

from __future__ import annotations

import json
import os
import random
import socket
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, cast

from pyoxigraph import Literal, NamedNode

from kg.errors import StoreError
from kg.graph import vocabulary as v

if TYPE_CHECKING:
    from kg.graph.remote.client import Client
    from kg.graph.remote.dataset import Remote

STORE = NamedNode(f"{v.BASE}store")
"""The graph in which the endpoint notes what a folder keeps in files: format version, prefixes, the writer, which file
gave which article, by which rules it is settled who is who. It is no part of the graph."""
WRITER = v.term("kg:writer")
ATTEMPTS, PAUSE = 5, 0.2


@dataclass(frozen=True, slots=True)
class Writer:
    """A process that writes: its number, when it began, where; `seat` tells machines and containers apart."""

    host: str
    process: int
    began: str
    seat: str
    since: str
    token: str

    def __str__(self) -> str:
        return f"process {self.process} on {self.host} (since {self.since})"

    def written(self) -> Literal:
        """Return the writer as the notes have it."""
        return Literal(json.dumps(asdict(self), sort_keys=True))

    def is_gone(self) -> bool:
        """Tell whether this machine is the writer's, and does not run it any more."""
        return bool(self.seat) and self.seat == _seat() and _began(self.process) != self.began


class Lock:
    """The lock of a graph behind an endpoint, held until it is freed. Raises StoreError where another writer has it."""

    def __init__(self, remote: Remote) -> None:
        self._client = remote.client
        now, here = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), os.getpid()
        writer = Writer(socket.gethostname(), here, _began(here), _seat(), now, token_hex(8))
        self._mine = writer.written()
        _taken(remote, self._mine)

    def free(self) -> None:
        """Let others write; where the server does not answer any more, that is for the next writer to do."""
        with suppress(StoreError):
            _remove(self._client, self._mine)


def _taken(remote: Remote, mine: Literal) -> None:
    triple, other = f"GRAPH {STORE} {{ {STORE} {WRITER} {mine} }}", f"GRAPH {STORE} {{ {STORE} {WRITER} ?other }}"
    there = set[Literal]()
    for attempt in range(ATTEMPTS):
        remote.client.update(f"INSERT {{ {triple} }} WHERE {{ FILTER NOT EXISTS {{ {other} }} }}")
        there = _there(remote)
        if there == {mine}:
            return
        if mine in there:
            _remove(remote.client, mine)
        elif there and not _swept(remote.client, there):
            break
        time.sleep(random.uniform(0, PAUSE * attempt))  # so that two do not meet again
    others = ", ".join(sorted(str(read(one) or "another process") for one in there - {mine})) or "another process"
    url, expected = remote.client.url, "a graph has one writer at a time"
    remedy = f"wait until it is done; if it was killed, kg unlock --graph {url}"
    raise StoreError(url, f"{others} is writing to it", expected, remedy)


def unlocked(remote: Remote) -> list[str]:
    """Remove the lock, whoever has it, and return who had it."""
    there = sorted(_there(remote), key=str)
    for one in there:
        _remove(remote.client, one)
    return [str(read(one) or one.value) for one in there]


def read(written: Literal) -> Writer | None:
    """Return the writer of a note; None if it is no such note."""
    with suppress(ValueError, TypeError):
        return Writer(**json.loads(written.value))
    return None


def _there(remote: Remote) -> set[Literal]:
    return {cast(Literal, quad.object) for quad in remote.quads_for_pattern(STORE, WRITER, None, STORE)}


def _swept(client: Client, there: set[Literal]) -> bool:
    """Remove the triples of processes that are gone; tell whether there were any."""
    gone = [one for one in there if (writer := read(one)) and writer.is_gone()]
    for one in gone:
        _remove(client, one)
    return bool(gone)


def _remove(client: Client, one: Literal) -> None:
    client.update(f"DELETE DATA {{ GRAPH {STORE} {{ {STORE} {WRITER} {one} }} }}")


def _seat() -> str:
    """Return what no other machine or container has between two starts of it; nothing where that is not known."""
    with suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    return ""


def _began(process: int) -> str:
    """Return when a process began in ticks; nothing if there is none. A number is given anew, but not with the time."""
    with suppress(OSError, IndexError):
        told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return "" if told[0] in "ZX" else told[19]
    return ""
