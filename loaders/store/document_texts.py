"""What people write into a document of evidence: problems, suggestions, commentary, and the posts that
prepare and approve it."""

from collections.abc import Mapping
from pathlib import Path

import database
from loaders import user_texts
from loaders.problem import LoadError, Problem
from loaders.store.publishing import publishing
from vocabulary.language import N_

LONGEST_TEXT, LONGEST_POST = 10_000, 200
LONGEST = dict.fromkeys(("problems", "suggestions", "commentary"), LONGEST_TEXT) | dict.fromkeys(
    ("prepared_by", "approved_by"), LONGEST_POST
)
"""The texts of a document, and how many letters each may have."""


def write(
    organization: str,
    assessment_year: int,
    subject: str,
    texts: Mapping[str, str],
    folder: Path | None = None,
) -> None:
    """Keeps and publishes texts (by one of the names in LONGEST) of one document; earlier ones stay in
    document_texts.json.

    Raises LoadError where one is too long."""
    folder = folder or database.store()
    texts = {name: text for name, text in texts.items() if name in LONGEST}
    if exceeded := {LONGEST[name] for name, text in texts.items() if len(text) > LONGEST[name]}:
        message = N_("Write at most {expected} characters in one box.")
        # Of several boxes the one with the least room is told.
        raise LoadError(Problem("error", "text_too_long", message, expected=f"{min(exceeded):,}"))
    place = {"organization_code": organization, "assessment_year": str(assessment_year), "subject": subject}
    with publishing(folder) as next_database:
        entries = ({**place, "name": name, "text": text.strip()} for name, text in texts.items())
        user_texts.add(folder, user_texts.DOCUMENT_TEXTS, *entries)
        next_database.changed = True
