"""The contents of every document: those that the subjects declare, and the executive summary."""

from importlib import import_module

from evidence import summary
from sections.documents import Contents
from sections.overview import HEADLINES
from vocabulary.data_sets import LISTED

SUMMARY = "summary"
CONTENTS: dict[str, Contents] = {
    subject: contents
    # Found by name, so that a new data set brings its documents without an entry here.
    for each in LISTED
    for subject, contents in import_module(f"sections.{each.page}").DOCUMENTS.items()
} | {SUMMARY: Contents(tuple(HEADLINES), summary.report)}
