"""The scenarios that can be named: those that ship with the network, and files of the user's own."""

from __future__ import annotations

from pathlib import Path

from corridor.data.load import reference_folder
from corridor.errors import QueryError, UnknownScenarioError
from corridor.scenarios.entry import BASELINE, Scenario

FOLDER = "scenarios"
_ENDING = ".toml"


def scenario_names(folder: Path | None = None) -> tuple[str, ...]:
    """Give the names of the scenarios that stand beside a network's tables, else of those that ship."""
    return tuple(sorted(path.stem for path in _folder(folder).glob(f"*{_ENDING}")))


def load_scenarios(folder: Path | None = None) -> dict[str, Scenario]:
    """Read all scenarios of a network by name; raise `ScenarioError` for a file that is not one."""
    return {name: find_scenario(name, folder) for name in scenario_names(folder)}


def find_scenario(word: str | Path, folder: Path | None = None) -> Scenario:
    """Give a scenario by its name, or from a file of the user's own.

    Raises `UnknownScenarioError` with the nearest name, and `ScenarioError` for a file that is not a scenario.
    """
    from corridor.scenarios.read import read_scenario  # noqa: PLC0415 - the baseline needs no TOML

    name = str(word)
    if isinstance(word, Path) or name.endswith(_ENDING):
        path = Path(word)
        if not _is_file(path):
            raise QueryError("--scenario", name[:200], "there is no such file")
        if path.stem in scenario_names(folder) and path.resolve() != _file(path.stem, folder).resolve():
            raise QueryError("--scenario", name[:200], f"{path.stem} is another scenario's name; rename the file")
        return read_scenario(path)
    known = scenario_names(folder)
    if name not in known:
        raise UnknownScenarioError(name, known)
    return read_scenario(_file(name, folder))


def find_scenarios(text: str | Path, folder: Path | None = None) -> tuple[Scenario, ...]:
    """Give the scenarios of a composition such as `zangezur+iran-closed`, the baseline left out.

    Raises `QueryError` for a scenario named twice, and as `find_scenario` does.
    """
    words = [text] if isinstance(text, Path) or _is_one_file(text) else [word.strip() for word in text.split("+")]
    found = tuple(find_scenario(word, folder) for word in words if word != BASELINE)
    names = [scenario.name for scenario in found]
    for name in names:
        if names.count(name) > 1:
            raise QueryError("--scenario", str(text), f"it names {name} twice")
    return found


def is_baseline(text: str) -> bool:
    """Say whether a text names nothing but the baseline.

    >>> is_baseline("baseline"), is_baseline("baseline+aras")
    (True, False)
    """
    return all(word.strip() == BASELINE for word in text.split("+"))


def name_of(scenarios: tuple[Scenario, ...]) -> str:
    """Give the name of a composition, in the order in which it was named.

    >>> name_of(()), name_of((Scenario("aras", "", ""), Scenario("cku", "", "")))
    ('baseline', 'aras+cku')
    """
    return "+".join(scenario.name for scenario in scenarios) or BASELINE


def _folder(folder: Path | None) -> Path:
    own = folder / FOLDER if folder else None
    return own if own and own.is_dir() else reference_folder() / FOLDER


def _file(name: str, folder: Path | None) -> Path:
    return _folder(folder) / f"{name}{_ENDING}"


def _is_one_file(text: str) -> bool:
    return text.endswith(_ENDING) and _is_file(Path(text))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL
        return False
