"""What files do not say themselves, on the page ข้อมูล: whose they are, of which year and day, and what is
the same in all rows."""

import re
from datetime import UTC, date, datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from loaders.layout.reading import Options
from loaders.report import Report
from loaders.schema.datasets import DATASETS
from screen.address import ROUNDS, plain
from screen.upload_words import SAID_ASIDE, table_name
from screen.view import current_view
from vocabulary import thai
from vocabulary.fiscal_calendar import QUARTERS, buddhist_year, common_year, quarter_months
from vocabulary.language import N_, _

ENCUMBERED = {
    "outstanding": N_("committed and not yet paid"),
    "gross": N_("committed, with what is already paid"),
    "ignored": N_("do not use it"),
}
Said = dict[str, str | None]
MONTHS = [f"{month}" for quarter in QUARTERS for month in quarter_months(quarter)]
"""The months of a fiscal year, from October on."""


def ask(round_: int) -> Options:
    """The boxes for what files do not say, new in each `round_` of loading."""
    names = ("table", "organization", "code", "year", "day", "round", "month", "division")
    # Once something is said the boxes stay in sight: it holds for every file. After a load they are new, and
    # empty.
    if any(st.session_state.get(f"said_{name}_{round_}") for name in names):
        st.session_state["said"] = round_
    is_said = st.session_state.get("said") == round_
    with st.expander(_("What the files do not say"), icon=":material/edit_note:", expanded=is_said):
        st.caption(_("Only for files without a column for it. Leave empty what the files say themselves."))
        return _said({name: f"said_{name}_{round_}" for name in (*names, "held")})


def open_where_needed(round_: int, reports: list[Report]) -> None:
    """Opens the boxes where a file lacks what may be said in them."""
    lacks = {name for report in reports if report.refused and report.reading for name in report.reading.lacks}
    if not lacks.isdisjoint(SAID_ASIDE) and st.session_state.get("said") != round_:
        st.session_state["said"] = round_
        st.rerun()


def _said(keys: dict[str, str]) -> Options:
    """What the visitor says in the boxes, each drawn under its key."""
    left, right = st.columns(2)
    none, known = _("the file says it"), current_view().organizations
    tables = {table: table_name(dataset) for table, dataset in DATASETS.items()}
    table = left.selectbox(_("Table"), tables, None, tables.__getitem__, keys["table"], placeholder=none)
    held = right.selectbox(
        _("The column of commitments holds"),
        ENCUMBERED,
        format_func=lambda name: _(ENCUMBERED[name]),
        key=keys["held"],
    )
    organization = left.selectbox(
        _("Organization"), known, None, known.__getitem__, keys["organization"], placeholder=none
    )
    code = right.text_input(
        _("Code of an organization that is not listed"), key=keys["code"], disabled=bool(organization)
    )
    times = _times(keys, none, left, right)
    division = left.text_input(
        _("Division, where the file is of one and does not name it"), key=keys["division"]
    ).strip()
    values = {
        "organization_code": organization or _code(code.strip()),
        "division": division,
        **times,
    }
    return Options(table, {name: value for name, value in values.items() if value}, {}, held)


def _times(keys: dict[str, str], none: str, left: DeltaGenerator, right: DeltaGenerator) -> Said:
    """Of when the visitor says that files are, each box drawn under its key."""
    # One year ahead, for the fiscal year that begins in October.
    this_year = buddhist_year(datetime.now(UTC).year)
    years = [str(year) for year in range(this_year + 1, this_year - 15, -1)]
    year = left.selectbox(_("Fiscal year"), years, None, thai.digits, keys["year"], placeholder=none)
    day = right.text_input(
        _("Data as of (day/month/year B.E.)"), placeholder=thai.digits("31/03/2565"), key=keys["day"]
    )
    rounds = {months: _("{months} months").format(months=thai.digits(months)) for months in ROUNDS}
    months = left.selectbox(_("Round"), rounds, None, rounds.__getitem__, keys["round"], placeholder=none)
    month = right.selectbox(
        _("Month"), MONTHS, None, lambda number: thai.month(int(number)), keys["month"], placeholder=none
    )
    return {"fiscal_year": year, "as_of": _day(day), "round_months": months, "month": month}


def _code(text: str) -> str | None:
    if text and not re.fullmatch(r"[0-9]{4,10}", text):
        st.warning(
            _("The code of an organization has 4 to 10 digits; {value} is left out.").format(
                value=plain(text[:40])
            ),
            icon=":material/error:",
        )
        return None
    return text


def _day(text: str) -> str | None:
    """A date written 31/03/2565 or 2022-03-31, in ISO; None, with a warning, where it is none."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    day, month, year = (
        (numbers if numbers[:1] < [1000] else numbers[::-1]) if len(numbers) == 3 else (0, 0, 0)
    )
    try:
        # Nobody writes a year of the Common Era above 2400, nor one of the Buddhist era below it.
        return date(common_year(year) if year > 2400 else year, month, day).isoformat() if text else None
    except ValueError:
        st.warning(
            _("{value} is not a date such as 31/03/2565; it is left out.").format(value=plain(text[:40])),
            icon=":material/error:",
        )
        return None
