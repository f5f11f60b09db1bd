"""What CKAN's Action API answers, as far as reading goes: the names of packages, one, those with words, and
rows."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from inspect import getdoc
from typing import Any
from urllib.parse import urlencode

from portal import packages, tables
from portal.edition import Edition
from portal.files import plain
from portal.packages import Described, Package
from portal.tables import KINDS, NUMBER, TEXT, UnknownValueError, Wanted

Given = Mapping[str, Any]
"""What was asked for, by a query or a body."""
MOST_ROWS, USUAL_ROWS = 10_000, 100
"""Rows of one answer: at most, and unless another number is asked for."""
MOST_PACKAGES, USUAL_PACKAGES = 100, 10
LARGEST = 10**9
LONGEST, MOST_WORDS, MOST_VALUES = 200, 10, 100
"""Letters and words that are looked for, and values of a filter."""
SORTED = re.compile(r'\s*"?(\w+)"?(?:\s+(asc|desc))?\s*', re.IGNORECASE)

CONDITION = re.compile(
    r"\s*(?:AND\s+)?\+?(?P<name>\w+):"
    r'(?:"(?P<quoted>[^"]+)"|\[\s*(?P<first>[\w*:.-]+)\s+TO\s+(?P<last>[\w*:.-]+)\s*\]|(?P<word>[^\s"\[]+))\s*'
)
USUAL_SORT = "name asc"


@dataclass
class RefusedError(Exception):
    """An answer that is an error, in CKAN's words: its type, status, and what is wrong (field → sentences, or
    a sentence under `message`)."""

    kind: str
    status: int
    errors: Described


def not_found(what: str) -> RefusedError:
    """There is no such thing."""
    return RefusedError("Not Found Error", 404, {"message": f"ไม่พบ / Not found: {what}"})


def invalid(field: str, told: str) -> RefusedError:
    """A value that cannot be."""
    return RefusedError("Validation Error", 409, {field: [told]})


@dataclass(frozen=True)
class Asker:
    """Who asks what is published: which organizations they see, and at which address."""

    edition: Edition
    sees: Callable[[str], bool]
    base: str

    @property
    def packages(self) -> list[Package]:
        """Every package that they see."""
        return packages.packages(self.edition, self.sees)


def package_list(asker: Asker, given: Given) -> list[str]:
    """The names of all packages, or of so many from one on."""
    limit, offset = _number(given, "limit", LARGEST, LARGEST), _number(given, "offset", 0, LARGEST)
    return [each.name for each in asker.packages[offset : offset + limit]]


def package_show(asker: Asker, given: Given) -> Described:
    """One package, by its name or number."""
    name = _text(given, "id") or _text(given, "name_or_id")
    if not name:
        raise invalid("id", "ต้องระบุค่า / Missing value")
    package = packages.found(asker.packages, name)
    if package is None:
        raise not_found("id")
    return packages.described(asker.edition, package, asker.base)


def package_search(asker: Asker, given: Given) -> Described:
    """The packages in whose title, description or words all that is looked for occurs ("*:*" is in all), and
    for which `fq` holds: organization:CODE, name:NAME, metadata_modified:[MOMENT TO MOMENT], "*" for no
    bound."""
    words = _text(given, "q").replace("*:*", "").lower().split()[:MOST_WORDS]
    rows, start = _number(given, "rows", USUAL_PACKAGES, MOST_PACKAGES), _number(given, "start", 0, LARGEST)
    order, conditions = _text(given, "sort") or USUAL_SORT, _conditions(_text(given, "fq"))
    hits = [
        each
        for each in asker.packages
        if _has(asker.edition, each, words) and all(holds(asker.edition, each) for holds in conditions)
    ]
    for name, is_down in reversed(_sorted(_listed({"sort": order}, "sort"))):
        if name not in OF_PACKAGE:
            raise invalid("sort", f"ไม่รองรับ / Not supported here: {name[:LONGEST]}")
        hits.sort(key=partial(OF_PACKAGE[name], asker.edition), reverse=is_down)
    shown = hits[start : start + rows]
    return {
        "count": len(hits),
        "sort": order,
        "facets": {},
        "search_facets": {},
        "results": [packages.described(asker.edition, each, asker.base) for each in shown],
    }


OF_PACKAGE: dict[str, Callable[[Edition, Package], str]] = {
    "id": lambda _edition, package: package.id,
    "name": lambda _edition, package: package.name,
    "organization": lambda _edition, package: package.organization,
    "title_string": lambda edition, package: packages.facts(edition, package)["title"],
    "metadata_created": lambda edition, package: packages.known(edition, package)["created_at"],
    "metadata_modified": lambda edition, package: packages.known(edition, package)["updated_at"],
    # All that is found fits as well.
    "score": lambda _edition, _package: "",
}
"""What packages are sorted by, and picked out by."""
Condition = Callable[[Edition, Package], bool]


def _conditions(asked: str) -> list[Condition]:
    """What `fq` demands of a package, as harvesters write it."""
    conditions: list[Condition] = []
    at = 0
    while at < len(asked):
        found = CONDITION.match(asked, at)
        if not found or found["name"] not in OF_PACKAGE:
            raise invalid("fq", f"ไม่รองรับ / Not supported here: {asked[at:]}")
        conditions.append(partial(_holds, found))
        at = found.end()
    return conditions


def _holds(asked: re.Match[str], edition: Edition, package: Package) -> bool:
    value = OF_PACKAGE[asked["name"]](edition, package)
    if asked["first"] is None:
        return value == (asked["quoted"] or asked["word"])
    # To the second; "*" is no bound.
    first, last = (asked[end].rstrip("Z")[: len("2026-01-01T00:00:00")] for end in ("first", "last"))
    return first in ("*", min(first, value)) and last in ("*", max(last, value))


def _has(edition: Edition, package: Package, words: list[str]) -> bool:
    if not words:
        return True
    form = packages.facts(edition, package)
    told = " ".join((package.name, *(form[name] for name in ("title", "notes", "tag_string")))).lower()
    return all(word in told for word in words)


def datastore_search(asker: Asker, given: Given) -> Described:
    """Rows of a table: with the values of `filters`, the words of `q`, sorted, by the page."""
    resource = _text(given, "resource_id") or _text(given, "id")
    if not resource:
        raise invalid("resource_id", "ต้องระบุค่า / Missing value")
    package = next((each for each in asker.packages if each.resource == resource), None)
    if package is None:
        raise not_found("resource_id")
    fields = asker.edition.data.ask(tables.fields, package.table, package.organization)
    types = {NUMBER: "integer", **{field["name"]: field["type"] for field in fields}}
    wanted = _wanted(given, types)
    try:
        names, rows, total = asker.edition.asked(tables.rows, package.table, package.organization, wanted)
    except UnknownValueError as error:
        raise invalid("filters", f"ค่าไม่ถูกต้อง / Not a value of this column: {error}") from error
    records = [{name: plain(value) for name, value in zip(names, row, strict=True)} for row in rows]
    titled = {field["name"]: field for field in fields}
    return {
        "resource_id": resource,
        # Of pages of different versions no row can be said to be there once.
        "version": asker.edition.version(package.organization),
        "fields": [_field(name, types[name], titled.get(name, {})) for name in names],
        "records_format": "objects",
        "records": records,
        "limit": wanted.limit,
        "offset": wanted.offset,
        "_links": _links(given, wanted),
        **({"total": total, "total_was_estimated": False} if _is_true(given, "include_total") else {}),
    }


def help_show(_asker: Asker, given: Given) -> str:
    """What an action answers, in words."""
    name = _text(given, "name")
    if name not in ACTIONS:
        raise not_found("name")
    return getdoc(ACTIONS[name]) or ""


ACTIONS: dict[str, Callable[[Asker, Given], Any]] = {
    "package_list": package_list,
    "package_show": package_show,
    "package_search": package_search,
    "datastore_search": datastore_search,
    "help_show": help_show,
}
TAKES = {
    "package_list": ("limit", "offset"),
    "package_show": ("id", "name_or_id", "use_default_schema", "include_tracking"),
    "package_search": ("q", "fq", "sort", "rows", "start", "include_private", "use_default_schema"),
    "datastore_search": (
        *("resource_id", "id", "filters", "q", "fields", "sort", "limit", "offset"),
        *("include_total", "records_format"),
    ),
    "help_show": ("name",),
}
"""What each action can be told. What CKAN knows besides is refused: an answer that leaves it out of account
would be another one than was asked for."""


def answered(name: str, asker: Asker, given: Given) -> Any:
    """What an action answers. Raises RefusedError."""
    for field in given:
        if field not in TAKES[name]:
            raise invalid(field[:LONGEST], "ไม่รองรับ / Not supported here")
    return ACTIONS[name](asker, given)


def _wanted(given: Given, types: Mapping[str, str]) -> Wanted:
    if _text(given, "records_format") not in ("", "objects"):
        raise invalid("records_format", "รองรับเฉพาะ / Only: objects")
    columns = tuple(_listed(given, "fields"))
    words = _text(given, "q")
    if len(words.split()) > MOST_WORDS:
        raise invalid("q", f"ไม่เกิน {MOST_WORDS} คำ / At most {MOST_WORDS} words")
    sort = tuple(_sorted(_listed(given, "sort")))
    filters = _filters(given)
    for field, names in (("fields", columns), ("sort", [name for name, _down in sort]), ("filters", filters)):
        for name in names:
            if name not in types:
                raise invalid(field, f"ไม่มีคอลัมน์ / No such column: {name[:LONGEST]}")
    limit, offset = _number(given, "limit", USUAL_ROWS, MOST_ROWS), _number(given, "offset", 0, LARGEST)
    return Wanted(filters, words, sort, limit, offset, tuple(dict.fromkeys(columns)))


def read(written: str | bytes) -> Any:
    """What JSON says. Raises ValueError, also for half a letter (\\ud800), which can be written nowhere."""
    try:
        said = json.loads(written)
        json.dumps(said, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError from error
    return said


def _filters(given: Given) -> dict[str, list[Any]]:
    """Column → the values that a row may have there (None: none at all)."""
    said = given.get("filters", {})
    try:
        said = read(said) if isinstance(said, str) else said
    except ValueError as error:
        raise invalid("filters", "ไม่ใช่ JSON / Not JSON") from error
    if not isinstance(said, dict):
        raise invalid("filters", "ต้องเป็นอ็อบเจกต์ของ JSON / Must be an object of JSON")
    filters = {name: value if isinstance(value, list) else [value] for name, value in said.items()}
    for name, values in filters.items():
        if len(values) > MOST_VALUES or any(isinstance(value, dict | list) for value in values):
            raise invalid("filters", f"ค่าไม่ถูกต้อง / Not a value: {name[:LONGEST]}")
    return filters


def _sorted(said: list[str]) -> list[tuple[str, bool]]:
    matches = [SORTED.fullmatch(each) for each in said]
    if not all(matches):
        raise invalid("sort", "ไม่ถูกต้อง เช่น / Not an order, such as: fiscal_year desc, _id")
    return [(match[1], (match[2] or "").lower() == "desc") for match in matches if match]


def _listed(given: Given, name: str) -> list[str]:
    """A list, or its members in one text with commas between them."""
    said = given.get(name, [])
    every = [each for each in said.split(",") if each] if isinstance(said, str) else said
    if (
        not isinstance(every, list)
        or not all(isinstance(each, str) for each in every)
        or len(every) > MOST_VALUES
    ):
        raise invalid(name, "ต้องเป็นรายชื่อคอลัมน์ / Must be names of columns")
    return [each.strip() for each in every]


def _text(given: Given, name: str) -> str:
    said = given.get(name, "")
    if not isinstance(said, str) or len(said) > LONGEST:
        raise invalid(
            name, f"ต้องเป็นข้อความไม่เกิน {LONGEST} ตัวอักษร / Must be a text of at most {LONGEST} letters"
        )
    return said


def _number(given: Given, name: str, usual: int, most: int) -> int:
    """A whole number; of more than `most`, that, as CKAN does."""
    said = given.get(name, usual)
    text = f"{said}"
    if isinstance(said, bool) or not (text.isascii() and text.isdigit() and len(text) <= LONGEST):
        raise invalid(name, "ต้องเป็นจำนวนเต็ม / Invalid integer")
    return min(int(text), most)


def _is_true(given: Given, name: str) -> bool:
    said = f"{given.get(name, True)}".lower()
    if said not in ("true", "false", "1", "0"):
        raise invalid(name, "ต้องเป็น true หรือ false / Must be true or false")
    return said in ("true", "1")


def _field(name: str, kind: str, titled: Given) -> Described:
    described: Described = {"id": name, "type": KINDS.get(kind, TEXT)[0]}
    told = {"label": titled.get("title", ""), "notes": titled.get("description", "")}
    return described | ({"info": told} if titled else {})


def _in_query(value: Any) -> str:
    """A value as a query says it: names with commas between them, all else that is no text as JSON."""
    if isinstance(value, list):
        return ",".join(value)
    return value if isinstance(value, str) else json.dumps(value)


def _links(given: Given, wanted: Wanted) -> dict[str, str]:
    asked = {name: _in_query(value) for name, value in given.items() if name != "offset"}
    path = "/api/3/action/datastore_search"
    following = {"limit": wanted.limit, "offset": wanted.offset + wanted.limit}
    return {"start": f"{path}?{urlencode(asked)}", "next": f"{path}?{urlencode(asked | following)}"}
