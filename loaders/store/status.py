"""What a store holds, in few figures."""

from pathlib import Path
from typing import Any

import seal
from definitions import brought
from loaders.schema.datasets import DATASETS
from loaders.store.publishing import refuse_missing
from loaders.store.register import one, opened, usable


def status(folder: Path) -> dict[str, Any]:
    """What the published database holds: rows of each table, organizations, fiscal years and when it was
    published.

    Raises LoadError where there is no such store, or where its database is lost."""
    refuse_missing(folder)
    tables = dict.fromkeys(DATASETS, 0)
    organizations = fiscal_years = published_at = None
    if seal.database(folder).exists():
        with usable(folder), opened(seal.database(folder), read_only=True) as connection:
            for name in DATASETS:
                tables[name] = one(connection, f"SELECT count(*) FROM {name}")
            # A comparison knows organizations by name only: its code is null.
            organizations, fiscal_years, published_at = connection.execute(
                f"""SELECT list(DISTINCT organization_code ORDER BY organization_code)
                               FILTER (organization_code IS NOT NULL),
                           list(DISTINCT fiscal_year ORDER BY fiscal_year), (SELECT max(loaded_at) FROM loads)
                    FROM ({brought()})"""
            ).fetchall()[0]
    return {
        "tables": tables,
        "organizations": organizations or [],
        "fiscal_years": fiscal_years or [],
        "published_at": published_at and f"{published_at.isoformat(timespec='seconds')}Z",
        "store": str(folder),
    }
