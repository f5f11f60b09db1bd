"""The mistakes that are planted in the made-up municipality: one of a kind, each for a rule of the findings
to catch.

All else in the made-up files reconciles; where a set has fewer years, the mistakes of the others are not
there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Planted:
    """One mistake: the rule that finds it, the file it stands in (without .csv), what it is, and the change
    that makes it."""

    rule: str
    file: str
    what: str
    change: str
    """SQL on the table from which the file is written; organization number 1 only."""


PLANTED = (
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
        "closed_before_received",
        "demo_complaints_2566",
        "เรื่องที่ 7/2566: วันที่ยุติเรื่องอยู่ก่อนวันที่รับเรื่อง 3 วัน",
        "UPDATE complaints SET closed_on = received_on - 3 WHERE number = 1 AND case_no = '7/2566'",
    ),
    Planted(
        "number_reused",
        "demo_complaints_2567",
        "เรื่องที่ 12/2567: สองเรื่องใช้เลขที่เดียวกัน",
        "UPDATE complaints SET case_no = '12/2567' WHERE number = 1 AND case_no = '13/2567'",
    ),
    Planted(
        "complaint_overdue",
        "demo_complaints_2568",
        "เรื่องที่ 55/2568: รับเรื่องแล้ว ยังไม่ยุติ และเกินกำหนด 15 วัน",
        """UPDATE complaints SET case_status = 'ongoing', closed_on = NULL
           WHERE number = 1 AND case_no = '55/2568'""",
    ),
    Planted(
        "returned_before_taken",
        "demo_asset_loans_2566",
        "เต็นท์ผ้าใบ: วันที่ส่งคืนอยู่ก่อนวันที่ยืม 2 วัน",
        """UPDATE asset_loans SET returned_on = taken_on - 2
           WHERE number = 1 AND asset = 'เต็นท์ผ้าใบ' AND position = 24""",
    ),
    Planted(
        "loan_overdue",
        "demo_asset_loans_2568",
        "เครื่องฉายภาพ: เลยกำหนดส่งคืนแล้วยังไม่ส่งคืน",
        """UPDATE asset_loans SET returned_on = NULL
           WHERE number = 1 AND asset = 'เครื่องฉายภาพ' AND position = 31""",
    ),
    Planted(
        "measure_overdue",
        "demo_measures_2568",
        "ข้อ 24: เลยกำหนด 31 ส.ค. 2568 แล้วยังดำเนินการอยู่",
        """UPDATE measures SET status = 'ongoing', evidence = 'no', evidence_url = NULL,
                               due_date = DATE '2025-08-31'
           WHERE number = 1 AND measure_no = '24'""",
    ),
    Planted(
        "above_limit",
        "demo_procurements_2564",
        "ซื้อวัสดุไฟฟ้าและวิทยุ เดือนตุลาคม 2563: ราคาที่ตกลงสูงกว่าวงเงิน 5,000.00 บาท (ไม่มีราคากลาง)",
        """UPDATE procurements SET agreed_price = purchase_limit + 5000, reference_price = NULL
           WHERE number = 1 AND month = 10 AND purchase = 'ซื้อวัสดุไฟฟ้าและวิทยุ'""",
    ),
    Planted(
        "above_reference_price",
        "demo_procurements_2565",
        "ซื้อครุภัณฑ์คอมพิวเตอร์: ราคาที่ตกลงสูงกว่าราคากลาง 1,500.00 บาท แต่ไม่เกินวงเงิน",
        """UPDATE procurements SET reference_price = agreed_price - 1500
           WHERE number = 1 AND purchase = 'ซื้อครุภัณฑ์คอมพิวเตอร์'""",
    ),
    Planted(
        "contract_outside_month",
        "demo_procurements_2566",
        "จ้างปรับปรุงตลาดสดเทศบาล: สัญญาลงวันที่ 15 มิ.ย. 2566 แต่รายงานในเดือนกรกฎาคม",
        """UPDATE procurements SET contract_date = DATE '2023-06-15'
           WHERE number = 1 AND purchase = 'จ้างปรับปรุงตลาดสดเทศบาล'""",
    ),
    Planted(
        "missing_month",
        "demo_procurements_2567",
        "ไม่มีรายการของเดือนกุมภาพันธ์ 2567",
        "DELETE FROM procurements WHERE number = 1 AND month = 2",
    ),
    Planted(
        "one_bidder",
        "demo_procurements_2568",
        "ซื้อรถบรรทุกขยะแบบอัดท้าย: มีผู้เสนอราคารายเดียวโดยวิธี e-bidding",
        """UPDATE procurements SET bidder_count = 1, bidders = split_part(bidders, '; ', 1)
           WHERE number = 1 AND purchase = 'ซื้อรถบรรทุกขยะแบบอัดท้าย'""",
    ),
    Planted(
        "split_purchases",
        "demo_procurements_2568",
        "ซื้อวัสดุไฟฟ้าและวิทยุ ธันวาคม 2567 และมกราคม 2568: ผู้ขายรายเดียวกัน ห่างกัน 20 วัน วงเงินครั้งละ 480,000.00 บาท",
        """UPDATE procurements
           SET purchase_limit = 480000, reference_price = 480000, agreed_price = 476000, bidders = NULL,
               winner = 'บริษัท ตัวอย่างพาณิชย์ จำกัด',
               contract_date = CASE month WHEN 12 THEN DATE '2024-12-20' ELSE DATE '2025-01-09' END
           WHERE number = 1 AND month IN (12, 1) AND purchase = 'ซื้อวัสดุไฟฟ้าและวิทยุ'""",
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
    Planted(
        "organization_target_missed",
        "demo_activities_2565",
        "ทั้งปีไม่มีการฝึกอบรม",
        "DELETE FROM activities WHERE number = 1 AND activity_kind = 'training'",
    ),
    Planted(
        "activity_without_evidence",
        "demo_activities_2566",
        "เสวนาเรื่องการต่อต้านการทุจริต (มาตรการข้อ 20): จัดแล้วแต่ไม่มีหลักฐาน",
        """UPDATE activities SET evidence = 'no', evidence_url = NULL
           WHERE number = 1 AND activity_kind = 'forum'""",
    ),
    Planted(
        "activity_outside_year",
        "demo_activities_2567",
        "ประกาศเจตจำนงสุจริต (มาตรการข้อ 16): วันที่เป็นของปีงบประมาณถัดไป",
        """UPDATE activities SET held_on = DATE '2024-12-09' WHERE number = 1 AND measure_no = 16""",
    ),
    Planted(
        "division_target_missed",
        "demo_activities_2568",
        "กองช่าง: ประชุมเพียงครั้งเดียวทั้งปี",
        """DELETE FROM activities
           WHERE number = 1 AND division = 'กองช่าง' AND activity NOT LIKE '%ครั้งที่ 1'""",
    ),
    Planted(
        "disclosure_without_address",
        "demo_disclosures_2567",
        "คู่มือหรือคำสั่งเกี่ยวกับวิธีปฏิบัติงาน: ไม่มีที่อยู่ที่เผยแพร่",
        "UPDATE disclosures SET disclosure_url = NULL WHERE number = 1 AND disclosure LIKE 'คู่มือ%'",
    ),
    Planted(
        "disclosure_overdue",
        "demo_disclosures_2568",
        "สถิติเรื่องร้องเรียนการทุจริต: ครบกำหนด 31 ก.ค. 2568 แล้วยังไม่ได้ปรับปรุง",
        """UPDATE disclosures SET updated_on = DATE '2025-04-30', next_due = DATE '2025-07-31'
           WHERE number = 1 AND disclosure = 'สถิติเรื่องร้องเรียนการทุจริต'""",
    ),
    Planted(
        "within_exceeds_requests",
        "demo_service_statistics_2566",
        "แจ้งซ่อมไฟฟ้าสาธารณะ เดือนมกราคม 2566: แล้วเสร็จภายในเวลามาตรฐานมากกว่าผู้รับบริการ 3 ราย",
        """UPDATE service_statistics SET within_standard = requests + 3
           WHERE number = 1 AND month = 1 AND service = 'แจ้งซ่อมไฟฟ้าสาธารณะ'""",
    ),
    Planted(
        "channels_differ",
        "demo_service_statistics_2567",
        "ชำระค่าธรรมเนียมเก็บขนขยะมูลฝอย เดือนพฤษภาคม 2567: ผลรวมสองช่องทางขาดไป 10 ราย",
        """UPDATE service_statistics SET at_counter = at_counter - 10
           WHERE number = 1 AND month = 5 AND service = 'ชำระค่าธรรมเนียมเก็บขนขยะมูลฝอย'""",
    ),
)
