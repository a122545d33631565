"""The IRIs of the graph: one path for each kind of thing, and the terms that describe them.

`ontologies/kg.ttl` declares every term of the `kg:` namespace that stands here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import unquote

from pyoxigraph import NamedNode

from kg import identity
from kg.errors import ContentError, StoreError
from kg.model import Span

BASE = "https://kg.example/"
ENTITY, STATEMENT, EVIDENCE = f"{BASE}e/", f"{BASE}st/", f"{BASE}ev/"
ARTICLE, LINK = f"{BASE}article/", f"{BASE}link/"
DECISION, LIKENESS, AGENT = f"{BASE}decision/", f"{BASE}likeness/", f"{BASE}agent/"
RUN = f"{BASE}run/"
KG = f"{BASE}ns/kg#"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dct": "http://purl.org/dc/terms/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "e": ENTITY,
        "ev": EVIDENCE,
        "geonames": "https://sws.geonames.org/",
        "kg": KG,
        "news": f"{BASE}ns/news#",
        "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "st": STATEMENT,
        "unit": "http://qudt.org/vocab/unit/",
        "wd": "http://www.wikidata.org/entity/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)


def term(curie: str) -> NamedNode:
    """Return the IRI of a CURIE whose prefix is one of PREFIXES."""
    prefix, _, local = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


TYPE, LABEL, ALT_LABEL = term("rdf:type"), term("rdfs:label"), term("skos:altLabel")
RDF_STATEMENT = term("rdf:Statement")
SUBJECT, PREDICATE, OBJECT = term("rdf:subject"), term("rdf:predicate"), term("rdf:object")
DERIVED_FROM = term("prov:wasDerivedFrom")
NEWS_ARTICLE, CONTEXT, PROV_ENTITY = term("schema:NewsArticle"), term("nif:Context"), term("prov:Entity")
HEADLINE, PUBLISHED, PUBLISHER = term("schema:headline"), term("schema:datePublished"), term("schema:publisher")
AUTHOR, LANGUAGE, SOURCE = term("schema:author"), term("schema:inLanguage"), term("dct:source")
TEXT = term("nif:isString")
NIF_SENTENCE, BEGIN, END = term("nif:Sentence"), term("nif:beginIndex"), term("nif:endIndex")
ANCHOR, REFERENCE = term("nif:anchorOf"), term("nif:referenceContext")

EVIDENCE_CLASS = term("kg:Evidence")
DIGEST = term("kg:digest")
SKETCH, CREDIT = term("kg:sketch"), term("kg:credit")
CONFIDENCE, SOURCES, LEXICAL = term("kg:confidence"), term("kg:sources"), term("kg:lexicalForm")
POLARITY, MODALITY, ATTRIBUTED_TO = term("kg:polarity"), term("kg:modality"), term("kg:attributedTo")
POSITIVE, NEGATIVE, ASSERTED = term("kg:positive"), term("kg:negative"), term("kg:asserted")
TIME, TIME_PHRASE, PLACE = term("kg:time"), term("kg:timePhrase"), term("kg:place")
SENTENCE, TRIGGER = term("kg:sentence"), term("kg:trigger")
SUBJECT_PHRASE, OBJECT_PHRASE, EXTRACTOR = term("kg:subjectPhrase"), term("kg:objectPhrase"), term("kg:extractor")
OWN_SUBJECT, OWN_OBJECT = term("kg:describedSubject"), term("kg:describedObject")
OWN_SOURCE, OWN_PLACE = term("kg:describedSource"), term("kg:describedPlace")
REFERS_TO, CLASS, TALLY = term("kg:refersTo"), term("kg:class"), term("kg:tally")
MENTIONS = {kind: term(f"kg:{kind}Mention") for kind in ("name", "nominal", "pronoun", "verb")}
EXACTNESS, UPPER, COUNTED = term("kg:exactness"), term("kg:upperBound"), term("kg:countedPhrase")
HAS_LINK, TARGET, SCORE = term("kg:link"), term("kg:target"), term("kg:score")
VALUE_TYPES = {n: term(f"xsd:{n}") for n in ("integer", "decimal", "gYear", "gYearMonth", "date", "dateTime")}
EDTF = term("edtf:EDTF")
SAME_AS, CANDIDATE = term("kg:sameAs"), term("kg:candidateLink")
DESCRIBING = frozenset({TYPE, LABEL, ALT_LABEL, TALLY, HAS_LINK, SAME_AS, CANDIDATE})
"""What the merged graph says of an entity beside plain triples."""
REJECTED_BY, GIVEN_LABEL, GIVEN_CLASS = term("kg:rejectedBy"), term("kg:givenLabel"), term("kg:givenClass")

IDENTITY, LEDGER = NamedNode(f"{BASE}identity"), NamedNode(f"{BASE}ledger")
TRUSTED, LOG = NamedNode(f"{BASE}trusted"), NamedNode(f"{BASE}log")
OWN_GRAPHS = (IDENTITY, LEDGER, LOG)
"""The named graphs beside those of articles."""
MERGE, DOUBT, REPLACED_BY = term("kg:Merge"), term("kg:Doubt"), term("dct:isReplacedBy")
FIRST, SECOND, BECAUSE = term("kg:first"), term("kg:second"), term("kg:because")
DECISION_CLASS, ACTIVITY, AGENT_CLASS = term("kg:Decision"), term("prov:Activity"), term("prov:Agent")
ASSOCIATED_WITH, USED, ENDED_AT = term("prov:wasAssociatedWith"), term("prov:used"), term("prov:endedAtTime")
COMMENT = term("rdfs:comment")
STARTED_AT, GENERATED_BY, GENERATED_AT = (
    term("prov:startedAtTime"), term("prov:wasGeneratedBy"), term("prov:generatedAtTime"),
)  # fmt: skip
TOOL, MODEL, ONTOLOGY = term("kg:tool"), term("kg:model"), term("kg:ontology")
ADDED, REPLACED, REMOVED = term("kg:added"), term("kg:replaced"), term("kg:removed")
PREFERRED_PREFIX = NamedNode("http://purl.org/vocab/vann/preferredNamespacePrefix")
"""By which an export declares the prefixes of ontologies of one's own; the store keeps them beside the graph."""


def exactness(name: str) -> NamedNode:
    """Return the IRI of an exactness: kg:atLeast of "at least"."""
    first, *rest = name.split()
    return term(f"kg:{first}{''.join(word.capitalize() for word in rest)}")


def entity(id_: str) -> NamedNode:
    """Return the IRI of an entity; `local` turns it back into the id."""
    return NamedNode(ENTITY + quoted(id_))


def article(id_: str) -> NamedNode:
    """Return the IRI of an article, which is also the name of its graph."""
    return NamedNode(ARTICLE + quoted(id_))


def statement(id_: str) -> NamedNode:
    """Return the IRI of a statement: its hash without "st-"."""
    return NamedNode(STATEMENT + id_.removeprefix("st-"))


def evidence(id_: str) -> NamedNode:
    """Return the IRI of an evidence: its hash without "ev-"."""
    return NamedNode(EVIDENCE + id_.removeprefix("ev-"))


def decision(id_: str) -> NamedNode:
    """Return the IRI of a decision of the ledger."""
    return NamedNode(DECISION + id_)


def agent(name: str) -> NamedNode:
    """Return the IRI of somebody who decides."""
    return NamedNode(AGENT + quoted(name))


def ledger_nodes(*written: str) -> list[NamedNode]:
    """Return the IRIs of what a ledger names as "e:ID" or "article:ID#entity=OWN"; other words name nothing."""
    paths = {"e": ENTITY, "article": ARTICLE}
    parts = (one.partition(":") for one in written)
    return [NamedNode(paths[prefix] + rest) for prefix, _, rest in parts if prefix in paths]


def quoted(id_: str) -> str:
    """Return the id with all but letters, digits, ".", "_", "~" and "-" percent-encoded.

    Raises StoreError on half a surrogate pair, which no RDF term can hold.
    """
    try:
        return identity.quoted(id_)
    except UnicodeEncodeError:
        raise unencodable(f"id {id_!r}") from None


def unencodable(place: str) -> ContentError:
    """Return the error for text with half a surrogate pair."""
    return ContentError(place, "it holds half a surrogate pair", "text must be valid Unicode", "mend the input")


def local(node: NamedNode, path: str) -> str:
    """Return the id that `entity` or `article` made into this IRI; `path` is ENTITY or ARTICLE."""
    return unquote(node.value.removeprefix(path).partition("#")[0])


def tail(node: NamedNode) -> str:
    """Return what follows the last "/" of an IRI: the hash of a statement or an evidence."""
    return node.value.rpartition("/")[2]


def span_node(article_: NamedNode, span: Span) -> NamedNode:
    """Return the IRI of a range of an article's text, as RFC 5147 writes it: <…/article/ID#char=START,END>."""
    return NamedNode(f"{article_.value}#char={span.start},{span.end}")


_CHAR = re.compile(r"#char=(\d+),(\d+)(?:&class=(.+))?$")


def span_of(node: NamedNode) -> Span:
    """Return the range that `span_node` or `mention_node` wrote; raise StoreError if the IRI names none."""
    found = _CHAR.search(node.value)
    if not found:
        raise StoreError(node.value, "no range of text", "expected #char=START,END", "build the graph anew")
    return Span(int(found[1]), int(found[2]))


def mention_node(article_: NamedNode, span: Span, class_: str) -> NamedNode:
    """Return the IRI of a mention whose class differs from its entity's: <…#char=START,END&class=CURIE>."""
    return NamedNode(f"{article_.value}#char={span.start},{span.end}&class={quoted(class_)}")


def mention_class(node: NamedNode) -> str | None:
    """Return the CURIE that `mention_node` wrote, None for a plain range."""
    found = _CHAR.search(node.value)
    return unquote(found[3]) if found and found[3] else None


def described(article_: NamedNode, entity_: str) -> NamedNode:
    """Return the IRI under which an article's graph describes an entity of its own: <…/article/ID#entity=OWN>."""
    return NamedNode(f"{article_.value}#entity={quoted(entity_)}")


def own_id(described_: NamedNode) -> str:
    """Return the own id that `described` wrote; raise StoreError if the IRI holds none."""
    _, mark, id_ = described_.value.partition("#entity=")
    if not mark:
        raise StoreError(described_.value, "no entity of an article", "expected #entity=ID", "build the graph anew")
    return unquote(id_)


class Names:
    """CURIEs <-> IRIs, by the prefixes of the graph and of the ontologies it was built with."""

    def __init__(self, prefixes: Mapping[str, str] = PREFIXES) -> None:
        self.prefixes = {**prefixes, **PREFIXES}
        self._longest_first = sorted(
            ((namespace, prefix) for prefix, namespace in self.prefixes.items()), key=lambda p: (-len(p[0]), p[1])
        )
        self._iris: dict[str, NamedNode] = {}
        self._curies: dict[str, str] = {}

    def iri(self, curie: str) -> NamedNode:
        """Return the IRI of a CURIE, or of a full IRI; raise StoreError on an unknown prefix."""
        if curie not in self._iris:
            self._iris[curie] = self._expanded(curie)
        return self._iris[curie]

    def curie(self, node: NamedNode) -> str:
        """Return the CURIE by the longest namespace that fits, or the IRI itself."""
        value = node.value
        if value not in self._curies:
            self._curies[value] = self._shortened(value)
        return self._curies[value]

    def _expanded(self, curie: str) -> NamedNode:
        prefix, colon, rest = curie.partition(":")
        full = curie if rest.startswith("//") else self.prefixes.get(prefix, "") + rest
        if not colon or (full == rest):
            known = ", ".join(sorted(self.prefixes))
            raise StoreError(
                f"name {curie!r}", "its prefix is unknown", f"known are {known}", "declare it in the ontology"
            )
        try:
            return NamedNode(full)
        except ValueError as fault:
            raise StoreError(f"name {curie!r}", f"{full} is no IRI: {fault}", "", "mend it in the ontology") from None

    def _shortened(self, value: str) -> str:
        for namespace, prefix in self._longest_first:
            if value.startswith(namespace):
                return f"{prefix}:{value[len(namespace) :]}"
        return value
