"""The figures of a page as files that programs read: CSV and JSON."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from portal.sheet import Sheet
from vocabulary import tables
from vocabulary.columns import QUANTITIES, title, visible_columns
from vocabulary.values import Shown, value_of

UNITS = {"ratio": "percent", "moment": "day", "word": "text"}
"""What a value is written in where that is not what its column is kept in."""


def as_csv(sheet: Sheet) -> bytes:
    """The table of a page, as the dashboard gives it away; empty where too few answered for any figure."""
    return tables.as_csv(sheet.section.table, times=sheet.section.times) if sheet.section else b""


def as_json(sheet: Sheet, base: str) -> bytes:
    """What a page says and its table: figures as numbers in the unit that their column names, days in ISO
    form, null where there is no value."""
    subject, place = sheet.subject, sheet.place
    described: dict[str, Any] = {
        "organization": {"code": subject.scope.organization, "name": sheet.organization},
        "data_set": subject.data_set,
        "title": sheet.title,
        "fiscal_year": sheet.year,
        "round_months": subject.resolved.round_months,
        "as_of": plain(subject.resolved.as_of),
        "place": subject.place,
        "sentence": sheet.sentence,
        "headline": {"name": sheet.card.label, "value": sheet.card.value, "status": sheet.card.status},
        "source": sheet.drawn_from.source,
        "files": [{"name": name, "sha256": sha256} for name, sha256 in sheet.drawn_from.originals],
        "page": f"{base}{place.address()}",
        "license": "CC-BY-4.0",
    }
    return json.dumps(described | _table(sheet), ensure_ascii=False).encode()


def _table(sheet: Sheet) -> dict[str, Any]:
    if sheet.section is None:
        return {"columns": [], "rows": []}
    table = sheet.section.table
    names = visible_columns(table.columns)
    units = {name: QUANTITIES[name].unit for name in names}
    return {
        "columns": [
            {"name": name, "title": title(name), "unit": UNITS.get(units[name], units[name])}
            for name in names
        ],
        "rows": [
            {name: plain(value_of(name, value)) for name, value in zip(names, row, strict=True)}
            for row in table[names].itertuples(index=False)
        ],
    }


def plain(value: Shown | float) -> float | str | None:
    """A value as JSON takes it: amounts with decimals, counts without, days in ISO form."""
    if isinstance(value, Decimal):
        return int(value) if value.as_tuple().exponent == 0 else float(value)
    return value.isoformat() if isinstance(value, date) else value
