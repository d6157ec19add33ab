"""One self-contained HTML file for an answer: words, map, charts, tables and sources."""
