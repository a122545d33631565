"""RDF/XML: all triples of all graphs in one, as Turtle has them, for programs that read nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import IO, cast
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import Literal, NamedNode, Triple

from kg.characters import NOT_XML
from kg.errors import KgError
from kg.graph import vocabulary as v
from kg.graph.store import Store
from kg.writers.prefixes import prefixes
from kg.writers.sorting import parsed, triple_lines

STRING = v.term("xsd:string")


def rdfxml(store: Store, stream: IO[bytes]) -> None:
    """Write the graph as RDF/XML, by subject.

    Raises KgError on a control character, which XML 1.0 has no way to write, and on a relation without an XML name.
    """
    known = prefixes(store)
    names = v.Names(known)
    head = "".join(f"\n    xmlns:{prefix}={quoteattr(namespace)}" for prefix, namespace in sorted(known.items()))
    stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{head}>\n'.encode())
    triples = (quad.triple for quad in parsed(triple_lines(store)))
    for subject, about in groupby(triples, key=lambda triple: cast(NamedNode, triple.subject).value):
        stream.write(f"<rdf:Description rdf:about={quoteattr(subject)}>\n".encode())
        stream.writelines(line.encode() for line in _properties(about, names))
        stream.write(b"</rdf:Description>\n")
    stream.write(b"</rdf:RDF>\n")


def _properties(about: Iterator[Triple], names: v.Names) -> Iterator[str]:
    for triple in about:
        name, declared = _element(triple.predicate, names)
        if isinstance(triple.object, Literal):
            datatype = triple.object.datatype
            typed = "" if datatype == STRING else f" rdf:datatype={quoteattr(datatype.value)}"
            yield f"  <{name}{declared}{typed}>{_text(triple)}</{name}>\n"
        else:
            resource = quoteattr(cast(NamedNode, triple.object).value)
            yield f"  <{name}{declared} rdf:resource={resource}/>\n"


_LOCAL = re.compile(r"[A-Za-z_\u00c0-\ufdcf][\w.\u00b7-]*$")


def _element(predicate: NamedNode, names: v.Names) -> tuple[str, str]:
    """Return the name of an element for a predicate, and the declaration of its prefix if the head has none."""
    prefix, _, local = names.curie(predicate).partition(":")
    if prefix in names.prefixes and _LOCAL.fullmatch(local):
        return f"{prefix}:{local}", ""
    found = _LOCAL.search(predicate.value)
    if not found:
        remedy = "export Turtle instead"
        raise KgError("export", f"relation {predicate.value}", "RDF/XML needs one that ends in a name", remedy)
    return f"own:{found[0]}", f" xmlns:own={quoteattr(predicate.value[: found.start()])}"


def _text(triple: Triple) -> str:
    value = cast(Literal, triple.object).value
    bad = NOT_XML.search(value)
    if bad:
        about = cast(NamedNode, triple.subject).value
        found = f"the character U+{ord(bad[0]):04X} in what is said of {about}"
        raise KgError("export", found, "XML cannot hold it", "export Turtle instead")
    return escape(value, {"\r": "&#13;"})
