"""The store: articles go in and out as a whole, and the merged graph follows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples
from pyoxigraph import Store as Oxigraph

from kg.errors import StoreError
from kg.graph import saying, settle
from kg.graph import vocabulary as v
from kg.graph.change import Change, Side, arriving, present, rewriting
from kg.graph.check import problems
from kg.graph.events.folding import folded
from kg.graph.literals import canonical, reference, typed
from kg.graph.merge import Weight, Witness
from kg.graph.own import own_extraction, profiles
from kg.graph.place import opened, released, settled, unsettle
from kg.graph.quads import Quads
from kg.graph.rdf import DEFAULT
from kg.graph.reading import Reader
from kg.graph.sparql import answer
from kg.identity import Identity, Likeness, Own, Profile
from kg.model import Article, Entity, EntityRef, Extraction, Mention, Relation, Span, Statement, Value, verify

REMEMBERED = 20_000
"""Of how many statements a writer remembers who makes them."""


class Store:
    """A graph on disk. One process writes at a time; several may read.

    Once it is settled who is who, the graph is a function of the set of articles and of what people decided: the order
    in which articles came and went leaves no trace.
    """

    def __init__(self, place: Path, quads: Quads, prefixes: Mapping[str, str]) -> None:
        self.place, self.names = place, v.Names(prefixes)
        self._quads: Quads | None = quads
        self._reader = Reader(quads, self.names)
        self._reader.curation = settle.held_curation(self._reader)
        self._replaced: dict[str, str] | None = None
        self._witnesses: dict[NamedNode, list[Witness]] = {}

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
        return cls(place, *opened(place, create, read_only, whole, prefixes))

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Release the folder, so that another process may write to it."""
        if self._quads is not None:
            released(self._quads)
        self._quads = None
        self._reader = Reader(Oxigraph(), self.names)

    def holds(self, article: Article) -> bool:
        """Tell whether the article is there with just this content."""
        node = v.article(article.id)
        found = self._reader.object(node, v.DIGEST, node)
        return found is not None and found.value == article.digest()

    def add(self, extraction: Extraction) -> Change:
        """Put an article in, in the place of one with the same id, and return what changed; all of it or nothing.

        Its entities refer to those that bear the same ids, until `settle` has looked at all.

        Raises QuoteError if a quote is not in the text, StoreError if a statement has no place in the graph.
        """
        verify(extraction)
        extraction = folded(extraction)
        if self._replaced is None:
            self._replaced = settle.held_replacements(self._reader)
        return self._replace(v.article(extraction.article.id), arriving(extraction, self.names, self._replaced))

    def settle(self, identity: Identity, state: str) -> int:
        """Make the graph hold just what is known of who is who, and return how many articles had to be written anew.

        Each article is one transaction, and the last holds what people decided; `state` is then what `settled` says.
        """
        moved = settle.moved(self._reader, identity.canonical)
        for article, refers in moved.items():
            node = v.article(article)
            self._replace(node, arriving(own_extraction(self._reader, node), self.names, refers))
        removed, inserted = settle.recuration(self._reader, identity.curation)
        held, wanted = settle.held_quads(self._reader), settle.identity_quads(identity, self.names)
        if removed | inserted | (held ^ wanted):
            emptied = [graph for graph in (v.IDENTITY, v.LEDGER) if not any(q.graph_name == graph for q in wanted)]
            self._write(emptied, removed | (held - wanted), inserted | (wanted - held))
            self._renew()
        settled(self.place, self._open(), state)
        return len(moved)

    @property
    def settled(self) -> str:
        """Return the state of the last `settle`; nothing if articles came or went since."""
        return settled(self.place, self._open())

    def profiles(self) -> Iterator[Profile]:
        """Yield the profile of each entity of each article, in order of article and own id."""
        return (profile for node in self._reader.article_nodes() for profile in profiles(self._reader, node))

    def owned(self, entity: str) -> list[tuple[Own, Entity]]:
        """Return the entities of articles that refer to an entity, as each article describes them."""
        rows = sorted(self._reader.match(None, v.REFERS_TO, v.entity(entity), None), key=lambda row: row[0].value)
        return [
            (
                Own(v.local(article, v.ARTICLE), v.own_id(described)),
                self._reader.described(described, article, self._reader.text(article)),
            )
            for described, _, _, article in rows
        ]

    def canonical(self, id_: str) -> str:
        """Return the id by which an entity goes now; nothing if no entity does."""
        if self._reader.object(v.entity(id_), v.LABEL, DEFAULT) is not None:
            return id_
        found = self._reader.object(v.entity(id_), v.REPLACED_BY, v.IDENTITY)
        return v.local(found, v.ENTITY) if isinstance(found, NamedNode) else ""

    def states(self, statement: str) -> bool:
        """Tell whether some article makes a statement, given by its id."""
        return self._reader.object(v.statement(statement), v.TYPE, DEFAULT) is not None

    def statement(self, id_: str) -> Statement:
        """Return a statement with its evidence, by its id; raise StoreError if no article makes it."""
        return self._reader.statement(v.statement(id_))

    def decided(self) -> bool:
        """Tell whether the graph holds decisions of people."""
        return any(self._reader.match(None, v.TYPE, v.DECISION_CLASS, v.LEDGER))

    def rejected(self, statement: Statement) -> bool:
        """Tell whether people decided that a statement is wrong."""
        return statement.id in self._reader.curation.rejected

    def merges(self) -> list[Likeness]:
        """Return the pairs that were taken for one, with what they share."""
        return settle.held_likenesses(self._reader, v.MERGE)

    def doubts(self) -> list[Likeness]:
        """Return the pairs that may be one and are kept apart, with what they share."""
        return settle.held_likenesses(self._reader, v.DOUBT)

    def unsettled(self, identity: Identity) -> Iterator[str]:
        """Yield one line for each thing in which the graph differs from what is known of who is who."""
        return settle.differences(self._reader, identity)

    def retract(self, article: str) -> Change:
        """Take an article out with all that rests on it alone, and return what changed; raise StoreError without it."""
        if not self.has(article):
            raise self.unknown(article)
        return self._replace(v.article(article), Side())

    def has(self, article: str) -> bool:
        """Tell whether an article with this id is there."""
        return self._open().contains_named_graph(v.article(article))

    def unknown(self, article: str) -> StoreError:
        """Return the error for an article that is not there."""
        query = "kg query 'SELECT * { GRAPH ?id { ?id schema:headline ?title } }'"
        return StoreError(
            str(self.place), f"no article {article!r}", "expected the id of one", f"list them with {query}"
        )

    def _replace(self, article: NamedNode, new: Side) -> Change:
        old = present(self._reader, article)
        if old.quads == new.quads:
            return Change(v.local(article, v.ARTICLE))
        change = rewriting(self._reader, article, old, new, self._heard)
        self._write([] if new.quads else [article], change.removed, change.inserted)
        self._remember(change.witnesses)
        self._reader = Reader(self._open(), self.names, self._reader.curation)
        return change.change

    def _write(self, emptied: Collection[NamedNode], removed: Iterable[Quad], inserted: Iterable[Quad]) -> None:
        """Carry out a change as one SPARQL update, which Oxigraph does wholly or not at all."""
        unsettle(self.place)
        left = [quad for quad in removed if quad.graph_name not in emptied]
        # a graph emptied by DELETE would still be listed
        dropped = "".join(f"DROP SILENT GRAPH {graph}; " for graph in emptied)
        try:
            self._open().update(f"{dropped}DELETE DATA {{ {_block(left)} }}; INSERT DATA {{ {_block(inserted)} }}")
        except OSError as fault:
            raise StoreError(
                str(self.place), f"cannot be written: {fault}", "", "check the disk; nothing changed"
            ) from None

    def _renew(self) -> None:
        """Read anew what is remembered of the graph's identity and ledger."""
        self._reader = Reader(self._open(), self.names)
        self._reader.curation = settle.held_curation(self._reader)
        self._replaced = None

    def _heard(self, statement: NamedNode) -> list[Witness]:
        known = self._witnesses.get(statement)
        return list(self._reader.witnesses(statement)) if known is None else known

    def _remember(self, witnesses: Mapping[NamedNode, list[Witness]]) -> None:
        """Keep who makes a statement: one that stands in every article would be read anew with each."""
        for statement, heard in witnesses.items():
            self._witnesses.pop(statement, None)  # so that what was met last stands last
            self._witnesses[statement] = heard
        while len(self._witnesses) > REMEMBERED:
            del self._witnesses[next(iter(self._witnesses))]

    def _open(self) -> Quads:
        if self._quads is None:
            raise StoreError(str(self.place), "it was closed", "", "open it again")
        return self._quads

    def articles(self) -> Iterator[Article]:
        """Yield every article with its text, by id."""
        return (self._reader.article(node) for node in self._reader.article_nodes())

    def count(self) -> tuple[int, int]:
        """Return the number of articles and of statements."""
        statements = self._reader.match(None, v.TYPE, v.RDF_STATEMENT, DEFAULT)
        return len(self._reader.article_nodes()), sum(1 for _ in statements)

    def article(self, id_: str) -> Article:
        """Return an article; raise StoreError if it is not there."""
        if not self.has(id_):
            raise self.unknown(id_)
        return self._reader.article(v.article(id_))

    def extraction(self, id_: str) -> Extraction:
        """Return what the graph holds of one article, in the article's own ids; raise StoreError if it is not there."""
        if not self.has(id_):
            raise self.unknown(id_)
        return own_extraction(self._reader, v.article(id_))

    def entities(self) -> Iterator[Entity]:
        """Yield every entity as all articles together describe it, by id, without mentions."""
        return (self._reader.entity(node) for node in self._entity_nodes())

    def _entity_nodes(self) -> list[NamedNode]:
        rows = self._reader.match(None, v.LABEL, None, DEFAULT)
        return sorted((row[0] for row in rows if row[0].value.startswith(v.ENTITY)), key=str)

    def entity(self, id_: str) -> Entity | None:
        """Return an entity as all articles together describe it, without mentions; None if it is not there."""
        node = v.entity(id_)
        return self._reader.entity(node) if self._reader.object(node, v.LABEL, DEFAULT) else None

    def relations(self) -> list[Relation]:
        """Return the relations that statements of the graph use, by IRI."""
        rows = self._reader.match(None, v.LABEL, None, DEFAULT)
        nodes = {row[0] for row in rows if not row[0].value.startswith(v.ENTITY)}
        return [self._reader.relation(node) for node in sorted(nodes, key=str)]

    def values(self) -> set[Value]:
        """Return the literals that are objects of statements."""
        rows = self._reader.match(None, v.OBJECT, None, DEFAULT)
        return {Value(row[2].value, self.names.curie(row[2].datatype)) for row in rows if isinstance(row[2], Literal)}

    def articles_at(self, url: str) -> list[str]:
        """Return the ids of the articles from this address, sorted."""
        rows = self._reader.match(None, v.SOURCE, reference(url), None)
        return sorted(v.local(row[0], v.ARTICLE) for row in rows)

    def mentions(self, entity: str) -> Iterator[tuple[str, Mention]]:
        """Yield (article id, mention) wherever an entity is mentioned, in order of article and offset."""
        for own, found in self.owned(entity):
            yield from ((own.article, mention) for mention in found.mentions)

    def named(self, entity: str) -> bool:
        """Tell whether some article mentions an entity by name, and not only as "the army"."""
        rows = self._reader.match(None, v.REFERS_TO, v.entity(entity), None)
        return any(any(self._reader.match(row[0], v.MENTIONS["name"], None, row[3])) for row in rows)

    def mentioned(self, article: str, span: Span) -> list[EntityRef]:
        """Return the entities that an article mentions within a range of its text, by id."""
        return saying.mentioned(self._reader, v.article(article), span)

    def find(self, name: str) -> list[Entity]:
        """Return the entities of an id, label or alias, whatever its case; else of one that begins so, or holds it."""
        exact, wanted = self.entity(self.canonical(name) or name), " ".join(name.casefold().split())
        if exact or not wanted:
            return [exact] if exact else []
        ranks: dict[NamedNode, int] = {}
        for predicate in (v.LABEL, v.ALT_LABEL):
            for node, _, label, _ in self._reader.match(None, predicate, None, DEFAULT):
                rank = _rank(" ".join(label.value.casefold().split()), wanted)
                if rank is not None and node.value.startswith(v.ENTITY):
                    ranks[node] = min(rank, ranks.get(node, rank))
        best = min(ranks.values(), default=0)
        return [self._reader.entity(node) for node in sorted(ranks, key=str) if ranks[node] == best]

    def statements(
        self, subject: str | None = None, relation: str | None = None, object: str | Value | None = None
    ) -> Iterator[Statement]:
        """Yield the statements of entity ids, a relation's CURIE or a value, by id; without any, all of them.

        Evidence is in order of article and offset.
        """
        return (self._reader.statement(node) for node in sorted(self._said(subject, relation, object), key=str))

    def triples(
        self, subject: str | None = None, relation: str | None = None, object: str | Value | None = None
    ) -> Iterator[Statement]:
        """Yield what `statements` does, without the evidence."""
        return (self._reader.said(node) for node in sorted(self._said(subject, relation, object), key=str))

    def attributed(self, entity: str | None) -> Iterator[Statement]:
        """Yield what is attributed to an entity, or to any, with that evidence only, by id."""
        return saying.attributed(self._reader, entity)

    def denied(self) -> Iterator[Statement]:
        """Yield what some sentence says is not so, with that evidence only, by id."""
        return saying.denied(self._reader)

    def published(self, publisher: str) -> Iterator[Statement]:
        """Yield what the articles of a publisher say, whatever the case of its name, with that evidence only."""
        return saying.published(self._reader, publisher)

    def publishers(self) -> list[str]:
        """Return the names of all publishers, sorted."""
        return saying.publishers(self._reader)

    def _said(self, subject: str | None, relation: str | None, object_: str | Value | None) -> Iterable[NamedNode]:
        wanted: list[tuple[NamedNode, NamedNode | Literal]] = []  # what fewest statements have comes first
        if subject is not None:
            wanted.append((v.SUBJECT, v.entity(subject)))
        if object_ is not None:
            wanted.append((v.OBJECT, self._term(object_)))
        if relation is not None:
            wanted.append((v.PREDICATE, self.names.iri(relation)))
        first, *others = wanted or [(v.TYPE, v.RDF_STATEMENT)]
        nodes = {row[0] for row in self._reader.match(None, *first, DEFAULT)}
        return {node for node in nodes if all(any(self._reader.match(node, *one, DEFAULT)) for one in others)}

    def _term(self, object_: str | Value) -> NamedNode | Literal:
        if isinstance(object_, Value):
            return canonical(typed(object_.value, self.names.iri(object_.datatype)))
        return v.entity(object_)

    def weight(self, statement: Statement) -> Weight:
        """Return what all evidence of a statement amounts to: whether it is a fact, its confidence, its sources."""
        return self._reader.weight(v.statement(statement.id))

    def problems(self) -> Iterator[str]:
        """Yield one line for each promise that the graph breaks; nothing if it keeps all."""
        return problems(self._reader)

    def graphs(self) -> list[NamedNode | DefaultGraph]:
        """Return the default graph, the graph of each article by name, then those of identity and ledger if any."""
        ours = [graph for graph in (v.IDENTITY, v.LEDGER) if self._open().contains_named_graph(graph)]
        return [DEFAULT, *self._reader.article_nodes(), *ours]

    def quads(self, graph: NamedNode | DefaultGraph | None = None) -> Iterator[Quad]:
        """Yield every quad, or those of one graph, in no order."""
        return self._open().quads_for_pattern(None, None, None, graph)

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return the answer to a query, in which the graph's prefixes are bound.

        Raises QueryError on one that cannot be parsed, writes, or asks another server.
        """
        return answer(self._open(), sparql, self.names.prefixes)


def _rank(label: str, wanted: str) -> int | None:
    if label == wanted:
        return 0
    return 1 if label.startswith(wanted) else 2 if wanted in label else None


def _block(quads: Iterable[Quad]) -> str:
    return " ".join(
        f"{quad.triple} ." if quad.graph_name == DEFAULT else f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
        for quad in quads
    )
