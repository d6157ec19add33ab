"""From a TOML file to a `Scenario`, trusting nothing: every key, type and limit is checked, and all faults are told.

What needs the network (ids, units, selections of nothing) is checked in `corridor.scenarios.bind`.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from corridor.data.column import Column
from corridor.data.read import read_text
from corridor.errors import Finding, ScenarioError
from corridor.model.reference import Source
from corridor.scenarios.check import LONGEST, Fault, fault_of, suggestion, text_fault
from corridor.scenarios.entry import Entry, Scenario
from corridor.scenarios.positions import Block, blocks_of
from corridor.scenarios.readentry import EntryReader
from corridor.scenarios.schema import KINDS, LEVER, SOURCE_FIELDS

_TOP = ("title", "description", "levers", "source", *KINDS)
_LARGEST = 2**20
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)")


def read_scenario(path: Path) -> Scenario:
    """Read a scenario file.

    Raises `ScenarioError` with every finding: file, line, key, value, and the nearest name.
    """
    found: list[Finding] = []
    text = read_text(path, found)
    if text is not None and len(text) > _LARGEST:
        found.append(_whole(path, "the file is larger than 1 MiB"))
        text = None
    document = None if text is None else _parsed(path, text, found)
    scenario = None
    if text is not None and document is not None:
        scenario = _Reader(path, blocks_of(text), found).scenario(document)
    if found or scenario is None:
        raise ScenarioError(found)
    return scenario


def _whole(path: Path, message: str, hint: str = "", line: int = 0) -> Finding:
    return Finding("S101", "error", path.name, line, "", "", message, hint)


def _parsed(path: Path, text: str, found: list[Finding]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        told = str(error) if isinstance(error, ValueError) else "nested too deeply"
        at = _AT_LINE.search(told)
        found.append(_whole(path, f"not TOML: {_AT_LINE.sub('', told)}", line=int(at[1]) if at else 0))
        return None


class _Reader:
    """One file on its way to a scenario; findings are collected in `found`."""

    def __init__(self, path: Path, blocks: list[Block], found: list[Finding]) -> None:
        self.path, self.found = path, found
        self.top = blocks[0]
        self.blocks: dict[str, list[Block]] = {}
        for block in blocks[1:]:
            self.blocks.setdefault(block.name, []).append(block)

    def scenario(self, document: dict[str, Any]) -> Scenario:
        """Give the scenario of a parsed file, as far as it is sound."""
        for key in document:
            if key not in _TOP:
                self._fault("S102", self._line(key), key, "", "unknown key", suggestion(key, _TOP))
        levers = self._levers(document.get("levers"))
        sources = tuple(self._sources(document.get("source", [])))
        entries = [entry for kind in KINDS for entry in self._entries(kind, document.get(kind, []), levers)]
        return Scenario(
            self.path.stem,
            self._text(document, "title"),
            self._text(document, "description"),
            self.path.name,
            tuple(sorted(entries, key=lambda entry: entry.line)),
            sources,
            levers or {},
            self.path.resolve(),
        )

    def _fault(self, code: str, line: int, field: str, value: object, message: str, hint: str = "") -> None:
        self.found.append(Finding(code, "error", self.path.name, line, field, str(value)[:80], message, hint))

    def _line(self, key: str) -> int:
        block = self.blocks.get(key)
        return block[0].line if block else self.top.keys.get(key, 0)

    def _text(self, document: dict[str, Any], key: str) -> str:
        value = document.get(key)
        flat = " ".join(value.split()) if isinstance(value, str) and key == "description" else value
        fault = text_fault(flat, Column(key, required=True))
        if key not in document:
            fault = Fault("is missing", "a scenario needs `title` and `description`")
        if fault and not (key == "description" and fault.message.endswith(f"{LONGEST} characters")):
            self._fault("S104", self._line(key), key, "" if value is None else value, *fault)
        return value.strip() if isinstance(value, str) else ""

    def _levers(self, value: Any) -> dict[str, str] | None:  # noqa: ANN401 - whatever TOML holds
        if value is None:
            return None
        if not isinstance(value, dict):
            self._fault("S105", self._line("levers"), "levers", value, "is not a table", "write [levers]")
            return None
        lines = self.blocks["levers"][0].keys if "levers" in self.blocks else {}
        for name, title in value.items():
            fault = text_fault(name, Column("Lower case, digits and -", pattern=LEVER, required=True))
            fault = fault or text_fault(title, Column("A title", required=True))
            if fault:
                self._fault("S106", lines.get(name, self._line("levers")), name, title, *fault)
        return {name: title for name, title in value.items() if isinstance(title, str)}

    def _tables(self, kind: str, value: Any) -> list[tuple[Block, dict[str, Any]]]:  # noqa: ANN401
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._fault("S105", self._line(kind), kind, value, "is not a list of entries", f"write [[{kind}]]")
            return []
        blocks = self.blocks.get(kind, [])
        if len(blocks) != len(value):
            self._fault(
                "S105", self._line(kind), kind, "", "entries are not told apart", f"write each under [[{kind}]]"
            )
            return []
        return list(zip(blocks, value, strict=True))

    def _sources(self, value: Any) -> list[tuple[int, Source]]:  # noqa: ANN401
        made = []
        for block, item in self._tables("source", value):
            for key in item:
                if key not in SOURCE_FIELDS:
                    hint = suggestion(key, tuple(SOURCE_FIELDS))
                    self._fault("S103", block.keys.get(key, block.line), key, item[key], "unknown key", hint)
            for name, field in SOURCE_FIELDS.items():
                fault = fault_of(item.get(name, ""), field)
                if fault:
                    self._fault("S106", block.keys.get(name, block.line), name, item.get(name, ""), *fault)
            fields = {name: item.get(name, "") for name in SOURCE_FIELDS}
            made.append((block.line, Source(**fields)))
        return made

    def _entries(self, kind: str, value: Any, levers: dict[str, str] | None) -> list[Entry]:  # noqa: ANN401
        made = []
        for block, item in self._tables(kind, value):
            entry = EntryReader(self.path, kind, block, item, self.found).entry(levers)
            if entry is not None:
                made.append(entry)
        return made
