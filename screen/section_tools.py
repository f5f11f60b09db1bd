"""The quiet row beside a section's heading: from chart to table and back, and what can be taken away."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from vocabulary.language import _

_TOOLS = st.components.v2.component(
    "prongsai_tools",
    html="<div class='tools' role='group'></div>",
    css="""
    .tools { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: .1rem; }
    a, button {
        display: inline-flex; align-items: center; gap: .2rem; min-width: 24px; min-height: 2rem;
        padding: 0 .4rem;
        border: 1px solid transparent; border-radius: var(--st-base-radius); background: transparent;
        color: var(--st-text-color); font: .75rem var(--st-font); text-decoration: none; white-space: nowrap;
        cursor: pointer; opacity: .8;
    }
    a:hover, button:hover { border-color: currentColor; color: var(--st-primary-color); opacity: 1; }
    a:focus-visible, button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 1px; }
    i { font: 400 1.15rem/1 "Material Symbols Rounded"; }
    .swap { border-color: var(--st-border-color); margin-right: .4rem; font-size: .85rem; opacity: 1; }
    """,
    js="""
    export default function ({ data, parentElement, setTriggerValue }) {
        const group = parentElement.querySelector(".tools")
        const tool = (kind, { icon, label, name }, act) => {
            const tool = document.createElement(kind)
            const sign = document.createElement("i")
            sign.textContent = icon
            sign.ariaHidden = "true"
            const text = document.createElement("span")
            text.textContent = label
            tool.append(sign, text)
            tool.title = tool.ariaLabel = name
            if (act) { tool.type = "button"; tool.onclick = () => act(text) }
            return tool
        }
        const copied = (text, copying) => {
            const label = text.textContent
            text.textContent = data.busy
            copying.then(() => { text.textContent = data.done }, () => { text.textContent = data.failed })
                .then(() => setTimeout(() => { text.textContent = label }, 3000))
        }
        const written = async () => {
            try { await navigator.clipboard.writeText(data.text) }
            catch {  // over http browsers refuse the clipboard to scripts; what is selected they copy
                const area = document.createElement("textarea")
                area.value = data.text
                document.body.append(area)
                area.select()
                document.execCommand("copy")
                area.remove()
            }
        }
        const drawn = async () => {
            const picture = fetch(group.querySelector("a").href).then(answer => {
                if (!answer.ok) throw new Error(answer.statusText)
                return answer.blob()
            })
            await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })])
        }
        const tools = []
        if (data.swap) {
            const swap = tool("button", data.swap, () => setTriggerValue("swap", true))
            swap.className = "swap"
            tools.push(swap)
        }
        for (const file of data.files) {
            const link = tool("a", file)
            link.href = new URL(file.address, document.baseURI).href
            link.download = file.file
            tools.push(link)
        }
        if (data.picture && window.ClipboardItem && navigator.clipboard?.write)
            tools.push(tool("button", data.picture, text => copied(text, drawn())))
        if (data.copy) tools.push(tool("button", data.copy, text => copied(text, written())))
        group.setAttribute("aria-label", data.name)
        group.replaceChildren(...tools)
    }
    """,
)


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
    has_pictures = any(each["address"].endswith("slide.png") for each in offered)
    data = {
        "name": _("Take away: {title}").format(title=title),
        "files": offered,
        "text": sentence,
        "copy": _look("content_copy", _("Text"), _("Copy the sentence")) if sentence else None,
        "picture": _look("content_paste", _("Copy"), _("Copy the picture")) if has_pictures else None,
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
