"""How far the anti-corruption plan is carried out, against its 80 % target, and how others compare."""

from datetime import date

import pandas as pd

from queries.scope import Cursor, Scope

YEARS_OF_COURSE = 3
"""Fiscal years whose course stands in one picture, the chosen one among them."""


def combinations(con: Cursor, scope: Scope) -> pd.DataFrame:
    """What the plan can be narrowed to, in how many rows: of its projects dimension_no (as text) and
    project_status, rows; where no projects are loaded, of its report dimension_no and rows."""
    # The list of projects can be narrowed further than the report, where it is loaded.
    projects = con.execute(
        """
        SELECT CAST(dimension_no AS VARCHAR) AS dimension_no, project_status, count(*) AS rows
        FROM projects_of($organization, $fiscal_year, $round_months)
        GROUP BY ALL
        ORDER BY dimension_no, min(nearness)
        """,
        scope.bound_round,
    ).df()
    if not projects.empty:
        return projects
    return con.execute(
        """
        SELECT CAST(dimension_no AS VARCHAR) AS dimension_no, count(*) AS rows
        FROM progress_of($organization, $fiscal_year)
        WHERE round_months = plan_round_of($organization, $fiscal_year, $round_months)
        GROUP BY ALL
        ORDER BY dimension_no
        """,
        scope.bound_round,
    ).df()


def rounds(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The whole plan by round: round_months, projects_planned, projects_done, projects_rate, target (ratio),
    projects_needed (to reach the target), projects_short, level, budget_planned, budget_ordinance,
    budget_spent (baht), spent_of_planned, spent_of_ordinance (ratio; null where nothing was planned),
    expected_rate and projects_expected (the round's share of the target), high_from, medium_from (percent
    where the round's levels begin), round_ends, fiscal_year."""
    return con.execute(
        """
        FROM plan_round
        WHERE organization_code = $organization AND fiscal_year = $fiscal_year
        ORDER BY round_months
        """,
        scope.bound_year,
    ).df()


def chosen_round(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The one row of `rounds` that the scope names, the newest where it names none."""
    # Few rows: choosing here is simpler than asking again.
    every = rounds(con, scope)
    return every[every.round_months == (scope.round_months or every.round_months.max())]


def in_view(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The chosen round of the dimension `within`, of the whole plan where there is none, in one row:
    round_months, projects_planned, projects_done, projects_rate, target (ratio), projects_needed (to reach
    the target for itself), projects_short, budget_planned, budget_ordinance, budget_spent (baht),
    spent_of_planned, spent_of_ordinance (ratio; null where nothing was planned)."""
    return con.execute(
        """
        WITH total AS (
            SELECT round_months, sum(projects_planned)::INTEGER AS projects_planned,
                   sum(projects_done)::INTEGER AS projects_done, sum(budget_planned) AS budget_planned,
                   sum(budget_ordinance) AS budget_ordinance, sum(budget_spent) AS budget_spent
            FROM progress_of($organization, $fiscal_year)
            WHERE round_months = plan_round_of($organization, $fiscal_year, $round_months)
              AND is_within($within, 'dimension_no', dimension_no)
            GROUP BY round_months
        )
        SELECT total.*, target, projects_done / nullif(projects_planned, 0) AS projects_rate,
               projects_to_reach(target, projects_planned) AS projects_needed,
               greatest(projects_needed - projects_done, 0) AS projects_short,
               budget_spent / nullif(budget_planned, 0) AS spent_of_planned,
               budget_spent / nullif(budget_ordinance, 0) AS spent_of_ordinance
        FROM total CROSS JOIN plan_target
        """,
        {**scope.bound_lines, "round_months": scope.round_months},
    ).df()


def course(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The whole plan in each round of the year and of those before it, newest first: fiscal_year,
    round_months, projects_planned, projects_done, projects_rate, target, expected_rate (ratio),
    projects_short, level, rows, file_name."""
    return con.execute(
        """
        SELECT fiscal_year, round_months, projects_planned, projects_done, projects_rate, target,
               expected_rate, projects_short, level, rows, file_name
        FROM plan_round JOIN load USING (load_id)
        WHERE organization_code = $organization
          AND fiscal_year BETWEEN $fiscal_year - $years + 1 AND $fiscal_year
        ORDER BY fiscal_year DESC, round_months
        """,
        {**scope.bound_year, "years": YEARS_OF_COURSE},
    ).df()


def reports_awaited(con: Cursor, scope: Scope, today: date) -> pd.DataFrame:
    """Reports of the plan that are not here: all that are overdue since the organization's first one, and the
    next one due: fiscal_year, round_months, due (day), days (until then; negative: overdue); by day."""
    return con.execute(
        """
        WITH here AS (
            SELECT fiscal_year, round_months FROM source
            WHERE organization_code = $organization AND data_set IN ('plan', 'plan_projects')
        ),
        -- Some years beyond today's, so that there is always a report to come.
        every AS (
            SELECT unnest(range(min(fiscal_year),
                                greatest(max(fiscal_year), buddhist_year(year($today))) + 3)) AS fiscal_year
            FROM here
        ),
        awaited AS (
            SELECT fiscal_year, round_months, plan_report_due(fiscal_year, round_months) AS due
            FROM every
            CROSS JOIN (SELECT unnest([6, 12]) AS round_months)
            ANTI JOIN here USING (fiscal_year, round_months)
        )
        SELECT CAST(fiscal_year AS INTEGER) AS fiscal_year, round_months, due,
               CAST(due - $today AS INTEGER) AS days
        FROM awaited
        WHERE due <= (SELECT min(due) FROM awaited WHERE due >= $today)
        ORDER BY due
        """,
        {"organization": scope.organization, "today": today},
    ).df()


def by_dimension(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Each dimension in each round: dimension_no, dimension, round_months, projects_planned, projects_done,
    projects_rate (ratio), projects_short (until the dimension for itself reaches the target),
    stated_projects_percent (as printed, 0–100), file_name, source_row."""
    return con.execute(
        """
        SELECT dimension_no, progress.dimension, progress.round_months, projects_planned, projects_done,
               projects_done / nullif(projects_planned, 0) AS projects_rate,
               greatest(projects_to_reach(target, projects_planned) - projects_done, 0) AS projects_short,
               stated_projects_percent, file_name, source_row
        FROM progress_of($organization, $fiscal_year) AS progress
        JOIN load USING (load_id)
        CROSS JOIN plan_target
        ORDER BY dimension_no, progress.round_months
        """,
        scope.bound_year,
    ).df()


def budget_by_dimension(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The plan's money by dimension in each round: dimension_no, dimension, round_months, budget_planned,
    budget_ordinance, budget_spent (baht), spent_of_planned, spent_of_ordinance (ratio; null where nothing was
    planned), stated_budget_percent (as printed: 100.00 where nothing was planned), file_name, source_row."""
    return con.execute(
        """
        SELECT dimension_no, progress.dimension, progress.round_months, budget_planned, budget_ordinance,
               budget_spent, budget_spent / nullif(budget_planned, 0) AS spent_of_planned,
               budget_spent / nullif(budget_ordinance, 0) AS spent_of_ordinance, stated_budget_percent,
               file_name, source_row
        FROM progress_of($organization, $fiscal_year) AS progress JOIN load USING (load_id)
        ORDER BY dimension_no, progress.round_months
        """,
        scope.bound_year,
    ).df()


def report_rows(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The rows of the plan's reports of the year, of the dimension `within`, as loaded: round_months,
    dimension_no, dimension, projects_planned, projects_done, stated_projects_percent, budget_planned,
    budget_ordinance, budget_spent, stated_budget_percent, note, file_name, source_row."""
    return con.execute(
        """
        SELECT progress.round_months, dimension_no, dimension, projects_planned, projects_done,
               stated_projects_percent, budget_planned, budget_ordinance, budget_spent, stated_budget_percent,
               note, file_name, source_row
        FROM progress_of($organization, $fiscal_year) AS progress JOIN load USING (load_id)
        WHERE is_within($within, 'dimension_no', dimension_no)
        ORDER BY progress.round_months, dimension_no
        """,
        scope.bound_lines,
    ).df()


def compared(con: Cursor, scope: Scope, earlier: Scope) -> pd.DataFrame:
    """Each dimension now and at an earlier time: dimension_no, dimension, earlier_dimension,
    projects_planned, projects_done, projects_rate (ratio), earlier_planned, earlier_done, earlier_rate,
    done_change (projects), projects_rate_change (points)."""
    return con.execute(
        """
        WITH now AS (
            FROM progress_of($organization, $fiscal_year)
            WHERE round_months = plan_round_of($organization, $fiscal_year, $round_months)
        ),
        before AS (
            FROM progress_of($organization, $earlier_year)
            WHERE round_months = plan_round_of($organization, $earlier_year, $earlier_months)
        )
        SELECT coalesce(now.dimension_no, before.dimension_no) AS dimension_no,
               coalesce(now.dimension, before.dimension) AS dimension, before.dimension AS earlier_dimension,
               now.projects_planned, now.projects_done,
               now.projects_done / nullif(now.projects_planned, 0) AS projects_rate,
               before.projects_planned AS earlier_planned, before.projects_done AS earlier_done,
               before.projects_done / nullif(before.projects_planned, 0) AS earlier_rate,
               now.projects_done - before.projects_done AS done_change,
               100 * (projects_rate - earlier_rate) AS projects_rate_change
        -- By number: the names of dimensions change from one plan period to the next.
        FROM now FULL JOIN before USING (dimension_no)
        ORDER BY dimension_no
        """,
        scope.bound_against(earlier),
    ).df()


def ranking(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The published comparison of the organization's district, as given, by value: organization, percent (≥
    0, may exceed 100), level, round_months, as_of, district, is_own, file_name, source_row. Its denominator
    is not the report's."""
    return con.execute(
        """
        WITH own AS (SELECT organization AS name, district, province FROM organization
                     WHERE organization_code = $organization),
        -- There may be several comparisons of a year: the last is shown.
        newest AS (
            SELECT round_months, as_of FROM published.plan_ranking JOIN own USING (district, province)
            WHERE fiscal_year = $fiscal_year AND ($round_months IS NULL OR round_months = $round_months)
            ORDER BY round_months DESC, as_of DESC LIMIT 1
        )
        SELECT ranking.organization, percent, level, ranking.round_months, ranking.as_of, ranking.district,
               ranking.organization = own.name AS is_own, file_name, source_row
        FROM published.plan_ranking AS ranking
        JOIN own USING (district, province)
        JOIN newest ON newest.round_months = ranking.round_months AND newest.as_of = ranking.as_of
        JOIN load USING (load_id)
        WHERE ranking.fiscal_year = $fiscal_year
        ORDER BY percent DESC, ranking.organization
        """,
        scope.bound_round,
    ).df()
