"""What complaints are called: the columns of the register, its codes, and what its findings say."""

from vocabulary.language import N_
from vocabulary.wording import Quantity, Rule

QUANTITIES = {
    "about_corruption": Quantity(N_("About corruption"), "word"),
    "case_no": Quantity(N_("Case no.")),
    "case_status": Quantity(N_("Case status"), "word"),
    "cases": Quantity(N_("Number of complaints"), "count"),
    "channel": Quantity(N_("Channel")),
    "closed": Quantity(N_("Complaints closed"), "count"),
    "closed_late": Quantity(N_("Closed late"), "count"),
    "closed_on": Quantity(N_("Closed on"), "day"),
    "corruption": Quantity(N_("Complaints about corruption"), "count"),
    "days": Quantity(N_("Days until closed"), "count"),
    "days_open": Quantity(N_("Days open"), "count"),
    "days_over": Quantity(N_("Days beyond the standard"), "count"),
    "median_days": Quantity(N_("Days for half of them"), "count"),
    "ninth_days": Quantity(N_("Days for 90% of them"), "count"),
    "open_cases": Quantity(N_("Complaints still open"), "count"),
    "overdue_cases": Quantity(N_("Open beyond the standard"), "count"),
    "received_on": Quantity(N_("Received on"), "day"),
    "standard_days": Quantity(N_("Standard (days)"), "count"),
    "topic": Quantity(N_("Topic")),
}
MEANINGS = {
    "cases": N_("Lines of the register of complaints."),
    "corruption": N_("Complaints that the register marks as about corruption."),
    "open_cases": N_("Complaints that are received or in progress."),
    "days": N_("Day closed − day received; none where that is not known or lies before."),
    "median_days": N_("Within so many days half of the complaints with a day were closed."),
    "ninth_days": N_("Within so many days 90% of the complaints with a day were closed."),
    "overdue_cases": N_("Open complaints that were received more days ago than the standard."),
    "standard_days": N_("Within how many days a complaint is to be answered."),
}
WORDS = {
    "case_status.received": N_("Received"),
    "case_status.ongoing": N_("In progress"),
    "case_status.forwarded": N_("Passed on to another office"),
    "case_status.closed": N_("Closed"),
    "case_status.open": N_("Still open"),
}
RULES = {
    "closed_before_received": Rule(
        "error",
        N_(
            "Row {row}, {subject}: it was closed on {stated_word}, before it was received on {expected_word}."
        ),
        check=N_("No case is closed before it is received."),
    ),
    "complaint_overdue": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: received on {stated_word} and still open, although the standard of"
            " {expected} days was over on {expected_word}."
        ),
        is_due=True,
        check=N_("A case is closed within the standard number of days."),
    ),
    "number_reused": Rule(
        "warning",
        N_("Row {row}, {subject}: row {expected_word} has the same number. Both are counted as complaints."),
        N_("Is one of them a copy, or its number wrong?"),
        check=N_("Every case has a number of its own."),
    ),
}
