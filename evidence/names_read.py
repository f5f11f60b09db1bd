"""Which names of a document are read otherwise than their files have them."""

from collections.abc import Sequence

import pandas as pd

from sections.subject import Section
from vocabulary.columns import title
from vocabulary.language import N_, _, counted
from vocabulary.reading_names import SOURCE
from vocabulary.thai import is_missing, number


def names_read(sections: Sequence[Section]) -> Section | None:
    """The names that the sections show and the ones that stand in the files, side by side; None where all are
    as in the files."""
    pairs = {
        (title(column.removeprefix(SOURCE)), source, shown): None
        for section in sections
        for column in section.table
        if column.startswith(SOURCE) and column.removeprefix(SOURCE) in section.table
        for shown, source in section.table[[column.removeprefix(SOURCE), column]].itertuples(index=False)
        if not is_missing(source)
    }
    if not pairs:
        return None
    heading = _("Names that are read")
    said = counted(
        len(pairs),
        N_("{count} name is garbled in its file, and is written here as it should be read."),
        N_("{count} names are garbled in their files, and are written here as they should be read."),
    )
    sentence = f"{said.format(count=number(len(pairs)))} {_('Every figure is as in the file.')}"
    table = pd.DataFrame(list(pairs), columns=["name_of", "source_name", "reading_name"])
    return Section("names", heading, heading, sentence, table)
