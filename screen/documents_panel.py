"""What the page of evidence is made of: the item, what it asks for, the texts, the documents and the pack of
a year."""

from collections.abc import Hashable

import streamlit as st

from database import identity
from evidence import build, jobs
from evidence.dossier import Dossier, NothingToShowError, Standing, State, gather
from evidence.items import Item, items
from evidence.jobs import Files, Make, Progress
from evidence.paper import PaperError
from evidence.pictures import PictureError
from queries import documents
from screen import access, address, apart, choices
from screen.address import plain
from screen.boxes import is_told, is_unpublished, publish_boxes
from screen.sections import has_chromium
from screen.view import View, current_view
from screen.visitor import visitor
from sections.choice import choice
from sections.kept import until_published
from sections.subject import Published
from vocabulary import thai
from vocabulary.language import N_, _, counted, current

SIGNS: dict[State, str] = {
    "shown": ":green[:material/check_circle:]",
    "written": ":green[:material/check_circle:]",
    "partly": ":orange[:material/timelapse:]",
    "unwritten": ":orange[:material/edit_note:]",
    "missing": ":red[:material/error:]",
    "attach": ":gray[:material/attach_file:]",
}
STANDINGS: dict[Standing, str] = {
    "whole": ":green[:material/check_circle:]",
    "lacking": ":orange[:material/pending:]",
    "no_data": ":red[:material/error:]",
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
    names = {each.item.subject: f"{_name(each.item)} ({each.standing_in_words})" for each in dossiers}
    # Who opens the page sees an item that there are data for.
    first = next((each for each in dossiers if each.is_ready), dossiers[0]).item.subject
    item = choice(view.address, "item", _("Item of the assessment"), names, first, is_menu=True)
    of_year, of_item = st.columns([1, 4])
    with of_year:
        choices.draw(year, width=None)
    with of_item:
        choices.draw(item, width=None)
    choices.warn_of_unknown_values(view, year, item)
    return dossiers, next(each for each in dossiers if each.item.subject == item.value)


@until_published(2)
def _assessment_years(data: Published) -> tuple[int, ...]:
    return tuple(data.ask(documents.items).assessment_year.unique())


@until_published(32)
def _gathered(_edition: Hashable, data: Published, organization: str, year: int) -> list[Dossier]:
    """All items of a year, gathered once for all who see them in one language."""
    return [gather(data, item) for item in items(current_view().cursor(), organization, year)]


def _name(item: Item) -> str:
    return " · ".join(filter(None, (thai.digits(item.number), item.title)))


def show_demands(dossier: Dossier) -> None:
    """The checklist of the item: how it stands, each component with where it is or what to do, what does not
    reconcile, and whether the item's number is confirmed by a source."""
    st.header(_("Checklist"), anchor=False)
    if not dossier.components:
        st.markdown(
            _(
                "The headline figures of all data sets on one page, for the executives. The assessment does"
                " not ask for it."
            )
        )
        return
    st.markdown(f"{STANDINGS[dossier.standing]} **{plain(dossier.standing_in_words)}**")
    for each in dossier.components:
        told = ". ".join(filter(None, (each.explanation, each.remark)))
        st.markdown(f"{SIGNS[each.state]} **{plain(each.name)}**  \n{plain(told)}")
    _show_observations(dossier)
    if not dossier.item.is_confirmed:
        told = _(
            "The number of this item is not confirmed by a source. It is kept in"
            " data/reference/oit_items.csv."
        )
        st.caption(plain(told))
    if dossier.unwritten and access.may("write", dossier.item.organization):
        told = _(
            "The item asks for these texts: {texts}. Write them in the boxes below before the documents are"
            " made."
        )
        st.info(plain(told.format(texts=", ".join(dossier.unwritten))), icon=":material/edit_note:")


def _show_observations(dossier: Dossier) -> None:
    """How much of what does not reconcile stands in the document without an explanation."""
    if dossier.unexplained:
        told = counted(
            dossier.unexplained,
            N_(
                "{count} finding without an explanation stands in the notes on the data at the end of the"
                " document. Explanations are written on the page “Findings”."
            ),
            N_(
                "{count} findings without an explanation stand in the notes on the data at the end of the"
                " document. Explanations are written on the page “Findings”."
            ),
        )
        shown = plain(told.format(count=thai.number(dossier.unexplained)))
        st.markdown(f":orange[:material/rate_review:] {shown}")


def choose_digits(view: View) -> bool:
    """Draws the choice of the papers' digits; gives whether they are Thai, which they are in Thai unless
    others are chosen."""
    # Papers in Thai have Thai digits, whatever digits the pages have.
    usual = "th" if build.thai_digits_by_default(current()) or thai.with_thai_digits() else "arabic"
    names = {"th": "๐ ๑ ๒ ๓", "arabic": "0 1 2 3"}
    digits = choice(view.address, "paper_digits", _("Digits of the documents"), names, usual)
    choices.draw(digits)
    return digits.value == "th"


def offer_documents(dossier: Dossier, *, in_thai_digits: bool) -> None:
    """A button that makes the item's documents, how far they are, and in the end the documents."""
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

    if dossier.lacking:
        told = _("Not complete yet: {parts}. Documents can be made, but lack this.")
        parts = ", ".join(each.name for each in dossier.lacking)
        st.caption(plain(told.format(parts=parts)))

    def make(progress: Progress) -> Files:
        # In the thread that makes them: papers may have other digits than the page.
        thai.use_thai_digits(in_thai_digits)
        return build.documents(dossier.report(), progress)

    _offer(
        "documents",
        dossier.item.organization,
        (dossier.item, dossier.data.today, in_thai_digits),
        _("Make the documents"),
        make,
    )


def offer_pack(dossiers: list[Dossier], *, in_thai_digits: bool) -> None:
    """The items of the year and how each stands; a button that makes all their documents in one
    ZIP."""
    st.header(_("Pack of the whole year"), anchor=False)
    ready = [each for each in dossiers if each.is_ready]
    told = _(
        "Documents of {count} items, each as PDF, Word and Excel, with charts and tables, a checklist"
        " (check.pdf) and a list of file check codes."
    )
    st.markdown(plain(told.format(count=thai.number(len(ready)))))
    listed = (
        f"{STANDINGS[each.standing]} {plain(_name(each.item))}: {plain(each.standing_in_words)}"
        for each in dossiers
    )
    with st.expander(_("What is in it, and what is lacking yet")):
        st.markdown("  \n".join(listed))
    if not ready:
        return
    # All of them, ready or not: the checklist of the pack says what is lacking.
    wanted, data = [each.item for each in dossiers], dossiers[0].data

    covers: dict[build.Cover, str] = {"sheet": _("Cover sheet (PDF)"), "memo": _("Memo (Word)")}
    cover = st.segmented_control(
        _("Cover"), list(covers), format_func=covers.__getitem__, default="sheet", required=True, key="cover"
    )

    def make(progress: Progress) -> Files:
        thai.use_thai_digits(in_thai_digits)
        return build.pack(current_view().cursor(), data.catalogue, wanted, data.today, progress, cover)

    about = tuple(wanted), data.today, in_thai_digits, cover
    _offer("pack", wanted[0].organization, about, _("Make the pack"), make)


def _offer(name: str, organization: str, about: Hashable, label: str, make: Make) -> None:
    # Of the data that this page was drawn from: they may have been published anew since.
    key = (name, current_view().published, current(), about)
    job = jobs.known(key)
    if job and job.is_waited_for_by(visitor()):
        # Alone, so that the rest of the page stays as it is while documents are made.
        apart.part(_show_progress, every=0.5)(key, name)
    elif job and not job.is_open and not is_unpublished(organization) and _is_made(key, job, name):
        with st.container(horizontal=True, key=f"made_{name}"):
            for file_name, content in job.result().items():
                kind, mime, icon = FORMS[file_name.rpartition(".")[2]]
                shown = f"{kind} ({thai.number(len(content) / 1_000_000, 2)} MB)"
                st.download_button(
                    shown, content, file_name, mime, key=f"get_{file_name}", icon=icon, on_click="ignore"
                )
    elif _is_asked_for(name, about, label, organization):
        # Of data that a box published anew after the button was pressed.
        if outdated := jobs.known(st.session_state.get(f"asked_{name}")):
            outdated.give_up(visitor())
        try:
            jobs.ask(key, make, visitor())
            st.session_state[f"asked_{name}"] = key
        except jobs.BusyError:
            _wanted().pop(name)
            busy = _("Other documents that you or others asked for are being made. Try again in a minute.")
            st.warning(busy, icon=":material/hourglass_top:")
        else:
            st.rerun()


def _is_asked_for(name: str, about: Hashable, label: str, organization: str) -> bool:
    """Whether the documents shall be made, from what stands in the boxes now: where that was not published
    yet, the page is drawn anew with it first; where it cannot be, that is told, and none are made. They stay
    wanted until they are made: a box that was left by the very press may be published only afterwards."""
    wanted = _wanted()

    def want() -> None:
        wanted[name] = about

    # As a callback: a rerun for a box that was just left may end this one before it comes so far.
    st.button(label, type="primary", key=f"make_{name}", icon=":material/play_arrow:", on_click=want)
    if wanted.get(name) != about:
        return False
    # Another rerun of this visitor may have published the boxes meanwhile.
    if publish_boxes(organization) or identity() != current_view().published:
        st.rerun()
    if access.may("write", organization) and is_told():
        wanted.pop(name)
        st.rerun()
    return True


def _wanted() -> dict[str, Hashable]:
    """What the visitor wants made: name of the button → what about. A thing of its own: Streamlit ends a
    callback that uses the session's state while another rerun waits, and the press would be lost."""
    wanted: dict[str, Hashable] = st.session_state.setdefault("wanted", {})
    return wanted


def _is_made(key: Hashable, job: jobs.Job, name: str) -> bool:
    """Whether there are files. What went wrong is told once, and the work can be asked for again."""
    _wanted().pop(name, None)
    # Before the result is asked for, which raises what went wrong.
    if job.failed():
        jobs.forget(key)
    try:
        return bool(job.result())
    except PictureError:
        st.error(_("A chart could not be drawn. Try again."), icon=":material/error:")
    except PaperError as error:
        st.error(plain(error.said), icon=":material/error:")
    except NothingToShowError:
        st.info(_("There are no data yet that this item could be shown with."), icon=":material/event_busy:")
    return False


def _show_progress(key: Hashable, name: str) -> None:
    job = jobs.known(key)
    if job is None or not job.is_waited_for_by(visitor()):
        st.rerun()
    waits = _("Starting, or waiting for other documents to be finished …")
    st.progress(job.done / job.of if job.of else 0.0, text=plain(job.doing) or waits)
    wanted = _wanted()

    # A pack takes minutes, and its documents wait for each other.
    def give_up() -> None:
        wanted.pop(name, None)
        job.give_up(visitor())

    st.button(_("Give up"), key=f"give_up_{name}", icon=":material/close:", on_click=give_up)
