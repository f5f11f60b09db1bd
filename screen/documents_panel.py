"""What the page of evidence is made of: the item, what it asks for, the texts, the documents and the pack of
a year."""

from collections.abc import Hashable
from functools import lru_cache

import streamlit as st

from database import cursor, identity
from evidence import build, jobs
from evidence.dossier import Dossier, NothingToShowError, State, gather
from evidence.items import POSTS, Item, items
from evidence.jobs import Files, Make, Progress
from evidence.paper import PaperError
from evidence.pictures import BusyError, PictureError
from loaders.problem import LoadError
from loaders.store.document_texts import LONGEST_POST, LONGEST_TEXT, write
from queries import documents
from screen import access, address, choices
from screen.address import plain
from screen.sections import has_chromium
from screen.view import View
from sections.choice import choice
from sections.subject import Published
from vocabulary import thai
from vocabulary.language import _, current

SIGNS: dict[State, str] = {
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


def choose_item(view: View) -> tuple[list[Dossier], Dossier]:
    """Draws the choice of assessment year and item; gives all items of the year, and the one chosen."""
    years = {str(year): thai.digits(year) for year in _assessment_years(view.asked)}
    newest = next((f"{year}" for year in view.fiscal_years if f"{year}" in years), next(iter(years)))
    year = choice(view.address, "assessment", _("Assessment of the year"), years, newest, is_menu=True)
    dossiers = _gathered(view.edition, view.asked, view.organization, int(year.value))
    names = {each.item.subject: _name(each.item) for each in dossiers}
    first = next((each for each in dossiers if each.is_ready), dossiers[0]).item.subject
    item = choice(view.address, "item", _("Item of the assessment"), names, first, is_menu=True)
    of_year, of_item = st.columns([1, 4])
    with of_year:
        choices.draw(year, width=None)
    with of_item:
        choices.draw(item, width=None)
    choices.warn_of_unknown_values(view, year, item)
    return dossiers, next(each for each in dossiers if each.item.subject == item.value)


@lru_cache(maxsize=2)
def _assessment_years(data: Published) -> tuple[int, ...]:
    return tuple(data.ask(documents.items).assessment_year.unique())


@lru_cache(maxsize=32)
def _gathered(_edition: Hashable, data: Published, organization: str, year: int) -> list[Dossier]:
    """All items of a year, gathered once for all who see them in one language."""
    return [gather(data, item) for item in items(cursor(), organization, year)]


def _name(item: Item) -> str:
    return " · ".join(filter(None, (thai.digits(item.number), item.title)))


def show_demands(dossier: Dossier) -> None:
    """What the item must show, and for each whether it can be; whether the item's number is confirmed by a
    source."""
    if not dossier.components:
        st.markdown(
            _(
                "The headline figures of all data sets on one page, for the executives. The assessment does"
                " not ask for it."
            )
        )
        return
    st.header(_("What the item asks for"), anchor=False)
    for each in dossier.components:
        st.markdown(f"{SIGNS[each.state]} **{plain(each.name)}**  \n{plain(each.explanation)}")
    if not dossier.item.is_confirmed:
        told = _(
            "The number of this item is not confirmed by a source. It is kept in"
            " data/reference/oit_items.csv."
        )
        st.caption(plain(told))


def ask_for_texts(dossier: Dossier) -> None:
    """The boxes for what people write into the document, and for the posts that sign it; only to read for who
    may not change."""
    item, written, boxes = dossier.item, dossier.texts, dossier.boxes
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


def offer_documents(dossier: Dossier) -> None:
    """A button that makes the item's documents, how far they are, and in the end the documents."""
    st.header(_("Documents"), anchor=False)
    if not dossier.is_ready:
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

    def make(progress: Progress) -> Files:
        return build.documents(dossier.report(), progress)

    _offer("documents", (dossier.item, dossier.data.today), _("Make the documents"), make)


def offer_pack(dossiers: list[Dossier]) -> None:
    """The items of the year and whether they can be shown; a button that makes all their documents in one
    ZIP."""
    st.header(_("Pack of the whole year"), anchor=False)
    ready = [each for each in dossiers if each.is_ready]
    told = _(
        "Documents of {count} items, each as PDF, Word and Excel, with charts and tables, and a list of"
        " hashes to check by."
    )
    st.markdown(plain(told.format(count=thai.number(len(ready)))))
    signs = [SIGNS["shown" if each.is_ready else "missing"] for each in dossiers]
    names = [plain(_name(each.item)) for each in dossiers]
    listed = (f"{sign} {name}" for sign, name in zip(signs, names, strict=True))
    with st.expander(_("What is in it, and what there are no data for yet")):
        st.markdown("  \n".join(listed))
    if not ready:
        return
    wanted, data = [each.item for each in dossiers], dossiers[0].data

    covers: dict[build.Cover, str] = {"sheet": _("Cover sheet (PDF)"), "memo": _("Memo (Word)")}
    cover = st.segmented_control(
        _("Cover"), list(covers), format_func=covers.__getitem__, default="sheet", required=True, key="cover"
    )

    def make(progress: Progress) -> Files:
        return build.pack(cursor(), data.catalogue, wanted, data.today, progress, cover)

    _offer("pack", (tuple(wanted), data.today, cover), _("Make the pack"), make)


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
    except PaperError as error:
        st.error(plain(error.said), icon=":material/error:")
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
