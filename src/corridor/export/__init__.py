"""Answers and networks in the forms that analysts go on working with."""

from corridor.export.frames import legs_frame, links_frame, nodes_frame

__all__ = ["legs_frame", "links_frame", "nodes_frame"]
