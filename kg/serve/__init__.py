"""`kg serve`: one local web application over a graph: a SPARQL endpoint, a JSON interface and pages to read."""
