"""Screens of the plan system, printed: their headers mean something by their order only."""

from collections.abc import Iterator

from loaders.layout.form import Form
from loaders.layout.reading import Header, Options, Reading, normal
from loaders.layout.tidy_table import read
from loaders.rows import Row
from loaders.schema.dataset import Dataset, Screen
from vocabulary.language import N_

_EXPLANATION = N_("a screen of the plan system, printed")


def _recognise(
    dataset: Dataset, headers: list[Header], _head: list[Row], _options: Options
) -> Iterator[Reading]:
    """The screens of a data set whose headers stand there one by one, from left to right."""
    for screen in dataset.screens:
        yield from (reading for header in headers if (reading := _reading(dataset, screen, header)))


def _reading(dataset: Dataset, screen: Screen, header: Header) -> Reading | None:
    places = [at for at, name in enumerate(header.lowest) if name]
    if len(places) != len(screen.headers):
        return None
    # By their order, since ตามแผน is the header of the projects and of the baht.
    pairs = list(zip(places, screen.headers, strict=True))
    if not all(normal(header.lowest[at]) in map(normal, names) for at, (names, _column) in pairs):
        return None
    positions = {column: at for at, (_names, column) in pairs if column}
    return Reading(dataset, screen.layout, header, positions)


PLAN_SCREENS = Form("plan_screen", _recognise, read, lambda _reading: _EXPLANATION)
