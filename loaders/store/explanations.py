"""What people write beside a finding: an explanation never removes it. Older ones stay in the store's
explanations.json."""

from pathlib import Path

import database
from loaders import actor, user_texts
from loaders.problem import LoadError, Problem
from loaders.store.publishing import publishing
from loaders.store.register import opened
from vocabulary.language import N_

LONGEST_TEXT, LONGEST_NAME = 2_000, 100


def explain(finding_id: str, text: str, by: str, folder: Path | None = None) -> None:
    """Adds an explanation, shown as given `by` a person or post, to a finding and publishes it; a newer one
    is shown in place of an older one. Who entered it is kept beside it.

    Raises LoadError where text or name is empty or too long, or no such finding is published any more."""
    folder = folder or database.store()
    text = text.strip()
    by = " ".join(by.split())
    if not (0 < len(text) <= LONGEST_TEXT and 0 < len(by) <= LONGEST_NAME):
        message = N_("Write an explanation of at most {expected} characters, and who gives it.")
        raise LoadError(Problem("error", "no_explanation", message, expected=f"{LONGEST_TEXT:,}"))
    with publishing(folder) as next_database:
        with opened(next_database.path) as connection:
            # Within the lock: a load may just have taken the finding away.
            known = connection.execute("SELECT 1 FROM findings WHERE finding_id = ?", [finding_id]).fetchone()
        if not known:
            raise LoadError(
                Problem(
                    "error", "finding_gone", N_("This finding is no longer there: its figures have changed.")
                )
            )
        entry = {"finding_id": finding_id, "text": text, "by": by, "entered_by": actor.current().name}
        user_texts.add(folder, user_texts.EXPLANATIONS, entry)
        next_database.changed = next_database.texts_only = True
