"""What a column may hold, said once: the reader, the validator and the data dictionary all go by it."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

DATE = r"(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
IDENTIFIER = r"[A-Za-z0-9][A-Za-z0-9._-]*"
NODE_ID = r"[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*"
COUNTRY = r"[A-Z]{2}"


class Column(NamedTuple):
    """The meaning and the limits of one column."""

    description: str
    unit: str = ""
    one_of: tuple[str, ...] = ()
    """The admitted words; for a column of several words, each of them."""
    pattern: str = ""
    """A regular expression that the whole value must match, unless it is empty and not required."""
    at_least: float | None = None
    at_most: float | None = None
    required: bool = False
    refers_to: str = ""
    """`table.column` of which the value must be one, unless it is empty."""


class Field(NamedTuple):
    """One column of a table as the code sees it: its name, Python type and limits."""

    name: str
    kind: type
    optional: bool
    column: Column


class Row:
    """A row of a table: its line in the file, and an attribute for each column, in file order."""

    line: int
    names: tuple[str, ...] = ()

    def __init_subclass__(cls) -> None:
        cls.names = tuple(cls.__annotations__)

    def __init__(self, line: int, *values: object) -> None:
        self.line = line
        self.__dict__.update(zip(self.names, values, strict=True))


@cache
def fields_of(row_class: type) -> tuple[Field, ...]:
    """Give the columns of a class derived from `Row`, in file order."""
    found = []
    for name, hint in row_class.__annotations__.items():
        annotated: tuple[Any, ...] = get_args(hint)
        base, column = annotated
        arguments = [argument for argument in get_args(base) if argument is not type(None)]
        is_optional = type(None) in get_args(base)
        kind: Any = arguments[0] if is_optional else (get_origin(base) or base)
        found.append(Field(name, kind, is_optional, column))
    return tuple(found)
