"""What Streamlit runs first for every page: the view, navigation, and the scope in the sidebar."""

from pathlib import Path

import streamlit as st

from screen import address, choices
from screen.overview_cards import dress
from screen.view import resolve
from vocabulary.data_sets import LISTED
from vocabulary.language import _

view = resolve()
ASSETS = Path(__file__).parents[1] / "assets"
ICON = str(ASSETS / "icon.svg")
# Icons belong to the links: as a page's own icon, Streamlit would fetch one from a foreign host for the
# browser's tab.
ICONS = {
    st.Page("overview.py", title=_("Overview"), default=True): ":material/dashboard:",
    **{st.Page(f"{each.page}.py", title=_(each.title)): each.icon for each in LISTED},
    st.Page("findings.py", title=_("Findings")): ":material/fact_check:",
    st.Page("documents.py", title=_("ITA evidence")): ":material/folder_zip:",
    st.Page("data.py", title=_("Data")): ":material/database_upload:",
}
# On a phone the menu lies over the page, and Streamlit leaves it open whatever is chosen, and after a reload
# too.
MENU = """
const close = () => innerWidth <= 768
    && document.querySelector("[data-collapsed=false] [data-testid=stSidebarCollapseButton] button")?.click()
document.onclick = event => event.target.closest("[data-testid=stSidebar] a") && close()
close()
"""
page = st.navigation(list(ICONS), position="hidden")
st.set_page_config(page_title=f"{page.title} · {_('Prongsai')}", page_icon=ICON, layout="wide")
st.logo(ICON, size="large")
st.html(ASSETS / "look.css")
# The server sends pages in Thai; a visitor who switches to English does so without a new page. Paper asks
# whether it is dark, and Streamlit's way past the navigation speaks English only.
script = "document.documentElement.lang = '{}'; document.documentElement.dataset.theme = '{}';"
script += "document.querySelector('[data-testid=stSkipToContent]').textContent = '{}'"
script = script.format(view.language, st.context.theme.type, _("Skip to the content"))
st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)

is_data = page.url_path == "data"
if not view.organizations and not is_data:
    remedy = _(
        "There are no data to open. Load files: python -m loaders load FILE.csv."
        " If there were data before: python -m loaders rebuild"
    )
    st.error(remedy, icon=":material/database_off:")
    address.link("data.py", _("Load files in the browser"), icon=":material/arrow_forward:")
    st.stop()

if view.is_presenting:
    dress("present")
    leave, icon = _("Leave the presentation"), ":material/close:"
    st.button(leave, key="leave", type="tertiary", icon=icon, on_click=address.present, args=(False,))
else:
    with st.sidebar:
        for target, icon in ICONS.items():
            address.link(target, icon=icon)
        if not is_data:
            choices.choose_scope(view, page.url_path or None)
        choices.choose_writing(view)
        st.html(f"<script>{MENU}</script>", unsafe_allow_javascript=True)
if view.organizations:
    choices.warn_of_unknown(view)
if not is_data and view.is_made_up:
    warning = _(
        "**Made-up data.** This municipality does not exist: its figures are invented, to try the dashboard"
        " with. A few mistakes are planted in them on purpose."
    )
    st.warning(warning, icon=":material/science:")
page.run()
