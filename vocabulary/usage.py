"""What is told of a call of the command line that was wrong: in Thai, and in argparse's own words."""

import argparse
import re
import sys
from typing import NoReturn

THAI = (
    (r"the following arguments are required: (.+)", r"ยังขาด \1"),
    (r"one of the arguments (.+) is required", r"ต้องระบุอย่างใดอย่างหนึ่ง: \1"),
    (r"unrecognized arguments: (.+)", r"ไม่รู้จัก \1"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 กำกวม อาจเป็น \2"),
    (r"expected one argument", "ต้องมีหนึ่งค่าตามหลัง"),
    (r"expected at least one argument", "ต้องมีอย่างน้อยหนึ่งค่าตามหลัง"),
    (r"not allowed with argument (.+)", r"ใช้ร่วมกับ \1 ไม่ได้"),
    (r"ignored explicit argument (.+)", r"ไม่รับค่า \1"),
    (r"invalid choice: (.+) \(choose from (.+)\)", r"ไม่มี \1 ให้เลือก มีเพียง \2"),
    (r"invalid int value: (.+)", r"\1 ไม่ใช่จำนวนเต็ม"),
    (
        r"(.+) is not a day of the Common Era, such as 2025-01-21",
        r"\1 ไม่ใช่วันที่ของปี ค.ศ. เช่น"
        r" 2025-01-21",
    ),
    (r"(.+) is not a code of 4 to 10 digits", r"\1 ไม่ใช่รหัสที่เป็นตัวเลข 4–10 หลัก"),
    (r"(.+) is not a fiscal year of the Buddhist era, such as (\d+)", r"\1 ไม่ใช่ปีงบประมาณ พ.ศ. เช่น \2"),
    (
        r"(.+) is not HEADER=COLUMN with the name of a column",
        r"\1 ไม่อยู่ในรูป หัวตาราง=ชื่อคอลัมน์"
        r" ของตารางที่มีอยู่",
    ),
    (
        r"(.+) is not COLUMN=SUM with the name of a column of amounts",
        r"\1 ไม่อยู่ในรูป ชื่อคอลัมน์=ผลรวม ของคอลัมน์จำนวนเงินหรือจำนวนนับ",
    ),
    (r"(.+) is not a number from 1 to (.+)", r"\1 ไม่ใช่จำนวนตั้งแต่ 1 ถึง \2"),
)
"""What argparse and our own options say of a wrong argument → the same in Thai."""


class Parser(argparse.ArgumentParser):
    """A parser that says in Thai too what is wrong with a call, and how to ask for help; the exit status is
    2."""

    def error(self, message: str) -> NoReturn:
        """Ends the program with what is wrong."""
        self.print_usage(sys.stderr)
        self.exit(
            2, f"คำสั่งไม่ถูกต้อง: {in_thai(message)} (ดูวิธีใช้: {self.prog} --help)\n{self.prog}: error: {message}\n"
        )


def in_thai(message: str) -> str:
    """The message in Thai; as it is where it is not known."""
    named = re.fullmatch(r"argument (\S+): (.+)", message, re.DOTALL)
    where, said = (f"{named[1]}: ", named[2]) if named else ("", message)
    return where + next(
        (found.expand(thai) for pattern, thai in THAI if (found := re.fullmatch(pattern, said))), said
    )
