"""What changed in the budget between two times, which names came and went, and where money was moved."""

import pandas as pd

from queries.scope import Cursor, Scope

PARTS = ("division", "plan", "expenditure_group")
"""The columns by which changes are told."""
Two = dict[str, object]
"""Two times as values to bind; those of the earlier one begin with `before_`."""


def _two(scope: Scope, before: Scope) -> Two:
    earlier = {f"before_{name}": before.bound[name] for name in ("fiscal_year", "round_months", "as_of")}
    return {**scope.bound, **earlier}


def parts(scope: Scope) -> tuple[str, ...]:
    """The columns by which changes can be told: those that the scope is not narrowed to."""
    return tuple(part for part in PARTS if part not in dict(scope.within)) or PARTS[:1]


def total(con: Cursor, scope: Scope, before: Scope) -> pd.DataFrame:
    """Both times in one row, as `by_part`, with fiscal_year_before, fiscal_year, as_of_before and as_of."""
    return _changes(con, scope, before, None)


def by_part(con: Cursor, scope: Scope, before: Scope, part: str) -> pd.DataFrame:
    """The divisions, programmes or expenditure groups (column `part`) at both times, the largest change in
    disbursed first: disbursed_before, disbursed, disbursed_change (baht), disbursed_rate_before,
    disbursed_rate (ratio; null where nothing may be spent), rate_change (points), revised_before, revised,
    revised_change (baht), lines_before, lines.

    What a time does not have is null there; in changes of baht it counts as 0. What it has without payments
    stated is no change to tell: disbursed_change is null. lines_unstated_before and lines_unstated are how
    many lines that are, unstated_before and unstated what these may spend."""
    changes = _changes(con, scope, before, part).rename(columns={"part": part})
    return changes.drop(columns=["fiscal_year_before", "fiscal_year", "as_of_before", "as_of"])


def _changes(con: Cursor, scope: Scope, before: Scope, part: str | None) -> pd.DataFrame:
    return con.execute(
        """
        WITH summed AS (
            SELECT true AS is_before, *
            FROM budget_sums($part, $organization, $before_fiscal_year, $before_round_months, $before_as_of,
                             $within)
            UNION ALL
            SELECT false, *
            FROM budget_sums($part, $organization, $fiscal_year, $round_months, $as_of, $within)
        ),
        part AS (FROM summed WHERE is_all = ($part IS NULL))
        SELECT coalesce(now.value, before.value, '–') AS part, before.disbursed AS disbursed_before,
               now.disbursed,
               -- A part that one time lacks had nothing; one whose payments are not stated is unknown.
               CASE WHEN (now.lines IS NULL OR now.disbursed IS NOT NULL)
                     AND (before.lines IS NULL OR before.disbursed IS NOT NULL)
                    THEN coalesce(now.disbursed, 0) - coalesce(before.disbursed, 0) END AS disbursed_change,
               before.disbursed_rate AS disbursed_rate_before, now.disbursed_rate,
               (now.disbursed_rate - before.disbursed_rate) * 100 AS rate_change,
               before.revised AS revised_before, now.revised,
               coalesce(now.revised, 0) - coalesce(before.revised, 0) AS revised_change,
               coalesce(before.lines, 0) AS lines_before, coalesce(now.lines, 0) AS lines,
               coalesce(before.lines_unstated, 0) AS lines_unstated_before,
               coalesce(now.lines_unstated, 0) AS lines_unstated,
               coalesce(before.unstated, 0) AS unstated_before, coalesce(now.unstated, 0) AS unstated,
               $before_fiscal_year AS fiscal_year_before, $fiscal_year AS fiscal_year,
               before.as_of AS as_of_before, now.as_of
        FROM (FROM part WHERE NOT is_before) AS now
        -- Of the whole budget, and of what the source does not name, the value is null at both times.
        FULL JOIN (FROM part WHERE is_before) AS before ON now.value IS NOT DISTINCT FROM before.value
        ORDER BY abs(disbursed_change) DESC, part
        """,
        {**_two(scope, before), "part": part},
    ).df()


def names(con: Cursor, scope: Scope, before: Scope) -> pd.DataFrame:
    """Divisions, then lines, that only one of two times has, what needs a judgement first, then the largest:
    kind, part (division or item), name_before, name, revised_before, revised, disbursed_before, disbursed
    (baht), similarity (ratio), under_before, under (of lines: what they stand under), file_before,
    row_before, file_name, source_row (the first, of a division).

    kind: "new"; "vanished"; "renamed": a vanished and a new one of nearly the same name, of lines in the same
    group and category; "moved": a line of the same name under another programme, work or spelling of its
    division; "misspelt": a division of nearly the same name as one that both times have. What is paired is
    only probable, and so nothing is summed by it."""
    return pd.concat([_divisions(con, scope, before), _lines(con, scope, before)], ignore_index=True)


def _divisions(con: Cursor, scope: Scope, before: Scope) -> pd.DataFrame:
    return con.execute(
        """
        WITH earlier AS (FROM named_divisions(
            $organization, $before_fiscal_year, $before_round_months, $before_as_of, $within)),
        this AS (FROM named_divisions($organization, $fiscal_year, $round_months, $as_of, $within)),
        pair AS (
            SELECT earlier.division AS name_before, this.division AS name,
                   likeness(earlier.spelled, this.spelled) AS similarity,
                   name_before IN (SELECT division FROM this) AS stays,
                   name IN (SELECT division FROM earlier) AS was_there
            FROM earlier CROSS JOIN this WHERE similarity >= probably_same() AND NOT (stays AND was_there)
            -- A name that goes on may be the right spelling of several; all others pair once.
            QUALIFY (stays OR 1 = row_number() OVER (
                        PARTITION BY name_before ORDER BY similarity DESC, this.source_row))
                AND (was_there OR 1 = row_number() OVER (
                        PARTITION BY name ORDER BY similarity DESC, earlier.source_row))
        ),
        named AS (
            SELECT CASE WHEN stays OR was_there THEN 'misspelt' ELSE 'renamed' END AS kind,
                   name_before, name, similarity
            FROM pair
            UNION ALL
            SELECT 'vanished', division, NULL, NULL
            FROM earlier WHERE division NOT IN (SELECT division FROM this UNION SELECT name_before FROM pair)
            UNION ALL
            SELECT 'new', NULL, division, NULL
            FROM this WHERE division NOT IN (SELECT division FROM earlier UNION SELECT name FROM pair)
        )
        SELECT kind, 'division' AS part, name_before, name, earlier.revised AS revised_before, this.revised,
               earlier.disbursed AS disbursed_before, this.disbursed, similarity,
               NULL::VARCHAR AS under_before, NULL::VARCHAR AS under,
               earlier.file_name AS file_before, earlier.source_row AS row_before,
               this.file_name, this.source_row
        FROM named LEFT JOIN earlier ON earlier.division = name_before
        LEFT JOIN this ON this.division = name
        ORDER BY list_position(['renamed', 'misspelt', 'new', 'vanished'], kind),
                 greatest(coalesce(this.revised, 0), coalesce(earlier.revised, 0)) DESC, name, name_before
        """,
        _two(scope, before),
    ).df()


def _lines(con: Cursor, scope: Scope, before: Scope) -> pd.DataFrame:
    return con.execute(
        """
        WITH apart AS (
            -- Lines that both times have under the same names are not among them.
            FROM lines_apart($organization, $fiscal_year, $round_months, $as_of,
                             $before_fiscal_year, $before_round_months, $before_as_of, $within)
        ),
        vanished AS (SELECT * EXCLUDE (kind) FROM apart WHERE kind = 'vanished'),
        new AS (SELECT * EXCLUDE (kind) FROM apart WHERE kind = 'new'),
        pair AS (
            SELECT unnest($gone::VARCHAR[]) AS gone, unnest($come::VARCHAR[]) AS come,
                   unnest($similar::DOUBLE[]) AS similarity
        )
        SELECT CASE WHEN new.line IS NULL THEN 'vanished' WHEN vanished.line IS NULL THEN 'new'
                    WHEN vanished.item = new.item THEN 'moved' ELSE 'renamed' END AS kind,
               'item' AS part, vanished.item AS name_before, new.item AS name,
               vanished.revised AS revised_before, new.revised, vanished.disbursed AS disbursed_before,
               new.disbursed, similarity,
               concat_ws(' › ', vanished.division, vanished.plan, vanished.work,
                         vanished.expenditure_group, vanished.category) AS under_before,
               concat_ws(' › ', new.division, new.plan, new.work,
                         new.expenditure_group, new.category) AS under,
               vanished.file_name AS file_before, vanished.source_row AS row_before, new.file_name,
               new.source_row
        FROM vanished
        LEFT JOIN pair ON gone = vanished.line
        FULL JOIN new ON new.line = come
        ORDER BY list_position(['renamed', 'moved', 'new', 'vanished'], kind),
                 greatest(coalesce(new.revised, 0), coalesce(vanished.revised, 0)) DESC, name, name_before,
                 under, under_before
        """,
        {**_two(scope, before), **_pairs(con, scope, before)},
    ).df()


def _pairs(con: Cursor, scope: Scope, before: Scope) -> dict[str, object]:
    """Which vanished line (`gone`) is probably which new one (`come`) and how alike they are: each once, the
    most alike first."""
    candidates = con.execute(
        """
        WITH apart AS MATERIALIZED (
            FROM lines_apart($organization, $fiscal_year, $round_months, $as_of,
                             $before_fiscal_year, $before_round_months, $before_as_of, $within)
        ),
        named AS (SELECT DISTINCT kind, division,
                  spelling_in_file($organization, 'budget', 'division', division) AS spelled FROM apart),
        divisions AS MATERIALIZED (
            SELECT gone.division AS gone, come.division AS come, likeness(gone.spelled, come.spelled) AS alike
            FROM named AS gone JOIN named AS come ON gone.kind = 'vanished' AND come.kind = 'new'
            WHERE alike >= probably_same()
        )
        SELECT vanished.line, new.line, least(alike, likeness(vanished.spelled, new.spelled)) AS similarity
        FROM divisions
        JOIN apart AS vanished ON vanished.kind = 'vanished' AND vanished.division = gone
        JOIN apart AS new ON new.kind = 'new' AND new.division = come
         AND vanished.expenditure_group = new.expenditure_group AND vanished.category = new.category
         -- ถนนสาย 1 and ถนนสาย 2 are alike in all but what tells them apart.
         AND vanished.spelled.numbers = new.spelled.numbers
        WHERE similarity >= probably_same()
        -- Of pairs as much alike those under the same work, then the same programme.
        ORDER BY similarity DESC, vanished.work = new.work DESC, vanished.plan = new.plan DESC, vanished.line,
                 new.line
        """,
        _two(scope, before),
    ).fetchall()
    # A line may resemble several: the most alike pair is taken first, and neither of it again.
    renamed: dict[str, tuple[str, float]] = {}
    taken: set[str] = set()
    for gone, come, similarity in candidates:
        if gone not in renamed and come not in taken:
            renamed[gone] = (come, similarity)
            taken.add(come)
    return {
        "gone": list(renamed),
        "come": [come for come, _similarity in renamed.values()],
        "similar": [similarity for _come, similarity in renamed.values()],
    }


def transfers_total(con: Cursor, scope: Scope) -> pd.DataFrame:
    """What was moved, in one row: transfer_in, transfer_out, net_transfer (baht; 0 over a whole ordinance),
    lines_moved (with a transfer), divisions_moved, lines."""
    return con.execute(
        """
        SELECT coalesce(sum(transfer_in), 0) AS transfer_in, coalesce(sum(transfer_out), 0) AS transfer_out,
               sum(net_transfer) AS net_transfer, count(*) FILTER (is_moved) AS lines_moved,
               count(DISTINCT division) FILTER (is_moved) AS divisions_moved, count(*) AS lines
        FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within)
        """,
        scope.bound,
    ).df()


def transfers_by_division(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The divisions with transfers, the largest net one first: division, transfer_in, transfer_out,
    net_transfer (in − out), allocation (baht), lines_moved."""
    return con.execute(
        """
        SELECT division, coalesce(sum(transfer_in), 0) AS transfer_in,
               coalesce(sum(transfer_out), 0) AS transfer_out, sum(net_transfer) AS net_transfer,
               sum(allocation) AS allocation, count(*) FILTER (is_moved) AS lines_moved
        FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within)
        GROUP BY division
        HAVING lines_moved > 0
        ORDER BY abs(sum(net_transfer)) DESC, transfer_in DESC, division
        """,
        scope.bound,
    ).df()


def transfers_by_item(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The lines with transfers, the largest net one first: item, transfer_in, transfer_out, net_transfer (in
    − out), allocation (baht), division, work, file_name, source_row."""
    return con.execute(
        """
        SELECT item, transfer_in, transfer_out, net_transfer, allocation, division, work, file_name,
               source_row
        FROM budget_at($organization, $fiscal_year, $round_months, $as_of, $within)
        WHERE is_moved
        ORDER BY abs(net_transfer) DESC, transfer_in DESC, file_name, source_row
        """,
        scope.bound,
    ).df()


def transfers(con: Cursor, scope: Scope, part: str) -> pd.DataFrame:
    """`transfers_by_division`, or `transfers_by_item` where `part` is "item"."""
    return transfers_by_item(con, scope) if part == "item" else transfers_by_division(con, scope)
