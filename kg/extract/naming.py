"""Clusters of an article to entities: label, class, id, aliases and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from kg.extract.coreference import UNIQUE, Cluster
from kg.extract.phrases import Phrase
from kg.gazetteer import Entry
from kg.identity import local_id, named_id
from kg.model import Entity, EntityRef, Link

THING = "owl:Thing"
# (highest rank of the gazetteer, score). On GUM's news articles links of ranks 0 to 2 were right in 97 of 100 cases
# where the gold means a place or an organization, 3 and 4 in 21 of 21, 5 in 10 of 10: too few to be surer.
LINK_SCORES = ((2, 0.97), (4, 0.93), (5, 0.85))
SMALL_PLACE = 0.75
DOUBTFUL = 0.6  # the likeliest of several that bear the name, where no country speaks for it


def entity(cluster: Cluster, article: str, is_a: Callable[[str, str], bool]) -> Entity:
    """Return the entity of a cluster; `article` is the article's id, to which what bears no name is bound."""
    type_ = cluster.type or THING
    label = _label(cluster)
    names = cluster.names
    aliases = sorted({_plain(phrase.text) for phrase in names} - {label})
    mentions = tuple(sorted(phrase.mention(type_) for phrase in cluster.phrases))
    id_ = _id(cluster, label, type_, article, mentions[0].span.start)
    return Entity(
        id_,
        label,
        type_,
        tuple(aliases),
        _links(cluster.entry, doubtful=bool(names) and all(name.doubtful for name in names)),
        mentions,
    )


def origin(entry: Entry) -> Entity:
    """Return the country of a demonym as an entity without mentions of its own."""
    return Entity(entry.id, entry.label, entry.type, (), _links(entry), ())


def reference(entity: Entity) -> EntityRef:
    return EntityRef(entity.id, entity.label, entity.type)


def _id(cluster: Cluster, label: str, type_: str, article: str, first: int) -> str:
    """Return the id of the entity of a cluster whose first mention stands at an offset."""
    if cluster.entry is not None:
        return cluster.entry.id
    if cluster.names:
        single = " " not in label.strip() and "-" not in label
        if type_ in ("news:Person", THING) and single:  # a surname alone tells no one apart
            return local_id(label, article, first)
        return named_id(label)
    best = cluster.phrases[0]
    if best.head.lemma in UNIQUE and any(
        c.dep in ("amod", "compound", "nmod") and c.text[0].isupper() for c in best.head.children
    ):
        return named_id(label)  # "Libyan army"
    return local_id(label, article, first)


def _label(cluster: Cluster) -> str:
    if cluster.entry is not None:
        return cluster.entry.label
    names = cluster.names
    if not names:
        best = max(
            cluster.phrases,
            key=lambda p: (p.kind == "nominal", p.head.dep != "attr", min(p.last - p.first, 4), -p.span.start),
        )
        return _plain(_without_determiner(best))
    counts = Counter(_plain(phrase.text) for phrase in names)
    if cluster.type == "news:Person":
        return min(counts, key=lambda text: (-min(len(text.split()), 4), -counts[text], text))
    return min(
        counts, key=lambda text: (text.isupper() and len(counts) > 1, -min(len(text.split()), 5), -counts[text], text)
    )


def _without_determiner(phrase: Phrase) -> str:
    tokens = phrase.tokens
    while len(tokens) > 1 and tokens[0].tag in ("DT", "PRP$", "PDT", "``", "''", "HYPH", ","):
        tokens = tokens[1:]
    return phrase.sentence.words(tokens)


def _plain(text: str) -> str:
    """Return the text on one line, without a leading article."""
    words = " ".join(text.split())
    return words[4:] if words[:4].lower() == "the " and len(words) > 4 else words


def _links(entry: Entry | None, *, doubtful: bool = False) -> tuple[Link, ...]:
    if entry is None:
        return ()
    score = next((score for rank, score in LINK_SCORES if entry.rank <= rank), SMALL_PLACE)
    return tuple(Link(iri, DOUBTFUL if doubtful else score) for iri in sorted(entry.links))
