"""News articles in, a provenance-backed RDF knowledge graph out."""

__version__ = "0.1.0"
