"""A script drawn as a graph for the person who wrote it: `reading` makes the graph, `mermaid` a text of it."""
