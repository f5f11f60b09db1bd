"""What the office adds to each measure: what came of it, what it suggests, and pictures of activities."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from evidence.activities import activities
from evidence.dossier import Dossier
from evidence.report import Activity
from loaders.files.names import clean
from loaders.problem import LoadError, Problem
from loaders.store import photographs
from loaders.store.document_texts import Box
from loaders.user_texts import MEASURE_TEXTS, PHOTOGRAPHS
from queries import documents, measures
from screen import access, address, boxes, choices, uploader
from screen.address import plain
from screen.view import View
from sections.choice import choice
from sections.subject import Question, Subject
from vocabulary import thai
from vocabulary.columns import title
from vocabulary.language import _, current

BESIDE = 4
"""Pictures side by side."""
REFUSED = "pictures_refused"
"""Under which the session keeps the measure whose pictures were refused last, and each Refused."""
Refused = tuple[str, Problem]
"""A picture's name, "" where it has none, and why it was refused."""


def ask_for_measures(view: View, dossier: Dossier) -> None:
    """The boxes and pictures of one measure after the other, for a document that tells of each; what there
    is, for who may not change. Nothing for another document."""
    subject = dossier.subjects.get("measures")
    if subject is None or not dossier.contents.has_pictures:
        return
    st.header(_("Results and pictures of each measure"), anchor=False)
    if not access.may("write", subject.scope.organization):
        _show(list(activities(subject)))
        return
    # The answer has what is due first; a report goes through the measures by number.
    every = subject.ask(measures.every, subject.today).sort_values("measure_no")
    names = {f"{row.measure_no}": _name(row, subject) for row in every.itertuples()}
    chosen = choice(view.address, "measure", _("Measure"), names, next(iter(names)), is_menu=True)
    choices.draw(chosen, width=None)
    row = next(row for row in every.itertuples() if f"{row.measure_no}" == chosen.value)
    _draw(subject, row)


def _name(row: Any, subject: Subject) -> str:
    """The measure's number and name, and what of it was added already."""
    pictures, texts = _added(subject, row.measure_no)
    added = [_("{count} pictures").format(count=thai.number(len(pictures)))] if len(pictures) else []
    added += [title(name) for name in ("result", "suggestion") if name in texts]
    added += [_("no pictures, with the reason")] if "reason" in texts and not len(pictures) else []
    told = f" ({', '.join(added)})" if added else ""
    return f"{thai.digits(row.measure_no)}. {row.measure}{told}"


def _added(subject: Subject, number: int) -> tuple[pd.DataFrame, dict[str, str]]:
    """The pictures of a measure, and its texts by name."""
    whose = (subject.scope.organization, subject.scope.fiscal_year)
    pictures = subject.published.ask(documents.photographs, *whose)
    texts = subject.published.ask(documents.measure_texts, *whose)
    texts = texts[texts.measure_no == number]
    return pictures[pictures.measure_no == number], dict(zip(texts.name, texts.text, strict=True))


def _draw(subject: Subject, row: Any) -> None:
    pictures, texts = _added(subject, row.measure_no)
    with st.container(key="boxes_measure"):
        for name in ("result", "suggestion"):
            # Where the office has written, its words stand in the answer, and the file's beside them.
            in_file = getattr(row, f"{name}_in_file", None) if name in texts else getattr(row, name)
            said = "" if thai.is_missing(in_file) else str(in_file)
            hint = _("Left empty, the words of the file stand in the document.") if said else ""
            where = _place(subject, row, MEASURE_TEXTS, name)
            boxes.box(where, title(name), texts.get(name, ""), hint=hint)
            if said:
                told = _("In the file: {text}").format(text=said)
                st.caption(plain(told).replace("\n", "  \n"))
        st.subheader(_("Pictures of the activities"), anchor=False)
        for start in range(0, len(pictures), BESIDE):
            beside = zip(st.columns(BESIDE), pictures.iloc[start : start + BESIDE].itertuples(), strict=False)
            for column, picture in beside:
                with column:
                    _draw_picture(subject, row, picture)
        # Who has added a picture need not say why there is none.
        if pictures.empty:
            where = _place(subject, row, MEASURE_TEXTS, "reason")
            boxes.box(where, _("Or why there is no picture of it"), texts.get("reason", ""))
        _offer_to_add(subject, row.measure_no)


def _place(subject: Subject, row: Any, file: str, name: str) -> Box:
    scope = subject.scope
    return Box(file, scope.organization, scope.fiscal_year, f"{row.measure_no}", name)


def _draw_picture(subject: Subject, row: Any, picture: Any) -> None:
    if content := subject.published.ask(documents.picture, picture.sha256):
        st.image(content)
    else:
        lost = _("The file of this picture is lost: take it away and add it again.")
        st.warning(lost, icon=":material/hide_image:")
    boxes.box(_place(subject, row, PHOTOGRAPHS, picture.sha256), _("Caption"), picture.caption)
    take_away = partial(_take_away, subject, int(row.measure_no), picture.sha256)
    label = _("Take the picture away")
    st.button(label, key=f"take_{picture.sha256}", icon=":material/delete:", on_click=take_away)


def _take_away(subject: Subject, number: int, sha256: str) -> None:
    whose = (subject.scope.organization, subject.scope.fiscal_year)
    refused: list[Refused] = []
    try:
        with access.permitted("write", whose[0]):
            photographs.take_away(*whose, number, sha256)
    except LoadError as error:
        refused.append(("", error.problems[0]))
    st.session_state[REFUSED] = number, refused


def _offer_to_add(subject: Subject, number: int) -> None:
    """Takes pictures as they are dropped, and says which were refused and why, until others are added or
    taken away."""
    # Not said once only: a box that was just left draws the page anew before anybody has read it.
    about, refused = st.session_state.get(REFUSED, (number, []))
    for name, problem in refused if about == number else []:
        told = ": ".join(filter(None, (name, problem.text(current()))))
        st.error(plain(told), icon=":material/error:")
    turn = st.session_state.setdefault("pictures_turn", 0)
    uploads = st.file_uploader(
        _("Add pictures (they are made smaller, and what the camera wrote into them is taken out)"),
        ["png", "jpg", "jpeg"],
        accept_multiple_files=True,
        key=f"pictures_{number}_{turn}",
        max_upload_size=photographs.LARGEST_MB,
    )
    words_of_taken = _("PNG or JPEG, up to {most} MB each")
    words_of_refused = _("The file marked in red was not taken: PNG or JPEG of up to {most} MB, no other.")
    uploader.name(words_of_taken, words_of_refused, photographs.LARGEST_MB)
    if uploads:
        refused = [(clean(each.name), _refusal(subject, number, each.getvalue())) for each in uploads]
        # Where such a rerun ends this one before the last line, the next does the same again.
        st.session_state[REFUSED] = number, [(name, problem) for name, problem in refused if problem]
        st.session_state["pictures_turn"] = turn + 1  # an empty uploader
        st.rerun()


def _refusal(subject: Subject, number: int, content: bytes) -> Problem | None:
    """Adds a picture; why it was refused, or nothing."""
    try:
        whose = (subject.scope.organization, subject.scope.fiscal_year)
        with access.permitted("write", whose[0]):
            photographs.add(*whose, number, [content])
    except LoadError as error:
        return error.problems[0]
    return None


def show_pictures(subject: Subject, of_measures: Question) -> None:
    """The pictures that the office added to the measures that a subject has to do with (`of_measures`:
    measure_no), only to look at, and for who may add some the way there."""
    scope, measures_of_year = subject.scope, subject.whole().alongside("measures")
    numbers = list(subject.ask(of_measures, subject.today).measure_no)
    _show(list(activities(measures_of_year, numbers)) if measures_of_year else [])
    if measures_of_year and access.may("write", scope.organization):
        label, year = _("Add pictures to a measure"), f"{scope.fiscal_year}"
        address.link("documents.py", label, ":material/add_a_photo:", item="measures_result", assessment=year)


def _show(added: list[Activity]) -> None:
    """The pictures and their captions, or the words why there are none; only to look at."""
    if not added:
        st.caption(_("No pictures were added yet."))
    for activity in added:
        st.markdown(f"**{plain(activity.heading)}**")
        if activity.reason:
            st.markdown(plain(activity.reason))
        for start in range(0, len(activity.photographs), BESIDE):
            beside = activity.photographs[start : start + BESIDE]
            for column, picture in zip(st.columns(BESIDE), beside, strict=False):
                column.image(picture.content, picture.caption)
