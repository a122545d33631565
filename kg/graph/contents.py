"""What a graph holds: articles, entities, statements with their evidence, and who is who among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples

from kg.endpoint import Endpoint
from kg.errors import StoreError
from kg.graph import finding, naming, saying, settle
from kg.graph import vocabulary as v
from kg.graph.check import problems
from kg.graph.log import Known, known
from kg.graph.merge import Weight
from kg.graph.own import own_extraction, profiles
from kg.graph.quads import Quads
from kg.graph.rdf import DEFAULT
from kg.graph.reading import Reader
from kg.graph.sources import kinship
from kg.graph.sparql import answer
from kg.graph.tables.asking import tables
from kg.graph.tables.keeping import differences
from kg.identity import Identity, Likeness, Own, Profile, Settled
from kg.model import Article, Entity, EntityRef, Extraction, Mention, Relation, Span, Statement, Value
from kg.rows import damage


class Contents:
    """An open graph, to be asked. Raises StoreError where it lacks what it must hold, and once it was closed."""

    def __init__(self, place: Path, quads: Quads, names: v.Names) -> None:
        self.place, self.names, self.shows_log = place, names, False
        self.tables_token = ""  # of the tables that are in step with the quads; only a reader has one
        self._quads: Quads | None = quads
        self._reader = Reader(quads, names)
        self._reader.curation = settle.held_curation(self._reader)

    def known(self, until: datetime) -> Known:
        """Return which articles were added by then, as the log has it."""
        return known(self._open(), self._reader.article_nodes(), until)

    @property
    def reader(self) -> Reader:
        """What reads model values out of the graph; another one after each change."""
        return self._reader

    def holds(self, article: Article) -> bool:
        """Tell whether the article is there with just this content."""
        node = v.article(article.id)
        found = self._reader.object(node, v.DIGEST, node)
        return found is not None and found.value == article.digest()

    def article_ids(self) -> Iterator[str]:
        """Yield the ids of all articles, sorted by their IRIs."""
        return (v.local(node, v.ARTICLE) for node in self._reader.article_nodes())

    def profiles_in(self, article: str) -> Iterable[Profile]:
        """Return the profiles of the entities of an article, by own id; nothing if it is not there."""
        return profiles(self._reader, v.article(article))

    def profiles(self) -> Iterator[Profile]:
        """Yield the profile of each entity of each article, in order of article and own id."""
        return (profile for node in self._reader.article_nodes() for profile in profiles(self._reader, node))

    def owned(self, entity: str) -> list[tuple[Own, Entity]]:
        """Return the entities of articles that refer to an entity, as each article describes them."""
        return finding.owned(self._reader, entity)

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
        return bool(self.decision_ids())

    def decision_ids(self) -> set[str]:
        """Return the ids of the decisions of people that the graph holds."""
        return {v.tail(row[0]) for row in self._reader.match(None, v.TYPE, v.DECISION_CLASS, v.LEDGER)}

    def rejected(self, statement: Statement) -> bool:
        """Tell whether people decided that a statement is wrong."""
        return statement.id in self._reader.curation.rejected

    def merges(self) -> list[Likeness]:
        """Return the pairs that were taken for one, with what they share."""
        return settle.held_likenesses(self._reader, v.MERGE)

    def doubts(self) -> list[Likeness]:
        """Return the pairs that may be one and are kept apart, with what they share."""
        return settle.held_likenesses(self._reader, v.DOUBT)

    def settled_as(self) -> Settled:
        """Return how many ids were replaced, and how many pairs are in doubt."""
        return settle.held_settled(self._reader)

    def unsettled(self, identity: Identity) -> Iterator[str]:
        """Yield one line for each thing in which the graph differs from what is known of who is who."""
        return settle.differences(self._reader, identity)

    def has(self, article: str) -> bool:
        """Tell whether an article with this id is there."""
        return self._open().contains_named_graph(v.article(article))

    def unknown(self, article: str) -> StoreError:
        """Return the error for an article that is not there."""
        query = "kg query 'SELECT * { GRAPH ?id { ?id schema:headline ?title } }'"
        return StoreError(
            str(self.place), f"no article {article!r}", "expected the id of one", f"list them with {query}"
        )

    def articles(self) -> Iterator[Article]:
        """Yield every article with its text, by id."""
        return (self._reader.article(node) for node in self._reader.article_nodes())

    def count(self) -> tuple[int, int]:
        """Return the number of articles and of statements."""
        articles = f"GRAPH ?article {{ ?article a {v.NEWS_ARTICLE} }}"
        return self._reader.count(articles), self._reader.count(f"?statement a {v.RDF_STATEMENT}")

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

    def refers(self, id_: str) -> dict[str, str]:
        """Return the canonical ids of an article's own ids, where they are others."""
        return settle.held_references(self._reader, v.article(id_))

    def entities(self) -> Iterator[Entity]:
        """Yield every entity as all articles together describe it, by id, without mentions."""
        rows = self._reader.match(None, v.LABEL, None, DEFAULT)
        nodes = sorted((row[0] for row in rows if row[0].value.startswith(v.ENTITY)), key=str)
        return (self._reader.entity(node) for node in nodes)

    def entity(self, id_: str) -> Entity | None:
        """Return an entity as all articles together describe it, without mentions; None if it is not there."""
        node = v.entity(id_)
        return self._reader.entity(node) if self._reader.object(node, v.LABEL, DEFAULT) else None

    def relations(self) -> list[Relation]:
        """Return the relations that statements of the graph use, by IRI."""
        rows = self._reader.match(None, v.LABEL, None, DEFAULT)
        nodes = {row[0] for row in rows if not row[0].value.startswith(v.ENTITY)}
        return [self._reader.relation(node) for node in sorted(nodes, key=str)]

    def relations_named(self, name: str) -> list[Relation]:
        """Return the relations that have just this CURIE, local name or label, by IRI."""
        return naming.relations_named(self._reader, name)

    def values(self) -> set[Value]:
        """Return the literals that are objects of statements."""
        rows = self._reader.match(None, v.OBJECT, None, DEFAULT)
        return {Value(row[2].value, self.names.curie(row[2].datatype)) for row in rows if isinstance(row[2], Literal)}

    def articles_by(self, publisher: str) -> list[str]:
        """Return the ids of the articles of a publisher, whatever the case of its name, sorted."""
        return saying.articles_by(self._reader, publisher)

    def articles_at(self, url: str) -> list[str]:
        """Return the ids of the articles from this address, sorted."""
        return saying.articles_at(self._reader, url)

    def mentions(self, entity: str) -> Iterator[tuple[str, Mention]]:
        """Yield (article id, mention) wherever an entity is mentioned, in order of article and offset."""
        for own, found in self.owned(entity):
            yield from ((own.article, mention) for mention in found.mentions)

    def named(self, entity: str) -> bool:
        """Tell whether some article mentions an entity by name, and not only as "the army"."""
        return saying.named(self._reader, v.entity(entity))

    def mentioned(self, article: str, span: Span) -> list[EntityRef]:
        """Return the entities that an article mentions within a range of its text, by id."""
        return saying.mentioned(self._reader, v.article(article), span)

    def find(self, name: str) -> list[Entity]:
        """Return the entities of an id, label or alias, else of one in another case, that begins so, or holds it."""
        exact = self.entity(self.canonical(name) or name)
        return [exact] if exact else finding.entities_called(self._reader, name)

    def statements(
        self, subject: str | None = None, relation: str | None = None, object: str | Value | None = None
    ) -> Iterator[Statement]:
        """Yield the statements of entity ids, a relation's CURIE or a value, by id; without any, all of them.

        Evidence is in order of article and offset.
        """
        return (self._reader.statement(node) for node in finding.statements_of(self._reader, subject, relation, object))

    def triples(
        self, subject: str | None = None, relation: str | None = None, object: str | Value | None = None
    ) -> Iterator[Statement]:
        """Yield what `statements` does, without the evidence."""
        return (self._reader.said(node) for node in finding.statements_of(self._reader, subject, relation, object))

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

    def weight(self, statement: Statement) -> Weight:
        """Return what all evidence of a statement amounts to: whether it is a fact, its confidence, its sources."""
        return self._reader.weight(v.statement(statement.id))

    def copied(self, statement: Statement) -> dict[str, tuple[str, str]]:
        """Return {article: (article with which it is one source of a statement, why)} of those that add none."""
        found = self._reader.witnesses(v.statement(statement.id))
        return {article: (other, why) for article, other, why in kinship(found)}

    def problems(self, *, shapes: bool = False) -> Iterator[str]:
        """Yield one line for each promise that the graph breaks, with `shapes` for what has not its SHACL shape too."""
        yield from problems(self._reader, shapes=shapes)
        if not isinstance(self.place, Endpoint):  # which may serve others as well
            for graph in self._reader.foreign_graphs():
                yield f"graph {graph}: it is none that this program writes"

    def file_problems(self) -> Iterator[str]:
        """Yield one line for each file beside the quads that is damaged."""
        for file in sorted(self.place.glob("*.db")):
            if found := damage(file):
                yield f"{file}: {found}; delete it: the next `kg build` makes it anew"

    def table_problems(self) -> Iterator[str]:
        """Yield one line for each node of which the tables, if they are said to be in step, are not."""
        with tables(self) as kept:
            if kept is not None:
                yield from differences(kept, self._reader)

    def graphs(self) -> list[NamedNode | DefaultGraph]:
        """Return the default graph, the graph of each article by name, then those of identity and ledger if any.

        The log comes last, and only while the store `shows_log`.
        """
        names = (v.IDENTITY, v.LEDGER, *([v.LOG] if self.shows_log else []))
        ours = [graph for graph in names if self._open().contains_named_graph(graph)]
        return [DEFAULT, *self._reader.article_nodes(), *ours]

    def quads(self, graph: NamedNode | DefaultGraph | None = None) -> Iterator[Quad]:
        """Yield every quad, or those of one graph, in no order; those of the log only while the store `shows_log`."""
        found = self._open().quads_for_pattern(None, None, None, graph)
        hidden = graph is None and not self.shows_log and self._open().contains_named_graph(v.LOG)
        return (quad for quad in found if quad.graph_name != v.LOG) if hidden else found

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return the answer to a query, in which the graph's prefixes are bound.

        Raises QueryError on one that cannot be parsed, writes, or asks another server.
        """
        return answer(self._open(), sparql, self.names.prefixes)

    def _open(self) -> Quads:
        if self._quads is None:
            raise StoreError(str(self.place), "it was closed", "", "open it again")
        return self._quads
