"""What a picture shows: nodes, edges and the sentences behind them, without a word about how it is drawn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Literal

from kg.figures import figure
from kg.model import Article, Entity, EntityRef, Evidence, Modality, Polarity, Quote, Statement, Value

Standing = Literal["fact", "claim", "denied"]
Role = Literal["subject", "trigger", "object"]
RootOf = Callable[[str], str]
SupportOf = Callable[[Statement], tuple[float, int]]

STANDINGS: tuple[Standing, ...] = ("fact", "claim", "denied")
"""In the order in which they are shown: what is surest first."""
VALUE, GROUP = "Value", "Group"
NODE_LIMIT = 1500


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Code points [start, end) of a passage's text that stand for an argument or trigger."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that makes a statement. `article` is the id of the article it stands in."""

    article: str
    text: str
    marks: tuple[Mark, ...]
    attributed_to: tuple[str, ...]
    polarity: Polarity
    modality: Modality
    time: str
    place: str
    fact: bool


@dataclass(frozen=True, slots=True)
class Node:
    """An entity or a literal value; `root` is the broad class that gives colour and shape.

    `degree` counts its statements. `members` is how many names are folded into it; 0 for a name that stands for itself.
    """

    id: str
    label: str
    type: str
    root: str
    degree: int
    aliases: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    members: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """One statement, or several between the same two that are drawn as one line, without an arrow.

    `source` and `target` are ids of nodes; `confidence` in [0, 1].
    """

    id: str
    source: str
    target: str
    relation: str
    label: str
    standing: Standing
    confidence: float
    sources: int
    passages: tuple[Passage, ...]
    statements: int = 1


@dataclass(frozen=True, slots=True)
class Citation:
    """An article as a passage cites it; `published` is ISO 8601 or empty."""

    id: str
    title: str
    publisher: str
    published: str
    url: str


@dataclass(frozen=True, slots=True)
class Inside:
    """What is folded away in an overview: names with the id of the group that each is in, and the edges at them."""

    members: tuple[tuple[str, Node], ...] = ()
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes by id, edges by id, and the cited articles by id.

    `left_out` nodes are not shown. Of an overview `folded` corrects the counts by standing, `names` is how many names
    there are, and `inside` what a page can unfold. A picture with `columns` of node ids is laid out in these, from
    left to right.
    """

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    citations: tuple[Citation, ...]
    left_out: int = 0
    folded: tuple[tuple[Standing, int], ...] = ()
    names: int = 0
    columns: tuple[tuple[str, ...], ...] = ()
    inside: Inside = Inside()

    def count(self, standing: Standing) -> int:
        """Return how many statements have a standing, seen or folded away."""
        return sum(edge.statements for edge in self.edges if edge.standing == standing) + dict(self.folded).get(
            standing, 0
        )

    @property
    def notice(self) -> str:
        """Return what is to be said of a picture that does not show all; nothing of a whole one."""
        if self.left_out:
            return f"The {len(self.nodes):,} best connected of {len(self.nodes) + self.left_out:,} names"
        if not self.names:
            return ""
        alone = sum(not node.members for node in self.nodes)
        groups = len(self.nodes) - alone
        others = f"{groups} group{'' if groups == 1 else 's'}"
        return f"{alone:,} of {self.names:,} names by themselves, the others in {others}; the strongest connections"


def picture(
    statements: Iterable[Statement],
    entities: Mapping[str, Entity],
    articles: Mapping[str, Article],
    root_of: RootOf,
    support_of: SupportOf,
    title: str = "Knowledge graph",
    also: Iterable[str] = (),
) -> Picture:
    """Return the picture of all statements that join two entities, or an entity and a value.

    A value becomes a node of its own for each statement, so that equal numbers do not tie strangers together.
    Open statements, whose argument is neither, are left out. `root_of` gives the broad class of a class,
    `support_of` the confidence and the number of independent sources of a statement. Of the entities, those with the
    ids `also` are there even if no statement names them.
    """
    shown = sorted((s for s in statements if s.subject and s.object), key=lambda s: s.id)
    edges = tuple(_edge(statement, support_of) for statement in shown)
    degree = Counter(chain.from_iterable((edge.source, edge.target) for edge in edges))
    nodes: dict[str, Node] = {}
    for statement, edge in zip(shown, edges, strict=True):
        for id_, argument in ((edge.source, statement.subject), (edge.target, statement.object)):
            if id_ not in nodes and argument:
                nodes[id_] = _node(id_, argument, degree[id_], entities, root_of)
    for id_ in also:
        if id_ not in nodes and id_ in entities:
            one = entities[id_]
            nodes[id_] = _node(id_, EntityRef(id_, one.label, one.type), 0, entities, root_of)
    return Picture(title, tuple(nodes[key] for key in sorted(nodes)), edges, _citations(edges, articles))


def limited(whole: Picture, most: int = NODE_LIMIT) -> Picture:
    """Return the picture with at most `most` nodes: the best connected ones, ties broken by id.

    Nodes that lose all their edges go as well; `left_out` says how many are gone.
    """
    if len(whole.nodes) <= most:
        return whole
    best = {node.id for node in sorted(whole.nodes, key=lambda node: (-node.degree, node.id))[:most]}
    edges = tuple(edge for edge in whole.edges if edge.source in best and edge.target in best)
    joined = {id_ for edge in edges for id_ in (edge.source, edge.target)}
    nodes = tuple(node for node in whole.nodes if node.id in joined)
    cited = {passage.article for edge in edges for passage in edge.passages}
    citations = tuple(citation for citation in whole.citations if citation.id in cited)
    return replace(whole, nodes=nodes, edges=edges, citations=citations, left_out=len(whole.nodes) - len(nodes))


def standing(evidence: Collection[Evidence]) -> Standing:
    """Return "fact" if one sentence states it as such, "denied" if all sentences deny it, else "claim"."""
    if any(one.qualifiers.fact for one in evidence):
        return "fact"
    if all(one.qualifiers.polarity == "negative" for one in evidence):
        return "denied"
    return "claim"


def class_words(type_: str) -> str:
    """Return the words of a class's CURIE: "news:ArmedForce" gives "Armed force", "news:NGO" gives "NGO"."""
    local = type_.rsplit(":", 1)[-1]
    first, *rest = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local).split() or [local]
    return " ".join([first, *(word if word.isupper() else word.lower() for word in rest)])


def _edge(statement: Statement, support_of: SupportOf) -> Edge:
    subject, object_ = statement.subject, statement.object
    confidence, sources = support_of(statement)
    return Edge(
        statement.id,
        subject.id if subject else "",
        object_.id if isinstance(object_, EntityRef) else f"value-{statement.id}",
        statement.relation.id,
        statement.relation.label,
        standing(statement.evidence),
        confidence,
        sources,
        tuple(passage_of(one) for one in statement.evidence),
    )


def _node(id_: str, argument: EntityRef | Value, degree: int, entities: Mapping[str, Entity], root_of: RootOf) -> Node:
    if isinstance(argument, Value):
        return Node(id_, figure(argument), argument.datatype, VALUE, degree)
    entity = entities.get(id_)
    if entity is None:
        return Node(id_, argument.label, argument.type, root_of(argument.type), degree)
    links = tuple(link.iri for link in sorted(entity.links, key=lambda link: (-link.score, link.iri)))
    aliases = tuple(sorted(set(entity.aliases) - {entity.label}))
    return Node(id_, entity.label, entity.type, root_of(entity.type), degree, aliases, links)


def passage_of(one: Evidence) -> Passage:
    """Return a sentence as a picture shows it, the words for subject, relation and object marked."""
    qualifiers = one.qualifiers
    quotes: tuple[tuple[Quote | None, Role], ...] = (
        (one.subject, "subject"),
        (one.trigger, "trigger"),
        (one.object, "object"),
    )
    marks = (_mark(quote, one.sentence, role) for quote, role in quotes if quote)
    return Passage(
        one.article,
        one.sentence.text,
        tuple(sorted(mark for mark in marks if mark)),
        tuple(source.label for source in qualifiers.attributed_to),
        qualifiers.polarity,
        qualifiers.modality,
        qualifiers.time.value if qualifiers.time else "",
        qualifiers.place.label if qualifiers.place else "",
        qualifiers.fact,
    )


def pieces(text: str, marks: Collection[Mark]) -> list[list[str]]:
    """Return the text cut into [words, role] pairs; where marks overlap, the shortest wins.

    Offsets are code points here and UTF-16 units in a page, so the cutting is done on this side.
    """
    cuts = sorted({0, len(text), *(end for mark in marks for end in (mark.start, mark.end))})
    out: list[list[str]] = []
    for start, end in pairwise(cuts):
        over = [mark for mark in marks if mark.start <= start and end <= mark.end]
        role = min(over, key=lambda mark: mark.end - mark.start).role if over else ""
        out.append([text[start:end], role])
    return out


def _mark(quote: Quote, sentence: Quote, role: Role) -> Mark | None:
    if not sentence.span.covers(quote.span):
        return None  # the words may stand in an earlier sentence: there is nothing to mark in this one
    return Mark(quote.span.start - sentence.span.start, quote.span.end - sentence.span.start, role)


def _citations(edges: Iterable[Edge], articles: Mapping[str, Article]) -> tuple[Citation, ...]:
    cited = sorted({passage.article for edge in edges for passage in edge.passages})
    return tuple(citation_of(one) if (one := articles.get(id_)) else Citation(id_, "", "", "", "") for id_ in cited)


def citation_of(article: Article) -> Citation:
    """Return an article as it is cited."""
    return Citation(article.id, article.title, article.publisher, article.published, article.url)
