"""One Turtle file -> its subjects and their values, with errors that say where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import OntologyError

OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

Term = NamedNode | BlankNode | Literal
Rows = dict[str, list[Term]]


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed file: `subjects` ("<iri>" or "_:id") and their values by predicate IRI, in the order of the file."""

    place: str
    prefixes: dict[str, str]
    subjects: dict[str, Rows]

    def typed(self, *kinds: str) -> Iterator[str]:
        """Yield the IRI of each subject of one of these OWL types ("Class")."""
        wanted = {OWL + kind for kind in kinds}
        for subject, rows in self.subjects.items():
            if subject.startswith("<") and any(iri(node) in wanted for node in rows.get(RDF + "type", ())):
                yield subject[1:-1]

    def values(self, subject: str, *predicates: str) -> list[Term]:
        """Return what the file says of a subject IRI under these predicates."""
        rows = self.subjects.get(f"<{subject}>", {})
        return [node for predicate in predicates for node in rows.get(predicate, ())]

    def texts(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return the English strings, and those without a language, in the order of the file."""
        nodes = self.values(subject, predicate)
        return tuple(n.value for n in nodes if isinstance(n, Literal) and (n.language or "en").split("-")[0] == "en")

    def members(self, node: Term) -> list[Term] | None:
        """Return the members of `[ owl:unionOf ( … ) ]`, [node] for a plain IRI, None for anything else."""
        if isinstance(node, NamedNode):
            return [node]
        lists = self.subjects.get(str(node), {}).get(OWL + "unionOf", [])
        if len(lists) != 1:
            return None
        members, rest = [], lists[0]
        while iri(rest) != RDF + "nil":
            cell = self.subjects.get(str(rest), {})
            members += cell.get(RDF + "first", [])
            if not (following := cell.get(RDF + "rest")):
                return None
            rest = following[0]
        return members or None


def parsed(path: Path, place: str) -> Source:
    """Return what a Turtle file says; OntologyError, with the line, if it is none."""
    subjects: dict[str, Rows] = {}
    try:
        quads = parse(path.read_bytes(), RdfFormat.TURTLE, base_iri=path.absolute().as_uri(), without_named_graphs=True)
        for quad in quads:
            if isinstance(quad.object, Triple):
                raise OntologyError(place, "a triple inside a triple", "an ontology is RDF 1.1", "remove the << >>")
            subjects.setdefault(str(quad.subject), {}).setdefault(quad.predicate.value, []).append(quad.object)
    except OSError as error:
        raise OntologyError(place, error.strerror or str(error), "expected a Turtle file", "check the path") from None
    except SyntaxError as error:
        where = f"{place}:{error.lineno}" if error.lineno else place
        remedy = "mend this line, or the end of the one before"
        raise OntologyError(where, _reason(error), "expected Turtle", remedy) from None
    return Source(place, dict(quads.prefixes), subjects)


def _reason(error: SyntaxError) -> str:
    """Return the parser's message without the position, which stands in front already."""
    _, colon, reason = error.msg.partition(": ") if error.msg.startswith("Parser error at") else ("", "", error.msg)
    return reason if colon or reason else error.msg


def merged_prefixes(sources: Sequence[Source]) -> dict[str, str]:
    """Return the prefixes of all files; one name for two namespaces is an error."""
    prefixes: dict[str, str] = {"owl": OWL, "xsd": "http://www.w3.org/2001/XMLSchema#"}
    for source in sources:
        for prefix, namespace in source.prefixes.items():
            if (known := prefixes.setdefault(prefix, namespace)) != namespace:
                found, expected = f"prefix {prefix}: is <{namespace}>", f"another file, or the standard, has <{known}>"
                raise OntologyError(source.place, found, expected, "give it another name")
    return prefixes


def curie(full: str, place: str, prefixes: Mapping[str, str]) -> str:
    """Return the shortest way to write an IRI with these prefixes ("news:Person")."""
    fitting = [(namespace, prefix) for prefix, namespace in prefixes.items() if full.startswith(namespace)]
    if not fitting:
        raise OntologyError(place, f"<{full}> has no prefix", "names are shown as prefix:name", "add an @prefix")
    namespace, prefix = min(fitting, key=lambda one: (-len(one[0]), one[1]))
    return f"{prefix}:{full[len(namespace) :]}"


def iri(node: Term) -> str:
    """Return the IRI of a node, or an empty string for blank nodes and literals."""
    return node.value if isinstance(node, NamedNode) else ""
