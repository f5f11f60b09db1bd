"""What a finding is: figures of the source that do not fit each other, told in a sentence that a finance
clerk understands.

What each rule looks for is SQL, loaders/findings/DATA_SET.sql; how grave it is and what is said of it
stands here."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from vocabulary import thai
from vocabulary.columns import QUANTITIES, WORDS, title, word
from vocabulary.data_sets import BY_TABLE
from vocabulary.language import N_, _, speaking
from vocabulary.spelling import difference
from vocabulary.values import exact
from vocabulary.wording import Rule, Severity, of_data_sets
from vocabulary.wording import Within as Within

UNSEEN = N_("They look alike, but differ: {difference}.")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


RULES: dict[str, Rule] = {
    "remaining_identity": Rule(
        "error",
        N_(
            "Row {row}, {subject}: the remaining amount printed is {stated}, but {expected} is computed;"
            " they differ by {difference}."
        ),
        check=N_(
            "The remaining amount that a line prints is what its allocation, transfers, commitments"
            " and payments leave."
        ),
    ),
    "stated_total": Rule(
        "error",
        N_(
            "Row {row}, {subject}, {column}: the printed total is {stated}, but the rows sum to {expected};"
            " they differ by {difference}."
        ),
        within="load",
        of_totals=True,
        check=N_("A printed total is the sum of the rows that it stands for."),
    ),
    "total_identity": Rule(
        "error",
        N_(
            "Row {row}, {subject}: the remaining amount printed is {stated}, but the other totals of the"
            " same row leave"
            " {expected}; they differ by {difference}."
        ),
        within="load",
        of_totals=True,
        check=N_("The remaining amount of a printed total row is what its other totals leave."),
    ),
    "overspent": Rule(
        "error",
        N_(
            "Row {row}, {subject}: {stated} is disbursed and committed, more than the budget after"
            " transfers, {expected},"
            " by {difference}."
        ),
        check=N_("What is paid and committed of a line is no more than its budget after transfers."),
    ),
    "planned_quarters": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: the spending plan of the quarters comes to {stated}, but the budget after"
            " transfers is {expected}; they differ by {difference}."
        ),
        check=N_(
            "The spending plan of the four quarters comes to the budget of the line, before or after"
            " transfers."
        ),
    ),
    "done_exceeds_planned": Rule(
        "error",
        N_("Row {row}, {subject}: {stated} are done, but only {expected} are planned."),
        check=N_("No more projects are done than are planned."),
    ),
    "stated_percent": Rule(
        "warning",
        N_(
            "Row {row}, {subject}, {column}: {stated} is printed, but {expected} is computed; they differ"
            " by {difference}."
        ),
        check=N_("A printed percentage is what its own figures give."),
    ),
    "transfers_net": Rule(
        "warning",
        N_(
            "Data as of {as_of}: transfers in less transfers out are {stated}; over a whole ordinance they"
            " net to {expected}."
        ),
        N_("Is a part of the budget missing?"),
        check=N_("Over a whole ordinance, transfers in are as much as transfers out."),
    ),
    "disbursed_falls": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: {stated} is disbursed as of {as_of}, less than {expected} as of"
            " {expected_word},"
            " although amounts are cumulative."
        ),
        check=N_(
            "What is disbursed of a line is no less than at an earlier day of the same year, for"
            " amounts are cumulative."
        ),
    ),
    "quarter_repeated": Rule(
        "warning",
        N_("Data as of {as_of}: every amount is that of {expected_word} ({stated} disbursed)."),
        N_("Is it the same report under another date?"),
        check=N_("A report does not have the same amounts, line by line, as the one before it."),
    ),
    "ordinance_changed": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: the ordinance's budget is {expected} in the {first_round}-month report"
            " and {stated}"
            " in the {whole_year}-month one; they differ by {difference}."
        ),
        check=N_("The ordinance's budget of a dimension is the same in both rounds of a year."),
    ),
    "progress_falls": Rule(
        "warning",
        N_(
            "Row {row}, {subject}, {column}: {stated} after {whole_year} months is less than {expected}"
            " after {first_round}."
        ),
        check=N_("What is done or spent after 12 months is no less than after 6."),
    ),
    "answers_and_score": Rule(
        "error",
        N_(
            "Row {row}, {subject}: the score is {stated}, but the answers at each level ({stated_word})"
            " give {expected};"
            " they differ by {difference}."
        ),
        check=N_("A score is the mean of the answers that stand beside it."),
    ),
    "zero_variance": Rule(
        "warning",
        N_("{subject} has the same score, {stated}, in all of its {stated_word} questions."),
        N_("This is worth a look."),
        check=N_("A division does not have the very same score in all of its questions."),
    ),
    "unknown_division": Rule(
        "warning",
        N_("Row {row}: the division “{stated_word}” is not among the known divisions."),
        N_(
            "The nearest known name: {expected_word}. Correct the file, or add the name to"
            " data/reference/divisions.csv."
        ),
        check=N_("Every division is among the known divisions of the organization."),
    ),
    "division_twice": Rule(
        "warning",
        N_(
            "Row {row}: “{stated_word}” and “{expected_word}” are names of one division, and both have lines"
            " of the same time."
        ),
        N_(
            "If one file corrects the other, its lines now count twice: undo the earlier load, or write one"
            " name in both."
        ),
        check=N_("A division has one name in the data of one time."),
    ),
    "sum_of_rows": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: {stated}, as much as the {stated_word} rows above it together (from row"
            " {expected_word} on). It was counted as a line of its own."
        ),
        N_("Is it their total?"),
        within="load",
        check=N_(
            "No line that is called a total has the amounts of the rows above it together, which"
            " would be counted twice."
        ),
    ),
    "measure_overdue": Rule(
        "warning",
        N_("Row {row}, measure {subject}: it was due on {expected_word}, and its status is “{stated_word}”."),
        check=N_("A measure whose due date has passed is done."),
        is_due=True,
    ),
    "measure_begun": Rule(
        "warning",
        N_(
            "Row {row}, measure {subject}: its status is “{stated_word}”, but an activity for it is recorded"
            " on {expected_word}."
        ),
        check=N_("A measure for which something was held is not declared as not started."),
    ),
    "measure_target_missed": Rule(
        "warning",
        N_(
            "Row {row}, measure {subject}: its status is “{stated_word}”, but of what it wants held of the"
            " kind “{expected_word}”, {stated} of {expected} targets were met by what is recorded."
        ),
        check=N_("A measure that is declared as done has met the targets that it sets."),
    ),
    "level_differs": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: {stated} is printed as level “{stated_word}”, but by the thresholds it"
            " is “{expected_word}”."
        ),
        within="all",
        check=N_("A printed level is that of its figure by the thresholds of the reporting system."),
    ),
    "projects_differ": Rule(
        "warning",
        N_(
            "Row {row}, {subject}, {column}: the report says {stated}, but its list of projects gives"
            " {expected};"
            " they differ by {difference}."
        ),
        check=N_("The report of a round is the sum of its own list of projects."),
    ),
    "done_without_spending": Rule(
        "note",
        N_(
            "Row {row}, {subject}: projects done rose from {expected_word} after {first_round} months to"
            " {stated_word}"
            " after {whole_year}, but nothing more was spent (still {stated})."
        ),
        check=N_("Where projects with a budget were done between the rounds, something was spent."),
    ),
    "ranking_differs": Rule(
        "note",
        N_(
            "Row {row}, {subject}: the published comparison says {stated}, the organization's own"
            " {round_months}-month report"
            " {expected}. The denominators differ; both are shown as given."
        ),
        within="all",
        check=N_("The published comparison of the district says the same as the organization's own report."),
    ),
    "missing_quarter": Rule(
        "note",
        N_("There are no budget figures for quarter {stated_word} of {fiscal_year}."),
        check=N_("Every quarter that is over has figures of the budget."),
        is_due=True,
    ),
    "missing_month": Rule(
        "note",
        N_("There are no figures for {stated_word}, although a later month is loaded."),
        check=N_("Every month before the newest one that is loaded has figures."),
        is_due=True,
    ),
    "missing_round": Rule(
        "note",
        N_(
            "The {round_months}-month report of the anti-corruption plan of {fiscal_year} was due on"
            " {expected_word} and is not"
            " loaded."
        ),
        check=N_(
            "The report of the plan is there when it is due: of 6 months by the end of April, of 12"
            " by the end of October."
        ),
        is_due=True,
    ),
} | of_data_sets("RULES")


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
    """A text as the reader writes it: a date, a month, the name of a code, a count."""
    if text is None or thai.is_missing(text):
        return thai.NOTHING
    # Rules give days, months, codes and counts in the same columns, as text.
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return thai.day(date.fromisoformat(text))
    if re.fullmatch(r"\d{4}-\d\d", text):
        return thai.month_in_full(date.fromisoformat(f"{text}-01"))
    return word(text) if text in WORDS else thai.digits(text)
