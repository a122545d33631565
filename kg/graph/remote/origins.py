"""Which file gave which article of a graph that a server holds: noted there, by machine and path.

<https://kg.example/article/a1> kg:aloneIn <file://HOST/home/ada/news/a1.txt>, or kg:amongIn a file of several.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Collection
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from pyoxigraph import NamedNode

from kg.graph import vocabulary as v
from kg.graph.origins import Origins
from kg.graph.remote.lock import STORE
from kg.rows import Row, Rows

if TYPE_CHECKING:
    from kg.graph.remote.dataset import Remote

ALONE, AMONG = v.term("kg:aloneIn"), v.term("kg:amongIn")
AT_ONCE = 200
"""How many articles come before they are noted at the server. What a kill takes with it is noted by the next build."""
NOTED = "CREATE TEMP TABLE noted (path TEXT, article TEXT, alone INTEGER, PRIMARY KEY (path, article)) WITHOUT ROWID;"


class RemoteOrigins(Origins):
    """The files that the articles behind an endpoint came from, on any machine."""

    def __init__(self, rows: Rows, remote: Remote) -> None:
        super().__init__(rows)
        rows.run(NOTED)
        self._remote, self._read, self._coming = remote, False, 0

    def come(self, path: str, article: str, *, alone: bool) -> list[str]:
        """Note that the graph holds an article of a file, and return those that it replaces."""
        self._fetch()
        replaced = super().come(path, article, alone=alone)
        self._coming += 1
        if self._coming >= AT_ONCE:
            self.keep()
        return replaced

    def gone(self, paths: Collection[str], unread: Collection[str]) -> list[str]:
        """Return the articles that came from files or folders and were not seen there in this run, and forget them."""
        self._fetch()
        return super().gone(paths, unread)

    def articles(self, path: str) -> list[str]:
        """Return the ids of the articles that came from a file, or from the files of a folder, sorted."""
        self._fetch()
        return super().articles(path)

    def forget(self, article: str) -> None:
        """Forget where an article came from: it was retracted."""
        for table in ("origin", "noted"):
            self._rows.run(f"DELETE FROM {table} WHERE article = ?", article)
        both = (f"DELETE WHERE {{ GRAPH {STORE} {{ {v.article(article)} {how} ?file }} }}" for how in (ALONE, AMONG))
        self._remote.client.update("; ".join(both))

    def keep(self) -> None:
        """Note at the server what has come to be known."""
        self._coming = 0
        new = self._rows.all("SELECT * FROM origin EXCEPT SELECT * FROM noted")
        old = self._rows.all("SELECT * FROM noted EXCEPT SELECT * FROM origin")
        if not (new or old):
            return
        self._remote.client.update(f"DELETE DATA {{ {_block(old)} }}; INSERT DATA {{ {_block(new)} }}")
        self._rows.run("DELETE FROM noted")
        self._rows.run("INSERT INTO noted SELECT * FROM origin")

    def _fetch(self) -> None:
        """Read, once, what the server knows."""
        if self._read:
            return
        self._read = True
        for how in (ALONE, AMONG):
            found = self._remote.quads_for_pattern(None, how, None, STORE)
            rows = [
                (
                    cast(NamedNode, quad.object).value,
                    v.local(cast(NamedNode, quad.subject), v.ARTICLE),
                    int(how == ALONE),
                )
                for quad in found
            ]
            for table in ("origin", "noted"):
                self._rows.many(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", rows)

    def _near(self, path: str) -> str:
        """Return the address of a file of this machine, as RFC 8089 has it."""
        return f"file://{quote(socket.gethostname())}{quote(os.fsencode(os.path.abspath(path)))}"  # noqa: PTH100


def _block(rows: Collection[Row]) -> str:
    triples = " ".join(
        f"{v.article(article)} {ALONE if alone else AMONG} {NamedNode(path)} ." for path, article, alone in rows
    )
    return f"GRAPH {STORE} {{ {triples} }}"
