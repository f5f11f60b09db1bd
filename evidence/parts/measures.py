"""The sections about the integrity measures."""

from datetime import date

import pandas as pd

from charts import measures as draw
from evidence.material import Material, Materials
from evidence.report import Part
from queries import measures as questions
from queries import plan as plan_questions
from sentences import measures as say
from vocabulary import thai
from vocabulary.language import _

PLANNED = ("measure_no", "measure", "procedure", "responsible", "due_date")
REPORTED = ("measure_no", "measure", "procedure", "responsible", "result", "suggestion", "status", "evidence")
"""The columns of the municipality's own report, and how each measure stands."""


def plan(found: Materials, today: date) -> list[Part]:
    """Each measure with its procedure and who answers for it."""
    about, name = found["measures"], _("Every measure")
    table = about.ask(questions.every, today).sort_values("measure_no", ignore_index=True)
    return [
        about.part(
            "measures",
            name,
            _("Integrity measures and how they are carried out"),
            _said(table),
            table,
            PLANNED,
        )
    ]


def report(found: Materials, today: date) -> list[Part]:
    """How many measures are done, which have evidence, and each one as the municipality reports it."""
    about, name = found["measures"], _("Every measure")
    table = about.ask(questions.every, today).sort_values("measure_no", ignore_index=True)
    statuses, evidence = about.ask(questions.by_status), about.ask(questions.by_evidence)
    total, title = about.first(questions.total, today), _("Integrity measures by status")
    said = f"{say.total(total)} {say.suggestion(total)}"
    beside = (
        [_target(about, followed)]
        if (followed := found.get("plan")) and (table.proof == "plan").any()
        else []
    )
    return [
        about.part("by_status", _("By status"), title, said, statuses, figure=draw.by_status(statuses)),
        *beside,
        about.part("measures", name, _("Results of the integrity measures"), _said(table), table, REPORTED),
        about.part(
            "by_evidence", _("By evidence"), _("Integrity measures by evidence"), say.evidence(evidence), evidence,
            figure=draw.by_evidence(evidence),
        ),
    ]  # fmt: skip


def _target(about: Material, plan: Material) -> Part:
    """That a measure may be done and its target missed, with the plan's figures and of when they are."""
    name, said = _("Measures and their target"), say.target_missed(plan.first(plan_questions.chosen_round))
    return about.part("target", name, name, f"{said} ({plan.place})", pd.DataFrame())


def _said(table: pd.DataFrame) -> str:
    return _("{count} measures, each with its procedure and the unit that answers for it.").format(
        count=thai.number(len(table))
    )
