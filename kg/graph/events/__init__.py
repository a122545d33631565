"""Events in the graph: nodes that hold together what is said of one happening."""
