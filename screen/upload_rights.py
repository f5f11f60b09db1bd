"""Whose data a file would replace, and whether this visitor may load it."""

from collections.abc import Iterator

from loaders.checks.check import Checked
from loaders.loading import Plan
from loaders.people import EVERY
from loaders.report import Report
from screen import access
from screen.view import current_view

Place = tuple[str, str | None]
"""An organization (EVERY: the table is of none), and its division (None: all of it)."""


def places(plan: Plan) -> Iterator[Place]:
    """Whose data would be replaced when the plan is published."""
    for _report, checked in plan.accepted:
        yield from _places(checked)


def judged(report: Report) -> Report:
    """The report; refused where this visitor may not load what it brings."""
    if report.checked and report.brings_rows:
        for organization, division in _places(report.checked):
            if not access.may("load", organization, division):
                name = current_view().organizations.get(organization, organization)
                return report.refused_for(access.refusal(name, division))
    return report


def _places(checked: Checked) -> list[Place]:
    # What is not told apart by division replaces the rows of all.
    replaces = checked.dataset.replaces
    found = set[Place]()
    for one in checked.slices():
        told = dict(zip(replaces, one, strict=True))
        found.add((told.get("organization_code") or EVERY, told.get("division")))
    return sorted(found, key=str)
