"""What the page of evidence is made of: the item, what it asks for, the texts, the documents and the pack of
a year."""

from collections.abc import Hashable

import streamlit as st

from database import cursor, identity
from evidence import build, jobs
from evidence import items as evidence
from evidence.items import POSTS, Component, Item, NothingToShowError
from evidence.jobs import Files, Make, Progress
from evidence.pictures import BusyError, PictureError
from loaders.problem import LoadError
from loaders.store.document_texts import LONGEST_POST, LONGEST_TEXT, write
from queries import documents
from screen import access, address
from screen.address import plain
from screen.sections import answer, has_chromium, said
from vocabulary import thai
from vocabulary.language import _, current

SIGNS: dict[evidence.State, str] = {
    "shown": ":green[:material/check_circle:]",
    "written": ":green[:material/check_circle:]",
    "partly": ":orange[:material/timelapse:]",
    "unwritten": ":orange[:material/edit_note:]",
    "missing": ":red[:material/error:]",
    "attach": ":gray[:material/attach_file:]",
}
OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS = {
    "pdf": ("PDF", "application/pdf", ":material/picture_as_pdf:"),
    "docx": ("Word (DOCX)", f"{OFFICE}.wordprocessingml.document", ":material/description:"),
    "xlsx": ("Excel (XLSX)", f"{OFFICE}.spreadsheetml.sheet", ":material/table_view:"),
    "zip": ("ZIP", "application/zip", ":material/folder_zip:"),
}


def choose_item() -> tuple[list[Item], Item]:
    """Draws the choice of assessment year and item; gives all items of the year, and the one chosen."""
    every, code = answer(documents.items), address.organization()
    years = {str(year): thai.digits(year) for year in every.assessment_year.unique()}
    newest = next((year for year in address.fiscal_years() if year in years), next(iter(years)))
    of_year, of_item = st.columns([1, 4])
    with of_year:
        address.choose("assessment", st.selectbox, _("Assessment of the year"), years, newest)
    items = said(_items, code, int(address.choice("assessment", years, newest)))
    names = {item.subject: _name(item) for item in items}
    first = next((item.subject for item in items if _is_ready(item)), items[0].subject)
    with of_item:
        address.choose("item", st.selectbox, _("Item of the assessment"), names, first)
    address.warn_of_unknown(assessment=(newest, *years), item=(first, *names))
    chosen = address.choice("item", names, first)
    return items, next(item for item in items if item.subject == chosen)


def _name(item: Item) -> str:
    return " · ".join(filter(None, (thai.digits(item.number), item.title)))


def _items(code: str, year: int) -> list[Item]:
    return evidence.items(cursor(), code, year)


def _components(item: Item) -> list[Component]:
    return evidence.components(cursor(), address.catalogue(), item)


def _boxes(item: Item) -> dict[str, str]:
    return evidence.boxes(cursor(), item)


def _ready(item: Item) -> bool:
    return evidence.is_ready(evidence.found(cursor(), address.catalogue(), item), item)


def _is_ready(item: Item) -> bool:
    return bool(said(_ready, item))


def show_demands(item: Item) -> None:
    """What the item must show, and for each whether it can be; whether the item's number is confirmed by a
    source."""
    components: list[Component] = said(_components, item)
    if not components:
        st.markdown(
            _(
                "The headline figures of all data sets on one page, for the executives. The assessment does"
                " not ask for it."
            )
        )
        return
    st.header(_("What the item asks for"), anchor=False)
    for each in components:
        st.markdown(f"{SIGNS[each.state]} **{plain(each.name)}**  \n{plain(each.said)}")
    if not item.is_confirmed:
        told = _(
            "The number of this item is not confirmed by a source. It is kept in"
            " data/reference/oit_items.csv."
        )
        st.caption(plain(told))


def ask_for_texts(item: Item) -> None:
    """The boxes for what people write into the document, and for the posts that sign it; only to read for who
    may not change."""
    written, boxes = answer(evidence.texts, item), said(_boxes, item)
    st.header(_("Texts of the document"), anchor=False)
    if not access.may_change():
        for name, label in (boxes | {name: _(label) for name, label in POSTS.items()}).items():
            st.markdown(f"**{label}**  \n{plain(written.get(name) or thai.NOTHING)}".replace("\n", "  \n"))
        st.caption(
            _(
                "No texts can be written: changing data is switched off. The page “Data” says how to switch"
                " it on."
            )
        )
        return
    if st.session_state.pop("texts_kept", False):
        st.success(_("The texts are saved."), icon=":material/task_alt:")
    with st.form(f"texts_{item.file_name}", enter_to_submit=False):
        texts = {
            name: st.text_area(
                label, written.get(name, ""), max_chars=LONGEST_TEXT, key=f"{name}_{item.file_name}"
            )
            for name, label in boxes.items()
        }
        with st.container(horizontal=True):
            for name, label in POSTS.items():
                shown = _("{role} (title of the post)").format(role=_(label))
                texts[name] = st.text_input(
                    shown, written.get(name, ""), max_chars=LONGEST_POST, key=f"{name}_{item.file_name}"
                )
        saves = st.form_submit_button(_("Save the texts"), icon=":material/save:")
        st.caption(_("Documents hold the texts that are saved: save before you make them."))
    if saves:
        _keep(item, texts)


def _keep(item: Item, texts: dict[str, str]) -> None:
    try:
        access.demand()
        write(item.organization, item.assessment_year, item.subject, texts)
    except LoadError as error:
        st.error(plain(error.problems[0].text(current())), icon=":material/error:")
    else:
        st.session_state["texts_kept"] = True
        st.rerun()


def offer_documents(item: Item) -> None:
    """A button that makes the item's documents, how far they are, and in the end the documents."""
    st.header(_("Documents"), anchor=False)
    if not _is_ready(item):
        st.info(_("There are no data yet that this item could be shown with."), icon=":material/event_busy:")
        address.link("data.py", _("Load files in the browser"), icon=":material/arrow_forward:")
        return
    if not has_chromium():
        st.caption(
            _(
                "The documents come with tables and without charts: these need Chromium on the serving"
                " machine."
            )
        )
    known, today = address.catalogue(), thai.today()

    def make(progress: Progress) -> Files:
        return build.documents(evidence.report(cursor(), known, item, today), progress)

    _offer("documents", (item, today), _("Make the documents"), make)


def offer_pack(items: list[Item]) -> None:
    """The items of the year and whether they can be shown; a button that makes all their documents in one
    ZIP."""
    st.header(_("Pack of the whole year"), anchor=False)
    ready = [item for item in items if _is_ready(item)]
    told = _(
        "Documents of {count} items, each as PDF, Word and Excel, with charts and tables, and a list of"
        " hashes to check by."
    )
    st.markdown(plain(told.format(count=thai.number(len(ready)))))
    listed = (f"{SIGNS['shown' if item in ready else 'missing']} {plain(_name(item))}" for item in items)
    with st.expander(_("What is in it, and what there are no data for yet")):
        st.markdown("  \n".join(listed))
    if not ready:
        return
    known, today = address.catalogue(), thai.today()

    def make(progress: Progress) -> Files:
        return build.pack(cursor(), known, items, today, progress)

    _offer("pack", (tuple(items), today), _("Make the pack"), make)


def _offer(name: str, about: Hashable, label: str, make: Make) -> None:
    key = (name, identity(), current(), thai.with_thai_digits(), about)
    job = jobs.known(key)
    if job and job.is_open:
        st.fragment(_show_progress, run_every=0.5)(key, name)
    elif job and _is_made(key, job):
        with st.container(horizontal=True, key=f"made_{name}"):
            for file_name, content in job.result().items():
                kind, mime, icon = FORMS[file_name.rpartition(".")[2]]
                shown = f"{kind} ({thai.number(len(content) / 1_000_000, 2)} MB)"
                st.download_button(
                    shown, content, file_name, mime, key=f"get_{file_name}", icon=icon, on_click="ignore"
                )
    elif st.button(label, type="primary", key=f"make_{name}", icon=":material/play_arrow:"):
        try:
            jobs.ask(key, make)
        except BusyError:
            st.warning(
                _("Many documents are being made. Try again in a minute."), icon=":material/hourglass_top:"
            )
        else:
            st.rerun()


def _is_made(key: Hashable, job: jobs.Job) -> bool:
    """Whether there are files. What went wrong is told once, and the work can be asked for again."""
    if job.failed():
        jobs.forget(key)
    try:
        return bool(job.result())
    except (BusyError, PictureError):
        st.error(_("A chart could not be drawn. Try again."), icon=":material/error:")
    except NothingToShowError:
        st.info(_("There are no data yet that this item could be shown with."), icon=":material/event_busy:")
    return False


def _show_progress(key: Hashable, name: str) -> None:
    job = jobs.known(key)
    if job is None or not job.is_open:
        st.rerun()
    waits = _("Starting, or waiting for other documents to be finished …")
    st.progress(job.done / job.of if job.of else 0.0, text=plain(job.doing) or waits)
    st.button(_("Give up"), key=f"give_up_{name}", icon=":material/close:", on_click=job.give_up)
