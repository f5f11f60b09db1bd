"""The sections of documents about the integrity measures."""

from dataclasses import replace

from queries import plan as plan_questions
from sections import measures
from sections.subject import Section, Subject, Subjects
from sentences import measures as say
from vocabulary.language import _


def plan(subjects: Subjects) -> list[Section | None]:
    """Each measure with its procedure and who answers for it."""
    title = _("Integrity measures and how they are carried out")
    return [measures.report(subjects["measures"], title, measures.PLANNED)]


def report(subjects: Subjects) -> list[Section | None]:
    """How many measures are done, which have evidence, and each one as the municipality reports it."""
    subject = subjects["measures"]
    statuses = measures.by_status(subject, {})
    sentence = f"{statuses.sentence} {measures.suggestion(subject)}"
    every = measures.report(subject, _("Results of the integrity measures"), measures.REPORTED)
    has_target = "plan" in subjects and (every.table.proof == "plan").any()
    return [
        replace(statuses, sentence=sentence),
        _target(subject, subjects["plan"]) if has_target else None,
        every,
        measures.by_evidence(subject, {}),
    ]


def _target(subject: Subject, plan: Subject) -> Section:
    """That a measure may be done and its target missed, with the plan's figures and of when they are."""
    name, missed = _("Measures and their target"), say.target_missed(plan.first(plan_questions.chosen_round))
    return subject.remark("target", name, f"{missed} ({plan.place})")
