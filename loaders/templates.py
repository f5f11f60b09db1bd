"""An empty file for each table: the headers a clerk fills in, and one example row to overwrite."""

import csv
from io import StringIO

from loaders.dataset import Dataset


def template(dataset: Dataset) -> bytes:
    """A CSV file that Excel opens in Thai: Thai headers and an example row, UTF-8 with byte-order mark."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.title for column in dataset.columns)
    writer.writerow(column.example for column in dataset.columns)
    return text.getvalue().encode("utf-8-sig")
