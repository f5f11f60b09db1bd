"""Loads that wait for a second person, on the page of data: whoever made one and whoever may approve it see
the same preview, made anew beside the present data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from pathlib import Path

import streamlit as st

from database import store
from loaders import drafting, four_eyes
from loaders.drafting import COUNTS, Difference
from loaders.problem import LoadError, Problem
from loaders.schema.datasets import DATASETS
from loaders.store import load_drafts
from loaders.store.load_drafts import LONGEST_REMARK, LoadDraft
from screen import access, identity
from screen.address import plain
from screen.preview import KINDS, show, tell
from screen.staged_uploads import StagedPlan, staged_draft
from screen.store_change import change
from screen.upload_job import publish_on_the_page
from screen.upload_rights import place_name
from screen.upload_words import moment, table_name
from vocabulary import thai
from vocabulary.language import N_, _, current

NOTICE = "draft_notice"


@dataclass(frozen=True)
class DraftUpload:
    """A file of a draft, as the files of an upload are read."""

    file_id: str
    name: str
    size: int
    path: Path

    def getbuffer(self) -> bytes:
        """What it holds."""
        return self.path.read_bytes()


def show_drafts() -> None:
    """All drafts that this visitor made or may approve, newest first; nothing where that is none and none is
    to be waited for."""
    try:
        seen = [draft for draft in load_drafts.drafts(store()) if _is_own(draft) or _may_approve(draft)]
    except LoadError as error:
        tell(error.problems)
        return
    notice = st.session_state.pop(NOTICE, None)
    if not (seen or notice or _is_awaited()):
        return
    st.header(_("Loads that wait for approval"), anchor=False)
    if notice:
        st.success(notice, icon=":material/task_alt:")
    if not any(draft.waits for draft in seen):
        st.caption(_("None waits now."))
    # What is to be decided first.
    for draft in sorted(seen, key=lambda each: not each.waits):
        with st.container(border=True, key=f"draft_{draft.name}"):
            _show(draft)


def _is_own(draft: LoadDraft) -> bool:
    who = identity.of_session()
    # Also where somebody has signed in by another provider, which names them otherwise.
    is_known = draft.drafted_by in (who.keys if who else ())
    return access.may_somewhere("load") and (is_known or draft.is_of(access.current_actor()))


def _may_approve(draft: LoadDraft) -> bool:
    return all(access.may("approve", organization) for organization in draft.organizations)


def _is_awaited() -> bool:
    """Whether loads of an organization for which this visitor may approve wait for that."""
    codes = {grant.organization for grant in access.roles() if "approve" in grant.acts}
    return any(map(four_eyes.are_wanted, codes))


def _show(draft: LoadDraft) -> None:
    names = ", ".join(dict.fromkeys(file.name for file in draft.files))
    st.markdown(f"**{plain(names)}**")
    if draft.waits:
        st.badge(_("waits for approval"), color="orange", icon=":material/pending_actions:")
    else:
        st.badge(_("returned"), color="red", icon=":material/undo:")
    made = _("Draft {draft} · handed in by {who}, {when}")
    told = [made.format(draft=draft.name, who=draft.drafted_by, when=_moment(draft.drafted_at))]
    told += [", ".join(map(place_name, draft.organizations))]
    told += [", ".join(dict.fromkeys(table_name(DATASETS[file.table]) for file in draft.files))]
    st.caption(plain(" · ".join(told)))
    if not draft.waits:
        _show_returned(draft)
    elif st.toggle(_("Show what it would change"), key=f"open_draft_{draft.name}"):
        _show_preview(draft)
    elif _is_own(draft):
        _offer_to_withdraw(draft)


def _moment(at: str) -> str:
    return moment(datetime.fromisoformat(at).replace(tzinfo=None))


def _show_returned(draft: LoadDraft) -> None:
    words = {"who": draft.returned_by, "when": _moment(draft.returned_at)}
    heading = _("{who} returned it, {when}:").format(**words)
    remark = plain(draft.remark).replace("\n", "  \n")
    st.warning(f"{plain(heading)}\n\n{remark}", icon=":material/comment:")
    if _is_own(draft):
        st.caption(_("Correct the file and load it again; that makes a new draft."))
        _offer_to_withdraw(draft)


def _show_preview(draft: LoadDraft) -> None:
    try:
        kept = load_drafts.files(store(), draft)
        uploads = [
            DraftUpload(f"{draft.name}_{number}", file.name, file.size, path)
            for number, (file, path) in enumerate(zip(draft.files, kept, strict=True))
        ]
        with st.spinner(_("Checking {file} …").format(file=plain(draft.files[0].name))):
            files = zip(uploads, draft.files, strict=True)
            staged = staged_draft().plan([(upload, file.how_it_is_read) for upload, file in files])
    except LoadError as error:
        tell(error.problems)
        _offer_what_may_be_done(draft, None, is_stale=True)
        return
    tell(staged.plan.problems)
    differences = drafting.differences(draft, staged.plan)
    _tell_differences(differences)
    tables = zip(uploads, draft.files, staged.previews, strict=True)
    # The tables of one workbook stand together, as when it was dropped.
    for _sha256, group in groupby(tables, lambda table: table[1].sha256):
        of_file = list(group)
        show(of_file[0][0], [each for _upload, _file, previews in of_file for each in previews], None)
    _offer_what_may_be_done(draft, staged, is_stale=bool(differences))


def _tell_differences(differences: Sequence[Difference]) -> None:
    """In what a draft would change the present data otherwise than those of when it was handed in."""
    if not differences:
        st.info(
            _("As it was handed in: the same rows take the place of the same ones."), icon=":material/equal:"
        )
        return
    heading = _(
        "The data have changed since this was handed in. What is shown below is made anew; this differs:"
    )
    lines = [f"**{heading}**"]
    for each in differences:
        lines += ["", plain(each.file)]
        lines += [f"- {sentence}" for sentence in _sentences(each)]
    st.warning("\n".join(lines), icon=":material/sync_problem:")


def _sentences(difference: Difference) -> list[str]:
    now = difference.now
    if now is None:
        return [_("It cannot be loaded any more; why is told below.")]
    told = [
        _("{kind} (rows): {before} when it was handed in, {now} now").format(
            kind=_(KINDS[kind]), before=thai.number(difference.before[kind]), now=thai.number(now[kind])
        )
        for kind in COUNTS
        if now[kind] != difference.before[kind]
    ]
    if difference.data_differ:
        told.append(_("The values that it would replace are others now."))
    if difference.rows_differ:
        told.append(_("Its own rows are read otherwise now, since headers or answers are remembered anew."))
    return told


def _offer_what_may_be_done(draft: LoadDraft, staged: StagedPlan | None, *, is_stale: bool) -> None:
    if _is_own(draft):
        st.caption(drafting.own_draft().text(current()))
        _offer_to_withdraw(draft)
    elif _may_approve(draft):
        _offer_to_publish(draft, staged, is_stale=is_stale)
        _offer_to_return(draft)


def _offer_to_publish(draft: LoadDraft, staged: StagedPlan | None, *, is_stale: bool) -> None:
    """The button that publishes what is shown above it, if that is what was shown when it was pressed."""
    closed = staged is None or not drafting.is_whole(draft, staged.plan)
    if is_stale and not closed:
        # For what is shown now, not for what was shown when it was ticked.
        key = f"looked_{draft.name}_{staged.keys if staged else ''}"
        closed = not st.checkbox(_("I have looked at what differs, and approve what is shown now"), key=key)
    keys = staged.keys if staged else None
    # Each its own: several may be open at once.
    name = f"shown_draft_{draft.name}"
    shown, st.session_state[name] = st.session_state.get(name), keys
    label, icon = _("Approve and publish"), ":material/publish:"
    pressed = st.button(label, type="primary", disabled=closed, icon=icon, key=f"publish_draft_{draft.name}")
    if not pressed or staged is None:
        return
    if shown == staged.keys:
        publish_on_the_page(staged, draft)
    else:
        new = _("What is shown above is new: look at it, then confirm again.")
        st.warning(new, icon=":material/sync_problem:")


def _offer_to_return(draft: LoadDraft) -> None:
    with st.form(f"return_{draft.name}", border=False):
        remark = st.text_area(
            _("Remark to who handed it in: what is to be changed"),
            max_chars=LONGEST_REMARK,
            key=f"remark_{draft.name}",
        )
        if st.form_submit_button(_("Return with this remark"), icon=":material/undo:"):
            change(partial(_give_back, draft, remark), NOTICE)


def _give_back(draft: LoadDraft, remark: str) -> str:
    with access.permitted("approve", *draft.organizations):
        load_drafts.give_back(store(), draft, remark)
    return _("Draft {draft} was returned.").format(draft=draft.name)


def _offer_to_withdraw(draft: LoadDraft) -> None:
    label = _("Withdraw") if draft.waits else _("Remove from the list")
    if st.button(label, icon=":material/delete:", key=f"withdraw_{draft.name}"):
        change(partial(_withdraw, draft), NOTICE)


def _withdraw(draft: LoadDraft) -> str:
    if not _is_own(draft):
        message = N_("Only who made a draft withdraws it; who may approve it returns it with a remark.")
        raise LoadError(Problem("error", "not_own_draft", message))
    with access.permitted("load", *draft.organizations, in_part=True):
        load_drafts.withdraw(store(), draft)
    return _("Draft {draft} was withdrawn.").format(draft=draft.name)
