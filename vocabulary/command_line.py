"""A command line in Thai and English: what its help says, what is told of a call that was wrong, and the exit
status. Click parses; the words are ours."""

import os
import sys
from collections.abc import Sequence
from functools import partial
from io import TextIOWrapper
from typing import Any

import click
from click.exceptions import NoSuchCommand

from vocabulary.language import N_, translate

# 130 is what a shell says of a program that Ctrl-C has ended.
REFUSED, BROKEN_OFF = 1, 130
"""Exit statuses: something was refused; the user broke off. (Click's own of a wrong call is 2.)"""
INTERRUPTED = "Query interrupted"
"""What DuckDB raises a RuntimeError with, instead of KeyboardInterrupt, when the user breaks off a query."""
HEADINGS = (N_("Options"), N_("Positional arguments"), N_("Commands"))
"""Click's headings of a help, as our catalogue knows them."""
WIDEST = 120
"""Columns of a terminal that a help fills at most."""


def both(message: str, **words: object) -> str:
    """A message of the catalogue in Thai and English, its places filled with `words`."""
    return " / ".join(translate(message, language).format(**words) for language in ("th", "en"))


class WrongCall(click.BadParameter):
    """What is wrong with a call, or with a value in it: a message of the catalogue and what fills its
    places."""

    def __init__(self, message: str, **words: object) -> None:
        super().__init__(message)
        self.words = words


class Formatter(click.HelpFormatter):
    """Writes a help with headings in both languages."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Writes how to call the command."""
        super().write_usage(prog, args, prefix or f"{both(N_('usage'))}: ")

    def write_heading(self, heading: str) -> None:
        """Writes the heading of a part."""
        super().write_heading(both(heading))


class Context(click.Context):
    """A call whose help is written in both languages."""

    formatter_class = Formatter


class Option(click.Option):
    """An option whose help is a message of the catalogue."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """How the option is written, and what it says."""
        said = _explained(self)
        return self.get_help_spec(ctx), f"{said} [{both(N_('required'))}]" if self.required else said


class Argument(click.Argument):
    """An argument whose help is a message of the catalogue."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """What stands for the argument, and what it says."""
        return self.make_metavar(ctx), _explained(self)


def _explained(param: Option | Argument) -> str:
    """What is said of an option or argument; the words to choose from, where they do not stand before it."""
    said = both(param.help or "")
    if isinstance(param.type, click.Choice) and param.metavar:
        return f"{said}: {', '.join(param.type.choices)}"
    return said


class Command(click.Command):
    """A command whose help is a message of the catalogue."""

    context_class = Context

    def __init__(self, name: str | None, **about: Any) -> None:
        # One word too many reaches parse_args, which refuses it in our words.
        settings = {"max_content_width": WIDEST, "allow_extra_args": True}
        super().__init__(name, **about, context_settings=settings, add_help_option=False)
        # Click's own says what it does in English only.
        click.help_option("-h", "--help", cls=Option, help=N_("show this help and stop"))(self)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Takes the call apart; what is wrong with it knows of which command."""
        try:
            rest = super().parse_args(ctx, args)
            if rest and not isinstance(self, click.Group):
                raise WrongCall(N_("{more} is more than the command takes"), more=" ".join(rest))
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        return rest

    def get_short_help_str(self, limit: int = 45) -> str:
        """What the command does, as the list of commands has it."""
        return both(self.help or "")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(both(self.help or ""))


class Group(Command, click.Group):
    """Commands under one name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as they are given, not by the alphabet."""
        return [*self.commands]


command = partial(click.command, cls=Command)
argument = partial(click.argument, cls=Argument)
option = partial(click.option, cls=Option)


class Choice(click.Choice[str]):
    """One of these words, written out."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word, where it is one of them."""
        if value not in self.choices:
            raise WrongCall(
                N_("“{value}” is none of: {choices}"), value=value, choices=", ".join(self.choices)
            )
        return str(value)


def whole_number(text: str | int) -> int:
    """A whole number."""
    try:
        return int(text)
    except ValueError:
        raise WrongCall(N_("“{value}” is not a whole number"), value=text) from None


def run(command: click.Command, program: str, arguments: Sequence[str] | None = None) -> int:
    """Carries out a call; gives its exit status: the command's own, or what became of the call."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Windows would choose a code page without Thai; a file's name may be no text at all.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    call = sys.argv[1:] if arguments is None else [*arguments]
    try:
        # Else Click prints its own English and ends the process.
        exit_status: int = command.main(call, program, standalone_mode=False)
        # Whether anybody still reads is known now, while it can be told.
        sys.stdout.flush()
    except click.UsageError as error:
        print(_told(error), file=sys.stderr)
        return error.exit_code
    except RuntimeError as error:
        # Click's Abort is a RuntimeError, too.
        if not isinstance(error, click.Abort) and str(error) != INTERRUPTED:
            raise
        print(both(N_("stopped")), file=sys.stderr)
        return BROKEN_OFF
    except BrokenPipeError:  # nobody reads on; Python's own flush at its end must not fail again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    return exit_status


def _told(error: click.UsageError) -> str:
    """How to call the command, and what is wrong with the call: in Thai, then in English."""
    ctx, (message, words) = error.ctx, _wrong(error)
    assert ctx is not None, "Command.parse_args sees to it"
    thai, english = (
        _where(error) + translate(message, language).format(**words) for language in ("th", "en")
    )
    in_thai, in_english = (
        translate(N_("see {help}"), language).format(help=f"{ctx.command_path} --help")
        for language in ("th", "en")
    )
    return (
        f"{ctx.get_usage()}\n"
        f"{translate(N_('the call is wrong'), 'th')}: {thai} ({in_thai})\n"
        f"{ctx.command_path}: error: {english} ({in_english})"
    )


def _where(error: click.UsageError) -> str:
    """The option or argument whose value is wrong."""
    if not isinstance(error, WrongCall) or error.param is None:
        return ""
    return f"{_written(error.param)}: "


def _written(param: click.Parameter) -> str:
    return param.opts[0] if isinstance(param, click.Option) else param.human_readable_name.removesuffix("...")


def _wrong(error: click.UsageError) -> tuple[str, dict[str, object]]:
    """What is wrong with a call: a message of the catalogue and what fills its places."""
    command = error.ctx.command if error.ctx else None
    match error:
        case WrongCall():
            return error.message, error.words
        case click.MissingParameter(param=click.Parameter() as param):
            return N_("{name} is missing"), {"name": _written(param)}
        case click.NoSuchOption(option_name=name, possibilities=[nearest, *_]):
            return N_("there is no option {name}; did you mean {nearest}?"), {
                "name": name,
                "nearest": nearest,
            }
        case click.NoSuchOption(option_name=name):
            return N_("there is no option {name}"), {"name": name}
        case click.BadOptionUsage(option_name=name) if command:
            takes_none = any(
                param.is_flag
                for param in command.params
                if isinstance(param, click.Option) and name in param.opts
            )
            return (N_("{name} takes no value") if takes_none else N_("{name} needs a value")), {"name": name}
        case NoSuchCommand(command_name=name) if isinstance(command, click.Group):
            return N_("there is no command {name}, only {known}"), {
                "name": name,
                "known": ", ".join(command.commands),
            }
        case _ if isinstance(command, click.Group):
            return N_("a command is missing: {known}"), {"known": ", ".join(command.commands)}
    return error.message, {}
