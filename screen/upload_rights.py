"""Whose data a file would replace, and whether this visitor may load it, approve it or take it back."""

from collections.abc import Iterable, Sequence

from loaders import four_eyes
from loaders.loading import Place, places
from loaders.people import EVERY, Act
from loaders.problem import LoadError, Problem
from loaders.report import Report
from loaders.store.history import LoadEntry
from screen import access, identity
from screen.view import current_view
from vocabulary.language import N_, _

MISSING: dict[Act, str] = {
    "load": N_("the right to load files (role: editor)"),
    "approve": N_("the right to approve loads (role: approver)"),
}


def place_name(organization: str) -> str:
    """What an organization is called; its code where it has no data."""
    return _("all organizations") if organization == EVERY else _name(organization)


def _name(organization: str) -> str:
    return current_view().organizations.get(organization, organization)


def judged(report: Report) -> Report:
    """The report; refused where this visitor may not load what it brings."""
    if report.checked and report.brings_rows:
        for organization, division in places(report.checked):
            if not access.may("load", organization, division):
                return report.refused_for(access.refusal(_name(organization), division))
    return report


def demand_still(act: Act, where: Iterable[Place]) -> None:
    """Raises LoadError, which says who lacks which right and what to do, where this visitor may no longer do
    in all of these places what a preview has offered."""
    for organization, division in where:
        if not access.may(act, organization, division):
            raise LoadError(_lost(act, organization, division))


def _lost(act: Act, organization: str, division: str | None) -> Problem:
    who = identity.of_session()
    if who is None:  # signed out, or changing was switched off: that is another remedy
        return access.refusal(organization, division)
    place = N_("all organizations") if organization == EVERY else _name(organization)
    message = N_(
        "Nothing was published: {value} no longer has {right} for the data of {place}. Ask the administrator"
        " of"
        " this system to give it back, then do it again."
    )
    words = {"right": MISSING[act], "place": f"{place}, {division}" if division else place}
    return Problem("error", "right_lost", message, value=who.name, words=words)


def act_of_undoing(organization: str) -> Act:
    """What a visitor must be allowed to take a load back: where every load is approved by a second person, no
    editor changes the figures alone."""
    return "approve" if four_eyes.are_wanted(organization) else "undo"


def may_undo(load: LoadEntry, organizations: Sequence[str]) -> bool:
    """Whether this visitor may take back a load of these organizations: nobody their own where a second
    person is wanted, whatever they are called now."""
    who = identity.of_session()
    is_own = access.current_actor().made(load.loaded_by, load.loader_mark)
    # Also where somebody has signed in by another provider, which names them otherwise.
    is_own = is_own or load.loaded_by in (who.keys if who else ())
    is_own = is_own and any(map(four_eyes.are_wanted, organizations))
    return not is_own and all(access.may(act_of_undoing(each), each) for each in organizations)


def demand_undoing(load: LoadEntry, organizations: Sequence[str]) -> None:
    """Raises LoadError where this visitor may not take it back."""
    for each in organizations:
        access.demand(act_of_undoing(each), each)
    if not may_undo(load, organizations):
        message = N_("You loaded this: someone else with the right to approve takes it back.")
        raise LoadError(Problem("error", "own_load", message))
