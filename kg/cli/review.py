"""`kg review`: the pairs in doubt, one by one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from kg.cli.deciding import Author, Why, who
from kg.cli.options import DEFAULT_GRAPH, GraphPlace, LedgerFile
from kg.cli.reporting import Errors, account

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.identity import Likeness

ANSWERS = "y one, n two, s skip, q quit"
SENTENCES = 3


def review(
    why: Why = "",
    author: Author = "",
    graph: GraphPlace = DEFAULT_GRAPH,
    ledger: LedgerFile = None,
) -> None:
    """Show the pairs that may be one with the sentences of both, and ask: y (one), n (two), s (skip) or q (quit).

    Each answer is written into the ledger at once. Answers are read from standard input, one a line.

    Example: kg review --author "A. Reader"
    """
    from kg.entities.curate import differing, merged
    from kg.graph.store import Store
    from kg.making import begin
    from kg.settling import are_one, in_step, ledger_of, settle

    errors = Errors()
    with Store.open(graph) as store:
        decided = ledger_of(graph, ledger, store, begins=True)
        begin(store, "review")
        with in_step(store, decided, errors) as index:
            by = partial(are_one, index)
        doubts = sorted(store.doubts(), key=lambda doubt: (-doubt.score, doubt.first, doubt.second))
        for number, doubt in enumerate(doubts, start=1):
            print(f"[{number} of {len(doubts)}]", *portrait(store, doubt), sep="\n")
            answer = asked()
            if answer == "q":
                break
            if answer == "y":
                decided = merged(decided, doubt.first, doubt.second, who(author, why), by)
            elif answer == "n":
                decided = differing(decided, doubt.first, doubt.second, who(author, why))
            if answer in "yn":
                decided.write()
        settled = settle(store, decided, errors)
    nothing = "nothing was decided" if doubts else "no pairs are in doubt"
    print(account(settled) if settled else nothing, file=sys.stderr)
    errors.exit()


def asked() -> str:
    """Return the first letter of an answer, "q" at the end of the input; ask again until it is one."""
    while True:
        print(f"one? ({ANSWERS}) ", end="", flush=True)
        line = sys.stdin.readline()
        letter = line.strip().casefold()[:1]
        if not line:
            print()
            return "q"
        if letter and letter in "ynsq":
            return letter


def portrait(store: Store, doubt: Likeness) -> Iterator[str]:
    """Yield what two entities share, and what articles say of each."""
    yield f"{doubt.first} and {doubt.second}: score {doubt.score:g}"
    yield from (f"  {reason}" for reason in doubt.because)
    for id_ in (doubt.first, doubt.second):
        canonical = store.canonical(id_)
        entity = store.entity(canonical)
        if entity is not None:
            yield f"{entity.label}  ({entity.type}, {entity.id})"
            yield from _sentences(store, canonical)


def _sentences(store: Store, id_: str) -> Iterator[str]:
    """Yield the words around the first mention in each of a few articles."""
    from kg.graph.wording import around

    for own, described in store.owned(id_)[:SENTENCES]:
        if described.mentions:
            yield f"  “{around(store.article(own.article).text, described.mentions[0].span)}”"
            yield f"      {own.article}#entity={own.id}"
