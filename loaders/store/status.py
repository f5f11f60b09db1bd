"""What a store holds, in few figures."""

from pathlib import Path
from typing import Any

from database import FILE_NAME
from loaders.schema.datasets import DATASETS
from loaders.store.publishing import refuse_missing
from loaders.store.register import one, opened, usable
from vocabulary.data_sets import BY_TABLE


def status(folder: Path) -> dict[str, Any]:
    """What the published database holds: rows of each table, organizations, fiscal years and when it was
    published.

    Raises LoadError where there is no such store, or where its database is lost."""
    refuse_missing(folder)
    tables = dict.fromkeys(DATASETS, 0)
    organizations, fiscal_years, published_at = set[str](), set[int](), None
    if (folder / FILE_NAME).exists():
        with usable(folder), opened(folder / FILE_NAME, read_only=True) as connection:
            for name in DATASETS:
                tables[name] = one(connection, f"SELECT count(*) FROM {name}")
                fiscal_years |= {
                    year
                    for (year,) in connection.execute(f"SELECT DISTINCT fiscal_year FROM {name}").fetchall()
                }
                # A comparison knows organizations by name only.
                if not BY_TABLE[name].by_district:
                    codes = connection.execute(f"SELECT DISTINCT organization_code FROM {name}").fetchall()
                    organizations |= {code for (code,) in codes}
            published_at = one(connection, "SELECT max(loaded_at) FROM loads")
    return {
        "tables": tables,
        "organizations": sorted(organizations),
        "fiscal_years": sorted(fiscal_years),
        "published_at": published_at and f"{published_at.isoformat(timespec='seconds')}Z",
        "store": str(folder),
    }
