"""The names of what is held for the measures, and of its codes."""

from vocabulary.language import N_
from vocabulary.quantity import Quantity

QUANTITIES = {
    "activity": Quantity(N_("Activity")),
    "activity_kind": Quantity(N_("Kind of activity"), "word"),
    "activity_no": Quantity(N_("Number in the file"), "count"),
    "held": Quantity(N_("Held"), "count"),
    "held_on": Quantity(N_("Held on"), "day"),
    "held_without_evidence": Quantity(N_("Held, without evidence"), "count"),
    "participants": Quantity(N_("Participants"), "count"),
    "pictures": Quantity(N_("Pictures of the measure"), "count"),
    "times_short": Quantity(N_("Short of the target (times)"), "count"),
    "times_wanted": Quantity(N_("Target (times a year)"), "count"),
    "to_come": Quantity(N_("Planned, still to come"), "count"),
}
WORDS = {
    "meeting": N_("Meeting"),
    "training": N_("Training"),
    "announcement": N_("Announcement"),
    "forum": N_("Forum"),
    "other": N_("Other"),
}
