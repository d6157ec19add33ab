"""Row by row validation by pydantic: the limits of each column, strictly, with every offence reported.

The models are built from the row classes' columns, so that schema, validator and documentation cannot
differ.  Pydantic is imported here and nowhere on the way to a route over the shipped network.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, create_model

from corridor.data.column import DATE, fields_of
from corridor.data.column import Field as TableField
from corridor.data.tables import TABLES, Rows, Table
from corridor.errors import Finding, nearest

_CONFIG = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False, from_attributes=True)


def validate(rows: Rows) -> list[Finding]:
    """Check every row against the limits of its columns; give all findings."""
    return [finding for item in TABLES for row in rows.get(item.name, ()) for finding in _row_findings(item, row)]


def _row_findings(item: Table, row: Any) -> list[Finding]:  # noqa: ANN401 - one of many row classes
    try:
        model_of(item).model_validate(row)
    except ValidationError as error:
        return [_finding(item, row.line, fault) for fault in error.errors(include_url=False)]
    return []


def _finding(item: Table, line: int, fault: Any) -> Finding:  # noqa: ANN401 - pydantic's ErrorDetails
    name = str(fault["loc"][0]) if fault["loc"] else ""
    column = next((field.column for field in fields_of(item.row_class) if field.name == name), None)
    hint = ""
    if column is not None and column.one_of:
        near = nearest(str(fault["input"]), column.one_of, 1)
        hint = f"did you mean {near[0]}?" if near else f"one of: {', '.join(column.one_of)}"
    elif column is not None and column.pattern:
        hint = column.description
    return Finding("V202", "error", item.file, line, name, str(fault["input"])[:80], fault["msg"], hint)


@cache
def model_of(item: Table) -> type[BaseModel]:
    """Give the pydantic model of a table's rows."""
    columns: dict[str, Any] = {field.name: (_annotation(field), ...) for field in fields_of(item.row_class)}
    return create_model(item.row_class.__name__, __config__=_CONFIG, **columns)


def _annotation(field: TableField) -> Any:  # noqa: ANN401 - a type expression
    column = field.column
    kind: Any = field.kind
    if kind is str:
        kind = _text_type(field)
    elif kind is tuple:
        words: Any = Literal[column.one_of] if column.one_of else str
        kind = Annotated[tuple[words, ...], Field(min_length=1 if column.required else 0)]
    elif kind in {float, int}:
        kind = Annotated[kind, Field(ge=column.at_least, le=column.at_most)]
    return kind | None if field.optional else kind


def _text_type(field: TableField) -> Any:  # noqa: ANN401 - a type expression
    column = field.column
    if column.one_of:
        return Literal[column.one_of if column.required else ("", *column.one_of)]
    if column.pattern:
        body = column.pattern if column.required else f"({column.pattern})?"
        form = Field(pattern=f"^(?:{body})$", max_length=400)
        return Annotated[str, form, AfterValidator(_real_date)] if column.pattern == DATE else Annotated[str, form]
    return Annotated[str, Field(min_length=1 if column.required else 0, max_length=2000), AfterValidator(_one_line)]


def _real_date(text: str) -> str:
    if len(text) == len("2026-02-28"):
        date.fromisoformat(text)  # raises ValueError for the thirtieth of February
    return text


def _one_line(text: str) -> str:
    if "\n" in text or "\r" in text:
        msg = "must be one line"
        raise ValueError(msg)
    return text
