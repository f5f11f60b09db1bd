"""What the published tables say, asked directly in SQL: beside what pages show of them. Nothing of queries/ is used here."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

FILTERS = {
    "budget": {"div": "division", "plan": "plan", "group": "expenditure_group", "cat": "category", "item": "item"},
    "satisfaction": {"div": "division", "dim": "dimension_no", "ask": "question_no"},
    "plan_progress": {"dim": "dimension_no"},
    "plan_projects": {"dim": "dimension_no", "status": "status"},
    "measures": {"unit": "responsible", "status": "status", "evidence": "evidence"},
    "procurements": {
        "month": "month",
        "method": "method",
        "rep": "community_representative",
        "div": "division",
        "winner": "winner",
    },
    "service_statistics": {"month": "month", "div": "division", "service": "service"},
    "asset_loans": {"unit": "borrowing_unit", "asset": "asset"},
    "complaints": {
        "topic": "topic",
        "channel": "channel",
        "div": "division",
        "case": "case_status",
        "corruption": "about_corruption",
    },
    "activities": {"div": "division", "kind": "activity_kind", "measure": "measure_no", "evidence": "evidence"},
    "disclosures": {"unit": "responsible", "basis": "disclosure_basis", "measure": "measure_no"},
}
TABLES = """
CREATE TABLE load AS SELECT load_id, file_name FROM published.loads;
CREATE TABLE budget AS
SELECT *, allocation + coalesce(transfer_in, 0) - coalesce(transfer_out, 0) AS revised,
       disbursed + coalesce(encumbered, 0) AS used
FROM published.budget JOIN load USING (load_id);
CREATE TABLE satisfaction AS
SELECT * REPLACE (CASE WHEN respondents < 5 THEN NULL ELSE score_percent END AS score_percent,
                  CASE WHEN respondents < 5 THEN NULL ELSE respondents END AS respondents)
FROM published.satisfaction JOIN load USING (load_id);
CREATE TABLE plan_progress AS FROM published.plan_progress JOIN load USING (load_id);
CREATE TABLE plan_projects AS FROM published.plan_projects JOIN load USING (load_id);
CREATE TABLE procurements AS
SELECT * REPLACE (coalesce(community_representative, 'unknown') AS community_representative)
FROM published.procurements JOIN load USING (load_id);
CREATE TABLE service_statistics AS FROM published.service_statistics JOIN load USING (load_id);
CREATE TABLE asset_loans AS FROM published.asset_loans JOIN load USING (load_id);
CREATE TABLE complaints AS FROM published.complaints JOIN load USING (load_id);
CREATE TABLE measures AS
SELECT * REPLACE (coalesce(evidence, 'unknown') AS evidence) FROM published.measures JOIN load USING (load_id);
CREATE TABLE activities AS
SELECT * REPLACE (coalesce(evidence, 'unknown') AS evidence),
       year(held_on) + 543 + (month(held_on) > 9)::INTEGER = fiscal_year AS is_of_year
FROM published.activities JOIN load USING (load_id);
CREATE TABLE disclosures AS FROM published.disclosures JOIN load USING (load_id);
CREATE MACRO mean(score, weight) AS
    CASE WHEN count(weight) = count(score) AND sum(weight) > 0 THEN sum(score * weight) / sum(weight) ELSE avg(score) END;
"""


@dataclass
class Truth:
    """The lines that an address asks for, in SQL: `lines` of a table, with the values to bind."""

    con: duckdb.DuckDBPyConnection
    address: dict[str, str]
    bound: dict[str, object] = field(default_factory=dict)

    @property
    def org(self) -> str:
        return self.address["org"]

    def ask(self, question: str, **more: object) -> list[tuple[Any, ...]]:
        """The rows that a question in SQL gives; it may name what was bound by `lines`."""
        bound = {name: value for name, value in (self.bound | more).items() if f"${name}" in question}
        return self.con.execute(question, bound).fetchall()

    def year(self, table: str) -> int | None:
        """The fiscal year asked for; None where the table has none of it."""
        known = [year for (year,) in self.ask(f"SELECT DISTINCT fiscal_year FROM {table} WHERE organization_code = '{self.org}'")]
        asked = self.address.get("fy", "newest")
        newest = max(known, default=None)
        return newest if asked == "newest" else int(asked) if int(asked) in known else None

    def times(self) -> list[tuple[int, date]]:
        """Every year and as-of date of the budget."""
        return self.ask(f"SELECT DISTINCT fiscal_year, as_of FROM budget WHERE organization_code = '{self.org}' ORDER BY ALL")

    def day(self, year: int) -> date | None:
        """The as-of date asked for, or the newest of the round."""
        days = [day for known, day in self.times() if known == year]
        if self.address.get("at"):
            return date.fromisoformat(self.address["at"])
        end = date(year - 543, 3, 31) if self.address.get("round") == "6" else date.max
        return max((day for day in days if day <= end), default=None)

    def months(self, year: int) -> int | None:
        """The round of the plan asked for, or the newest."""
        question = "SELECT DISTINCT round_months FROM plan_progress WHERE organization_code = $org AND fiscal_year = $fy"
        known = [months for (months,) in self.ask(question, org=self.org, fy=year)]
        asked = self.address.get("round", "newest")
        return max(known, default=None) if asked == "newest" else int(asked) if int(asked) in known else None

    def lines(self, table: str, year: int | None, *, but: tuple[str, ...] = (), **more: object) -> str:
        """The lines of a table in a year (None: in all), narrowed as the address has it, `but` for some columns."""
        self.bound |= {"org": self.org} | {name: value for name, value in more.items() if value is not None}
        wanted = ["organization_code = $org"] + [f"{name} = ${name}" for name, value in more.items() if value is not None]
        wanted += [] if year is None else [f"fiscal_year = {year}"]
        for name, column in FILTERS[table].items():
            if name in self.address and column not in but:
                self.bound[f"of_{name}"] = self.address[name]
                wanted.append(f"coalesce({column}::VARCHAR, '–') = $of_{name}")
        return f"(SELECT * FROM {table} WHERE {' AND '.join(wanted)})"


def connect(store: str) -> duckdb.DuckDBPyConnection:
    """A connection of its own on what is published in a store."""
    connection = duckdb.connect(":memory:")
    connection.execute(f"ATTACH '{store}' AS published (READ_ONLY)")
    connection.execute(TABLES)
    return connection
