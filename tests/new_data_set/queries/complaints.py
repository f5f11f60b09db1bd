"""What is asked of complaints."""

import pandas as pd

from queries.scope import Cursor, Scope


def by_kind(con: Cursor, scope: Scope) -> pd.DataFrame:
    """The complaints of a round, those first of which most wait: kind, received, resolved, waiting."""
    return con.execute(
        """
        SELECT kind, received, resolved, received - resolved AS waiting
        FROM published.complaints
        WHERE organization_code = $organization AND fiscal_year = $fiscal_year AND round_months = $round_months
        ORDER BY waiting DESC, kind
        """,
        scope.bound_round,
    ).df()
