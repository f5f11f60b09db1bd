"""What statistics of services are called: their columns, and what their findings say."""

from vocabulary.language import N_
from vocabulary.wording import Quantity, Rule

QUANTITIES = {
    "at_counter": Quantity(N_("At the counter"), "count"),
    "by_e_service": Quantity(N_("By E-Service"), "count"),
    "e_service_rate": Quantity(N_("Share of E-Service"), "ratio"),
    "requests": Quantity(N_("Requests"), "count"),
    "service": Quantity(N_("Service")),
    "services": Quantity(N_("Number of services"), "count"),
    "within_rate": Quantity(N_("Within the standard time, of all"), "ratio"),
    "within_standard": Quantity(N_("Within the standard time"), "count"),
}
MEANINGS = {
    "by_e_service": N_("Requests that came by E-Service."),
    "e_service_rate": N_("Requests by E-Service ÷ all requests where both are stated × 100."),
    "requests": N_("How often a service was asked for."),
    "services": N_("Kinds of services that the file names."),
    "within_rate": N_("Requests within the standard time ÷ all requests where both are stated × 100."),
}
RULES = {
    "channels_differ": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: {stated} requests are counted, but the counter and E-Service together have"
            " {expected}; they differ by {difference}."
        ),
        check=N_("The requests at the counter and by E-Service come to all requests."),
    ),
    "within_exceeds_requests": Rule(
        "error",
        N_(
            "Row {row}, {subject}: {stated} were done within the standard time, but only {expected} were"
            " requested."
        ),
        check=N_("No more requests are done within the standard time than there are."),
    ),
}
