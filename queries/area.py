"""What a province's office and the ministry ask: how organizations stand beside each other, and who has
reported. Every measure is that of an organization's own pages."""

from dataclasses import dataclass

import pandas as pd

from queries.minimum import MINIMUM_N
from queries.scope import Cursor

COUNTRY, MADE_UP = "TH", "99"
"""Codes of areas that are no province."""
PARTS = ("plan", "expenditure_group", "division")
"""By what the budgets of an area can be told."""


@dataclass(frozen=True)
class Area:
    """A province, by its code of two digits, or the country; in a fiscal year of the Buddhist era, in a round
    of 6 or 12 months (None: the newest of each); of its organizations those of one kind ("": all), and of
    them those that the reader may see (None: all)."""

    code: str
    fiscal_year: int
    round_months: int | None = None
    kind: str = ""
    seen: tuple[str, ...] | None = None

    @property
    def bound(self) -> dict[str, str | int | list[str] | None]:
        """The area as values to bind to a query."""
        return {
            "area": self.code,
            "fiscal_year": self.fiscal_year,
            "round_months": self.round_months,
            "kind": self.kind or None,
            "seen": None if self.seen is None else list(self.seen),
            "minimum": MINIMUM_N,
        }


def standings(con: Cursor, area: Area) -> pd.DataFrame:
    """Each organization of an area, by code: organization_code, organization, organization_kind,
    province_code, province, district; of its newest budget as_of, revised, disbursed, accounted (baht),
    disbursed_rate, even_rate (ratio), gap_points (less than 0: behind); score (percent 0–100; null where all
    is withheld), withheld (scores of too few respondents); projects_planned, projects_done, projects_rate,
    target (ratio); measures, measures_done, measures_rate (ratio). Null where nothing is reported of it."""
    return con.execute(
        """
        SELECT * RENAME (kind AS organization_kind), (disbursed_rate - even_rate) * 100 AS gap_points
        FROM standings_in($area, $fiscal_year, $round_months, $kind, $seen, $minimum)
        ORDER BY organization_code
        """,
        area.bound,
    ).df()


def provinces(con: Cursor, area: Area) -> pd.DataFrame:
    """The provinces of an area, by code: province_code, province, province_en, usual and short (names in a
    map), tile_across, tile_down (its place in a map of tiles), members (organizations that are known),
    reporting (those with data of the year), and as in `standings`, of all its organizations together:
    revised, disbursed, disbursed_rate, projects_rate, target, measures_rate; score (the mean of the
    organizations' means, each counted once)."""
    return con.execute(
        """
        WITH standing AS (FROM standings_in($area, $fiscal_year, $round_months, $kind, $seen, $minimum)),
        total AS (
            SELECT province_code, count(*) AS members,
                   count(*) FILTER (as_of IS NOT NULL OR withheld IS NOT NULL OR projects_planned IS NOT NULL
                                    OR measures IS NOT NULL) AS reporting,
                   sum(revised) AS revised, sum(disbursed) AS disbursed,
                   sum(disbursed) / nullif(sum(accounted), 0) AS disbursed_rate,
                   avg(score) AS score,
                   sum(projects_done) / nullif(sum(projects_planned), 0) AS projects_rate,
                   any_value(target) AS target, sum(measures_done) / nullif(sum(measures), 0) AS measures_rate
            FROM standing GROUP BY province_code
        )
        SELECT province_code, coalesce(province, '–') AS province, coalesce(province_en, '–') AS province_en,
               usual, short, tile_across, tile_down, coalesce(members, 0) AS members,
               coalesce(reporting, 0) AS reporting, revised, disbursed, disbursed_rate, score, projects_rate,
               target, measures_rate
        FROM (FROM province WHERE province_code <> '99') AS province FULL JOIN total USING (province_code)
        ORDER BY province_code NULLS LAST
        """,
        area.bound,
    ).df()


def reports(con: Cursor, area: Area) -> pd.DataFrame:
    """Which data sets each organization of an area has reported in the year, by code: organization_code,
    organization, organization_kind, province, loaded_at (the newest, UTC; null where it has reported none),
    reported (names of data sets)."""
    return con.execute(
        """
        WITH report AS (
            SELECT organization_code, data_sets AS reported, loaded_at
            FROM published.reported JOIN load USING (load_id)
            WHERE fiscal_year = $fiscal_year
        )
        SELECT organization_code, organization, kind AS organization_kind, province, loaded_at,
               coalesce(reported, []) AS reported
        FROM members_of($area, $kind, $seen) LEFT JOIN report USING (organization_code)
        ORDER BY organization_code
        """,
        {name: value for name, value in area.bound.items() if name not in ("round_months", "minimum")},
    ).df()


def by_part(con: Cursor, area: Area, part: str) -> pd.DataFrame:
    """The newest budgets of an area by one of PARTS, largest first: the part's own column ("–" where the
    source has no value), organizations (how many have it), revised, disbursed (baht), disbursed_rate (ratio;
    null where no payment is stated), unstated (baht that may be spent and of which no payment is stated)."""
    answer = con.execute(
        """
        SELECT coalesce(read.shown, line.value, '–') AS value,
               count(DISTINCT organization_code) AS organizations, sum(line.revised) AS revised,
               sum(line.disbursed) AS disbursed,
               sum(line.disbursed) / nullif(sum(line.accounted), 0) AS disbursed_rate,
               sum(line.revised) - coalesce(sum(line.accounted), 0) AS unstated
        FROM budget_cube AS line
        JOIN budgets_in($fiscal_year, $round_months) AS newest USING (organization_code, as_of)
        SEMI JOIN members_of($area, $kind, $seen) AS member USING (organization_code)
        LEFT JOIN (SELECT organization_code, source_name AS value, shown FROM reading_name
                   WHERE "table" = 'budget' AND "column" = $part) AS read USING (organization_code, value)
        WHERE line.part = $part AND line.fiscal_year = $fiscal_year
        GROUP BY ALL
        ORDER BY revised DESC, value
        """,
        {name: value for name, value in area.bound.items() if name != "minimum"} | {"part": part},
    ).df()
    return answer.rename(columns={"value": part})


def years(con: Cursor, area: str, seen: tuple[str, ...] | None) -> list[int]:
    """The fiscal years of which any organization of an area (of those that the reader may see; None: all) has
    data, newest first."""
    answer = con.execute(
        """
        SELECT DISTINCT fiscal_year
        FROM published.reported SEMI JOIN members_of($area, NULL, $seen) USING (organization_code)
        ORDER BY fiscal_year DESC
        """,
        {"area": area, "seen": None if seen is None else list(seen)},
    ).fetchall()
    return [year for (year,) in answer]


def areas(con: Cursor) -> pd.DataFrame:
    """Where there are organizations with data, the country first: province_code, province, province_en."""
    return con.execute(
        """
        SELECT DISTINCT province_code, province, province_en
        FROM member JOIN province USING (province_code, province)
        WHERE has_data
        ORDER BY province_code
        """
    ).df()


def provinces_known(con: Cursor) -> pd.DataFrame:
    """Every province, with data or without, by code: province_code, province, province_en."""
    return con.execute(
        """
        SELECT province_code, province, province_en FROM province WHERE province_code <> '99'
        ORDER BY province_code
        """
    ).df()


def places(con: Cursor) -> pd.DataFrame:
    """Of which province and kind each organization with data is, by code: organization_code, province_code,
    kind (null where it is not known)."""
    return con.execute(
        """
        SELECT organization_code, province_code, kind FROM member WHERE has_data
        ORDER BY organization_code
        """
    ).df()


def kinds(con: Cursor) -> pd.DataFrame:
    """The kinds of organizations: kind, kind_en, short (ทม.)."""
    return con.execute(
        "SELECT kind, kind_en, short FROM reference.organization_kinds ORDER BY code_begins"
    ).df()


def total(con: Cursor, area: Area) -> pd.DataFrame:
    """All organizations of an area together, in one row: members, and as `provinces` tells of each, revised,
    disbursed, disbursed_rate, score, projects_rate, target, measures_rate; unstated (baht of which no payment
    is stated), at_target (how many have reached the target), with_budget, with_score, with_plan,
    with_measures (how many organizations each is of)."""
    return con.execute(
        """
        SELECT count(*) AS members, sum(revised) AS revised, sum(disbursed) AS disbursed,
               sum(disbursed) / nullif(sum(accounted), 0) AS disbursed_rate,
               sum(revised) - coalesce(sum(accounted), 0) AS unstated, avg(score) AS score,
               sum(projects_done) / nullif(sum(projects_planned), 0) AS projects_rate,
               any_value(target) AS target, count(*) FILTER (projects_rate >= target) AS at_target,
               sum(measures_done) / nullif(sum(measures), 0) AS measures_rate,
               count(disbursed_rate) AS with_budget, count(score) AS with_score,
               count(projects_rate) AS with_plan, count(measures_rate) AS with_measures
        FROM standings_in($area, $fiscal_year, $round_months, $kind, $seen, $minimum)
        """,
        area.bound,
    ).df()
