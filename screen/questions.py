"""The foot of every page: how the office is reached, a way to ask or object, and what it answered. For the
office, the list of what was asked."""

from collections import Counter
from datetime import UTC, date, datetime

import streamlit as st

from database import store
from loaders import mail
from loaders.problem import LoadError
from loaders.store import questions as asked
from loaders.store.questions import LONGEST_ANSWER, LONGEST_CONTACT, LONGEST_QUESTION, Question
from screen import access, address, apart
from screen.address import plain
from screen.contact import contact
from screen.view import View
from screen.visitor import visitor
from vocabulary import thai
from vocabulary.data_sets import BY_NAME
from vocabulary.language import _, current

MOST_A_DAY, MOST_OF_VISIT = 40, 5
"""Questions of one address of the network in a day, and of one visit."""
FOR_THE_OFFICE = ("notifications", "people", "questions")
"""Pages that the public does not see, and so does not ask about."""
_of_address: Counter[tuple[str, date]] = Counter()


def draw_foot(view: View, page: str, title: str) -> None:
    """The office's contact, the way to ask of this page, and the published answers on it."""
    reached = contact(view.organization)
    with st.container(key="foot", horizontal=True, vertical_alignment="center"):
        told = " · ".join(filter(None, (reached.name, reached.phone, reached.email)))
        if told:
            st.caption(f":material/call: {plain(told)}", width="content")
        if page not in FOR_THE_OFFICE:
            asks = _("Ask about this page, or object")
            if st.button(asks, key="ask_of_page", icon=":material/contact_support:", type="tertiary"):
                _ask(view, page, title)
    answered = [each for each in _published(view) if each.page == page and not each.finding_id]
    if answered:
        with st.expander(
            _("Questions that were answered ({count})").format(count=thai.number(len(answered)))
        ):
            for each in answered:
                draw_answer(each)


def draw_answer(question: Question) -> None:
    """A question and its answer, as all may read them."""
    st.markdown(f"**{_lines(question.text)}**  \n{_lines(question.answer)}")
    st.caption(plain(_("{name}, {day}").format(name=question.answered_by, day=_day(question.answered_at))))


def published_of_finding(view: View, finding_id: str) -> list[Question]:
    """What was asked of a finding and answered for all."""
    return [each for each in _published(view) if each.finding_id == finding_id]


def ask_of_finding(view: View, finding_id: str, finding: str) -> None:
    """Opens the form for a finding."""
    _ask(view, "findings", finding, finding_id)


def _published(view: View) -> list[Question]:
    every = asked.questions(store(), view.organization) if view.organization else []
    return [each for each in every if each.is_published]


def _ask(view: View, page: str, title: str, finding_id: str = "") -> None:
    apart.dialog(_("Ask or object"), _draw_form)(view, page, title, finding_id)


def _draw_form(view: View, page: str, title: str, finding_id: str) -> None:
    subject = view.subject(page) if page in BY_NAME else None
    place = f"{title} · {(subject or view).place}"
    st.caption(plain(place))
    # Another form for the next question, which does not begin with the words of this one.
    form = st.empty()
    with form.form(f"question_{_asked()}", border=False, enter_to_submit=False):
        text = st.text_area(_("What do you want to know, or what is wrong?"), max_chars=LONGEST_QUESTION)
        reply = st.text_input(
            _("Where the answer goes (e-mail or telephone; may stay empty)"), max_chars=LONGEST_CONTACT
        )
        st.caption(
            _("Only the office reads this. It may publish question and answer, never how you are reached.")
        )
        is_sent = st.form_submit_button(_("Send"), type="primary")
    if is_sent:
        link = address.reference(page, dict(view.address)).removeprefix("./")
        if _send(Question(0, view.organization, link, place, text, "", finding_id, reply)):
            form.empty()  # pressed again it would send the same once more


def _asked() -> int:
    """How many questions this visit has sent."""
    return int(st.session_state.setdefault("questions_asked", 0))


def _send(question: Question) -> bool:
    here = visitor().address, datetime.now(UTC).date()
    if _asked() >= MOST_OF_VISIT or _of_address[here] >= MOST_A_DAY:
        st.error(_("You have asked much today. Please call or write to the office."), icon=":material/error:")
        return False
    try:
        taken = asked.ask(store(), question)
    except LoadError as error:
        st.error(plain(error.problems[0].text(current())), icon=":material/error:")
        return False
    st.session_state["questions_asked"] = _asked() + 1
    _of_address[here] += 1
    for day in {day for _address, day in _of_address} - {here[1]}:
        _forget(day)
    _tell_office(taken)
    st.success(
        _("The office has your question (number {number}).").format(number=thai.number(taken.number)),
        icon=":material/task_alt:",
    )
    return True


def _forget(day: date) -> None:
    for key in [key for key in _of_address if key[1] == day]:
        del _of_address[key]


def _tell_office(question: Question) -> None:
    receivers = contact(question.organization).questions_to
    if receivers and mail.is_set_up():
        subject = _("Question {number}: {place}").format(number=question.number, place=question.place)
        body = [question.text, "", question.place, question.link, question.contact]
        mail.send(receivers, subject, "\n".join(body))


def draw_list(view: View) -> None:
    """For the office: every question with a form to answer it, those that wait first."""
    fault = contact(view.organization).fault
    if fault:
        told = _("contact.toml of this office cannot be read: {fault}")
        st.error(plain(told.format(fault=fault)), icon=":material/error:")
    every = asked.questions(store(), view.organization)
    if not every:
        st.info(_("Nobody has asked yet."), icon=":material/inbox:")
    for question in sorted(every, key=lambda each: (bool(each.answer), -each.number)):
        _draw_question(question)


def _draw_question(question: Question) -> None:
    with st.container(border=True, gap="small"):
        st.markdown(_lines(question.text))
        told = (thai.number(question.number), _day(question.asked_at), question.contact)
        link = f"[{plain(question.place)}](./{question.link})"
        st.caption(f"{plain(' · '.join(filter(None, told)))} · {link}")
        with st.form(f"answer_{question.number}", border=False, enter_to_submit=False):
            text = st.text_area(_("Answer"), value=question.answer, max_chars=LONGEST_ANSWER)
            by = st.text_input(_("Who answers (name or position)"), value=question.answered_by)
            is_published = st.checkbox(_("Publish question and answer on the page"), question.is_published)
            with st.container(horizontal=True):
                is_saved = st.form_submit_button(_("Save the answer"), type="primary")
                is_removed = st.form_submit_button(_("Remove the question"))
        try:
            if is_saved:
                with access.permitted("write", question.organization):
                    asked.answer(store(), question.number, text, by, is_published=is_published)
                st.rerun()
            if is_removed:
                with access.permitted("write", question.organization):
                    asked.remove(store(), question.number)
                st.rerun()
        except LoadError as error:
            st.error(plain(error.problems[0].text(current())), icon=":material/error:")


def _lines(text: str) -> str:
    return plain(text).replace("\n", "  \n")


def _day(at: str) -> str:
    return thai.day(date.fromisoformat(at[:10]))
