"""How the loading of a file ends, held against what is true of it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb

from database import FILE_NAME
from loaders.layout.reading import Options
from loaders.loading import load_files
from loaders.problem import Problem
from loaders.report import Report
from tests.checking import check_files
from tests.variants.draft import Draft
from tests.variants.tables import AMOUNTS, LABELS, Record

THAI = re.compile("[ก-๙]")
WARNINGS = ("error", "warning")
ROUNDS = 12
"""How many questions of one file are answered."""


class End(StrEnum):
    """What became of a file. The first six are honest."""

    RIGHT = "right"
    ACCUSED = "right, with a warning"
    ANSWERED = "right once answered"
    ASKED = "asked"
    REFUSED = "refused"
    WARNED = "wrong, and a warning names it"
    WRONG = "wrong in silence"
    MISLED = "wrong after true answers"
    NO_CHOICE = "the true answer is no choice"
    SPEECHLESS = "refused without saying why"

    @property
    def honest(self) -> bool:
        """Whether nobody is deceived."""
        return self in HONEST


HONEST = (End.RIGHT, End.ACCUSED, End.ANSWERED, End.ASKED, End.REFUSED, End.WARNED)


@dataclass
class Verdict:
    """How a file ended, and what shows it."""

    end: End
    wrong: dict[str, str] = field(default_factory=dict)
    """Column → what is stored and what is true."""
    told: list[str] = field(default_factory=list)
    """What was said, severest first."""

    def __str__(self) -> str:
        return "\n".join([self.end, *(f"  {column}: {text}" for column, text in self.wrong.items()), *self.told[:6]])


def judge(path: Path, draft: Draft, store: Path | None = None) -> Verdict:
    """How the file ends: checked alone, or with a store to load it into, loaded."""
    answers: dict[str, str] = {}
    reports: list[Report] = []
    for _round in range(ROUNDS):
        options = Options(values=draft.values, answers=dict(answers))
        reports = load_files([path], options, store, _silent) if store else check_files([path], options, _silent)
        asked = [problem for report in reports for problem in report.problems if problem.question]
        if any(not report.refused for report in reports) or not asked:
            break
        new = {p.question.key: answer for p in asked if p.question and (answer := true_answer(draft, p.question.key))}
        lacking = _lacking(asked, new)
        if lacking or not new.keys() - answers.keys():
            return _closed(Verdict(End.NO_CHOICE if lacking else End.ASKED, told=_told(reports)), reports)
        answers |= {key: answer for key, answer in new.items() if key not in answers}
    return _closed(_verdict(draft, reports, bool(answers), store), reports)


def true_answer(draft: Draft, key: str) -> str | None:
    """What is true where the file leaves it open: of a row whether it counts, else what the operators know."""
    kind, _, place = key.partition(":")
    if kind == "row" and place.isdigit() and int(place) in draft.places:
        return "line" if draft.places[int(place)].kind == "line" else "total"
    return draft.answers.get(key, draft.answers.get(kind))


def _lacking(asked: list[Problem], new: dict[str, str]) -> bool:
    choices = {p.question.key: {choice.answer for choice in p.question.choices} for p in asked if p.question}
    return any(answer not in choices[key] for key, answer in new.items())


def _verdict(draft: Draft, reports: list[Report], answered: bool, store: Path | None) -> Verdict:
    told = _told(reports)
    if all(report.refused for report in reports):
        return Verdict(End.REFUSED if _speaks(reports) else End.SPEECHLESS, told=told)
    wrong = differences(draft, list(_stored(reports, store)), store is not None)
    warnings = [p for report in reports for p in (*report.problems, *report.findings) if p.severity in WARNINGS]
    if wrong:
        named = any(_concerns(draft, problem, wrong) for problem in warnings)
        return Verdict(End.WARNED if named else End.MISLED if answered else End.WRONG, wrong, told)
    return Verdict(End.ANSWERED if answered else End.ACCUSED if warnings else End.RIGHT, told=told)


def _speaks(reports: Iterable[Report]) -> bool:
    errors = [p for report in reports for p in report.problems if p.severity == "error"]
    return bool(errors) and all(
        THAI.search(p.text("th")) and p.text("en") and p.text("en") != p.text("th") and "{" not in p.text("th") for p in errors
    )


def _stored(reports: Iterable[Report], store: Path | None) -> Iterator[dict[str, Any]]:
    for report in reports:
        if report.checked and report.brings_rows:
            table = report.checked.dataset.table
            if store:
                with duckdb.connect(str(store / FILE_NAME), read_only=True) as connection:
                    yield from _records(connection, table)
                return
            yield from ({"table": table} | record for record in _records(report.checked.connection, "checked"))


def _records(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[dict[str, Any]]:
    cursor = connection.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    for row in cursor.fetchall():
        yield dict(zip(names, row, strict=True))


def differences(draft: Draft, stored: list[dict[str, Any]], published: bool = False) -> dict[str, str]:
    """Column → what is stored there and what is true, where they differ; `rows` for the number of rows."""
    dataset, truth = draft.table.dataset, draft.truth
    known = {name for record in truth for name in record}
    pairs: dict[str, tuple[object, object]] = {"rows": (len(stored), len(truth))}
    if not published:
        pairs["table"] = ({record["table"] for record in stored}, {dataset})
    for column in AMOUNTS[dataset]:
        pairs[column] = (_sums(stored, column), _sums(truth, column))
    for column in LABELS[dataset]:
        if column in known:
            pairs[column] = (Counter(r.get(column) for r in stored), Counter(r.get(column) for r in truth))
    wrong = {column: f"{_short(is_)} for {_short(true)}" for column, (is_, true) in pairs.items() if is_ != true}
    return wrong | (_wrong_scores(stored, truth) if dataset == "satisfaction" else {})


def _short(value: object) -> str:
    return str(dict(value) if isinstance(value, Counter) else value).replace("Decimal", "").replace("datetime.date", "")


def _sums(records: Iterable[Record], column: str) -> dict[object, Decimal] | None:
    """What each division or dimension has in a column. A payment that is not stated is not zero."""
    sums: dict[object, Decimal] = {}
    stated = False
    for record in records:
        value = record.get(column)
        stated = stated or value is not None
        part = record.get("division", record.get("dimension_no"))
        sums[part] = sums.get(part, Decimal()) + Decimal(str(value or 0))
    return sums if stated or column != "disbursed" else None


def _wrong_scores(stored: list[dict[str, Any]], truth: list[Record]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    found = {(record["division"], _bare(record["question"])): record for record in stored}
    strange = {str(record["division"]) for record in stored} - {str(record["division"]) for record in truth}
    if strange:
        wrong["division"] = f"{sorted(strange)} stored"
    for record in truth:
        question = str(record["question"])
        key = _nearest(found, record["division"], _bare(question))
        mine = found.pop(key) if key else None
        if mine is None:
            wrong[question] = f"not stored for {record['division']}"
        elif not any(abs(Fraction(mine["score_percent"]) - score) <= Fraction(1, 200) for score in _scores(record)):
            wrong[question] = f"{mine['score_percent']} for {float(_scores(record)[0]):.2f} of {record['division']}"
        elif record.get("respondents") != mine["respondents"]:
            wrong[question] = f"{mine['respondents']} respondents for {record.get('respondents')}"
    return wrong | {str(question): f"stored for {division}" for division, question in found}


def _nearest(found: Iterable[tuple[object, str]], division: object, question: str) -> tuple[object, str] | None:
    """The stored question that is the true one, or that says more in its header."""
    alike = [key for key in found if key[0] == division and key[1].startswith(question)]
    return min(alike, key=lambda key: len(key[1]), default=None)


def _scores(record: Record) -> list[Fraction]:
    score = record["score"]
    return list(score) if isinstance(score, tuple) else [score] if isinstance(score, Fraction) else []


def _bare(question: object) -> str:
    """A question without its number and spaces."""
    return re.sub(r"^\s*[0-9๐-๙]+\s*[.)]?\s*|\s+", "", str(question))


def _concerns(draft: Draft, problem: Problem, wrong: dict[str, str]) -> bool:
    rows = {row for row, line in draft.places.items() if line in draft.touched}
    if problem.row in rows or problem.column in wrong:
        return True
    names = {*draft.names, *wrong} - {"rows", "table"}
    said = f"{problem.column} {problem.value} {_text(problem, 'en')}"
    return any(name in said for name in names)


def _text(problem: Problem, language: str) -> str:
    with suppress(KeyError, IndexError):
        return problem.text(language)
    return ""


def _told(reports: Iterable[Report]) -> list[str]:
    problems = [p for report in reports for p in (*report.problems, *report.findings)]
    problems.sort(key=lambda p: ("error", "warning", "note").index(p.severity))
    return [f"  {p.severity} {p.rule} row={p.row} column={p.column} {_text(p, 'en')[:200]}" for p in problems]


def _closed(verdict: Verdict, reports: Iterable[Report]) -> Verdict:
    for report in reports:
        report.close()
    return verdict


def with_findings(path: Path, draft: Draft, store: Path) -> Verdict:
    """The verdict on a file that is checked first, and loaded only if it would be stored wrong: findings may name it."""
    checked = judge(path, draft)
    if checked.end not in (End.WRONG, End.MISLED):
        return checked
    loaded = judge(path, draft, store)
    return replace(loaded, told=loaded.told or checked.told)


def _silent(name: str, rows: int) -> None:
    pass
