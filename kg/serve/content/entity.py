"""An entity: what it is, what is said of it by relation, facts apart from claims; its timeline, sources and map."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from kg.graph.dates import EARLIEST, Extent
from kg.graph.merge import Weight
from kg.graph.reported import articles_on
from kg.graph.timeline import Entry, timeline
from kg.graph.wording import manner
from kg.model import Entity, Statement, Value
from kg.serve.content.map import world_map
from kg.serve.content.parts import Content, cited, entity_path, iri, named, passage, stated, statement_path
from kg.serve.missing import MissingError
from kg.serve.snapshot import Snapshot
from kg.view.wording import day, web_address, when

SHOWN = 6
"""Statements of one relation on a page; the rest is one click away."""
PAGED = 100
DATED = 800
"""Of how many statements at most a timeline is made."""

Key = tuple[str, str, bool, str]
Weighed = tuple[Statement, Weight]


def entity(snapshot: Snapshot, id: str, relation: str = "", outward: str = "", page: int = 1) -> Content:
    """Return an entity's page: all relations with their first statements, or one relation by the page."""
    found = entity_of(snapshot, id)
    told = weighed(snapshot, found.id)
    groups = _groups(found, told)
    head = _head(snapshot, found, told)
    if relation:
        return {**head, "only": _only(snapshot, found, groups, relation, outward != "no", page)}
    shown = [_group(snapshot, found, key, statements, SHOWN) for key, statements in groups.items()]
    return {
        **head,
        "facts": [group for group in shown if group["kind"] == "fact"],
        "claims": [group for group in shown if group["kind"] == "claim"],
        "map": world_map(snapshot, found, (one for one, weight in told if weight.fact)),
    }


def entity_of(snapshot: Snapshot, id_: str) -> Entity:
    """Return an entity; where it goes by another id now, raise MissingError with its page."""
    found = snapshot.store.entity(id_)
    if found is None:
        now = snapshot.store.canonical(id_)
        raise MissingError(f"nothing in the graph has the id {id_!r}", entity_path(now) if now else "")
    return found


def weighed(snapshot: Snapshot, id_: str) -> list[Weighed]:
    """Return the statements of an entity without their evidence, each with its weight, by id."""

    def read() -> list[Weighed]:
        both = (*snapshot.store.triples(subject=id_), *snapshot.store.triples(object=id_))
        told = {one.id: one for one in both}
        return [(told[key], snapshot.store.weight(told[key])) for key in sorted(told)]

    return snapshot.once(("weighed", id_), read)


def _head(snapshot: Snapshot, found: Entity, told: list[Weighed]) -> Content:
    facts = sum(weight.fact for _, weight in told)
    return {
        **named(snapshot, found),
        "iri": iri(entity_path(found.id)),
        "aliases": [name for name in found.aliases if name != found.label],
        "links": [
            {"iri": link.iri, "url": web_address(link.iri), "sure": link.score >= 0.9, "name": _link_name(link.iri)}
            for link in sorted(found.links, key=lambda link: (-link.score, link.iri))
        ],
        "counts": {"facts": facts, "claims": len(told) - facts, "articles": len(articles_on(snapshot.store, found.id))},
    }


def _link_name(address: str) -> str:
    for part, name in (("wikidata.org", "Wikidata"), ("geonames.org", "GeoNames")):
        if part in address:
            return f"{name} {address.rstrip('/').rpartition('/')[2]}"
    return address.partition("://")[2] or address


def _groups(found: Entity, told: list[Weighed]) -> dict[Key, list[Weighed]]:
    """Return the statements by kind, relation and direction, those of most sources first."""
    groups: dict[Key, list[Weighed]] = defaultdict(list)
    for one, weight in told:
        outward = one.subject is not None and one.subject.id == found.id
        key = ("fact" if weight.fact else "claim", one.relation.label, outward, one.relation.id)
        groups[key].append((one, weight))
    for statements in groups.values():
        statements.sort(key=lambda pair: (-pair[1].sources, _other(pair[0], found).casefold(), pair[0].id))
    return dict(sorted(groups.items(), key=lambda item: (item[0][0], not item[0][2], item[0][1])))


def _other(statement: Statement, found: Entity) -> str:
    subject, object_ = statement.subject, statement.object
    if subject is not None and subject.id != found.id:
        return subject.label
    return object_.value if isinstance(object_, Value) else object_.label if object_ else ""


def _group(snapshot: Snapshot, found: Entity, key: Key, statements: list[Weighed], most: int, skip: int = 0) -> Content:
    kind, label, outward, relation = key
    return {
        "kind": kind,
        "label": label,
        "outward": outward,
        "relation": relation,
        "total": len(statements),
        "statements": [_line(snapshot, found, *one) for one in statements[skip : skip + most]],
    }


def _line(snapshot: Snapshot, found: Entity, one: Statement, weight: Weight) -> Content:
    """Return a statement as the page of one of its ends shows it: the other end, and the first sentence."""
    whole = snapshot.store.statement(one.id)
    about = stated(snapshot, whole, weight)
    outward = one.subject is not None and one.subject.id == found.id
    ordered = sorted(
        (passage(snapshot, whole, evidence) for evidence in whole.evidence),
        key=lambda one: (one["article"]["published"], one["article"]["id"]),
    )
    return {**about, "other": about["object" if outward else "subject"], "first": ordered[0]}


def _only(
    snapshot: Snapshot,
    found: Entity,
    groups: dict[Key, list[Weighed]],
    relation: str,
    outward: bool,
    page: int,
) -> Content:
    chosen = {key: many for key, many in groups.items() if key[3] == relation and key[2] is outward}
    if not chosen:
        raise MissingError(f"nothing is said with the relation {relation!r} here", entity_path(found.id))
    longest = max(map(len, chosen.values()))
    skip = PAGED * (max(1, page) - 1)
    shown = [_group(snapshot, found, key, many, PAGED, skip) for key, many in chosen.items()]
    return {"groups": shown, "page": max(1, page), "pages": -(-longest // PAGED), "relation": relation,
            "outward": outward}  # fmt: skip


def entity_timeline(snapshot: Snapshot, id: str) -> Content:
    """Return what is said of an entity in the order in which it held or happened."""
    found = entity_of(snapshot, id)
    told = weighed(snapshot, found.id)
    entries = timeline(snapshot.store, [found.id]) if len(told) <= DATED else []
    return {
        **_head(snapshot, found, told),
        "dated": [_entry(one) for one in entries if one.time],
        "undated": [_entry(one) for one in entries if not one.time],
        "too_many": len(told) > DATED,
    }


def _entry(entry: Entry) -> Content:
    first = entry.said[0]
    return {
        "time": when(entry.time) if entry.time else day(first.day),
        "year": _year(entry.extent),
        "fact": entry.fact,
        "denied": first.evidence.qualifiers.polarity == "negative",
        "words": entry.told,
        "manner": manner(first.evidence.qualifiers),
        "sentence": first.words,
        "page": entity_path(entry.event.entity.id) if entry.event else statement_path(first.statement.id),
        "article": cited(first.article),
        "more": len(entry.said) - 1,
    }


def _year(extent: Extent | None) -> str:
    """Return the year under which a time stands: its first; of what has no beginning, its last."""
    return "" if extent is None else (extent.last if extent.first == EARLIEST else extent.first)[:4]


def entity_sources(snapshot: Snapshot, id: str) -> Content:
    """Return the articles that mention an entity, the newest first, and how many of each publisher do."""
    found = entity_of(snapshot, id)
    counts = articles_on(snapshot.store, found.id)
    articles: list[dict[str, Any]] = [
        {**cited(snapshot.store.article(article)), "mentions": many} for article, many in counts.items()
    ]
    articles.sort(key=lambda one: one["id"])
    articles.sort(key=lambda one: one["published"], reverse=True)
    papers = Counter(one["publisher"] or "no publisher named" for one in articles)
    ranked = sorted(papers.items(), key=lambda pair: (-pair[1], pair[0]))
    return {
        **_head(snapshot, found, weighed(snapshot, found.id)),
        "publishers": [{"name": name, "articles": many} for name, many in ranked],
        "articles": articles,
    }
