"""Loading in the browser: files are dropped, what was understood of each is shown, and those without errors
are published.

Nothing of a visitor outlives the visit: uploads lie in the session, and on disk only while they are checked
or stored."""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

import database
from loaders.checks.check import head_of
from loaders.files.names import clean
from loaders.files.sheets import read_sheets
from loaders.layout.headers import headers
from loaders.layout.reading import Options
from loaders.loading import Progress, Report, check_files, foresee, store_files
from loaders.problem import LoadError, Problem
from loaders.store.effect import Effect, effect, first_rows
from loaders.store.publishing import Stored
from loaders.store.register import UNUSABLE, unusable
from screen import access, address, missing_facts
from screen.address import plain
from screen.open_questions import Said
from screen.preview import Preview, Upload, show, tell
from screen.upload_words import table_name
from vocabulary import thai
from vocabulary.data_sets import BY_TABLE
from vocabulary.language import _

SEEN_ROWS = 5
TO_THE_TOP = "document.querySelector('[data-testid=stMain]').scrollTo(0, 0)"


@dataclass
class Landing:
    """A load on its way. It lies in the session before it begins: when the visitor leaves the page the load
    goes on, but can write nothing there any more."""

    stored: list[tuple[Report, Effect | None]] | None = None
    """What was stored, each with what it was to change; None where nothing was."""
    problems: Sequence[Problem] = ()
    is_over: bool = False


def load_in_the_browser() -> None:
    """The whole way: files, what they do not say, a preview of each, one confirmation for those without
    errors."""
    if _is_under_way():
        return
    _tell_what_landed()
    # Of any kind: what a file is its first bytes say, and the loader tells it in words.
    uploads = st.file_uploader(
        _("Drop files here, or choose them"), accept_multiple_files=True, key=f"uploads_{_round()}",
        help=_("Nothing is stored before you confirm."),
    )  # fmt: skip
    _name_the_uploader()
    shared = missing_facts.ask(_round())
    if not uploads:
        return
    previews = _previews(uploads, shared)
    missing_facts.open_where_needed(
        _round(), [preview.report for _options, found in previews for preview in found]
    )
    for upload, (_options, found) in zip(uploads, previews, strict=True):
        show(upload, found, Said(_mapping(upload), _answers(upload), partial(_ask_again, upload)))
    accepted = [
        (upload, *each) for upload, each in zip(uploads, previews, strict=True) if _brings_rows(each[1])
    ]
    label = _("Confirm loading (files: {count})").format(count=thai.number(len(accepted)))
    seen, st.session_state["seen"] = st.session_state.get("seen"), _published()
    if st.button(label, type="primary", disabled=not accepted, icon=":material/publish:", key="confirm_load"):
        if seen == _published():
            _publish(accepted)
        else:
            said = _(
                "The published data have changed meanwhile. What is shown above is new: look at it, then"
                " confirm again."
            )
            st.warning(said, icon=":material/sync_problem:")


def _name_the_uploader() -> None:
    """Streamlit's uploader speaks English only: its words are hidden, and ours shown in their place."""
    most = thai.number(st.get_option("server.maxUploadSize"))
    uploader = "[data-testid=stFileUploader]"
    dropzone = f"{uploader} [data-testid=stFileUploaderDropzone]:has([data-testid=stFileUploaderDropzoneInstructions])"
    words = {
        f"{dropzone} button p": _("Choose files"),
        f"{dropzone} [data-testid=stFileUploaderDropzoneInstructions] span": _(
            "CSV or Excel, up to {most} MB each"
        ),
    }
    rules = [
        f"{place} {{font-size: 0}} {place}::after {{content: '{word.format(most=most)}'; font-size: 0.95rem}}"
        for place, word in words.items()
    ]
    # What the browser refuses never comes here: a sentence stands ready, and Streamlit's own is not shown
    # beside it.
    refused = _(
        "The file marked in red was not taken. Files may have up to {most} MB: split a larger one, for"
        " example by fiscal year."
        " If it is smaller, take it out and drop it again."
    )
    rules.append(f"{uploader}:has([aria-invalid=true])::after {{content: '{refused.format(most=most)}'}}")
    st.html(f"<style>{''.join(rules)}</style>")


def _round() -> int:
    """How often this visitor has loaded: a new number makes a new, empty uploader."""
    number: int = st.session_state.setdefault("intake_round", 0)
    return number


# Checking


def _previews(uploads: list[Upload], shared: Options) -> list[tuple[Options, list[Preview]]]:
    """Each file's options, and a preview of each table in it; made anew only where file, options or published
    data changed."""
    before: dict[Any, list[Preview]] = st.session_state.get("previews", {})
    now: dict[Any, list[Preview]] = {}
    told = []
    for upload in uploads:
        mapping, answers = dict(_mapping(upload)), dict(_answers(upload))
        options = replace(
            shared, mapping=mapping, answers=answers, ask_again=upload.file_id in _asked_again()
        )
        key = upload.file_id, str(options), _published()
        with st.spinner(_("Checking {file} …").format(file=plain(clean(upload.name)))):
            now[key] = before.get(key) or _preview(upload, options)
        told.append((options, now[key]))
    st.session_state["previews"] = now
    return told


def _published() -> database.Identity | None:
    try:
        return database.identity()
    except database.NoDatabaseError:
        return None


def _mapping(upload: Upload) -> dict[str, str]:
    """The columns that this visitor chose for unknown headers of a file."""
    chosen: dict[str, str] = st.session_state.setdefault("mapping", {}).setdefault(upload.file_id, {})
    return chosen


def _answers(upload: Upload) -> dict[str, str]:
    """What this visitor answered where a file leaves something open."""
    given: dict[str, str] = st.session_state.setdefault("answers", {}).setdefault(upload.file_id, {})
    return given


def _asked_again() -> set[str]:
    """The files of which all is asked, also what was answered for such files before."""
    asked_again: set[str] = st.session_state.setdefault("ask_again", set())
    return asked_again


def _ask_again(upload: Upload) -> None:
    _asked_again().add(upload.file_id)


@contextmanager
def _on_disk(uploads: list[Upload]) -> Iterator[list[Path]]:
    """The uploads as files that only this program's user can read, until the block ends."""
    with TemporaryDirectory(prefix="prongsai-") as folder:
        paths = [Path(folder) / str(number) / clean(upload.name) for number, upload in enumerate(uploads)]
        for path, upload in zip(paths, uploads, strict=True):
            path.parent.mkdir()
            path.write_bytes(upload.getbuffer())
        yield paths


def _preview(upload: Upload, options: Options) -> list[Preview]:
    with _on_disk([upload]) as paths, ExitStack() as done:
        reports = _checked(done, paths, options, lambda name, rows: None)
        found = []
        for report in reports:
            rows = first_rows(report.checked, SEEN_ROWS) if report.checked else []
            found.append(
                Preview(
                    report, rows, _effect(report) if report.brings_rows else None, _likely_headers(report)
                )
            )
        if any(preview.effect for preview in found):
            _foresee(reports)
    return found


def _checked(done: ExitStack, paths: list[Path], options: Options, progress: Progress) -> list[Report]:
    """Files checked against the store; once `done` nothing of them is left on disk, also where the visitor
    has gone."""
    reports = check_files(paths, options, progress, database.store())
    for report in reports:
        done.callback(report.close)
    return reports


def _likely_headers(report: Report) -> tuple[str, ...]:
    """What seem to be the headers of a table of which none is known: the row with the most different
    words."""
    if report.original is None or not any(problem.rule == "no_header" for problem in report.problems):
        return ()
    try:
        head = head_of(read_sheets(report.original, report.sheet)[0])
    except LoadError:
        return ()
    words = [
        [name for name in header.names if re.search(r"[^\W\d_]", name)]
        for header in headers(head)
        if len(header.rows) == 1
    ]
    return tuple(max(words, key=lambda row: len(set(row)), default=()))


def _brings_rows(previews: list[Preview]) -> bool:
    return any(preview.report.brings_rows for preview in previews)


def _effect(report: Report) -> Effect | None:
    assert report.checked
    try:
        return effect(database.store(), report.checked)
    except LoadError as error:
        report.problems = [*report.problems, *error.problems]
    except UNUSABLE as error:
        report.problems = [*report.problems, unusable(database.store(), error)]
    return None


def _foresee(reports: list[Report]) -> None:
    try:
        foresee(reports, database.store())
    except LoadError as error:
        reports[0].problems = [*reports[0].problems, *error.problems]
    except UNUSABLE as error:
        reports[0].problems = [*reports[0].problems, unusable(database.store(), error)]


# Publishing


def _publish(accepted: list[tuple[Upload, Options, list[Preview]]]) -> None:
    """Loads the files that were accepted, and says so on the page drawn anew; or says why not."""
    rows = [
        sum(each.report.checked.rows_read for each in found if each.report.checked)
        for _upload, _options, found in accepted
    ]
    bar, whole = st.progress(0.0, _("Loading …")), max(sum(rows), 1)
    st.session_state["landing"] = landing = Landing()
    try:
        access.demand()
        with _on_disk([upload for upload, _options, _found in accepted]) as paths, ExitStack() as done:
            reports: list[Report] = []
            for number, (path, (_upload, options, _found)) in enumerate(zip(paths, accepted, strict=True)):
                before = sum(rows[:number])

                def progress(name: str, read: int, before: int = before) -> None:
                    told = _("Reading {file}: {rows} rows").format(file=plain(name), rows=thai.number(read))
                    bar.progress(min((before + read) / whole, 1.0) * 0.9, told)

                reports += _checked(done, [path], options, progress)
            bar.progress(0.9, _("Publishing …"))
            store_files(reports, database.store())
            effects = (each.effect for _upload, _options, found in accepted for each in found)
            landing.stored = list(zip(reports, effects, strict=True))
    except LoadError as error:
        landing.problems = error.problems
    except UNUSABLE as error:
        landing.problems = (unusable(database.store(), error),)
    finally:
        landing.is_over = True
    st.rerun()


def _empty() -> None:
    """Lets go of the uploads and all that was shown of them."""
    st.session_state["intake_round"] = _round() + 1
    st.session_state["previews"] = {}
    st.session_state["mapping"] = {}
    st.session_state["answers"] = {}
    st.session_state["asked"] = {}
    st.session_state["ask_again"] = set()


def _is_under_way() -> bool:
    """Whether a load that was begun before the page was left still goes on; if so, says so until it ends."""
    landing: Landing | None = st.session_state.get("landing")
    if landing is None or landing.is_over:
        return False
    st.info(
        _("The load that you began goes on. What becomes of it is told here when it ends."),
        icon=":material/hourglass_top:",
    )
    st.fragment(_wait, run_every=1)(landing)
    return True


def _wait(landing: Landing) -> None:
    if landing.is_over:
        st.rerun()


def _tell_what_landed() -> None:
    """What became of the last load, also where the visitor had left the page before it ended."""
    landing: Landing | None = st.session_state.pop("landing", None)
    if landing is None:
        return
    # Whoever confirmed stands far below, and the page has become shorter.
    st.html(f"<script>{TO_THE_TOP}</script>", unsafe_allow_javascript=True)
    tell(landing.problems)
    if landing.stored is None:
        if not landing.problems:
            said = _(
                "The load was broken off before anything was stored. Load the files again, and stay here"
                " until it ends."
            )
            st.warning(said, icon=":material/sync_problem:")
        return
    _empty()
    for report, foreseen in landing.stored:
        if report.refused:
            tell(report.problems)
        elif report.stored:
            _tell_one(report, report.stored, foreseen)


def _tell_one(report: Report, stored: Stored, foreseen: Effect | None) -> None:
    """What became of a table that was stored: under which load, what it changed and left, and where its
    figures are shown."""
    assert report.checked
    name = clean(report.path.name)
    words = {
        "file": f"{name} ({report.sheet})" if report.sheet else name,
        "load": thai.number(stored.load_id),
    }
    if stored.unchanged:
        st.info(plain(_("{file} is loaded already (load {load}); nothing changed.").format(**words)))
    else:
        said = _("{file} is loaded: {rows} rows, load {load}.").format(rows=thai.number(stored.rows), **words)
        st.success(plain(said), icon=":material/task_alt:")
        _tell_effect(foreseen, words["load"])
    for load, left in stored.left.items():
        said = _(
            "{rows} rows of load {load} stay, which this file does not have. Check that nothing is counted"
            " twice."
        )
        st.warning(plain(said.format(rows=thai.number(left), load=thai.number(load))))
    page = f"{BY_TABLE[report.checked.dataset.table].page}.py"
    with st.container(horizontal=True):
        label = _("See the page of {table}").format(table=table_name(report.checked.dataset))
        address.link(page, label, icon=":material/arrow_forward:")
        address.link("findings.py", _("See the findings"), icon=":material/fact_check:")


def _tell_effect(what: Effect | None, load: str) -> None:
    """How many rows a load changed, and how many went with it."""
    if what and (what.changed or what.gone):
        said = _(
            "Rows that were there before: {changed} got other values, {gone} went. Undo load {load} to have"
            " them back."
        )
        told = said.format(changed=thai.number(what.changed), gone=thai.number(what.gone), load=load)
        (st.warning if what.gone else st.info)(told, icon=":material/published_with_changes:")
