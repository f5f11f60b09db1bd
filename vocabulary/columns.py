"""The names of our quantities as readers see them: one title and one way of writing for each column that a
query answers."""

from collections.abc import Iterable

from vocabulary.data_sets import DATA_SETS
from vocabulary.language import N_, _
from vocabulary.thai import NOTHING, month
from vocabulary.wording import Quantity, of_data_sets
from vocabulary.wording import Unit as Unit

QUANTITIES: dict[str, Quantity] = {
    "allocation": Quantity(N_("Allocation by the ordinance"), "baht"),
    "amount": Quantity(N_("Amount"), "word"),
    "as_of": Quantity(N_("Data as of"), "day"),
    "band": Quantity(N_("Level by the criteria"), "word"),
    "basis": Quantity(N_("Made from")),
    "begins": Quantity(N_("From"), "day"),
    "budget_ordinance": Quantity(N_("Budget in the ordinance"), "baht"),
    "budget_planned": Quantity(N_("Budget in the plan"), "baht"),
    "budget_spent": Quantity(N_("Budget spent"), "baht"),
    "cannot": Quantity(N_("Cannot be carried out"), "count"),
    "category": Quantity(N_("Category")),
    "change": Quantity(N_("What changed"), "word"),
    "change_points": Quantity(N_("Change"), "points"),
    "committed": Quantity(N_("Committed, not yet paid"), "baht"),
    "completed": Quantity(N_("Completed"), "count"),
    "component": Quantity(N_("What the item asks for")),
    "component_state": Quantity(N_("State")),
    "dashboard": Quantity(N_("Dashboard")),
    "data_set": Quantity(N_("Data set"), "word"),
    "days_left": Quantity(N_("Days left (below 0: overdue)"), "count"),
    "difference": Quantity(N_("Difference"), "baht"),
    "difference_kind": Quantity(N_("Remark"), "word"),
    "difference_points": Quantity(N_("Difference from the mean"), "points"),
    "dimension": Quantity(N_("Dimension")),
    "dimension_no": Quantity(N_("Dimension no."), "count"),
    "disbursed": Quantity(N_("Disbursed"), "baht"),
    "disbursed_before": Quantity(N_("Disbursed before"), "baht"),
    "disbursed_change": Quantity(N_("Change in disbursed"), "baht"),
    "disbursed_rate": Quantity(N_("Disbursed rate"), "ratio"),
    "disbursed_rate_before": Quantity(N_("Disbursed rate before"), "ratio"),
    "district": Quantity(N_("District")),
    "division": Quantity(N_("Division")),
    "done": Quantity(N_("Done"), "count"),
    "done_change": Quantity(N_("Change in projects done"), "count"),
    "due_date": Quantity(N_("Due"), "day"),
    "earlier_budget": Quantity(N_("Budget in the earlier plan"), "baht"),
    "earlier_dimension": Quantity(N_("Dimension's earlier name")),
    "earlier_done": Quantity(N_("Projects done earlier"), "count"),
    "earlier_evidence": Quantity(N_("Evidence, before"), "word"),
    "earlier_measure": Quantity(N_("Worded before as")),
    "earlier_measure_no": Quantity(N_("No. before"), "count"),
    "earlier_planned": Quantity(N_("Projects planned earlier"), "count"),
    "earlier_project": Quantity(N_("Project's earlier name")),
    "earlier_project_status": Quantity(N_("Earlier status"), "word"),
    "earlier_rate": Quantity(N_("Projects done of planned, earlier"), "ratio"),
    "earlier_status": Quantity(N_("Status, before"), "word"),
    "encumbered": Quantity(N_("Committed"), "baht"),
    "ends": Quantity(N_("To"), "day"),
    "even_rate": Quantity(N_("Pace by date"), "ratio"),
    "evidence": Quantity(N_("Evidence"), "word"),
    "evidence_url": Quantity(N_("Link to evidence"), "address"),
    "expected": Quantity(N_("Pace by date"), "baht"),
    "expected_figure": Quantity(N_("Computed or expected"), "number"),
    "expected_rate": Quantity(N_("Pace by date"), "ratio"),
    "expenditure_group": Quantity(N_("Expenditure group")),
    "explained_at": Quantity(N_("Explained on"), "day"),
    "explained_by": Quantity(N_("Explained by")),
    "explanation": Quantity(N_("Explanation")),
    "fate": Quantity(N_("Against the earlier plan"), "word"),
    "figure": Quantity(N_("Figure"), "number"),
    "figure_difference": Quantity(N_("Difference"), "number"),
    "figure_unit": Quantity(N_("Unit")),
    "file_before": Quantity(N_("Source file before")),
    "file_name": Quantity(N_("Source file")),
    "finding": Quantity(N_("Finding")),
    "fiscal_year": Quantity(N_("Fiscal year")),
    "fund": Quantity(N_("Source of funds")),
    "gap": Quantity(N_("Ahead of (+) or behind (−) the pace"), "baht"),
    "gap_points": Quantity(N_("Ahead of (+) or behind (−) the pace"), "points"),
    "highest": Quantity(N_("Highest score"), "percent"),
    "in_ordinance": Quantity(N_("In the ordinance"), "word"),
    "in_progress": Quantity(N_("In progress"), "count"),
    "indicator": Quantity(N_("Indicator")),
    "interval_high": Quantity(N_("95% interval, to"), "percent"),
    "interval_low": Quantity(N_("95% interval, from"), "percent"),
    "item": Quantity(N_("Item")),
    "kind": Quantity(N_("Kind of change"), "word"),
    "least": Quantity(N_("Lowest of them"), "percent"),
    "level": Quantity(N_("Level"), "word"),
    "lines": Quantity(N_("Lines"), "count"),
    "lines_before": Quantity(N_("Lines before"), "count"),
    "lines_moved": Quantity(N_("Lines with transfers"), "count"),
    "listed_done": Quantity(N_("Projects done, by the list"), "count"),
    "listed_planned": Quantity(N_("Projects in the list"), "count"),
    "loaded_at": Quantity(N_("Loaded"), "moment"),
    "lowest": Quantity(N_("Lowest score"), "percent"),
    "mean_of_all": Quantity(N_("Mean of all divisions"), "percent"),
    "measure": Quantity(N_("Measure")),
    "measure_no": Quantity(N_("No."), "count"),
    "measure_nos": Quantity(N_("Which measures")),
    "measured": Quantity(N_("Compared by")),
    "measures": Quantity(N_("Number of measures"), "count"),
    "measures_rate": Quantity(N_("Measures done of all"), "ratio"),
    "median": Quantity(N_("The one in the middle"), "percent"),
    "members": Quantity(N_("Organizations known"), "count"),
    "missing_sets": Quantity(N_("Not reported yet")),
    "months": Quantity(N_("Months"), "number"),
    "most": Quantity(N_("Highest of them"), "percent"),
    "name": Quantity(N_("Name now")),
    "name_before": Quantity(N_("Name before")),
    "name_of": Quantity(N_("Column")),
    "nearness": Quantity(N_("Order by nearness to completion"), "count"),
    "net_transfer": Quantity(N_("Net transfer"), "baht"),
    "no_case": Quantity(N_("Not applicable"), "count"),
    "not_started": Quantity(N_("Not started"), "count"),
    "note": Quantity(N_("Note")),
    "ongoing": Quantity(N_("Ongoing"), "count"),
    "organization": Quantity(N_("Organization")),
    "organization_kind": Quantity(N_("Kind of organization")),
    "organizations": Quantity(N_("Organizations"), "count"),
    "overdue": Quantity(N_("Overdue"), "count"),
    "own_percent": Quantity(N_("Own figure"), "percent"),
    "pack_file": Quantity(N_("File")),
    "pack_item": Quantity(N_("Item of the assessment")),
    "pack_title": Quantity(N_("Title")),
    "paid": Quantity(N_("Paid in this time"), "baht"),
    "part": Quantity(N_("What it is"), "word"),
    "per_month": Quantity(N_("Per month"), "baht"),
    "percent": Quantity(N_("Percent"), "percent"),
    "plan": Quantity(N_("Programme")),
    "planned": Quantity(N_("Spending plan"), "baht"),
    "planned_q1": Quantity(N_("Plan of quarter 1"), "baht"),
    "planned_q2": Quantity(N_("Plan of quarter 2"), "baht"),
    "planned_q3": Quantity(N_("Plan of quarter 3"), "baht"),
    "planned_q4": Quantity(N_("Plan of quarter 4"), "baht"),
    "planned_rate": Quantity(N_("Spending plan, cumulative"), "ratio"),
    "planned_so_far": Quantity(N_("Spending plan, cumulative"), "baht"),
    "procedure": Quantity(N_("Procedure")),
    "project": Quantity(N_("Project")),
    "project_no": Quantity(N_("Project no."), "count"),
    "project_status": Quantity(N_("Project status"), "word"),
    "projects_done": Quantity(N_("Projects done"), "count"),
    "projects_planned": Quantity(N_("Projects planned"), "count"),
    "projects_rate": Quantity(N_("Projects done of planned"), "ratio"),
    "projects_rate_change": Quantity(N_("Change"), "points"),
    "projects_short": Quantity(N_("Projects short of target"), "count"),
    "proof": Quantity(N_("Data that show it"), "words"),
    "proof_figure": Quantity(N_("Figure and how it stands")),
    "province": Quantity(N_("Province")),
    "quarter": Quantity(N_("Quarter"), "count"),
    "question": Quantity(N_("Question")),
    "question_no": Quantity(N_("No."), "count"),
    "questions": Quantity(N_("Questions"), "count"),
    "rank": Quantity(N_("Rank"), "count"),
    "rate_change": Quantity(N_("Change in disbursed rate"), "points"),
    "reading_name": Quantity(N_("To be read as")),
    "reason": Quantity(N_("Reason")),
    "remaining": Quantity(N_("Remaining after commitments"), "baht"),
    "reported_sets": Quantity(N_("Reported")),
    "reporting": Quantity(N_("Organizations that have reported"), "count"),
    "reporting_rate": Quantity(N_("Have reported"), "ratio"),
    "respondents": Quantity(N_("Respondents"), "count"),
    "respondents_before": Quantity(N_("Respondents before"), "count"),
    "responsible": Quantity(N_("Responsible unit")),
    "result": Quantity(N_("Result")),
    "result_in_file": Quantity(N_("Result, as the file says")),
    "revised": Quantity(N_("Budget after transfers"), "baht"),
    "revised_before": Quantity(N_("Budget after transfers before"), "baht"),
    "revised_change": Quantity(N_("Change in budget after transfers"), "baht"),
    "round_months": Quantity(N_("Round (months)"), "count"),
    "row_before": Quantity(N_("Row before"), "count"),
    "rows_used": Quantity(N_("Rows used"), "count"),
    "score": Quantity(N_("Mean score"), "percent"),
    "score_before": Quantity(N_("Mean score before"), "percent"),
    "score_percent": Quantity(N_("Score"), "percent"),
    "severity": Quantity(N_("Severity"), "word"),
    "sha256": Quantity(N_("File check code (SHA-256)")),
    "similarity": Quantity(N_("Likeness of the names"), "ratio"),
    "source_category": Quantity(N_("Category in the file")),
    "source_dimension": Quantity(N_("Dimension in the file")),
    "source_division": Quantity(N_("Division in the file")),
    "source_expenditure_group": Quantity(N_("Group in the file")),
    "source_fund": Quantity(N_("Source of funds in the file")),
    "source_item": Quantity(N_("Item in the file")),
    "source_measure": Quantity(N_("Measure in the file")),
    "source_name": Quantity(N_("Name in the file")),
    "source_plan": Quantity(N_("Plan in the file")),
    "source_project": Quantity(N_("Project in the file")),
    "source_question": Quantity(N_("Question in the file")),
    "source_row": Quantity(N_("Row"), "count"),
    "source_work": Quantity(N_("Work in the file")),
    "spent_of_ordinance": Quantity(N_("Spent of the ordinance's budget"), "ratio"),
    "spent_of_planned": Quantity(N_("Spent of the plan's budget"), "ratio"),
    "standing": Quantity(N_("How it stands")),
    "stated": Quantity(N_("Printed total"), "baht"),
    "stated_budget_percent": Quantity(N_("Budget, as printed"), "percent"),
    "stated_figure": Quantity(N_("As printed"), "number"),
    "stated_projects_percent": Quantity(N_("Projects, as printed"), "percent"),
    "stated_remaining": Quantity(N_("Remaining, as printed in the rows"), "baht"),
    "status": Quantity(N_("Status"), "word"),
    "suggestion": Quantity(N_("Suggestion")),
    "suggestion_in_file": Quantity(N_("Suggestion, as the file says")),
    "sum_of_rows": Quantity(N_("Sum of rows"), "baht"),
    "target_amount": Quantity(N_("Cabinet target"), "baht"),
    "target_gap": Quantity(N_("Above (+) or below (−) the cabinet target"), "baht"),
    "target_gap_points": Quantity(N_("Above (+) or below (−) the cabinet target"), "points"),
    "time": Quantity(N_("Of when")),
    "to_do": Quantity(N_("Where it is, or what to do")),
    "told_apart": Quantity(N_("Division, dimension or question"), "word"),
    "told_before": Quantity(N_("Called before")),
    "transfer_in": Quantity(N_("Transfers in"), "baht"),
    "transfer_out": Quantity(N_("Transfers out"), "baht"),
    "under": Quantity(N_("Stands under")),
    "under_before": Quantity(N_("Stood under")),
    "unknown": Quantity(N_("Unknown"), "count"),
    "used_rate": Quantity(N_("Used rate with commitments"), "ratio"),
    "value": Quantity(N_("Figure as shown")),
    "values": Quantity(N_("Between")),
    "waiting": Quantity(N_("Result awaited"), "count"),
    "without_evidence": Quantity(N_("Without evidence"), "count"),
    "work": Quantity(N_("Work")),
    "written_at": Quantity(N_("Written by the office on"), "moment"),
} | of_data_sets("QUANTITIES")

SHORT: dict[str, str] = {
    "budget_ordinance": N_("Ordinance's budget"),
    "budget_planned": N_("In the plan"),
    "budget_spent": N_("Spent"),
    "committed": N_("Unpaid commitments"),
    "disbursed_rate": N_("Disbursed"),
    "earlier_planned": N_("Planned earlier"),
    "earlier_rate": N_("Done earlier"),
    "expected": N_("Pace"),
    "gap": N_("Against the pace"),
    "gap_points": N_("Against the pace"),
    "highest": N_("Highest"),
    "interval_high": N_("95%, to"),
    "interval_low": N_("95%, from"),
    "lowest": N_("Lowest"),
    "projects_rate": N_("Done"),
    "projects_short": N_("Short of target"),
    "projects_done": N_("Done"),
    "projects_planned": N_("Planned"),
    "remaining": N_("Left"),
    "revised": N_("After transfers"),
    "spent_of_ordinance": N_("Of the ordinance"),
    "spent_of_planned": N_("Of the plan"),
    "stated_projects_percent": N_("As printed"),
    "stated_budget_percent": N_("As printed"),
    "target_gap": N_("Against the target"),
    "target_gap_points": N_("Against the target"),
    "used_rate": N_("With commitments"),
}
"""What columns are called where many stand beside each other, and the full title is at hand."""

WORDS: dict[str, str] = (
    {
        "มาก": N_("high"),
        "กลาง": N_("medium"),
        "น้อย": N_("low"),
        "done": N_("Done"),
        "ongoing": N_("Ongoing"),
        "not_started": N_("Not started"),
        "no_case": N_("Not applicable"),
        "unknown": N_("Unknown"),
        "not_reported": N_("not reported yet"),
        "yes": N_("Yes"),
        "no": N_("No"),
        "project_status.done": N_("Completed"),
        "project_status.ongoing": N_("In progress"),
        "project_status.waiting": N_("Result awaited"),
        "project_status.cannot": N_("Cannot be carried out"),
        "fate.new": N_("New"),
        "fate.vanished": N_("No longer there"),
        "fate.renamed": N_("Probably renamed"),
        "fate.same": N_("As before"),
        "error": N_("Figures contradict"),
        "warning": N_("To be checked"),
        "note": N_("For information"),
        "status_changed": N_("Status changed"),
        "evidence_changed": N_("Evidence changed"),
        "reworded": N_("Worded or numbered otherwise"),
        "new_measure": N_("New"),
        "vanished": N_("No longer there"),
        "new": N_("New"),
        "renamed": N_("Probably renamed"),
        "moved": N_("Probably moved"),
        "misspelt": N_("Probably misspelt"),
        "มากที่สุด": N_("very high"),
        "ปานกลาง": N_("moderate"),
        "น้อยที่สุด": N_("very low"),
        "everything": N_("Mean of what is shown"),
        "gone": N_("No longer there"),
        "difference_kind.renamed": N_("Renamed"),
    }
    | of_data_sets("WORDS")
    | {data_set.name: data_set.title for data_set in DATA_SETS}
)
"""What codes are called; as `column.code` where a column has another name for it than others."""

Times = tuple[str, ...]
"""What the earlier and the later of two times are called at the heads of columns; () where there is one."""
EARLIER: dict[str, str] = {
    "disbursed_before": "disbursed",
    "disbursed_rate_before": "disbursed_rate",
    "earlier_budget": "budget_planned",
    "earlier_done": "projects_done",
    "earlier_evidence": "evidence",
    "earlier_planned": "projects_planned",
    "earlier_project_status": "project_status",
    "earlier_rate": "projects_rate",
    "earlier_status": "status",
    "file_before": "file_name",
    "lines_before": "lines",
    "respondents_before": "respondents",
    "revised_before": "revised",
    "row_before": "source_row",
    "score_before": "score",
}
"""A column of the earlier of two times → the same of the later."""

_SAME_WORDS = {"earlier_project_status": "project_status"}
"""Columns that call codes as another column does."""

NUMBERED = {"points": N_("{number} points"), "fewer_than": N_("fewer than {number} respondents, not shown")}
"""What codes are called that a number belongs to, as in "points 9"."""

# Counts say in their titles what they count.
_SUFFIXES = {"baht": N_("baht"), "percent": "%", "ratio": "%", "points": N_("points")}


def title(name: str) -> str:
    """What a column is called, without its unit."""
    return _(QUANTITIES[name].title)


def short_heading(name: str, times: Times = ()) -> str:
    """What a column is called at the head of a table on the screen, where room is scarce."""
    newer = EARLIER.get(name, name) if times else name
    if newer not in SHORT:
        return heading(name, times)
    suffix, short = _SUFFIXES.get(QUANTITIES[name].unit), _(SHORT[newer])
    if times and newer in EARLIER.values():
        short = f"{short} {times[0 if name in EARLIER else 1]}"
    return f"{short} ({_(suffix)})" if suffix else short


def heading(name: str, times: Times = ()) -> str:
    """What a column is called at the head of a table, with its unit: "Disbursed (baht)"; of a table of two
    `times`, with the one that it is of: "Disbursed 2567 (baht)"."""
    suffix = _SUFFIXES.get(QUANTITIES[name].unit)
    # “Percent (%)” would say it twice.
    says_percent = suffix == "%" and title(name).startswith(_("Percent"))
    named = _of_time(name, times) if times else title(name)
    return f"{named} ({_(suffix)})" if suffix and not says_percent else named


def _of_time(name: str, times: Times) -> str:
    if name in EARLIER:
        return f"{title(EARLIER[name])} {times[0]}"
    return f"{title(name)} {times[1]}" if name in EARLIER.values() else title(name)


def word(code: str, column: str = "") -> str:
    """What a code is called: a status, an answer or an amount; in a column that calls it otherwise, as that
    column does. What is no code is a name, and stays as it is."""
    if column == "month":
        return month(int(code))
    kind, _space, number = code.partition(" ")
    if kind in NUMBERED and number.isdigit():
        return _(NUMBERED[kind]).format(number=number)
    # A column's own name for a code comes before the one that others use.
    if own := WORDS.get(f"{_SAME_WORDS.get(column, column)}.{code}") or WORDS.get(code):
        return _(own)
    return title(code) if code in QUANTITIES else code


def name_of(value: str) -> str:
    """The name of what has `value` in a column: "not stated" where the source has none."""
    return _("not stated") if value == NOTHING else " ".join(value.split())


def visible_columns(names: Iterable[str]) -> list[str]:
    """Those of a query's columns that readers see; others only mark rows for a picture."""
    return [name for name in names if name in QUANTITIES]
