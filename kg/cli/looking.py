"""What the commands that read a graph share: to open it as it is, or as it was known on a day."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph.store import Store


@contextmanager
def seen(graph: Path, as_of: str = "", ledger: Path | None = None, *, whole: bool = False) -> Iterator[Store]:
    """Give the store of a graph to read; with a day, the graph as it was known then.

    What that lacks, because it is gone or nobody knows when it came, is said on stderr. Who means to read the `whole`
    graph says so, as to `Store.open`.
    """
    from kg.graph.store import Store

    with Store.open(graph, read_only=True, whole=whole or bool(as_of)) as store:
        if not as_of:
            yield store
            return
        from kg.graph.wording import counted
        from kg.settling import as_of as known_on
        from kg.settling import ledger_of

        with known_on(store, ledger_of(graph, ledger, store), as_of) as (then, known):
            articles, _ = store.count()
            told = [f"{len(known.articles)} of {counted(articles, 'article')}"]
            if known.gone:
                told.append(f"{counted(known.gone, 'article')} known then no longer there")
            if known.undated:
                told.append(f"{counted(known.undated, 'article')} left out: the log does not say when they were added")
            print(f"{graph} as of {as_of}: {'; '.join(told)}", file=sys.stderr)
            yield then
