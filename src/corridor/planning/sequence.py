"""Sequences of modes (rail, then sea, then road): how they are written, and the automaton that keeps them.

A term is a mode; a mode with a question mark, which may be left out; or `...`, which stands for any modes
or none.  An itinerary fits when the modes of its legs are such a sequence, runs of the same mode counting
as one: transfers and gauge changes within a mode do not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from corridor.errors import QueryError, nearest
from corridor.model.state import MODES, Mode
from corridor.search.language import Automaton

ANYTHING = "..."
OPTIONAL = "?"
_BEGIN = -1

_Place = tuple[int, str]
"""A position in a sequence: the term last begun, and the mode of the run that the cargo is on."""


def read_sequence(terms: Sequence[str], modes: frozenset[Mode]) -> tuple[str, ...]:
    """Check the terms of a sequence; raise `QueryError` for what no itinerary could fit.

    >>> read_sequence(["rail", "sea?", "road"], frozenset(MODES))
    ('rail', 'sea?', 'road')
    """
    for term in terms:
        mode = term.removesuffix(OPTIONAL)
        if term == ANYTHING:
            continue
        if mode not in MODES:
            choices = f"write {', '.join(MODES)}, with a ? behind what may be left out, or {ANYTHING} for any"
            raise QueryError("--sequence", term, choices, nearest(mode, MODES))
        if mode not in modes and not term.endswith(OPTIONAL):
            raise QueryError("--sequence", ",".join(terms), f"it needs {mode}, which --modes leaves out")
    for one, other in pairwise(terms):
        if one == other and one in MODES:
            raise QueryError("--sequence", ",".join(terms), f"runs of the same mode count as one; write {one} once")
    return tuple(terms)


@lru_cache(maxsize=64)
def automaton_of(terms: tuple[str, ...]) -> Automaton:
    """Make the deterministic automaton over the modes of links that keeps a sequence.

    Where a term is left out between two of the same mode, the two runs are one: `rail,sea?,rail` admits
    rail alone.

    >>> [dict(moves) for moves in automaton_of(("rail", "sea")).moves]
    [{'rail': 1}, {'rail': 1, 'sea': 2}, {'sea': 2}]
    """
    start = frozenset({(_BEGIN, "")})
    numbers = {start: 0}
    moves: list[dict[str, int]] = []
    waiting = [start]
    for places in waiting:
        moves.append({})
        for mode in MODES:
            after = frozenset(_joined(terms, {there for place in places for there in _read(terms, place, mode)}))
            if after and after not in numbers:
                numbers[after] = len(numbers)
                waiting.append(after)
            if after:
                moves[-1][mode] = numbers[after]
    accepting = {
        number for places, number in numbers.items() if any(_may_end(terms, position) for position, _ in places)
    }
    return Automaton(tuple(moves), accepting)


def _read(terms: tuple[str, ...], place: _Place, mode: str) -> Iterator[_Place]:
    position, running = place
    if mode == running:
        yield place
    for following in _next_terms(terms, position):
        if _admits(terms[following], mode):
            yield following, mode


def _joined(terms: tuple[str, ...], places: set[_Place]) -> set[_Place]:
    """Add the places at which the run that is on counts as that of a later term too."""
    waiting = list(places)
    while waiting:
        position, mode = waiting.pop()
        for following in _next_terms(terms, position):
            there = following, mode
            if _admits(terms[following], mode) and there not in places:
                places.add(there)
                waiting.append(there)
    return places


def _next_terms(terms: tuple[str, ...], position: int) -> Iterator[int]:
    if position >= 0 and terms[position] == ANYTHING:
        yield position
    for following in range(position + 1, len(terms)):
        yield following
        if not _may_lack(terms[following]):
            return


def _may_end(terms: tuple[str, ...], position: int) -> bool:
    return all(map(_may_lack, terms[position + 1 :]))


def _may_lack(term: str) -> bool:
    return term == ANYTHING or term.endswith(OPTIONAL)


def _admits(term: str, mode: str) -> bool:
    return term == ANYTHING or term.removesuffix(OPTIONAL) == mode
