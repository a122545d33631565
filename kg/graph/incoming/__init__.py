"""Graphs that come back from a file: read, put into their named graphs, checked, and added article by article.

files    paths -> quads          homes     triples of a format without named graphs -> quads
checked  quads -> extractions    filling   extractions -> store
"""
