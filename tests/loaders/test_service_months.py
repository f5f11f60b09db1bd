"""Statistics of services with the months across, as most offices print them."""

import csv
import io
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.layout.reading import Options
from tests.checking import check_files
from vocabulary.thai import MONTH_NAMES, month_number

ORDER = [10, 11, 12, *range(1, 10)]
FULL = {month_number(name): name for name in MONTH_NAMES[:12]}
SHORT = {month_number(name): name for name in MONTH_NAMES[12:]}
OF_TAKBAI = {"organization_code": "04960201"}
TITLE = "สถิติการให้บริการ ประจำปีงบประมาณ พ.ศ. 2566"
SERVICES = [("กองคลัง", "รับชำระภาษี", [10, 20, 30]), ("สำนักปลัดเทศบาล", "แจ้งเกิด", [1, 0, 3])]


def written(header, rows, titles=(TITLE,)):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([title] for title in titles)
    writer.writerows([header, *rows] if isinstance(header[0], str) else [*header, *rows])
    return text.getvalue()


def plain(months=("ต.ค. 65", "พ.ย. 65", "ธ.ค. 65"), services=SERVICES, total=None, titles=(TITLE,)):
    """A table of two services, with a column of sums, and of totals below."""
    rows = [[number, service, division, *counts, sum(counts)] for number, (division, service, counts) in enumerate(services, 1)]
    sums = [sum(each) for each in zip(*(row[3:] for row in rows), strict=True)] if total is None else total
    return written(["ที่", "งานบริการ", "หน่วยงาน", *months, "รวม"], [*rows, ["", "รวม", "", *sums]], titles)


def stored(report):
    assert not report.refused, [problem.text("en") for problem in report.problems] + [report.path.read_text(encoding="utf-8")]
    asked = "SELECT division, service, fiscal_year, month, requests FROM checked ORDER BY ALL"
    return report.checked.connection.execute(asked).fetchall()


def errors(report):
    return [(problem.rule, problem.row) for problem in report.problems if problem.severity == "error"]


def truth(year=2566, months=(10, 11, 12), services=SERVICES):
    return sorted(
        (division, service, year, month, count)
        for division, service, counts in services
        for month, count in zip(months, counts, strict=True)
        if count is not None
    )


@pytest.mark.parametrize(
    "months",
    [
        ("ต.ค. 65", "พ.ย. 65", "ธ.ค. 65"),
        ("ตุลาคม 2565", "พฤศจิกายน 2565", "ธันวาคม 2565"),
        ("ต.ค.", "พ.ย.", "ธ.ค."),
        ("ตค.๖๕", "พย.๖๕", "ธค.๖๕"),
        ("เดือนตุลาคม พ.ศ. 2565", "พฤศจิกายน", "ธันวาคม"),
    ],
)
def test_each_month_is_a_row_however_it_is_written(check, months):
    assert stored(check(plain(months), **OF_TAKBAI)) == truth()


@given(st.randoms(use_true_random=False))
def test_of_any_table_every_figure_is_stored_in_its_month(tmp_path_factory, chance: Random):
    """A part of the year, blanks, dashes and commas, divisions in a column or above their services, totals or none."""
    first = chance.randrange(11)
    months = ORDER[first : first + chance.randrange(2, 13 - first)] if first < 10 else ORDER[10:]
    names = chance.choice((FULL, SHORT))
    years = chance.random() < 0.5
    header = [f"{names[month]} {2565 + (month < 10)}" if years else names[month] for month in months]
    above = chance.random() < 0.5
    services = [
        (division, f"บริการที่ {number} ของ{division}", [chance.choice((None, 0, 7, 1234)) for _month in months])
        for division in ("กองคลัง", "กองช่าง")
        for number in range(1, chance.randrange(2, 4))
    ]
    services = [(division, service, counts if any(each is not None for each in counts) else [7, *counts[1:]])
                for division, service, counts in services]  # fmt: skip
    services[0][2][0] = 7  # a table without any figure is none
    has_sums = chance.random() < 0.5
    spelled = {None: "", 0: chance.choice("-0"), 7: "๗", 1234: "1,234"}
    rows: list[list[object]] = []
    last = None
    for division, service, counts in services:
        if above and division != last:
            rows.append([division, *([""] * (len(months) + has_sums))])
        named = [] if above else [division if division != last else ""]
        last = division
        rows.append([service, *named, *(spelled[each] for each in counts), *([sum(each or 0 for each in counts)] * has_sums)])
    if has_sums:
        sums = [
            sum(each or 0 for each in column)
            for column in zip(*(counts for _division, _service, counts in services), strict=True)
        ]
        rows.append(["รวมทั้งสิ้น", *([] if above else [""]), *sums, sum(sums)])
    columns = ["งานบริการ", *([] if above else ["หน่วยงาน"]), *header, *(["รวม"] * has_sums)]
    path = tmp_path_factory.mktemp("months") / "data.csv"
    path.write_text(written(columns, rows), encoding="utf-8")
    (report,) = check_files([path], Options(values=OF_TAKBAI), lambda _name, _rows: None)
    assert stored(report) == truth(months=months, services=services), path.read_text(encoding="utf-8")


def test_a_remark_makes_no_total_and_a_total_may_sum_the_year_alone(check):
    header = ["งานบริการ", "หน่วยงาน", "ต.ค. 65", "พ.ย. 65", "ธ.ค. 65", "รวม", "หมายเหตุ"]
    rows = [["รับชำระภาษี", "กองคลัง", 10, 20, 30, 60, "เฉลี่ย"], ["แจ้งเกิด", "สำนักปลัดเทศบาล", 1, 0, 3, 4, "รวมทุกช่องทาง"]]
    titles = (TITLE, "จัดทำเดือนตุลาคม 2566")
    assert stored(check(written(header, [*rows, ["รวม", "", "", "", "", 64, ""]], titles), **OF_TAKBAI)) == truth()
    wrong = check(written(header, [*rows, ["รวม", "", "", "", "", 65, ""]], titles), **OF_TAKBAI)
    assert errors(wrong) == [("months_disagree", 6)]
    assert "64" in next(problem.text("en") for problem in wrong.problems if problem.severity == "error")


def test_below_each_month_may_stand_how_people_came(check):
    header = [["งานบริการ", "หน่วยงาน", "ต.ค. 65", "", "พ.ย. 65", ""],
              ["", "", "ผู้รับบริการ", "E-Service", "ผู้รับบริการ", "E-Service"]]  # fmt: skip
    report = check(written(header, [["รับชำระภาษี", "กองคลัง", 10, 4, 20, ""]]), **OF_TAKBAI)
    assert not report.refused, [problem.text("en") for problem in report.problems] + [report.path.read_text(encoding="utf-8")]
    asked = "SELECT month, requests, by_e_service FROM checked ORDER BY month"
    assert report.checked.connection.execute(asked).fetchall() == [(10, 10, 4), (11, 20, None)]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (plain(total=[11, 20, 34, 65]), ("total_disagrees", 5)),
        (plain(total=[11, 20, 33, 65]), ("months_disagree", 5)),
        (plain().replace("30,60", "30,61"), ("months_disagree", 3)),
        (plain(("ต.ค. 65", "พ.ย. 65", "ธ.ค. 66")), ("several_years", 2)),
        (plain(("ก.ย. 66", "ต.ค. 66", "พ.ย. 66")), ("several_years", 2)),
        (plain(("ม.ค.", "ก.พ.", "ต.ค.")), ("year_of_month", 2)),
        (plain(("ต.ค. 64", "พ.ย. 64", "ธ.ค. 64")), ("other_year", 2)),
        (plain(("ต.ค. 65", "ต.ค. 65", "ธ.ค. 65")), None),
        (plain().replace("20", "ยี่สิบ", 1), None),
        (plain().replace("20,", "-20,", 1), None),
        (plain(("ไตรมาส 1", "ไตรมาส 2", "ไตรมาส 3")), None),
        # What fresh eyes have thought of.
        (plain(("ต.ค. 65", "พ.ย.'65", "ธ.ค. 65")), ("unknown_month", 3)),
        (plain(("ต.ค. 65", "", "ธ.ค. 65")), ("unknown_month", 3)),
        (plain(("ต.ค. 22", "พ.ย. 22", "ธ.ค. 22")), None),
        (plain(("ต.ค.", "พ.ย.", "ธ.ค."), titles=("สถิติการให้บริการ ประจำปี 2566",)), ("year_of_month", 2)),
        (plain(titles=(TITLE, "(ตุลาคม 2566 - กันยายน 2567)")), ("several_years", 3)),
        (plain(titles=(f"{TITLE} (ยอดสะสม)",)), ("cumulative", 2)),
        (plain(titles=(f"{TITLE} ผ่าน E-Service",)), ("months_unclear", 2)),
        (plain(("ต.ค. 2601", "พ.ย. 2601", "ธ.ค. 2601"), titles=()), ("day_to_come", 2)),
        (plain() + ",ปีงบประมาณ พ.ศ. 2565,,,,,\r\n3,แจ้งตาย,สำนักปลัดเทศบาล,1,1,1,3\r\n", ("second_table", 6)),
        (plain() + "3,แจ้งตาย,สำนักปลัดเทศบาล,,,,500\r\n", ("months_blank", 6)),
        (
            plain(
                services=[("กองคลัง", "ทั้งกอง", [110, 220, 330]), ("กองคลัง", "ก", [100, 200, 300]), ("กองคลัง", "ข", [10, 20, 30])],
                total=[220, 440, 660, 1320],
            ),
            ("sum_of_others", 3),
        ),
    ],
)
def test_what_may_be_of_another_month_or_sum_is_refused(check, content, told):
    found = errors(check(content, **OF_TAKBAI))
    assert found
    assert told is None or told in found


def test_months_without_a_year_are_of_no_year_until_somebody_says_which(check):
    months = ("ต.ค.", "พ.ย.", "ม.ค.")
    assert errors(check(plain(months, titles=()), **OF_TAKBAI)) == [("missing_column", 1)]
    assert stored(check(plain(months, titles=()), fiscal_year="2567", **OF_TAKBAI)) == truth(2567, (10, 11, 1))


def test_what_was_stored_is_built_again_alike(load, rows, store):
    from loaders.store.replay import rebuild

    load(plain(), **OF_TAKBAI)
    asked = "SELECT division, service, fiscal_year, month, requests FROM service_statistics ORDER BY ALL"
    before = rows(asked)
    assert before == truth()
    rebuild(store)
    assert rows(asked) == before
