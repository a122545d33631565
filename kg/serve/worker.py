"""A worker: a process that reads the graph and answers one request after the other, until its server is gone.

    python -m kg.serve.worker queries|pages PLACE SPOOL [ONTOLOGY…]

Whatever goes wrong with one request, the next is answered.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from kg.errors import KgError, QueryError
from kg.serve import frames
from kg.serve.reply import Reply, refusal
from kg.serve.snapshot import Snapshot
from kg.serve.tasks import TASKS
from kg.serve.tasks.pages import warm

MEMORY_SHARE = 0.5
"""How much of the machine's memory a worker may fill before it is ended: a sort of everything times everything."""
PIPE = 1 << 20
"""Bytes of an answer that go over at once; more are many turns of two processes."""
PAGES = "pages"
_PARENT_DIED = 1  # PR_SET_PDEATHSIG


def main() -> None:
    """Answer requests from standard input on standard output."""
    kind, *paths = sys.argv[1:]
    place, spool, *ontology = map(Path, paths)
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with contextlib.suppress(OSError, AttributeError):
        fcntl.fcntl(replies, fcntl.F_SETPIPE_SZ, PIPE)
    os.dup2(2, 1)  # what a library prints must not get among the replies
    _bounded()
    snapshot = Snapshot(place, tuple(ontology), spool)
    with contextlib.suppress(KgError):  # before the first request comes
        snapshot.refresh(0)
        if kind == PAGES:
            with contextlib.suppress(Exception):  # a page that cannot be made says so when it is asked for
                warm(snapshot)
    frames.send(replies, refusal(200, "ready"))
    while asked := frames.receive(requests):
        frames.send(replies, _answer(snapshot, *asked))


def _bounded() -> None:
    """End with the server, leave Ctrl-C to it, and do not fill the machine's memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PARENT_DIED, signal.SIGKILL)
    memory = int(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * MEMORY_SHARE)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _answer(snapshot: Snapshot, task: str, arguments: dict[str, Any], edition: int) -> Reply:
    try:
        snapshot.refresh(edition)
        return TASKS[task](snapshot, **arguments)
    except QueryError as fault:
        return refusal(400, str(fault))
    except KgError as fault:
        return refusal(503, str(fault))
    except MemoryError:
        return refusal(503, "it needs more memory than a worker may take; ask for less")
    except Exception:
        print(f"kg: serve: {task}", traceback.format_exc(), sep="\n", file=sys.stderr, flush=True)
        return refusal(500, "the server failed at this; its log says where")


if __name__ == "__main__":
    main()
