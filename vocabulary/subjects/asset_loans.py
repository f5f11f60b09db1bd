"""What loans of property are called: the columns of the register, and what its findings say."""

from vocabulary.language import N_
from vocabulary.wording import Quantity, Rule

QUANTITIES = {
    "asset": Quantity(N_("Property")),
    "asset_no": Quantity(N_("Property no.")),
    "assets": Quantity(N_("Things lent"), "count"),
    "borrowing_unit": Quantity(N_("Borrowing unit")),
    "days_lent": Quantity(N_("Days lent"), "count"),
    "due_on": Quantity(N_("Due back on"), "day"),
    "loans": Quantity(N_("Loans"), "count"),
    "on_loan": Quantity(N_("Out now"), "count"),
    "overdue_loans": Quantity(N_("Not returned in time"), "count"),
    "returned": Quantity(N_("Returned"), "count"),
    "returned_late": Quantity(N_("Returned late"), "count"),
    "returned_on": Quantity(N_("Returned on"), "day"),
    "taken_on": Quantity(N_("Taken on"), "day"),
}
MEANINGS = {
    "assets": N_("Different things that were lent in the year."),
    "loans": N_("Lines of the register of loans."),
    "on_loan": N_("Loans that the register does not say are returned."),
    "returned_late": N_("Loans that came back after the day that they were due."),
    "days_lent": N_("Days that a thing was lent, both ends counted; to today where it is still out."),
    "overdue_loans": N_("Loans that are out and whose day to be returned has passed."),
}
RULES = {
    "loan_overdue": Rule(
        "warning",
        N_("Row {row}, {subject}: {stated_word} was to return it by {expected_word}, and has not yet."),
        is_due=True,
        check=N_("A thing that is lent is back by the day that it is due."),
    ),
    "returned_before_taken": Rule(
        "error",
        N_("Row {row}, {subject}: it was returned on {stated_word}, before it was taken on {expected_word}."),
        check=N_("Nothing is returned before it is taken."),
    ),
}
