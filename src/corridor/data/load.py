"""Loading a network: the one that ships with the package, or any folder of the same tables.

The shipped tables were validated when they were packaged, which `datapackage.json` records as a
checksum of each file.  While these still fit, validation is not repeated: importing and running the validators
would double the time of a query.  Any other folder, and the shipped one after an edit, is validated whole.
"""

from __future__ import annotations

import json
import zlib
from functools import partial
from pathlib import Path

from corridor.data.build import build
from corridor.data.geometry import read_geometry
from corridor.data.read import read_stamped, read_tables
from corridor.data.references import check_references
from corridor.data.tables import TABLES, Rows
from corridor.errors import Finding, NetworkDataError
from corridor.model.network import Network

PACKAGE_FILE = "datapackage.json"


def reference_folder() -> Path:
    """Give the folder of the shipped tables: inside the package, or at the top of a checkout."""
    here = Path(__file__).resolve()
    packaged = here.parents[1] / "_network"
    return packaged if packaged.is_dir() else here.parents[3] / "network"


def load_network(folder: str | Path | None = None) -> Network:
    """Load a network from a folder of tables, or the reference network when none is given.

    Raises `NetworkDataError` with every finding of severity error.

    >>> load_network().nodes["kz-aktau"].country
    'KZ'
    """
    path = reference_folder() if folder is None else Path(folder)
    if folder is None and is_stamped(path):
        rows = read_stamped(path)
    else:
        rows, found = read_validated(path)
        errors = [finding for finding in found if finding.severity == "error"]
        if errors:
            raise NetworkDataError(errors)
    return build("reference" if folder is None else path.name, rows, partial(read_geometry, path))


def read_validated(folder: Path) -> tuple[Rows, list[Finding]]:
    """Read a folder's tables and check rows and references; give all findings."""
    from corridor.data.validate import validate  # noqa: PLC0415 - pydantic only where something is validated

    if not _is_folder(folder):
        return {}, [Finding("F100", "error", str(folder)[:200], 0, "", "", "there is no such folder")]
    rows, found = read_tables(folder)
    found += validate(rows)
    found += check_references(rows)
    return rows, found


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name too long, or with a NUL
        return False


def checksum(path: Path) -> str:
    """Give the CRC-32 of a file, which tells quickly whether it was edited since."""
    return f"{zlib.crc32(path.read_bytes()):08x}"


def is_stamped(folder: Path) -> bool:
    """Say whether the tables are those that were validated when the package file was written."""
    try:
        package = json.loads((folder / PACKAGE_FILE).read_bytes())
        stamps = {resource["path"]: resource.get("crc32") for resource in package["resources"]}
        return all(stamps.get(item.file) == checksum(folder / item.file) for item in TABLES)
    except (OSError, ValueError, KeyError, TypeError):
        return False
