"""What the public asks of figures, and what the office answers: a list beside the database, of which pages
show what the office chose to publish.

It is no part of the database: what a stranger types must not cost a copy of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from loaders import audit
from loaders.files import disk
from loaders.problem import LoadError, Problem
from loaders.store.register import usable
from vocabulary.language import N_

FILE = "questions.json"
LONGEST_QUESTION, LONGEST_CONTACT, LONGEST_ANSWER = 2_000, 200, 4_000
LONGEST_LINK = 8_000
"""Longer ones web servers refuse, and nobody's choices need: of such only the page is kept."""
MOST_UNANSWERED = 300
"""Of one organization: more than these nobody reads, and the list must not fill the disk."""


@dataclass(frozen=True)
class Question:
    """One question or objection: of which organization, on which view (its link and its words) or of
    which finding, when (UTC), who may be written to; and the answer, who gave it, whether all may read it."""

    number: int
    organization: str
    link: str
    place: str
    text: str
    asked_at: str
    finding_id: str = ""
    contact: str = ""
    answer: str = ""
    answered_by: str = ""
    answered_at: str = ""
    is_published: bool = False

    @property
    def page(self) -> str:
        """The path of the page that was asked of; "" is the overview."""
        return self.link.partition("?")[0]


def questions(folder: Path, organization: str) -> list[Question]:
    """All that an organization was asked, newest first."""
    return [each for each in reversed(_read(folder)) if each.organization == organization]


def ask(folder: Path, question: Question) -> Question:
    """Takes a question in and gives it its number and time. Raises LoadError where it is empty or too long,
    or too many wait for an answer."""
    text, contact = question.text.strip(), " ".join(question.contact.split())
    if not 0 < len(text) <= LONGEST_QUESTION or len(contact) > LONGEST_CONTACT:
        message = N_("Write a question of at most {expected} characters.")
        raise LoadError(Problem("error", "no_question", message, expected=f"{LONGEST_QUESTION:,}"))
    with _changing(folder) as every:
        waiting = [each for each in every if each.organization == question.organization and not each.answer]
        if len(waiting) >= MOST_UNANSWERED:
            message = N_("The office has many questions to answer first. Please call or write to it.")
            raise LoadError(Problem("error", "too_many_questions", message))
        number = max((each.number for each in every), default=0) + 1
        link = question.link if len(question.link) <= LONGEST_LINK else question.page
        taken = replace(question, number=number, link=link, text=text, contact=contact, asked_at=_now())
        every.append(taken)
    return taken


def answer(folder: Path, number: int, text: str, by: str, *, is_published: bool) -> None:
    """Answers a question, for all to read or not; a newer answer takes the place of the earlier. Raises
    LoadError where the answer is empty or too long, or the question is gone."""
    text = text.strip()
    if not 0 < len(text) <= LONGEST_ANSWER:
        message = N_("Write an answer of at most {expected} characters.")
        raise LoadError(Problem("error", "no_answer", message, expected=f"{LONGEST_ANSWER:,}"))
    with _changing(folder) as every:
        at = _place(every, number)
        every[at] = replace(
            every[at], answer=text, answered_by=by, answered_at=_now(), is_published=is_published
        )
        audit.append(folder, "answer", {"question": number, "published": int(is_published)})


def remove(folder: Path, number: int) -> None:
    """Takes a question away, with what its asker told of themselves. Raises LoadError where it is gone."""
    with _changing(folder) as every:
        del every[_place(every, number)]
        audit.append(folder, "remove_question", {"question": number})


def _place(every: list[Question], number: int) -> int:
    for at, question in enumerate(every):
        if question.number == number:
            return at
    raise LoadError(Problem("error", "question_gone", N_("This question is no longer there.")))


@contextmanager
def _changing(folder: Path) -> Iterator[list[Question]]:
    """All questions, to be changed by one at a time, and written when the block ends."""
    with usable(folder), FileLock(folder / "questions.lock", mode=disk.mode(folder)):
        every = _read(folder)
        yield every
        written = json.dumps([asdict(each) for each in every], ensure_ascii=False, indent=1)
        disk.write(folder / FILE, written.encode())


def _read(folder: Path) -> list[Question]:
    path = folder / FILE
    written = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return [Question(**each) for each in written]


def _now() -> str:
    return f"{datetime.now(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
