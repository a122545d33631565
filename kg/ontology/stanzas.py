"""The subjects of Turtle files -> classes and relations, each part checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.errors import OntologyError
from kg.ontology.turtle import OWL, RDF, Source, curie, iri
from kg.ontology.values import DATATYPES, THING, Class, RelationType

KG = "https://kg.example/ns/kg#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RESERVED = (KG, RDF, RDFS, SKOS)
"""The namespaces in which a graph says what is no fact: labels, classes, evidence. No relation can be of them."""

LABEL, COMMENT = RDFS + "label", RDFS + "comment"
PHRASE, EXAMPLE, COUNTER_EXAMPLE = KG + "phrase", SKOS + "example", KG + "counterExample"
EXTRACTED = (RDFS + "domain", RDFS + "range", PHRASE, EXAMPLE, COUNTER_EXAMPLE)
MATCHES = (
    SKOS + "exactMatch",
    SKOS + "closeMatch",
    SKOS + "broadMatch",
    SKOS + "narrowMatch",
    OWL + "equivalentClass",
    OWL + "equivalentProperty",
)
WHEN_PLANNED, WHEN_REFUSED = KG + "whenPlanned", KG + "whenRefused"
ONE_OBJECT_FOR, ONE_SUBJECT_FOR = KG + "oneObjectFor", KG + "oneSubjectFor"
SAYS_OF_ITSELF = KG + "saysOfItself"
ACCUSES_OF, ONE_SIDE = KG + "accusesOf", KG + "oneSide"
SLOT = re.compile(r"\{[^{}]*\}|[{}]")

Declaration = tuple[Source, str, str]  # file, IRI, CURIE
Prefixes = Mapping[str, str]
Lineages = dict[str, tuple[str, ...]]


class _Inverse(NamedTuple):
    id: str | None
    label: str
    matches: tuple[str, ...]


_NO_INVERSE = _Inverse(None, "", ())


def classes(sources: Sequence[Source], prefixes: Prefixes) -> tuple[dict[str, Class], Lineages]:
    """Return the classes by CURIE, and each with all that stand above it; a class without parent is an owl:Thing."""
    declared = [one for one in _declared(sources, prefixes, "class", "Class") if one[2] != THING]
    found = {name: _class(source, full, name, prefixes) for source, full, name in declared}
    for source, _, name in declared:
        for parent in found[name].parents:
            if parent not in found and parent != THING:
                raise _unknown(source.place, f"class {name}", "rdfs:subClassOf", parent, "class")
    parents = {one.id: one.parents for one in found.values()}
    return found, _lineages(parents, "class", {name: source.place for source, _, name in declared})


def relations(sources: Sequence[Source], prefixes: Prefixes, known: Mapping[str, Class]) -> dict[str, RelationType]:
    """Return the relations by CURIE, without those that only name an inverse."""
    declared = list(_declared(sources, prefixes, "relation", "ObjectProperty", "DatatypeProperty"))
    for origin, full, name in declared:
        if full.startswith(RESERVED):
            reserved = f"relation {name} is in a namespace in which graphs say what is no fact"
            remedy = f"rename it: my:{name.partition(':')[2]}"
            raise OntologyError(origin.place, reserved, "expected one of your own", remedy)
    inverses = _inverses(declared, prefixes)
    backwards = {name: _inverse(source, full, name) for source, full, name in declared}
    found = {
        name: _relation(source, full, name, prefixes, known, backwards.get(inverses.get(name, ""), _NO_INVERSE))
        for source, full, name in declared
        if name not in inverses or source.values(full, *EXTRACTED)
    }
    for one in found.values():
        for parent in one.parents:
            if parent not in found:
                raise _unknown(one.place, f"relation {one.id}", "rdfs:subPropertyOf", parent, "relation")
        for name, other in (
            ("kg:whenPlanned", one.when_planned),
            ("kg:whenRefused", one.when_refused),
            ("kg:saysOfItself", one.says_of_itself),
        ):
            if other is not None and other not in found:
                raise _unknown(one.place, f"relation {one.id}", name, other, "relation")
    parents = {one.id: one.parents for one in found.values()}
    _lineages(parents, "relation", {one.id: one.place for one in found.values()})
    return found


def _declared(sources: Sequence[Source], prefixes: Prefixes, kind: str, *types: str) -> Iterator[Declaration]:
    places: dict[str, str] = {}
    for source in sources:
        for full in source.typed(*types):
            name = curie(full, source.place, prefixes)
            if name in places:
                found, expected = f"{kind} {name} is declared again", f"{places[name]} has it already"
                raise OntologyError(source.place, found, expected, "rename or remove one of the two")
            places[name] = source.place
            yield source, full, name


def _class(source: Source, full: str, name: str, prefixes: Prefixes) -> Class:
    what = f"class {name}"
    above = (iri(node) for node in source.values(full, RDFS + "subClassOf"))
    return Class(
        id=name,
        iri=full,
        label=_label(source, full, what),
        comment=" ".join(source.texts(full, COMMENT)),
        parents=tuple(curie(one, source.place, prefixes) for one in above if one) or (THING,),
        matches=_matches(source, full, what),
    )


def _relation(
    source: Source,
    full: str,
    name: str,
    prefixes: Prefixes,
    known: Mapping[str, Class],
    inverse: _Inverse,
) -> RelationType:
    what = f"relation {name}"
    kinds = {iri(node) for node in source.values(full, RDF + "type")}
    literal = OWL + "DatatypeProperty" in kinds
    for phrase in source.texts(full, PHRASE):
        _check_phrase(source.place, what, phrase)
    return RelationType(
        id=name,
        iri=full,
        label=_label(source, full, what),
        comment=" ".join(source.texts(full, COMMENT)),
        parents=tuple(curie(iri(n), source.place, prefixes) for n in source.values(full, RDFS + "subPropertyOf")),
        domain=_union(source, full, what, "rdfs:domain", prefixes, known),
        range=_union(source, full, what, "rdfs:range", prefixes, DATATYPES if literal else known),
        inverse=inverse.id,
        inverse_label=inverse.label,
        inverse_matches=inverse.matches,
        symmetric=OWL + "SymmetricProperty" in kinds,
        phrases=_texts(source, full, what, "kg:phrase", PHRASE, '"{subject} … {object}"'),
        examples=_texts(source, full, what, "skos:example", EXAMPLE, "a sentence that states it"),
        counter_examples=_texts(
            source,
            full,
            what,
            "kg:counterExample",
            COUNTER_EXAMPLE,
            "a sentence that only seems to state it",
        ),
        matches=_matches(source, full, what),
        when_planned=_other(source, full, what, "kg:whenPlanned", WHEN_PLANNED, prefixes),
        when_refused=_other(source, full, what, "kg:whenRefused", WHEN_REFUSED, prefixes),
        one_object_for=_classes_of(source, full, what, "kg:oneObjectFor", ONE_OBJECT_FOR, prefixes, known),
        one_subject_for=_classes_of(source, full, what, "kg:oneSubjectFor", ONE_SUBJECT_FOR, prefixes, known),
        one_side=_flag(source, full, what, "kg:oneSide", ONE_SIDE),
        says_of_itself=_other(source, full, what, "kg:saysOfItself", SAYS_OF_ITSELF, prefixes),
        accuses_of=_classes_of(source, full, what, "kg:accusesOf", ACCUSES_OF, prefixes, known),
        place=source.place,
    )


def _other(source: Source, full: str, what: str, name: str, predicate: str, prefixes: Prefixes) -> str | None:
    """Return the one relation that a property names; None if it names none."""
    nodes = source.values(full, predicate)
    if len(nodes) > 1:
        raise OntologyError(source.place, f"{what} has several {name}", "expected one", "remove all but one")
    return curie(iri(nodes[0]), source.place, prefixes) if nodes else None


def _classes_of(
    source: Source, full: str, what: str, name: str, predicate: str, prefixes: Prefixes, known: Mapping[str, Class]
) -> tuple[str, ...]:
    """Return the classes that a property names, in the order of the file."""
    named = tuple(curie(iri(node), source.place, prefixes) for node in source.values(full, predicate))
    for one in named:
        if one not in known and one != THING:
            raise _unknown(source.place, what, name, one, "class")
    return named


def _flag(source: Source, full: str, what: str, name: str, predicate: str) -> bool:
    """Tell whether a property is said to be true; without a word it is not."""
    written = [node.value for node in source.values(full, predicate)]
    if not set(written) <= {"true", "false"}:
        raise OntologyError(source.place, f"{what} has {name} {written[0]}", "expected true or false", "mend it")
    return "true" in written


def _inverse(source: Source, full: str, name: str) -> _Inverse:
    what = f"relation {name}"
    return _Inverse(name, _label(source, full, what), _matches(source, full, what))


def _label(source: Source, full: str, what: str) -> str:
    labels = source.texts(full, LABEL)
    if len(labels) != 1:
        found = f"{what} has {'two rdfs:label in English' if labels else 'no rdfs:label'}"
        raise OntologyError(source.place, found, "expected one", "remove one" if labels else "add one, in lower case")
    return labels[0]


def _texts(source: Source, full: str, what: str, name: str, predicate: str, wanted: str) -> tuple[str, ...]:
    texts = tuple(dict.fromkeys(source.texts(full, predicate)))
    if not texts or not all(text.strip() for text in texts):
        raise OntologyError(source.place, f"{what} has {'an empty' if texts else 'no'} {name}", "", f"add {wanted}")
    return texts


def _check_phrase(place: str, what: str, phrase: str) -> None:
    if sorted(SLOT.findall(phrase)) != ["{object}", "{subject}"]:
        raise OntologyError(
            place,
            f'{what} has the phrase "{phrase}"',
            "a phrase holds {subject} and {object} once each and no other braces",
            'write it like "{subject} expelled {object}"',
        )
    if not re.search(r"\w", SLOT.sub("", phrase)):
        raise OntologyError(
            place, f'{what} has the phrase "{phrase}"', "a phrase has words of its own", "add the word that states it"
        )


def _union(
    source: Source, full: str, what: str, name: str, prefixes: Prefixes, known: Mapping[str, Class] | frozenset[str]
) -> tuple[str, ...]:
    """Return the classes or datatypes of a domain or range: one IRI, or the members of one owl:unionOf."""
    nodes = source.values(full, RDFS + name.removeprefix("rdfs:"))
    if not nodes:
        remedy = "add one" if known is DATATYPES else "add one, or owl:Thing to allow anything"
        raise OntologyError(source.place, f"{what} has no {name}", "", remedy)
    members = source.members(nodes[0]) if len(nodes) == 1 else None
    if members is None:
        found = f"{what} has {'several' if len(nodes) > 1 else 'an anonymous'} {name}"
        raise OntologyError(source.place, found, "expected one", "write alternatives as [ owl:unionOf ( … ) ]")
    names = tuple(curie(iri(node), source.place, prefixes) for node in members)
    for one in names:
        if one not in known and not (one == THING and known is not DATATYPES):
            raise _unknown(source.place, what, name, one, "datatype" if known is DATATYPES else "class")
    return names


def _matches(source: Source, full: str, what: str) -> tuple[str, ...]:
    nodes = source.values(full, *MATCHES)
    if not all(map(iri, nodes)):
        raise OntologyError(source.place, f"{what} matches a text", "expected an IRI", "write it as prefix:name or <…>")
    return tuple(sorted(map(iri, nodes)))


def _inverses(declared: Sequence[Declaration], prefixes: Prefixes) -> dict[str, str]:
    """Return for each relation the one that reads backwards, whichever of the two says so."""
    names = {name for _, _, name in declared}
    inverses: dict[str, str] = {}
    for source, full, name in declared:
        for node in source.values(full, OWL + "inverseOf"):
            other = curie(iri(node), source.place, prefixes)
            if other not in names:
                raise _unknown(source.place, f"relation {name}", "owl:inverseOf", other, "relation")
            for one, two in ((name, other), (other, name)):
                if inverses.setdefault(one, two) != two:
                    found = f"relation {one} has the inverses {inverses[one]} and {two}"
                    raise OntologyError(source.place, found, "expected one", "remove one owl:inverseOf")
    return inverses


def _lineages(parents: Mapping[str, tuple[str, ...]], kind: str, places: Mapping[str, str]) -> Lineages:
    """Return each name with all that stand above it, level by level; a circle is an error."""
    lineages = {}
    for name in parents:
        line, level = [name], list(parents[name])
        while level:
            if name in level:
                found = f"{kind} {name} stands above itself, by way of {', '.join(line[1:]) or 'itself'}"
                remedy = f"remove one rdfs:sub{'Class' if kind == 'class' else 'Property'}Of"
                raise OntologyError(places[name], found, "expected no circle", remedy)
            new = [one for one in dict.fromkeys(level) if one not in line]
            line += new
            level = [up for one in new for up in parents.get(one, ())]
        lineages[name] = tuple(line)
    return lineages


def _unknown(place: str, what: str, name: str, other: str, kind: str) -> OntologyError:
    expected = f"{other} is no {kind} of the loaded files"
    if kind == "datatype":
        return OntologyError(place, f"{what} has {name} {other}", "", f"use one of {', '.join(sorted(DATATYPES))}")
    remedy = "declare it, or load the file that does (owl:imports adds the packaged one), or correct the name"
    return OntologyError(place, f"{what} has {name} {other}", expected, remedy)
