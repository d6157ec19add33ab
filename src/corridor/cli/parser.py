"""From words to a command and its options, by the standard library's argparse.

A command's parser is made when that command is called, and its function is imported then: listing the
commands costs nothing, and a cold answer a third less than with a framework (docs/dependencies.md).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NamedTuple, NoReturn

from corridor.cli.arguments import Argument, Command
from corridor.cli.commands import COMMANDS, EXAMPLES, GROUPS, HELP
from corridor.errors import CorridorError, did_you_mean, nearest

_WIDTH = 100


class UsageError(CorridorError):
    """Words that are no command of ours; the message says what is wrong and names the nearest."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return f"{self.message} See `corridor --help`."


class Call(NamedTuple):
    """A command, understood: its function, imported when called, and the values of its options."""

    command: Command
    values: dict[str, Any]

    def __call__(self) -> int:
        """Run the command and give its exit code."""
        module, name = self.command.target.split(":")
        function: Callable[..., int] = getattr(import_module(module), name)
        return function(**self.values)


def parse(tokens: Sequence[str]) -> Call | str:
    """Understand words: give the call they make, or the help text they ask for.

    Raises `UsageError` with the nearest command, option or choice.
    """
    words = list(tokens)
    if not words or words[0] in {"--help", "-h"}:
        return top_help()
    name = words.pop(0)
    if name in GROUPS:
        if not words or words[0] in {"--help", "-h"}:
            return group_help(name)
        name = f"{name} {words.pop(0)}"
    if name not in COMMANDS:
        option = name.startswith("-")
        known = ["--help", "--version"] if option else [*COMMANDS, *GROUPS]
        what = "option" if option else "command"
        message = f'Unknown {what} "{name}".{did_you_mean(nearest(name, known))}'
        raise UsageError(message)
    command = COMMANDS[name]
    parser = parser_of(name, command)
    if "--help" in words or "-h" in words:
        return parser.format_help()
    values, unknown = parser.parse_known_args(words)
    if unknown:
        raise UsageError(_about_unknown(unknown[0], command))
    return Call(command, vars(values))


def _about_unknown(word: str, command: Command) -> str:
    flags = [flag for argument in command.arguments for flag in argument.flags if flag.startswith("--")]
    if word.startswith("-"):
        option = word.partition("=")[0]
        return f'Unknown option "{option}".{did_you_mean(nearest(option, [*flags, "--help"]))}'
    return f'Superfluous word "{word}".'


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message[0].upper() + message[1:] + ".")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=_WIDTH)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401
        super().add_usage(usage, actions, groups, "Usage: " if prefix is None else prefix)


def parser_of(name: str, command: Command) -> argparse.ArgumentParser:
    """Make the parser of one command."""
    parser = _Parser(
        prog=f"corridor {name}",
        description=command.help.strip(),
        formatter_class=_Formatter,
        allow_abbrev=False,
        usage=f"corridor {name} "
        + " ".join(argument.flags[0].upper() for argument in command.arguments if argument.is_positional)
        + " [options]",
    )
    for argument in command.arguments:
        _add(parser, argument)
    return parser


def _add(parser: argparse.ArgumentParser, argument: Argument) -> None:
    options: dict[str, Any] = {"help": argument.help.replace("%", "%%")}
    if argument.is_flag:
        options |= {"action": "store_true"}
    elif argument.choices:
        options |= {"type": _choice(argument), "metavar": "|".join(argument.choices), "default": argument.default}
    else:
        options |= {"type": argument.kind, "default": argument.default}
        options |= {"metavar": argument.metavar or argument.flags[0].lstrip("-").upper()}
    if not argument.is_positional:
        options["dest"] = argument.name
    parser.add_argument(*argument.flags, **options)


def _choice(argument: Argument) -> Callable[[str], str]:
    def choose(text: str) -> str:
        if text not in argument.choices:
            choices = ", ".join(argument.choices)
            near = did_you_mean(nearest(text, argument.choices))
            msg = f'invalid value "{text}", choose from {choices}.{near}'
            raise argparse.ArgumentTypeError(msg.rstrip("?.") + ("?" if near else ""))
        return text

    return choose


def top_help() -> str:
    """Give the help of the whole program: its commands and some examples."""
    listed = {name: command.help for name, command in COMMANDS.items() if " " not in name} | GROUPS
    return f"Usage: corridor COMMAND …\n\n{HELP}\n\nCommands:\n{_listing(listed)}\n{EXAMPLES}"


def group_help(group: str) -> str:
    """Give the help of a group of commands."""
    listed = {name: command.help for name, command in COMMANDS.items() if name.startswith(f"{group} ")}
    return f"Usage: corridor {group} COMMAND …\n\n{GROUPS[group]}\n\nCommands:\n{_listing(listed)}"


def _listing(listed: dict[str, str]) -> str:
    return "".join(f"  {name:<18}{text.strip().splitlines()[0]}\n" for name, text in sorted(listed.items()))
