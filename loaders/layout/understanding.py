"""How a table was understood, in words: for the page, and in two or three lines for the command line."""

from collections.abc import Iterator

from loaders.layout.forms import form_of
from loaders.layout.reading import Reading, normal
from vocabulary.language import N_, translate


def layout(reading: Reading) -> str:
    """How the table is laid out, as a message to translate."""
    return form_of(reading).explain(reading)


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
    passed_over = translate(N_("passed over"), language)
    across = translate(N_("a value itself (division, question, dimension or month)"), language)
    unnamed = {None: passed_over, "": across}
    renamed = [
        f"“{header}” → {unnamed.get(name, name)}"
        for header, name in columns(reading)
        if normal(header) != name
    ]
    if renamed:
        yield translate(N_("Columns: {columns}"), language).format(columns=", ".join(renamed))
    if given := [
        f"{name} = {each.value} ({translate(each.origin, language)})" for name, each in reading.given.items()
    ]:
        yield translate(N_("For all rows: {values}"), language).format(values=", ".join(given))
