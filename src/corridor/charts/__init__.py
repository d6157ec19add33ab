"""Figures as self-contained SVG, drawn from small functions, and frames for those who draw their own."""
