"""Loading in the browser: files are dropped, what was understood of each is shown, and those without errors
are published."""

from functools import partial

import streamlit as st

from loaders.files.names import clean
from loaders.layout.reading import Options
from loaders.loading import Place
from loaders.problem import LoadError
from screen import missing_facts, uploader
from screen.address import plain
from screen.open_questions import UploadAnswers
from screen.preview import Upload, cannot_be_loaded, show, tell
from screen.staged_uploads import Key, StagedPlan, staged_uploads
from screen.upload_job import is_under_way, publish_on_the_page, tell_outcome
from screen.upload_rights import demand_still
from vocabulary import thai
from vocabulary.language import N_, _

REPLACED = N_("{file}: the copy that was dropped last is used.")
FAILED = N_("{file}: was taken out, since it cannot be loaded.")
"""Why a file is not used."""


def load_in_the_browser() -> None:
    """The whole way: files, what they do not say, a preview of each, one confirmation for those without
    errors."""
    if is_under_way():
        return
    if tell_outcome():
        _begin_anew()
    # Of any kind: what a file is its first bytes say, and the loader tells it in words.
    uploads = st.file_uploader(
        _("Drop files here, or choose them"), accept_multiple_files=True, key=f"uploads_{_round()}",
        help=_("Nothing is stored before you confirm."),
    )  # fmt: skip
    _name_the_uploader()
    uploads = _in_force(uploads)
    shared = missing_facts.ask(_round())
    if staged := _staged(uploads, shared):
        _make_room(uploads, staged)
        _offer_to_take_out(uploads, staged)
        missing_facts.open_where_needed(_round(), staged.plan.reports)
        for upload, previews in zip(uploads, staged.previews, strict=True):
            show(upload, previews, _answers(upload))
        tell(staged.plan.problems)
        _confirm(staged)


def tell_lost_right() -> None:
    """Tells who was shown what a load would change, and may not load anything any more, why it is not
    published."""
    where: list[Place] = st.session_state.pop("shown_places", [])
    try:
        demand_still("load", where)
    except LoadError as error:
        tell(error.problems)
    staged_uploads().clear()


def _name_the_uploader() -> None:
    # What the browser refuses never comes here: a sentence stands ready.
    refused = _(
        "The file marked in red was not taken. Files may have up to {most} MB: split a larger one, for"
        " example by fiscal year."
        " If it is smaller, take it out and drop it again."
    )
    most = st.get_option("server.maxUploadSize")
    uploader.name(_("CSV or Excel, up to {most} MB each"), refused, most)


def _round() -> int:
    """How often this visitor has loaded: a new number makes a new, empty uploader."""
    # Streamlit empties no uploader; another key is another uploader.
    number: int = st.session_state.setdefault("intake_round", 0)
    return number


def _begin_anew() -> None:
    """Lets go of the uploads and all that was said of them."""
    st.session_state["intake_round"] = _round() + 1
    # What was said of one load is not said of the next.
    st.session_state["upload_answers"] = {}
    st.session_state["uploads_out"] = {}


def _in_force(uploads: list[Upload]) -> list[Upload]:
    """The uploads without those that were taken out, of which it is said why they were."""
    out: dict[str, str] = st.session_state.setdefault("uploads_out", {})
    told = [(clean(each.name), out[each.file_id]) for each in uploads if each.file_id in out]
    for name, why in dict.fromkeys(told):
        st.caption(_(why).format(file=plain(name)))
    return [upload for upload in uploads if upload.file_id not in out]


def _make_room(uploads: list[Upload], staged: StagedPlan) -> None:
    """Takes out a file that was refused where one of the same name was dropped after it."""
    for place, (upload, reports) in enumerate(zip(uploads, staged.plan.files, strict=True)):
        later = {each.name for each in uploads[place + 1 :]}
        # A corrected copy is dropped beside the file that failed, and both would be refused together.
        if upload.name in later and any(report.refused for report in reports):
            st.session_state["uploads_out"][upload.file_id] = REPLACED
            st.rerun()


def _offer_to_take_out(uploads: list[Upload], staged: StagedPlan) -> None:
    """A button that takes out what cannot be loaded, such as a file of which a corrected copy has another
    name."""
    failed = [
        upload
        for upload, reports in zip(uploads, staged.plan.files, strict=True)
        if any(cannot_be_loaded(report) for report in reports)
    ]
    # Where all have failed there is nothing that they keep from being loaded.
    if not failed or len(failed) == len(uploads):
        return
    label = _("Take out what cannot be loaded: {files}")
    files = ", ".join(clean(upload.name) for upload in failed)
    out = {upload.file_id: FAILED for upload in failed}
    take_out = partial(st.session_state["uploads_out"].update, out)
    label = plain(label.format(files=files))
    st.button(label, on_click=take_out, icon=":material/delete_sweep:", key="take_out_failed")


def _answers(upload: Upload) -> UploadAnswers:
    """What this visitor has said of a file."""
    answers: dict[str, UploadAnswers] = st.session_state.setdefault("upload_answers", {})
    return answers.setdefault(upload.file_id, UploadAnswers())


def _staged(uploads: list[Upload], shared: Options) -> StagedPlan | None:
    """The plan for the uploads; None where there are none, or where it is told why there can be none."""
    if not uploads:
        staged_uploads().clear()
        st.session_state.pop("shown_places", None)
        return None
    names = ", ".join(clean(upload.name) for upload in uploads)
    with st.spinner(_("Checking {file} …").format(file=plain(names))):
        try:
            return staged_uploads().plan([(upload, _answers(upload).options(shared)) for upload in uploads])
        except LoadError as error:
            problems = error.problems
    tell(problems)
    return None


def _confirm(staged: StagedPlan) -> None:
    """The button that publishes what is shown above it, if that is what was shown when it was pressed."""
    count = sum(any(report.brings_rows for report in file) for file in staged.plan.files)
    label = _("Confirm loading (files: {count})")
    if staged.plan.organizations_to_ask:
        label = _("Hand in for approval (files: {count})")
        st.caption(_("Nothing is published before somebody else has looked at it and approved it."))
    label = label.format(count=thai.number(count))
    # A button is pressed on the page as it was: it may have been drawn before another file was checked.
    shown, st.session_state["shown_plan"] = st.session_state.get("shown_plan"), staged.keys
    st.session_state["shown_places"] = staged.plan.places
    closed, icon = not staged.plan.may_be_published, ":material/publish:"
    if not st.button(label, type="primary", disabled=closed, icon=icon, key="confirm_load"):
        return
    if shown == staged.keys:
        publish_on_the_page(staged)
    else:
        st.warning(_what_is_new(shown, staged), icon=":material/sync_problem:")


def _what_is_new(shown: tuple[Key, ...] | None, staged: StagedPlan) -> str:
    """Why what was confirmed is not published."""
    if shown and shown[0][-1] != staged.plan.published:
        return _(
            "The published data have changed meanwhile. What is shown above is new: look at it, then"
            " confirm again."
        )
    return _("What is shown above is new: look at it, then confirm again.")
