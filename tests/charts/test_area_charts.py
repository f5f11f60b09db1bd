"""Pictures of a province and of the country."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import area, theme
from charts.area import Tile
from tests.drawing import BAND

PROVINCES = [
    Tile("นราธิวาส", "นราธิวาส", "นธ", 60.25, {"area": "96"}, "", at=(3, 1)),
    Tile("ยะลา", "ยะลา", "ยล", 20.0, {"area": "95"}, "", at=(2, 1)),
    Tile("สตูล", "สตูล", "สต", 40.0, {"area": "91"}, "", at=(1, 0)),
    Tile("เลย", "เลย", "ลย", None, {"area": "42"}, "", is_known=False, at=(0, 0)),
]


def organizations(count):
    return [Tile(f"อบต.{n}", f"อบต.{n}", "", float(n), {"org": f"{n}"}, "", is_own=n == 1) for n in range(count)]


DISTRIBUTION = pd.DataFrame({"values": ["80–90%", "90–100%"], "organizations": [3, 1]})
REPORTS = pd.DataFrame({"data_set": ["budget", "plan"], "reporting": [3, 0], "members": 4, "reporting_rate": [0.75, 0.0]})
SPENDING = pd.DataFrame(
    {"plan": ["แผนงานการศึกษา", "–"], "revised": [2e6, 1e6], "disbursed": [1e6, None], "disbursed_rate": [0.5, None]}
)
PEERS = pd.DataFrame(
    {"measured": ["ร้อยละการเบิกจ่าย"], "own_percent": [60.0], "median": [70.0], "least": [40.0], "most": [90.0],
     "rank": [3], "organizations": [4]}
)  # fmt: skip
FIGURES = {
    "map": lambda width: area.tiles(PROVINCES, width, is_map=True),
    "few": lambda width: area.tiles(organizations(7), width, is_map=False),
    "many": lambda width: area.tiles(organizations(area.NAMED + 1), width, is_map=False),
    "none": lambda width: area.tiles([], width, is_map=False),
    "distribution": lambda width: area.distribution(DISTRIBUTION, "ร้อยละ", 1, "ทม.ตากใบ", width),
    "reports": lambda width: area.reports(REPORTS, width),
    "spending": lambda width: area.spending(SPENDING, "plan", width),
    "peers": lambda width: area.peers(PEERS, "ทม.ตากใบ", width),
}


def trace(figure, name):
    return next(each for each in figure["data"] if each["name"] == name)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("dark", [False, True])
def test_plotly_takes_every_picture(name, width, dark):
    figure = FIGURES[name](width)
    go.Figure(theme.finish(figure, BAND, dark=dark))
    go.Figure(theme.on_page(figure, dark=dark))


def test_each_province_stands_in_its_place_of_the_map_coloured_by_its_order():
    figure = FIGURES["map"]("wide")
    colors = trace(figure, "percent")["z"]
    assert (colors[1][3], colors[0][1], colors[1][2]) == (1.0, 0.5, 0.0)
    assert trace(figure, "empty")["z"][0][0] == 1.0
    cells = trace(figure, "cells")
    assert list(zip(cells["x"], cells["y"], strict=True)) == [tile.at for tile in PROVINCES]
    assert "นราธิวาส" in cells["text"][0]
    assert "60.3" in cells["text"][0]
    assert "นธ" in trace(FIGURES["map"]("narrow"), "cells")["text"][0]


@pytest.mark.parametrize("count", [1, 3])
def test_tiles_that_are_alike_are_neither_low_nor_high(count):
    figure = area.tiles([Tile(f"{n}", "", "", 50.0, {}, "") for n in range(count)], "wide", is_map=False)
    assert {share for row in trace(figure, "percent")["z"] for share in row} == {0.5}
    assert figure["layout"]["meta"].key == ()


def test_a_tile_leads_to_what_it_is_of_where_there_is_any():
    leads = trace(FIGURES["map"]("wide"), "cells")["customdata"]
    assert leads == [{"area": "96"}, {"area": "95"}, {"area": "91"}, {}]


def test_many_organizations_are_tiles_without_names_and_one_s_own_has_a_frame():
    few, many = FIGURES["few"]("wide"), FIGURES["many"]("wide")
    assert all("อบต." in text for text in trace(few, "cells")["text"])
    assert not any("อบต." in text for text in trace(many, "cells")["text"])
    assert all("อบต." in text for text in trace(many, "cells")["hovertext"])
    (frame,) = few["layout"]["shapes"]
    assert (frame["x0"] + frame["x1"]) / 2 == 1


def test_the_range_of_one_s_own_stands_out():
    bars = trace(FIGURES["distribution"]("wide"), "organizations")
    assert (bars["x"], bars["marker"]["color"]) == ([3, 1], [theme.EARLIER, theme.PAID])


def test_reports_and_spending_are_a_part_of_their_whole():
    reports, spending = FIGURES["reports"]("wide"), FIGURES["spending"]("wide")
    assert (trace(reports, "whole")["x"], trace(reports, "reporting")["x"]) == ([4, 4], [3, 0])
    assert (trace(spending, "whole")["x"], trace(spending, "disbursed")["x"]) == ([2e6, 1e6], [1e6, None])


def test_peers_reach_from_the_lowest_to_the_highest_with_one_s_own_and_the_middle():
    figure = FIGURES["peers"]("wide")
    reach = trace(figure, "whole")
    assert (reach["base"], reach["x"]) == ([40.0], [50.0])
    assert (trace(figure, "own")["x"], trace(figure, "middle")["x"]) == ([60.0], [70.0])
    assert any("3/4" in each["text"] for each in figure["layout"]["annotations"])
