"""What every form of a report says in the same words: each is translated where it is written."""

from vocabulary.language import N_

AUTHORITY = N_("Authority")  # above the name of the organization
OBSERVATIONS = N_("Observations on the data")  # above what does not reconcile
NOTHING_FOUND = N_("No observations: nothing in these figures contradicts anything else.")
LACKING = N_("What this document does not show yet")  # above what the item demands besides
NO_CHART = N_(
    "The chart could not be drawn: Chromium is not installed on the serving machine. The table holds"
    " the same figures."
)
ACTIVITIES = N_("Pictures of the activities")
SOURCES = N_("Sources of the figures")  # above the files behind the report
PAGE = N_("Page {page} of {pages}")
