"""What does not reconcile: each rule bites on a small file and is silent on the right one; Takbai's own findings, no others."""

import json
import re
import shutil
from datetime import date
from decimal import Decimal

import duckdb
import pytest

from database import FILE_NAME
from loaders import findings, macros
from loaders.layout.reading import Options
from loaders.loading import load_files, refresh_findings
from loaders.problem import LoadError
from loaders.store.explanations import LONGEST_TEXT, explain
from loaders.store.register import opened
from loaders.store.replay import rebuild, undo
from tests.earlier import of_earlier_version
from tests.tiers import sampled
from vocabulary.findings import RULES as SENTENCES
from vocabulary.language import translate

BUDGET = "organization_code,fiscal_year,as_of,division,item,allocation,transfer_in,transfer_out,encumbered,disbursed,remaining\n"
PROGRESS = (
    "organization_code,fiscal_year,round_months,dimension_no,projects_planned,projects_done,budget_planned,budget_ordinance,"
    "budget_spent,stated_projects_percent,stated_budget_percent,note\n"
)
PROJECTS = (
    "organization_code,fiscal_year,round_months,project_no,project,dimension_no,status,budget_planned,budget_ordinance,"
    "budget_spent\n"
)
RANKING = "fiscal_year,round_months,as_of,province,district,organization,percent,level\n"
MEASURES = "organization_code,fiscal_year,measure_no,measure,status,due_date\n"
SURVEY = "organization_code,fiscal_year,division,question_no,question,score_percent\n"
ACTIVITIES = "organization_code,fiscal_year,activity_no,held_on,activity_kind,activity,division,evidence\n"
COMPLAINTS = "organization_code,fiscal_year,case_no,received_on,channel,topic,about_corruption,division,case_status,closed_on\n"
FOR_MEASURES = "organization_code,fiscal_year,activity_no,held_on,activity_kind,activity,measure_no\n"
DISCLOSURES = "organization_code,fiscal_year,disclosure_no,disclosure,disclosure_basis,disclosure_url,next_due\n"
PURCHASES = (
    "organization_code,fiscal_year,month,purchase_no,purchase,budget_item,purchase_limit,reference_price,method,bidder_count,"
    "bidders,winner,agreed_price,contract_date\n"
)
SERVICES = "organization_code,fiscal_year,month,division,service,requests,at_counter,by_e_service,within_standard\n"
LOANS = "organization_code,fiscal_year,asset_no,asset,borrowing_unit,taken_on,due_on,returned_on\n"
LATER = date(2030, 1, 1)


def budget(*lines, as_of="2022-03-31"):
    """A budget file; each line begins with its division."""
    return BUDGET + "".join(f"04960201,2565,{as_of},{line}\n" for line in lines)


def progress(months, *lines):
    """The plan's report of a round of 2564; each line begins with its dimension."""
    return PROGRESS + "".join(f"04960201,2564,{months},{line}\n" for line in lines)


def projects(*lines):
    return PROJECTS + "".join(f"04960201,2564,12,{line}\n" for line in lines)


def ranking(*lines):
    return RANKING + "".join(f"2564,12,2021-10-07,นราธิวาส,ตากใบ,{line}\n" for line in lines)


def measures(*lines):
    return MEASURES + "".join(f"04960201,2565,{line}\n" for line in lines)


def activities(*lines):
    """The activities of 2565, of which a training is the first; each line begins with its day."""
    every = ("2022-04-07,training,อบรม,,yes", *lines)
    return ACTIVITIES + "".join(f"04960201,2565,{number},{line}\n" for number, line in enumerate(every, 1))


def complaints(*lines):
    """A register of 2565; each line begins with its number."""
    return COMPLAINTS + "".join(f"04960201,2565,{line}\n" for line in lines)


def purchases(*lines):
    """A file of purchases of the fiscal year 2566; each line begins with its month and number."""
    return PURCHASES + "".join(f"04960201,2566,{line}\n" for line in lines)


def services(*lines):
    """A file of services of the fiscal year 2566; each line begins with its month."""
    return SERVICES + "".join(f"04960201,2566,{line}\n" for line in lines)


def bought(*lines):
    """Purchases by the specific method, each as budget item, limit, winner and day of the contract."""
    each = (line.split(",") for line in lines)
    return purchases(
        *(f"{int(day[5:7])},{no},ซื้อวัสดุ,{item},{limit},,specific,1,,{winner},{limit},{day}"
          for no, (item, limit, winner, day) in enumerate(each, 1))
    )  # fmt: skip


def loans(*lines):
    """A register of loans of 2565; each line begins with the number of the thing."""
    return LOANS + "".join(f"04960201,2565,{line}\n" for line in lines)


def survey(division, *scores):
    lines = (f"04960201,2564,{division},{number},ข้อ {number},{score}\n" for number, score in enumerate(scores, 1))
    return SURVEY + "".join(lines)


@pytest.fixture
def load_together(store, write):
    """Loads several contents into the store in one publishing; none is refused."""

    def load_together(contents, answers):
        paths = [write(content, f"{number}.csv") for number, content in enumerate(contents)]
        reports = load_files(paths, Options(answers=answers), store, lambda _name, _rows: None)
        assert not any(report.refused for report in reports)

    return load_together


@pytest.fixture
def found(store):
    """The findings of the store on a day, those of one rule where it is named."""

    def found(rule=None, today=LATER):
        with opened(store / FILE_NAME, read_only=True) as connection:
            return [row for row in findings.listed(connection, today) if rule in (None, row["rule"])]

    return found


def figures(rows):
    return [(row["source_row"], row["column"], row["stated"], row["expected"], row["difference"]) for row in rows]


def money(*amounts):
    return tuple(None if amount is None else Decimal(amount) for amount in amounts)


# Takbai's own


def test_takbai_has_the_findings_that_were_checked_by_hand_and_no_others(loaded_store, found):
    assert [(row["severity"], row["rule"], *figures([row])[0]) for row in found()] == [
        ("error", "remaining_identity", 6, "remaining", *money(26_000, 25_000, 1_000)),
        ("error", "stated_total", 15, "allocation", *money(21_266_200, 42_254_400, -20_988_200)),
        ("error", "stated_total", 15, "disbursed", *money("10667775.75", "11556723.75", -888_948)),
        ("error", "stated_total", 15, "remaining", *money("10608424.25", "31577176.25", -20_968_752)),
        ("error", "total_identity", 15, "remaining", *money("10608424.25", "11476924.25", -868_500)),
        ("warning", "transfers_net", None, "transfer_in", *money(880_500, 0, 880_500)),
        ("warning", "ordinance_changed", 4, "budget_ordinance", *money(280_500, 310_500, -30_000)),
        ("warning", "zero_variance", 2 + 7, "score_percent", *money(95, None, 0)),
        ("note", "missing_quarter", None, "as_of", None, None, None),
        ("note", "missing_round", None, "round_months", None, None, None),
        ("note", "missing_round", None, "round_months", None, None, None),
        ("note", "done_without_spending", 2, "budget_spent", *money(1_000, None, 0)),
        ("note", "ranking_differs", 2, "percent", *money("76.92", "38.46", "38.46")),
    ]


def test_a_sentence_says_row_line_and_amounts_in_both_languages(loaded_store, found):
    said = findings.as_json(found("remaining_identity")[0])
    assert said["message_th"] == (
        "แถว 6 เบี้ยยังชีพผู้พิการด้อย: คงเหลือตามเอกสารต้นฉบับ 26,000.00 บาท แต่คำนวณได้ 25,000.00 บาท ต่างกัน 1,000.00 บาท"
    )
    assert said["message_en"] == (
        "Row 6, เบี้ยยังชีพผู้พิการด้อย: the remaining amount printed is 26,000.00 baht, but 25,000.00 baht is computed;"
        " they differ by 1,000.00 baht."
    )


@pytest.mark.parametrize(
    ("today", "quarters"),
    sampled(
        [("2022-01-30", None), ("2022-01-31", "1"), ("2022-07-31", "1, 3"), ("2022-10-31", "1, 3, 4"), ("2030-01-01", "1, 3, 4")],
        every=3,
    ),
)
def test_one_finding_a_year_names_the_quarters_that_are_missing_on_that_day(loaded_store, found, today, quarters):
    assert [row["stated_word"] for row in found("missing_quarter", date.fromisoformat(today))] == [quarters] * bool(quarters)


@pytest.mark.parametrize(
    ("today", "rounds"), sampled([("2022-04-30", []), ("2022-05-01", [6]), ("2022-11-01", [6, 12])], every=2)
)
def test_a_report_of_the_plan_is_missed_from_the_day_after_its_deadline(loaded_store, found, today, rounds):
    assert [row["round_months"] for row in found("missing_round", date.fromisoformat(today))] == rounds


def test_a_division_that_held_nothing_is_known_by_the_budget_and_has_missed_nothing_before_the_years_end(load_together, found):
    load_together([activities("2022-04-08,meeting,ก,กองช่าง,yes"), budget("กองคลัง,ก,1,,,,0,", "กองชั่ง,ก,1,,,,0,")], {})
    missed = [(row["subject"], row["stated"]) for row in found("division_target_missed", date(2022, 10, 1))]
    assert missed == [("กองคลัง", Decimal(0)), ("กองช่าง", Decimal(1))]
    assert found("division_target_missed", date(2022, 9, 30)) == []


# Every rule, on the smallest files that break it and on the same files put right

SCHOOL = "กองการศึกษา"
COUNTED = (
    "organization_code,fiscal_year,division,question_no,question,score_percent,respondents,answer_counts\n"
    "04960201,2564,กองช่าง,1,สุภาพ,{},3,{}\n"
)
PLANNED = (
    "organization_code,fiscal_year,as_of,division,item,allocation,disbursed,planned_q1,planned_q2,planned_q3,planned_q4\n"
    "04960201,2565,2022-03-31,กองคลัง,ก,100,40,{},{},{},{}\n"
    # Most lines are as planned, else the loader would ask whether it is a plan at all.
    "04960201,2565,2022-03-31,กองคลัง,ข,200,50,50,50,50,50\n04960201,2565,2022-03-31,กองช่าง,ค,300,60,100,100,50,50\n"
)
RULES = {
    "remaining_identity": (
        [budget("กองคลัง,ค่าวัสดุ,100,20,10,30,40,50")],
        [budget("กองคลัง,ค่าวัสดุ,100,20,20,30,40,30", "กองคลัง,ไม่พิมพ์,100,,,30,40,")],
        (2, "remaining", *money(50, 40, 10)),
    ),
    "planned_quarters": (
        [PLANNED.format(25, 25, 25, 20)],
        [PLANNED.format(25, 25, 25, 25)],
        (2, "planned", *money(95, 100, -5)),
    ),
    "stated_total": (
        [budget("กองคลัง,ก,100,,,,40,60", "กองช่าง,ข,50,,,,0,50", "รวมทั้งสิ้น,,160,,,,40,110")],
        [budget("กองคลัง,ก,100,,,,40,60", "กองช่าง,ข,50,,,,0,50", "รวมทั้งสิ้น,,150,0,0,,40,110")],
        (4, "allocation", *money(160, 150, 10)),
    ),
    "total_identity": (
        [budget("กองคลัง,ก,100,,,,40,", "รวม,,100,,,,40,61")],
        [budget("กองคลัง,ก,100,,,,40,", "รวม,,100,,,,40,60")],
        (3, "remaining", *money(61, 60, 1)),
    ),
    "overspent": (
        [budget("กองคลัง,ก,100,,,30,80,")],
        [budget("กองคลัง,ก,100,,,20,80,")],
        (2, "disbursed", *money(110, 100, 10)),
    ),
    "sum_of_rows": (
        [budget("กองคลัง,ก,100,,,,40,", "กองคลัง,ข,50,,,,0,", "กองคลัง,รวมงานกีฬา,150,,,,40,")],
        [budget("กองคลัง,ก,100,,,,40,", "กองคลัง,ข,50,,,,0,", "กองคลัง,รวมงานกีฬา,150,,,,30,", "กองคลัง,รวมพล,310,,,,70,")],
        (4, "allocation", *money(150, 150, 0)),
    ),
    "transfers_net": (
        [budget("กองคลัง,ก,100,20,,,0,"), budget("กองช่าง,ข,100,,5,,0,")],
        [budget("กองคลัง,ก,100,20,,,0,"), budget("กองช่าง,ข,100,,20,,0,")],
        (None, "transfer_in", *money(15, 0, 15)),
    ),
    "disbursed_falls": (
        [budget("กองคลัง,ก,100,,,,40,", as_of="2021-12-31"), budget("กองคลัง,ก,100,,,,30,", "กองคลัง,ข,100,,,,0,")],
        [budget("กองคลัง,ก,100,,,,40,", as_of="2021-12-31"), budget("กองคลัง,ก,100,,,,40,", "กองคลัง,ข,100,,,,0,")],
        (2, "disbursed", *money(30, 40, -10)),
    ),
    "quarter_repeated": (
        [budget("กองคลัง,ก,100,,,,40,", as_of="2021-12-31"), budget("กองคลัง,ก,100,,,,40,")],
        [
            budget("กองคลัง,ก,100,,,,40,", "กองคลัง,ข,50,,,,0,", as_of="2021-12-31"),
            budget("กองคลัง,ก,100,,,,40,", "กองคลัง,ข,50,,,,5,"),
        ],
        (None, "disbursed", *money(40, 40, 0)),
    ),
    "done_exceeds_planned": (
        [progress(12, "1,10,11,0,0,0,,,")],
        [progress(12, "1,10,10,0,0,0,,,")],
        (2, "projects_done", *money(11, 10, 1)),
    ),
    "stated_percent": (
        [progress(12, "1,3,1,300,0,200,33.33,66.65,")],
        [
            progress(12, "1,3,1,300,0,200,33.33,66.67,", "2,8,1,0,0,0,12.5,100.00,", "3,200,1,300,0,100,0.5,33,"),
            progress(6, "1,3,2,300,0,200,67,66.66,", "2,3,2,300,0,200,66,66.6,", "3,8,1,0,0,0,13,0.00,"),
        ],
        (2, "stated_budget_percent", *money("66.65", "66.67", "-0.02")),
    ),
    "ordinance_changed": (
        [progress(6, "1,10,1,100,80,0,,,"), progress(12, "1,10,1,100,70,0,,,")],
        [progress(6, "1,10,1,100,80,0,,,", "2,10,1,0,,0,,,"), progress(12, "1,10,1,100,80,0,,,", "2,10,1,0,5,0,,,")],
        (2, "budget_ordinance", *money(70, 80, -10)),
    ),
    "progress_falls": (
        [progress(6, "1,10,5,100,80,20,,,"), progress(12, "1,10,4,100,80,20,,,")],
        [progress(6, "1,10,5,100,80,20,,,"), progress(12, "1,10,5,100,80,20,,,")],
        (2, "projects_done", *money(4, 5, -1)),
    ),
    "done_without_spending": (
        [progress(6, "1,10,5,100,80,20,,,"), progress(12, "1,10,6,100,80,20,,,")],
        [
            progress(6, "1,10,5,100,80,20,,,", "2,9,1,0,0,0,,,", "3,3,1,60,,0,,,"),
            progress(12, "1,10,6,100,80,21,,,", "2,9,2,0,0,0,,,", "3,3,2,60,,0,,,"),
            projects("1,รณรงค์,3,done,,,", "2,ประกาศ,3,done,,,", "3,อบรม,3,waiting,60,,0"),
        ],
        (2, "budget_spent", *money(20, None, 0)),
    ),
    "zero_variance": (
        [survey("กองช่าง", 95, 95, 95)],
        [survey("กองช่าง", 95, 95, 96), survey("กองคลัง", 90, 90)],
        (2, "score_percent", *money(95, None, 0)),
    ),
    "answers_and_score": (
        [COUNTED.format("90.01", "1:0 2:0 3:0 4:1 5:2")],
        [COUNTED.format("93.33", "1:0 2:0 3:0 4:1 5:2"), COUNTED.format("66.6", "0:1 1:2").replace("กองช่าง", "กองคลัง")],
        (2, "score_percent", *money("90.01", "93.33", "-3.32")),
    ),
    "unknown_division": (
        [budget("กองชาง,ก,100,,,,0,")],
        [budget("กองช่าง,ก,100,,,,0,", "สำนัก ปลัด,ก,100,,,,0,"), survey(SCHOOL, 90, 91)],
        (2, "division", None, None, None),
    ),
    "division_twice": (
        [budget("สำนักปลัด,ก,100,,,,0,", "กองคลัง,ก,100,,,,0,"), budget("กองช่าง,ก,100,,,,0,", "สำนักปลัดเทศบาล,ก,90,,,,0,")],
        [
            budget("สำนักปลัด,ก,100,,,,0,", "สำนักปลัด,ข,100,,,,0,", "กองช่าง,ก,100,,,,0,"),
            budget("สำนักปลัดเทศบาล,ก,90,,,,0,", as_of="2022-06-30"),
            survey("สำนักปลัดเทศบาล", 90, 91),
        ],
        (3, "division", None, None, None),
    ),
    "missing_quarter": (
        [budget("กองช่าง,ก,100,,,,0,", as_of=day) for day in ("2021-12-31", "2022-03-31", "2022-09-30")],
        [budget("กองช่าง,ก,100,,,,0,", as_of=day) for day in ("2022-01-15", "2022-03-31", "2022-06-30", "2022-12-01")],
        (None, "as_of", None, None, None),
    ),
    "missing_round": (
        [progress(6, "1,10,5,0,0,0,,,")],
        [progress(6, "1,10,5,0,0,0,,,"), projects("1,อบรม,1,done,,,"), survey(SCHOOL, 91, 92).replace("2564", "2563")],
        (None, "round_months", None, None, None),
    ),
    "closed_before_received": (
        [complaints("1,2022-03-10,เว็บไซต์,ถนน,no,กองช่าง,closed,2022-03-09")],
        [complaints("1,2022-03-10,เว็บไซต์,ถนน,no,กองช่าง,closed,2022-03-10", "2,2022-03-10,เว็บไซต์,ถนน,no,,closed,")],
        (2, "closed_on", None, None, None),
    ),
    "complaint_overdue": (
        [complaints("1,2022-03-10,เว็บไซต์,ถนน,no,กองช่าง,ongoing,")],
        [complaints("1,2022-03-10,เว็บไซต์,ถนน,no,,closed,", "2,2022-03-10,เว็บไซต์,ถนน,no,,forwarded,")],
        (2, "days_open", *money(None, 15, None)),
    ),
    "number_reused": (
        [complaints("1,2022-03-10,LINE,ถนน,no,,closed,", "1,2022-04-10,เว็บไซต์,ไฟฟ้า,no,,closed,")],
        [complaints("1,2022-03-10,LINE,ถนน,no,,closed,", "1/2,2022-03-10,LINE,ถนน,no,,closed,")],
        (3, "case_no", None, None, None),
    ),
    "returned_before_taken": (
        [loans("1,เต็นท์,กองช่าง,2022-03-10,2022-03-20,2022-03-09")],
        [loans("1,เต็นท์,กองช่าง,2022-03-10,2022-03-20,2022-03-10")],
        (2, "returned_on", None, None, None),
    ),
    "loan_overdue": (
        [loans("1,เต็นท์,กองช่าง,2022-03-10,2022-03-20,")],
        [loans("1,เต็นท์,กองช่าง,2022-03-10,2022-03-20,2022-04-20", "2,เต็นท์,กองช่าง,2022-03-10,2099-03-20,")],
        (2, "due_on", None, None, None),
    ),
    "measure_overdue": (
        [measures("1,เผยแพร่,ongoing,2022-09-30")],
        [measures("1,เผยแพร่,done,2022-09-30", "2,ร้องเรียน,no_case,2022-09-30", "3,อบรม,not_started,", "4,ก,ongoing,2099-01-01")],
        (2, "due_date", None, None, None),
    ),
    "measure_begun": (
        [measures("4,ก,not_started,"), f"{FOR_MEASURES}04960201,2565,1,2022-04-07,forum,ก,4\n"],
        [measures("4,ก,ongoing,", "5,ข,not_started,"), f"{FOR_MEASURES}04960201,2565,1,2022-04-07,forum,ก,4\n"],
        (2, "status", None, None, None),
    ),
    "measure_target_missed": (
        [measures("24,ก,done,"), f"{FOR_MEASURES}04960201,2565,1,2022-04-07,forum,ก,24\n"],
        [measures("24,ก,ongoing,", "10,ข,done,"), activities("2022-04-07,meeting,ก,,yes")],
        (2, "status", *money(0, 1), None),
    ),
    "activity_outside_year": (
        [activities("2022-10-01,forum,เสวนา,,yes")],
        [activities("2022-09-30,forum,เสวนา,,yes", "2021-10-01,forum,เสวนา,,yes")],
        (3, "held_on", None, None, None),
    ),
    "activity_without_evidence": (
        [activities("2022-04-08,forum,เสวนา,,no")],
        [activities("2022-04-08,forum,เสวนา,,unknown", "2022-04-08,forum,เสวนา,,", "2099-04-08,forum,เสวนา,,no")],
        (3, "evidence", None, None, None),
    ),
    "division_target_missed": (
        [activities("2022-04-08,meeting,ก,กองช่าง,yes", "2022-10-08,meeting,ข,กองช่าง,yes", "2022-05-08,forum,ค,กองช่าง,yes")],
        # By whichever of its names; the central fund is no division, and what names none tells of none.
        [
            activities("2022-04-08,meeting,ก,สำนักปลัด,yes", "2022-09-08,meeting,ข,สำนักปลัดเทศบาล,yes"),
            budget("งบกลาง,ก,1,,,,0,", "สป.,ก,1,,,,0,"),
            activities("2022-04-08,meeting,ก,,yes").replace("2565", "2564"),
        ],
        (None, "held", *money(1, 2, -1)),
    ),
    "organization_target_missed": (
        [activities().replace("training", "other")],
        [activities("2022-10-01,training,อบรม,,yes")],
        (None, "held", *money(0, 1, -1)),
    ),
    "disclosure_overdue": (
        [f"{DISCLOSURES}04960201,2565,1,สขร.1,section_9,https://a.go.th/b,2022-09-29\n"],
        # What is due on the year's last day or later stands in the list of the next.
        [f"{DISCLOSURES}04960201,2565,1,ก,ita,https://a.go.th/b,2022-09-30\n04960201,2565,2,ข,ita,https://a.go.th/b,\n"],
        (2, "next_due", None, None, None),
    ),
    "disclosure_without_address": (
        [f"{DISCLOSURES}04960201,2565,1,สขร.1,section_9,,2022-09-30\n"],
        [f"{DISCLOSURES}04960201,2565,1,สขร.1,section_9,https://a.go.th/b,2022-09-30\n"],
        (2, "disclosure_url", None, None, None),
    ),
    "above_limit": (
        [purchases("1,1,ซื้อรถ,,600000,,e_bidding,3,,บริษัท ก,600001,2023-01-05")],
        [purchases("1,1,ซื้อรถ,,600000,,e_bidding,3,,บริษัท ก,600000,2023-01-05")],
        (2, "agreed_price", *money(600_001, 600_000, 1)),
    ),
    "above_reference_price": (
        [purchases("1,1,ซื้อรถ,,600000,590000,e_bidding,3,,บริษัท ก,595000,2023-01-05")],
        # A dash, which is stored as 0, is no reference price.
        [purchases("1,1,ซื้อรถ,,600000,590000,e_bidding,3,,บริษัท ก,590000,", "1,2,จ้าง,,600000,-,e_bidding,3,,บริษัท ก,595000,")],
        (2, "agreed_price", *money(595_000, 590_000, 5_000)),
    ),
    "contract_outside_month": (
        [purchases("1,1,ซื้อรถ,,600000,,e_bidding,3,,บริษัท ก,595000,2023-02-01")],
        [
            purchases(
                "10,1,ซื้อ,,600,,specific,1,,บริษัท ก,595,2022-10-31",
                "1,1,ซื้อ,,600,,specific,1,,บริษัท ก,595,2023-01-01",
                "1,2,ซื้อ,,600,,specific,1,,บริษัท ก,595,",
            ).replace("2566,10,", "2566,ตุลาคม 2565,"),
            purchases("11,1,ซื้อ,,6,,specific,1,,ก,5,", "12,1,ซื้อ,,6,,specific,1,,ก,5,"),
        ],
        (2, "contract_date", None, None, None),
    ),
    "one_bidder": (
        [purchases('1,1,จ้าง,,600000,,selection,,"1. บริษัท ก 595,000.00 บาท",บริษัท ก,595000,')],
        [
            purchases(
                '1,1,จ้าง,,600000,,selection,,"บริษัท ก ๕๙๕,๐๐๐.๐๐ บาท; บริษัท ข 599,000 บาท",บริษัท ก,595000,',
                "1,2,จ้าง,,6000,,specific,1,,บริษัท ก,5950,",
                "1,3,จ้าง,,600000,,e_bidding,2,บริษัท ก,บริษัท ก,595000,",
                "1,4,จ้าง,,600000,,e_market,,ตามเอกสารแนบ,บริษัท ก,595000,",
            )
        ],
        (2, "bidder_count", *money(1, None, None)),
    ),
    "split_purchases": (
        [bought("วัสดุ,300000,บริษัท ก,2023-01-05", "วัสดุ,300000,บริษัท  ก,2023-02-04", "วัสดุ,300000,บริษัท ก,2023-06-01")],
        [
            bought(
                "วัสดุ,300000,บริษัท ก,2023-01-05",
                "วัสดุ,300000,บริษัท ก,2023-02-05",  # 31 days
                "วัสดุ,300000,บริษัท ข,2023-01-06",
                "อาหาร,300000,บริษัท ก,2023-01-06",  # another winner, another kind
                "ครุภัณฑ์,250000,บริษัท ค,2023-01-06",
                "ครุภัณฑ์,250000,บริษัท ค,2023-01-07",  # together at the threshold
                "ยา,200000,บริษัท ค,2023-01-06",
                "ยา,400000,บริษัท ค,2023-01-07",  # far from it
                "รถ,600000,บริษัท ค,2023-01-06",
                "รถ,400000,บริษัท ค,2023-01-07",  # above it by itself
            )
        ],
        (3, "purchase_limit", *money(600_000, 500_000, 100_000)),
    ),
    "within_exceeds_requests": (
        [services("1,กองคลัง,ภาษี,10,,,11")],
        [services("1,กองคลัง,ภาษี,10,,,10", "1,กองคลัง,ใบอนุญาต,10,,,")],
        (2, "within_standard", *money(11, 10, 1)),
    ),
    "channels_differ": (
        [services("1,กองคลัง,ภาษี,10,6,3,")],
        [services("1,กองคลัง,ภาษี,10,6,4,", "1,กองคลัง,ใบอนุญาต,10,6,,", "1,กองคลัง,ค่าขยะ,10,,,")],
        (2, "requests", *money(10, 9, 1)),
    ),
    "missing_month": (
        [purchases("10,1,ซื้อ,,6,,specific,1,,ก,5,", "12,1,ซื้อ,,6,,specific,1,,ก,5,")],
        [purchases(*(f"{month},1,ซื้อ,,6,,specific,1,,ก,5," for month in (9, 10, 11, 12, *range(1, 9))))],
        (None, "month", None, None, None),
    ),
    "ranking_differs": (
        [progress(12, "1,10,5,0,0,0,,,"), ranking("เทศบาลเมืองตากใบ,70,กลาง")],
        [progress(12, "1,10,5,0,0,0,,,"), ranking("เทศบาลเมืองตากใบ,50,กลาง", "องค์การบริหารส่วนตำบลพร่อน,70,กลาง")],
        (2, "percent", *money(70, 50, 20)),
    ),
    "level_differs": (
        [ranking("เทศบาลเมืองตากใบ,79.99,มาก")],
        [
            ranking("เทศบาลเมืองตากใบ,80,มาก", "ก,148.15,มาก", "ข,50,กลาง", "ค,49.99,น้อย", "ง,1,", "จ,80.00,กลาง", "ฉ,0,น้อย"),
        ],
        (2, "level", *money("79.99", None, None)),
    ),
    "projects_differ": (
        [progress(12, "1,2,1,100,0,0,,,"), projects("1,อบรม,1,done,60,,", "2,ประชุม,1,ongoing,50,,")],
        [progress(12, "1,2,1,110,9,0,,,", "2,0,0,0,,,,,"), projects("1,อบรม,1,done,60,,", "2,ประชุม,1,ongoing,50,,")],
        (2, "budget_planned", *money(100, 110, -10)),
    ),
}
LINES = {"row:4": "line", "row:5": "line"}
"""What is called a total is counted where the clerk says so."""
every_rule = pytest.mark.parametrize("rule", RULES)


def test_every_rule_has_a_question_a_sentence_and_a_test():
    assert set(findings.rules()) == set(SENTENCES) == set(RULES)


def test_a_month_is_missed_across_years_and_named_with_its_year(load, found):
    load(purchases("9,1,ซื้อ,,6,,specific,1,,ก,5,"))
    assert found("missing_month") == []
    load(purchases("11,1,ซื้อ,,6,,specific,1,,ก,5,").replace(",2566,", ",2567,"))
    load(services("1,กองคลัง,ภาษี,10,6,4,", "2,กองคลัง,ภาษี,10,6,4,"))  # other data sets have months of their own
    (row,) = found("missing_month")
    assert (row["fiscal_year"], row["stated_word"]) == (2567, "2023-10")
    assert "ตุลาคม 2566" in findings.as_json(row)["message_th"]
    assert "October 2023" in findings.as_json(row)["message_en"]


@every_rule
def test_a_rule_bites_with_its_figures_and_says_so_in_both_languages(rule, load_together, found):
    load_together(RULES[rule][0], LINES if rule == "sum_of_rows" else {})
    (row,) = found(rule)
    assert figures([row]) == [RULES[rule][2]]
    said = findings.as_json(row)
    assert said["message_th"] != said["message_en"]
    assert said["severity"] == SENTENCES[rule].severity
    for message in (said["message_th"], said["message_en"]):
        assert "–" not in message
        assert "{" not in message
        if row["source_row"]:
            assert str(row["source_row"]) in message or rule == "zero_variance"


@pytest.mark.parametrize("rule", sampled(RULES, every=3))
def test_a_rule_is_silent_where_all_is_right(rule, load_together, found):
    load_together(RULES[rule][1], LINES if rule == "sum_of_rows" else {})
    assert found(rule) == []


def test_rules_of_printed_totals_find_nothing_where_none_is_printed(with_made_up, tmp_path):
    copy = shutil.copyfile(with_made_up / FILE_NAME, tmp_path / "copy.duckdb")
    of_totals = [name for name, rule in SENTENCES.items() if rule.of_totals]
    with duckdb.connect(copy) as connection:
        macros.use(connection)
        findings._lay_out_words(connection)
        asked = " UNION ALL ".join(f"(SELECT 1 FROM ({findings.rules()[name].sql}\n))" for name in of_totals)
        assert connection.execute(asked).fetchall()
        connection.execute("DELETE FROM stated_totals")
        assert connection.execute(asked).fetchall() == []


def test_the_commitment_convention_of_the_load_decides_what_remains(load, found):
    load(budget("กองคลัง,ก,100,,,70,40,30", "กองคลัง,ข,100,,,,40,60", "รวม,,200,,,70,80,90"), encumbered="gross")
    assert found("remaining_identity") + found("total_identity") == []
    load(budget("กองคลัง,ก,100,,,70,40,60", "กองคลัง,ข,100,,,,40,60", "รวม,,200,,,70,80,120"), encumbered="ignored")
    assert found("remaining_identity") + found("total_identity") + found("overspent") == []
    load(budget("กองคลัง,ก,100,,,70,40,60", "กองคลัง,ข,100,,,,40,60", "รวม,,200,,,70,80,120"))
    assert len(found("remaining_identity") + found("total_identity") + found("overspent")) == 3


@pytest.mark.parametrize(
    ("stated", "is_right"),
    sampled([
        ("46.18", True), ("46.17", True),  # of 46.175 exactly: a tie
        ("46.16", False), ("46.19", False),
        ("46.2", True), ("46.1", True), ("46.0", True), ("45", False), ("46.3", False), ("47", True), ("48", False),
    ], every=6),
)  # fmt: skip
def test_a_printed_percentage_is_right_within_one_unit_of_its_last_decimal(load, found, stated, is_right):
    load(progress(12, f"1,4000,1847,40000,0,18470,{stated},{stated},", f",4000,1847,40000,0,18470,{stated},{stated},รวม"))
    assert len(found("stated_percent")) == (0 if is_right else 4)
    load(ranking(f"เทศบาลเมืองตากใบ,{stated},"))
    assert len(found("ranking_differs")) == (0 if is_right else 1)


def test_a_wrong_percentage_in_a_file_of_several_organizations_accuses_its_own_alone(load, found):
    load(progress(12, "1,3,1,300,0,200,33.33,66.67,") + "04960202,2564,12,1,3,1,300,0,200,43.33,66.67,\n")
    assert [(row["organization_code"], row["source_row"]) for row in found("stated_percent")] == [("04960202", 3)]


def test_lines_of_one_name_do_not_fall_where_only_their_order_changed(load, found, write):
    def lines(*paid):
        return (f"กองคลัง,ก,100,,,,{each}," for each in paid)

    load(write(budget(*lines(40, 30), as_of="2021-12-31"), "1.csv"))
    load(write(budget(*lines(30, 40)), "2.csv"))
    assert found("disbursed_falls") == []
    load(write(budget(*lines(30, 39)), "3.csv"))
    assert figures(found("disbursed_falls")) == [(2, "disbursed", *money(69, 70, -1))]


def test_a_total_row_that_leaves_out_commitments_says_nothing_of_what_remains(load, found):
    load(budget("กองคลัง,ก,100,,,30,40,30", "รวม,,100,,,,40,30"))
    assert found("total_identity") == []
    load(budget("กองคลัง,ก,100,,,30,40,30", "รวม,,100,,,30,40,31"))
    assert len(found("total_identity")) == 1


def test_a_line_whose_remaining_amount_is_blank_counts_with_what_it_leaves(load, found):
    load(budget("กองคลัง,ก,100,,,30,40,30", "กองคลัง,ข,50,,,,10,", "รวม,,150,,,30,50,70"))
    assert found("stated_total") == []
    load(budget("กองคลัง,ก,100,,,30,40,30", "กองคลัง,ข,50,,,,10,", "รวม,,150,,,30,50,71"))
    assert figures(found("stated_total")) == [(4, "remaining", *money(71, 70, 1))]


@pytest.mark.full
def test_figures_as_of_any_day_of_a_quarter_count_for_it_also_of_a_leap_day(load, found, write):
    days = ("2023-11-15", "2024-02-29", "29/05/2567", "31/07/2567")
    for number, day in enumerate(days):
        content = budget("กองคลัง,ก,100,,,,{paid},", as_of=day).replace(",2565,", ",2567,").format(paid=number)
        assert not load(write(content, f"{number}.csv")).refused
    assert found() == []


def test_a_subtotal_sums_its_division_or_the_rows_since_the_last_total(load, found):
    rows = (
        "กองคลัง,ก,100,,,,1,",
        "กองช่าง,ข,50,,,,1,",
        "รวม,,150,,,,2,",
        "กองช่าง,ค,30,,,,1,",
        "รวม,,{},,,,1,",
        "รวมทั้งสิ้น,,180,,,,3,",
    )
    load(budget(*rows).format(30))
    assert found("stated_total") == []
    load(budget(*rows).format(31))
    assert figures(found("stated_total")) == [(6, "allocation", *money(31, 30, 1))]
    load(budget("กองช่าง,ก,100,,,,1,", "กองช่าง,รวม,99,,,,1,"), answers={"row:3": "total"})
    assert [(row["subject"], row["expected"]) for row in found("stated_total")] == [("กองช่าง", 100)]


def test_what_papers_state_of_a_finding_is_a_fact_without_advice():
    for name, rule in SENTENCES.items():
        assert "?" not in rule.sentence, name
        assert not re.search("โปรด|ควร|หรือไม่|data/", translate(rule.sentence, "th")), name


def test_an_unknown_division_is_told_with_the_nearest_name_once_a_year(load, found, write):
    load(write(budget("กองชาง,ก,100,,,,0,", "กองชาง,ข,100,,,,0,", as_of="2021-12-31"), "1.csv"))
    load(write(budget("กองชาง,ก,100,,,,0,"), "2.csv"))
    (row,) = found("unknown_division")
    assert (row["expected_word"], row["file_name"]) == ("กองช่าง", "2.csv")


def test_names_that_a_file_tells_apart_are_two_divisions(load, found):
    load(budget("สำนักปลัด,ก,100,,,,0,", "สำนักปลัดเทศบาล,ข,100,,,,0,", as_of="2021-12-31"))
    load(budget("สำนักปลัด,ก,100,,,,0,"))
    load(budget("สำนักปลัดเทศบาล,ข,100,,,,0,"))
    assert found("division_twice") == []


def test_a_correction_under_another_name_is_told_until_the_earlier_load_is_undone(load, found, store):
    first = load(budget("กองคลัง,ก,100,,,,0,", "สำนักปลัด,ก,100,,,,0,"))
    load(budget("สำนักปลัดเทศบาล,ก,90,,,,0,"))
    (row,) = found("division_twice")
    assert (row["stated_word"], row["expected_word"], row["load_id"]) == ("สำนักปลัดเทศบาล", "สำนักปลัด", 2)
    undo(store, first.stored.load_id)
    assert found("division_twice") == []


def test_a_division_that_another_organization_has_is_not_known_here(load, found):
    load(budget("กองสุขภาพ,ก,100,,,,0,").replace("04960201", "04960202"))
    assert [row["stated_word"] for row in found("unknown_division")] == ["กองสุขภาพ"]


def test_amounts_as_large_as_a_file_may_hold_do_not_stop_a_load(load, found):
    lines = [f"กองคลัง,{item},{most},,,,0,{most}" for item in "กขคง" for most in [f"999999999999999{ord(item) % 10}.99"]]
    assert load(budget(*lines), answers={"unit": "baht"}).stored.rows == 4
    assert found("remaining_identity") == []


# Told with a load, on the command line, kept with explanations


def test_the_findings_of_a_load_can_be_told_with_its_problems(load, store):
    load_id = load(budget("กองคลัง,ค่าวัสดุ,100,20,20,30,40,50")).stored.load_id
    with duckdb.connect(str(store / FILE_NAME), read_only=True) as connection:
        (problem,) = findings.of_load(connection, load_id)
        assert findings.of_load(connection, load_id + 1) == []
    assert problem.as_json() == {
        "severity": "error",
        "rule": "remaining_identity",
        "row": 2,
        "column": "remaining",
        "value": None,
        "stated": "50.00",
        "expected": "30.00",
        "option": None,
        "message_th": "แถว 2 ค่าวัสดุ: คงเหลือตามเอกสารต้นฉบับ 50.00 บาท แต่คำนวณได้ 30.00 บาท ต่างกัน 20.00 บาท",
        "message_en": (
            "Row 2, ค่าวัสดุ: the remaining amount printed is 50.00 baht, but 30.00 baht is computed; they differ by 20.00 baht."
        ),
    }


def test_the_command_tells_findings_to_people_and_to_programs(loader, write):
    assert loader("findings").returncode == 1  # there is no store yet
    loader("load", write(budget("กองคลัง,ค่าวัสดุ,100,20,20,30,40,50"), "a.csv"))
    told = loader("findings")
    assert told.returncode == 0
    assert "ตัวเลขขัดกัน / figures contradict: 1" in told.stdout
    assert "แถว 2 ค่าวัสดุ: คงเหลือตามเอกสารต้นฉบับ 50.00 บาท" in told.stdout
    assert "Row 2, ค่าวัสดุ" in told.stdout
    first = json.loads(loader("findings", "--json").stdout)["findings"][0]
    expected = {"rule": "remaining_identity", "severity": "error", "table": "budget", "load_id": 1, "file": "a.csv", "row": 2}
    assert first | expected == first
    assert (first["organization_code"], first["fiscal_year"], first["explanation"]) == ("04960201", 2565, None)
    assert (first["stated"], first["expected"], first["difference"]) == ("50.00", "30.00", "20.00")


def test_a_damaged_database_is_told_by_the_command(loader, store):
    store.mkdir()
    (store / FILE_NAME).write_bytes(b"no database")
    told = loader("findings")
    assert told.returncode == 1
    assert "python -m loaders rebuild" in told.stdout


@pytest.mark.full
def test_a_rebuild_gives_the_same_findings_and_explanations(loaded_store, store, rows, found):
    explain(found()[0]["finding_id"], "พิมพ์ผิด", "ผู้อำนวยการกองคลัง", store)
    tables = ("findings", "explanations")
    before = [rows(f"FROM {table}") for table in tables]
    rebuild(store)
    assert [rows(f"FROM {table}") for table in tables] == before
    assert len(before[1]) == 1


@pytest.mark.full
def test_an_explanation_stays_when_the_same_figures_are_loaded_again_in_another_file(load, store, found):
    wrong = "กองคลัง,ค่าวัสดุ,100,20,20,30,40,50"
    load(budget(wrong))
    explain(found("remaining_identity")[0]["finding_id"], " พิมพ์ผิด ", "ผอ. กองคลัง", store)
    load(budget("กองคลัง,ค่าน้ำ,100,,,,0,100", wrong))
    (row,) = found("remaining_identity")
    assert (row["source_row"], row["load_id"], row["explanation"]) == (3, 2, "พิมพ์ผิด")
    load(budget("กองคลัง,ค่าวัสดุ,100,20,20,30,40,51"))
    assert found("remaining_identity")[0]["explanation"] is None


def test_a_newer_explanation_is_shown_and_the_older_ones_are_kept(load, store, found):
    load(budget("กองคลัง,ค่าวัสดุ,100,20,20,30,40,50"))
    finding_id = found("remaining_identity")[0]["finding_id"]
    for text in ("แรก", "หลัง"):
        explain(finding_id, text, "ผอ. กองคลัง", store)
    assert [row["explanation"] for row in found("remaining_identity")] == ["หลัง"]
    kept = json.loads((store / "explanations.json").read_text(encoding="utf-8"))
    assert [(entry["text"], entry["by"]) for entry in kept] == [("แรก", "ผอ. กองคลัง"), ("หลัง", "ผอ. กองคลัง")]


@pytest.mark.parametrize(
    ("text", "by", "known", "rule"),
    [
        (" ", "ผอ.", True, "no_explanation"),
        ("ก" * (LONGEST_TEXT + 1), "ผอ.", True, "no_explanation"),
        ("พิมพ์ผิด", " ", True, "no_explanation"),
        ("พิมพ์ผิด", "ผอ.", False, "finding_gone"),
    ],
)
def test_an_explanation_without_text_name_or_finding_is_refused_and_nothing_is_kept(load, store, found, text, by, known, rule):
    load(budget("กองคลัง,ค่าวัสดุ,100,20,20,30,40,50"))
    published = (store / FILE_NAME).stat().st_ino
    with pytest.raises(LoadError) as refused:
        explain(found()[0]["finding_id"] if known else "0", text, by, store)
    assert refused.value.problems[0].rule == rule
    assert not (store / "explanations.json").exists()
    assert (store / FILE_NAME).stat().st_ino == published


@pytest.mark.parametrize("change", ["DROP TABLE findings_basis", "UPDATE findings_basis SET basis = 'of other rules'"])
def test_findings_of_other_rules_or_reference_tables_are_computed_anew(load, store, rows, change):
    load(budget("กองคลัง,ค่าวัสดุ,100,20,20,30,40,50"))
    before = rows("FROM findings")
    with of_earlier_version(store) as connection:
        connection.execute("DELETE FROM findings")
        connection.execute(change)
    refresh_findings(store)
    assert rows("FROM findings") == before
    published = (store / FILE_NAME).stat().st_ino
    refresh_findings(store)
    assert (store / FILE_NAME).stat().st_ino == published
