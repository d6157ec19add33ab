"""Graph algorithms on whole numbers: no places, no money, no files, only nodes, arcs and weights."""
