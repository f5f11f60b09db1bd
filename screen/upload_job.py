"""A load that was confirmed, on its way and when it has ended."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

import settings
from loaders import draft_letter
from loaders.actor import acting
from loaders.drafting import hand_in, publish_draft
from loaders.files.names import clean
from loaders.loading import Plan, publish
from loaders.problem import LoadError, Problem
from loaders.report import Report
from loaders.store.effect import Effect
from loaders.store.load_drafts import LoadDraft
from loaders.store.publishing import Stored
from screen import access, address, apart, identity
from screen.address import plain
from screen.assets import component
from screen.preview import tell
from screen.staged_uploads import StagedPlan, staged_draft, staged_uploads
from screen.upload_rights import demand_still, place_name
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
    handed_in: LoadDraft | None = None
    """The draft that was made instead, for a second person to approve."""
    unreached: Sequence[str] = ()
    """Approvers of that draft to whom no letter can be sent."""
    of_draft: bool = False
    """Whether what is published was somebody's draft."""
    is_over: bool = False


def publish_on_the_page(staged: StagedPlan, draft: LoadDraft | None = None) -> None:
    """Publishes what was confirmed, be it this visitor's own files or somebody's `draft`, and lets go of it;
    own files are handed in as a draft where an organization wants a second person. What became of it is told
    on the page drawn anew."""
    st.progress(0.9, _("Publishing …"))
    st.session_state["upload_job"] = job = UploadJob(of_draft=draft is not None)
    plan = None
    try:
        plan = (staged_draft() if draft else staged_uploads()).hand_over(staged.keys)
        if plan:
            _carry_out(job, plan, draft)
    except LoadError as error:
        job.problems = error.problems
    finally:
        if plan:
            plan.close()
        job.is_over = True
    st.rerun()


def _carry_out(job: UploadJob, plan: Plan, draft: LoadDraft | None) -> None:
    # Asked again: the right may have ended since the preview.
    if draft:
        demand_still("approve", [(organization, None) for organization in draft.organizations])
        with access.permitted("approve", *draft.organizations):
            job.stored = publish_draft(draft, plan).reports
        return
    demand_still("load", plan.places)
    with acting(access.current_actor()):
        if plan.organizations_to_ask:
            job.handed_in = hand_in(plan)
            job.unreached = _tell_approvers(job.handed_in)
        else:
            job.stored = publish(plan).reports


def _tell_approvers(draft: LoadDraft) -> list[str]:
    place = ", ".join(map(place_name, draft.organizations))
    site = identity.origin() or settings.address()
    return draft_letter.tell_approvers(draft, access.table(), access.own_keys(), place, site)


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
    apart.part(_wait, every=1)(job)
    return True


def _wait(job: UploadJob) -> None:
    if job.is_over:
        st.rerun()


def tell_outcome() -> bool:
    """Tells what became of the last load, also where the visitor had left the page before it ended; gives
    whether this visitor's files are stored or handed in."""
    job: UploadJob | None = st.session_state.pop("upload_job", None)
    if job is None:
        return False
    # Whoever confirmed stands far below, and the page has become shorter.
    _TO_THE_TOP(key="top", height="content")
    tell(job.problems)
    if job.handed_in:
        _tell_handed_in(job.handed_in)
        _tell_unreached(job.unreached)
    elif job.stored is None and not job.problems:
        broken_off = _(
            "The load was broken off before anything was stored. Load the files again, and stay here"
            " until it ends."
        )
        st.warning(broken_off, icon=":material/sync_problem:")
    for report in job.stored or ():
        if report.stored:
            _tell_stored(report, report.stored)
    return not job.of_draft and (job.stored is not None or job.handed_in is not None)


def _tell_handed_in(draft: LoadDraft) -> None:
    message = _(
        "Handed in for approval as draft {draft}. No figure has changed yet: someone else with the right to"
        " approve publishes it, or returns it with a remark. It stands in the list below."
    )
    st.success(message.format(draft=draft.name), icon=":material/pending_actions:")
    if alone := [each for each in draft.organizations if not access.approvers(each)]:
        message = _(
            "Nobody else may approve loads of {place} yet. Ask the administrator of this system to give"
            " somebody the role approver."
        )
        told = message.format(place=", ".join(map(place_name, alone)))
        st.warning(plain(told), icon=":material/person_alert:")


def _tell_unreached(approvers: Sequence[str]) -> None:
    groups = [each.removeprefix("group:") for each in approvers if each.startswith("group:")]
    people = [each for each in approvers if not each.startswith("group:")]
    if groups:
        told = _("No letter could be sent to the group {groups}: a group has no address. Tell its members.")
        st.info(plain(told.format(groups=", ".join(groups))), icon=":material/unsubscribe:")
    if people:
        told = _("No letter could be sent to {people}: no address is known. Tell them.")
        st.info(plain(told.format(people=", ".join(people))), icon=":material/unsubscribe:")


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
