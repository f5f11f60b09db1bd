"""What people write into a document of evidence: problems, suggestions, commentary, and the posts that prepare and approve it."""

from collections.abc import Mapping
from pathlib import Path

import database
from language import N_
from loaders import writings
from loaders.problem import LoadError, Problem
from loaders.store import publishing

NAMES = ("problems", "suggestions", "commentary", "prepared_by", "approved_by")
LONGEST_TEXT = 10_000


def write(organization: str, assessment_year: int, subject: str, texts: Mapping[str, str], folder: Path | None = None) -> None:
    """Keeps and publishes texts (by one of NAMES) of one document; earlier ones stay in the store's document_texts.json.

    Raises LoadError where one is too long."""
    folder = folder or database.store()
    if any(len(text) > LONGEST_TEXT for text in texts.values()):
        message = N_("Write at most {expected} characters in one box.")
        raise LoadError(Problem("error", "text_too_long", message, expected=f"{LONGEST_TEXT:,}"))
    place = {"organization_code": organization, "assessment_year": str(assessment_year), "subject": subject}
    with publishing(folder) as following:
        entries = ({**place, "name": name, "text": text.strip()} for name, text in texts.items() if name in NAMES)
        writings.add(folder, writings.DOCUMENT_TEXTS, *entries)
        following.changed = True
