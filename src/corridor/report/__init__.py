"""The report: everything there is to say between two places in one HTML file, for those who must decide."""

from corridor.report.page import Report, make

__all__ = ["Report", "make"]
