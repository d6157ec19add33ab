"""Reach: places that no open way leads to, and names that several places share."""

from __future__ import annotations

from collections.abc import Iterator

from corridor.data.checks.rule import Objection, Subject, rule
from corridor.data.tables import TABLES
from corridor.model.gazetteer import fold
from corridor.model.link import USABLE


@rule("N451", "warning")
def unreachable(subject: Subject) -> Iterator[Objection]:
    """Every place that has an open link is connected with the rest, whatever the cargo."""
    parent = {node_id: node_id for node_id in subject.nodes}

    def root(node_id: str) -> str:
        while parent[node_id] != node_id:
            parent[node_id] = parent[parent[node_id]]
            node_id = parent[node_id]
        return node_id

    open_ends = set()
    for link in subject.rows["link"]:
        if link.status in USABLE:
            parent[root(link.from_node_id)] = root(link.to_node_id)
            open_ends |= {link.from_node_id, link.to_node_id}
    sizes: dict[str, int] = {}
    for node_id in open_ends:
        sizes[root(node_id)] = sizes.get(root(node_id), 0) + 1
    largest = max(sizes, key=lambda node_id: sizes[node_id], default="")
    for node_id in sorted(open_ends):
        if root(node_id) != largest:
            row = subject.nodes[node_id]
            yield Objection("node.csv", row.line, "node_id", node_id, "no open way leads to the main network")


@rule("N452", "info")
def only_planned(subject: Subject) -> Iterator[Objection]:
    """Every place has an open link, or is there for what is planned."""
    open_ends = {
        node_id
        for link in subject.rows["link"]
        if link.status in USABLE
        for node_id in (link.from_node_id, link.to_node_id)
    }
    linked = {node_id for link in subject.rows["link"] for node_id in (link.from_node_id, link.to_node_id)}
    for node_id in sorted(linked - open_ends):
        row = subject.nodes[node_id]
        yield Objection("node.csv", row.line, "node_id", node_id, "all its links are planned or closed")


@rule("N453", "error")
def no_link(subject: Subject) -> Iterator[Objection]:
    """Every place has a link."""
    linked = {node_id for link in subject.rows["link"] for node_id in (link.from_node_id, link.to_node_id)}
    for row in subject.rows["node"]:
        if row.node_id not in linked:
            yield Objection("node.csv", row.line, "node_id", row.node_id, "no link leads here")


@rule("N454", "warning")
def shared_name(subject: Subject) -> Iterator[Objection]:
    """No two places have the same name, once accents and case are set aside."""
    seen: dict[str, str] = {}
    for row in subject.rows["node"]:
        key = fold(row.name)
        if key in seen:
            yield Objection("node.csv", row.line, "name", row.name, f"also the name of {seen[key]}", "tell them apart")
        seen.setdefault(key, row.node_id)


@rule("N461", "warning")
def not_canonical(subject: Subject) -> Iterator[Objection]:
    """Tables are in canonical form."""
    from corridor.data.format import canonical_table  # noqa: PLC0415 - only this rule needs it

    for item in TABLES:
        path = subject.folder / item.file
        if path.read_bytes().decode() != canonical_table(item, subject.rows[item.name]):
            hint = "run `corridor network format`"
            yield Objection(item.file, 0, "", "", "not in canonical form", hint)
