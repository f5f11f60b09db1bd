"""The quiet row beside a section's heading: from chart to table and back, and what can be taken away."""

from collections.abc import Callable
from typing import Any

from screen.assets import component
from vocabulary.language import _

_TOOLS = component("tools", "<div class='tools' role='group'></div>")


def draw_tools(
    key: str,
    title: str,
    files: dict[str, str],
    sentence: str,
    *,
    is_table: bool | None,
    swap: Callable[[], None],
) -> None:
    """Draws the tools of a section: a switch between chart and table (where `is_table` is None there is but
    one of them), its `files` (address → name of the file), and its sentence to copy."""
    looks = {
        "slide.png": ("image", "PNG", _("Picture for slides (PNG)")),
        "word.png": ("docs", "Word", _("Picture for Word (PNG, 16 cm wide)")),
        "vector.svg": ("polyline", "SVG", _("Picture in vectors (SVG)")),
        "table.csv": ("csv", "CSV", _("Table as CSV")),
        "table.xlsx": ("table_view", "XLSX", _("Table as a workbook (XLSX)")),
    }
    offered: list[dict[str, Any]] = []
    for address, file in files.items():
        icon, label, name = looks[address.rpartition("/")[2]]
        offered.append({"address": address, "file": file, "icon": icon, "label": label, "name": name})
    # Of a table, or without Chromium on the server, there is none to copy.
    has_pictures = any(each["address"].endswith("slide.png") for each in offered)
    data = {
        "name": _("Take away: {title}").format(title=title),
        "files": offered,
        "text": sentence,
        "copy": _look("content_copy", _("Copy text"), _("Copy the sentence")) if sentence else None,
        "picture": _look("content_paste", _("Copy picture"), _("Copy the picture")) if has_pictures else None,
        "swap": None if is_table is None else _swap_look(is_table=is_table),
        "busy": "…",
        "done": _("Copied"),
        "failed": _("Could not be copied"),
    }
    _TOOLS(data=data, key=key, on_swap_change=swap, width="content", height="content")


def _look(icon: str, label: str, name: str) -> dict[str, str]:
    return {"icon": icon, "label": label, "name": name}


def _swap_look(*, is_table: bool) -> dict[str, str]:
    if is_table:
        return _look("bar_chart", _("Chart"), _("Show the chart"))
    return _look("table", _("Table"), _("Show the table"))
