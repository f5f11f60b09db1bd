"""What a province and the country are told is what each organization's own pages tell, and what its rows come to."""

import math
from collections import Counter
from dataclasses import replace

import pytest

from queries import area as questions
from queries import budget, measures, plan, satisfaction
from queries.area import Area
from queries.minimum import MINIMUM_N
from queries.scope import Scope, sources
from tests.areas import NARATHIWAT, OTHERS, YEAR


def alike(one, other):
    """Whether two figures are the same, or both are missing."""
    missing = [value is None or str(value) in ("nan", "<NA>", "NaT") for value in (one, other)]
    return all(missing) if any(missing) else math.isclose(float(one), float(other), rel_tol=1e-12)


@pytest.mark.parametrize("months", [None, 6, 12])
def test_every_organization_stands_as_its_own_pages_say(area_data, months):
    told = {row.organization_code: row for row in questions.standings(area_data, Area("TH", YEAR, months)).itertuples()}
    assert set(NARATHIWAT) <= told.keys()
    assert "99000001" not in told
    seen = Counter[tuple[str, bool]]()
    for code, row in told.items():
        scope = Scope(code, YEAR, months)
        for own, columns in (
            (budget.pace(area_data, scope), ("revised", "disbursed", "disbursed_rate", "gap_points")),
            (satisfaction.total(area_data, scope), ("score", "withheld")),
            (plan.chosen_round(area_data, scope), ("projects_planned", "projects_done", "projects_rate")),
            (measures.total(area_data, scope).assign(measures_done=lambda table: table.done), ("measures", "measures_done")),
        ):
            for column in columns:
                assert alike(getattr(row, column), own[column].iloc[0] if len(own) else None), (code, column)
                seen[column, len(own) > 0] += 1
    assert all(seen[column, True] > 1 for column in ("gap_points", "score", "projects_rate", "measures"))
    assert seen["measures", False] > 0


def test_a_province_comes_to_what_its_rows_come_to(area_data):
    table = questions.provinces(area_data, Area("TH", YEAR)).set_index("province_code")
    assert len(table) == 77
    newest = """SELECT organization_code, max(as_of) AS as_of FROM published.budget
                WHERE fiscal_year = 2565 AND substr(organization_code, 3, 2) = '96' GROUP BY ALL"""
    paid, accounted = area_data.execute(
        f"""SELECT sum(disbursed), sum(allocation + coalesce(transfer_in, 0) - coalesce(transfer_out, 0))
            FILTER (disbursed IS NOT NULL)
            FROM published.budget JOIN ({newest}) USING (organization_code, as_of)"""
    ).fetchone()
    assert alike(table.disbursed["96"], paid)
    assert alike(table.disbursed_rate["96"], paid / accounted)
    done, planned = area_data.execute(
        """SELECT sum(projects_done), sum(projects_planned) FROM published.plan_progress AS line
           WHERE substr(organization_code, 3, 2) = '96' AND round_months =
                 (SELECT max(round_months) FROM published.plan_progress AS own
                  WHERE own.organization_code = line.organization_code)"""
    ).fetchone()
    assert alike(table.projects_rate["96"], done / planned)
    assert (table.members["10"], table.members["96"]) == (0, len(NARATHIWAT))
    whole = questions.total(area_data, Area("96", YEAR)).iloc[0]
    for column in ("members", "revised", "disbursed_rate", "score", "projects_rate", "measures_rate"):
        assert alike(whole[column], table[column]["96"]), column


def test_the_budget_by_part_is_the_sum_of_each_organization_s_own(area_data):
    for part in questions.PARTS:
        told = questions.by_part(area_data, Area("96", YEAR), part).set_index(part)
        summed, of = dict[str, float](), Counter[str]()
        for code in NARATHIWAT:
            for row in budget.by_level(area_data, Scope(code, YEAR), part, False).itertuples():
                summed[getattr(row, part)] = summed.get(getattr(row, part), 0) + float(row.revised)
                of[getattr(row, part)] += 1
        assert {name: float(amount) for name, amount in told.revised.items()} == summed
        assert dict(told.organizations) == of


def test_who_has_reported_is_who_has_sources(area_data):
    table = questions.reports(area_data, Area("TH", YEAR)).set_index("organization_code")
    for code in (*NARATHIWAT, *OTHERS[:2]):
        own = [
            name for name in ("budget", "satisfaction", "plan", "measures") if len(sources(area_data, Scope(code, YEAR), name))
        ]
        assert sorted(table.reported[code]) == sorted(own)
    assert questions.reports(area_data, Area("TH", YEAR + 1)).reported.map(len).sum() == 0


def test_an_area_has_those_of_its_kind_that_the_reader_may_see(area_data):
    def codes(**narrowed):
        return list(questions.standings(area_data, replace(Area("96", YEAR), **narrowed)).organization_code)

    assert codes() == list(NARATHIWAT)
    assert codes(kind="เทศบาลตำบล") == ["05960102", "05960103"]
    assert codes(seen=("04960201", "04940101")) == ["04960201"]
    assert codes(code="99") == ["99000001"]
    assert codes(code="TH", seen=()) == []


def test_what_too_few_people_answered_is_in_no_mean(area_data):
    few = area_data.execute("SELECT count(*) FROM published.satisfaction WHERE respondents < $few", {"few": MINIMUM_N}).fetchone()
    table = questions.standings(area_data, Area("TH", YEAR))
    of_99 = questions.standings(area_data, Area("99", YEAR))
    assert table.withheld.sum() + of_99.withheld.sum() == few[0] > 0
