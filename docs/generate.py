"""Writes the generated pages of docs/, or with --check says which of them are out of date."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import backtest  # noqa: E402
from tests.calibration.report import report  # noqa: E402
from zangezur import written  # noqa: E402

from corridor.cli.commands import COMMANDS  # noqa: E402
from corridor.cli.parser import parse  # noqa: E402
from corridor.data.checks import RULES  # noqa: E402
from corridor.data.describe import data_dictionary  # noqa: E402
from corridor.data.write import write_text  # noqa: E402


def command_line() -> str:
    """Give the reference of the command line, as `--help` says it."""
    parts = ["# Command line", "", "Generated from `--help`; do not edit.", ""]
    for name in COMMANDS:
        parts += [f"## corridor {name}", "", "```text", _help(name), "```", ""]
    return "\n".join(parts)


def _help(name: str) -> str:
    text = parse([*name.split(), "--help"])
    assert isinstance(text, str)  # noqa: S101
    return text.strip()


def rules() -> str:
    """Give the list of the linter's rules."""
    lines = [
        "# Rules of `corridor network check`",
        "",
        "Generated; do not edit. Cells and files are checked first (F, V, G codes).",
        "",
    ]
    lines += ["| code | severity | rule |", "| --- | --- | --- |"]
    lines += [f"| {rule.code} | {rule.severity} | {rule.sentence} |" for rule in RULES]
    return "\n".join(lines) + "\n"


def calibration() -> str:
    """Give the report on published figures."""
    return report()


PAGES = {
    "cli.md": command_line,
    "data-dictionary.md": data_dictionary,
    "rules.md": rules,
    "calibration.md": calibration,
    "reliability.md": backtest.page,
    "zangezur-vs-iran.md": written.markdown_page,
    "../maps/zangezur-vs-iran.html": written.html_page,
}


def main() -> int:
    """Write the pages, or check them."""
    stale = []
    for name, make in PAGES.items():
        path, text = HERE / name, make().rstrip() + "\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                write_text(path, text)
    for name in stale:
        print(f"{'out of date' if '--check' in sys.argv else 'wrote'}: docs/{name}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
