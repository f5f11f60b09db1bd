"""What the assessment of a year asks of an organization, item by item, and what people write for each."""

from dataclasses import dataclass
from typing import Any

from evidence.contents import CONTENTS, SUMMARY
from queries import documents
from queries.scope import Cursor, is_made_up
from vocabulary import thai
from vocabulary.language import N_, _, current

BOXES = {
    "problems": N_("Problems and obstacles"),
    "suggestions": N_("Suggestions"),
    "commentary": N_("Commentary"),
}
"""What people write for the body of a document, in its order."""
POSTS = {"prepared_by": N_("Prepared by"), "approved_by": N_("Approved by")}
"""Who signs: titles of posts."""


@dataclass(frozen=True)
class Item:
    """What the assessment of a year asks of an organization, or the executive summary (its `number` is
    "")."""

    organization: str
    assessment_year: int
    subject: str
    number: str
    title: str
    fiscal_year: int
    """The year that its data are of."""
    is_confirmed: bool = True

    @property
    def file_name(self) -> str:
        """Of its files, without an ending."""
        # Wherever the file goes, nobody may take it for a real office's.
        made_up = "_made_up" if is_made_up(self.organization) else ""
        parts = (self.number, self.subject, self.organization, str(self.assessment_year))
        return f"{'_'.join(filter(None, parts))}{made_up}"


def items(con: Cursor, organization: str, assessment_year: int) -> list[Item]:
    """All that the year's assessment asks and that our data have to do with, and the summary after them."""
    every = documents.items(con)
    asked = [
        Item(
            organization,
            assessment_year,
            row.subject,
            row.item,
            in_language(row, "title"),
            int(row.data_fiscal_year),
            bool(row.is_confirmed),
        )
        for row in every[every.assessment_year == assessment_year].itertuples()
        if row.subject in CONTENTS
    ]
    # Without a number: the assessment does not ask for it.
    summary = Item(organization, assessment_year, SUMMARY, "", _("Executive summary"), assessment_year)
    return [*asked, summary]


def in_language(row: Any, name: str) -> str:
    """A text of data/reference in the language of this thread; in Thai where it was not translated."""
    english = getattr(row, f"{name}_en")
    return str(getattr(row, name) if current() == "th" or thai.is_missing(english) else english)


def texts(con: Cursor, item: Item) -> dict[str, str]:
    """What was written for the item, by name of the box or post."""
    written = documents.texts(con, item.organization, item.assessment_year, item.subject)
    return dict(zip(written.name, written.text, strict=True))
