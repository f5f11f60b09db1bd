"""Organizations of several provinces with figures of every data set, for tests of what areas are told."""

import random

from loaders.layout.reading import Options
from loaders.loading import load_files

NARATHIWAT = ("04960201", "05960102", "05960103", "06960104", "06960105")
OTHERS = ("04940101", "06940102", "99000001")
CODES = (*NARATHIWAT, *OTHERS)
YEAR = 2565
BUDGET = (
    "organization_code,fiscal_year,as_of,division,plan,expenditure_group,item,"
    "allocation,transfer_in,transfer_out,encumbered,disbursed"
)
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


def load_area(folder):
    """Makes a store of eight organizations, each of which has reported some data sets; gives its folder."""
    folder.mkdir(parents=True)
    chance = random.Random(7)  # noqa: S311 - not a secret
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
