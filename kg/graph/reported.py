"""What one article says and mentions, and which articles mention somebody, in terms of the merged entities."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, cast

from pyoxigraph import NamedNode

from kg.graph import saying
from kg.graph import vocabulary as v
from kg.model import EntityRef, Mention, Statement

if TYPE_CHECKING:
    from kg.graph.store import Store


def told_in(store: Store, article: str) -> list[Statement]:
    """Return the statements that an article makes, each with that article's evidence only, by id."""
    node = v.article(article)
    rows = store.reader.match(None, v.DERIVED_FROM, None, node)
    return list(saying.told(store.reader, ((cast(NamedNode, row[2]), node) for row in rows)))


def mentions_in(store: Store, article: str) -> list[tuple[Mention, EntityRef]]:
    """Return every mention in an article with whom or what it stands for, in order of the text."""
    reader, node = store.reader, v.article(article)
    text = reader.text(node)
    found = [
        (mention, reader.reference(reader.referent(described, node)))
        for described in reader.described_in(node)
        for mention in reader.described(described, node, text).mentions
    ]
    return sorted(found, key=lambda pair: (pair[0].span, pair[1].id))


def articles_on(store: Store, entity: str) -> Counter[str]:
    """Return how often each article mentions an entity, by the article's id."""
    counts: Counter[str] = Counter()
    for described, _, _, article in store.reader.match(None, v.REFERS_TO, v.entity(entity), None):
        mentions = sum(1 for kind in v.MENTIONS.values() for _ in store.reader.match(described, kind, None, article))
        counts[v.local(article, v.ARTICLE)] += mentions
    return counts
