"""The page of the activities: what was held against the targets, what is planned, its pictures; and the door of its files."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import duckdb
import pytest

import database
from evidence.dossier import gather, published
from evidence.items import Item
from loaders.store import photographs
from queries import activities
from queries.scope import Scope, catalogue
from sentences import activities as say
from tests.drawing import chart, draw_page, named, table, words
from tests.pictures import photograph
from vocabulary.language import speaking

TAKBAI, DEMO = Scope("04960201", 2565), Scope("99000001", 2568)
TODAY = date(2025, 3, 1)
REGISTER = (
    "ปีงบประมาณ,รหัส อปท.,ลำดับ,วัน เดือน ปี,ประเภท,ชื่อกิจกรรม,มาตรการข้อที่,หน่วยงานที่จัด,จำนวนผู้เข้าร่วม (คน),หลักฐาน,ลิงก์หลักฐาน\n"
    "๒๕๖๕,04960201,๑,๗ เมษายน ๒๕๖๕,อบรม,พัฒนาศักยภาพบุคลากร,๒๔,,๔๕,มี,\n"
    "๒๕๖๕,04960201,๒,๑๐ พ.ย. ๖๔,การประชุม,ประชุมกองช่าง,๑๐,กองช่าง,๑๒,ไม่มี,\n,,,,,,,รวม,๕๗,,\n"
)


# The door


def test_a_register_as_offices_keep_it_is_read_with_its_thai_words_and_days(load, rows):
    assert load(REGISTER).checked.dataset.table == "activities"
    assert rows("SELECT held_on, activity_kind, measure_no, division, participants, evidence FROM activities ORDER BY 1") == [
        (date(2021, 11, 10), "meeting", 10, "กองช่าง", 12, "no"),
        (date(2022, 4, 7), "training", 24, None, 45, "yes"),
    ]


@pytest.mark.parametrize(
    ("cell", "instead", "rules"),
    [
        (",มี,\n", ",มี,https://a.go.th/b\n", []),
        (",ไม่มี,\n", ",ไม่มี,https://a.go.th/b\n", ["evidence_contradicts"]),
        ("ประชุมกองช่าง", "ประชุม โทร 0812345678", ["personal_data"]),
        ("การประชุม", "สังสรรค์", ["not_of_its_kind"]),
        (",๒,", ",๑,", ["repeated_key"]),
    ],
)
def test_what_contradicts_itself_or_names_a_person_is_refused(check, cell, instead, rules):
    report = check(REGISTER.replace(cell, instead))
    assert [problem.rule for problem in report.problems if problem.severity == "error"] == rules


# Counted against the targets


@pytest.fixture
def seeded(load, monkeypatch, store):
    """A cursor on a year of activities by chance, and these."""

    def seeded(seed):
        chance, lines = Random(seed), []  # noqa: S311 - no secret
        for number in range(1, 40):
            day = date(2021, 9, 20) + timedelta(days=chance.randrange(385))
            kind = chance.choice(("meeting", "meeting", "training", "forum"))
            division = chance.choice(("", "กองช่าง", "กองคลัง", "สำนักปลัด", "สำนักปลัดเทศบาล"))
            lines.append((number, day, kind, division))
        rows = "".join(f"04960201,2565,{number},{day},{kind},ก,{division}\n" for number, day, kind, division in lines)
        load(f"organization_code,fiscal_year,activity_no,held_on,activity_kind,activity,division\n{rows}")
        monkeypatch.setenv("PRONGSAI_STORE", str(store))
        return database.cursor(), lines

    return seeded


@pytest.mark.parametrize("seed", [1, 2])
def test_the_targets_are_counted_as_they_are_by_hand(seeded, seed):
    con, lines = seeded(seed)
    today = date(2022, 5, 1)
    of_year = [line for line in lines if date(2021, 10, 1) <= line[1] <= date(2022, 9, 30)]
    one_name = {"สำนักปลัด": "สำนักปลัดเทศบาล"}
    held = Counter(one_name.get(line[3], line[3]) for line in of_year if line[2] == "meeting" and line[1] <= today)
    training = sum(line[2] == "training" and line[1] <= today for line in of_year)
    answer = activities.targets(con, TAKBAI, today)
    of_divisions = answer.dropna(subset="division").replace({"division": one_name})
    counts = dict(zip(of_divisions.division, of_divisions.held, strict=True))
    assert counts == {name: held[name] for name in ("กองช่าง", "กองคลัง", "สำนักปลัดเทศบาล")}
    assert (of_divisions.times_short == (2 - of_divisions.held).clip(lower=0)).all()
    assert answer[answer.division.isna()].held.to_list() == [training]
    total = activities.total(con, TAKBAI, today).iloc[0]
    assert (total.held, total.to_come) == (sum(line[1] <= today for line in lines), sum(line[1] > today for line in lines))
    assert total.outside_year == len(lines) - len(of_year)


def test_what_is_planned_is_no_miss_before_the_years_end(made_up_data):
    frame = activities.targets(made_up_data, DEMO, TODAY)
    frame = frame.assign(division=frame.division.fillna("ทั้งองค์กร"), is_whole=frame.division.isna())
    assert frame[frame.times_short > frame.to_come].division.to_list() == ["กองช่าง"]
    assert "กองช่าง (ประชุม 1 จาก 2 ครั้ง)" in f"{say.notice(frame, is_over=False)}"
    assert say.notice(frame[frame.division != "กองช่าง"], is_over=False) is None
    assert "ยังไม่ครบ: กองช่าง (ประชุม 1 จาก 2 ครั้ง), กองคลัง (ประชุม 1 จาก 2 ครั้ง มีแผนอีก 1)" in say.targets(frame, is_over=False)
    planned = activities.planned(made_up_data, DEMO, TODAY)
    assert planned.held_on.is_monotonic_increasing
    assert (planned.days_left > 0).all()
    with speaking("en"):
        assert say.planned(planned).startswith("Planned, still to come: 14. The next: ")


def test_takbai_has_the_one_training_of_its_report_and_nothing_is_said_of_its_divisions(takbai_data):
    total = activities.total(takbai_data, TAKBAI, TODAY).iloc[0]
    assert (total.held, total.targets, total.targets_met, total.evidence_unknown, total.divisions) == (1, 1, 1, 1, 0)
    assert activities.every(takbai_data, TAKBAI).held_on.dt.date.to_list() == [date(2022, 4, 7)]
    with duckdb.connect(str(database.store() / database.FILE_NAME), read_only=True) as con:
        assert con.execute("""SELECT count(*) FROM findings WHERE "table" = 'activities'""").fetchall() == [(0,)]


def test_the_document_of_the_results_takes_up_what_was_held(takbai_data):
    data = published(takbai_data, catalogue(takbai_data), TODAY)
    report = gather(data, Item(TAKBAI.organization, 2565, "measures_result", "O43", "-", 2565)).report()
    (part,) = [part for part in report.parts if part.name == "by_measure"]
    assert (list(part.table.measure_no), part.sentence) == ([24], "มาตรการที่จัดกิจกรรมแล้ว 1 ข้อ")
    assert "activities_2565.csv" in set(report.sources.file_name)


# The page


def test_which_division_has_held_no_second_meeting_is_told_at_once(made_up_data):
    app = draw_page("activities", org=DEMO.organization)
    assert "ไม่ครบตามเป้าหมาย: กองช่าง (ประชุม 1 จาก 2 ครั้ง)" in words(app)
    held = next(trace for trace in chart(app, "targets").data if trace.name == "held")
    assert named(held)[0] == "กองช่าง · ประชุม"
    assert (held.x[0], len(held.x)) == (1, 9)
    app = draw_page("activities", org=DEMO.organization, kind="training", tab="measure", table="targets")
    assert list(table(app, "by_measure").measure_no) == [24]
    # A target is of all that is held, whatever is in view.
    assert len(table(app, "targets")) == 9


def test_the_pictures_of_a_measure_stand_beside_what_was_held_for_it(load, takbai, store, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    for name in ("activities_2565", "measures_2565"):
        load(takbai / f"{name}.csv")
    for number in (4, 24):
        photographs.add("04960201", 2565, number, [photograph(size=(60 + number, 40))], store)
    app = draw_page("activities", org="04960201", tab="pictures")
    assert "ข้อ 24" in words(app)
    assert "มาตรการข้อ 4:" not in words(app)
    assert activities.by_measure(database.cursor(), TAKBAI, TODAY).pictures.to_list() == [1]
