"""The names of what must be public, and of its codes."""

from vocabulary.language import N_
from vocabulary.quantity import Quantity

QUANTITIES = {
    "basis_item": Quantity(N_("Clause or item")),
    "days_old": Quantity(N_("Days since the last update"), "count"),
    "disclosure": Quantity(N_("What must be public")),
    "disclosure_basis": Quantity(N_("Wanted by"), "word"),
    "disclosure_state": Quantity(N_("How it stands"), "word"),
    "disclosure_url": Quantity(N_("Where it is published"), "address"),
    "disclosures": Quantity(N_("Things that must be public"), "count"),
    "due_this_month": Quantity(N_("Due this month"), "count"),
    "next_due": Quantity(N_("Next due"), "day"),
    "past_due": Quantity(N_("Past the due day"), "count"),
    "undated": Quantity(N_("Without a due day"), "count"),
    "up_to_date": Quantity(N_("Up to date"), "count"),
    "updated_on": Quantity(N_("Last updated"), "day"),
    "without_address": Quantity(N_("Things without an address"), "count"),
}
WORDS = {
    "section_7": N_("Information Act, section 7"),
    "section_9": N_("Information Act, section 9"),
    "ita": N_("ITA"),
    "other": N_("Other"),
}
