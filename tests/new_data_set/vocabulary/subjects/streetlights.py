"""What the street lights are called: their columns, and what their findings say."""

from vocabulary.language import N_
from vocabulary.wording import Quantity, Rule

QUANTITIES = {
    "kind": Quantity(N_("Kind of fault")),
    "reported": Quantity(N_("Street lights reported"), "count"),
    "repaired": Quantity(N_("Street lights repaired"), "count"),
}
RULES = {
    "repaired_exceeds_reported": Rule(
        "error",
        N_("Row {row}, {subject}: {stated} are repaired, but only {expected} were reported."),
        check=N_("No more are repaired than are reported."),
    ),
}
