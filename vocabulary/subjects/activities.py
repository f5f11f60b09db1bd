"""What activities are called: their columns, their kinds, and what their findings say."""

from vocabulary.language import N_
from vocabulary.wording import Quantity, Rule

QUANTITIES = {
    "activity": Quantity(N_("Activity")),
    "activity_kind": Quantity(N_("Kind of activity"), "word"),
    "activity_no": Quantity(N_("Number in the file"), "count"),
    "evidence_unknown": Quantity(N_("Unknown whether there is evidence"), "count"),
    "held": Quantity(N_("Held"), "count"),
    "held_on": Quantity(N_("Held on"), "day"),
    "held_without_evidence": Quantity(N_("Held, without evidence"), "count"),
    "participants": Quantity(N_("Participants"), "count"),
    "pictures": Quantity(N_("Pictures of the measure"), "count"),
    "times_short": Quantity(N_("Short of the target (times)"), "count"),
    "times_wanted": Quantity(N_("Target (times a year)"), "count"),
    "to_come": Quantity(N_("Planned, still to come"), "count"),
}
MEANINGS = {
    "held_without_evidence": N_("Held activities of which the file says that there is no evidence."),
    "participants": N_("All participants of what was held; who came twice counts twice."),
    "to_come": N_("Activities that are dated after today."),
    "held": N_("What is dated up to today, by the file."),
    "times_short": N_("How many more must be held until the target is reached."),
}
WORDS = {
    "meeting": N_("Meeting"),
    "training": N_("Training"),
    "announcement": N_("Announcement"),
    "forum": N_("Forum"),
    "other": N_("Other"),
}
RULES = {
    "activity_outside_year": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: its date, {stated_word}, lies outside {fiscal_year}, so it counts for no"
            " target of that year."
        ),
        check=N_("An activity is dated within the fiscal year of its file."),
    ),
    "activity_without_evidence": Rule(
        "warning",
        N_("Row {row}, {subject}: it was held on {stated_word}, and there is no evidence of it."),
        check=N_("What was held has evidence."),
    ),
    "division_target_missed": Rule(
        "warning",
        N_(
            "{subject}: of the kind “{stated_word}” it held {stated} in {fiscal_year} by what is recorded;"
            " at least {expected} a year are wanted."
        ),
        check=N_("At the end of the year every division has held as many as its target wants."),
    ),
    "organization_target_missed": Rule(
        "warning",
        N_(
            "Of the kind “{stated_word}” the organization held {stated} in {fiscal_year} by what is recorded;"
            " at least {expected} a year are wanted."
        ),
        check=N_("At the end of the year the organization has held as many as its target wants."),
    ),
}
