"""From bytes to rows, trusting nothing: encoding, structure and every number are checked, all at once.

The standard `csv` module reads text exactly (pandas would turn Namibia's code `NA` into a missing value).
Numbers are plain decimals: `1_000`, `1,5`, `NaN`, `1e999` and non-Latin digits are refused.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from corridor.data.column import Field, fields_of
from corridor.data.tables import TABLES, Rows, Table
from corridor.errors import Finding, nearest

LARGEST_FILE = 512 * 2**20
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,12})?", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def read_tables(folder: Path) -> tuple[Rows, list[Finding]]:
    """Read every table of a folder; give the rows that could be read and all findings."""
    found: list[Finding] = []
    return {item.name: read_table(folder / item.file, item, found) for item in TABLES}, found


def read_table(path: Path, item: Table, found: list[Finding]) -> list[Any]:
    """Read one table, adding what is wrong to `found`; rows with a wrong cell are left out."""
    text = read_text(path, found)
    if text is None:
        return []
    rows = []
    for line, cells in _records(text, path.name, item, found):
        row = _row(line, cells, item, found)
        if row is not None:
            rows.append(row)
    return rows


def read_stamped(folder: Path) -> Rows:
    """Read tables that are known, by their hash, to be sound: the same rows as `read_tables`, without its doubts."""
    rows: Rows = {}
    for item in TABLES:
        kinds = [(field.kind, field.optional) for field in fields_of(item.row_class)]
        turn = [_QUICK[kind, optional] for kind, optional in kinds]
        with (folder / item.file).open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            make = item.row_class
            rows[item.name] = [
                make(line, *[cell if to is None else to(cell) for to, cell in zip(turn, cells, strict=True)])
                for line, cells in enumerate(reader, 2)
            ]
    return rows


def read_text(path: Path, found: list[Finding]) -> str | None:
    """Read a file of the network as UTF-8 text; add what is wrong to `found` and give None."""
    text, fault = _decoded(path)
    if fault is not None:
        found.append(fault)
    return text


def _decoded(path: Path) -> tuple[str | None, Finding | None]:  # noqa: PLR0911 - one return a fault
    def fault(code: str, message: str, hint: str = "", line: int = 0) -> tuple[None, Finding]:
        return None, Finding(code, "error", path.name, line, "", "", message, hint)

    try:
        if not path.exists():
            return fault("F101", "the table is missing", "every table must exist, if only with its header")
        if not path.is_file():
            return fault("F102", "this is not a regular file")
        if path.stat().st_size > LARGEST_FILE:
            return fault("F103", f"the file is larger than {LARGEST_FILE // 2**20} MiB")
        data = path.read_bytes()
    except OSError as error:
        return fault("F102", f"cannot be read: {error.strerror}")
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return fault("F104", "the file begins with a byte order mark", "save it as plain UTF-8", 1)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return fault("F105", "the file is not UTF-8", "save it as UTF-8", data[: error.start].count(b"\n") + 1)
    control = _CONTROL.search(text)
    if control:
        hint = "remove it; control and direction marks are not part of a name"
        line = text[: control.start()].count("\n") + 1
        return fault("F106", f"control character U+{ord(control[0]):04X}", hint, line)
    return text, None


def _records(text: str, file: str, item: Table, found: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """Yield the records under a correct header, each with its line number."""
    names = [field.name for field in fields_of(item.row_class)]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        header = next(reader, None)
        if not _header_fits(header, names, file, found):
            return
        start = reader.line_num + 1
        for cells in reader:
            if not cells:
                found.append(Finding("F109", "error", file, start, "", "", "blank line", "remove it"))
            elif len(cells) != len(names):
                message = f"{len(cells)} cells where the header has {len(names)}"
                found.append(Finding("F110", "error", file, start, "", "", message, "quote cells that hold a comma"))
            else:
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        hint = "a quotation mark is not closed, or stands inside an unquoted cell"
        found.append(Finding("F111", "error", file, start, "", "", f"not readable as CSV: {error}", hint))


def _header_fits(header: list[str] | None, names: list[str], file: str, found: list[Finding]) -> bool:
    if header is None:
        found.append(Finding("F107", "error", file, 0, "", "", "the file is empty", f"expected: {','.join(names)}"))
        return False
    if header == names:
        return True
    for name in header:
        if name not in names:
            suggestion = nearest(name, names, 1)
            hint = f"did you mean {suggestion[0]}?" if suggestion else f"expected: {','.join(names)}"
            found.append(Finding("F108", "error", file, 1, name, "", "unknown column", hint))
        elif header.count(name) > 1:
            found.append(Finding("F108", "error", file, 1, name, "", "the column stands twice"))
    missing = [name for name in names if name not in header]
    found += [Finding("F108", "error", file, 1, name, "", "the column is missing") for name in missing]
    if sorted(header) == sorted(names):
        found.append(Finding("F108", "error", file, 1, "", "", "columns out of order", "run `corridor network format`"))
    return False


def _row(line: int, cells: list[str], item: Table, found: list[Finding]) -> Any:  # noqa: ANN401 - one of many row classes
    values: list[Any] = [line]
    sound = True
    for field, text in zip(fields_of(item.row_class), cells, strict=True):
        try:
            values.append(convert(field, text))
        except ValueError as error:
            found.append(Finding("V201", "error", item.file, line, field.name, text[:80], str(error), _hint(field)))
            sound = False
    return item.row_class(*values) if sound else None


def _hint(field: Field) -> str:
    if field.kind is bool:
        return "write 0 or 1"
    return f"in {field.column.unit}" if field.column.unit else ""


def convert(field: Field, text: str) -> Any:  # noqa: ANN401 - a cell is text, a number, a flag or words
    """Turn the text of a cell into the type of its column; raise ValueError saying what is wrong."""
    if field.optional and text == "":
        return None
    return _CONVERTERS[field.kind](text)


def _text(text: str) -> str:
    if text != text.strip():
        msg = "has spaces at its ends"
        raise ValueError(msg)
    return text


def _float(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        msg = "is not a plain decimal number (such as 1234.5)"
        raise ValueError(msg)
    return float(text)


def _int(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        msg = "is not a whole number"
        raise ValueError(msg)
    return int(text)


def _bool(text: str) -> bool:
    if text not in {"0", "1"}:
        msg = "is neither 0 nor 1"
        raise ValueError(msg)
    return text == "1"


def _words(text: str) -> tuple[str, ...]:
    return tuple(_text(text).split(" ")) if text else ()


_CONVERTERS: dict[type, Callable[[str], Any]] = {str: _text, float: _float, int: _int, bool: _bool, tuple: _words}

_QUICK: dict[tuple[type, bool], Callable[[str], Any] | None] = {
    (str, False): None,
    (float, False): float,
    (int, False): int,
    (bool, False): "1".__eq__,
    (tuple, False): lambda text: tuple(text.split()),
    (float, True): lambda text: float(text) if text else None,
    (int, True): lambda text: int(text) if text else None,
}
