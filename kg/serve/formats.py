"""Which format an answer takes: what the client accepts, among what there is to offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat, RdfFormat

UTF8 = "; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Offer:
    """A media type that can be answered with; `names` are its short names in addresses, `written` how it is written."""

    type: str
    names: tuple[str, ...]
    written: QueryResultsFormat | RdfFormat | None = None

    @property
    def header(self) -> str:
        """Return the Content-Type."""
        return f"{self.type}{UTF8}" if self.type.startswith("text/") else self.type


PAGE = Offer("text/html", ("html",))
RESULTS = (
    Offer("application/sparql-results+json", ("json",), QueryResultsFormat.JSON),
    Offer("application/sparql-results+xml", ("xml",), QueryResultsFormat.XML),
    Offer("text/csv", ("csv",), QueryResultsFormat.CSV),
    Offer("text/tab-separated-values", ("tsv",), QueryResultsFormat.TSV),
    Offer("application/json", (), QueryResultsFormat.JSON),
    Offer("application/xml", (), QueryResultsFormat.XML),
)
GRAPHS = (
    Offer("text/turtle", ("turtle", "ttl"), RdfFormat.TURTLE),
    Offer("application/n-triples", ("ntriples", "nt"), RdfFormat.N_TRIPLES),
    Offer("application/rdf+xml", ("rdfxml", "rdf", "xml"), RdfFormat.RDF_XML),
    Offer("application/ld+json", ("jsonld", "json"), RdfFormat.JSON_LD),
    Offer("application/xml", (), RdfFormat.RDF_XML),
)
DATASETS = (
    Offer("application/trig", ("trig",), RdfFormat.TRIG),
    Offer("application/n-quads", ("nquads", "nq"), RdfFormat.N_QUADS),
)


def negotiated(accept: str, offers: Sequence[Offer], name: str = "") -> Offer | None:
    """Return the offer of a name if one is given, else what an Accept header likes best, the first among equals.

    None if no offer fits. Without a header anything is accepted.
    """
    if name:
        return next((offer for offer in offers if name in offer.names), None)
    wanted = list(_ranges(accept)) or [("*/*", 1.0)]
    liked = [(_quality(offer.type, wanted), -number) for number, offer in enumerate(offers)]
    best, place = max(liked)
    return offers[-place] if best > 0 else None


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        range_, *parameters = (piece.strip() for piece in part.split(";"))
        if range_:
            yield range_.lower(), _weight(dict(one.split("=", 1) for one in parameters if "=" in one))


def _weight(parameters: Mapping[str, str]) -> float:
    try:
        return min(1.0, max(0.0, float(parameters.get("q", "1"))))
    except ValueError:
        return 1.0


def _quality(type_: str, wanted: Sequence[tuple[str, float]]) -> float:
    """Return the weight of the most specific range that fits, as RFC 9110 has it."""
    for range_ in (type_, f"{type_.partition('/')[0]}/*", "*/*"):
        weights = [weight for one, weight in wanted if one == range_]
        if weights:
            return max(weights)
    return 0.0


NAMES = frozenset(name for offer in (*RESULTS, *GRAPHS) for name in offer.names)
"""The short names of what a SPARQL query can be answered with."""
