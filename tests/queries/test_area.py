"""What a province and the country are told is what each organization's own pages tell, and what its rows come to."""

import math
import random
from collections import Counter

import database
import pytest

from loaders.layout.reading import Options
from loaders.loading import load_files
from queries import area as questions
from queries import budget, measures, plan, satisfaction
from queries.area import Area
from queries.minimum import MINIMUM_N
from queries.scope import Scope, sources

NARATHIWAT = ("04960201", "05960102", "05960103", "06960104", "06960105")
OTHERS = ("04940101", "06940102", "99000001")
CODES = (*NARATHIWAT, *OTHERS)
YEAR = 2565
BUDGET = "organization_code,fiscal_year,as_of,division,plan,expenditure_group,item,allocation,transfer_in,transfer_out,encumbered,disbursed"
SURVEY = "organization_code,fiscal_year,division,question_no,question,score_percent,respondents"
PLAN = "organization_code,fiscal_year,round_months,dimension_no,projects_planned,projects_done,budget_planned"
MEASURES = "organization_code,fiscal_year,measure_no,measure,status"


def budgets(chance, code):
    """One to three reports of a year, a line of which may state no payment."""
    for day in chance.sample(("2021-12-31", "2022-03-31", "2022-09-30"), chance.choice((1, 2, 3))):
        for division in ("กองคลัง", "กองช่าง"):
            for item in range(3):
                paid = chance.choice(("", 0, 2_000_000.25, 9_000_000))
                given = chance.choice((0, 1_000_000)), chance.choice((0, 500_000)), chance.choice(("", 300_000))
                names = chance.choice(("แผนงานการศึกษา", "แผนงานงบกลาง")), chance.choice(("งบลงทุน", ""))
                yield ",".join(map(str, (code, YEAR, day, division, *names, f"รายการ {item}", 10_000_000 + item, *given, paid)))


def surveys(chance, code):
    """Scores, some of too few people, and in some surveys none tells how many they were."""
    known = chance.random() < 0.7
    for division in ("กองคลัง", "กองช่าง"):
        for number in range(1, 4):
            people = chance.choice((2, 30, 70)) if known else ""
            yield f"{code},{YEAR},{division},{number},ข้อที่ {number},{chance.choice((80, 91.25, 97.5))},{people}"


def plans(chance, code):
    """The plan in one or both rounds."""
    for months in chance.choice(((6,), (12,), (6, 12))):
        for dimension in range(1, 5):
            planned = chance.randint(dimension > 1, 40)
            yield f"{code},{YEAR},{months},{dimension},{planned},{chance.randint(0, planned)},{chance.randint(100_000, 900_000)}"


def measured(chance, code):
    """Measures, some of them done."""
    for number in range(1, 6):
        yield f"{code},{YEAR},{number},มาตรการ {number},{chance.choice(('done', 'ongoing', 'no_case'))}"


@pytest.fixture(scope="module")
def area_store(tmp_path_factory):
    """A store of eight organizations, each of which has reported some data sets."""
    folder, chance = tmp_path_factory.mktemp("area"), random.Random(7)  # noqa: S311 - not a secret
    kinds = ((BUDGET, budgets), (SURVEY, surveys), (PLAN, plans), (MEASURES, measured))
    for number, (header, lines) in enumerate(kinds):
        for convention, codes in (("outstanding", CODES[::2]), ("gross", CODES[1::2])):
            told = [line for code in codes if chance.random() < 0.8 for line in lines(chance, code)]
            path = folder / f"{number}_{convention}.csv"
            path.write_text("\n".join([header, *told]), "utf-8")
            options = Options(None, {}, {}, convention, answers={"blank": "missing"}, expect={})
            (report,) = load_files([path], options, folder / "store", lambda *_progress: None)
            assert not report.refused, [problem.text("en") for problem in report.problems]
    return folder / "store"


@pytest.fixture
def con(area_store, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(area_store))
    return database.cursor()


def alike(one, other):
    """Whether two figures are the same, or both are missing."""
    missing = [value is None or str(value) in ("nan", "<NA>", "NaT") for value in (one, other)]
    return all(missing) if any(missing) else math.isclose(float(one), float(other), rel_tol=1e-12)


@pytest.mark.parametrize("months", [None, 6, 12])
def test_every_organization_stands_as_its_own_pages_say(con, months):
    told = {row.organization_code: row for row in questions.standings(con, Area("TH", YEAR, months)).itertuples()}
    assert set(NARATHIWAT) <= told.keys() and "99000001" not in told
    seen = Counter()
    for code, row in told.items():
        scope = Scope(code, YEAR, months)
        for own, columns in (
            (budget.pace(con, scope), ("revised", "disbursed", "disbursed_rate", "gap_points")),
            (satisfaction.total(con, scope), ("score", "withheld")),
            (plan.chosen_round(con, scope), ("projects_planned", "projects_done", "projects_rate")),
            (measures.total(con, scope).assign(measures_done=lambda table: table.done), ("measures", "measures_done")),
        ):
            for column in columns:
                assert alike(getattr(row, column), own[column].iloc[0] if len(own) else None), (code, column)
                seen[column, len(own) > 0] += 1
    assert all(seen[column, True] > 1 for column in ("gap_points", "score", "projects_rate", "measures"))
    assert seen["measures", False] > 0


def test_a_province_comes_to_what_its_rows_come_to(con):
    table = questions.provinces(con, Area("TH", YEAR)).set_index("province_code")
    assert len(table) == 77
    newest = """SELECT organization_code, max(as_of) AS as_of FROM published.budget
                WHERE fiscal_year = 2565 AND substr(organization_code, 3, 2) = '96' GROUP BY ALL"""
    paid, accounted = con.execute(
        f"""SELECT sum(disbursed), sum(allocation + coalesce(transfer_in, 0) - coalesce(transfer_out, 0))
            FILTER (disbursed IS NOT NULL)
            FROM published.budget JOIN ({newest}) USING (organization_code, as_of)"""
    ).fetchone()
    assert alike(table.disbursed["96"], paid)
    assert alike(table.disbursed_rate["96"], paid / accounted)
    done, planned = con.execute(
        """SELECT sum(projects_done), sum(projects_planned) FROM published.plan_progress AS line
           WHERE substr(organization_code, 3, 2) = '96' AND round_months =
                 (SELECT max(round_months) FROM published.plan_progress AS own
                  WHERE own.organization_code = line.organization_code)"""
    ).fetchone()
    assert alike(table.projects_rate["96"], done / planned)
    assert table.members["10"] == 0 and table.members["96"] == len(NARATHIWAT)
    whole = questions.total(con, Area("96", YEAR)).iloc[0]
    for column in ("members", "revised", "disbursed_rate", "score", "projects_rate", "measures_rate"):
        assert alike(whole[column], table[column]["96"]), column


def test_the_budget_by_part_is_the_sum_of_each_organization_s_own(con):
    for part in questions.PARTS:
        told = questions.by_part(con, Area("96", YEAR), part).set_index(part)
        summed, of = Counter(), Counter()
        for code in NARATHIWAT:
            for row in budget.by_level(con, Scope(code, YEAR), part, False).itertuples():
                summed[getattr(row, part)] += float(row.revised)
                of[getattr(row, part)] += 1
        assert {name: float(amount) for name, amount in told.revised.items()} == summed
        assert dict(told.organizations) == of


def test_who_has_reported_is_who_has_sources(con):
    table = questions.reports(con, Area("TH", YEAR)).set_index("organization_code")
    for code in (*NARATHIWAT, *OTHERS[:2]):
        own = [name for name in ("budget", "satisfaction", "plan", "measures") if len(sources(con, Scope(code, YEAR), name))]
        assert sorted(table.reported[code]) == sorted(own)
    assert questions.reports(con, Area("TH", YEAR + 1)).reported.map(len).sum() == 0


def test_an_area_has_those_of_its_kind_that_the_reader_may_see(con):
    def codes(**narrowed):
        return list(questions.standings(con, Area(**{"code": "96", "fiscal_year": YEAR} | narrowed)).organization_code)

    assert codes() == list(NARATHIWAT)
    assert codes(kind="เทศบาลตำบล") == ["05960102", "05960103"]
    assert codes(seen=("04960201", "04940101")) == ["04960201"]
    assert codes(code="99") == ["99000001"]
    assert codes(code="TH", seen=()) == []


def test_what_too_few_people_answered_is_in_no_mean(con):
    few = con.execute("SELECT count(*) FROM published.satisfaction WHERE respondents < $few", {"few": MINIMUM_N}).fetchone()
    table = questions.standings(con, Area("TH", YEAR))
    of_99 = questions.standings(con, Area("99", YEAR))
    assert table.withheld.sum() + of_99.withheld.sum() == few[0] > 0
