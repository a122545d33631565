"""Graphs that a server holds, behind a SPARQL 1.1 endpoint.

client     requests over HTTP, with credentials       dataset   quads over the SPARQL protocols
opening    is there a graph, of which version       lock      who writes
origins    which file gave which article
"""
