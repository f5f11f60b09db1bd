"""The way of a new data set through the program, in whose tree this runs: python walk.py STORE names each
step that is done, and fails at the first that goes wrong."""

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

STORE = Path(sys.argv[1])
ROOT = Path.cwd()
sys.path.insert(0, str(ROOT))
os.environ["PRONGSAI_STORE"] = str(STORE)

from streamlit.testing.v1 import AppTest  # noqa: E402

from database import cursor  # noqa: E402
from evidence.contents import SUMMARY  # noqa: E402
from evidence.dossier import gather, published  # noqa: E402
from evidence.items import Item  # noqa: E402
from evidence.pdf import as_pdf  # noqa: E402
from loaders import completeness  # noqa: E402
from loaders.demo import generator  # noqa: E402
from loaders.layout.reading import Options  # noqa: E402
from loaders.loading import load_files  # noqa: E402
from loaders.report import Report  # noqa: E402
from loaders.schema.datasets import DATASETS  # noqa: E402
from loaders.schema.templates import template, workbook  # noqa: E402
from loaders.store.export import export  # noqa: E402
from loaders.store.history import history  # noqa: E402
from loaders.store.replay import rebuild, undo  # noqa: E402
from loaders.store.status import status  # noqa: E402
from queries import findings as ask_findings  # noqa: E402
from queries.scope import Scope, catalogue, sources  # noqa: E402
from sentences import findings as say_findings  # noqa: E402
from vocabulary.columns import title, word  # noqa: E402
from vocabulary.data_sets import BY_NAME, BY_TABLE, LISTED  # noqa: E402

CODE, YEAR = "04960201", 2565
HEADER = "รหัส อปท.,ปีงบประมาณ,รอบ (เดือน),ประเภทการชำรุด,รับแจ้ง,ซ่อมแล้ว"
FILES = {
    6: f"{HEADER}\n{CODE},2565,6,หลอดไฟดับ,10,4\n{CODE},2565,6,เสาไฟชำรุด,5,6\n,,,รวม,15,10\n",
    12: f"{HEADER}\n{CODE},2565,12,หลอดไฟดับ,20,20\n{CODE},2565,12,เสาไฟชำรุด,9,8\n,,,รวม,29,27\n",
}


def loaded(folder: Path, name: str, content: str) -> list[Report]:
    """A file's reports, after it was loaded from `folder`."""
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return load_files([path], Options(), STORE, lambda _name, _rows: None)


def is_complete() -> None:
    """Nothing is missing."""
    completeness.demand()


def templates() -> None:
    """Its templates have its headers and an example."""
    empty = template(DATASETS["streetlights"]).decode("utf-8-sig").splitlines()
    assert empty == [HEADER, "99999999,2565,6,หลอดไฟดับ,12,10"], empty
    assert workbook(DATASETS["streetlights"]).startswith(b"PK")


def loading() -> None:
    """Two rounds are stored as what they are, and summed for whoever asks of many organizations."""
    with TemporaryDirectory() as made:
        for months, content in FILES.items():
            (report,) = loaded(Path(made), f"streetlights_{months}m.csv", content)
            assert report.stored, [problem.text("en") for problem in report.problems]
            assert report.stored.rows == 2, report.stored
    assert status(STORE)["tables"]["streetlights"] == 4, status(STORE)
    sums = "SELECT lines, reported, repaired FROM published.streetlights_cube ORDER BY round_months"
    assert cursor().execute(sums).fetchall() == [(2, 15, 10), (2, 29, 28)]


def its_findings() -> None:
    """Its own rule and that of all totals tell what is wrong, in sentences."""
    found = say_findings.table(ask_findings.listed(cursor(), CODE, YEAR, "streetlights", None, date(2023, 1, 1)))
    assert len(found) == 2, found.finding.to_list()
    own, total = sorted(found.finding, key=lambda said: "29" in said or "27" in said)
    assert "เสาไฟชำรุด" in own, own
    assert "28" in total, total
    counts = ask_findings.counts(cursor(), CODE, YEAR, date(2023, 1, 1))
    assert set(counts.data_set) == {"streetlights"}, counts
    assert say_findings.badge(counts, "streetlights")[1] == "open"


def scopes() -> None:
    """Its rounds can be chosen, and the newest is meant where none is."""
    known = catalogue(cursor())
    assert [scope.round_months for scope in known.scopes(CODE, "streetlights")] == [12, 6]
    assert known.resolved(Scope(CODE, YEAR), "streetlights").round_months == 12
    (file,) = sources(cursor(), Scope(CODE, YEAR, 6), "streetlights").file_name
    assert file == "streetlights_6m.csv", file


def questions() -> None:
    """What is asked of it is answered."""
    waiting = import_module("queries.streetlights").by_kind(cursor(), Scope(CODE, YEAR, 12))
    assert waiting.waiting.to_list() == [1, 0], waiting


def choices() -> None:
    """It can be narrowed, has a page, and is listed where all are."""
    known = BY_NAME["streetlights"]
    assert [title(column) for column in known.filters.values()] == [title("kind")]
    assert known in LISTED
    assert (ROOT / "pages" / f"{BY_TABLE['streetlights'].page}.py").exists()
    assert word("streetlights") == "Street lights"


def drawn(page: str, **choices: str) -> AppTest:
    """A page as it is drawn, without an exception."""
    app = AppTest.from_file(str(ROOT / "pages" / "_entry.py"), default_timeout=60)
    for name, value in choices.items():
        app.query_params[name] = value
    app.run()
    if page:
        app.switch_page(f"{page}.py").run()
    assert not app.exception, app.exception[0].message
    return app


def its_page() -> None:
    """Its page tells it, with a chart or as a table, the rows behind it, and narrowed to one kind."""
    app = drawn("streetlights", org=CODE, lang="en")
    assert "Of 29 streetlights 28 are repaired." in [text.value for text in app.caption], app.caption
    (chart,) = app.get("plotly_chart")
    assert [trace["x"] for trace in json.loads(chart.proto.spec)["data"]] == [[8, 20]], chart.proto.spec
    assert [len(table.value) for table in app.dataframe] == [2], app.dataframe
    app = drawn("streetlights", org=CODE, lang="en", table="by_kind")
    assert [len(table.value) for table in app.dataframe] == [2, 2], app.dataframe
    narrowed = drawn("streetlights", org=CODE, lang="en", kind="เสาไฟชำรุด")
    assert "Of 9 streetlights 8 are repaired." in [text.value for text in narrowed.caption], narrowed.caption


def the_overview() -> None:
    """It has a card among the others, and what is worth knowing of it."""
    app = drawn("", org=CODE, lang="en")
    assert any("28/29" in html.proto.body for html in app.get("html")), app.get("html")
    assert any("Of 29 streetlights" in text.value for text in app.markdown), app.markdown


def documents() -> None:
    """It has a document of its own, and a line in the executive summary."""
    data = published(cursor(), catalogue(cursor()), date(2023, 1, 1))
    for subject, part in (("streetlights", "by_kind"), (SUMMARY, "headlines")):
        report = gather(data, Item(CODE, YEAR, subject, "", "-", YEAR)).report()
        (section,) = [section for section in report.parts if section.name == part]
        assert "29" in section.sentence, section.sentence
        assert as_pdf(report, {}).startswith(b"%PDF")


def exporting() -> None:
    """It is handed on as open data, with the answers to the catalogue's form."""
    with TemporaryDirectory() as made:
        files = {path.name: path for path in export(STORE, Path(made), CODE)}
        rows = files["streetlights.csv"].read_text(encoding="utf-8").splitlines()
        assert len(rows) == 5, rows
        form = files["open_data_form.csv"].read_text(encoding="utf-8-sig")
        assert "โคมไฟสาธารณะ" in form.splitlines()[0], form


def undoing() -> None:
    """A load of it is entered, taken back, and made again from its original."""
    newest = history(STORE)[0]
    assert (newest.table, newest.round_months, newest.state) == ("streetlights", "12", "in_force"), newest
    undo(STORE, newest.load_id)
    assert status(STORE)["tables"]["streetlights"] == 2
    assert rebuild(STORE) == 1
    assert status(STORE)["tables"]["streetlights"] == 2


def made_up() -> None:
    """The made-up municipality has it, and nothing in it is wrong."""
    with TemporaryDirectory() as made:
        paths = [path for path in generator.write(Path(made), years=2) if "streetlights" in path.name]
        assert [path.stem for path in paths] == [
            f"demo_streetlights_{year}_{months}m" for year in (2567, 2568) for months in (6, 12)
        ], paths
        reports = load_files(paths, Options(), STORE, lambda _name, _rows: None)
        assert [report.stored and report.stored.rows for report in reports] == [3] * 4, reports[0].problems
    assert ask_findings.counts(cursor(), "99000001", None, date(2025, 12, 1)).empty
    assert generator.remove(STORE) == 4


STEPS: tuple[Callable[[], None], ...] = (
    is_complete, templates, loading, its_findings, scopes, questions, choices, its_page, the_overview, documents,
    exporting, undoing, made_up,
)  # fmt: skip
"""In their order: each begins with what the one before has stored."""


if __name__ == "__main__":
    for step in STEPS:
        step()
        print(step.__name__, flush=True)
