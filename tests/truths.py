"""What each section of a page must hold, by SQL of the tests' own: for an address, the section's keys and figures."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.asking import Truth
from vocabulary import thai
from vocabulary.columns import word
from vocabulary.thai import rounded

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, eq=False)
class Told:
    """The rows of a section: columns that tell them apart, columns of figures, and the values of both."""

    keys: tuple[str, ...]
    figures: tuple[str, ...]
    rows: Rows
    times: tuple[str, ...] = ()
    """What the two times of a comparison are called at the heads of its columns."""

    def __eq__(self, other: object) -> bool:
        """Whether it holds the same, in whatever order SQL gave it."""
        return isinstance(other, Told) and sorted(map(str, self.rows)) == sorted(map(str, other.rows))


SOURCE = ("file_name", "source_row")
LEVELS = ("division", "plan", "expenditure_group", "category", "item")
MONEY = "sum(revised), sum(disbursed), sum(used) - sum(disbursed), sum(revised) - sum(used)"
RATES = "100 * sum(disbursed) / nullif(sum(revised), 0), 100 * sum(used) / nullif(sum(revised), 0)"
OF_MONEY = ("revised", "disbursed", "committed", "remaining", "disbursed_rate", "used_rate")


def _other(address: dict[str, str], truth: Truth, here: tuple[int, date]) -> tuple[int, date] | None:
    """The other time that a budget is compared with: the one asked for, else the same day a year before."""
    asked = address.get("with")
    for year, day in truth.times():
        if asked == f"{year}-{day}" or (
            asked is None and year == here[0] - 1 and (day.month, day.day) == (here[1].month, here[1].day)
        ):
            return year, day
    return None


def budget(truth: Truth, today: date) -> dict[str, Told]:
    """The sections of the page of the budget."""
    year = truth.year("budget")
    day = None if year is None else truth.day(year)
    if year is None or day is None:
        return {}
    lines = truth.lines("budget", year, as_of=day)
    per_line = f"SELECT file_name, source_row, {MONEY}, {RATES} FROM {lines} GROUP BY ALL"
    told = {
        "rows": Told(SOURCE, OF_MONEY, truth.ask(per_line)),
        "unspent": Told(
            SOURCE, OF_MONEY, truth.ask(f"{per_line} HAVING sum(revised) > sum(used) ORDER BY 6 DESC, 1, 2 LIMIT 20")
        ),
        "over": Told(SOURCE, OF_MONEY, truth.ask(f"{per_line} HAVING sum(used) > sum(revised)")),
        "not_started": Told(SOURCE, OF_MONEY, truth.ask(f"{per_line} HAVING sum(used) = 0 AND sum(revised) > 0")),
        "missing": _missing(truth, year, day, today),
        "course": _course(truth, year, day),
        "periods": _periods(truth, year, day),
    }
    for level in LEVELS:
        question = f"SELECT coalesce({level}, '–'), {MONEY}, {RATES}, count(*) FROM {lines} GROUP BY ALL"
        told[f"by_{level}"] = Told((level,), (*OF_MONEY, "lines"), truth.ask(question))
    return told | _transfers(truth, lines) | _changes(truth, (year, day)) | _totals(truth, lines)


def _totals(truth: Truth, lines: str) -> dict[str, Told]:
    question = f"""
        SELECT file_name, totals.source_row, stated FROM published.stated_totals AS totals JOIN load USING (load_id)
        WHERE scope IS NULL AND load_id IN (SELECT load_id FROM {lines})
          AND "column" IN ('allocation', 'transfer_in', 'transfer_out', 'encumbered', 'disbursed', 'remaining')"""
    return {"totals": Told((*SOURCE, "stated"), (), [(*row[:2], f"{row[2]:.2f}") for row in truth.ask(question)])}


def _missing(truth: Truth, year: int, day: date, today: date) -> Told:
    ends = [date(year - 544, 12, 31), date(year - 543, 3, 31), date(year - 543, 6, 30), date(year - 543, 9, 30)]
    both = f"(SELECT * FROM {truth.lines('budget', None)} WHERE fiscal_year BETWEEN {year - 1} AND {year})"
    seen = f"""SELECT DISTINCT as_of FROM budget WHERE organization_code = $org AND fiscal_year = {year}
               AND division IN (SELECT division FROM {both})"""
    days, begin, missing = [each for (each,) in truth.ask(seen)], date(year - 544, 9, 30), []
    for number, end in enumerate(ends, start=1):
        grace = 90 if number == 4 else 30
        came = any(begin < each and (each - end).days <= grace for each in days)
        missing += [("", str(number), None, None)] if (today - end).days > 30 and not came else []
        begin = end
    absent = f"""
        SELECT division, '', sum(revised), sum(disbursed) FROM {both} AS line
        WHERE as_of = (SELECT max(as_of) FROM {both} AS last WHERE last.division = line.division AND as_of < $day)
          AND division NOT IN (SELECT division FROM budget
                               WHERE organization_code = $org AND fiscal_year = {year} AND as_of = $day)
        GROUP BY division"""
    return Told(("division", "quarter"), ("revised", "disbursed"), missing + truth.ask(absent, day=day))


def _course(truth: Truth, year: int, day: date) -> Told:
    question = f"""
        SELECT fiscal_year, as_of::VARCHAR, sum(revised), sum(disbursed), sum(used) - sum(disbursed), {RATES}
        FROM {truth.lines("budget", None)} WHERE fiscal_year = {year - 1} OR (fiscal_year = {year} AND as_of <= $day)
        GROUP BY fiscal_year, as_of"""
    figures = ("revised", "disbursed", "committed", "disbursed_rate", "used_rate")
    return Told(("fiscal_year", "as_of"), figures, truth.ask(question, day=day))


def _periods(truth: Truth, year: int, day: date) -> Told:
    question = f"""
        SELECT as_of::VARCHAR, sum(disbursed) - coalesce(lag(sum(disbursed)) OVER (ORDER BY as_of), 0)
        FROM {truth.lines("budget", year)} WHERE as_of <= $day GROUP BY as_of"""
    return Told(("ends",), ("paid",), truth.ask(question, day=day))


def _transfers(truth: Truth, lines: str) -> dict[str, Told]:
    moved = "coalesce(sum(transfer_in), 0), coalesce(sum(transfer_out), 0)"
    had = "HAVING sum(coalesce(transfer_in, 0) + coalesce(transfer_out, 0)) <> 0"
    by_division = truth.ask(f"SELECT division, {moved} FROM {lines} GROUP BY ALL {had}")
    by_item = truth.ask(f"SELECT file_name, source_row, sum(transfer_in), sum(transfer_out) FROM {lines} GROUP BY ALL {had}")
    figures = ("transfer_in", "transfer_out")
    return {
        "transfers_by_division": Told(("division",), figures, by_division),
        "transfers_by_item": Told(SOURCE, figures, by_item),
    }


def _changes(truth: Truth, here: tuple[int, date]) -> dict[str, Told]:
    other = _other(truth.address, truth, here)
    if other is None:
        return {}
    both = truth.lines("budget", None)
    told, then, now = {}, "fiscal_year = $y0 AND as_of = $d0", "fiscal_year = $y1 AND as_of = $d1"
    bound = {"y0": other[0], "d0": other[1], "y1": here[0], "d1": here[1]}
    is_one_year = other[0] == here[0]
    times = tuple(f"{thai.fiscal_year(year)} · {thai.day(day)}" if is_one_year else f"{year}" for year, day in (other, here))
    for part in LEVELS[:3]:
        question = f"""
            SELECT coalesce({part}, '–'), sum(revised) FILTER ({then}), sum(revised) FILTER ({now}),
                   sum(disbursed) FILTER ({then}), sum(disbursed) FILTER ({now})
            FROM {both} WHERE ({then}) OR ({now}) GROUP BY ALL"""
        figures = ("revised_before", "revised", "disbursed_before", "disbursed")
        told[f"changes_by_{part}"] = Told((part,), figures, truth.ask(question, **bound), times)
    return told


def satisfaction(truth: Truth, _today: date) -> dict[str, Told]:
    """The sections of the page of the survey."""
    year = truth.year("satisfaction")
    if year is None:
        return {}
    lines, mean = truth.lines("satisfaction", year), "mean(score_percent, respondents)"
    scores = truth.ask(f"SELECT file_name, source_row, score_percent, respondents FROM {lines}")
    told = {name: Told(SOURCE, ("score_percent", "respondents"), scores) for name in ("rows", "scores")}
    spread = "min(score_percent), max(score_percent)"
    for column in FILTERED:
        question = f"SELECT {column}::VARCHAR, {mean}, {spread} FROM {lines} GROUP BY ALL"
        told[f"by_{column}"] = Told((column,), ("score", "lowest", "highest"), truth.ask(question))
    return told | _profile(truth, year) | _years(truth, year)


FILTERED = ("division", "dimension_no", "question_no")


def _profile(truth: Truth, year: int) -> dict[str, Told]:
    every, mean = truth.lines("satisfaction", year, but=("division",)), "mean(score_percent, respondents)"
    own = truth.address.get("div") or truth.address.get("profile")
    if own is None:
        question = f"SELECT division FROM {every} GROUP BY division HAVING {mean} IS NOT NULL ORDER BY {mean}, division LIMIT 1"
        ((own,),) = truth.ask(question)
    own_score, own_people = (f"CASE WHEN division = $own THEN {name} END" for name in ("score_percent", "respondents"))
    question = f"SELECT dimension_no::VARCHAR, mean({own_score}, {own_people}), {mean} FROM {every} GROUP BY dimension_no"
    return {"profile": Told(("dimension_no",), ("score", "mean_of_all"), truth.ask(question, own=own))}


def _years(truth: Truth, year: int) -> dict[str, Told]:
    told = {}
    for column in FILTERED:
        lines = truth.lines("satisfaction", None, but=(column,))
        question = f"""
            SELECT fiscal_year::VARCHAR, score FROM (
                SELECT fiscal_year, mean(score_percent, respondents) AS score
                FROM {lines} GROUP BY GROUPING SETS ((fiscal_year), (fiscal_year, {column})))"""
        told[f"years_by_{column}"] = Told(
            ("fiscal_year", "score"), (), [(y, str(rounded(s, 2))) for y, s in truth.ask(question) if s]
        )
    return told


def plan(truth: Truth, _today: date) -> dict[str, Told]:
    """The sections of the page of the anti-corruption plan, and of its projects."""
    year = truth.year("plan_progress")
    months = None if year is None else truth.months(year)
    if year is None or months is None:
        return {}
    counts, money = ("projects_planned", "projects_done"), ("budget_planned", "budget_ordinance", "budget_spent")
    listed = truth.lines("plan_projects", year, round_months=months)
    own = f"organization_code = '{truth.org}' AND fiscal_year = {year}"
    whole = f"(SELECT * FROM plan_progress WHERE {own})"
    projects = f"(SELECT * FROM plan_projects WHERE {own} AND round_months = {months})"
    statuses = "".join(f", count(*) FILTER (status = '{code}')" for code in ("done", "ongoing", "waiting", "cannot"))
    not_done = "status <> 'done'"
    years = f"organization_code = '{truth.org}' AND fiscal_year BETWEEN {year - 2} AND {year}"

    def rows(table: str, *columns: str, where: str = "true") -> Rows:
        return truth.ask(f"SELECT {', '.join(columns)} FROM {table} WHERE {where}")

    return {
        "plan_rows": Told(SOURCE, (*counts, *money), rows(truth.lines("plan_progress", year), *SOURCE, *counts, *money)),
        "plan_by_dimension": Told(SOURCE, counts, rows(whole, *SOURCE, *counts)),
        "plan_budget": Told(SOURCE, money, rows(whole, *SOURCE, *money)),
        "plan_course": Told(
            ("fiscal_year", "round_months"), counts,
            truth.ask(f"SELECT fiscal_year::VARCHAR, round_months::VARCHAR, sum(projects_planned), sum(projects_done)"
                      f" FROM plan_progress WHERE {years} GROUP BY ALL"),
        ),
        "plan_projects_rows": Told(SOURCE, ("project_no", *money), rows(listed, *SOURCE, "project_no", *money)),
        "plan_projects_missing": Told(("project_no",), money, rows(projects, "project_no::VARCHAR", *money, where=not_done)),
        "plan_projects_by_status": Told(
            ("dimension_no",), ("completed", "in_progress", "waiting", "cannot"),
            truth.ask(f"SELECT dimension_no::VARCHAR{statuses} FROM {projects} GROUP BY ALL"),
        ),
    }  # fmt: skip


def measures(truth: Truth, _today: date) -> dict[str, Told]:
    """The sections of the page of the measures."""
    year = truth.year("measures")
    if year is None:
        return {}
    lines, done = truth.lines("measures", year), "count(*) FILTER (status = 'done')"
    is_due = "due_date IS NOT NULL AND status NOT IN ('done', 'no_case')"
    return {
        "rows": Told(SOURCE, ("measure_no",), truth.ask(f"SELECT file_name, source_row, measure_no FROM {lines}")),
        "due": Told(
            ("measure_no",), (),
            truth.ask(f"SELECT measure_no::VARCHAR FROM {lines} WHERE {is_due}"),
        ),
        "by_unit": Told(
            ("responsible",), ("measures", "done"),
            truth.ask(f"SELECT coalesce(responsible, '–'), count(*), {done} FROM {lines} GROUP BY ALL"),
        ),
        "by_status": Told(("measures",), (), _counted(truth, lines, "status", 5)),
        "by_evidence": Told(("measures",), (), _counted(truth, lines, "evidence", 3)),
    }  # fmt: skip


def _counted(truth: Truth, lines: str, column: str, kinds: int) -> Rows:
    """How many lines have each value, with a nought for each of the `kinds` of values that none has."""
    counts = [(str(count),) for _value, count in truth.ask(f"SELECT {column}, count(*) FROM {lines} GROUP BY ALL")]
    return counts + [("0",)] * (kinds - len(counts))


def procurements(truth: Truth, _today: date) -> dict[str, Told]:
    """The sections of the page of the purchases."""
    year = truth.year("procurements")
    if year is None:
        return {}
    lines = truth.lines("procurements", year)
    amounts = "count(*), sum(purchase_limit), sum(agreed_price), 100 * sum(agreed_price) / sum(purchase_limit)"
    of_amounts = ("purchases", "purchase_limit", "agreed_price", "agreed_rate")
    each = f"SELECT file_name, source_row, purchase_limit, agreed_price FROM {lines}"
    return {
        "rows": Told(SOURCE, ("purchase_limit", "agreed_price"), truth.ask(each)),
        "large": Told(SOURCE, ("purchase_limit", "agreed_price"), truth.ask(f"{each} WHERE purchase_limit > 500000")),
    } | {
        f"by_{part}": Told(
            (part,), of_amounts,
            [(named(value), *row) for value, *row in truth.ask(f"SELECT {part}, {amounts} FROM {lines} GROUP BY ALL")],
        )
        for part, named in (("month", thai.month), ("method", _method), ("winner", str), ("division", _named))
    }  # fmt: skip


def _method(code: str) -> str:
    return word(code, "method")


def _named(value: str | None) -> str:
    return thai.NOTHING if value is None else value


def service_statistics(truth: Truth, _today: date) -> dict[str, Told]:
    """The sections of the page of the statistics of services."""
    year = truth.year("service_statistics")
    if year is None:
        return {}
    lines, every = truth.lines("service_statistics", year), truth.lines("service_statistics", None)

    def share(part: str) -> str:
        return f"100.0 * sum({part}) / nullif(sum(CASE WHEN {part} IS NOT NULL THEN requests END), 0)"

    counts = f"sum(requests), sum(by_e_service), {share('by_e_service')}, {share('within_standard')}"
    of_counts = ("requests", "by_e_service", "e_service_rate", "within_rate")
    yearly = f"SELECT fiscal_year::VARCHAR, {counts} FROM {every} WHERE fiscal_year <= {year} GROUP BY ALL"
    return {
        "rows": Told(SOURCE, ("requests",), truth.ask(f"SELECT file_name, source_row, requests FROM {lines}")),
        "years": Told(("fiscal_year",), of_counts, truth.ask(yearly)),
    } | {
        f"by_{part}": Told(
            (part,), of_counts,
            [(named(value), *row) for value, *row in truth.ask(f"SELECT {part}, {counts} FROM {lines} GROUP BY ALL")],
        )
        for part, named in (("month", thai.month), ("service", str), ("division", str))
    }  # fmt: skip


def complaints(truth: Truth, today: date) -> dict[str, Told]:
    """The sections of the page of the complaints."""
    year = truth.year("complaints")
    if year is None:
        return {}
    lines = truth.lines("complaints", year)
    is_open, age = "case_status NOT IN ('closed', 'forwarded')", f"date_diff('day', received_on, DATE '{today}')"
    figures = (
        f"count(*), count(*) FILTER (case_status = 'closed'), count(*) FILTER ({is_open}),"
        f" count(*) FILTER ({is_open} AND {age} > 15), count(*) FILTER (date_diff('day', received_on, closed_on) > 15)"
    )
    of_figures = ("cases", "closed", "open_cases", "overdue_cases", "closed_late")
    about = f"(FROM {lines}) WHERE about_corruption = 'yes'"
    return {
        "rows": Told(SOURCE, (), truth.ask(f"SELECT file_name, source_row FROM {lines}")),
        "overdue": Told(
            ("case_no",), ("days_open",), truth.ask(f"SELECT case_no, {age} FROM (FROM {lines}) WHERE {is_open} AND {age} > 15")
        ),
        "corruption": Told(("cases",), (), _counted(truth, about, "case_status", 4)),
    } | {
        f"by_{part}": Told((part,), of_figures, truth.ask(f"SELECT coalesce({part}, '–'), {figures} FROM {lines} GROUP BY ALL"))
        for part in ("topic", "channel", "division")
    }  # fmt: skip


def asset_loans(truth: Truth, today: date) -> dict[str, Told]:
    """The sections of the page of the loans of property."""
    year = truth.year("asset_loans")
    if year is None:
        return {}
    lines, day = truth.lines("asset_loans", year), f"DATE '{today}'"
    counts = (
        f"count(*), count(*) - count(returned_on), count(*) FILTER (returned_on IS NULL AND due_on < {day}),"
        " count(*) FILTER (date_diff('day', due_on, returned_on) > 0)"
    )
    of_counts = ("loans", "on_loan", "overdue_loans", "returned_late")
    return {
        "rows": Told(SOURCE, (), truth.ask(f"SELECT file_name, source_row FROM {lines}")),
        "out": Told(
            ("asset_no",), ("days_left",),
            truth.ask(f"SELECT asset_no, date_diff('day', {day}, due_on) FROM (FROM {lines}) WHERE returned_on IS NULL"),
        ),
    } | {
        f"by_{part}": Told((part,), of_counts, truth.ask(f"SELECT {part}, {counts} FROM {lines} GROUP BY ALL"))
        for part in ("asset", "borrowing_unit")
    }  # fmt: skip


def activities(truth: Truth, today: date) -> dict[str, Told]:
    """The sections of the page of the activities."""
    year = truth.year("activities")
    if year is None:
        return {}
    lines, held = truth.lines("activities", year), f"held_on <= DATE '{today}'"
    counts = f"count(*) FILTER ({held}), count(*) FILTER (NOT {held})"
    by_kind = truth.ask(f"SELECT {counts} FROM {lines} GROUP BY activity_kind")
    by_measure = f"SELECT measure_no::VARCHAR, {counts} FROM {lines} WHERE measure_no IS NOT NULL GROUP BY ALL"
    return {
        "rows": Told(SOURCE, ("activity_no",), truth.ask(f"SELECT file_name, source_row, activity_no FROM {lines}")),
        "planned": Told(("activity",), (), truth.ask(f"SELECT activity FROM {lines} WHERE NOT {held}")),
        "by_kind": Told(("held", "to_come"), (), [(str(past), str(coming)) for past, coming in by_kind]),
        "by_measure": Told(("measure_no",), ("held", "to_come"), truth.ask(by_measure)),
        "targets": _targets(truth, year, held),
    }


def _targets(truth: Truth, year: int, held: str) -> Told:
    """Two meetings of each division that is named, as measure 10 wants, and one training of all together, as measure 24 does."""
    measure = truth.address.get("measure")
    every = f"(SELECT * FROM activities WHERE organization_code = $org AND fiscal_year = {year})"
    own = truth.lines("activities", year, but=("activity_kind", "measure_no", "evidence"))
    named = f"""
        SELECT division FROM {own} WHERE division IS NOT NULL
        UNION SELECT division FROM {truth.lines("budget", year)} AS line
        WHERE division <> 'งบกลาง' AND EXISTS (FROM {every} WHERE division IS NOT NULL)
          AND as_of = (SELECT max(as_of) FROM budget WHERE organization_code = $org AND fiscal_year = {year})"""
    rows = truth.ask(
        f"""SELECT division, count(*) FILTER ({held}), count(*) FILTER (NOT {held}) FROM ({named}) LEFT JOIN
            (FROM {every} WHERE activity_kind = 'meeting' AND is_of_year) USING (division) GROUP BY division"""
    )
    rows = [] if measure == "24" else rows
    if truth.address.get("div", "–") == "–" and measure != "10":
        trained = f"FROM {every} WHERE activity_kind = 'training' AND is_of_year"
        rows += truth.ask(f"SELECT 'ทั้งองค์กร', count(*) FILTER ({held}), count(*) FILTER (NOT {held}) {trained}")
    return Told(("division",), ("held", "to_come"), rows)


def disclosures(truth: Truth, today: date) -> dict[str, Told]:
    """The sections of the page of what must be public."""
    year = truth.year("disclosures")
    if year is None:
        return {}
    lines, day = truth.lines("disclosures", year), min(today, date(year - 543, 9, 30))
    past, month = f"next_due < DATE '{day}'", f"next_due BETWEEN DATE '{day}' AND last_day(DATE '{day}')"
    by_unit = f"""SELECT coalesce(responsible, '–'), count(*) FILTER ({past}), count(*) FILTER ({month}), count(*)
                  FROM {lines} GROUP BY ALL"""
    return {
        "rows": Told(SOURCE, (), truth.ask(f"SELECT file_name, source_row::VARCHAR FROM {lines}")),
        "by_unit": Told(("responsible",), ("past_due", "due_this_month", "disclosures"), truth.ask(by_unit)),
        "due": Told(("disclosure",), (), truth.ask(f"SELECT disclosure FROM {lines} WHERE {past} OR {month}")),
        "without_address": Told(("disclosure",), (), truth.ask(f"SELECT disclosure FROM {lines} WHERE disclosure_url IS NULL")),
    }


def findings(truth: Truth, today: date) -> dict[str, Told]:
    """The table of the page of the findings."""
    sets = {"plan_progress": "plan", "plan_projects": "plan", "plan_ranking": "plan"}
    asked, wanted = truth.address.get("fy", "newest"), []
    found = truth.ask(
        """SELECT "table", severity, fiscal_year, finding_id FROM published.findings
           WHERE coalesce(organization_code = $org, true) AND coalesce(holds_from <= $today, true)
             AND coalesce(holds_until > $today, true)""",
        org=truth.org, today=today,
    )  # fmt: skip
    for table, severity, year, finding in found:
        data_set = sets.get(table, table)
        newest = truth.ask(f"SELECT max(fiscal_year) FROM {'plan_progress' if data_set == 'plan' else data_set}"
                           f" WHERE organization_code = '{truth.org}'")[0][0]  # fmt: skip
        of_year = year is None or newest is None or (year >= newest if asked == "newest" else year == int(asked))
        if of_year and truth.address.get("set") in (None, data_set) and truth.address.get("severity") in (None, severity):
            wanted.append((finding,))
    return {"findings": Told((), (), wanted)} if wanted else {}


TRUTHS = {
    "budget": budget,
    "satisfaction": satisfaction,
    "plan": plan,
    "measures": measures,
    "procurements": procurements,
    "complaints": complaints,
    "service_statistics": service_statistics,
    "asset_loans": asset_loans,
    "activities": activities,
    "disclosures": disclosures,
    "findings": findings,
}
