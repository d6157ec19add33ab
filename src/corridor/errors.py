"""Every error that a user can cause, as a type with fields, so that callers need not parse sentences.

    CorridorError
    ├── NetworkDataError    the tables of a network are invalid: `findings` lists all of it
    │   └── ScenarioError   a scenario file is invalid
    │       └── ScenarioConflictError   entries that cannot both hold, in one scenario or in several
    ├── QueryError          a question that cannot be asked: an option, a value, a contradiction
    │   └── UnknownScenarioError
    ├── PlaceError
    │   ├── UnknownPlaceError
    │   ├── UnknownWayError
    │   └── AmbiguousPlaceError
    ├── NoItineraryError    the question is sound and the answer is "none": `reason`, `blocking`, `ways_out`
    ├── EngineMissingError  a network too large for plain Python, and the compiled engine is not installed
    └── OutputError         a file could not be written; what stood there before is intact

A sentence is composed from the fields at the very end.  Mistakes of a programmer stay plain `TypeError`
and `AssertionError`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

Severity = Literal["error", "warning", "info"]


def nearest(word: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Give the known words nearest to a misspelt one, best first, possibly none.

    >>> nearest("aktua", ["aktau", "poti"])
    ('aktau',)
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake pays for it

    return tuple(get_close_matches(word, list(known), n=count, cutoff=0.6))


def did_you_mean(candidates: Sequence[str]) -> str:
    """Compose the closing question of an error, empty when there is nothing to suggest.

    >>> did_you_mean(["Aktau", "Aktobe"])
    ' Did you mean "Aktau" or "Aktobe"?'
    """
    if not candidates:
        return ""
    return " Did you mean " + " or ".join(f'"{name}"' for name in candidates) + "?"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or odd in a network's tables, in the manner of a linter."""

    code: str
    """Stable code of the rule, such as `N201`."""
    severity: Severity
    file: str
    row: int
    """Line number in the file, the header being line 1; 0 when the finding is about the whole file."""
    field: str
    value: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.row}" if self.row else self.file
        what = f" [{self.field}={self.value!r}]" if self.field else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}: {self.severity} {self.code}: {self.message}{what}{hint}"


class CorridorError(Exception):
    """The base of all errors that a user of corridor can cause or meet."""

    exit_code: int = 1


class NetworkDataError(CorridorError, ValueError):
    """The tables of a network cannot be used; `findings` holds everything found, not only the first."""

    exit_code = 4
    shown: Final = 20

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        errors = [finding for finding in self.findings if finding.severity == "error"]
        lines = [f"The network data are invalid: {len(errors)} error(s)."]
        lines += [str(finding) for finding in errors[: self.shown]]
        if len(errors) > self.shown:
            lines.append(f"… and {len(errors) - self.shown} more; see `corridor network check`.")
        return "\n".join(lines)


class ScenarioError(NetworkDataError):
    """A scenario file is invalid; `findings` holds everything found, each with its line in the file."""

    head = "The scenario is invalid"

    def __str__(self) -> str:
        lines = [f"{self.head}: {len(self.findings)} error(s).", *map(str, self.findings[: self.shown])]
        if len(self.findings) > self.shown:
            lines.append(f"… and {len(self.findings) - self.shown} more.")
        return "\n".join(lines)


class ScenarioConflictError(ScenarioError):
    """Entries of scenarios that cannot both hold, such as open against close; each finding names both."""

    head = "The scenarios contradict each other"


class QueryError(CorridorError, ValueError):
    """A question that cannot be asked: `field` names the option, `value` what was given."""

    exit_code = 2

    def __init__(self, field: str, value: object, problem: str, candidates: Sequence[str] = ()) -> None:
        self.field, self.value, self.problem = field, value, problem
        self.candidates = tuple(candidates)
        super().__init__(field, value, problem, self.candidates)

    def __str__(self) -> str:
        return f'Invalid value "{self.value}" for {self.field}: {self.problem}.{did_you_mean(self.candidates)}'


class UnknownScenarioError(QueryError):
    """A scenario that the network does not have."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__("--scenario", name, "no scenario of that name", nearest(name, known))


class PlaceError(CorridorError, ValueError):
    """A place that cannot be told: `query` is what was asked, `candidates` are names to choose from."""

    exit_code = 5

    def __init__(self, query: str, candidates: Sequence[str]) -> None:
        self.query, self.candidates = query, tuple(candidates)
        super().__init__(query, self.candidates)


class UnknownPlaceError(PlaceError):
    """No place has that name, code or spelling."""

    def __str__(self) -> str:
        return f'No place called "{self.query}".{did_you_mean(self.candidates)}'


class UnknownWayError(PlaceError):
    """No corridor, country or place has that name."""

    def __str__(self) -> str:
        return f'No corridor, country or place called "{self.query}".{did_you_mean(self.candidates)}'


class AmbiguousPlaceError(PlaceError):
    """Several places have that name; `candidates` are their node ids."""

    def __str__(self) -> str:
        return f'"{self.query}" is the name of {len(self.candidates)} places: {", ".join(self.candidates)}.'


class NoItineraryError(CorridorError, LookupError):
    """The network has no itinerary for a sound question; that is an answer, with its reason.

    `blocking` is the first smallest set of filters or closed links in the way, `ways_out` holds a
    `corridor.planning.wayout.WayOut` for each such set, `more` says how many are left out.
    """

    exit_code = 3

    def __init__(
        self,
        origin: str,
        destination: str,
        reason: str,
        blocking: Sequence[str] = (),
        ways_out: Sequence[Any] = (),
        more: int = 0,
    ) -> None:
        self.origin, self.destination, self.reason = origin, destination, reason
        self.blocking, self.ways_out, self.more = tuple(blocking), tuple(ways_out), more
        super().__init__(origin, destination, reason, self.blocking, self.ways_out, more)

    def __str__(self) -> str:
        lines = [f"No itinerary from {self.origin} to {self.destination}: {self.reason}"]
        lines += [f"  {way}" for way in self.ways_out]
        if self.more:
            lines.append(f"  and {self.more} more sets as small")
        return "\n".join(lines)


class EngineMissingError(CorridorError, ImportError):
    """A network is too large for plain Python, and the compiled engine, an extra, is not installed."""

    exit_code = 2

    def __init__(self, link_count: int) -> None:
        self.link_count = link_count
        super().__init__(link_count)

    def __str__(self) -> str:
        return (
            f"A network of {self.link_count:,} links needs the compiled engine, which is not installed: "
            "pip install 'corridor[large]'. (--engine plain does without it, a hundred times slower.)"
        )


class OutputError(CorridorError, OSError):
    """A file could not be written; whatever stood at `path` before is still there, whole."""

    def __init__(self, path: str, problem: str) -> None:
        self.path, self.problem = path, problem
        super().__init__(path, problem)

    def __str__(self) -> str:
        return f'Cannot write "{self.path}": {self.problem}.'
