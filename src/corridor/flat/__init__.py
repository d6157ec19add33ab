"""Plain networks of any size: nodes, links and a few sums along them, without gauges, borders or tariffs.

>>> import corridor as cr
>>> net = cr.flat.FlatNetwork.from_arrays([0, 0, 1], [2, 1, 2], {"length_m": [9, 1, 1], "time_s": [1, 2, 2]})
>>> net.route(0, 2, minimize="length_m").totals
{'length_m': 2, 'time_s': 4}
"""

from corridor.flat.answers import FlatAlternatives, FlatFrontier, FlatRoute
from corridor.flat.criterion import Criterion
from corridor.flat.network import FlatNetwork

__all__ = ["Criterion", "FlatAlternatives", "FlatFrontier", "FlatNetwork", "FlatRoute"]
