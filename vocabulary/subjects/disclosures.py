"""What must be public: the names of its columns and codes, and what its findings say."""

from vocabulary.language import N_
from vocabulary.wording import Quantity, Rule

QUANTITIES = {
    "basis_item": Quantity(N_("Clause or item")),
    "days_old": Quantity(N_("Days since the last update"), "count"),
    "disclosure": Quantity(N_("What must be public")),
    "disclosure_basis": Quantity(N_("Wanted by"), "word"),
    "disclosure_state": Quantity(N_("How it stands"), "word"),
    "disclosure_url": Quantity(N_("Where it is published"), "address"),
    "disclosures": Quantity(N_("Things that must be public"), "count"),
    "due_this_month": Quantity(N_("Due by the end of the month"), "count"),
    "next_due": Quantity(N_("Next due"), "day"),
    "past_due": Quantity(N_("Past the due day"), "count"),
    "undated": Quantity(N_("Without a due day"), "count"),
    "up_to_date": Quantity(N_("Up to date"), "count"),
    "updated_on": Quantity(N_("Last updated"), "day"),
    "without_address": Quantity(N_("Things without an address"), "count"),
}
MEANINGS = {
    "disclosures": N_("Lines of the list of what must be public."),
    "due_this_month": N_("To be brought up to date by the end of this month, and not late yet."),
    "past_due": N_("Not brought up to date by the day that it was due."),
    "without_address": N_("Of which the list says no address where it is published."),
}
WORDS = {
    "disclosure_state.past_due": N_("overdue"),
    "disclosure_state.due_this_month": N_("due soon"),
    "disclosure_state.undated": N_("no due day"),
    "disclosure_state.up_to_date": N_("up to date"),
    "section_7": N_("Information Act, section 7"),
    "section_9": N_("Information Act, section 9"),
    "ita": N_("ITA"),
    "other": N_("Other"),
}
RULES = {
    "disclosure_overdue": Rule(
        "warning",
        N_("Row {row}, {subject}: it was to be brought up to date by {expected_word}, and is past that day."),
        is_due=True,
        check=N_("What must be public is brought up to date by the day that it is due."),
    ),
    "disclosure_without_address": Rule(
        "warning",
        N_("Row {row}, {subject}: it must be public, and no address is given where it is."),
        check=N_("What must be public has an address."),
    ),
}
