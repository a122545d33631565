"""The store: articles go in and out as a whole, and the merged graph follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Protocol, TypeVar, cast

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from kg.errors import StoreError
from kg.graph import settle
from kg.graph import vocabulary as v
from kg.graph.change import Change, Side, arriving, present, rewriting
from kg.graph.contents import Contents
from kg.graph.events.folding import folded
from kg.graph.journal import Journal, rules_of, standing, unaltered
from kg.graph.log import Recorder, Run
from kg.graph.own import own_extraction, profiles_of
from kg.graph.place import opened, released, served
from kg.graph.quads import Quads
from kg.graph.rdf import DEFAULT
from kg.graph.reading import Reader
from kg.graph.snapshot import View
from kg.graph.sources import Witness
from kg.graph.tables.keeping import keep, make
from kg.graph.writing import Writing
from kg.identity import Profile, Settling
from kg.model import Extraction, verify

REMEMBERED = 1_000
"""Of how many statements a writer remembers who makes them."""
LOOKED_AT, READ = 1_000, 300
"""How many articles are looked at, or read as a whole, before the store lets go of what it holds of them in memory."""


class Closing(Protocol):
    """What is open until it is closed."""

    def close(self) -> None:
        """Close it."""


Beside = TypeVar("Beside", bound=Closing)


class Store(Contents):
    """A graph on disk, behind an endpoint or, to read, in a file. One process writes at a time; several may read.

    Once it is settled who is who, the graph is a function of the set of articles and of what people decided: the order
    in which articles came and went leaves no trace.
    """

    def __init__(self, place: Path, source: Quads | View, prefixes: Mapping[str, str]) -> None:
        self._view = source if isinstance(source, View) else None
        quads = source.quads if isinstance(source, View) else source
        super().__init__(place, quads, v.Names(prefixes))
        self._writing = Writing(quads, place)
        self._witnesses: dict[NamedNode, list[Witness]] = {}
        self._recorder: Recorder | None = None
        self._read = 0
        self._journal: Journal | None = None
        self._rules: str | None = None  # of a reader, who has no journal
        self._beside: Closing | None = None
        self._closing = ExitStack()

    @property
    def journal(self) -> Journal:
        """Return the journal, which only a writer needs."""
        if self._journal is None:
            self._journal = Journal(self.place, served(self._open()))
        return self._journal

    @contextmanager
    def beside(self, make: Callable[[Path], Beside]) -> Iterator[Beside]:
        """Give what `make` opens in the folder of the graph, of an endpoint in a passing one.

        It stays open with the store, and is always the same; after a fault it is closed, and made anew the next time.
        """
        if self._beside is None:
            remote = served(self._open())
            folder = Path(self._closing.enter_context(TemporaryDirectory(prefix="kg-"))) if remote else self.place
            self._beside = make(folder)
        try:
            yield cast(Beside, self._beside)
        except BaseException:
            self._let_go()
            raise

    def _let_go(self) -> None:
        if self._beside is not None:
            self._beside.close()
            self._beside = None
        self._closing.close()

    @classmethod
    def open(
        cls,
        place: Path,
        create: bool = False,
        read_only: bool = False,
        prefixes: Mapping[str, str] = v.PREFIXES,
        *,
        whole: bool = False,
    ) -> Store:
        """Return the store of a folder, an endpoint or (to read) an export.

        `prefixes` are those of the ontology that the statements use. Who means to read the `whole` graph says so: that
        of an endpoint is then fetched at once.

        Raises StoreError if there is none (and `create` is not set), it is not a graph or one of another format, its
        prefixes mean something else, or another process is writing to it.
        """
        before = (standing(place), unaltered(place)) if read_only else ("", "")
        quads, known, rules = opened(place, create, read_only, whole, prefixes)
        store = cls(place, quads, known)
        store.tables_token = before[0]
        if read_only:  # the journal's, if it was the same before and after the quads were opened
            store._rules = rules or (rules_of(before[1]) if before[1] == unaltered(place) else "")
        return store

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with suppress(StoreError) if error else nullcontext():
            if self._journal is not None:
                self._journal.origins.keep()
            if error is None and self._quads is not None:
                self._writing.finish()
        self.close()

    def close(self) -> None:
        """Release the folder, so that another process may write to it, and end the connections to an endpoint."""
        self._let_go()
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        if self._quads is not None:
            released(self._quads)
            self._quads = None
        self._reader, self._writing = Reader(Oxigraph(), self.names), Writing(Oxigraph(), self.place)
        if self._view is not None:
            self._view.close()
            self._view = None

    def begin(self, run: Run) -> None:
        """Have the log tell, from now on, that this run changes the graph."""
        self._recorder = Recorder.of(self._open(), run)

    def come(self) -> None:
        """Let all articles have come with this run, where a file gave the quads; its log and prefixes are forgotten."""
        quads = cast(Oxigraph, self._open())
        quads.remove_graph(v.LOG)
        for declaration in list(quads.quads_for_pattern(None, v.PREFERRED_PREFIX, None, DEFAULT)):
            quads.remove(declaration)
        if self._recorder:
            quads.bulk_extend(self._recorder.came(self._reader.article_nodes()))

    def add(self, extraction: Extraction) -> Change:
        """Put an article in, in the place of one with the same id, and return what changed; all of it or nothing.

        Its entities refer to those that bear the same ids, until `settle` has looked at all.

        Raises QuoteError if a quote is not in the text, StoreError if a statement has no place in the graph.
        """
        verify(extraction)
        extraction = folded(extraction)
        new = arriving(extraction, self.names, settle.held_replacements(self._reader, extraction))
        node = v.article(extraction.article.id)
        change = self._replace(node, new, self._recorder)
        self.journal.tell(extraction.article.id, profiles_of(node, new.quads, new.statements, self.names))
        return change

    def profiles_in(self, article: str) -> Iterable[Profile]:
        """Return the profiles of the entities of an article, by own id; nothing if it is not there.

        Nobody may be half way through an answer.
        """
        told = self.journal.told(article)
        if told is not None:
            return told
        self._read += 1
        if self._read % READ == 0:
            self.ease()
        return super().profiles_in(article)

    def settle(self, settling: Settling) -> None:
        """Carry over into the graph what has come to be otherwise of who is who.

        Each article is one transaction, and the last holds what people decided.
        """
        for number, (article, refers) in enumerate(settling.moved, 1):
            node = v.article(article)
            if self.has(article) and settle.held_references(self._reader, node) != refers:
                self._replace(node, arriving(own_extraction(self._reader, node), self.names, refers))
            if number % LOOKED_AT == 0:
                self.ease()
        old, new = set[Quad](), set[Quad]()
        for number, (emptied, removed, inserted) in enumerate(settle.steps(self._reader, settling)):
            if not number:
                self.journal.settle("", "")
            if self._recorder:
                old, new = self._recorder.change(self._open())
            self._write(emptied, removed | old, inserted | new)
        self._reader = Reader(self._open(), self.names)
        self._reader.curation = settle.held_curation(self._reader)

    @property
    def rules(self) -> str:
        """Return the version of the rules by which it is settled who is who; nothing if it is not, or is not known.

        Nor is it known of a graph that others may have changed, as they can behind an endpoint.
        """
        if self._rules is None:
            return "" if served(self._open()) else rules_of(self.journal.unaltered())
        return self._rules

    @property
    def settled(self) -> str:
        """Return the state in which it was settled who is who; nothing if articles came or went since."""
        return self.journal.settled()[0]

    def retract(self, article: str) -> Change:
        """Take an article out with all that rests on it alone, and return what changed; raise StoreError without it."""
        if not self.has(article):
            raise self.unknown(article)
        change = self._replace(v.article(article), Side(), self._recorder)
        self.journal.origins.forget(article)
        return change

    def forget(self, article: str) -> Change | None:
        """Retract an article if it is there."""
        return self.retract(article) if self.has(article) else None

    def _replace(self, article: NamedNode, new: Side, log: Recorder | None = None) -> Change:
        old = present(self._reader, article)
        if old.quads == new.quads:
            return Change(v.local(article, v.ARTICLE))
        change = rewriting(self._reader, article, old, new, self._heard)
        there = bool(new.quads)
        before, after = log.article(self._open(), article, there=there) if log else (set(), set())
        self.journal.unsettle(change.change.article)
        self._write([] if there else [article], change.removed | before, change.inserted | after)
        self._remember(change.witnesses)
        self._reader = Reader(self._open(), self.names, self._reader.curation)
        return replace(change.change, replaced=there and bool(old.quads))

    def _write(self, emptied: list[NamedNode], removed: Set[Quad], inserted: Set[Quad]) -> None:
        self.journal.notes.touch(emptied, chain(removed, inserted), self.names)
        self.journal.notes.grow(len(inserted))
        self._writing.carry_out(emptied, removed, inserted)

    def ease(self, after: int = 0) -> None:
        """Let go of what is in memory, if so many quads were written; nobody may be half way through an answer."""
        self._writing.ease(after)

    def keep_tables(self, *, anew: bool = False) -> None:
        """Bring the tables for counting up to date, or make them `anew`; raise StoreError if they cannot be.

        Behind an endpoint there are none.
        """
        if not served(self._open()):
            (make if anew else keep)(self.place, self._reader, self.journal.notes, self.ease)

    def _heard(self, statement: NamedNode, without: NamedNode) -> list[Witness]:
        known = self._witnesses.get(statement)
        if known is None:
            return list(self._reader.witnesses(statement, without))
        id_ = v.local(without, v.ARTICLE)
        return [one for one in known if one.article != id_]

    def _remember(self, witnesses: Mapping[NamedNode, list[Witness]]) -> None:
        """Keep who makes a statement: one that stands in every article would be read anew with each."""
        for statement, heard in witnesses.items():
            self._witnesses.pop(statement, None)  # so that what was met last stands last
            self._witnesses[statement] = heard
        while len(self._witnesses) > REMEMBERED:
            del self._witnesses[next(iter(self._witnesses))]
