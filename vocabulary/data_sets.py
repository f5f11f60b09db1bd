"""The register of data sets: what is known of each beyond what its file holds. All that is done for every
data set goes through it.

What its file holds is described in loaders/schema/TABLE.py; what a data set needs besides, and where, is told
by loaders/completeness.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from vocabulary.language import N_

Times = Literal["as_of", "round", "year"]
UNITS = ("division", "responsible", "borrowing_unit")
"""Columns that name a unit of the organization."""


@dataclass(frozen=True)
class DataSet:
    """A table as questions, pages and documents know it."""

    name: str
    table: str
    title: str
    """What readers call it, in English."""
    page: str
    """The page of its figures, its questions and its sections: budget is pages/budget.py."""
    times: Times
    """What tells its reports of one year apart: days, rounds of 6 and 12 months, or nothing."""
    rows: str = N_("Rows")
    """What readers call its rows, in English."""
    icon: str = ""
    """Of its page in the navigation; nothing where the page is another's."""
    findings: str = ""
    """The data set among whose findings its own are listed; its own name where it is listed itself."""
    filters: Mapping[str, str] = field(default_factory=dict)
    """What its lines can be narrowed to, from the large to the small: name in the address → column."""
    identifying: tuple[str, ...] = ()
    """Columns of answers by which a row is known again."""
    by_district: bool = False
    """Whether it compares the organizations of a district, known by their names, and has no codes."""
    sums: str = ""
    """The data set whose lines it sums, where that is reported too."""
    unreported: str = ""
    """The column that a report may not state yet: a budget has no payments before its year begins."""
    is_further: bool = False
    """Whether its page stands in the group of further data of the measures, and not among the subjects."""
    numbered: str = ""
    """How a row that is known by a number is called in a finding; nothing where it is known by a name."""

    def __post_init__(self) -> None:
        # Only so can a field of a frozen class follow from another one.
        object.__setattr__(self, "findings", self.findings or self.name)

    @property
    def unit(self) -> str:
        """The column that says which unit of the organization a line is of; "" where none does."""
        return next((column for column in self.filters.values() if column in UNITS), "")

    def narrowing(self, to: Mapping[str, object]) -> dict[str, str]:
        """What the address says where the page is narrowed to these values of columns, or opened at a
        tab."""
        # A link to what is due names its tab: no column of the measures tells that.
        names = {column: name for name, column in self.filters.items()} | {"tab": "tab"}
        return {names[column]: str(value) for column, value in to.items() if column in names}


DATA_SETS = (
    DataSet(
        name="budget",
        table="budget",
        title=N_("Budget"),
        page="budget",
        times="as_of",
        rows=N_("Budget lines"),
        icon=":material/account_balance:",
        filters={
            "div": "division",
            "plan": "plan",
            "group": "expenditure_group",
            "cat": "category",
            "item": "item",
        },
        identifying=("division", "plan", "expenditure_group", "item", "work"),
        unreported="disbursed",
    ),
    DataSet(
        name="satisfaction",
        table="satisfaction",
        title=N_("Satisfaction"),
        page="satisfaction",
        times="year",
        rows=N_("Scores of the survey"),
        icon=":material/sentiment_satisfied:",
        filters={"div": "division", "dim": "dimension_no", "ask": "question_no"},
        identifying=("question_no", "division", "dimension_no"),
    ),
    DataSet(
        name="plan",
        table="plan_progress",
        title=N_("Anti-corruption plan"),
        page="plan",
        times="round",
        rows=N_("Rows of the plan's reports"),
        icon=":material/shield:",
        filters={"dim": "dimension_no", "status": "project_status"},
        identifying=("dimension_no",),
        sums="plan_projects",
        numbered=N_("Dimension {number}"),
    ),
    DataSet(
        name="plan_projects",
        table="plan_projects",
        title=N_("Projects of the anti-corruption plan"),
        page="plan",
        times="round",
        rows=N_("Projects of the plan"),
        findings="plan",
        filters={"dim": "dimension_no", "status": "project_status"},
        identifying=("project_no", "dimension_no", "status"),
    ),
    DataSet(
        name="plan_ranking",
        table="plan_ranking",
        title=N_("Comparison within the district"),
        page="plan",
        times="year",
        rows=N_("Organizations of the district"),
        findings="plan",
        identifying=("organization",),
        by_district=True,
    ),
    DataSet(
        name="measures",
        table="measures",
        title=N_("Measures"),
        page="measures",
        times="year",
        rows=N_("Integrity measures"),
        icon=":material/checklist:",
        filters={"unit": "responsible", "status": "status", "evidence": "evidence"},
        identifying=("measure_no", "status", "evidence"),
        numbered="{number}",
    ),
    DataSet(
        name="procurements",
        table="procurements",
        title=N_("Procurement"),
        page="procurements",
        times="year",
        rows=N_("Purchases"),
        icon=":material/shopping_cart:",
        filters={
            "month": "month",
            "method": "method",
            "rep": "community_representative",
            "div": "division",
            "winner": "winner",
        },
        identifying=("month", "purchase_no"),
        is_further=True,
    ),
    DataSet(
        name="complaints",
        table="complaints",
        title=N_("Complaints"),
        page="complaints",
        times="year",
        rows=N_("Complaints of the register"),
        icon=":material/campaign:",
        filters={
            "topic": "topic",
            "channel": "channel",
            "div": "division",
            "case": "case_status",
            "corruption": "about_corruption",
        },
        identifying=("case_no", "topic", "case_status"),
        is_further=True,
        numbered=N_("case {number}"),
    ),
    DataSet(
        name="service_statistics",
        table="service_statistics",
        title=N_("Statistics of services"),
        page="service_statistics",
        times="year",
        rows=N_("Services in a month"),
        icon=":material/support_agent:",
        filters={"month": "month", "div": "division", "service": "service"},
        identifying=("month", "division", "service"),
        is_further=True,
    ),
    DataSet(
        name="activities",
        table="activities",
        title=N_("Activities"),
        page="activities",
        times="year",
        rows=N_("Activities of the measures"),
        icon=":material/groups:",
        filters={
            "div": "division",
            "kind": "activity_kind",
            "measure": "measure_no",
            "evidence": "evidence",
        },
        identifying=("activity_no", "activity_kind", "evidence"),
        is_further=True,
    ),
    DataSet(
        name="asset_loans",
        table="asset_loans",
        title=N_("Loans of property"),
        page="asset_loans",
        times="year",
        rows=N_("Loans of the register"),
        icon=":material/handyman:",
        filters={"unit": "borrowing_unit", "asset": "asset"},
        identifying=("asset_no", "asset", "taken_on"),
        is_further=True,
    ),
    DataSet(
        name="disclosures",
        table="disclosures",
        title=N_("What must be public"),
        page="disclosures",
        times="year",
        rows=N_("Things that must be public"),
        icon=":material/public:",
        filters={"unit": "responsible", "basis": "disclosure_basis", "measure": "measure_no"},
        identifying=("disclosure", "disclosure_basis"),
        is_further=True,
    ),
)
"""In the order in which readers meet them."""

BY_NAME = {data_set.name: data_set for data_set in DATA_SETS}
BY_TABLE = {data_set.table: data_set for data_set in DATA_SETS}
LISTED = tuple(data_set for data_set in DATA_SETS if data_set.findings == data_set.name)
"""Those that have findings of their own to list, and a page of their own."""
SUBJECTS = tuple(data_set for data_set in LISTED if not data_set.is_further)
"""Those with a card in the overview and a link of their own in the menu."""
FURTHER = tuple(data_set for data_set in LISTED if data_set.is_further)
"""Those whose pages stand in a group, for their figures prove measures."""


def cube_of(table: str) -> str:
    """The table of the sums of a data set, which loaders/cubes.py keeps."""
    return f"{table}_cube"
