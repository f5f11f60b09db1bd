"""Questions to the municipality's real data give the figures that were checked by hand."""

import pandas as pd
import pytest

from queries import budget, plan, satisfaction
from queries.scope import Scope, catalogue, identity, sources

THIS_YEAR = Scope("04960201", 2565)
LAST_YEAR = Scope("04960201", 2564)


def test_the_catalogue_names_what_has_data(takbai_data):
    known = catalogue(takbai_data)
    assert known.organizations == {"04960201": "เทศบาลเมืองตากใบ"}
    assert known.fiscal_years("04960201") == [2565, 2564]
    assert known.fiscal_years("04960201", "plan") == known.fiscal_years("04960201", "satisfaction") == [2564]
    assert known.fiscal_years("04960201", "budget") == known.fiscal_years("04960201", "measures") == [2565]
    assert known.fiscal_years("99999999") == []


def test_the_budget_total_and_both_rates_are_computed_from_the_rows(takbai_data):
    total = budget.total(takbai_data, THIS_YEAR).iloc[0]
    assert (total.lines, str(total.as_of.date())) == (13, "2022-03-31")
    assert (total.allocation, total.transfer_in, total.revised) == (42_254_400, 880_500, 43_134_900)
    assert pd.isna(total.transfer_out)
    assert (total.disbursed, total.committed, total.remaining) == (11_556_723.75, 2_000, 31_576_176.25)
    assert total.stated_remaining == 31_577_176.25
    assert round(total.disbursed_rate * 100, 2) == 26.79
    assert round(total.used_rate * 100, 2) == 26.80


def test_printed_totals_stand_beside_the_sums_of_the_rows(takbai_data):
    stated = budget.summed_and_stated(takbai_data, THIS_YEAR).set_index("amount")
    assert list(stated.index) == ["allocation", "transfer_in", "transfer_out", "encumbered", "disbursed", "stated_remaining"]
    assert list(stated.sum_of_rows) == [42_254_400, 880_500, 0, 2_000, 11_556_723.75, 31_577_176.25]
    assert list(stated.stated) == [21_266_200, 880_500, 0, 2_000, 10_667_775.75, 10_608_424.25]
    assert list(stated.difference) == [20_988_200, 0, 0, 0, 888_948, 20_968_752]
    assert budget.stated_rate(takbai_data, THIS_YEAR) == pytest.approx(0.4817, abs=0.00005)


def test_lines_and_divisions_sum_to_the_total(takbai_data):
    lines, divisions = budget.by_item(takbai_data, THIS_YEAR), budget.by_level(takbai_data, THIS_YEAR, "division", False)
    assert len(lines) == 13
    assert lines.revised.sum() == divisions.revised.sum() == 43_134_900
    assert lines.disbursed.sum() == divisions.disbursed.sum() == 11_556_723.75
    assert set(lines.source_row) == set(range(2, 15))


def test_a_round_of_6_months_takes_the_budget_up_to_march_and_another_year_has_none(takbai_data):
    assert budget.total(takbai_data, Scope("04960201", 2565, 6)).revised[0] == 43_134_900
    assert budget.total(takbai_data, LAST_YEAR).empty
    assert sources(takbai_data, Scope("04960201", 2565, 6), "budget").rows.sum() == 13


def test_two_as_of_dates_of_a_year_are_never_added(load, store, monkeypatch):
    head = "organization_code,fiscal_year,as_of,division,item,allocation,encumbered,disbursed\n"
    load(head + "04960201,2566,2022-12-31,กองคลัง,ค่าวัสดุ,100,10,20\n")
    load(head + "04960201,2566,2023-06-30,กองคลัง,ค่าวัสดุ,100,10,60\n")
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    from database import cursor

    assert budget.total(cursor(), Scope("04960201", 2566)).disbursed[0] == 60
    assert budget.total(cursor(), Scope("04960201", 2566, 12)).disbursed[0] == 60
    assert budget.total(cursor(), Scope("04960201", 2566, 6)).disbursed[0] == 20


@pytest.mark.parametrize(
    ("convention", "committed", "remaining"), [("outstanding", 30, 50), ("gross", 10, 70), ("ignored", 0, 80)]
)
def test_a_commitment_column_is_read_as_the_load_says(load, store, monkeypatch, convention, committed, remaining):
    head = "organization_code,fiscal_year,as_of,division,item,allocation,encumbered,disbursed\n"
    load(head + "04960201,2566,2022-12-31,กองคลัง,ค่าวัสดุ,100,30,20\n", encumbered=convention)
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    from database import cursor

    total = budget.total(cursor(), Scope("04960201", 2566)).iloc[0]
    assert (total.committed, total.remaining) == (committed, remaining)


def test_nothing_to_spend_has_no_rate(load, store, monkeypatch):
    head = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
    load(head + "04960201,2566,2022-12-31,กองคลัง,ค่าวัสดุ,0,0\n")
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    from database import cursor

    assert pd.isna(budget.total(cursor(), Scope("04960201", 2566)).disbursed_rate[0])


def test_satisfaction_by_division_dimension_and_question(takbai_data):
    total = satisfaction.total(takbai_data, LAST_YEAR).iloc[0]
    assert (round(total.score, 2), total.lowest, total.highest, total.scores) == (96.70, 90, 99.9, 96)
    divisions = satisfaction.by_division(takbai_data, LAST_YEAR)
    assert {row.division: round(row.score, 2) for row in divisions.itertuples()} == {
        "กองช่าง": 98.06,
        "สำนักปลัด งานทะเบียน": 97.71,
        "กองสาธารณสุข": 97.54,
        "กองคลัง": 97.38,
        "กองสุขภาพ": 96.42,
        "กองการศึกษา": 95.96,
        "สำนักปลัด งานนิติการ": 95.54,
        "กองสวัสดิการ": 95.00,
    }
    assert list(divisions[divisions.same_everywhere].division) == ["กองสวัสดิการ"]
    dimensions = satisfaction.by_dimension(takbai_data, LAST_YEAR)
    assert list(dimensions.score) == pytest.approx([97.02375, 97.15625, 95.925])
    questions = satisfaction.by_question(takbai_data, LAST_YEAR)
    assert (questions.question_no.iloc[0], round(questions.score.iloc[0], 2)) == (12, 94.38)
    assert (questions.question_no.iloc[-1], round(questions.score.iloc[-1], 2)) == (7, 97.85)
    scores = satisfaction.scores(takbai_data, LAST_YEAR).score_percent
    assert ((scores == 95).sum(), (scores == 90).sum()) == (20, 6)


def test_with_respondents_a_mean_is_weighted_by_them(load, store, monkeypatch):
    head = "organization_code,fiscal_year,division,question_no,question,score_percent,respondents\n"
    load(head + "04960201,2566,กองคลัง,1,ถาม,90,30\n04960201,2566,กองช่าง,1,ถาม,60,10\n")
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    from database import cursor

    total = satisfaction.total(cursor(), Scope("04960201", 2566)).iloc[0]
    assert (total.score, total.respondents) == (82.5, 40)


def test_the_plan_by_round_against_its_target(takbai_data):
    six, twelve = (row for _index, row in plan.rounds(takbai_data, LAST_YEAR).iterrows())
    assert (six.projects_done, six.projects_planned, round(six.projects_rate * 100, 2), six.level) == (14, 52, 26.92, "กลาง")
    assert (twelve.projects_done, round(twelve.projects_rate * 100, 2), twelve.level) == (20, 38.46, "น้อย")
    assert (twelve.projects_needed, twelve.projects_short, six.projects_short) == (42, 22, 28)
    assert (six.budget_spent, twelve.budget_spent, twelve.budget_planned) == (1_500, 136_060, 761_500)
    assert [round(row.spent_of_planned * 100, 2) for row in (six, twelve)] == [0.20, 17.87]
    assert [round(row.spent_of_ordinance * 100, 2) for row in (six, twelve)] == [0.38, 37.33]


@pytest.mark.parametrize(("months", "percents"), [(6, [12.50, 40.00, 18.18, 40.00]), (12, [18.75, 53.33, 36.36, 50.00])])
def test_every_dimension_agrees_with_what_is_printed(takbai_data, months, percents):
    frame = plan.by_dimension(takbai_data, LAST_YEAR)
    shown = frame[frame.round_months == months]
    assert [round(rate * 100, 2) for rate in shown.projects_rate] == percents == list(shown.stated_projects_percent)


def test_where_no_budget_was_planned_there_is_no_rate_and_the_printed_one_is_kept(takbai_data):
    frame = plan.budget_by_dimension(takbai_data, LAST_YEAR)
    without = frame[frame.budget_planned == 0]
    assert set(without.dimension_no) == {2, 4}
    assert without.spent_of_planned.isna().all()
    assert (without.stated_budget_percent == 100).all()


def test_the_ranking_is_given_as_published(takbai_data):
    ranking = plan.ranking(takbai_data, LAST_YEAR)
    assert list(ranking.percent) == [148.15, 84.62, 76.92, 75.86, 58.33, 37.5, 35.71, 15.79]
    assert list(ranking[ranking.is_own].organization) == ["เทศบาลเมืองตากใบ"]
    assert (ranking.percent >= 80).sum() == 2
    assert set(ranking.as_of.dt.date.astype(str)) == {"2021-10-07"}


def test_the_identity_names_the_newest_load(takbai_data):
    load, at = identity(takbai_data)
    assert load == 7
    assert at.endswith("Z")
