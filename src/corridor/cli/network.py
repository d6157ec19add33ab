"""`corridor network`: check, show and format the tables of a network."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from json import dumps
from pathlib import Path

from corridor.cli.output import deliver, tell
from corridor.cli.text import plain
from corridor.data.load import PACKAGE_FILE, load_network, read_validated, reference_folder
from corridor.data.tables import GEOMETRY_FILE, TABLES
from corridor.data.write import write_text
from corridor.errors import NetworkDataError

_INVALID = 4


def check(*, network: str | None = None, json: bool = False, strict: bool = False) -> int:
    """Check the tables by every rule and report all findings; `strict` counts warnings as errors."""
    from corridor.data.checks import check_network  # noqa: PLC0415 - pyproj and pydantic only where needed

    found = check_network(_folder(network))
    counts = Counter(finding.severity for finding in found)
    if json:
        deliver(dumps({"findings": [asdict(finding) for finding in found]}, ensure_ascii=False, indent=1) + "\n", None)
    else:
        deliver("".join(plain(str(finding)) + "\n" for finding in found), None)
    tell(f"{counts['error']} errors, {counts['warning']} warnings, {counts['info']} remarks")
    return _INVALID if counts["error"] or (strict and counts["warning"]) else 0


def draw(
    *, by: str = "status", output: str | None = None, network: str | None = None, lang: str = "en", tiles: str = ""
) -> int:
    """Draw a whole network by mode and status, or its rails by gauge, as one HTML file."""
    from corridor.lang import translator  # noqa: PLC0415 - Folium and words only for who asks for a map
    from corridor.maps.network import draw_network  # noqa: PLC0415
    from corridor.maps.tiles import with_tiles  # noqa: PLC0415

    made = load_network(network)
    page = draw_network(made, "gauge" if by == "gauge" else "status", t=translator(lang)).html()
    return deliver(with_tiles(page, tiles), output or f"{made.name}-{by}.html")


def show(*, network: str | None = None, json: bool = False) -> int:
    """Show what a network holds: places, km by mode and status, sources, confidence of its figures."""
    made = load_network(network)
    km = Counter[str]()
    for link in made.links.values():
        km[f"{link.mode} {link.status.replace('_', ' ')}"] += round(link.length.value)
    marks = Counter(link.length.confidence for link in made.links.values())
    tables = made.parameters
    for table in (
        tables.tariffs,
        tables.dwells,
        tables.charges,
        tables.speeds,
        tables.running_times,
        tables.emission_factors,
    ):
        marks.update(figure.confidence for _, figure in table.items())
    if json:
        document = {
            "name": made.name,
            "as_of": made.as_of,
            "places": len(made.nodes),
            "links": len(made.links),
            "transfers": len(made.transfers),
            "sources": len(made.sources),
            "length_km": dict(sorted(km.items())),
            "figures_by_confidence": dict(sorted(marks.items())),
        }
        return deliver(dumps(document, indent=1) + "\n", None)
    lines = [plain(str(made)), "", "km by mode and status (each direction counted once):"]
    lines += [f"  {what:<28}{length:>10,}" for what, length in sorted(km.items())]
    lines += ["", "figures by confidence (A read in the source, B derived or weaker, C estimate):"]
    lines += [f"  {mark:<28}{count:>10,}" for mark, count in sorted(marks.items())]
    return deliver("\n".join(lines) + "\n", None)


def format_tables(*, network: str | None = None, check: bool = False) -> int:
    """Bring the tables into canonical form and write their `datapackage.json`.

    Nothing is written while the tables have errors.
    """
    from corridor.data.describe import datapackage  # noqa: PLC0415
    from corridor.data.format import canonical_geometry, canonical_table  # noqa: PLC0415
    from corridor.data.geometry import parse_geometry  # noqa: PLC0415

    folder = _folder(network)
    rows, found = read_validated(folder)
    geometry, faults = parse_geometry(folder)
    if any(finding.severity == "error" for finding in (*found, *faults)):
        raise NetworkDataError([*found, *faults])
    wanted = {item.file: canonical_table(item, rows[item.name]) for item in TABLES}
    if geometry:
        wanted[GEOMETRY_FILE] = canonical_geometry(geometry)
    changed = _bring(folder, wanted, verify=check)
    changed += _bring(folder, {PACKAGE_FILE: datapackage(folder)}, verify=check)
    for name in changed:
        tell(f"{'would change' if check else 'wrote'} {name}")
    return _INVALID if check and changed else 0


def _bring(folder: Path, wanted: dict[str, str], *, verify: bool) -> list[str]:
    changed = []
    for name, text in wanted.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != text.encode():
            changed.append(name)
            if not verify:
                write_text(path, text)
    return changed


def _folder(network: str | None) -> Path:
    return reference_folder() if network is None else Path(network)
