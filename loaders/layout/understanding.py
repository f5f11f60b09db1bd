"""How a table was understood, in words: for the page, and in two or three lines for the command line."""

from collections.abc import Iterator

from loaders.layout.forms import COUNTS, MATRIX, PLANNED, RESPONSES
from loaders.layout.reading import Reading, normal
from vocabulary.language import N_, translate

PRINTED, SCREEN = "printed", "plan_screen"
LAYOUTS = {
    "tidy": N_("one header row, a record in each row below"),
    PRINTED: N_("a printed table, with titles, headings and totals beside the records"),
    SCREEN: N_("a screen of the plan system, printed"),
    MATRIX: N_("questions in rows, divisions in columns"),
    COUNTS: N_("questions in rows, levels of answers in columns, numbers of people in the cells"),
    RESPONSES: N_("answers of a web form, a row for each respondent"),
    PLANNED: N_("what is planned only, by dimension in columns"),
}


def layout(reading: Reading) -> str:
    """How the table is laid out, as a message to translate."""
    return LAYOUTS[PRINTED if reading.layout == "tidy" and reading.is_printed else reading.layout]


def header_rows(reading: Reading) -> str:
    """The numbers of the rows of the header: 1, or 4–5."""
    first, last = reading.header.rows[0], reading.header.rows[-1]
    return f"{first}" if first == last else f"{first}–{last}"


def columns(reading: Reading) -> Iterator[tuple[str, str | None]]:
    """Each header of the table from left to right, and the column that it fills: None where it is passed
    over, "" where it is a value itself (a division, a question, a dimension)."""
    filled = {at: name for name, at in reading.positions.items()} | dict.fromkeys(reading.across, "")
    yield from ((name, filled.get(at)) for at, name in enumerate(reading.header.names) if name)


def understood(reading: Reading, sheet: str | None, encoding: str, language: str) -> Iterator[str]:
    """What was understood, in sentences: form and place of the table; headers that are not called like their
    columns; what holds for all rows."""
    message = N_("Read as: {layout}; encoding {encoding}; header in row {rows}")
    words = {
        "layout": translate(layout(reading), language),
        "encoding": encoding,
        "rows": header_rows(reading),
    }
    of_sheet = translate(N_("Sheet {sheet}: "), language).format(sheet=sheet) if sheet else ""
    yield of_sheet + translate(message, language).format(**words)
    passed_over, across = (
        translate(N_("passed over"), language),
        translate(N_("a value itself (division, question or dimension)"), language),
    )
    said = {None: passed_over, "": across}
    renamed = [
        f"“{header}” → {said.get(name, name)}" for header, name in columns(reading) if normal(header) != name
    ]
    if renamed:
        yield translate(N_("Columns: {columns}"), language).format(columns=", ".join(renamed))
    if given := [
        f"{name} = {each.value} ({translate(each.origin, language)})" for name, each in reading.given.items()
    ]:
        yield translate(N_("For all rows: {values}"), language).format(values=", ".join(given))
