"""Events as political science codes them: one line of CSV for each sentence, with PLOVER's types and POLECAT's columns.

Which type stands for a relation is said in the ontology (`skos:broadMatch plover:ASSAULT`). What is denied, asked or
ordered is no event; what is planned, possible or conditional is one with the context "future" or "hypothetical". "Told
By" names who says so where the article itself does not.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache, lru_cache
from io import TextIOWrapper
from typing import IO

from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.model import Article, Entity, EntityRef, Evidence, Statement

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Quad Code", "Contexts", "Actor Name", "Actor Name Raw", "Actor Type",
    "Wikidata Actor ID", "Recipient Name", "Recipient Name Raw", "Recipient Type", "Wikidata Recipient ID", "Placename",
    "GeoNames ID", "Source", "Publication Date", "Headline", "Language", "Relation", "Told By", "Confidence",
    "Event Text", "URL",
)  # fmt: skip
CONTEXTS = {"asserted": "", "planned": "future", "possible": "hypothetical", "conditional": "hypothetical"}
TYPES = "https://kg.example/ns/plover#"
REMEMBERED = 1_000


def plover(store: Store, stream: IO[bytes]) -> None:
    """Write the events of the graph, by statement and evidence."""
    text = TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_events(store))
    text.detach()


def _events(store: Store) -> Iterator[tuple[object, ...]]:
    article = lru_cache(maxsize=REMEMBERED)(store.article)
    entity = lru_cache(maxsize=REMEMBERED)(store.entity)
    for statement in store.statements():
        types = _types(statement.relation.id)
        if not types or not isinstance(statement.object, EntityRef):
            continue
        assert isinstance(statement.subject, EntityRef)
        ends = entity(statement.subject.id), entity(statement.object.id)
        for one in statement.evidence:
            if one.qualifiers.polarity == "positive" and one.qualifiers.modality in CONTEXTS:
                place = entity(one.qualifiers.place.id) if one.qualifiers.place else None
                yield from (_row(type_, statement, one, article(one.article), *ends, place) for type_ in types)


def _row(
    type_: str,
    statement: Statement,
    one: Evidence,
    article: Article,
    actor: Entity | None,
    recipient: Entity | None,
    place: Entity | None,
) -> tuple[object, ...]:
    said, raw = one.qualifiers, one.object.text if one.object else ""
    return (
        f"{one.id(statement.id)}-{type_}",
        said.time.value if said.time else "",
        type_,
        _quads()[type_],
        CONTEXTS[said.modality],
        *_party(actor, one.subject.text),
        *_party(recipient, raw),
        place.label if place else "",
        _linked(place, "geonames"),
        article.publisher,
        article.published,
        article.title,
        article.language,
        statement.relation.id,
        "; ".join(source.label for source in said.attributed_to),
        one.confidence,
        " ".join(one.sentence.text.split()),
        article.url,
    )


def _party(entity: Entity | None, raw: str) -> tuple[str, str, str, str]:
    if entity is None:
        return "", raw, "", ""
    return entity.label, " ".join(raw.split()), entity.type.partition(":")[2], _linked(entity, "wd")


def _linked(entity: Entity | None, prefix: str) -> str:
    """Return the identifier that the best link into a namespace ends in."""
    links = [link for link in entity.links if link.iri.startswith(v.PREFIXES[prefix])] if entity else []
    best = max(links, key=lambda link: (link.score, link.iri), default=None)
    return best.iri.removeprefix(v.PREFIXES[prefix]).strip("/") if best else ""


@cache
def _quads() -> dict[str, str]:
    from kg.gazetteer.tables import rows

    return dict(rows("plover", ("type", "quad")))


@cache
def _types(relation: str) -> tuple[str, ...]:
    """Return the PLOVER types of a relation, or of the nearest above it that has any."""
    from kg.ontology import load

    known = load().relations
    found = [relation]
    for one in found:
        if one in known:
            types = [match.removeprefix(TYPES) for match in known[one].matches if match.startswith(TYPES)]
            if types:
                return tuple(sorted(types))
            found += known[one].parents
    return ()
