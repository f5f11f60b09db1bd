"""Of what a load has not touched nothing is asked again: what is found, counted and sealed is as if all were asked anew."""

import random
import shutil
from datetime import date, timedelta

import duckdb
import pytest

from database import FILE_NAME
from loaders import cubes, findings, macros, sources
from loaders.demo import generator
from loaders.layout.reading import Options
from loaders.loading import load_files, refresh_findings
from loaders.problem import LoadError
from loaders.schema.datasets import DATASETS
from loaders.store import register, verification
from loaders.store.replay import rebuild, undo
from tests.earlier import of_earlier_version
from tests.tiers import sampled
from vocabulary.data_sets import cube_of

TAKBAI, OTHER, MADE_UP = CODES = ("04960201", "04960101", "99000001")
DAYS = {2565: ("2021-12-31", "2022-03-31", "2022-06-30"), 2566: ("2022-12-31", "2023-03-31")}
NEVER = {"planned_quarters", "answers_and_score", "zero_variance", "sum_of_rows"}
"""Rules of columns that the files below do not have, and of a row that is stored only once a clerk has said what it is."""


def budget(chance):
    """A report of one or two organizations, whose lines may be overspent, fall or lie under a total that is none of theirs."""
    year = chance.choice(list(DAYS))
    as_of = chance.choice(DAYS[year])
    names = ("division", "item", "allocation", "transfer_in", "transfer_out", "disbursed", "remaining")
    lines = [f"organization_code,fiscal_year,as_of,{','.join(names)}"]
    summed = [0, 0, 0, 0, 0]
    codes = chance.sample(CODES, chance.choice((1, 1, 2)))
    if chance.random() < 0.3:  # what was reported before, once more
        chance = random.Random(codes[0])  # noqa: S311 - not a secret
    for code in codes:
        for division in chance.sample(("กองคลัง", "กองช่าง", "กองที่ไม่มีในรายการ"), 2):
            for item in range(3):
                into, out, paid = chance.choice((0, 0, 10)), chance.choice((0, 0, 5)), chance.choice((0, 20, 50, 130))
                left = 100 + item + into - out - paid + chance.choice((0, 0, 0, 1))
                amounts = [100_000 * amount for amount in (100 + item, into, out, paid, left)]
                summed = [sum(pair) for pair in zip(summed, amounts, strict=True)]
                lines.append(f"{code},{year},{as_of},{division},รายการ {item},{','.join(map(str, amounts))}")
    if chance.random() < 0.5:
        off = chance.choice((0, 1))
        lines.append(f",,,,รวมทั้งสิ้น,{','.join(str(amount + off) for amount in summed)}")
    return "\n".join(lines)


def plan(chance):
    """What one organization says of its plan in one round."""
    lines = ["organization_code,fiscal_year,round_months,dimension_no,projects_planned,projects_done,budget_planned,"
             "budget_ordinance,budget_spent,stated_projects_percent"]  # fmt: skip
    code, year, months = chance.choice(CODES), chance.choice(list(DAYS)), chance.choice((6, 12))
    for dimension in range(1, 5):
        done = chance.choice((0, 3, 6))
        spent, percent = chance.choice((0, 70)), chance.choice((20 * min(done, 5), 50))
        lines.append(f"{code},{year},{months},{dimension},5,{done},100,{chance.choice((100, 90))},{spent},{percent}")
    return "\n".join(lines)


def projects(chance):
    """The projects of one organization in one round."""
    lines = ["organization_code,fiscal_year,round_months,project_no,dimension_no,project,status,budget_planned,budget_spent"]
    code, year, months = chance.choice(CODES), chance.choice(list(DAYS)), chance.choice((6, 12))
    lines += [f"{code},{year},{months},{no},{no},โครงการที่ {no},{chance.choice(('done', 'ongoing'))},100,0" for no in range(1, 5)]
    return "\n".join(lines)


def ranking(chance):
    """A comparison of organizations by their names."""
    year, months = chance.choice(list(DAYS)), chance.choice((6, 12))
    lines = ["fiscal_year,round_months,as_of,province,district,organization,percent,level"]
    for name in ("เทศบาลเมืองตากใบ", "องค์การบริหารส่วนตำบลเกาะสะท้อน"):
        percent, level = chance.choice((100, 60, 40)), chance.choice(("มาก", "น้อย"))
        lines.append(f"{year},{months},{DAYS[year][1]},นราธิวาส,ตากใบ,{name},{percent}.00,{level}")
    return "\n".join(lines)


def measures(chance):
    """The measures of one organization, some of which are overdue."""
    code, year = chance.choice(CODES), chance.choice(list(DAYS))
    lines = ["organization_code,fiscal_year,measure_no,measure,due_date,status"]
    statuses = ("done", "done", "ongoing", "not_started")
    return "\n".join([*lines, *(f"{code},{year},{no},มาตรการ {no},2022-01-31,{chance.choice(statuses)}"
                                for no in (1, 2, 24))])  # fmt: skip


def activities(chance):
    """What one organization held for its measures: some of it too seldom, without evidence or in another year."""
    code, year = chance.choice(CODES), chance.choice(list(DAYS))
    lines = ["organization_code,fiscal_year,activity_no,held_on,activity_kind,activity,measure_no,division,evidence"]
    for number in range(1, 5):
        day = date(year - 544, 8, 20) + timedelta(days=chance.randrange(420))
        kind, division = chance.choice(("meeting", "meeting", "forum", "training")), chance.choice(("", "กองคลัง", "กองช่าง"))
        lines.append(
            f"{code},{year},{number},{day},{kind},ก,{chance.choice((1, 2, 24))},{division},{chance.choice(('yes', 'no'))}"
        )
    return "\n".join(lines)


def disclosures(chance):
    """What one organization must publish, some of it overdue or without an address."""
    code, year = chance.choice(CODES), chance.choice(list(DAYS))
    lines = ["organization_code,fiscal_year,disclosure_no,disclosure,disclosure_basis,disclosure_url,next_due"]
    for number in range(1, 4):
        due = date(year - 544, 10, 1) + timedelta(days=chance.randrange(700))
        lines.append(f"{code},{year},{number},ก {number},ita,{chance.choice(('', 'https://a.go.th/b'))},{due}")
    return "\n".join(lines)


def survey(chance):
    """What one organization's divisions were answered; by how many is not always known."""
    code, year = chance.choice(CODES), chance.choice(list(DAYS))
    lines = ["organization_code,fiscal_year,division,question_no,question,score_percent,respondents"]
    for division in chance.sample(("กองคลัง", "กองช่าง", "สำนักปลัดเทศบาล"), 2):
        lines += [f"{code},{year},{division},{no},ข้อที่ {no},{chance.choice((80, 91.5, 97.25))},{chance.choice((2, 40, 60, ''))}"
                  for no in range(1, 4)]  # fmt: skip
    return "\n".join(lines)


EVERY = (budget, budget, plan, projects, ranking, measures, survey, activities, disclosures)


def held(connection):
    """What is found, in its order, and what is counted, summed and sealed."""
    return {
        "findings": connection.execute("FROM findings ORDER BY rowid").fetchall(),
        **{table: connection.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in ("sources", "sealed", *cubes.TABLES)},
    }


def asked_anew(store, copy):
    """What a published store holds, and what it would hold if all were asked anew; tells of which rules something is found."""
    shutil.copyfile(store / FILE_NAME, copy)
    with register.opened(copy) as connection:
        published = held(connection)
        assert sources.count(connection, None) is None
        macros.use(connection)
        findings.compute(connection, store)
        cubes.compute(connection)
        verification.lay_out(connection)
        assert_sums(connection)
        return published, held(connection), {row[1] for row in published["findings"]}


def assert_sums(connection):
    """Each cube has, of the whole and of each value of each of its parts, what its lines come to."""
    for table in sources.OF_ORGANIZATIONS:
        dataset, cube = DATASETS[table], cube_of(table)
        times = [name for name in ("as_of", "round_months") if name in dataset.names]
        whose = ", ".join(["organization_code", "fiscal_year", *times, *dataset.cube.apart])
        sums = "".join(f", sum({name}) AS {name}" for name in dataset.proving)
        for part in ("", *dataset.cube.parts):
            value = f"CAST({part} AS VARCHAR)" if part else "NULL"
            lines = f"SELECT {whose}, {value} AS value, count(*) AS lines{sums} FROM {table} GROUP BY ALL ORDER BY ALL"
            names = ", ".join([whose, "value", "lines", *dataset.proving])
            kept = f"SELECT {names} FROM {cube} WHERE part = '{part}' ORDER BY ALL"
            assert connection.execute(kept).fetchall() == connection.execute(lines).fetchall(), (cube, part)


@pytest.mark.parametrize("seed", sampled(range(16), every=16))
def test_after_any_loads_and_undos_all_is_as_if_it_were_asked_anew(store, tmp_path, seed, request):
    chance, seen, stored = random.Random(seed), set(), 0  # noqa: S311 - not a secret
    steps, least = (12, 5) if request.config.getoption("full") else (6, 3)
    for step in range(steps):
        act = chance.choice(("load", "load", "load", "together", "undo"))
        if act == "undo" and stored:
            try:
                undo(store, chance.randint(1, stored))
            except LoadError:
                continue
        else:
            paths = []
            for number in range(2 if act == "together" else 1):
                paths.append(tmp_path / f"{step}_{number}.csv")
                paths[-1].write_text(chance.choice(EVERY)(chance), "utf-8")
            reports = load_files(paths, Options(), store, lambda *_progress: None)
            stored += sum(report.stored is not None for report in reports)
        if stored:
            published, anew, found = asked_anew(store, tmp_path / "copy.duckdb")
            assert published == anew, (seed, step, act)
            seen |= found
    assert stored >= least
    assert len(seen) >= least


@pytest.mark.full
def test_the_files_above_bring_findings_of_every_rule(store, tmp_path):
    # Files of other data sets are not made here: their rules have theirs in test_findings.py.
    of_these = {"activities", "budget", "disclosures", "measures", "plan", "satisfaction"}
    made = {rule for rule, question in findings.rules().items() if question.data_set in of_these}
    made |= {"stated_total", "unknown_division"}
    seen = set()
    for seed in range(300):
        chance = random.Random(seed)  # noqa: S311 - not a secret
        path = tmp_path / f"{seed}.csv"
        of_measures = (measures, activities, disclosures)[seed // 5 % 3]
        path.write_text((budget, plan, projects, ranking, of_measures)[seed % 5](chance), "utf-8")
        load_files([path], Options(), store, lambda *_progress: None)
        with duckdb.connect(str(store / FILE_NAME), read_only=True) as connection:
            seen |= {rule for (rule,) in connection.execute("SELECT DISTINCT rule FROM findings").fetchall()}
        if seen >= made - NEVER:
            break
    assert made - seen == NEVER


@pytest.mark.full
def test_what_is_taken_out_and_made_again_is_counted_and_asked_again(store, load, takbai, tmp_path):
    load(takbai / "measures_2565.csv")
    generator.add(store, years=1)
    for change in (lambda: generator.remove(store), lambda: rebuild(store)):
        change()
        published, anew, _found = asked_anew(store, tmp_path / "copy.duckdb")
        assert published == anew
        assert {row[0] for row in published["sources"]} == {TAKBAI}


OTHERWISE = {"BOOLEAN": "true", "DATE": "2020-01-01", "TIMESTAMP": "2020-01-01", "VARCHAR[]": "[x]"}
"""Something to stand in a column where nothing stood, by its type; 7777 in all others."""
KEYS = {("loads", "load_id"), ("cube_basis", "cube")}
"""Columns in which something must stand."""


def test_no_value_of_any_table_can_be_another_without_its_seal(loaded_store, request):
    with duckdb.connect(str(loaded_store / FILE_NAME)) as connection:
        whole = list(verification._tables(connection))
        columns = connection.execute(
            """SELECT table_name, column_name, data_type FROM duckdb_columns() JOIN duckdb_tables() USING (table_name)
               WHERE duckdb_tables.estimated_size > 0 AND table_name NOT IN ('sealed', 'audit_head')"""
        ).fetchall()
        for table, column, kind in columns[:: 1 if request.config.getoption("full") else 4]:
            other = f"CAST('{OTHERWISE.get(kind, '7777')}' AS {kind})"
            changed = other if (table, column) in KEYS else f'CASE WHEN "{column}" IS NULL THEN {other} END'
            connection.execute("BEGIN")
            connection.execute(f'UPDATE {table} SET "{column}" = {changed} WHERE rowid = (SELECT min(rowid) FROM {table})')
            assert list(verification._tables(connection)) != whole, (table, column)
            connection.execute("ROLLBACK")
    assert len(columns) > 100
    assert {"budget_cube", "reported", "findings"} <= {table for table, _column, _kind in columns}


def test_a_store_of_an_earlier_version_gets_its_cubes_without_a_load(store, load, takbai, rows):
    load(takbai / "measures_2565.csv")
    kept = rows("FROM measures_cube ORDER BY ALL")
    with of_earlier_version(store) as connection:
        for table in (*cubes.TABLES, cubes.BASIS):
            connection.execute(f"DROP TABLE {table}")
    refresh_findings(store)
    assert rows("FROM measures_cube ORDER BY ALL") == kept != []
    assert verification.differences(store) == []


def test_a_cube_of_other_definitions_is_summed_and_sealed_anew(store, load, takbai, rows):
    load(takbai / "measures_2565.csv")
    kept = rows("FROM measures_cube ORDER BY ALL")
    with of_earlier_version(store) as connection:
        connection.execute(f"UPDATE {cubes.BASIS} SET basis = 'of another version'")
        connection.execute("UPDATE measures_cube SET lines = lines + 1")
    load(budget(random.Random(1)))  # noqa: S311 - not a secret
    assert rows("FROM measures_cube ORDER BY ALL") == kept
    assert verification.differences(store) == []
