"""Graphs that come back from a file: read, put into their named graphs, checked, and added article by article.

files     places -> files          homes    triples of a format without named graphs -> quads
datasets  files -> quads           sealed   quads of a file that is as it was written
checked   quads -> extractions     filling  extractions -> store
"""
