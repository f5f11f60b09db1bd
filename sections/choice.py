"""A choice that belongs to a section: its values, which of them is taken, and how it wants to be drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from vocabulary import thai
from vocabulary.columns import title
from vocabulary.language import _

Chosen = Mapping[str, str]
"""What a reader chose: name in the address → value. On paper nothing is chosen, and every choice is at its
default."""


@dataclass(frozen=True)
class Choice:
    """A choice kept in the address under `name`. `options` are its values and what they are called."""

    name: str
    label: str
    options: Mapping[str, str]
    default: str
    value: str
    """The value taken: the one that was chosen, or the default where none or an unknown one was."""
    is_menu: bool = False
    """A menu, for options that are many or long; else buttons side by side."""
    is_labelled: bool = True
    """Whether the label is seen; a reader of the page aloud hears it always."""

    @property
    def setting(self) -> str:
        """What the names of files say of it: the value taken, but nothing of the default."""
        return "" if self.value == self.default else self.value


def choice(
    chosen: Chosen,
    name: str,
    label: str,
    options: Mapping[str, str],
    default: str,
    *,
    is_menu: bool = False,
    is_labelled: bool = True,
) -> Choice:
    """The choice with the value that `chosen` takes. Raises TypeError where a value is no text, since no
    address could ever name it."""
    if not isinstance(options, Mapping) or not all(isinstance(option, str) for option in options):
        raise TypeError(f"{name}: the values of a choice must be texts")
    value = chosen.get(name, default)
    return Choice(name, label, options, default, value if value in options else default, is_menu, is_labelled)


def choice_of_column(
    chosen: Chosen, name: str, columns: tuple[str, ...], *, is_labelled: bool = True
) -> Choice:
    """By which of these columns figures are told; the first unless another is chosen."""
    options = {column: title(column) for column in columns}
    return choice(chosen, name, _("Show by"), options, columns[0], is_labelled=is_labelled)


FIRST, WHOLE = 8, 10
"""Rows of a page's main picture, where there are more than WHOLE of them, unless all are wanted."""


def choice_of_rows(chosen: Chosen, rows: int) -> Choice:
    """The first rows of a picture or all of them: with nothing to choose from where they are few."""
    every = {"all": _("All {rows}").format(rows=thai.number(rows))}
    # To hide one or two rows would save nothing.
    few = {"": _("First {rows}").format(rows=thai.number(FIRST))} if rows > WHOLE else {}
    options = few | every
    return choice(chosen, "rows", _("Rows in the picture"), options, next(iter(options)), is_labelled=False)


def most_rows(rows: Choice) -> int | None:
    """How many rows a picture shows at most, as chosen; None for all."""
    return None if rows.value else FIRST
