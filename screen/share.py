"""Buttons with which a visitor takes something away: a text, the view, the picture of a chart."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import segno
import streamlit as st

from evidence import links
from screen.view import View
from sections.subject import Subject
from vocabulary.data_sets import BY_NAME
from vocabulary.language import _

LONGEST_LINK = 900
"""Letters of an address of which a QR code is made at most."""

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


_SHARE = st.components.v2.component(
    "prongsai_share",
    html="<button type='button' class='open' aria-haspopup='dialog' hidden></button>"
    "<div class='menu' popover='auto' role='dialog'></div>",
    css="""
    * { box-sizing: border-box; }
    button {
        min-height: 2rem; padding: .1rem .75rem; border-radius: var(--st-base-radius); cursor: pointer;
        border: 1px solid var(--st-border-color); white-space: nowrap;
        background: transparent; color: var(--st-text-color); font: .875rem var(--st-font);
    }
    button[hidden] { display: none; }
    button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
    button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
    .menu {
        position: fixed; inset: auto; margin: 0; padding: .75rem; width: 15.5rem;
        border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
        background: var(--st-background-color); color: var(--st-text-color);
        box-shadow: 0 4px 16px rgb(0 0 0 / 16%); font: .9rem var(--st-font);
    }
    .menu button { display: block; width: 100%; margin-bottom: .4rem; min-height: 2.5rem; text-align: left; }
    .code { margin: .4rem 0 0; text-align: center; }
    .code svg { width: 11rem; height: 11rem; background: #FFF; border-radius: 4px; }
    """,
    js="""
    const LINKS = "http://www.w3.org/2000/svg"
    const drawCode = data => {
        const figure = document.createElement("figure"), drawing = document.createElementNS(LINKS, "svg")
        const path = document.createElementNS(LINKS, "path"), size = data.wide + 4
        const bits = [...data.dark].map(digit => parseInt(digit, 16).toString(2).padStart(4, "0")).join("")
        const squares = bits.slice(bits.length - data.wide ** 2)
        path.setAttribute("d", [...squares].map((bit, at) => bit === "1"
            ? `M${at % data.wide + 2} ${Math.floor(at / data.wide) + 2}h1v1h-1z` : "").join(""))
        drawing.setAttribute("viewBox", `0 0 ${size} ${size}`)
        drawing.setAttribute("role", "img")
        drawing.setAttribute("aria-label", data.code)
        drawing.append(path)
        figure.className = "code"
        const caption = document.createElement("figcaption")
        caption.textContent = data.scan
        figure.append(drawing, caption)
        return figure
    }
    const copyLink = async () => {
        try {
            await navigator.clipboard.writeText(location.href)
        } catch {
            const area = document.createElement("textarea")
            area.value = location.href
            document.body.append(area)
            area.select()
            document.execCommand("copy")
            area.remove()
        }
    }
    export default function ({ data, parentElement }) {
        const open = parentElement.querySelector(".open"), menu = parentElement.querySelector(".menu")
        const button = (label, act) => {
            const made = document.createElement("button")
            made.type = "button"
            made.textContent = label
            made.onclick = () => act(made)
            return made
        }
        open.textContent = data.share
        open.hidden = false
        menu.setAttribute("aria-label", data.share)
        open.onclick = () => {
            const send = navigator.share ? [button(data.send, () => {
                menu.hidePopover()
                navigator.share({ title: document.title, url: location.href }).catch(() => {})
            })] : []
            const copy = button(data.copy, async made => {
                await copyLink()
                made.textContent = data.done
                setTimeout(() => { made.textContent = data.copy }, 2000)
            })
            const print = button(data.print, () => { menu.hidePopover(); setTimeout(() => window.print()) })
            menu.replaceChildren(copy, ...send, print, ...(data.wide ? [drawCode(data)] : []))
            menu.showPopover()
            const below = open.getBoundingClientRect(), own = menu.getBoundingClientRect()
            menu.style.left = `${Math.max(8, Math.min(below.left, innerWidth - own.width - 8))}px`
            menu.style.top = `${Math.max(8, Math.min(below.bottom + 6, innerHeight - own.height - 8))}px`
        }
        menu.onkeydown = event => event.key === "Escape" && open.focus()
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


def share_view(view: View, subject: Subject) -> None:
    """Draws the menu with which a view is passed on: its link, its QR code, to another program of the phone,
    and on paper. The code is of the address that shows the same when there are newer data."""
    words = {
        "share": _("Share"),
        "copy": _("Copy the link to this page"),
        "done": _("Copied"),
        "send": _("Send (LINE, e-mail …)"),
        "print": _("Print on one page"),
        "scan": _("Scan to open this view"),
        "code": _("QR code of this view"),
    }
    _SHARE(data=words | _code(_pinned(view, subject)), key="share", width="content", height="content")


def _pinned(view: View, subject: Subject) -> str:
    chosen = view.pinned(subject)
    here = links.view(BY_NAME[subject.data_set].page, chosen)
    return here or f"{st.context.url or ''}?{urlencode(chosen)}"


@lru_cache(maxsize=256)
def _code(link: str) -> dict[str, Any]:
    """The QR code of a link, which the browser draws: how many squares wide, and which are dark, as bits.
    Nothing where the code would be too fine for a phone's camera."""
    if len(link) > LONGEST_LINK:
        return {"wide": 0, "dark": ""}
    rows = segno.make(link, error="l", micro=False).matrix
    bits = "".join(str(bit) for row in rows for bit in row)
    return {"wide": len(rows), "dark": f"{int(bits, 2):x}".zfill(-(-len(bits) // 4))}


def _draw(data: dict[str, str | None], key: str) -> None:
    _BUTTON(data=data | {"done": _("Copied")}, key=key, width="content", height="content")
