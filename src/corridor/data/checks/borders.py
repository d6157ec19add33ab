"""Countries and borders: a crossing is paid once, both ways are said, and every link has one country."""

from __future__ import annotations

from collections.abc import Iterator

from corridor.data.checks.rule import Objection, Subject, rule
from corridor.data.outlines import COARSE_DEGREES, rings_by_country
from corridor.model.place import INTERNATIONAL_WATERS


@rule("N421", "error")
def crossing_without_border(subject: Subject) -> Iterator[Objection]:
    """A land link between two countries has a border row for each direction of travel."""
    known = {
        (row.link_id, row.from_country, row.to_country) for row in subject.rows["transfer"] if row.kind == "border"
    }
    for link in subject.rows["link"]:
        one, two = subject.nodes[link.from_node_id].country, subject.nodes[link.to_node_id].country
        if link.mode == "sea" or one == two:
            continue
        for leaving, entering in ((one, two),) if link.directed else ((one, two), (two, one)):
            if (link.link_id, leaving, entering) not in known:
                message = f"no border transfer from {leaving} to {entering}; the link cannot be used this way"
                yield Objection("link.csv", link.line, "link_id", link.link_id, message, "add a row to transfer.csv")


@rule("N422", "error")
def border_of_nothing(subject: Subject) -> Iterator[Objection]:
    """A border row names a link that joins just these two countries."""
    for row in subject.rows["transfer"]:
        if row.kind != "border":
            continue
        link = subject.links.get(row.link_id)
        if link is None:
            yield Objection("transfer.csv", row.line, "link_id", row.link_id, "a border needs the link that crosses it")
            continue
        ends = {subject.nodes[link.from_node_id].country, subject.nodes[link.to_node_id].country}
        if ends != {row.from_country, row.to_country}:
            message = f"{row.link_id} joins {' and '.join(sorted(ends))}"
            value = f"{row.from_country}>{row.to_country}"
            yield Objection("transfer.csv", row.line, "from_country", value, message)


@rule("N423", "error")
def country_of_node(subject: Subject) -> Iterator[Objection]:
    """The country code at the head of a node id is the node's country."""
    for node in subject.rows["node"]:
        if node.node_id[:2].upper() != node.country:
            yield Objection("node.csv", node.line, "country", node.country, f"the id says {node.node_id[:2].upper()}")


@rule("N424", "error")
def country_of_link(subject: Subject) -> Iterator[Objection]:
    """A link lies in the country of one of its ends, or at sea in none."""
    for link in subject.rows["link"]:
        ends = {subject.nodes[link.from_node_id].country, subject.nodes[link.to_node_id].country}
        admitted = ends | {INTERNATIONAL_WATERS} if link.mode == "sea" else ends
        if link.country not in admitted:
            message = f"not a country of its ends ({', '.join(sorted(ends))})"
            yield Objection("link.csv", link.line, "country", link.country, message)


@rule("N425", "error")
def restricted_without_advisory(subject: Subject) -> Iterator[Objection]:
    """A restricted link has an advisory that says what is known."""
    for link in subject.rows["link"]:
        if link.status == "restricted" and not link.advisory_ids:
            yield Objection("link.csv", link.line, "advisory_ids", "", "restricted, but no advisory says why")


@rule("N426", "error")
def status_unsourced(subject: Subject) -> Iterator[Objection]:
    """A link that is not simply open says when that was checked, and who says so."""
    for link in subject.rows["link"]:
        if link.status == "open":
            continue
        for name in ("status_as_of", "status_source_id"):
            if not getattr(link, name):
                yield Objection("link.csv", link.line, name, "", f"missing for a link that is {link.status}")


@rule("N427", "warning")
def opening_unsaid(subject: Subject) -> Iterator[Objection]:
    """A link under construction or planned says when it is expected, with a range in order."""
    for link in subject.rows["link"]:
        if link.status not in {"under_construction", "planned"}:
            continue
        span = [text for text in (link.opens_early, link.opens, link.opens_late) if text]
        if not link.opens or span != sorted(span):
            message = "no expected opening, or its range is out of order"
            yield Objection("link.csv", link.line, "opens", " ".join(span), message)


@rule("N428", "warning")
def outside_country(subject: Subject) -> Iterator[Objection]:
    """A place lies in its country, or within some 15 km of it."""
    from shapely import MultiPolygon, Point, Polygon, prepare  # noqa: PLC0415 - only this rule needs it

    shapes: dict[str, MultiPolygon] = {}
    for node in subject.rows["node"]:
        if node.country not in shapes:
            made = MultiPolygon([Polygon(ring) for ring in rings_by_country().get(node.country, [])])
            prepare(made)
            shapes[node.country] = made
        shape = shapes[node.country]
        if not shape.is_empty and not shape.dwithin(Point(node.x_coord, node.y_coord), COARSE_DEGREES):
            value = f"{node.y_coord} N {node.x_coord} E"
            yield Objection(
                "node.csv", node.line, "x_coord", value, f"not in {node.country}", "longitude is x, latitude y"
            )
