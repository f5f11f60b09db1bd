"""What every form of a report says in the same words: each is translated where it is written."""

from vocabulary.language import N_

AUTHORITY = N_("Authority")  # above the name of the organization
OBSERVATIONS = N_("Notes on the data")  # above what does not reconcile
OBSERVED = (N_("Finding"), N_("Explanation of the office"))
UNEXPLAINED = N_("(no explanation yet)")
NO_CHART = N_(
    "The chart could not be drawn: Chromium is not installed on the serving machine. The table holds"
    " the same figures."
)
SOURCES = N_("Sources of the figures")  # above the files behind the report
PAGE = N_("Page {page} of {pages}")
PAGE_ALONE = N_("Page {page}")
ACTIVITIES = N_("Pictures of the activities")  # above what the office adds to each measure
