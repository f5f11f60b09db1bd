"""Columns that are read and whose headers name another fiscal year than the one that is stored with all
lines."""

import re
from collections.abc import Iterator

import duckdb

from loaders.checks import statements
from loaders.layout.reading import Reading, arabic
from loaders.layout.survey_matrix import MATRIX
from loaders.problem import Problem
from vocabulary.language import N_

# แผน 2566-2570 is of each year between.
_RANGE = re.compile(r"(25\d\d)\s*(?:[-–—]|ถึง)\s*(25\d\d)")
# ตามระเบียบ พ.ศ. 2560 says when a rule was made, and nothing of figures.
_OF_A_LAW = re.compile(
    r"(?:พ\.?\s?ร\.?\s?[บกฎ]\.?|พระราช[ก-๎]+|ระเบียบ|ประกาศ|กฎ|คำสั่ง|มติ|ข้อบังคับ|ฉบับ)[^\d]*\d{4}"
)


def of_other_years(connection: duckdb.DuckDBPyConnection, reading: Reading) -> Iterator[Problem]:
    """A problem for each column that is used and whose header names only years before or after the one of all
    lines."""
    if "fiscal_year" not in reading.dataset.names:
        return
    ((first, last),) = connection.execute("SELECT min(fiscal_year), max(fiscal_year) FROM record").fetchall()
    # Lines of several years name them in a column of their own.
    if first is None or first != last:
        return
    # A year in the name of a division itself is asked about where divisions are read.
    read_as_divisions = (
        {at for at, name in reading.divisions.items() if _years(name)}
        if reading.layout == MATRIX
        else set[int]()
    )
    for at in sorted({*reading.positions.values(), *reading.across} - read_as_divisions):
        header = reading.header.names[at]
        years = _years(header)
        if years and first not in years:
            words = {"year": ", ".join(map(str, sorted(years)))}
            row = reading.header.rows[-1]
            yield Problem(
                "error", "column_of_another_year", _OTHER, row, value=header, expected=str(first), words=words
            )


def _years(header: str) -> set[int]:
    """The fiscal years that a header names; of months, those that they may lie in."""
    plain = _OF_A_LAW.sub(" ", arabic(header))
    years = {year for begin, end in _RANGE.findall(plain) for year in range(int(begin), int(end) + 1)}
    statements_found = statements.stated(_RANGE.sub(" ", plain))
    years |= {int(year) for year in statements_found.get("fiscal_year", ())}
    times = (time.split("-") for time in statements_found.get("as_of", ()) if "-" in time)
    # 31 ธ.ค. 2567 lies in fiscal year 2568.
    return years | {int(year) + (int(month) > 9) for year, month in times}


_OTHER = N_(
    "The column “{value}” is of {year}, but its figures would be stored for {expected}. Load the column of"
    " {expected}, or load"
    " this one by itself for its own fiscal year; if its figures are those of {expected}, correct the header."
)
