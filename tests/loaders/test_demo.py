"""The made-up municipality: the same for the same seed, free of contradictions but for the planted ones, and always marked."""

import json
import re
import shutil
from collections import Counter

import duckdb
import pytest

import database
from loaders.demo import generator
from loaders.demo.planted import PLANTED
from loaders.layout.reading import Options
from loaders.loading import load_files
from loaders.schema.datasets import DATASETS
from loaders.store.replay import rebuild
from queries import plan
from queries.scope import Scope, catalogue
from screen.view import resolve
from tests.conftest import ROOT
from tests.drawing import chart, draw_page, every_tool, words, writing
from tests.serving import PAGES
from tests.tiers import sampled

FIRST, SECOND = "99000001", "99000002"
MARK = "ข้อมูลสมมติ"

# What the rules of the findings look for, said once more and otherwise: each gives organization, fiscal year and subject.
CAUGHT = {
    "measure_begun": """
        SELECT DISTINCT organization_code, fiscal_year, measure_no FROM measures SEMI JOIN activities
        USING (organization_code, fiscal_year, measure_no) WHERE status IN ('not_started', 'no_case')""",
    "measure_target_missed": """
        SELECT organization_code, fiscal_year, measure_no FROM measures AS line WHERE status = 'done' AND measure_no = 24
        AND NOT EXISTS (FROM activities WHERE activity_kind = 'training' AND organization_code = line.organization_code
                        AND fiscal_year = line.fiscal_year)""",
    "disclosure_overdue": """
        SELECT organization_code, fiscal_year, disclosure FROM disclosures
        WHERE next_due < make_date(fiscal_year - 543, 9, 30)""",
    "disclosure_without_address": """
        SELECT organization_code, fiscal_year, basis_item FROM disclosures WHERE disclosure_url NOT LIKE 'https://%'
            OR disclosure_url IS NULL""",
    "activity_outside_year": """
        SELECT organization_code, fiscal_year, measure_no FROM activities
        WHERE year(held_on) + 543 + (month(held_on) > 9)::INTEGER <> fiscal_year""",
    "activity_without_evidence": """
        SELECT organization_code, fiscal_year, measure_no FROM activities WHERE evidence <> 'yes' OR evidence_url IS NULL""",
    "division_target_missed": """
        SELECT organization_code, fiscal_year, division FROM activities WHERE activity_kind = 'meeting'
        GROUP BY ALL HAVING count(*) < 2""",
    "organization_target_missed": """
        SELECT organization_code, fiscal_year, 'total' FROM activities
        GROUP BY ALL HAVING count(*) FILTER (activity_kind = 'training') = 0""",
    "disbursed_falls": """
        SELECT organization_code, fiscal_year, item FROM (
            SELECT *, lag(disbursed) OVER (PARTITION BY organization_code, fiscal_year, work, expenditure_group, category, item,
                                           occurrence ORDER BY as_of) AS before FROM budget)
        WHERE disbursed < before""",
    "closed_before_received": """
        SELECT organization_code, fiscal_year, case_no FROM complaints WHERE datediff('day', received_on, closed_on) < 0""",
    "number_reused": """
        SELECT organization_code, fiscal_year, case_no FROM complaints GROUP BY ALL HAVING count(*) > 1""",
    "complaint_overdue": """
        SELECT organization_code, fiscal_year, case_no FROM complaints
        WHERE case_status <> 'closed' AND date_add(received_on, INTERVAL 15 DAY) < current_date""",
    "returned_before_taken": """
        SELECT organization_code, fiscal_year, asset FROM asset_loans WHERE datediff('day', taken_on, returned_on) < 0""",
    "loan_overdue": """
        SELECT organization_code, fiscal_year, asset FROM asset_loans WHERE coalesce(returned_on, current_date) > due_on""",
    "measure_overdue": """
        SELECT organization_code, fiscal_year, measure_no FROM measures
        WHERE due_date < current_date AND status NOT IN ('done', 'no_case')""",
    "missing_quarter": """
        SELECT organization_code, fiscal_year, sum(DISTINCT quarter(as_of)) FROM budget GROUP BY ALL
        HAVING count(DISTINCT as_of) <> 4""",
    "ordinance_changed": """
        SELECT organization_code, fiscal_year, dimension_no FROM plan_progress
        GROUP BY ALL HAVING count(DISTINCT budget_ordinance) > 1""",
    "overspent": """
        SELECT organization_code, fiscal_year, item FROM budget
        WHERE disbursed + coalesce(encumbered, 0) > allocation + coalesce(transfer_in, 0) - coalesce(transfer_out, 0)""",
    "projects_differ": """
        SELECT progress.organization_code, fiscal_year, dimension_no FROM plan_progress AS progress
        JOIN plan_projects AS project USING (organization_code, fiscal_year, round_months, dimension_no)
        GROUP BY progress.organization_code, fiscal_year, dimension_no, round_months
        HAVING any_value(projects_planned) <> count(*) OR any_value(projects_done) <> count(*) FILTER (status = 'done')
            OR any_value(progress.budget_planned) <> sum(project.budget_planned)
            OR any_value(progress.budget_ordinance) <> sum(project.budget_ordinance)
            OR any_value(progress.budget_spent) <> sum(project.budget_spent)""",
    "remaining_identity": """
        SELECT organization_code, fiscal_year, item FROM budget
        WHERE remaining <> allocation + coalesce(transfer_in, 0) - coalesce(transfer_out, 0)
                           - coalesce(encumbered, 0) - disbursed""",
    "stated_percent": """
        SELECT organization_code, fiscal_year, dimension_no FROM plan_progress
        WHERE abs(stated_projects_percent - 100.0 * projects_done / projects_planned) > 0.006
           OR abs(stated_budget_percent - 100.0 * budget_spent / nullif(budget_planned, 0)) > 0.006""",
    "stated_total": """
        SELECT DISTINCT organization_code, fiscal_year, 'total' FROM (
            SELECT organization_code, fiscal_year, load_id, sum(allocation) AS allocation, sum(disbursed) AS disbursed
            FROM budget GROUP BY ALL) AS summed
        JOIN stated_totals AS total USING (load_id)
        WHERE total."column" = 'allocation' AND stated <> allocation OR total."column" = 'disbursed' AND stated <> disbursed""",
    "transfers_net": """
        SELECT organization_code, fiscal_year, month(as_of) FROM budget GROUP BY organization_code, fiscal_year, as_of
        HAVING sum(transfer_in) <> sum(transfer_out)""",
    "unknown_division": """
        SELECT organization_code, fiscal_year, item FROM budget
        WHERE division NOT IN (SELECT division FROM budget GROUP BY division HAVING count(*) > 5)""",
    "above_limit": """
        SELECT organization_code, fiscal_year, purchase FROM procurements WHERE agreed_price - purchase_limit > 0""",
    "above_reference_price": """
        SELECT organization_code, fiscal_year, purchase FROM procurements WHERE agreed_price - reference_price > 0""",
    "contract_outside_month": """
        SELECT organization_code, fiscal_year, purchase FROM procurements
        WHERE month(contract_date) <> month
           OR year(contract_date) + 543 <> CASE WHEN month > 9 THEN fiscal_year - 1 ELSE fiscal_year END""",
    "missing_month": """
        SELECT organization_code, fiscal_year, 78 - sum(DISTINCT month) FROM procurements
        GROUP BY ALL HAVING count(DISTINCT month) < 12""",
    "one_bidder": """
        SELECT organization_code, fiscal_year, purchase FROM procurements
        WHERE method <> 'specific' AND (bidder_count = 1 OR NOT contains(bidders, ';'))""",
    "split_purchases": """
        SELECT organization_code, fiscal_year, purchase FROM procurements
        WHERE method = 'specific' AND purchase_limit > 250000
        GROUP BY organization_code, fiscal_year, purchase, winner HAVING sum(purchase_limit) > 500000""",
    "channels_differ": """
        SELECT organization_code, fiscal_year, service FROM service_statistics WHERE requests - at_counter <> by_e_service""",
    "within_exceeds_requests": """
        SELECT organization_code, fiscal_year, service FROM service_statistics WHERE within_standard - requests > 0""",
    "zero_variance": """
        SELECT organization_code, fiscal_year, division FROM satisfaction GROUP BY ALL
        HAVING min(score_percent) = max(score_percent)""",
}
SUBJECTS = {
    "measure_begun": 16,
    "measure_target_missed": 24,
    "disclosure_overdue": "สถิติเรื่องร้องเรียนการทุจริต",
    "disclosure_without_address": "(4)",
    "activity_outside_year": 16,
    "activity_without_evidence": 20,
    "division_target_missed": "กองช่าง",
    "organization_target_missed": "total",
    "closed_before_received": "7/2566",
    "complaint_overdue": "55/2568",
    "loan_overdue": "เครื่องฉายภาพ",
    "number_reused": "12/2567",
    "returned_before_taken": "เต็นท์ผ้าใบ",
    "disbursed_falls": "ค่าไฟฟ้า",
    "measure_overdue": 24,
    "missing_quarter": 1 + 3 + 4,  # calendar quarters: without that which ends in June
    "ordinance_changed": 3,
    "overspent": "ค่าวัสดุการศึกษา",
    "projects_differ": 2,
    "remaining_identity": "ค่าวัสดุสำนักงาน",
    "stated_percent": 4,
    "stated_total": "total",
    "transfers_net": 6,
    "unknown_division": "ค่าไฟฟ้า",
    "channels_differ": "ชำระค่าธรรมเนียมเก็บขนขยะมูลฝอย",
    "within_exceeds_requests": "แจ้งซ่อมไฟฟ้าสาธารณะ",
    "above_limit": "ซื้อวัสดุไฟฟ้าและวิทยุ",
    "above_reference_price": "ซื้อครุภัณฑ์คอมพิวเตอร์",
    "contract_outside_month": "จ้างปรับปรุงตลาดสดเทศบาล",
    "missing_month": 2,
    "one_bidder": "ซื้อรถบรรทุกขยะแบบอัดท้าย",
    "split_purchases": "ซื้อวัสดุไฟฟ้าและวิทยุ",
    "zero_variance": "กองสวัสดิการสังคม",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The files of two organizations, by name."""
    return {path.name: path for path in generator.write(tmp_path_factory.mktemp("demo"), organizations=2)}


@pytest.fixture(scope="module")
def municipalities(request, demonstration, tmp_path_factory):
    """A store with the municipality's real tables and made-up ones, and the problems of each file of these.

    Of two organizations with --full: the files of others take as long as half a minute of checks."""
    one, problems = demonstration
    if not request.config.getoption("full"):
        return demonstration
    files = request.getfixturevalue("files")
    folder = shutil.copytree(one, tmp_path_factory.mktemp("municipalities"), dirs_exist_ok=True)
    reports = load_files(
        [files[name] for name in sorted(files.keys() - problems.keys())], Options(), folder, lambda _name, _rows: None
    )
    assert not any(report.refused for report in reports)
    return folder, problems | {report.path.name: report.problems for report in reports}


@pytest.fixture
def ask(municipalities):
    """The answer of the store with the made-up organizations to a question."""

    def ask(query):
        with duckdb.connect(str(municipalities[0] / database.FILE_NAME), read_only=True) as connection:
            return connection.execute(query).fetchall()

    return ask


@pytest.fixture
def open_page(municipalities, monkeypatch):
    """Draws a page of the made-up municipalities, with the choices of an address."""
    monkeypatch.setenv("PRONGSAI_STORE", str(municipalities[0]))
    return draw_page


# The files


@pytest.mark.full
def test_the_same_seed_writes_the_same_bytes_and_another_seed_others(tmp_path):
    once, again, other = (generator.write(tmp_path / name, years=2, seed=seed) for name, seed in (("a", 1), ("b", 1), ("c", 2)))
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in again]
    assert [path.name for path in once] == [path.name for path in other]
    assert not any(path.read_bytes() == same.read_bytes() for path, same in zip(once, other, strict=True))


@pytest.mark.full
def test_the_first_organization_is_the_same_alone_and_among_others(files, tmp_path):
    alone = generator.write(tmp_path)
    assert len(alone) == 84
    assert all(path.read_bytes() == files[path.name].read_bytes() for path in alone)
    assert all("_others_" in name for name in files.keys() - {path.name for path in alone})


@pytest.mark.full
def test_every_file_loads_without_a_remark_and_stays_readable(files, municipalities):
    _folder, problems = municipalities
    assert [told for told in problems.values() if told] == []
    assert problems.keys() == files.keys()


@pytest.mark.full
def test_the_budget_in_a_single_file_holds_the_same_lines_without_totals(files, tmp_path):
    paths = generator.write(tmp_path, organizations=2, years=1, single_file=True)
    (whole,) = (path for path in paths if "budget" in path.name)
    lines = whole.read_text(encoding="utf-8").splitlines()
    parts = [path.read_text(encoding="utf-8").splitlines() for name, path in files.items() if "budget_2568" in name]
    assert [line for line in lines if line.startswith("organization_code")] == [parts[0][0]]
    assert Counter(lines[1:]) == Counter(line for part in parts for line in part[1:] if "รวมทั้งสิ้น" not in line)


def test_a_year_is_a_whole_ordinance_of_a_town(ask):
    plans = {plan for (plan,) in ask("SELECT DISTINCT plan FROM budget WHERE organization_code LIKE '99%'")}
    known = (ROOT / "data" / "reference" / "budget_plans.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert plans == {line.partition(",")[2] for line in known}
    years = ask(
        f"""SELECT count(*), sum(allocation), sum(disbursed) / sum(allocation), count(DISTINCT division)
            FROM budget WHERE organization_code = '{FIRST}' AND month(as_of) = 9 GROUP BY fiscal_year"""
    )
    assert len(years) == 5
    for lines, allocation, rate, divisions in years:
        assert 380 <= lines <= 440
        assert 200_000_000 <= allocation <= 300_000_000
        assert 0.85 <= rate <= 0.95
        assert divisions == 8


def test_most_lines_stay_from_year_to_year_and_some_come_and_go(ask):
    lines = (
        "SELECT DISTINCT plan, work, category, division, item FROM budget WHERE organization_code = '99000001' AND fiscal_year ="
    )
    ((stay, gone, new),) = ask(
        f"""SELECT (SELECT count(*) FROM ({lines} 2566 INTERSECT {lines} 2567)),
                   (SELECT count(*) FROM ({lines} 2566 EXCEPT {lines} 2567)),
                   (SELECT count(*) FROM ({lines} 2567 EXCEPT {lines} 2566))"""
    )
    assert stay > 330
    assert 5 < gone < 60
    assert 5 < new < 60


def test_what_is_committed_falls_as_it_is_paid_and_blank_is_not_zero(ask):
    ((blank, zero, falls),) = ask(
        f"""SELECT count(*) FILTER (encumbered IS NULL), count(*) FILTER (encumbered = 0),
                  count(*) FILTER (encumbered < before AND disbursed > paid)
           FROM (SELECT *, lag(encumbered) OVER line AS before, lag(disbursed) OVER line AS paid
                 FROM budget WHERE organization_code = '{FIRST}'
                 WINDOW line AS (PARTITION BY organization_code, fiscal_year, work, category, item ORDER BY as_of))"""
    )
    assert min(blank, zero, falls) > 900


def test_the_published_comparison_gives_the_percentage_of_the_own_report(ask):
    rates = ask(
        f"""SELECT fiscal_year, percent, round(100.0 * sum(projects_done) / sum(projects_planned), 2)
            FROM plan_progress JOIN plan_ranking USING (fiscal_year, round_months)
            WHERE organization_code = '{FIRST}' AND organization = 'เทศบาลตัวอย่าง ({MARK})' GROUP BY ALL"""
    )
    assert len(rates) == 5
    assert all(float(published) == own for _year, published, own in rates)
    assert sorted(own >= 80 for _year, _published, own in rates) == [False, True, True, True, True]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.rule)
def test_each_planted_mistake_is_there_and_there_is_no_other_of_its_kind(ask, planted):
    made_up = [found for found in ask(CAUGHT[planted.rule]) if found[0].startswith("99")]
    year = int(re.findall(r"25\d\d", planted.file)[0])
    assert made_up == [(FIRST, year, SUBJECTS[planted.rule])]


@pytest.mark.full
def test_in_three_hundred_organizations_nothing_is_found_but_what_was_planted(tmp_path):
    written = generator.write(tmp_path / "files", organizations=300, years=2)
    # One year of the others' budgets is enough: their lines are alike in both.
    paths = [path for path in written if not re.search(r"budget_2567_q\d_others", path.name)]
    reports = load_files(paths, Options(), tmp_path / "store", lambda _name, _rows: None)
    assert [report.problems for report in reports if report.problems] == []
    with duckdb.connect(str(tmp_path / "store" / database.FILE_NAME), read_only=True) as connection:
        found = connection.execute("SELECT DISTINCT rule, organization_code, fiscal_year FROM findings").fetchall()
        ((organizations,),) = connection.execute("SELECT count(DISTINCT organization_code) FROM budget").fetchall()
    years = {planted.rule: int(re.findall(r"25\d\d", planted.file)[0]) for planted in PLANTED}
    assert organizations == 300
    assert set(found) == {(rule, FIRST, year) for rule, year in years.items() if year >= 2567}


def test_every_planted_mistake_is_documented():
    assert {planted.rule for planted in PLANTED} == CAUGHT.keys()
    text = (ROOT / "docs" / "demo.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \| `(\w+)\.csv` \| (.+) \|$", text, re.M) == [
        (planted.rule, planted.file, planted.what) for planted in PLANTED
    ]


# In the store


@pytest.mark.full
def test_it_is_added_beside_real_data_and_removed_without_a_trace(store, load, takbai, rows):
    load(takbai / "measures_2565.csv")
    load(takbai / "plan_ranking_2564.csv")

    def tables():
        return {table: rows(f"FROM {table} ORDER BY ALL") for table in (*DATASETS, "stated_totals")}

    before = tables()
    assert not any(report.refused for report in generator.add(store, years=1))
    assert rows("SELECT count(DISTINCT organization_code) FROM measures") == [(2,)]
    assert generator.remove(store) == 17
    assert tables() == before
    assert rows("SELECT count(*) FROM loads WHERE undone_at IS NOT NULL") == [(17,)]
    assert rebuild(store) == 2
    assert tables() == before
    assert generator.remove(store) == 0
    assert all(report.stored for report in generator.add(store, years=1))


@pytest.mark.full
def test_a_second_seed_replaces_the_first_and_all_of_it_is_removed(store, rows):
    generator.add(store, years=1)
    generator.add(store, years=1, seed=2)
    assert rows("SELECT count(*) FROM measures") == [(24,)]
    assert generator.remove(store) == 34
    assert rebuild(store) == 0
    assert rows("SELECT count(*) FROM plan_ranking") == [(0,)]


@pytest.mark.full
def test_the_command_writes_files_or_changes_the_store(loader, rows, tmp_path):
    run = loader("demo", "--years", 1, "--out", tmp_path / "out", "--json")
    assert run.returncode == 0, run.stderr
    assert sorted(json.loads(run.stdout)["files"]) == sorted(str(path) for path in (tmp_path / "out").iterdir())
    added = json.loads(loader("demo", "--years", 1, "--add", "--json").stdout)
    assert {file["table"] for file in added["files"]} == DATASETS.keys()
    assert rows("SELECT count(*) FROM satisfaction") == [(96,)]
    assert json.loads(loader("demo", "--remove", "--json").stdout)["loads"] == 17
    assert rows("SELECT count(*) FROM satisfaction") == [(0,)]


@pytest.mark.parametrize("wrong", [("--organizations", 0), ("--years", 9), ("--seed", "x"), ("--add", "--remove")])
def test_a_wrong_call_ends_with_2(loader, wrong):
    assert loader("demo", *wrong).returncode == 2


def test_removing_from_a_store_that_is_not_there_makes_none(loader, tmp_path):
    run = loader("demo", "--remove", "--store", tmp_path / "slip")
    assert run.returncode == 1
    assert not (tmp_path / "slip").exists()


# On the pages


def test_the_real_municipality_comes_first(open_page):
    app = open_page("overview")
    assert list(app.selectbox(key="choose_org").options)[:2] == ["เทศบาลเมืองตากใบ", f"เทศบาลตัวอย่าง ({MARK})"]
    assert "38.46%" in words(app)
    assert MARK not in words(app)


@pytest.mark.parametrize("page", [page for page in PAGES if page != "data"])
@pytest.mark.parametrize(("language", "mark"), [("th", MARK), ("en", "made-up data")])
def test_what_is_made_up_is_marked_on_every_page_and_picture(open_page, page, language, mark):
    app = open_page(page, org=FIRST, lang=language)
    assert mark in app.caption[0].value.lower()
    assert mark in app.caption[1].value
    shown = app.get("plotly_chart")
    assert shown or page in ("overview", "measures", "findings", "documents")
    assert all(mark in chart.proto.alt for chart in shown)
    offered = [file["file"] for tools in every_tool(app) for file in tools["files"]]
    assert all("_made_up_" in name for name in offered)


@pytest.mark.parametrize(("choices", "shown"), [({}, 8), ({"rows": "all"}, 30), ({"rows": "all", "width": "narrow"}, 15)])
def test_a_picture_keeps_to_the_first_lines_and_says_so(open_page, choices, shown):
    items = chart(open_page("budget", org=FIRST, by="item", **choices), "by_item")
    assert re.search(rf"{shown} รายการแรกจาก 138 รายการ", writing(items.to_plotly_json()))
    assert len(items.data[0].y) == shown


NAMES = sampled([(FIRST, f"เทศบาลตัวอย่าง ({MARK})"), (SECOND, f"เทศบาลตัวอย่าง 2 ({MARK})")], every=2)


@pytest.mark.parametrize(("code", "name"), NAMES)
def test_the_page_calls_an_organization_as_its_files_do(municipalities, monkeypatch, code, name):
    monkeypatch.setenv("PRONGSAI_STORE", str(municipalities[0]))
    assert dict(resolve().organizations) == catalogue(database.cursor()).organizations
    ranking = plan.ranking(database.cursor(), Scope(code, 2568))
    assert list(ranking[ranking.is_own].organization) == [name]
