"""Buttons with which a visitor takes something away: a text, the address of the page, the picture of a
chart."""

import streamlit as st

from vocabulary.language import _

# The button is hidden until its script has named it. Where the page is not served over https, browsers refuse
# the clipboard to scripts: there the text is selected and copied.
_BUTTON = st.components.v2.component(
    "prongsai_copy",
    html="<button type='button' hidden><span class='icon' aria-hidden='true'></span><span"
    " class='label'></span></button>",
    css="""
    button {
        display: inline-flex; align-items: center; gap: .4rem; min-height: 2rem; min-width: 2rem;
        padding: .1rem .5rem;
        border: 1px solid transparent; border-radius: var(--st-base-radius); cursor: pointer;
        white-space: nowrap;
        background: transparent; color: var(--st-text-color); font: .875rem var(--st-font);
    }
    button[hidden] { display: none; }
    button:has(.label:not(:empty)) { border-color: var(--st-border-color); }
    button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
    button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
    .icon { width: .8rem; height: .95rem; border: 1.5px solid currentColor; border-radius: 2px;
            box-shadow: -3px -3px 0 -1.5px var(--st-background-color), -3px -3px 0 0 currentColor;
            margin: 3px 0 0 3px; }
    .done .icon { box-shadow: none; background: currentColor; }
    .label:empty { display: none; }
    """,
    js="""
    export default function ({ data, parentElement }) {
        const button = parentElement.querySelector("button")
        const label = button.querySelector(".label")
        const rest = () => { label.textContent = data.label; button.classList.remove("done") }
        button.setAttribute("aria-label", data.name)
        button.title = data.name
        button.hidden = false
        rest()
        button.onclick = async () => {
            const text = data.text ?? location.href
            try {
                await navigator.clipboard.writeText(text)
            } catch {
                const area = document.createElement("textarea")
                area.value = text
                document.body.append(area)
                area.select()
                document.execCommand("copy")
                area.remove()
            }
            label.textContent = data.done
            button.classList.add("done")
            setTimeout(rest, 2000)
        }
    }
    """,
)


def copy_text(text: str, key: str) -> None:
    """Draws a small button that copies `text`."""
    _draw({"text": text, "label": "", "name": _("Copy this text")}, key)


def copy_link(key: str = "copy_link") -> None:
    """Draws a button that copies the address of what is shown."""
    _draw(
        {"text": None, "label": _("Copy the link to this view"), "name": _("Copy the link to this view")}, key
    )


def _draw(data: dict[str, str | None], key: str) -> None:
    _BUTTON(data=data | {"done": _("Copied")}, key=key, width="content", height="content")
