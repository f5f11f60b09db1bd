"""The markup of Plotly's texts, made here and nowhere else: all other writing, whatever stands in a file,
is shown letter by letter."""

import re
from collections.abc import Mapping
from typing import Any

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Stand for < and > of our own markup until a chart is done: no character of any writing."""
BREAK = f"{_OPEN}br{_CLOSE}"
"""Between the lines of a text."""
_BOLD, _BOLD_END = f"{_OPEN}b{_CLOSE}", f"{_OPEN}/b{_CLOSE}"
NO_NAME = f"{_OPEN}extra{_CLOSE}{_OPEN}/extra{_CLOSE}"
"""At the end of a template of what is read under the pointer: the series is not named beside it."""
INK_END = f"{_OPEN}/span{_CLOSE}"
_TAG = re.compile(f"{_OPEN}[^{_CLOSE}]*{_CLOSE}")
_INK = re.compile(f'(?<={_OPEN}span style="color:)[^;"]*')
_TAGS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", _OPEN: "<", _CLOSE: ">"})
_TEXTS = ("text", "hovertext", "ticktext", "hovertemplate", "title")
"""What Plotly reads markup in, wherever it stands in a figure."""


def bold(text: str) -> str:
    """The text in bold letters."""
    return f"{_BOLD}{text}{_BOLD_END}"


def inked(text: str, style: str) -> str:
    """The text in a style of its own, such as color:#0A5A94."""
    return f'{_OPEN}span style="{style}"{_CLOSE}{text}{INK_END}'


def recolored(text: str, colors: Mapping[str, str]) -> str:
    """A color, or a text whose inks are these, with each as `colors` has it; what is only written stays."""
    if text in colors:
        return colors[text]
    return _INK.sub(lambda ink: colors.get(ink[0], ink[0]), text) if is_marked(text) else text


def is_marked(text: str) -> bool:
    """Whether a text has markup."""
    return _OPEN in text


def bare(text: str) -> str:
    """The text without markup."""
    return _TAG.sub("", text)


def written(text: str) -> str:
    """The text as Plotly takes it: our own markup as tags, all else so that it is read as no tag and no
    entity."""
    return text.translate(_TAGS)


def with_tags(part: Any, *, is_text: bool = False) -> Any:
    """A part of a figure with all its texts as `written`."""
    if isinstance(part, str):
        return written(part) if is_text else part
    if isinstance(part, dict):
        return {name: with_tags(value, is_text=is_text or name in _TEXTS) for name, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [with_tags(value, is_text=is_text) for value in part]
    return part
