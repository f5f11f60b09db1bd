"""How much is read, in one place: what exceeds it is refused by name, so that no file can exhaust the
machine.

An administrator who loads a national file from the command line may raise the first two."""

from typing import Any

import duckdb

from settings import whole_number

LARGEST_FILE = whole_number("PRONGSAI_LARGEST_FILE_MB", 200) * 1024 * 1024
MOST_ROWS = whole_number("PRONGSAI_MOST_ROWS", 5_000_000)
MOST_COLUMNS = 500
LONGEST_CELL = 10_000

LARGEST_UNPACKED = 2 * 1024 * 1024 * 1024
"""Bytes that the parts of a workbook may have when unpacked."""
MOST_TIMES_SMALLER = 200
"""How many times smaller than its content a workbook may be packed; Excel's own are 5 to 20 times smaller."""
READER_MEMORY = 2 * 1024 * 1024 * 1024
READER_SECONDS = 300
"""What the process that reads a workbook may use."""
AT_WORK, AT_REST = "2GB", "200MB"
"""What DuckDB may use while a large file is checked or stored, and while its rows wait for that; the rest
lies on disk."""
FAR_DISKS: dict[str, Any] = {"async_threads": 1} if duckdb.__version__ >= "2" else {}
"""Settings of a connection: threads that wait for a disk far away, of which each would begin eight; here are
none. DuckDB before 2.0, which a lake needs, has none at all."""
LITTLE = "20MB"
"""What DuckDB may use for the rows of one of many files that wait together."""
IN_MEMORY = 50 * 1024 * 1024
"""Up to this size (bytes) a file's rows are checked in memory, above it on disk."""
