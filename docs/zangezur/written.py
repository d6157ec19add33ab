"""The page as Markdown and as HTML, both from one reckoning."""

from __future__ import annotations

from functools import cache

from zangezur import content, page
from zangezur.figures import Figures, reckon


@cache
def _figures() -> Figures:
    return reckon()


def markdown_page() -> str:
    """Give docs/zangezur-vs-iran.md."""
    return page.markdown([*content.blocks(_figures()), *content.sources(_figures())])
