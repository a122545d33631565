"""The graph as tables for counting: DuckDB columns beside the quads, kept in step with them.

PLACE/tables.duckdb           derived from the quads, and made anew from them at any time
PLACE/tables-changes.duckdb   what changed since

A writer notes in the journal, before it writes, what it is about to touch. Once it is settled who is who it looks up
just that again, puts it into a copy of the second file, and moves the copy into its place under a new token. A reader
takes the tables only where the journal names their token and nothing as touched, both before and after it opened the
quads; else it asks the quads, which is slower and never wrong. A graph of few statements has no tables until it is
asked for them.
"""
