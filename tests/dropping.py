"""What browser tests of the page of data share: files dropped on it, and what is loaded then."""

import duckdb
from playwright.sync_api import expect

from database import FILE_NAME
from tests.serving import settled


def drop(page, **files):
    """Drops files on the uploader, by name without ending (a text is CSV, bytes a workbook), and waits until each is shown."""
    named = {f"{name}.csv" if isinstance(held, str) else f"{name}.xlsx": held for name, held in files.items()}
    dropped = [
        {"name": name, "mimeType": "text/csv", "buffer": held.encode() if isinstance(held, str) else held}
        for name, held in named.items()
    ]
    uploader = page.locator("input[type=file]")
    expect(uploader).to_have_count(1)  # two while the emptied one of the last load takes the place of the full one
    uploader.set_input_files(dropped)
    for name in named:
        page.get_by_role("heading", name=name).wait_for()
    settled(page)


def main(page):
    """The page without its frame."""
    return page.get_by_test_id("stMain")


def loads(store):
    """The loads of a store, newest first: the file of each, and whether it is not undone."""
    with duckdb.connect(str(store / FILE_NAME), read_only=True) as connection:
        return connection.execute("SELECT file_name, undone_at IS NULL FROM loads ORDER BY load_id DESC").fetchall()
