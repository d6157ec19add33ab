"""Shapley values, exactly: what each lever adds on average over all orders in which the levers could be pulled.

A waterfall that pulls levers one after another depends on its order; the mean over all orders does not, adds up
to the whole, gives levers that do the same the same, and a lever that does nothing nothing (Shapley 1953).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import factorial

MOST = 10
"""Levers that are attributed at most: each more doubles the number of answers that it takes."""


def shapley_values(totals: Sequence[int]) -> list[Fraction]:
    """Give the Shapley value of each lever; `totals` holds the total for each set of levers, by its bit mask.

    phi_i = sum over the sets S without i of |S|! (n - |S| - 1)! / n! x (v(S with i) - v(S)).

    >>> shapley_values([0, 0, 0, 250])  # two levers that work only together
    [Fraction(125, 1), Fraction(125, 1)]
    """
    count = _count(totals)
    weights = [factorial(size) * factorial(count - size - 1) for size in range(count)]
    whole = factorial(count)
    return [
        Fraction(
            sum(
                weights[mask.bit_count()] * (totals[mask | 1 << lever] - totals[mask])
                for mask in range(len(totals))
                if not mask >> lever & 1
            ),
            whole,
        )
        for lever in range(count)
    ]


def one_at_a_time(totals: Sequence[int]) -> list[int]:
    """Give what each lever does when it alone is pulled.

    >>> one_at_a_time([0, 0, 0, 250])
    [0, 0]
    """
    return [totals[1 << lever] - totals[0] for lever in range(_count(totals))]


def last_in(totals: Sequence[int]) -> list[int]:
    """Give what each lever adds when all others are pulled already.

    >>> last_in([0, 0, 0, 250])
    [250, 250]
    """
    full = len(totals) - 1
    return [totals[full] - totals[full & ~(1 << lever)] for lever in range(_count(totals))]


def _count(totals: Sequence[int]) -> int:
    count = len(totals).bit_length() - 1
    if len(totals) != 1 << count:
        msg = f"totals for {len(totals)} sets, which is no power of two"
        raise ValueError(msg)
    return count
