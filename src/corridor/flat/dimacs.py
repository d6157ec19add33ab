"""Graphs of the 9th DIMACS Implementation Challenge: one `.gr` or `.gr.gz` file for each criterion.

The format (http://www.diag.uniroma1.it/challenge9/format.shtml): comments `c …`, one line `p sp NODES ARCS`, and
a line `a TAIL HEAD COST` for each arc, nodes being counted from 1.  Parallel arcs occur, so that files are
matched arc by arc in their order, never by ends.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corridor.errors import Finding, NetworkDataError, QueryError
from corridor.flat.criterion import Criterion, Numbers, criterion_for
from corridor.flat.ids import NodeIds
from corridor.flat.parts import Parts, assemble, wrong_values

LARGEST_TEXT = 2**31
_PROBLEM = re.compile(rb"p sp (\d{1,10}) (\d{1,10})[ \t]*\r?")
_ARC = re.compile(rb"a[ \t]+\d{1,10}[ \t]+\d{1,10}[ \t]+\d{1,18}[ \t]*\r?")
_ARCS = re.compile(rb"(?:a \d{1,10} \d{1,10} \d{1,18}\r?\n)*+")
_LETTERS = {"d": "distance", "t": "time"}
_MOST_FINDINGS = 100


class _File(NamedTuple):
    name: str
    node_count: int
    arcs: Numbers
    """Tail, head and cost by arc."""
    lines: Numbers | None
    """The line of each arc; None where arcs stand on end from `first_line`."""
    first_line: int

    def line(self, arc: int) -> int:
        """Give the line of an arc."""
        return self.first_line + arc if self.lines is None else int(self.lines[arc])


def read_gr(paths: Sequence[Path], names: Sequence[str] = (), resolutions: Mapping[str, object] | None = None) -> Parts:
    """Read files of the same arcs, one for each criterion, which must agree in nodes and arcs.

    Names default to `distance` and `time` for `….-d.….gr` and `….-t.….gr`, else to the file's name.
    Raises `NetworkDataError` with file and line.
    """
    if names and len(names) != len(paths):
        raise QueryError("criteria", ",".join(names), f"{len(paths)} files need as many names")
    chosen = list(names) or [_name_of(path) for path in paths]
    if len(set(chosen)) < len(chosen):
        raise QueryError("criteria", ",".join(chosen), "each file needs a name of its own")
    files = [_read(path) for path in paths]
    first = files[0]
    for other in files[1:]:
        _check_same(first, other)
    ends = first.arcs[:, 0] - 1, first.arcs[:, 1] - 1
    costs: dict[Criterion, Numbers] = {}
    found: list[Finding] = []
    for name, file in zip(chosen, files, strict=True):
        criterion = criterion_for(name, file.arcs[:, 2], resolutions)
        costs[criterion] = criterion.counts(file.arcs[:, 2])
        for arc, fault in wrong_values(file.name, "cost", criterion, file.arcs[:, 2], costs[criterion]):
            found.append(replace(fault, row=file.line(arc)))
    if found:
        raise NetworkDataError(found)
    ids = NodeIds(np.arange(1, first.node_count + 1, dtype=np.int32))
    return assemble(first.name, ids, np.arange(1, len(first.arcs) + 1, dtype=np.int32), ends, costs)


def is_gr(path: Path) -> bool:
    """Say whether a file is named as a DIMACS graph."""
    return path.name.lower().endswith((".gr", ".gr.gz"))


def _name_of(path: Path) -> str:
    stem = re.sub(r"\.gr(\.gz)?$", "", path.name, flags=re.IGNORECASE)
    letter = re.search(r"-([dt])(\.|$)", stem)
    return _LETTERS[letter[1]] if letter else re.sub(r"\W+", "_", stem, flags=re.ASCII).strip("_") or "cost"


def _read(path: Path) -> _File:
    data = _bytes(path)
    problem, line, at = None, 0, 0
    while at < len(data) and problem is None:
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        row, line = data[at:end], line + 1
        problem = _PROBLEM.fullmatch(row)
        if problem is None and not _is_comment(row):
            raise _wrong(path, line, "problem", row, 'a line "p sp NODES ARCS" comes before all arcs')
        at = end + 1
    if problem is None:
        raise _wrong(path, 0, "problem", b"", 'there is no line "p sp NODES ARCS"')
    node_count, arc_count = int(problem[1]), int(problem[2])
    if node_count >= np.iinfo(np.int32).max:
        raise _wrong(path, line, "problem", problem[0], "more nodes than 2^31")
    body, lines, start = data[at:], None, line + 1
    body = body if body.endswith(b"\n") or not body else body + b"\n"
    while body[:1] in {b"c", b"\n", b"\r"} and _is_comment(body.partition(b"\n")[0]):
        body, start = body.partition(b"\n")[2], start + 1
    if not _ARCS.fullmatch(body):
        body, lines = _sifted(path, body, start)
    numbers = np.array(body.replace(b"a", b" ").split(), np.int64)
    file = _File(path.name, node_count, numbers.reshape(-1, 3), lines, start)
    if len(file.arcs) != arc_count:
        raise _wrong(path, line, "arcs", problem[0], f"the file has {len(file.arcs)} arcs, not as many as it says")
    _check_ends(path, file)
    return file


def _bytes(path: Path) -> bytes:
    try:
        if not path.exists():
            raise _fault(path, "F101", "the file is missing")
        if not path.is_file():
            raise _fault(path, "F102", "this is not a regular file")
        if path.name.lower().endswith(".gz"):
            with gzip.open(path) as file:
                data = file.read(LARGEST_TEXT + 1)
        else:
            with path.open("rb") as plain:
                data = plain.read(LARGEST_TEXT + 1)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise _fault(path, "F102", f"cannot be unpacked: {error}") from None
    except OSError as error:
        raise _fault(path, "F102", f"cannot be read: {error.strerror}") from None
    if len(data) > LARGEST_TEXT:
        raise _fault(path, "F103", f"the text is larger than {LARGEST_TEXT // 2**20} MiB")
    return data


def _sifted(path: Path, body: bytes, start: int) -> tuple[bytes, Numbers]:
    """Take the arcs from among comments, blank lines and unusual spaces; refuse all else."""
    arcs, lines, wrong = [], [], []
    for line, row in enumerate(body.split(b"\n")[:-1], start):
        if _ARC.fullmatch(row):
            arcs.append(row)
            lines.append(line)
        elif not _is_comment(row):
            wrong.append(_finding(path, line, "arc", row, 'an arc is "a TAIL HEAD COST", three whole numbers'))
            if len(wrong) == _MOST_FINDINGS:
                break
    if wrong:
        raise NetworkDataError(wrong)
    return b"\n".join(arcs), np.array(lines, np.int64)


def _is_comment(row: bytes) -> bool:
    return not row.strip() or row.strip() == b"c" or row.startswith((b"c ", b"c\t"))


def _check_ends(path: Path, file: _File) -> None:
    ends = file.arcs[:, :2]
    wrong = np.flatnonzero((ends < 1).any(axis=1) | (ends > file.node_count).any(axis=1))[:_MOST_FINDINGS]
    if not len(wrong):
        return
    findings = []
    for arc in wrong.tolist():
        place = 0 if not 1 <= ends[arc, 0] <= file.node_count else 1
        field, value, hint = ("tail", "head")[place], str(ends[arc, place]), f"nodes are 1 to {file.node_count}"
        message = "there is no such node"
        findings.append(Finding("N302", "error", path.name, file.line(arc), field, value, message, hint))
    raise NetworkDataError(findings)


def _check_same(first: _File, other: _File) -> None:
    if (first.node_count, len(first.arcs)) != (other.node_count, len(other.arcs)):
        sizes = [f"{file.node_count} nodes and {len(file.arcs)} arcs" for file in (other, first)]
        message = f"{sizes[0]}; {first.name} has {sizes[1]}"
        raise NetworkDataError([Finding("N303", "error", other.name, 0, "", "", message, "files of one graph")])
    differ = np.flatnonzero((first.arcs[:, :2] != other.arcs[:, :2]).any(axis=1))
    if len(differ):
        arc = int(differ[0])
        told = [f"{file.arcs[arc, 0]} to {file.arcs[arc, 1]}" for file in (other, first)]
        message = f"the arc leads from {told[0]}; that of {first.name}:{first.line(arc)} from {told[1]}"
        hint = f"{len(differ)} arcs differ; the files must have the same arcs in the same order"
        raise NetworkDataError([Finding("N303", "error", other.name, other.line(arc), "arc", told[0], message, hint)])


def _finding(path: Path, line: int, field: str, row: bytes, message: str) -> Finding:
    return Finding("V201", "error", path.name, line, field, row[:80].decode("ascii", "replace"), message)


def _wrong(path: Path, line: int, field: str, row: bytes, message: str) -> NetworkDataError:
    return NetworkDataError([_finding(path, line, field, row, message)])


def _fault(path: Path, code: str, message: str) -> NetworkDataError:
    return NetworkDataError([Finding(code, "error", path.name, 0, "", "", message)])
