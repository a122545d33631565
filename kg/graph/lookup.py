"""Find statements by what people call things: names or ids, relations by id, local name or label."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from itertools import chain, product

from pyoxigraph import Literal, QuerySolutions

from kg.errors import KgError
from kg.figures import figure
from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.graph.wording import triple
from kg.model import Entity, Relation, Statement, Value

ANY = "?"


def statements_called(store: Store, subject: str, relation: str, object_: str) -> list[Statement]:
    """Return the statements that these names fit, facts first; "?" fits anything.

    Raises KgError with near names if a name fits nothing, or nothing is said of them together.
    """
    subjects = _entities_called(store, subject)
    objects = _entities_called(store, object_) or _values_called(store, object_)
    for name, ends in ((subject, subjects), (object_, objects)):
        if not ends:
            raise KgError(repr(name), "nothing in the graph has this name", "", near_names(store, name))
    relations = [None] if relation == ANY else [one.id for one in relations_known(store, relation)]
    found = [
        statement
        for one, kind, other in product(subjects, relations, objects)
        for statement in store.statements(one, kind, other)
    ]
    if not found:
        said = _between(store, subjects, objects)
        remedy = f"it says: {'; '.join(said)}" if said else f"put {ANY} in the place of a name to see what is said"
        raise KgError(f"{subject} {relation} {object_}", "the graph does not say so", "", remedy)
    return sorted(found, key=lambda statement: (not store.weight(statement).fact, statement.id))


def _entities_called(store: Store, name: str) -> Sequence[str | None]:
    return [None] if name == ANY else [entity.id for entity in store.find(name)]


def _values_called(store: Store, text: str) -> Sequence[Value]:
    return sorted({value for value in store.values() if text in (value.value, figure(value))})


def relations_known(store: Store, name: str) -> list[Relation]:
    """Return the relations that have a name; raise KgError with near ones if none has."""
    found = relations_called(store, name)
    if not found:
        labels = [label for one in store.relations() for label in (one.label, one.id)]
        raise KgError(repr(name), "no relation of the graph has this name", "", near(name, labels))
    return found


def relations_called(store: Store, name: str) -> list[Relation]:
    """Return the relations with this CURIE, local name or label, else those that have it in another case."""
    wanted = " ".join(name.casefold().split())
    return store.relations_named(name) or [
        one
        for one in store.relations()
        if wanted in (one.id.casefold(), one.id.partition(":")[2].casefold(), one.label.casefold())
    ]


def entities_called(store: Store, name: str) -> list[Entity]:
    """Return the entities that a name fits; raise KgError with near names if there are none."""
    found = store.find(name)
    if not found:
        raise KgError(repr(name), "nothing in the graph has this name", "", near_names(store, name))
    return found


def near_names(store: Store, name: str) -> str:
    """Return what to do about a name that the graph does not know: names like it, or how to list all."""
    return near(name, [known for entity in store.entities() for known in (entity.label, *entity.aliases)])


def beginning(store: Store, text: str, most: int = 200) -> list[tuple[str, str]]:
    """Return the first entities whose id or name begins so, each with what tells which one it is.

    A name with a space, which a shell wants to be quoted, is there once the text has a space in it; its id before.
    """
    wanted = Literal(text.casefold())
    found = store.query(
        f"""SELECT DISTINCT ?id ?name ?class {{
            ?id rdfs:label ?name ; a ?class FILTER(STRSTARTS(STR(?id), STR(e:)))
            FILTER(STRSTARTS(LCASE(?name), {wanted}) || STRSTARTS(STR(?id), CONCAT(STR(e:), {wanted})))
        }} ORDER BY ?id LIMIT {most}"""
    )
    assert isinstance(found, QuerySolutions)
    rows = [(v.local(row["id"], v.ENTITY), row["name"].value, store.names.curie(row["class"])) for row in found]
    ids = [(id_, name) for id_, name, _ in rows if id_.startswith(text)]
    return ids + [
        (name, class_) for _, name, class_ in rows if name.startswith(text) and (" " in text or " " not in name)
    ]


LIST_ALL = "list all with kg query 'SELECT * { ?id rdfs:label ?name }'"


def near(name: str, known: Sequence[str], otherwise: str = LIST_ALL) -> str:
    """Return what to do about a name that is none of the known ones: names like it, or how to list all."""
    folded = {part.casefold(): one for one in sorted(known, reverse=True) for part in (*one.split(), one)}
    found = [folded[part] for part in get_close_matches(name.casefold(), sorted(folded), n=3)]
    if found:
        return f"did you mean {' or '.join(map(repr, dict.fromkeys(found)))}?"
    return otherwise


def _between(store: Store, subjects: Sequence[str | None], objects: Sequence[str | Value | None]) -> list[str]:
    """Return up to three other statements between the two, either way round."""
    there = (s for one, other in product(subjects, objects) for s in store.statements(one, None, other))
    back = (
        s
        for one, other in product(subjects, objects)
        if not isinstance(other, Value)
        for s in store.statements(other, None, one)
    )
    return sorted({triple(statement) for statement in chain(there, back)})[:3]
