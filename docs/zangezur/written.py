"""The page as Markdown and as HTML with a map, both from one reckoning."""

from __future__ import annotations

from functools import cache
from itertools import product

from corridor.maps.several import Way, page_with_map
from zangezur import content, page
from zangezur.figures import DESTINATIONS, ORIGINS, TURNED, Figures, reckon


@cache
def _figures() -> Figures:
    return reckon()


def markdown_page() -> str:
    """Give docs/zangezur-vs-iran.md."""
    return page.markdown([*content.blocks(_figures()), *content.sources(_figures())])


def html_page() -> str:
    """Give maps/zangezur-vs-iran.html: the same words, with the three ways of one pair on a map."""
    told = _figures()
    blocks = [*content.blocks(told), *content.sources(told)]
    lead = 4  # the title, what it is reckoned from, and the short answer
    pairs = dict(zip(product(ORIGINS, DESTINATIONS), told.patient, strict=True))
    ways = [
        Way(f"{content.NAMES[one.corridor]}, {' – '.join(TURNED)}", one.itinerary)
        for one in pairs[TURNED].contenders
        if one.itinerary is not None
    ]
    return page_with_map(content.TITLE, ways, page.html(blocks[:lead]), page.html(blocks[lead:]), page.CSS).html()
