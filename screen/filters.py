"""What a visitor narrows a page to, in the address: choices, the trail, clicks on a chart, what to compare
with."""

import re
from dataclasses import replace
from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

from queries.scope import Scope, Within
from screen import address
from screen.share import copy_link
from vocabulary import thai
from vocabulary.columns import title, word
from vocabulary.language import _

FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]+')
"""What names of files may not have, or had better not."""
LONGEST = 40
"""Letters that what is narrowed to takes in the name of a file."""
FEW = 60
"""Up to so many values a column is offered to choose from; what has more is narrowed by a click on a
chart."""


def value_name(column: str, value: str) -> str:
    """What the value of a column is called."""
    if column == "dimension_no":
        return _("Dimension {number} {name}").format(number=thai.digits(value), name="").strip()
    if column == "question_no":
        return _("Question {number}").format(number=thai.digits(value))
    if column == "evidence":
        return f"{title(column)}: {word(value)}"
    if column == "words":
        return _("with the words “{words}”").format(words=value)
    return (
        word(value, column)
        if column in ("status", "project_status")
        else thai.digits(" ".join(value.split()))
    )


def narrowed(
    data_set: str, scope: Scope, lines: pd.DataFrame, found: pd.DataFrame, bar: Any
) -> tuple[Within, int]:
    """Draws into the row `bar` what a page can be narrowed to, the number of rows in view and the link, below
    it the trail; gives what it is narrowed to and how many rows that are.

    `lines`: of each combination of values how many `rows` there are; `found`: the same of the rows with the
    words searched."""
    chosen = _known(data_set, lines)
    shown = int(_matching(found, chosen)["rows"].sum())
    with bar:
        # Not in full view: on a phone five choices would fill the screen before the answer.
        with st.popover(_("Narrow down"), icon=":material/filter_alt:", key="filters"):
            if data_set == "budget":
                _choose_day(scope)
            for name, column in address.FILTERS[data_set].items():
                if column in lines:
                    _choose_value(name, column, lines, chosen)
        told = _("{shown} of {count} rows in view").format(
            shown=thai.number(shown), count=thai.number(lines["rows"].sum())
        )
        st.caption(told, width="content")
        copy_link()
    if chosen:
        _trail(data_set, chosen)
    return chosen, int(_matching(lines, chosen)["rows"].sum())


def on_click(data_set: str, key: str) -> None:
    """After a click on a chart: narrows the page to what was clicked, where that stands for rows."""
    points = st.session_state[key].selection.points
    leads = [point["customdata"] for point in points if isinstance(point.get("customdata"), dict)]
    if leads:
        address.narrow(data_set, leads[0])
        named = " · ".join(value_name(column, value) for column, value in leads[0].items())
        st.toast(_("Only {choices}").format(choices=address.plain(named)), icon=":material/filter_alt:")


def _known(data_set: str, lines: pd.DataFrame) -> Within:
    """What the address narrows the page to, as far as there is such a thing; the rest is told."""
    known = []
    for column, value in address.within(data_set):
        if column in lines and (lines[column] == value).any():
            known.append((column, value))
        else:
            told = _("There is no “{value}” under {column} here; it is left out of account.")
            st.warning(
                told.format(value=address.plain(value[:40]), column=title(column)), icon=":material/link_off:"
            )
    return tuple(known)


def _matching(lines: pd.DataFrame, chosen: Within) -> pd.DataFrame:
    for column, value in chosen:
        lines = lines[lines[column] == value]
    return lines


def _choose_day(scope: Scope) -> None:
    days = address.as_of_dates(scope)
    if len(days) > 1:
        newest = (
            address.catalogue()
            .resolved(Scope(scope.organization, scope.fiscal_year, scope.round_months), "budget")
            .as_of
        )
        names = {"": thai.day(newest)} | {
            day: thai.day(pd.Timestamp(day)) for day in days if day != f"{newest}"
        }
        address.choose("at", st.selectbox, _("Data as of"), names, "")


def _choose_value(name: str, column: str, lines: pd.DataFrame, chosen: Within) -> None:
    """A choice among the values that the other choices leave, each with its number of rows."""
    others = _matching(lines, tuple(pair for pair in chosen if pair[0] != column))
    counts = others.groupby(column, sort=False)["rows"].sum()
    if column in dict(chosen) or 1 < len(counts) <= FEW:
        names = {"": _("All")} | {
            value: f"{value_name(column, value)} ({thai.number(count)})" for value, count in counts.items()
        }
        address.choose(name, st.selectbox, title(column), names, "")


def _trail(data_set: str, chosen: Within) -> None:
    """From the whole to where one is; each step leads back to it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="trail"):
        _step(data_set, (), _("Everything"))
        for position, (column, value) in enumerate(chosen, start=1):
            st.markdown("›", width="content")
            kept, name = chosen[:position], value_name(column, value)
            if position < len(chosen):
                _step(data_set, kept, name)
            else:
                st.markdown(f"**{address.plain(name)}**", width="content")


def _step(data_set: str, kept: Within, name: str) -> None:
    def back() -> None:
        address.widen(data_set, kept)

    st.button(address.plain(name), key=f"trail_{len(kept)}", type="tertiary", on_click=back)


def pinned(data_set: str) -> dict[str, str]:
    """What the address leaves to be the newest or the usual, named, such that it shows this very view when
    there are newer data: organization, fiscal year, round or as-of date, what is compared with, by which
    criteria."""
    asked = address.scope(data_set)
    if asked is None:
        return {}
    scope = address.catalogue().resolved(asked, data_set)
    names, usual = _others(data_set, scope)
    named = {
        "org": scope.organization, "fy": f"{scope.fiscal_year}", "round": f"{scope.round_months or ''}",
        "at": f"{scope.as_of or ''}", "with": address.choice("with", names, usual) if len(names) > 1 else "",
        "bands": st.session_state.get("choose_bands", "") if data_set == "satisfaction" else "",
    }  # fmt: skip
    return {name: value for name, value in named.items() if value}


def in_words(within: Within) -> list[str]:
    """What lines are narrowed to, for the line that says whose figures these are."""
    return [value_name(column, value) for column, value in within]


def in_file_names(within: Within) -> str:
    """What files of narrowed figures have in their name besides: another for every other value."""
    # Two columns may have the same value: question 1 is not dimension 1.
    parts = ((f"{column}-" if column != "division" else "", value) for column, value in within)
    return "".join(f"_{prefix}{in_file_name(value, LONGEST // len(within))}" for prefix, value in parts)


def in_file_name(value: str, longest: int = LONGEST) -> str:
    """The value as far as a name of a file can have it; where it can not be had back from that, with a mark
    of its own."""
    written = FORBIDDEN.sub("-", value)[:longest]
    return (
        written if value in (written, written.replace("-", " ")) else f"{written}-{crc32(value.encode()):08x}"
    )


def file_mark(scope: Scope, as_of: Any, other: Scope | None, settings: tuple[str, ...]) -> str:
    """What the names of files say of these figures alone: of when they are, with what compared, by which
    settings, of what."""
    day = None if thai.is_missing(as_of) else pd.Timestamp(as_of).date()
    time = time_in_file_names(replace(scope, round_months=None if day else scope.round_months, as_of=day))
    against = f"_vs_{time_in_file_names(other)}" if other else ""
    return f"{time}{against}{''.join(f'_{in_file_name(setting)}' for setting in settings)}{in_file_names(scope.within)}"


def choose_part(name: str, columns: tuple[str, ...]) -> None:
    """Draws by which of these columns figures are told, in the address as `name`; the first unless another is
    chosen."""
    if len(columns) > 1:
        names = {column: title(column) for column in columns}
        address.choose(name, st.segmented_control, _("Told by"), names, columns[0], required=True)


def times(data_set: str, scope: Scope) -> dict[str, Scope]:
    """Every other time that the organization has data of, newest first: its name in the address → its
    scope."""
    here = address.catalogue().resolved(scope, data_set)
    others = address.catalogue().scopes.get((scope.organization, data_set), [])
    return {
        time_in_file_names(other): other
        for other in others
        if time_in_file_names(other) != time_in_file_names(here)
    }


def a_year_before(data_set: str, scope: Scope) -> Scope | None:
    """The same stage of the year before: the same as-of day, the same round; None where there are no such
    data."""
    here = address.catalogue().resolved(scope, data_set)
    for other in times(data_set, scope).values():
        same_day = (other.as_of and (other.as_of.month, other.as_of.day)) == (
            here.as_of and (here.as_of.month, here.as_of.day)
        )
        if other.fiscal_year == here.fiscal_year - 1 and same_day and other.round_months == here.round_months:
            return other
    return None


def time_in_file_names(scope: Scope) -> str:
    """Fiscal year, round and as-of date of a scope, as far as it names them: "2565-6", "2565-2022-03-31"."""
    return "-".join(str(part) for part in (scope.fiscal_year, scope.round_months, scope.as_of) if part)


def time_name(scope: Scope) -> str:
    """A fiscal year with its round or as-of date, where it has one."""
    parts = [thai.fiscal_year(scope.fiscal_year)]
    if scope.round_months:
        parts.append(_("{months} months").format(months=thai.digits(scope.round_months)))
    if scope.as_of:
        parts.append(thai.day(scope.as_of))
    return " · ".join(parts)


def earlier(data_set: str, scope: Scope) -> Scope | None:
    """What to compare with: as `choose_earlier` has it. None where there is nothing else, or it is not
    wanted."""
    names, default = _others(data_set, scope)
    return times(data_set, scope).get(address.choice("with", names, default))


def choose_earlier(data_set: str, scope: Scope) -> None:
    """Draws the choice of what to compare with, in the address as `with`; the same stage of the year before
    unless another is chosen. Nothing where there is no other time."""
    names, default = _others(data_set, scope)
    if len(names) > 1:
        address.choose("with", st.selectbox, _("Compare with the time"), names, default, width=320)


def _others(data_set: str, scope: Scope) -> tuple[dict[str, str], str]:
    """What the other times are called, and which is the usual one."""
    usual = a_year_before(data_set, scope)
    names = {name: time_name(other) for name, other in times(data_set, scope).items()}
    return {"none": _("Nothing")} | names, time_in_file_names(usual) if usual else "none"
