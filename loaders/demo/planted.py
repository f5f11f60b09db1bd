"""The mistakes that are planted in the made-up municipality: one of a kind, each for a rule of the findings
to catch. Those of a data set may also stand below its made-up figures, in TABLE.sql, each below a line
`-- planted RULE in FILE: what it is`, which goes on below behind three spaces.

All else in the made-up files reconciles; where a set has fewer years, the mistakes of the others are not
there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_HEADING = re.compile(r"^-- planted (\w+) in (\w+): (.+(?:\n--   .+)*)$", re.MULTILINE)


@dataclass(frozen=True)
class Planted:
    """One mistake: the rule that finds it, the file it stands in (without .csv), what it is, and the change
    that makes it."""

    rule: str
    file: str
    what: str
    change: str
    """SQL on the table from which the file is written; organization number 1 only."""


def figures(script: Path) -> str:
    """What makes the figures of a data set, without the mistakes below."""
    return _HEADING.split(script.read_text(encoding="utf-8"))[0]


def _below(script: Path) -> Iterator[Planted]:
    """The mistakes below the figures of a data set."""
    _figures, *parts = _HEADING.split(script.read_text(encoding="utf-8"))
    for rule, file, what, change in zip(*(parts[at::4] for at in range(4)), strict=True):
        yield Planted(rule, file, what.replace("\n--  ", ""), change)


PLANTED: tuple[Planted, ...] = (
    Planted(
        "disbursed_falls",
        "demo_budget_2564_q4",
        "ค่าไฟฟ้า (งานบริหารทั่วไป): เบิกจ่ายสะสมไตรมาส 4 ลดลงเหลือครึ่งหนึ่งของยอดจริง จึงน้อยกว่าไตรมาส 3",
        # What remains follows, so that no other rule finds the line.
        """UPDATE budget SET disbursed = satang(disbursed / 2),
                             remaining = remaining + disbursed - satang(disbursed / 2)
           WHERE number = 1 AND work = 'งานบริหารทั่วไป' AND item = 'ค่าไฟฟ้า'""",
    ),
    Planted(
        "stated_percent",
        "demo_plan_progress_2564_6m",
        "มิติที่ 4: ร้อยละของโครงการที่พิมพ์ไว้สูงกว่าที่คำนวณได้ 10 จุด",
        """UPDATE plan_progress SET stated_projects_percent = stated_projects_percent + 10
           WHERE number = 1 AND dimension_no = 4""",
    ),
    Planted(
        "transfers_net",
        "demo_budget_2565_q3",
        "ค่าวัสดุเชื้อเพลิงและหล่อลื่น (งานบริหารทั่วไป): โอนเพิ่ม 50,000.00 บาท โดยไม่มีรายการใดโอนลด",
        """UPDATE budget SET transfer_in = coalesce(transfer_in, 0) + 50000, remaining = remaining + 50000
           WHERE number = 1 AND work = 'งานบริหารทั่วไป' AND item = 'ค่าวัสดุเชื้อเพลิงและหล่อลื่น'""",
    ),
    Planted(
        "projects_differ",
        "demo_plan_progress_2565_12m",
        "มิติที่ 2: รายงานว่าทำแล้วน้อยกว่ารายชื่อโครงการหนึ่งโครงการ",
        # The printed percentage follows, else `stated_percent` would find the row, too.
        """UPDATE plan_progress SET projects_done = projects_done - 1,
                  stated_projects_percent = percent_of(projects_done - 1, projects_planned)
           WHERE number = 1 AND dimension_no = 2""",
    ),
    Planted(
        "remaining_identity",
        "demo_budget_2566_q2",
        "ค่าวัสดุสำนักงาน (งานบริหารงานคลัง): คงเหลือที่พิมพ์สูงกว่าที่คำนวณได้ 1,000.00 บาท"
        " แถวยอดรวมจึงผิดตามไปด้วย (total_identity)",
        """UPDATE budget SET remaining = remaining + 1000
           WHERE number = 1 AND work = 'งานบริหารงานคลัง' AND item = 'ค่าวัสดุสำนักงาน'""",
    ),
    Planted(
        "missing_quarter",
        "demo_budget_2566_q3",
        "ไม่มีรายงานไตรมาส 3",
        # Of an empty table no file is written (generator._export).
        "DELETE FROM budget WHERE number = 1",
    ),
    Planted(
        "zero_variance",
        "demo_satisfaction_2566",
        "กองสวัสดิการสังคม: ได้ร้อยละ 90.00 เท่ากันทุกข้อ",
        "UPDATE satisfaction SET score_percent = 90 WHERE number = 1 AND division = 'กองสวัสดิการสังคม'",
    ),
    Planted(
        "stated_total",
        "demo_budget_2567_q2",
        "ยอดรวมที่พิมพ์ขาดไปหนึ่งรายการ คือ ค่าไฟฟ้าสาธารณะ (งานไฟฟ้าและประปา)",
        # The line itself stays; the printed total leaves it out (budget_total in budget.sql).
        "UPDATE budget SET in_total = false WHERE number = 1 AND item = 'ค่าไฟฟ้าสาธารณะ'",
    ),
    Planted(
        "ordinance_changed",
        "demo_plan_projects_2567_12m",
        "มิติที่ 3: งบประมาณตามเทศบัญญัติเพิ่มขึ้น 10,000.00 บาทจากรอบ 6 เดือน (ทั้งในโครงการและในรายงานของแผน)",
        """UPDATE plan_projects SET budget_ordinance = budget_ordinance + 10000
           WHERE number = 1 AND project_no = (
               SELECT min(project_no) FROM plan_projects
               WHERE number = 1 AND dimension_no = 3 AND budget_ordinance > 20000)""",
    ),
    Planted(
        "unknown_division",
        "demo_budget_2568_q2",
        "ค่าไฟฟ้า (งานโรงฆ่าสัตว์): ชื่อหน่วยงานสะกดผิดเป็น กองสาธารณะสุขและสิ่งแวดล้อม",
        """UPDATE budget SET division = 'กองสาธารณะสุขและสิ่งแวดล้อม'
           WHERE number = 1 AND work = 'งานโรงฆ่าสัตว์' AND item = 'ค่าไฟฟ้า'""",
    ),
    Planted(
        "overspent",
        "demo_budget_2568_q4",
        "ค่าวัสดุการศึกษา (งานระดับก่อนวัยเรียนและประถมศึกษา): เบิกจ่ายเกินงบประมาณหลังโอน 12,500.00 บาท",
        """UPDATE budget SET disbursed = disbursed + remaining + 12500, remaining = -12500
           WHERE number = 1 AND item = 'ค่าวัสดุการศึกษา'""",
    ),
    Planted(
        "measure_overdue",
        "demo_measures_2568",
        "ข้อ 24: เกินกำหนด 31 ส.ค. 2568 แล้วยังดำเนินการอยู่",
        """UPDATE measures SET status = 'ongoing', evidence = 'no', evidence_url = NULL,
                               due_date = DATE '2025-08-31'
           WHERE number = 1 AND measure_no = '24'""",
    ),
    Planted(
        "measure_begun",
        "demo_measures_2564",
        "ข้อ 16: ระบุว่ายังไม่ดำเนินการ ทั้งที่ประกาศเจตจำนงสุจริตแล้ว",
        """UPDATE measures SET status = 'not_started', result = NULL, evidence = 'no', evidence_url = NULL,
                               due_date = NULL
           WHERE number = 1 AND measure_no = '16'""",
    ),
    Planted(
        "measure_target_missed",
        "demo_measures_2565",
        "ข้อ 24: ระบุว่าดำเนินการแล้ว ทั้งที่ทั้งปีไม่มีการฝึกอบรม (organization_target_missed)",
        "UPDATE measures SET status = 'done' WHERE number = 1 AND measure_no = '24'",
    ),
)
PLANTED += tuple(each for script in sorted(Path(__file__).parent.glob("*.sql")) for each in _below(script))
