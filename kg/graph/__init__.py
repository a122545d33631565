"""Statements and their evidence as RDF, and the store that holds them on disk."""
