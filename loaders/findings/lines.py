"""What rules ask of all data sets alike: views over their tables, made from the register and the
descriptions."""

import duckdb

import definitions
from loaders.schema.dataset import Dataset
from loaders.schema.datasets import DATASETS


def lay_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Defines the views, for this connection only."""
    connection.execute(as_sql())


def as_sql() -> str:
    """What defines them: `brought` (as for the questions), `amount_column` (which columns add up),
    `amount_line` (the lines that have any, with the division as scope), `division_line` (those of
    divisions, where they name one) and `month_reported` (months with rows, by their first day)."""
    # Budgets and plans have other amounts: by name, what one of them lacks is null.
    summed = [dataset for dataset in DATASETS.values() if dataset.amounts]
    by_division = [dataset for dataset in DATASETS.values() if "division" in dataset.names]
    by_month = [dataset for dataset in DATASETS.values() if "month" in dataset.names]
    columns = ", ".join(f"('{dataset.table}', '{name}')" for dataset in summed for name in dataset.amounts)
    return f"""
        CREATE OR REPLACE TEMP VIEW brought AS {definitions.brought()};
        CREATE OR REPLACE TEMP VIEW amount_column AS FROM (VALUES {columns}) AS listed("table", "column");
        CREATE OR REPLACE TEMP VIEW amount_line AS {" UNION ALL BY NAME ".join(map(_amounts, summed))};
        CREATE OR REPLACE TEMP VIEW division_line AS {" UNION ALL ".join(map(_divisions, by_division))};
        CREATE OR REPLACE TEMP VIEW month_reported AS {" UNION ALL ".join(map(_months, by_month))};
    """


def _amounts(dataset: Dataset) -> str:
    scope = "division" if "division" in dataset.names else "NULL::VARCHAR"
    amounts = ", ".join(dataset.amounts)
    return f"""SELECT '{dataset.table}' AS "table", load_id, source_row, {scope} AS scope, {amounts}
               FROM {dataset.table}"""


def _divisions(dataset: Dataset) -> str:
    return f"""SELECT '{dataset.table}' AS "table", organization_code, fiscal_year, division, load_id,
                      source_row
               FROM {dataset.table} WHERE division IS NOT NULL"""


def _months(dataset: Dataset) -> str:
    return f"""SELECT DISTINCT '{dataset.table}' AS "table", organization_code,
                      month_begin(fiscal_year, month) AS begins
               FROM {dataset.table}"""
