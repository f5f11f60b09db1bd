"""What can be asked for without a session, and how, as OpenAPI 3.1 says it."""

from collections.abc import Mapping
from typing import Any

from portal.actions import LONGEST, MOST_PACKAGES, MOST_ROWS, MOST_VALUES, USUAL_PACKAGES, USUAL_ROWS
from portal.packages import Package
from portal.place import NEWEST, ROUNDS, SUBJECTS
from vocabulary.language import LANGUAGES

Schema = dict[str, Any]
ENVELOPE, JSON = "/api/3/action", "application/json"
LIMITED = {"429": "TooMany", "503": "NoData"}
"""What everything may answer besides."""


def described(base: str, example: Package | None) -> Schema:
    """The description of the server at the address `base`, with a package by which to try it."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "โปร่งใส / Prongsai",
            "version": "1",
            "description": "ข้อมูลเปิดขององค์กรปกครองส่วนท้องถิ่น อ่านได้โดยไม่ต้องใช้กุญแจ"
            " / Open data of local governments, to be read without a key."
            f" datastore_search gives at most {MOST_ROWS} rows an answer; the files have all.",
            "license": {"name": "CC-BY-4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": base}],
        "paths": {**_pages(), **_files(), **_actions(example)},
        "components": {"responses": _responses(), "schemas": SCHEMAS},
    }


def _pages() -> Schema:
    code = _path("code", {"type": "string", "maxLength": LONGEST, "examples": ["04960201"]})
    year = _path("year", {"type": "string", "pattern": f"^({NEWEST}|[0-9]{{4}})$", "examples": ["2565"]})
    written = [
        _query("lang", _known(*LANGUAGES)),
        _query("digits", _known("th")),
        _query("round", _known(*ROUNDS)),
        _query("at", _known("2022-03-31")),
    ]
    subject = _path("subject", {"enum": list(SUBJECTS)})
    root = "/o/{code}/{year}/{subject}"
    asked = [code, year, subject, *written]
    told = "ตัวเลขของชุดข้อมูลหนึ่งในปีหนึ่ง / The figures of a data set in a year"
    return {
        "/o/{code}": _get("สิ่งที่มี / What there is", [code, *written[:2]], "text/html", HTML),
        root: _get(told, asked, "text/html", HTML),
        f"{root}.csv": _get(told, asked, "text/csv", TEXT),
        f"{root}.json": _get(told, asked, JSON, {"$ref": "#/components/schemas/Figures"}),
    }


def _known(*values: str) -> Schema:
    """A value of the address; one that is unknown counts as its default, as on the pages."""
    return TEXT | {"description": ", ".join(values), "examples": list(values)}


def _files() -> Schema:
    code = _path("code", {"type": "string", "maxLength": LONGEST})
    name = _path(
        "name", {"type": "string", "maxLength": LONGEST, "examples": ["open_data.zip", "budget.csv"]}
    )
    organization = _query("org", {"type": "string", "maxLength": LONGEST})
    download = {"content": {"*/*": {}}, "description": "ไฟล์ / The file"}
    summary, package = "ไฟล์ข้อมูลเปิด / A file of the open data", {"type": "object", "required": ["resources"]}
    return {
        "/o/{code}/files/{name}": {"get": _operation(summary, [code, name], {"200": download}, found=True)},
        "/data.json": _get("DCAT", [organization], JSON, {"$ref": "#/components/schemas/Catalogue"}),
        "/datapackage.json": _get("Data Package", [organization], JSON, package),
        "/openapi.json": _get("OpenAPI", [], JSON, {"type": "object", "required": ["openapi"]}, found=False),
    }


COUNT: Schema = {"type": "integer", "minimum": 0}
WORD: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST}
NAMES: Schema = {"type": "string", "maxLength": LONGEST, "pattern": "^[a-z_]+(,[a-z_]+)*$"}
ASKED: dict[str, Schema] = {
    "package_list": {"limit": COUNT, "offset": COUNT},
    "package_show": {"id": WORD},
    "package_search": {
        "q": {"type": "string", "maxLength": LONGEST},
        "fq": {
            "type": "string",
            "maxLength": LONGEST,
            "examples": ["metadata_modified:[2026-01-01T00:00:00Z TO *]"],
        },
        "sort": {"type": "string", "maxLength": LONGEST, "examples": ["metadata_modified desc", "id asc"]},
        "rows": COUNT | {"default": USUAL_PACKAGES, "description": f"≤ {MOST_PACKAGES}"},
        "start": COUNT,
    },
    "datastore_search": {
        "resource_id": WORD,
        "filters": {
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    {"type": ["string", "number", "null"]},
                    {
                        "type": "array",
                        "items": {"type": ["string", "number", "null"]},
                        "maxItems": MOST_VALUES,
                    },
                ]
            },
        },
        "q": {"type": "string", "maxLength": LONGEST, "description": "ค้นในข้อความ / in texts alone"},
        "fields": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_VALUES},
        "sort": {"type": "string", "maxLength": LONGEST, "examples": ["_id desc"]},
        "limit": COUNT | {"default": USUAL_ROWS, "description": f"≤ {MOST_ROWS}"},
        "offset": COUNT,
        "include_total": {"type": "boolean", "default": True},
    },
    "help_show": {"name": WORD},
}
"""What each action takes."""
REQUIRED = {"package_show": "id", "datastore_search": "resource_id", "help_show": "name"}
RESULTS: dict[str, Schema] = {
    "package_list": {"type": "array", "items": {"type": "string"}},
    "package_show": {"$ref": "#/components/schemas/Package"},
    "package_search": {
        "type": "object",
        "required": ["count", "results"],
        "properties": {
            "count": COUNT,
            "results": {"type": "array", "items": {"$ref": "#/components/schemas/Package"}},
        },
    },
    "datastore_search": {"$ref": "#/components/schemas/Rows"},
    "help_show": {"type": "string"},
}


def _actions(example: Package | None) -> Schema:
    known = {"id": example.name, "resource_id": example.resource, "name": "package_show"} if example else {}
    return {
        f"{ENVELOPE}/{name}": _action(
            name,
            {
                field: schema | ({"examples": [known[field]]} if field in known else {})
                for field, schema in asked.items()
            },
        )
        for name, asked in ASKED.items()
    }


def _action(name: str, asked: Mapping[str, Schema]) -> Schema:
    required = [REQUIRED[name]] if name in REQUIRED else []
    body: Schema = {
        "type": "object",
        "properties": dict(asked),
        "required": required,
        "additionalProperties": False,
    }
    done = {
        "type": "object",
        "required": ["help", "success", "result"],
        "properties": {"help": TEXT, "success": {"const": True}, "result": RESULTS[name]},
    }
    answers = {"200": {"description": "สำเร็จ / Done", "content": {JSON: {"schema": done}}}}
    query = [_query(field, _in_query(schema), required=field in required) for field, schema in asked.items()]
    more = {"NotFoundOfApi": "404", "Invalid": "409", "Broken": "400"}
    refused = {status: {"$ref": f"#/components/responses/{kind}"} for kind, status in more.items()}
    summary = name.replace("_", " ")
    return {
        "get": _operation(summary, query, answers | refused),
        "post": _operation(summary, [], answers | refused)
        | {"requestBody": {"required": bool(required), "content": {JSON: {"schema": body}}}},
    }


def _in_query(schema: Schema) -> Schema:
    """What stands in an address for an object or a list: JSON, or names with commas between them."""
    if schema["type"] == "object":
        return {"type": "string", "contentMediaType": JSON}
    return NAMES if schema["type"] == "array" else schema


def _operation(summary: str, asked: list[Schema], answers: Schema, *, found: bool = False) -> Schema:
    refused = {"404": "NotFound"} if found else {}
    others = {
        status: {"$ref": f"#/components/responses/{name}"} for status, name in (LIMITED | refused).items()
    }
    return {"summary": summary, "parameters": asked, "responses": answers | others}


def _get(summary: str, asked: list[Schema], kind: str, schema: Schema, *, found: bool = True) -> Schema:
    answers = {"200": {"description": summary, "content": {kind: {"schema": schema}}}}
    return {"get": _operation(summary, asked, answers, found=found)}


def _path(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _query(name: str, schema: Schema, *, required: bool = False) -> Schema:
    return {"name": name, "in": "query", "required": required, "schema": schema}


def _responses() -> Schema:
    plain = {"text/plain": {"schema": TEXT}}
    refused = {JSON: {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {
        "NotFound": {"description": "ไม่พบ / Not found", "content": plain | {"text/html": {"schema": HTML}}},
        "NotFoundOfApi": {"description": "ไม่พบ / Not found", "content": refused},
        "Invalid": {"description": "ค่าไม่ถูกต้อง / Not valid", "content": refused},
        "Broken": {
            "description": "คำขอผิดรูป / Bad request",
            "content": {JSON: {"schema": TEXT}},
        },
        "TooMany": {"description": "มีผู้ขอมากเกินไป / Too many ask", "content": plain},
        "NoData": {"description": "ไม่มีข้อมูลให้อ่าน / No data to be read", "content": plain},
    }


TEXT: Schema = {"type": "string"}
HTML: Schema = {"type": "string"}
ROW: Schema = {"type": "object", "additionalProperties": {"type": ["number", "string", "null"]}}
SCHEMAS: Schema = {
    "Error": {
        "type": "object",
        "required": ["help", "success", "error"],
        "properties": {
            "help": TEXT,
            "success": {"const": False},
            "error": {"type": "object", "required": ["__type"]},
        },
    },
    "Figures": {
        "type": "object",
        "required": ["organization", "data_set", "fiscal_year", "sentence", "columns", "rows", "source"],
        "properties": {"sentence": TEXT, "fiscal_year": COUNT, "rows": {"type": "array", "items": ROW}},
    },
    "Catalogue": {"type": "object", "required": ["conformsTo", "dataset"]},
    "Package": {
        "type": "object",
        "required": [
            *("id", "name", "title", "notes", "license_id", "organization", "resources"),
            *("data_category", "accessible_condition", "allow_harvest"),
        ],
    },
    "Rows": {
        "type": "object",
        "required": ["resource_id", "fields", "records", "limit", "offset"],
        "properties": {
            "total": COUNT,
            "records": {"type": "array", "items": ROW, "maxItems": MOST_ROWS},
            "fields": {"type": "array", "items": {"type": "object", "required": ["id", "type"]}},
        },
    },
}
