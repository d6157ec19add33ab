"""Gauges and states: a train changes gauge only where a transfer says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from corridor.data.checks.rule import Objection, Subject, rule
from corridor.model.link import USABLE
from corridor.model.state import STATES, State


def _state(link: object) -> State:
    return State(link.mode, link.carried_on, link.gauge_mm)  # type: ignore[attr-defined]


@rule("N412", "error")
def break_of_gauge(subject: Subject) -> Iterator[Objection]:
    """Where usable tracks of two gauges meet, a gauge change is possible or said not to be."""
    gauges: dict[str, set[int]] = {}
    for link in subject.rows["link"]:
        if link.mode == "rail" and link.status in USABLE and link.gauge_mm:
            for node_id in (link.from_node_id, link.to_node_id):
                gauges.setdefault(node_id, set()).add(link.gauge_mm)
    changing = {row.node_id for row in subject.rows["transfer"] if row.kind == "gauge_change"}
    for node_id, found in gauges.items():
        if len(found) > 1 and node_id not in changing:
            message = f"tracks of {' and '.join(map(str, sorted(found)))} mm meet without a gauge change"
            node = subject.nodes[node_id]
            yield Objection("node.csv", node.line, "node_id", node_id, message, "add a row to transfer.csv")


@rule("N414", "warning")
def transfer_to_nowhere(subject: Subject) -> Iterator[Objection]:
    """Both states of a transfer are served at its place, by a link or by another transfer."""
    served: dict[str, set[State]] = {}
    for link in subject.rows["link"]:
        for node_id in (link.from_node_id, link.to_node_id):
            served.setdefault(node_id, set()).add(_state(link))
    uses = Counter(
        (row.node_id, text) for row in subject.rows["transfer"] for text in {row.from_state, row.to_state} if text
    )
    for row in subject.rows["transfer"]:
        for name in ("from_state", "to_state"):
            text = getattr(row, name)
            if text and STATES[text] not in served.get(row.node_id, ()) and uses[row.node_id, text] == 1:
                message = f"neither a link nor another transfer at {row.node_id} is in this state"
                yield Objection("transfer.csv", row.line, name, text, message)
