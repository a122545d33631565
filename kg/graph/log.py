"""The log: when which article was added, by which run of the program; in a graph of its own, <https://kg.example/log>.

A run that changes the graph is a prov:Activity: its command, when it began and made its last change, the versions of
program, model and ontology, how many articles it added, replaced and removed. An article that is in the graph
prov:wasGeneratedBy the run that added it in its present form, at a prov:generatedAtTime, which is no time of
publication. Of one that was retracted or replaced no trace is left but the numbers: so many were known on a day.

What the log says of an article is written in the same transaction as the article.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg import clock
from kg.errors import KgError
from kg.graph import vocabulary as v
from kg.graph.literals import text, typed, whole
from kg.graph.quads import Quads
from kg.graph.rdf import Term
from kg.model import digest


@dataclass(frozen=True, slots=True)
class Run:
    """What changes a graph: the command ("build"), and the versions of program, model and ontology behind it."""

    command: str
    tool: str = ""
    model: str = ""
    ontology: str = ""


Written = tuple[set[Quad], set[Quad]]
"""What to remove, and what to insert."""


@dataclass(frozen=True, slots=True)
class Recorder:
    """Says what the log is to hold of one run, whose node this is, as it began at this time."""

    run: Run
    node: NamedNode
    began: Literal

    @classmethod
    def of(cls, quads: Quads, run: Run) -> Recorder:
        """Return the recorder of a run that begins now; nothing is written before it changes something."""
        number, began = sum(1 for _ in _rows(quads, None, v.TYPE, v.ACTIVITY)), _moment(clock.now())
        return cls(run, NamedNode(v.RUN + digest(str(number), run.command, began.value)[:20]), began)

    def change(self, quads: Quads) -> Written:
        """Return what to write beside a change of the graph."""
        return self._counted(quads, None)

    def article(self, quads: Quads, article: NamedNode, *, there: bool) -> Written:
        """Return what to write beside an article, or where it is removed: then it is not `there` any more."""
        before = quads.contains_named_graph(article)
        old, new = self._counted(quads, (v.REPLACED if before else v.ADDED) if there else v.REMOVED)
        known, told = set(_rows(quads, article, None, None)), set()
        if there:
            pairs = ((v.GENERATED_BY, self.node), (v.GENERATED_AT, _moment(clock.now())))
            told = {Quad(article, predicate, object_, v.LOG) for predicate, object_ in pairs}
        return old | (known - told), new | (told - known)

    def came(self, articles: Collection[NamedNode]) -> Iterator[Quad]:
        """Yield what the log is to hold of a run that brought all the articles of a new graph."""
        yield from self._about({v.ADDED: len(articles)}, None)
        for article in articles:
            yield Quad(article, v.GENERATED_BY, self.node, v.LOG)
            yield Quad(article, v.GENERATED_AT, _moment(clock.now()), v.LOG)

    def _counted(self, quads: Quads, counted: NamedNode | None) -> Written:
        known = set(_rows(quads, self.node, None, None))
        about = set(
            self._about({quad.predicate: int(quad.object.value) for quad in known if quad.predicate in COUNTS}, counted)
        )
        return known - about, about - known

    def _about(self, counts: Mapping[NamedNode, int], counted: NamedNode | None) -> Iterator[Quad]:
        """Yield what the log says of the run; `counted` is what there is one more of."""
        run = self.run
        described = ((v.LABEL, run.command), (v.TOOL, run.tool), (v.MODEL, run.model), (v.ONTOLOGY, run.ontology))
        pairs: list[tuple[NamedNode, Term]] = [(v.TYPE, v.ACTIVITY), (v.STARTED_AT, self.began)]
        pairs += [(v.ENDED_AT, _moment(clock.now()))]
        pairs += [(name, text(value)) for name, value in described if value]
        pairs += [(name, whole(counts.get(name, 0) + (name == counted))) for name in COUNTS]
        return (Quad(self.node, *pair, v.LOG) for pair in pairs)


COUNTS = (v.ADDED, v.REPLACED, v.REMOVED)


@dataclass(frozen=True, slots=True)
class Known:
    """Which articles a graph holds that it held at some time before, by id, and how many of that time it lacks.

    `undated` are those of which the log does not say when they were added.
    """

    articles: frozenset[str]
    gone: int
    undated: int


def known(quads: Quads, articles: Collection[NamedNode], until: datetime) -> Known:
    """Return which of the articles were added, in the form that they have now, by then.

    Of a run that lasted beyond that time it is not known how many of its articles are gone since; they do not count.
    """
    added = {quad.subject: _time(quad.object) for quad in _rows(quads, None, v.GENERATED_AT, None)}
    by_run = {quad.subject: quad.object for quad in _rows(quads, None, v.GENERATED_BY, None)}
    there = [article for article in articles if article in added and added[article] <= until]
    ended = {quad.subject for quad in _rows(quads, None, v.ENDED_AT, None) if _time(quad.object) <= until}
    counted = sum(_number(quads, run, v.ADDED) - _number(quads, run, v.REMOVED) for run in ended)
    of_these = sum(by_run.get(article) in ended for article in there)
    ids = frozenset(v.local(article, v.ARTICLE) for article in there)
    return Known(ids, max(0, counted - of_these), sum(article not in added for article in articles))


def end_of(moment: str) -> datetime:
    """Return the time that a day or a time of ISO 8601 names, in UTC; a day ends with its last second.

    Raises KgError on anything else.
    """
    try:
        if len(moment) == len("2026-01-31"):
            return datetime.combine(date.fromisoformat(moment), time.max, UTC)
        found = datetime.fromisoformat(moment)
    except ValueError:
        raise KgError(repr(moment), "no day and no time", "expected 2026-01-31 or 2026-01-31T18:00:00Z", "") from None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _rows(
    quads: Quads, subject: NamedNode | None, predicate: NamedNode | None, object_: NamedNode | None
) -> Iterator[Any]:
    """Yield what the log says; its subjects and predicates are IRIs."""
    return quads.quads_for_pattern(subject, predicate, object_, v.LOG)


def _number(quads: Quads, run: NamedNode, name: NamedNode) -> int:
    return sum(int(quad.object.value) for quad in _rows(quads, run, name, None))


def _moment(when: datetime) -> Literal:
    return typed(when.strftime("%Y-%m-%dT%H:%M:%SZ"), v.VALUE_TYPES["dateTime"])


def _time(written: Literal) -> datetime:
    return datetime.fromisoformat(written.value)
