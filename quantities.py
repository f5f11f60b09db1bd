"""The names of our quantities as readers see them: one title and one way of writing for each column that a query answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from language import N_, _

Unit = Literal["text", "count", "number", "baht", "percent", "ratio", "day", "word"]


@dataclass(frozen=True)
class Quantity:
    """A column as tables, charts and downloads name it. A `ratio` (0–1) is shown as percent; a `word` is a code with a name; a
    `number` has its unit in another column."""

    title: str
    unit: Unit = "text"


QUANTITIES: dict[str, Quantity] = {
    "allocation": Quantity(N_("Allocation by the ordinance"), "baht"),
    "amount": Quantity(N_("Amount"), "word"),
    "as_of": Quantity(N_("Data as of"), "day"),
    "band": Quantity(N_("Level by the criteria"), "word"),
    "budget_ordinance": Quantity(N_("Budget in the ordinance"), "baht"),
    "budget_planned": Quantity(N_("Budget in the plan"), "baht"),
    "budget_spent": Quantity(N_("Budget spent"), "baht"),
    "category": Quantity(N_("Category")),
    "change_points": Quantity(N_("Change (points)"), "number"),
    "committed": Quantity(N_("Committed, not yet paid"), "baht"),
    "data_set": Quantity(N_("Data set"), "word"),
    "difference": Quantity(N_("Difference"), "baht"),
    "difference_kind": Quantity(N_("Remark"), "word"),
    "difference_points": Quantity(N_("Difference (points)"), "number"),
    "dimension": Quantity(N_("Dimension")),
    "dimension_no": Quantity(N_("No."), "count"),
    "disbursed": Quantity(N_("Disbursed"), "baht"),
    "disbursed_rate": Quantity(N_("Disbursed rate"), "ratio"),
    "district": Quantity(N_("District")),
    "division": Quantity(N_("Division")),
    "done": Quantity(N_("Done"), "count"),
    "due_date": Quantity(N_("Due"), "day"),
    "encumbered": Quantity(N_("Committed"), "baht"),
    "evidence": Quantity(N_("Evidence"), "word"),
    "evidence_url": Quantity(N_("Link to evidence")),
    "expected_figure": Quantity(N_("Computed or expected"), "number"),
    "expenditure_group": Quantity(N_("Expenditure group")),
    "explained_at": Quantity(N_("Explained on"), "day"),
    "explained_by": Quantity(N_("Explained by")),
    "explanation": Quantity(N_("Explanation")),
    "figure_difference": Quantity(N_("Difference"), "number"),
    "figure_unit": Quantity(N_("Unit")),
    "file_name": Quantity(N_("Source file")),
    "finding": Quantity(N_("Finding")),
    "fiscal_year": Quantity(N_("Fiscal year")),
    "highest": Quantity(N_("Highest"), "percent"),
    "interval_high": Quantity(N_("95% interval, to"), "percent"),
    "interval_low": Quantity(N_("95% interval, from"), "percent"),
    "item": Quantity(N_("Item")),
    "level": Quantity(N_("Level"), "word"),
    "lines": Quantity(N_("Lines"), "count"),
    "lowest": Quantity(N_("Lowest"), "percent"),
    "mean_of_all": Quantity(N_("Mean of all divisions"), "percent"),
    "measure": Quantity(N_("Measure")),
    "measure_no": Quantity(N_("No."), "count"),
    "measures": Quantity(N_("Number of measures"), "count"),
    "no_case": Quantity(N_("No case"), "count"),
    "not_started": Quantity(N_("Not started"), "count"),
    "note": Quantity(N_("Note")),
    "ongoing": Quantity(N_("Ongoing"), "count"),
    "organization": Quantity(N_("Organization")),
    "percent": Quantity(N_("Percent"), "percent"),
    "plan": Quantity(N_("Programme")),
    "procedure": Quantity(N_("Procedure")),
    "projects_done": Quantity(N_("Projects done"), "count"),
    "projects_planned": Quantity(N_("Projects planned"), "count"),
    "projects_rate": Quantity(N_("Projects done of planned"), "ratio"),
    "projects_short": Quantity(N_("Projects missing to the target"), "count"),
    "question": Quantity(N_("Question")),
    "question_no": Quantity(N_("No."), "count"),
    "questions": Quantity(N_("Questions"), "count"),
    "remaining": Quantity(N_("Remaining"), "baht"),
    "respondents": Quantity(N_("Respondents"), "count"),
    "respondents_before": Quantity(N_("Respondents before"), "count"),
    "responsible": Quantity(N_("Responsible unit")),
    "result": Quantity(N_("Result")),
    "revised": Quantity(N_("Budget after transfers"), "baht"),
    "round_months": Quantity(N_("Round (months)"), "count"),
    "score": Quantity(N_("Mean score"), "percent"),
    "score_before": Quantity(N_("Mean score before"), "percent"),
    "score_percent": Quantity(N_("Score"), "percent"),
    "severity": Quantity(N_("Severity"), "word"),
    "source_row": Quantity(N_("Row"), "count"),
    "spent_of_ordinance": Quantity(N_("Spent of the ordinance's budget"), "ratio"),
    "spent_of_planned": Quantity(N_("Spent of the plan's budget"), "ratio"),
    "stated": Quantity(N_("Printed total"), "baht"),
    "stated_budget_percent": Quantity(N_("Budget, as printed"), "percent"),
    "stated_figure": Quantity(N_("As printed"), "number"),
    "stated_projects_percent": Quantity(N_("Projects, as printed"), "percent"),
    "stated_remaining": Quantity(N_("Remaining, as printed in the rows"), "baht"),
    "status": Quantity(N_("Status"), "word"),
    "suggestion": Quantity(N_("Suggestion")),
    "sum_of_rows": Quantity(N_("Sum of rows"), "baht"),
    "told_apart": Quantity(N_("Division, dimension or question"), "word"),
    "told_before": Quantity(N_("Called before")),
    "transfer_in": Quantity(N_("Transfers in"), "baht"),
    "transfer_out": Quantity(N_("Transfers out"), "baht"),
    "unknown": Quantity(N_("Unknown"), "count"),
    "used_rate": Quantity(N_("Used rate"), "ratio"),
    "work": Quantity(N_("Work")),
}

WORDS: dict[str, str] = {
    "มาก": N_("high"),
    "กลาง": N_("medium"),
    "น้อย": N_("low"),
    "done": N_("Done"),
    "ongoing": N_("Ongoing"),
    "not_started": N_("Not started"),
    "no_case": N_("No case"),
    "unknown": N_("Unknown"),
    "yes": N_("Yes"),
    "no": N_("No"),
    "error": N_("Figures contradict"),
    "warning": N_("To be checked"),
    "note": N_("For information"),
    "budget": N_("Budget"),
    "satisfaction": N_("Satisfaction"),
    "plan": N_("Anti-corruption plan"),
    "measures": N_("Measures"),
    "มากที่สุด": N_("very high"),
    "ปานกลาง": N_("moderate"),
    "น้อยที่สุด": N_("very low"),
    "everything": N_("All together"),
    "new": N_("New"),
    "gone": N_("No longer there"),
    "renamed": N_("Renamed"),
}
"""What codes are called."""

NUMBERED = {"points": N_("{number} points"), "fewer_than": N_("fewer than {number} respondents, not shown")}
"""What codes are called that a number belongs to, as in "points 9"."""

_SUFFIXES = {"baht": N_("baht"), "percent": "%", "ratio": "%"}


def title(name: str) -> str:
    """What a column is called, without its unit."""
    return _(QUANTITIES[name].title)


def heading(name: str) -> str:
    """What a column is called at the head of a table, with its unit: "Disbursed (baht)"."""
    suffix = _SUFFIXES.get(QUANTITIES[name].unit)
    says_percent = suffix == "%" and title(name).startswith(_("Percent"))
    return f"{title(name)} ({_(suffix)})" if suffix and not says_percent else title(name)


def word(code: str) -> str:
    """What a code is called: a status, an answer or an amount. What is none is a name, and stays as it is."""
    kind, _space, number = code.partition(" ")
    if kind in NUMBERED and number.isdigit():
        return _(NUMBERED[kind]).format(number=number)
    if code in WORDS:
        return _(WORDS[code])
    return title(code) if code in QUANTITIES else code


def shown(names: Iterable[str]) -> list[str]:
    """Those of a query's columns that readers see; others only mark rows for a picture."""
    return [name for name in names if name in QUANTITIES]
