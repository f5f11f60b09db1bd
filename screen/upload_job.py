"""A load that was confirmed, on its way and when it has ended."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from loaders.actor import acting
from loaders.files.names import clean
from loaders.loading import publish
from loaders.problem import LoadError, Problem
from loaders.report import Report
from loaders.store.effect import Effect
from loaders.store.publishing import Stored
from screen import access, address
from screen.address import plain
from screen.assets import component
from screen.preview import tell
from screen.staged_uploads import StagedPlan, staged_uploads
from screen.upload_rights import places
from screen.upload_words import table_name
from vocabulary import thai
from vocabulary.data_sets import BY_TABLE
from vocabulary.language import _

_TO_THE_TOP = component("top", "<span hidden></span>")


@dataclass
class UploadJob:
    """A load on its way. It lies in the session before it begins: when the visitor leaves the page the load
    goes on, but can write nothing there any more."""

    stored: Sequence[Report] | None = None
    """What became of each table; None where nothing was stored."""
    problems: Sequence[Problem] = ()
    is_over: bool = False


def publish_on_the_page(staged: StagedPlan) -> None:
    """Publishes what was confirmed and lets go of it; what became of it is told on the page drawn anew."""
    st.progress(0.9, _("Publishing …"))
    st.session_state["upload_job"] = job = UploadJob()
    # Asked before the plan is handed over: what is refused stays in the preview.
    plan = None
    try:
        plan = staged_uploads().hand_over(staged.keys)
        for organization, division in places(plan) if plan else ():
            access.demand("load", organization, division)
        with acting(access.visitor()):
            job.stored = publish(plan).reports if plan else None
    except LoadError as error:
        job.problems = error.problems
    finally:
        if plan:
            plan.close()
        job.is_over = True
    st.rerun()


def is_under_way() -> bool:
    """Whether a load that was begun before the page was left still goes on; if so, says so until it ends."""
    job: UploadJob | None = st.session_state.get("upload_job")
    if job is None or job.is_over:
        return False
    st.info(
        _("The load that you began goes on. What becomes of it is told here when it ends."),
        icon=":material/hourglass_top:",
    )
    # Alone, without the page: whoever waits shall not see it drawn anew each second.
    st.fragment(_wait, run_every=1)(job)
    return True


def _wait(job: UploadJob) -> None:
    if job.is_over:
        st.rerun()


def tell_outcome() -> bool:
    """Tells what became of the last load, also where the visitor had left the page before it ended; gives
    whether it stored anything."""
    job: UploadJob | None = st.session_state.pop("upload_job", None)
    if job is None:
        return False
    # Whoever confirmed stands far below, and the page has become shorter.
    _TO_THE_TOP(key="top", height="content")
    tell(job.problems)
    if job.stored is None and not job.problems:
        broken_off = _(
            "The load was broken off before anything was stored. Load the files again, and stay here"
            " until it ends."
        )
        st.warning(broken_off, icon=":material/sync_problem:")
    for report in job.stored or ():
        if report.stored:
            _tell_stored(report, report.stored)
    return job.stored is not None


def _tell_stored(report: Report, stored: Stored) -> None:
    """What became of a table that was stored: under which load, what it changed and left, and where its
    figures are shown."""
    assert report.checked
    name = clean(report.path.name)
    words = {
        "file": f"{name} ({report.sheet})" if report.sheet else name,
        "load": thai.number(stored.load_id),
    }
    if stored.unchanged:
        unchanged = _("{file} is loaded already (load {load}); nothing changed.")
        st.info(plain(unchanged.format(**words)), icon=":material/task_alt:")
    else:
        loaded = _("{file} is loaded: {rows} rows, load {load}.")
        st.success(plain(loaded.format(rows=thai.number(stored.rows), **words)), icon=":material/task_alt:")
        _tell_effect(report.effect, words["load"])
    for load, left in stored.left.items():
        rows_left = _(
            "{rows} rows of load {load} stay, which this file does not have. Check that nothing is counted"
            " twice."
        )
        told = rows_left.format(rows=thai.number(left), load=thai.number(load))
        st.warning(plain(told), icon=":material/playlist_add_check:")
    page = f"{BY_TABLE[report.checked.dataset.table].page}.py"
    with st.container(horizontal=True):
        label = _("See the page of {table}").format(table=table_name(report.checked.dataset))
        address.link(page, label, icon=":material/arrow_forward:")
        address.link("findings.py", _("See the findings"), icon=":material/fact_check:")


def _tell_effect(effect: Effect | None, load: str) -> None:
    """How many rows a load changed, and how many went with it."""
    if effect and (effect.changed or effect.gone):
        rows = _(
            "Rows that were there before: {changed} got other values, {gone} went. Undo load {load} to have"
            " them back."
        )
        words = {"changed": thai.number(effect.changed), "gone": thai.number(effect.gone), "load": load}
        show = st.warning if effect.gone else st.info
        show(rows.format(**words), icon=":material/published_with_changes:")
