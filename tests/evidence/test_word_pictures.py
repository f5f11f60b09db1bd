"""The picture of a chart for Word: 16 cm wide and at most 22 cm high at 300 dots an inch, in parts where it is higher."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from charts import axes, theme
from charts.rows import rows
from evidence.word_pictures import TALLEST, in_parts

BAND = theme.Band("รายการทั้งหมด", "เทศบาลเมืองตากใบ · ปีงบฯ 2565", "ที่มา: budget_2565_6m.csv")


def chart(number):
    names = [f"รายการที่ {place}" for place in range(number)]
    figure = rows(names, names, {"ลำดับ": [str(place) for place in range(number)]}, "wide")
    axes.count_axis(figure, number, "รายการ")
    return figure


def images(number):
    return [Image.open(BytesIO(part)) for part in in_parts(chart(number), BAND, "http://localhost:8501/budget")]


@pytest.mark.full
@pytest.mark.parametrize(("number", "parts"), [(12, 1), (36, 1), (60, 3), (110, 4)])
def test_every_part_fits_a_page_and_says_how_large_it_is(number, parts):
    made = images(number)
    assert len(made) == parts
    for image in made:
        assert image.width == 1890
        assert image.height <= TALLEST == 2598
        assert [round(dots) for dots in image.info["dpi"]] == [300, 300]


def labels(image):
    """How many lines of writing stand at the left beside the rows of a part."""
    column = image.convert("L").crop((0, 200, 200, image.height - 190))
    inked = [min(column.crop((0, y, 200, y + 1)).tobytes()) < 128 for y in range(column.height)]
    starts = [y for y in range(25, column.height) if inked[y] and not any(inked[y - 25 : y])]
    return len(starts)


@pytest.mark.full
def test_parts_are_cut_between_rows_and_each_has_the_axis_and_its_title():
    parts = images(60)
    assert [labels(part) for part in parts] == [20, 20, 20]
    feet = [part.crop((0, part.height - 180, part.width, part.height)) for part in parts]
    assert all(ImageChops.difference(foot, feet[0]).getbbox() is None for foot in feet)
    first, second, third = (part.crop((0, 0, 1600, 130)) for part in parts)
    assert ImageChops.difference(first, second).getbbox() is not None  # "(ต่อ)"
    assert ImageChops.difference(second, third).getbbox() is None


@pytest.mark.full
def test_the_same_chart_gives_the_same_parts():
    assert in_parts(chart(60), BAND, "") == in_parts(chart(60), BAND, "")
