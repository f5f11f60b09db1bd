"""What the findings say, and how many there are."""

import pandas as pd

from vocabulary import thai
from vocabulary.columns import word
from vocabulary.findings import SEVERITIES, sentence, unit_name
from vocabulary.language import _

KEPT = ("file_name", "source_row", "explanation", "explained_by", "explained_at", "finding_id", "fiscal_year")


def total(counts: pd.DataFrame, data_set: str | None, severity: str | None = None) -> str:
    """How many findings of which severity a data set has (None: all of them), or how many of this one
    `severity`."""
    number = counts[(counts.data_set == data_set) | (data_set is None)].groupby("severity").findings.sum()
    if severity:
        count = thai.number(number.get(severity, 0))
        return _("Findings of the kind “{severity}”: {count}.").format(severity=word(severity), count=count)
    if number.empty:
        return _("Everything reconciles: there are no findings.")
    each = ", ".join(
        _("{severity}: {count}").format(severity=word(name), count=thai.number(number[name]))
        for name in SEVERITIES
        if name in number
    )
    return _("Findings: {findings} ({each}).").format(findings=thai.number(number.sum()), each=each)


def badge(counts: pd.DataFrame, data_set: str) -> tuple[str, str]:
    """How many findings a data set has in a few words, as many as the page of findings lists, and which are
    the gravest: "open" (to be looked into), "note" (for information only), "" (none)."""
    of_set = counts[counts.data_set == data_set]
    count = thai.number(of_set.findings.sum())
    if of_set.empty:
        return _("No findings"), ""
    # What is only for information asks nothing of anybody, so it has a quieter sign.
    if set(of_set.severity) == {"note"}:
        return _("Findings for information: {count}").format(count=count), "note"
    return _("Findings: {count}").format(count=count), "open"


def table(frame: pd.DataFrame) -> pd.DataFrame:
    """The findings as readers see them: finding (the sentence), stated_figure, expected_figure,
    figure_difference, figure_unit, explained_at (as clocks in Thailand show it), and what else the query has
    of them."""
    # Not itertuples: a thousand rows are written on each run of the page, and this is faster by far.
    names = list(frame.columns)
    rows = [
        dict(zip(names, values, strict=True))
        for values in zip(*(frame[name].array for name in names), strict=True)
    ]
    return pd.DataFrame(
        {
            # First, so that a table gives it room and keeps it in view.
            "finding": [sentence(row) for row in rows],
            "severity": frame.severity,
            "data_set": frame.data_set,
            "stated_figure": frame.stated,
            "expected_figure": frame.expected,
            "figure_difference": frame.difference,
            "figure_unit": [unit_name(row) for row in rows],
            **{name: frame[name] for name in KEPT},
            "explained_at": thai.in_thailand(frame.explained_at),
        }
    )
