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


_PICTURES = st.components.v2.component(
    "prongsai_pictures",
    html="<div class='pictures' role='group'></div>",
    css="""
    .pictures, .pictures * { box-sizing: border-box; }
    .pictures { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center;
    font-family: var(--st-font); }
    a, button {
        display: inline-flex; align-items: center; min-height: 2rem; padding: .1rem .7rem;
        white-space: nowrap;
        border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); cursor: pointer;
        text-decoration: none;
        background: transparent; color: var(--st-text-color); font: inherit; font-size: .9rem;
        font-family: var(--st-font);
    }
    a:hover, button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
    a:focus-visible, button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
    """,
    js="""
    export default function ({ data, parentElement }) {
        const group = parentElement.querySelector(".pictures")
        group.setAttribute("aria-label", data.name)
        group.replaceChildren(...data.files.map(file => {
            const link = document.createElement("a")
            link.href = new URL(file.address, document.baseURI).href
            link.textContent = file.label
            link.download = file.name
            return link
        }))
        if (!window.ClipboardItem || !navigator.clipboard?.write) return
        const copy = document.createElement("button")
        copy.type = "button"
        copy.textContent = data.copy
        copy.onclick = async () => {
            const picture = fetch(group.querySelector("a").href).then(answer => {
                if (!answer.ok) throw new Error(answer.statusText)
                return answer.blob()
            })
            copy.textContent = data.busy
            try {
                await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })])
                copy.textContent = data.done
            } catch {
                copy.textContent = data.failed
            }
            setTimeout(() => { copy.textContent = data.copy }, 3000)
        }
        group.append(copy)
    }
    """,
)


def take_picture(token: str, file_name: str, key: str) -> None:
    """Draws the buttons that give the picture of a chart: for slides, for Word, as vectors, and to the
    clipboard."""
    labels = {
        "slide.png": _("Picture (PNG)"),
        "word.png": _("Picture for Word"),
        "vector.svg": _("Picture (SVG)"),
    }
    files = [
        {"address": f"picture/{token}/{form}", "label": label, "name": f"{file_name}_{form}"}
        for form, label in labels.items()
    ]
    words = {
        "copy": _("Copy the picture"),
        "busy": _("Drawing …"),
        "done": _("Copied"),
        "failed": _("Could not be copied"),
    }
    _PICTURES(data={"files": files, "name": _("Pictures of this chart")} | words, key=key, height="content")


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
