"""What the tools of Streamlit's tables and help are called: Streamlit itself names them in English only."""

import json

from vocabulary.language import N_, _, current

NAMES = {
    "Show/hide columns": N_("Show or hide columns"),
    "Download as CSV": N_("Download CSV"),
    "Search": N_("Search the table"),
    "Fullscreen": N_("Full screen"),
    "Close fullscreen": N_("Leave full screen"),
    "Select all": N_("All columns"),
    "Type to search": N_("Type to search"),
    "Previous Result": N_("Previous match"),
    "Next Result": N_("Next match"),
    "Close Search": N_("Close the search"),
    "Dataframe column menu": N_("Tools of the column"),
    "Copy column name": N_("Copy the column's name"),
    "Sort ascending": N_("Sort from the smallest"),
    "Sort descending": N_("Sort from the largest"),
    "Autosize": N_("Fit the width"),
    "Pin column": N_("Keep in view"),
    "Unpin column": N_("Keep in view no more"),
    "Hide column": N_("Hide the column"),
    "Help for": N_("Explanation of"),
}
HIDDEN = ("Statistics", "Format")
"""What a column's menu offers besides: in English, and with formats of other countries."""
SCRIPT = """
{{
const names = {names}, hidden = {hidden}
const places = "[data-testid=stElementToolbarButton] button, [data-testid^=stDataFrameColumn] *,"
    + " .gdg-search-bar *, [data-testid=stTooltipContent] p, button[aria-label^='Help for']"
const renamed = text => {{
    const known = Object.keys(names).find(name => text === name || text.startsWith(name + ": ")
        || name === "Help for" && text.startsWith(name))
    return known ? names[known] + text.slice(known.length) : text
}}
const rename = () => document.querySelectorAll(places).forEach(place => {{
    for (const attribute of ["aria-label", "title"]) {{
        const text = place.getAttribute(attribute)
        if (text && renamed(text) !== text) place.setAttribute(attribute, renamed(text))
    }}
    for (const node of place.childNodes) {{
        if (node.nodeType !== Node.TEXT_NODE) continue
        if (renamed(node.data) !== node.data) node.data = renamed(node.data)
        if (hidden.includes(node.data)) place.closest("[role=menuitem]")?.style.setProperty("display", "none")
    }}
}})
window.prongsaiNames?.disconnect()
window.prongsaiNames = new MutationObserver(rename)
const whole = {{ childList: true, subtree: true, attributeFilter: ["aria-label"] }}
window.prongsaiNames.observe(document.body, whole)
rename()
}}
"""


def name_tools() -> str:
    """The script that names the tools in Thai, whenever Streamlit draws some; in English they keep
    Streamlit's names."""
    names = {tool: _(name) for tool, name in NAMES.items()} if current() == "th" else {}
    return SCRIPT.format(names=json.dumps(names, ensure_ascii=False), hidden=json.dumps(HIDDEN))
