"""What the README and docs/ say works: Python blocks run, commands parse and run, nothing is undocumented."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from corridor.cli.app import run
from corridor.cli.commands import COMMANDS as KNOWN
from corridor.cli.parser import parse
from corridor.data.load import reference_folder

ROOT = Path(__file__).resolve().parents[1]
PAGES = [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))) if path.exists()]
COMMANDS = ["route", "explain", "map", "place", "network check", "network show", "network format"]
COMMANDS += [
    "scenario list",
    "scenario show",
    "alternatives",
    "compare",
    "sensitivity",
    "criticality",
    "versus",
    "breakeven",
    "catchment",
    "network map",
    "reliability",
    "report",
    "departures",
    "replan",
    "reach",
    "frontier",
    "flat show",
    "flat route",
    "flat frontier",
    "flat alternatives",
]
CLI_PAGE = ROOT / "docs" / "cli.md"
CHANGES_TABLES = ("network format", "network import")

pytestmark = pytest.mark.skipif(
    not (reference_folder() / "node.csv").exists(), reason="this checkout has no reference network yet"
)


def blocks(path: Path, *languages: str) -> list[tuple[int, str]]:
    """Give the fenced blocks of a page in a language, each with its line."""
    text = path.read_text("utf-8")
    found = re.finditer(r"^```(\w+)[^\n]*\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    return [(text[: block.start()].count("\n") + 1, block[2]) for block in found if block[1] in languages]


def shell_lines(path: Path) -> list[tuple[int, list[str]]]:
    """Give the words after `corridor` of each command in the shell blocks of a page, with its line."""
    found = []
    for start, text in blocks(path, "sh", "bash", "console", "shell"):
        joined = text.replace("\\\n", "  ")
        for number, line in enumerate(joined.splitlines(), start + 1):
            match = re.match(r"\s*(?:\$ )?(?:uv run |uvx )?corridor(?:\s+(.*))?$", line)
            if match:
                words = shlex.split(match[1] or "", comments=True)
                stop = next((at for at, word in enumerate(words) if word in {"|", ">", "2>", "&&", ";"}), len(words))
                found.append((number, words[:stop]))
    return found


PYTHON = [(path, line, text) for path in PAGES for line, text in blocks(path, "python", "py")]
LONG = {"sensitivity", "versus", "compare", "report", "criticality", "catchment", "breakeven", "replan", "departures"}
"""Commands of seconds; of these the default run tries what the README shows."""
LONGEST = {"sensitivity", "versus", "breakeven", "catchment", "report"}
"""Those which it leaves to the tests of their own."""
SHELL = [
    pytest.param(
        path,
        line,
        words,
        marks=[pytest.mark.slow] * (words[0] in LONGEST or (path.name != "README.md" and words[0] in LONG)),
    )
    for path in PAGES
    for line, words in shell_lines(path)
]


def here(value: object) -> str | None:
    if isinstance(value, Path):
        return value.name
    return " ".join(value) if isinstance(value, list) else None if isinstance(value, str) else str(value)


def test_the_readme_shows_a_command_and_a_script():
    readme = ROOT / "README.md"
    if not readme.exists() or not readme.read_text("utf-8").strip():
        pytest.skip("the README is not written yet")
    assert blocks(readme, "python", "py")
    assert shell_lines(readme)


@pytest.mark.parametrize("path", sorted({path for path, _, _ in PYTHON}), ids=here)
def test_the_python_blocks_of_a_page_run_in_order(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    known: dict[str, object] = {"__name__": "__main__"}
    for page, line, text in PYTHON:
        if page == path:
            exec(compile("\n" * line + text, str(page), "exec"), known)  # noqa: S102 - it is our own page


@pytest.mark.parametrize(("path", "line", "words"), SHELL, ids=here)
def test_a_command_of_a_page_gives_what_it_promises(
    path: Path, line: int, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    if " ".join(words).startswith(CHANGES_TABLES) and "--check" not in words:
        parse(words)
        return
    monkeypatch.chdir(tmp_path)
    if "--help" in words or "--version" in words or not words:
        assert run(words) == 0
        return
    expected = {0, 3, 4} if words[:2] in (["network", "check"], ["network", "format"]) else {0, 3}
    assert run(words) in expected, f"{path}:{line}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str):
    if not CLI_PAGE.exists():
        pytest.skip("docs/cli.md is not written yet")
    assert f"corridor {command}" in CLI_PAGE.read_text("utf-8")


def test_the_list_of_commands_above_is_whole():
    assert set(KNOWN) == set(COMMANDS)


@pytest.mark.parametrize("path", PAGES, ids=here)
def test_links_between_pages_lead_somewhere(path: Path):
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s#]+)(?:#[^)]*)?\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (path.parent / target).exists(), target
