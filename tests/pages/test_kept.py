"""What pages keep of one publication is let go when others follow."""

import gc
from pathlib import Path

import pytest

from evidence import section_files
from tests.drawing import draw_page


def files_held_open():
    """The published databases that this process holds open though others have taken their place."""
    names = [f"{path.readlink()}" for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]
    return [name for name in names if "prongsai.duckdb" in name and name.endswith("(deleted)")]


@pytest.mark.full
def test_pages_hold_no_more_than_the_last_publication_but_one(loaded_store, monkeypatch, loader_process, write, takbai):
    monkeypatch.setenv("PRONGSAI_STORE", str(loaded_store))
    gc.collect()
    before = len(files_held_open())
    content = (takbai / "measures_2565.csv").read_text(encoding="utf-8")
    for number in range(4):
        for page in ("measures", "budget", "overview", "documents"):
            draw_page(page, org="04960201", fy="2565")
        path = write(content.replace("กองคลัง", f"กองคลัง {number}"), "measures_2565.csv")
        assert loader_process("load", path).returncode == 0
    draw_page("budget", org="04960201", fy="2565")
    gc.collect()
    assert len(files_held_open()) - before <= 1
    assert len({shown.published for shown in section_files._shown.values()}) <= 2
