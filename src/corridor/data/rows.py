"""The rows of the tables in `network/`: the schema, with units, limits and references.

GMNS names are used where GMNS has one (node_id, x_coord, link_id, from_node_id, directed, …).  The data
dictionary and `datapackage.json` are generated from here; the pydantic validators are built from here.
Times are hours with p50 as `value`, p10 as `low`, p90 as `high`; money is US dollars.

Annotations are evaluated as the classes are made (no `from __future__ import annotations` here), so that
nobody has to evaluate their text later, on the way to every answer.
"""

from typing import Annotated as A  # noqa: N817 - a hundred columns

from corridor.data.column import COUNTRY, DATE, IDENTIFIER, NODE_ID, Column, Row
from corridor.model.consignment import CARGO_UNITS
from corridor.model.state import CARGO_CLASSES, MODES, STATES
from corridor.model.timetable import CLOCK, DAYS
from corridor.model.transfer import ACTIVITY_OF_DWELL

AsOf = A[str, Column("Date that the figure refers to", pattern=DATE, required=True)]
SourceId = A[
    str,
    Column(
        "Where it was read; `estimate` for our own", pattern=IDENTIFIER, required=True, refers_to="source.source_id"
    ),
]
ConfidenceMark = A[
    str, Column("A read in the source, B derived or weaker source, C estimate", one_of=("A", "B", "C"), required=True)
]
Note = A[str, Column("What a reader should know; how an estimate was made")]
Value = A[float, Column("The figure (for hours: the median)", at_least=0)]
Low = A[float | None, Column("Low end (for hours: 10th percentile); required for estimates", at_least=0)]
High = A[float | None, Column("High end (for hours: 90th percentile); required for estimates", at_least=0)]
Unit = A[str, Column("Unit of the figure", required=True)]
AnyCountry = A[str, Column("ISO 3166-1 alpha-2 code; empty for any", pattern=COUNTRY)]
AnyMode = A[str, Column("Mode; empty for any", one_of=MODES)]
CargoWords = A[
    tuple[str, ...], Column("Cargo classes that may use it, separated by spaces", one_of=CARGO_CLASSES, required=True)
]
StateText = A[str, Column("Mode, carrier and gauge, such as rail/1520 or sea/ship", one_of=tuple(STATES))]
RAIL_CLASSES = ("double", "single", "mountain", "border", "port")
ROAD_CLASSES = ("motorway", "trunk", "mountain", "local", "border")
SEA_CLASSES = ("feeder", "deep_sea", "rail_ferry", "roro", "general_cargo", "tanker")
LINE_CLASSES = tuple(dict.fromkeys((*RAIL_CLASSES, *ROAD_CLASSES, *SEA_CLASSES, "crude")))
AnyLineClass = A[str, Column("Line class; empty for any", one_of=LINE_CLASSES)]
Id = Column("Identifier", pattern=IDENTIFIER, required=True)
YEAR_MONTH = r"20[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
FULL_DATE = r"20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
MONTHS = r"([1-9]|1[0-2])( ([1-9]|1[0-2]))*"


def _node(what: str, *, required: bool = True) -> Column:
    return Column(what, pattern=NODE_ID, required=required, refers_to="node.node_id")


class NodeRow(Row):
    node_id: A[str, Column("Country code and name, stable", pattern=NODE_ID, required=True)]
    name: A[str, Column("Name in English", required=True)]
    country: A[str, Column("ISO 3166-1 alpha-2", pattern=COUNTRY, required=True, refers_to="country.country")]
    node_type: A[
        str,
        Column(
            "What kind of place",
            one_of=("city", "terminal", "station", "seaport", "border_crossing", "junction", "oil_terminal"),
            required=True,
        ),
    ]
    x_coord: A[float, Column("Longitude, WGS 84", "degrees", at_least=-180, at_most=180)]
    y_coord: A[float, Column("Latitude, WGS 84", "degrees", at_least=-90, at_most=90)]
    unlocode: A[str, Column("UN/LOCODE without a space", pattern=r"[A-Z]{2}[A-Z2-9]{3}")]
    note: Note
    as_of: AsOf
    source_id: SourceId
    confidence: ConfidenceMark


class NameRow(Row):
    node_id: A[str, _node("The place")]
    language: A[str, Column("ISO 639-1 code", pattern=r"[a-z]{2}", required=True)]
    name: A[str, Column("A name or spelling in that language", required=True)]
    use: A[str, Column("`chief` marks the name to write where a language has several", one_of=("chief",))]


class CountryRow(Row):
    country: A[str, Column("ISO 3166-1 alpha-2; XZ for international waters", pattern=COUNTRY, required=True)]
    name: A[str, Column("Short English name", required=True)]


class LinkRow(Row):
    link_id: A[str, Id]
    from_node_id: A[str, _node("First node")]
    to_node_id: A[str, _node("Second node")]
    directed: A[bool, Column("1: only from first to second; 0: both ways with the same values")]
    mode: A[str, Column("Mode", one_of=MODES, required=True)]
    line_class: A[str, Column("Kind of line, by which speeds and tariffs apply", one_of=LINE_CLASSES, required=True)]
    length_km: A[float, Column("Length along the line", "km", at_least=0.01, at_most=40000)]
    length_km_low: A[float | None, Column("Low end of the length; required for estimates", "km", at_least=0)]
    length_km_high: A[float | None, Column("High end of the length; required for estimates", "km", at_least=0)]
    country: A[
        str, Column("Country of the line; XZ at sea", pattern=COUNTRY, required=True, refers_to="country.country")
    ]
    gauge_mm: A[int | None, Column("Track gauge, also of rail ferries", "mm", at_least=1000, at_most=1700)]
    traction: A[str, Column("Traction of freight trains", one_of=("electric", "diesel"))]
    tracks: A[int | None, Column("Number of tracks", at_least=1, at_most=4)]
    carried_on: A[str, Column("What the box is on", one_of=("wagon", "truck", "ship", "pipe"), required=True)]
    cargo: CargoWords
    status: A[
        str,
        Column(
            "State of the line", one_of=("open", "restricted", "closed", "under_construction", "planned"), required=True
        ),
    ]
    opens_early: A[str, Column("Earliest expected opening", pattern=YEAR_MONTH)]
    opens: A[str, Column("Expected opening", pattern=YEAR_MONTH)]
    opens_late: A[str, Column("Latest expected opening", pattern=YEAR_MONTH)]
    status_as_of: A[str, Column("When the status was checked", pattern=DATE)]
    status_source_id: A[str, Column("Who says so", pattern=IDENTIFIER, refers_to="source.source_id")]
    advisory_ids: A[
        tuple[str, ...], Column("Advisories that apply, separated by spaces", refers_to="advisory.advisory_id")
    ]
    operator: A[str, Column("Operator or line number")]
    geometry_id: A[str, Column("The drawn line; empty: the link_id", pattern=IDENTIFIER)]
    note: Note
    as_of: AsOf
    source_id: SourceId
    confidence: ConfidenceMark


class TransferRow(Row):
    transfer_id: A[str, Id]
    node_id: A[str, _node("Where it happens")]
    kind: A[str, Column("What happens", one_of=("gauge_change", "transshipment", "boarding", "border"), required=True)]
    from_state: StateText
    to_state: StateText
    directed: A[bool, Column("1: only this way; 0: both ways with the same figures")]
    link_id: A[str, Column("For a border: the link that crosses", pattern=IDENTIFIER, refers_to="link.link_id")]
    from_country: A[str, Column("For a border: country left", pattern=COUNTRY)]
    to_country: A[str, Column("For a border: country entered", pattern=COUNTRY)]
    cargo: CargoWords
    note: Note
    as_of: AsOf
    source_id: SourceId
    confidence: ConfidenceMark


class ServiceRow(Row):
    service_id: A[str, Id]
    link_id: A[
        str,
        Column(
            "The link it runs on; of a block train, the rail link on which it leaves its terminal",
            pattern=IDENTIFIER, required=True, refers_to="link.link_id",
        ),
    ]  # fmt: skip
    name: A[str, Column("Name of the service", required=True)]
    operator: A[str, Column("Operator")]
    departures_per_week: A[float, Column("Typical departures", "1/week", at_least=0.01, at_most=1000)]
    departures_low: A[float | None, Column("Few departures", "1/week", at_least=0.01)]
    departures_high: A[float | None, Column("Many departures", "1/week", at_least=0.01)]
    regularity: A[str, Column("How departures are set", one_of=("timetable", "irregular", "when_full"), required=True)]
    units_to_fill: A[
        float | None,
        Column(
            "Units with which it leaves when full, coming one by one; empty: not known", at_least=1, at_most=100_000
        ),
    ]
    capacity: A[str, Column("Capacity in words")]
    note: Note
    as_of: AsOf
    source_id: SourceId
    confidence: ConfidenceMark


class TimetableRow(Row):
    subject: A[
        str,
        Column("A service_id for departures, a link_id for hours of opening", pattern=IDENTIFIER, required=True),
    ]
    days: A[tuple[str, ...], Column("Days of the week, separated by spaces", one_of=DAYS, required=True)]
    begins: A[
        str,
        Column("Local time of departure, or of opening; empty: a departure by the end of the day", pattern=CLOCK),
    ]
    ends: A[str, Column("Local time at which the link shuts; empty for a departure", pattern=CLOCK)]
    cutoff_hours: A[
        float | None, Column("Cargo is taken until so long before the departure", "h", at_least=0, at_most=336)
    ]
    valid_from: A[str, Column("First day; empty: no first day is said", pattern=FULL_DATE)]
    valid_to: A[str, Column("Last day; empty: no last day is said", pattern=FULL_DATE)]
    note: Note
    as_of: AsOf
    source_id: SourceId
    confidence: ConfidenceMark


class RunningTimeRow(Row):
    link_id: A[str, Column("The link", pattern=IDENTIFIER, required=True, refers_to="link.link_id")]
    value: Value
    low: Low
    high: High
    unit: Unit
    as_of: AsOf
    source_id: SourceId
    confidence: ConfidenceMark
    note: Note


class SpeedRow(Row):
    mode: A[str, Column("Mode", one_of=MODES, required=True)]
    country: AnyCountry
    line_class: AnyLineClass
    value: A[float, Column("Commercial speed, stops on the line included", "km/h", at_least=0.1, at_most=200)]
    low: A[float | None, Column("Slow: gives the 90th percentile of the time", "km/h", at_least=0.1, at_most=200)]
    high: A[float | None, Column("Fast: gives the 10th percentile of the time", "km/h", at_least=0.1, at_most=200)]
    unit: Unit
    as_of: AsOf
    source_id: SourceId
    confidence: ConfidenceMark
    note: Note


TransferKindWord = A[
    str,
    Column(
        "Kind of transfer; empty for any",
        one_of=("loading", "unloading", "transshipment", "boarding", "gauge_change", "border", "waiting"),
    ),
]
Subject = A[str, Column("A transfer_id or service_id; empty for a default", pattern=IDENTIFIER)]
FromMode = A[str, Column("Mode before; empty for any", one_of=MODES)]
ToMode = A[str, Column("Mode after; empty for any", one_of=MODES)]


class DwellRow(Row):
    subject: Subject
    kind: TransferKindWord
    country: AnyCountry
    from_mode: FromMode
    to_mode: ToMode
    cargo: A[str, Column("Cargo class; empty for any", one_of=CARGO_CLASSES)]
    months: A[str, Column("Months in which it replaces the year-round figure", pattern=MONTHS)]
    activity: A[str, Column("What the time goes into", one_of=tuple(ACTIVITY_OF_DWELL), required=True)]
    chance: A[
        float | None,
        Column(
            "Of a closure: the share of sailings that meet it; its value is then their mean wait", at_least=0, at_most=1
        ),
    ]
    value: Value
    low: Low
    high: High
    unit: Unit
    as_of: AsOf
    source_id: SourceId
    confidence: ConfidenceMark
    note: Note


class ChargeRow(Row):
    subject: Subject
    kind: TransferKindWord
    country: AnyCountry
    from_mode: FromMode
    to_mode: ToMode
    cargo_unit: A[str, Column("Loading unit charged", one_of=CARGO_UNITS, required=True)]
    item: A[str, Column("What is charged", pattern=r"[a-z_]+", required=True)]
    value: Value
    low: Low
    high: High
    unit: Unit
    as_of: AsOf
    source_id: SourceId
    confidence: ConfidenceMark
    note: Note


class TariffRow(Row):
    link_id: A[str, Column("One link; empty for a tariff by mode", pattern=IDENTIFIER, refers_to="link.link_id")]
    mode: AnyMode
    country: AnyCountry
    line_class: AnyLineClass
    commodity: A[str, Column("Commodity, for cargo by the tonne; empty for any", one_of=("grain", "metals", "crude"))]
    cargo_unit: A[str, Column("Loading unit charged", one_of=CARGO_UNITS, required=True)]
    basis: A[str, Column("per_km, or per_unit for the whole link", one_of=("per_km", "per_unit"), required=True)]
    value: Value
    low: Low
    high: High
    unit: Unit
    as_of: AsOf
    source_id: SourceId
    confidence: ConfidenceMark
    note: Note


class EmissionFactorRow(Row):
    activity: A[str, Column("haulage or handling", one_of=("haulage", "handling"), required=True)]
    mode: A[str, Column("Mode; for a gauge change: gauge_change", one_of=(*MODES, "gauge_change"))]
    country: AnyCountry
    traction: A[str, Column("Traction; empty for any", one_of=("electric", "diesel"))]
    line_class: AnyLineClass
    value: Value
    low: Low
    high: High
    unit: Unit
    as_of: AsOf
    source_id: SourceId
    confidence: ConfidenceMark
    note: Note


class ParameterRow(Row):
    parameter: A[str, Column("Name of the parameter", pattern=r"[a-z][a-z0-9_]*", required=True)]
    country: AnyCountry
    mode: AnyMode
    value: Value
    low: Low
    high: High
    unit: Unit
    as_of: AsOf
    source_id: SourceId
    confidence: ConfidenceMark
    note: Note


class CapacityRow(Row):
    subject: A[
        str, Column("A link_id, a node_id or corridor:NAME", pattern=r"[A-Za-z0-9][A-Za-z0-9._:-]*", required=True)
    ]
    horizon: A[str, Column("now or planned", one_of=("now", "planned"), required=True)]
    value: Value
    low: Low
    high: High
    unit: Unit
    as_of: AsOf
    source_id: SourceId
    confidence: ConfidenceMark
    note: Note


class AdvisoryRow(Row):
    advisory_id: A[str, Id]
    severity: A[str, Column("How grave", one_of=("info", "caution", "warning"), required=True)]
    title: A[str, Column("A few words", required=True)]
    text: A[str, Column("What is known, plainly", required=True)]
    checked_on: A[str, Column("When it was checked", pattern=DATE, required=True)]
    source_id: SourceId
    confidence: ConfidenceMark


class CorridorRow(Row):
    corridor_id: A[str, Id]
    name: A[str, Column("Name in English", required=True)]
    rank: A[int, Column("Rules are tried in this order", at_least=1, at_most=999)]
    passes: A[tuple[str, ...], Column("Patterns on node ids, link ids and country:XX that must all be met")]
    avoids: A[tuple[str, ...], Column("Patterns of which none may be met")]


class SourceRow(Row):
    source_id: A[str, Id]
    title: A[str, Column("Title or claim", required=True)]
    publisher: A[str, Column("Publisher", required=True)]
    date: A[str, Column("Date of publication; empty when not dated")]
    url: A[
        str,
        Column("Address; empty for a method or for a document without one", pattern=r"https?://\S+( ; https?://\S+)*"),
    ]
    note: Note
