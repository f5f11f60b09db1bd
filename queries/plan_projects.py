"""The projects of the anti-corruption plan, where their list is loaded: how they stand, and which are missing
to the target."""

import pandas as pd

from queries.scope import Cursor, Scope


def by_dimension(con: Cursor, scope: Scope) -> pd.DataFrame:
    """How many projects of each dimension have which status, in the round: dimension_no, dimension,
    completed, in_progress, waiting, cannot, projects_planned (counts)."""
    return con.execute(
        """
        SELECT project.dimension_no, coalesce(any_value(plan_dimension.dimension), '') AS dimension,
               count(*) FILTER (project_status = 'done') AS completed,
               count(*) FILTER (project_status = 'ongoing') AS in_progress,
               count(*) FILTER (project_status = 'waiting') AS waiting,
               count(*) FILTER (project_status = 'cannot') AS cannot, count(*) AS projects_planned
        FROM projects_of($organization, $fiscal_year, $round_months) AS project
        -- Names belong to a plan period; a year outside all of them has none.
        LEFT JOIN plan_dimension
          ON plan_dimension.dimension_no = project.dimension_no
         AND fiscal_year BETWEEN first_fiscal_year AND last_fiscal_year
        GROUP BY project.dimension_no
        ORDER BY project.dimension_no
        """,
        scope.bound_round,
    ).df()


def missing(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The projects of the whole plan that are not done, those nearest to it first: nearness (1, 2 …),
    project_no, project, project_status, reason, responsible, dimension_no, budget_planned, budget_ordinance,
    budget_spent (baht)."""
    return con.execute(
        """
        SELECT nearness, project_no, project, project_status, reason, responsible, dimension_no,
               budget_planned, budget_ordinance, budget_spent
        FROM projects_of($organization, $fiscal_year, $round_months)
        WHERE project_status <> 'done'
        ORDER BY nearness
        """,
        scope.bound_round,
    ).df()


def listed(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The projects `within` the scope, in the order of the list: project_no, project, dimension_no,
    project_status, reason, responsible, budget_planned, budget_ordinance, budget_spent (baht), in_ordinance,
    file_name, source_row."""
    return con.execute(
        """
        SELECT project_no, project, dimension_no, project_status, reason, responsible, budget_planned,
               budget_ordinance, budget_spent, in_ordinance, file_name, source_row
        FROM projects_of($organization, $fiscal_year, $round_months)
        WHERE is_within($within, 'dimension_no', dimension_no)
          AND is_within($within, 'project_status', project_status)
        ORDER BY project_no
        """,
        {**scope.bound_round, "within": scope.bound["within"]},
    ).df()


def differing(con: Cursor, scope: Scope) -> pd.DataFrame:
    """Dimensions of which the plan's report and the list of its projects count otherwise: dimension_no,
    projects_planned, projects_done (reported), listed_planned, listed_done (in the list)."""
    return con.execute(
        """
        WITH listed AS (
            SELECT dimension_no, count(*) AS listed_planned,
                   count(*) FILTER (project_status = 'done') AS listed_done
            FROM projects_of($organization, $fiscal_year, $round_months)
            GROUP BY dimension_no
        ),
        reported AS (
            FROM progress_of($organization, $fiscal_year)
            WHERE round_months = plan_round_of($organization, $fiscal_year, $round_months)
        )
        SELECT dimension_no, coalesce(projects_planned, 0) AS projects_planned,
               coalesce(projects_done, 0) AS projects_done, coalesce(listed_planned, 0) AS listed_planned,
               coalesce(listed_done, 0) AS listed_done
        -- A dimension may be in one of the two only.
        FROM reported FULL JOIN listed USING (dimension_no)
        WHERE EXISTS (FROM listed)
          AND (projects_planned IS DISTINCT FROM listed_planned OR projects_done IS DISTINCT FROM listed_done)
        ORDER BY dimension_no
        """,
        scope.bound_round,
    ).df()


def changed(con: Cursor, scope: Scope, earlier: Scope) -> pd.DataFrame:
    """What became of each project against an earlier list: fate (new, vanished, renamed, same), project,
    earlier_project, dimension_no, project_status, earlier_project_status, budget_planned, earlier_budget
    (baht). None unless both lists are there.

    The same name is the same project. Of the others, two names that are alike (`likeness` in
    views/budget.sql), each the likest to the other, are probably one project renamed."""
    return con.execute(
        """
        WITH now AS (
            SELECT *, row_number() OVER (PARTITION BY project ORDER BY project_no) AS occurrence
            FROM projects_of($organization, $fiscal_year, $round_months)
        ),
        before AS (
            SELECT *, row_number() OVER (PARTITION BY project ORDER BY project_no) AS occurrence
            FROM projects_of($organization, $earlier_year, $earlier_months)
        ),
        alike AS (
            SELECT now.project_no AS new_no, before.project_no AS old_no,
                   likeness(spelling_in_file($organization, 'plan_projects', 'project', now.project),
                     spelling_in_file($organization, 'plan_projects', 'project', before.project)) AS likely
            FROM (FROM now ANTI JOIN before USING (project, occurrence)) AS now,
                 (FROM before ANTI JOIN now USING (project, occurrence)) AS before
            WHERE likely >= probably_same()
        ),
        pair AS (
            SELECT new_no, old_no FROM alike
            QUALIFY row_number() OVER (PARTITION BY new_no ORDER BY likely DESC, old_no) = 1
                AND row_number() OVER (PARTITION BY old_no ORDER BY likely DESC, new_no) = 1
            UNION ALL
            -- Projects of one name pair in their order.
            SELECT now.project_no, before.project_no FROM now JOIN before USING (project, occurrence)
        )
        SELECT CASE WHEN before.project IS NULL THEN 'new' WHEN now.project IS NULL THEN 'vanished'
                    WHEN now.project = before.project THEN 'same' ELSE 'renamed' END AS fate,
               coalesce(now.project, before.project) AS project,
               CASE WHEN now.project <> before.project THEN before.project END AS earlier_project,
               coalesce(now.dimension_no, before.dimension_no) AS dimension_no, now.project_status,
               before.project_status AS earlier_project_status, now.budget_planned,
               before.budget_planned AS earlier_budget
        FROM now LEFT JOIN pair ON new_no = now.project_no FULL JOIN before ON before.project_no = old_no
        WHERE EXISTS (FROM now) AND EXISTS (FROM before)
        ORDER BY list_position(['new', 'vanished', 'renamed', 'same'], fate),
                 now.project_no, before.project_no
        """,
        scope.bound_against(earlier),
    ).df()
