"""What every form of a report says in the same words."""

import pandas as pd

from evidence.report import Report
from language import _


def nothing_found() -> str:
    """What stands in place of findings where there are none."""
    return _("The figures reconcile: nothing was found that contradicts itself.")


def no_chart() -> str:
    """What stands in place of a chart that could not be drawn."""
    return _("The chart could not be drawn: Chromium is not installed on the serving machine. The table holds the same figures.")


def sources(report: Report) -> pd.DataFrame:
    """The files behind the report, named as quantities: data_set, file_name, rows_used, as_of, loaded_at, sha256."""
    return report.sources.rename(columns={"rows": "rows_used"})
