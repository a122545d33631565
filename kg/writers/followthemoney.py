"""FollowTheMoney entities as JSON Lines, for Aleph, OpenAleph and yente: facts, each with the articles that prove it.

FollowTheMoney has no word for a claim, so claims are left out. Which schema stands for which class or relation is a
table, `ontologies/followthemoney.tsv`; other facts are UnknownLinks, or notes where they end in a value.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import IO, NamedTuple

import orjson

from kg.graph.rdf import LINK_THRESHOLD
from kg.graph.store import Store
from kg.graph.wording import exact_end
from kg.model import Article, Entity, EntityRef, Statement, Value, digest

Properties = dict[str, list[str]]

BROADER = {
    "Person": {"LegalEntity"},
    "Organization": {"LegalEntity"},
    "PublicBody": {"LegalEntity", "Organization"},
    "Company": {"LegalEntity", "Organization", "Asset"},
}
"""What the schemas of entities are besides themselves, so that a link accepts them."""
ACCEPTS = {
    "member": "LegalEntity", "organization": "Organization", "director": "LegalEntity", "employee": "Person",
    "employer": "Organization", "owner": "LegalEntity", "asset": "Asset", "person": "Person", "relative": "Person",
    "associate": "Person", "agent": "LegalEntity", "client": "LegalEntity", "payer": "LegalEntity",
    "beneficiary": "LegalEntity",
}  # fmt: skip
SAYS = {"Family": "relationship", "Associate": "relationship", "Payment": "purpose", "Ownership": "ownershipType"}
"""The property of a link that holds the words of the relation, if it is not `role`."""
OF_PERSONS = {"birthDate", "deathDate", "birthPlace"}
LANGUAGES = {"en": "eng"}
_ID = re.compile(r"[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?", re.ASCII)
_DATE = re.compile(r"\d{4}(-\d\d){0,2}(T\d\d:\d\d(:\d\d)?)?", re.ASCII)
_WIKIDATA = re.compile(r"https?://www\.wikidata\.org/entity/(Q\d+)")
LONGEST_NAME = 384


class Rule(NamedTuple):
    """A row of the table: a schema for a class; for a relation a link's schema and ends, or a property alone."""

    schema: str
    subject: str
    object: str


def followthemoney(store: Store, stream: IO[bytes]) -> None:
    """Write articles, then entities, then what connects them, each by id."""
    for entity in _all(store):
        stream.write(orjson.dumps(entity, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_SORT_KEYS))


def _all(store: Store) -> Iterator[dict[str, object]]:
    for article in store.articles():
        yield _entity(_article_id(article.id), "Article", _article(article))
    said = _values(store)
    for entity in store.entities():
        schema = _schema(entity.type)
        yield _entity(_id(entity.id), schema, _described(entity, schema, said.get(entity.id, ())))
    for statement in store.statements():
        if isinstance(statement.object, EntityRef) and store.weight(statement).fact and not _of_subject(statement):
            yield _link(statement, store)


def _entity(id_: str, schema: str, properties: Properties) -> dict[str, object]:
    return {"id": id_, "schema": schema, "properties": {name: cells for name, cells in properties.items() if cells}}


def _id(id_: str) -> str:
    """Return the id of an entity; one with letters that FollowTheMoney does not take in ids becomes a hash."""
    return id_ if _ID.fullmatch(id_) else digest(id_)[:40]


def _article_id(id_: str) -> str:
    return f"article-{_id(id_)}"


def _article(article: Article) -> Properties:
    return {
        "title": [article.title] if article.title else [],
        "author": [article.author] if article.author else [],
        "publisher": [article.publisher] if article.publisher else [],
        "publishedAt": _date(article.published),
        "sourceUrl": _address(article),
        "language": [LANGUAGES[article.language]] if article.language in LANGUAGES else [],
        "bodyText": [article.text],
    }


def _address(article: Article) -> list[str]:
    return [article.url] if article.url.startswith(("http://", "https://")) else []


def _date(value: str) -> list[str]:
    return [value.removesuffix("Z")] if _DATE.fullmatch(value.removesuffix("Z")) else []


def _described(entity: Entity, schema: str, said: list[Statement] | tuple[()]) -> Properties:
    wikidata = [found[1] for link in entity.links if link.score >= LINK_THRESHOLD
                if (found := _WIKIDATA.fullmatch(link.iri))]  # fmt: skip
    properties: Properties = defaultdict(list)
    properties["name"] = [entity.label[:LONGEST_NAME]]
    properties["alias"] = [alias[:LONGEST_NAME] for alias in entity.aliases]
    properties["wikidataId"] = sorted(wikidata)
    for statement in said:
        property_ = _of_subject(statement)
        if property_ and (property_ in OF_PERSONS) == (schema == "Person"):
            properties[property_].append(exact_end(statement))
        else:
            properties["notes"].append(f"{statement.relation.label}: {exact_end(statement)}")
    return {name: sorted(set(cells)) for name, cells in properties.items()}


def _values(store: Store) -> dict[str, list[Statement]]:
    """Return the facts that are told as properties of their subject, by its id."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in store.triples():
        value = isinstance(statement.object, Value) or _of_subject(statement)
        if value and store.weight(statement).fact:
            assert statement.subject is not None
            found[statement.subject.id].append(statement)
    return found


def _of_subject(statement: Statement) -> str:
    """Return the property of the subject that holds a fact; nothing if it is a link, or no date where one is needed."""
    rule = _relation(statement.relation.id)
    dated = not rule.subject.endswith("Date") or bool(_date(exact_end(statement)))
    return rule.subject if not rule.schema and dated else ""


def _link(statement: Statement, store: Store) -> dict[str, object]:
    subject, object_ = statement.subject, statement.object
    assert isinstance(subject, EntityRef)
    assert isinstance(object_, EntityRef)
    rule = _relation(statement.relation.id)
    ends = ((rule.subject, subject), (rule.object, object_))
    if subject.id == object_.id or not rule.schema or not all(_fits(name, one) for name, one in ends):
        rule = Rule("UnknownLink", "subject", "object")
    facts = [one for one in statement.evidence if one.qualifiers.fact]
    articles = [store.article(id_) for id_ in sorted({one.article for one in facts})]
    properties: Properties = {
        rule.subject: [_id(subject.id)],
        rule.object: [_id(object_.id)],
        SAYS.get(rule.schema, "role"): [statement.relation.label],
        "date": sorted({date for one in facts if one.qualifiers.time for date in _date(one.qualifiers.time.value)}),
        "summary": sorted({" ".join(one.sentence.text.split()) for one in facts}),
        "proof": [_article_id(article.id) for article in articles],
        "sourceUrl": sorted({address for article in articles for address in _address(article)}),
        "publisher": sorted({article.publisher for article in articles if article.publisher}),
    }
    return _entity(statement.id, rule.schema, properties)


def _fits(property_: str, entity: EntityRef) -> bool:
    schema = _schema(entity.type)
    return ACCEPTS.get(property_, schema) in {schema, *BROADER.get(schema, ())}


@cache
def _table() -> dict[str, Rule]:
    from kg.gazetteer.tables import rows

    columns = ("term", "schema", "subject", "object")
    return {term: Rule(*rule) for term, *rule in rows("followthemoney", columns)}


@cache
def _schema(class_: str) -> str:
    from kg.ontology import THING, load

    lineage = (*load().lineages.get(class_, ()), THING)  # of a class of another ontology nothing more is known
    return next(_table()[one].schema for one in lineage if one in _table())


@cache
def _relation(relation: str) -> Rule:
    from kg.ontology import load

    known = load().relations
    found = [relation]
    for one in found:
        found += known[one].parents if one in known else ()
    return next((_table()[one] for one in found if one in _table()), Rule("UnknownLink", "subject", "object"))
