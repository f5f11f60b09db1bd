"""What a finding is: figures of the source that do not fit each other, told in a sentence that a finance
clerk understands.

What each rule looks for is SQL, loaders/findings/DATA_SET/RULE.sql; how grave it is and what is said of it
stands here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from vocabulary import thai
from vocabulary.columns import QUANTITIES, WORDS, title, word
from vocabulary.data_sets import BY_TABLE
from vocabulary.language import N_, _, speaking
from vocabulary.spelling import difference
from vocabulary.values import exact

UNSEEN = N_("They look alike, but differ: {difference}.")
Severity = Literal["error", "warning", "note"]
Within = Literal["organization", "load", "all"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True)
class Rule:
    """How grave a finding of this rule is, and its sentence; the places are filled by `sentence`."""

    severity: Severity
    sentence: str
    advice: str = ""
    """What the clerk should look at, which is nothing for an assessor."""
    within: Within = "organization"
    """What it compares rows with: all that the same organization has, the rows of the same load, or
    everybody's. It is asked again where one of these has changed."""


RULES: dict[str, Rule] = {
    "remaining_identity": Rule(
        "error",
        N_(
            "Row {row}, {subject}: the remaining amount printed is {stated}, but {expected} is computed;"
            " they differ by {difference}."
        ),
    ),
    "stated_total": Rule(
        "error",
        N_(
            "Row {row}, {subject}, {column}: the printed total is {stated}, but the rows sum to {expected};"
            " they differ by {difference}."
        ),
        within="load",
    ),
    "total_identity": Rule(
        "error",
        N_(
            "Row {row}, {subject}: the remaining amount printed is {stated}, but the other totals of the"
            " same row leave"
            " {expected}; they differ by {difference}."
        ),
        within="load",
    ),
    "overspent": Rule(
        "error",
        N_(
            "Row {row}, {subject}: {stated} is disbursed and committed, more than the budget after"
            " transfers, {expected},"
            " by {difference}."
        ),
    ),
    "planned_quarters": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: the spending plan of the quarters comes to {stated}, but the budget after"
            " transfers is {expected}; they differ by {difference}."
        ),
    ),
    "done_exceeds_planned": Rule(
        "error", N_("Row {row}, {subject}: {stated} are done, but only {expected} are planned.")
    ),
    "stated_percent": Rule(
        "warning",
        N_(
            "Row {row}, {subject}, {column}: {stated} is printed, but {expected} is computed; they differ"
            " by {difference}."
        ),
    ),
    "transfers_net": Rule(
        "warning",
        N_(
            "Data as of {as_of}: transfers in less transfers out are {stated}; over a whole ordinance they"
            " net to {expected}."
        ),
        N_("Is a part of the budget missing?"),
    ),
    "disbursed_falls": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: {stated} is disbursed as of {as_of}, less than {expected} as of"
            " {expected_word},"
            " although amounts are cumulative."
        ),
    ),
    "quarter_repeated": Rule(
        "warning",
        N_("Data as of {as_of}: every amount is that of {expected_word} ({stated} disbursed)."),
        N_("Is it the same report under another date?"),
    ),
    "ordinance_changed": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: the ordinance's budget is {expected} in the {first_round}-month report"
            " and {stated}"
            " in the {whole_year}-month one; they differ by {difference}."
        ),
    ),
    "progress_falls": Rule(
        "warning",
        N_(
            "Row {row}, {subject}, {column}: {stated} after {whole_year} months is less than {expected}"
            " after {first_round}."
        ),
    ),
    "answers_and_score": Rule(
        "error",
        N_(
            "Row {row}, {subject}: the score is {stated}, but the answers at each level ({stated_word})"
            " give {expected};"
            " they differ by {difference}."
        ),
    ),
    "zero_variance": Rule(
        "warning",
        N_("{subject} has the same score, {stated}, in all of its {stated_word} questions."),
        N_("This is worth a look."),
    ),
    "unknown_division": Rule(
        "warning",
        N_("Row {row}: the division “{stated_word}” is not among the known divisions."),
        N_(
            "The nearest known name: {expected_word}. Correct the file, or add the name to"
            " data/reference/divisions.csv."
        ),
    ),
    "sum_of_rows": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: {stated}, as much as the {stated_word} rows above it together (from row"
            " {expected_word} on). It was counted as a line of its own."
        ),
        N_("Is it their total?"),
        within="load",
    ),
    "measure_overdue": Rule(
        "warning",
        N_("Row {row}, measure {subject}: it was due on {expected_word}, and its status is “{stated_word}”."),
    ),
    "activity_outside_year": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: its date, {stated_word}, lies outside {fiscal_year}, so it counts for no"
            " target of that year."
        ),
    ),
    "activity_without_evidence": Rule(
        "warning", N_("Row {row}, {subject}: it was held on {stated_word}, and there is no evidence of it.")
    ),
    "division_target_missed": Rule(
        "warning",
        N_(
            "{subject}: of the kind “{stated_word}” it held {stated} in {fiscal_year} by what is recorded;"
            " at least {expected} a year are wanted."
        ),
    ),
    "organization_target_missed": Rule(
        "warning",
        N_(
            "Of the kind “{stated_word}” the organization held {stated} in {fiscal_year} by what is recorded;"
            " at least {expected} a year are wanted."
        ),
    ),
    "disclosure_overdue": Rule(
        "warning",
        N_("Row {row}, {subject}: it was to be brought up to date by {expected_word}, and is past that day."),
    ),
    "disclosure_without_address": Rule(
        "warning", N_("Row {row}, {subject}: it must be public, and no address is given where it is.")
    ),
    "measure_begun": Rule(
        "warning",
        N_(
            "Row {row}, measure {subject}: its status is “{stated_word}”, but an activity for it is recorded"
            " on {expected_word}."
        ),
    ),
    "measure_target_missed": Rule(
        "warning",
        N_(
            "Row {row}, measure {subject}: its status is “{stated_word}”, but of what it wants held of the"
            " kind “{expected_word}”, {stated} of {expected} targets were met by what is recorded."
        ),
    ),
    "level_differs": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: {stated} is printed as level “{stated_word}”, but by the thresholds it"
            " is “{expected_word}”."
        ),
        within="all",
    ),
    "projects_differ": Rule(
        "warning",
        N_(
            "Row {row}, {subject}, {column}: the report says {stated}, but its list of projects gives"
            " {expected};"
            " they differ by {difference}."
        ),
    ),
    "done_without_spending": Rule(
        "note",
        N_(
            "Row {row}, {subject}: projects done rose from {expected_word} after {first_round} months to"
            " {stated_word}"
            " after {whole_year}, but nothing more was spent (still {stated})."
        ),
    ),
    "ranking_differs": Rule(
        "note",
        N_(
            "Row {row}, {subject}: the published comparison says {stated}, the organization's own"
            " {round_months}-month report"
            " {expected}. The denominators differ; both are shown as given."
        ),
        within="all",
    ),
    "missing_quarter": Rule(
        "note", N_("There are no budget figures for quarter {stated_word} of {fiscal_year}.")
    ),
    "missing_round": Rule(
        "note",
        N_(
            "The {round_months}-month report of the anti-corruption plan of {fiscal_year} was due on"
            " {expected_word} and is not"
            " loaded."
        ),
    ),
}


def sentence(row: Mapping[str, Any]) -> str:
    """What a row of the table `findings` says, in the language of this run, and what to look at."""
    advice = RULES[row["rule"]].advice
    # A division's name and the known one may look the same.
    unseen = difference(str(row["stated_word"] or ""), str(row["expected_word"] or ""))
    told = (
        fact(row),
        _filled(_(advice), row) if advice else "",
        _(UNSEEN).format(difference=unseen) if unseen else "",
    )
    return " ".join(filter(None, told))


def fact(row: Mapping[str, Any]) -> str:
    """The same without advice, as papers state it."""
    return _filled(_(RULES[row["rule"]].sentence), row)


def _filled(text: str, row: Mapping[str, Any]) -> str:
    unit = unit_of(row["column"])
    return text.format(
        row=thai.digits("" if thai.is_missing(row["source_row"]) else int(row["source_row"])),
        subject=subject(row),
        column="" if row["column"] not in QUANTITIES else title(row["column"]),
        stated=exact(row["stated"], unit),
        expected=exact(row["expected"], unit),
        difference=_difference(row["difference"], unit),
        stated_word=_word(row["stated_word"]),
        expected_word=_word(row["expected_word"]),
        # Filled in, so that they come in the visitor's digits.
        first_round=thai.digits(6),
        whole_year=thai.digits(12),
        as_of=thai.day(row["as_of"]),
        fiscal_year="" if thai.is_missing(row["fiscal_year"]) else thai.fiscal_year(int(row["fiscal_year"])),
        round_months="" if thai.is_missing(row["round_months"]) else thai.digits(int(row["round_months"])),
    )


def in_language(row: Mapping[str, Any], language: str) -> str:
    """What a row of `findings` says, in `language` ("th" or "en")."""
    with speaking(language):
        return sentence(row)


def subject(row: Mapping[str, Any]) -> str:
    """Of what a finding speaks: a line, a division, a dimension; "total" where it is the total row."""
    name = row["subject"]
    if thai.is_missing(name):
        return _("total")
    numbered = BY_TABLE[row["table"]].numbered
    return _(numbered).format(number=thai.digits(name)) if numbered else str(name)


def unit_of(column: str | None) -> str:
    """In what the figures of a finding are: baht, percent, projects or count."""
    # The figure beside a level is the percentage from which it is told.
    if column == "level":
        return "percent"
    unit = QUANTITIES[column].unit if column in QUANTITIES else "count"
    if unit == "count" and str(column).startswith("projects_"):
        return "projects"
    # What is counted of a status is things.
    return unit if unit in _UNITS else "count"


def unit_name(row: Mapping[str, Any]) -> str:
    """In what the figures of a finding are, as a word; nothing where it has none."""
    if thai.is_missing(row["stated"]):
        return ""
    return _(_UNITS[unit_of(row["column"])])


_UNITS = {"baht": N_("baht"), "percent": N_("percent"), "projects": N_("projects"), "count": N_("count")}


def _difference(value: float | None, unit: str) -> str:
    if unit == "percent" and not thai.is_missing(value):
        return _("{points} points").format(points=thai.number(abs(value or 0), 2))
    # “They differ by”: which is more the sentence has said.
    return exact(None if value is None else abs(value), unit)


def _word(text: str | None) -> str:
    """A text as the reader writes it: a date, the name of a code, a count."""
    if text is None or thai.is_missing(text):
        return thai.NOTHING
    # Rules give days, codes and counts in the same columns, as text.
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return thai.day(date.fromisoformat(text))
    return word(text) if text in WORDS else thai.digits(text)
