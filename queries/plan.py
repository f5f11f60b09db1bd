"""How far the anti-corruption plan is carried out, against its 80 % target, and how others compare."""

import pandas as pd

from queries.scope import Cursor, Scope


def rounds(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The whole plan by round: round_months, projects_planned, projects_done, projects_rate, target (ratio),
    projects_needed (to reach the target), projects_short, level, budget_planned, budget_ordinance, budget_spent (baht),
    spent_of_planned, spent_of_ordinance (ratio; null where nothing was planned)."""
    return con.execute(
        """
        WITH target AS (SELECT any_value(target) AS target FROM target WHERE indicator = 'plan_projects'),
        total AS (
            SELECT round_months, sum(projects_planned)::INTEGER AS projects_planned,
                   sum(projects_done)::INTEGER AS projects_done,
                   sum(projects_done) / nullif(sum(projects_planned), 0) AS projects_rate,
                   sum(budget_planned) AS budget_planned, sum(budget_ordinance) AS budget_ordinance,
                   sum(budget_spent) AS budget_spent,
                   sum(budget_spent) / nullif(sum(budget_planned), 0) AS spent_of_planned,
                   sum(budget_spent) / nullif(sum(budget_ordinance), 0) AS spent_of_ordinance
            FROM progress_of($organization, $fiscal_year)
            GROUP BY round_months
        )
        SELECT round_months, projects_planned, projects_done, projects_rate, target,
               ceil(projects_planned * target)::INTEGER AS projects_needed,
               greatest(ceil(projects_planned * target)::INTEGER - projects_done, 0) AS projects_short,
               plan_level_of(total.round_months, projects_rate) AS level,
               budget_planned, budget_ordinance, budget_spent, spent_of_planned, spent_of_ordinance
        FROM total CROSS JOIN target
        ORDER BY round_months
        """,
        scope.bound_year,
    ).df()


def chosen_round(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The one row of `rounds` that the scope names, the newest where it names none."""
    every = rounds(con, scope)
    return every[every.round_months == (scope.round_months or every.round_months.max())]


def by_dimension(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Each dimension in each round: dimension_no, dimension, round_months, projects_planned, projects_done, projects_rate
    (ratio), stated_projects_percent (as printed, 0–100), file_name, source_row."""
    return con.execute(
        """
        SELECT dimension_no, progress.dimension, progress.round_months, projects_planned, projects_done,
               projects_done / nullif(projects_planned, 0) AS projects_rate, stated_projects_percent,
               file_name, source_row
        FROM progress_of($organization, $fiscal_year) AS progress JOIN load USING (load_id)
        ORDER BY dimension_no, progress.round_months
        """,
        scope.bound_year,
    ).df()


def budget_by_dimension(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The plan's money by dimension in each round: dimension_no, dimension, round_months, budget_planned, budget_ordinance,
    budget_spent (baht), spent_of_planned, spent_of_ordinance (ratio; null where nothing was planned),
    stated_budget_percent (as printed: 100.00 where nothing was planned)."""
    return con.execute(
        """
        SELECT dimension_no, dimension, round_months, budget_planned, budget_ordinance, budget_spent,
               budget_spent / nullif(budget_planned, 0) AS spent_of_planned,
               budget_spent / nullif(budget_ordinance, 0) AS spent_of_ordinance, stated_budget_percent
        FROM progress_of($organization, $fiscal_year)
        ORDER BY dimension_no, round_months
        """,
        scope.bound_year,
    ).df()


def ranking(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The published comparison of the organization's district, as given, by value: organization, percent (≥ 0, may exceed
    100), level, round_months, as_of, district, is_own, file_name, source_row. Its denominator is not the report's."""
    return con.execute(
        """
        WITH own AS (SELECT organization AS name, district, province FROM organization
                     WHERE organization_code = $organization),
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
