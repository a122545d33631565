"""What one article says, in its own ids: as it was extracted, whatever was merged since, and to tell who is who."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from sys import intern
from typing import cast

from pyoxigraph import NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.descriptions import Description, own_sources
from kg.graph.rdf import DEFAULT, LINK_THRESHOLD, Term, closed, object_term
from kg.graph.reading import Reader
from kg.identity import Fact, Own, Profile, local_id
from kg.model import Entity, EntityRef, Extraction, Link, Relation, Statement, Value, merged
from kg.ontology.events import part

COUNTRY = "news:Country"
FEWEST = 3  # mentions of a country in an article that is about it


def own_extraction(reader: Reader, node: NamedNode) -> Extraction:
    """Return what the graph holds of one article in the article's own ids; statements are sorted by id.

    Of its sentences, those that say something are there.
    """
    _, about = reader.hold(node)
    article = reader.article(node)
    described = sorted((one for one in about if v.REFERS_TO.value in about[one]), key=str)
    entities = {one: reader.described(one, node, article.text) for one in described}
    pairs = ((one, cast(NamedNode, evidence)) for one in about for evidence in about[one].get(v.DERIVED_FROM.value, ()))
    statements = merged(_stated(reader, one, evidence, node, entities) for one, evidence in pairs)
    sentences = {one.sentence.span for statement in statements for one in statement.evidence}
    made = reader.provenance(node).sketch
    return Extraction(article, tuple(sorted(sentences)), tuple(entities.values()), tuple(statements), sketch=made)


def _stated(
    reader: Reader, statement: NamedNode, node: NamedNode, article: NamedNode, entities: Mapping[NamedNode, Entity]
) -> Statement:
    said, about = reader.said(statement), reader.about(node, article)

    def own(predicate: NamedNode) -> EntityRef | None:
        found = about.get(predicate.value)
        return _reference(entities[found[0]]) if found else None

    evidence = reader.evidence(node, article, statement, reader.said_of(statement))
    qualifiers = replace(
        evidence.qualifiers,
        attributed_to=tuple(_reference(entities[source]) for source in own_sources(about)),
        place=own(v.OWN_PLACE),
    )
    label = reader.object(reader.names.iri(said.relation.id), v.LABEL, article)
    return Statement(
        own(v.OWN_SUBJECT),
        Relation(said.relation.id, label.value if label else ""),
        said.object if isinstance(said.object, Value) else own(v.OWN_OBJECT),
        (replace(evidence, qualifiers=qualifiers, stated_as=""),),
    )


def _reference(entity: Entity) -> EntityRef:
    return EntityRef(entity.id, entity.label, entity.type)


def profiles(reader: Reader, article: NamedNode) -> Iterator[Profile]:
    """Yield a profile of each entity of an article, by own id, from one pass over the article's graph."""
    _, about = reader.hold(article)
    return _profiles(article, about, reader.names, lambda node, predicate: reader.object(node, predicate, DEFAULT))


def profiles_of(
    article: NamedNode, quads: Iterable[Quad], statements: Mapping[NamedNode, Statement], names: v.Names
) -> Iterator[Profile]:
    """Yield what `profiles` reads, from the quads of an article that are being written and the statements it makes."""
    about: dict[NamedNode, Description] = {}
    for quad in quads:
        if (predicate := quad.predicate.value) in _ASKED:
            rows = about.setdefault(cast(NamedNode, quad.subject), {})
            rows.setdefault(predicate, []).append(cast(Term, quad.object))

    def told(node: NamedNode, predicate: NamedNode) -> Term:
        one = statements[node]
        if predicate == v.PREDICATE:
            return names.iri(one.relation.id)
        return object_term(closed(one)[1], names)

    return _profiles(article, about, names, told)


_MENTIONS = tuple(kind.value for kind in v.MENTIONS.values())
_ASKED = {
    *_MENTIONS,
    *(one.value for one in (v.REFERS_TO, v.LABEL, v.CLASS, v.ALT_LABEL, v.HAS_LINK, v.TARGET, v.SCORE, v.PUBLISHED)),
    *(one.value for one in (v.DERIVED_FROM, v.POLARITY, v.MODALITY, v.ATTRIBUTED_TO, v.OWN_SUBJECT, v.OWN_OBJECT)),
}
"""What is asked to make profiles: less than half of what an article's graph says."""

Told = Callable[[NamedNode, NamedNode], Term | None]
"""Gives the predicate or the object of a statement."""


def _profiles(
    article: NamedNode, about: Mapping[NamedNode, Description], names: v.Names, told: Told
) -> Iterator[Profile]:
    said = [(node, evidence) for node, rows in about.items() for evidence in rows.get(v.DERIVED_FROM.value, ())]
    described = sorted((node for node, rows in about.items() if v.REFERS_TO.value in rows), key=lambda one: one.value)
    settings = _settings((v.own_id(node), about[node]) for node in described)
    published = about.get(article, {}).get(v.PUBLISHED.value)
    common = Profile(
        Own(v.local(article, v.ARTICLE), ""),
        label="",
        type="",
        published=published[0].value if published else "",
        setting=_mostly(settings),
        settings=frozenset(settings),
    )
    facts, claims = _facts(names, said, about, told)
    for node in described:
        of_it = replace(common, facts=tuple(sorted(facts[node])), claims=tuple(sorted(claims[node])))
        yield _profile(names, node, about, of_it)


def _profile(names: v.Names, node: NamedNode, about: Mapping[NamedNode, Description], common: Profile) -> Profile:
    """Return the profile of an entity; `common` is what those of its article share. Equal names are one in memory."""
    rows, own = about[node], Own(common.own.article, intern(v.own_id(node)))
    label = intern(rows[v.LABEL.value][0].value)
    phrases = [phrase for kind in _MENTIONS for phrase in rows.get(kind, ())]
    links = (about[link] for link in rows.get(v.HAS_LINK.value, ()))
    strong = (Link(one[v.TARGET.value][0].value, float(one[v.SCORE.value][0].value)) for one in links)
    bound = False
    if phrases and own.id[-9:-8] == "-":
        bound = own.id == local_id(label, own.article, min(map(v.span_of, phrases)).start)
    return replace(
        common,
        own=own,
        label=label,
        type=names.curie(rows[v.CLASS.value][0]),
        names=tuple(sorted({label, *(intern(alias.value) for alias in rows.get(v.ALT_LABEL.value, ()))})),
        links=tuple(sorted(link for link in strong if link.score >= LINK_THRESHOLD)),
        mentions=len(phrases),
        named=not bound and bool(label.strip()),
    )


def _facts(
    names: v.Names, said: list[tuple[NamedNode, NamedNode]], about: Mapping[NamedNode, Description], told: Told
) -> tuple[dict[NamedNode, set[Fact]], dict[NamedNode, set[Fact]]]:
    """Return what the article itself asserts of each entity that it describes, and what others say there of events."""
    facts: dict[NamedNode, set[Fact]] = defaultdict(set)
    claims: dict[NamedNode, set[Fact]] = defaultdict(set)
    for statement, evidence in said:
        rows = about[evidence]
        asserted = (rows[v.POLARITY.value], rows[v.MODALITY.value]) == ([v.POSITIVE], [v.ASSERTED])
        predicate = told(statement, v.PREDICATE)
        claimed = v.ATTRIBUTED_TO.value in rows
        if not isinstance(predicate, NamedNode) or not (claimed or asserted):
            continue
        relation, subject = names.curie(predicate), rows[v.OWN_SUBJECT.value][0]
        if claimed and not part(relation):
            continue
        found = claims if claimed else facts
        if v.OWN_OBJECT.value in rows:
            object_ = rows[v.OWN_OBJECT.value][0]
            found[subject].add(Fact(relation, True, v.own_id(object_)))
            found[object_].add(Fact(relation, False, v.own_id(subject)))
        else:
            value = told(statement, v.OBJECT)
            found[subject].add(Fact(relation, True, value.value if value else "", value=True))
    return facts, claims


def _settings(described: Iterator[tuple[str, Description]]) -> Counter[str]:
    """Return how often an article mentions each known country, by own id."""
    counts: Counter[str] = Counter()
    for id_, rows in described:
        if rows[v.CLASS.value][0] == v.term(COUNTRY) and v.HAS_LINK.value in rows:
            counts[id_] = sum(len(rows.get(kind.value, ())) for kind in v.MENTIONS.values())
    return +counts


def _mostly(settings: Counter[str]) -> str:
    """Return the country that has more than half of the mentions of countries, and some number of them."""
    best = min(settings, key=lambda one: (-settings[one], one), default="")
    return best if 2 * settings[best] > settings.total() and settings[best] >= FEWEST else ""
