"""What every form of a report says in the same words."""

from vocabulary.language import _


def authority() -> str:
    """What the name of the organization stands under."""
    return _("Authority")


def observations() -> str:
    """The heading of what does not reconcile."""
    return _("Observations on the data")


def nothing_found() -> str:
    """What stands in place of findings where there are none."""
    return _("No observations: nothing in these figures contradicts anything else.")


def lacking() -> str:
    """The heading of what the item demands and the document does not show."""
    return _("What this document does not show yet")


def no_chart() -> str:
    """What stands in place of a chart that could not be drawn."""
    return _(
        "The chart could not be drawn: Chromium is not installed on the serving machine. The table holds"
        " the same figures."
    )


def where_from() -> str:
    """The heading of the files behind the report."""
    return _("Sources of the figures")


def page() -> str:
    """The number of a page; {page} and {pages} are to be filled in."""
    return _("Page {page} of {pages}")
