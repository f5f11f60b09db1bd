"""Tables whose headers are values themselves or mean something by their order: survey matrix, web form, plan
screens."""

import re
from collections.abc import Callable, Iterable, Iterator

from loaders.layout.counts import are_shares, counts, is_level
from loaders.layout.divisions import is_division
from loaders.layout.reading import SCORES, Header, Options, Reading, arabic, normal
from loaders.layout.scales import is_answer, is_no_answer
from loaders.layout.survey_columns import is_about_people, is_percentage
from loaders.layout.survey_questions import NO_QUESTION
from loaders.layout.survey_rows import TIMES
from loaders.rows import Row
from loaders.schema.dataset import Dataset, Screen
from loaders.text_patterns import PERSON, PERSONAL

MATRIX, COUNTS, RESPONSES, PLANNED = (
    "survey_matrix",
    "survey_counts",
    "survey_responses",
    "plan_planned_columns",
)

_LETTER = re.compile(r"[^\W\d]")
_DEGREE = re.compile(r"^\W*(\d\W*)?(ระดับ|พึงพอใจ|พอใจ)*(น้อยที่สุด|น้อย|ปานกลาง|มากที่สุด|มาก)\W*\d?\W*$")
_DIVISION = re.compile(r"หน่วยงาน|ส่วนงาน|ส่วนราชการ|สำนัก|กอง|ฝ่าย|division|department")
_SERVICE = re.compile(r"บริการ|service|(งาน|ฝ่าย|จุด)ที่(ท่าน)?(มา|เข้า)?(ติดต่อ|รับ|ใช้)")
_NO_DIVISION = re.compile(
    r"ชื่อ(?!หน่วยงาน|ส่วน|สำนัก|กอง|ฝ่าย)|ผู้(รับ|ใช้|มา|ตอบ|ติดต่อ|ให้)|ประเภท|เสนอ|ความคิดเห็น|ความเห็น|ปรับปรุง|เพราะ|เหตุผล|วัน|เวลา"
    r"|ที่อยู่|โทร|เบอร์|อีเมล|e-?mail|จำนวน|ครั้ง|(สังกัด|หน่วยงาน|ส่วนราชการ)(ต้นสังกัด)?ของ(ท่าน|ผู้)"
)
"""Headers under which respondents write about themselves, or what they will: never the name of a division."""
_PLAN = re.compile(
    r"โครงการ|งบประมาณ|แผนงาน|ยุทธศาสตร์|เบิกจ่าย|จัดสรร|มิติ(ที่)?\s*[1-4๑-๔]|ดำเนินการ(แล้ว|เสร็จ)|รอบ\s*(6|12|๖|๑๒)"
)
"""Headers of plans and budgets, whose small figures look like answers."""
_STATISTIC = re.compile(
    r"(คะแนน|ค่า|ผล)*เฉลี่ย.*|รวม.*|ภาพรวม|s\.?d\.?|x̄|n|ส่วนเบี่ยงเบน.*|ร้อยละ.*|ระดับ.*|แปล(ผล|ความ).*|ความหมาย|ความถี่.*|จำนวน.*|(ลำดับ|อันดับ).*"
    r"|คะแนนเต็ม|คะแนน|มากที่สุด|มาก|ปานกลาง|น้อย|น้อยที่สุด|mean|average|total|[1-5๑-๕]"
)
"""Headers of columns beside the divisions of a survey: statistics of all of them, or how many gave which
answer."""
_SCORE = re.compile(r"-?\d{1,3}(\.\d+)?%?")
_DIMENSION = re.compile(r"มิติ(?:ที่)?\s*([1-4])\s+(โครงการ|งบประมาณ)")


def forms(dataset: Dataset, headers: list[Header], head: list[Row], options: Options) -> Iterator[Reading]:
    """The special forms of a data set that the table may be, under one of the headers it may have."""
    for screen in dataset.screens:
        yield from (reading for header in headers if (reading := _screen(dataset, screen, header)))
    for find in _FORMS.get(dataset.table, ()):
        likely = [header for header in headers if find is not _counts or not _is_answer(header, head)]
        found = [
            reading for header in likely if (reading := find(dataset, header, _below(header, head), options))
        ]
        yield from sorted(
            found,
            key=lambda reading: (-len(reading.positions), -len(reading.across), len(reading.header.rows)),
        )


def dimension(name: str) -> tuple[int, str] | None:
    """Which dimension of the plan and which figure (โครงการ or งบประมาณ) a header such as มิติที่ 1 โครงการ
    names."""
    found = _DIMENSION.fullmatch(arabic(name))
    return (int(found[1]), found[2]) if found else None


def _below(header: Header, head: list[Row]) -> list[list[str]]:
    rows = [
        cells + [""] * (header.width - len(cells)) for _, cells in head[header.above + len(header.rows) :]
    ]
    names = [normal(name) for name in header.lowest]
    return [cells for cells in rows if [normal(cell) for cell in cells[: header.width]] != names]


def _screen(dataset: Dataset, screen: Screen, header: Header) -> Reading | None:
    found = [(position, normal(name)) for position, name in enumerate(header.lowest) if name]
    meant = [({normal(name) for name in names}, column) for names, column in screen.headers]
    if len(found) != len(meant) or not all(
        name in names for (_, name), (names, _) in zip(found, meant, strict=True)
    ):
        return None
    positions = {column: position for (position, _), (_, column) in zip(found, meant, strict=True) if column}
    return Reading(dataset, screen.layout, header, positions)


def _counts(dataset: Dataset, header: Header, rows: list[list[str]], options: Options) -> Reading | None:
    """Questions down, the levels of a scale across: the columns hold how many people gave which answer."""
    found = counts(header)
    if (
        found is not None
        and are_shares(header, found.levels)
        and _is_said_otherwise(header, found.levels, options)
    ):
        return None
    if found is None or (rows and _is_tier(rows[0], found.levels)) or not _hold_figures(rows, found.levels):
        return None
    names = {
        normal(name): column.name
        for column in dataset.columns
        for name in (column.title, *column.also, column.name)
    }
    names |= {normal(name): column for name, column in options.mapping.items()}
    wanted = ("division", "question_no", "question", "dimension_no", "dimension")
    named = [(names.get(normal(name)), at) for at, name in enumerate(header.lowest)]
    positions = {name: at for name, at in reversed(named) if name in wanted and at not in found.levels}
    if "question" not in positions:
        before = [at for at in range(min(found.levels)) if at not in positions.values()]
        texts = [
            at for at in before if 2 * sum(bool(_LETTER.search(cells[at])) for cells in rows) > len(rows)
        ]
        if not texts:
            return None
        positions["question"] = texts[-1]
    numbers = {"question_no", "dimension_no", "dimension"} - positions.keys()
    makes = ("score_percent", "respondents", "answer_counts", *numbers)
    return Reading(dataset, COUNTS, header, positions, across=tuple(found.levels), makes=makes)


def _is_said_otherwise(header: Header, levels: Iterable[int], options: Options) -> bool:
    """Whether the caller says that the share of one level is the score, or that too few are used for
    several."""
    mapped = {normal(name) for name, column in options.mapping.items() if column == "score_percent"}
    answers = {
        at: options.answers.get(f"scale:{' '.join(header.names[at].split()).casefold()}") for at in levels
    }
    used = [at for at, answer in answers.items() if answer != NO_QUESTION]
    return len(used) < 2 or any(normal(header.lowest[at]) in mapped for at in levels)


def _is_answer(header: Header, head: list[Row]) -> bool:
    """Whether the levels of a header are a respondent's answers: the row above asks something else in each of
    their columns."""
    at = header.above + header.tiers - 2
    levels = [place for place, name in enumerate(header.lowest) if is_level(name)]
    asked = [head[at][1][place].strip() for place in levels if place < len(head[at][1])] if at >= 0 else []
    return (
        len(levels) == len(asked) > 0
        and all(asked)
        and len(set(asked)) == len(asked)
        and not any(map(is_level, asked))
    )


def _hold_figures(rows: list[list[str]], across: Iterable[int]) -> bool:
    """Whether figures stand below: the answers of a respondent are words that a header of levels has, too."""
    return any(re.search(r"\d", arabic(cells[at])) for cells in rows for at in across)


def _is_tier(cells: list[str], across: Iterable[int]) -> bool:
    """Whether a row is one more tier of the header: words stand where figures belong, and no figure
    anywhere."""
    return any(cells[at].strip(" -") for at in across) and not re.search(r"\d", arabic("".join(cells)))


def _matrix(dataset: Dataset, header: Header, rows: list[list[str]], _options: Options) -> Reading | None:
    """Questions down, divisions across: the columns beside the questions hold scores."""
    names = {
        normal(name): column.name
        for column in dataset.columns
        for name in (column.title, *column.also, column.name)
    }
    positions = {
        names[normal(name)]: at
        for at, name in reversed(list(enumerate(header.lowest)))
        if normal(name) in names
    }
    positions = {
        name: at
        for name, at in positions.items()
        if name in ("question_no", "question", "dimension_no", "dimension")
    }
    asked = [cells for cells in rows if "question" in positions and cells[positions["question"]].strip()]

    def holds_scores(at: int) -> bool:
        said = [arabic(cells[at]).replace(" ", "") for cells in asked if cells[at].strip(" -")]
        return len(said) >= max(1, len(asked) // 2) and sum(
            map(bool, map(_SCORE.fullmatch, said))
        ) >= 0.8 * len(said)

    others = [at for at, name in enumerate(header.lowest) if name and at not in positions.values()]
    below = [at for at in others if names.get(normal(header.lowest[at])) == "division"]
    if any(_LETTER.search(cells[at]) for cells in asked for at in below):
        return None  # a column of divisions: none stands across
    across = [at for at in others if asked and holds_scores(at)]
    if len(across) > 1:  # a score that is misspelled in one division is no reason to leave that out
        named = [
            at
            for at in others
            if is_division(header.lowest[at]) and any(cells[at].strip(" -") for cells in asked)
        ]
        across = sorted({*across, *named})
    if rows and _is_tier(rows[0], across):
        return None
    across = _scored(header, across)
    divisions = Reading(dataset, MATRIX, header, positions, across=tuple(across)).divisions
    across = [at for at in across if not _STATISTIC.fullmatch(normal(divisions[at]))]
    if len(across) < 2 or len({divisions[at] for at in across}) < len(across):
        return None
    makes = ("division", "score_percent", *({"question_no", "dimension_no", "dimension"} - positions.keys()))
    return Reading(dataset, MATRIX, header, positions, across=tuple(across), makes=makes)


def _scored(header: Header, across: list[int]) -> list[int]:
    """The columns without what stands beside the score of the same group: its mean, deviation, level or
    rank."""
    groups: dict[str, list[int]] = {}
    for at in across:
        groups.setdefault(header.names[at].removesuffix(header.lowest[at]).strip(), []).append(at)
    if len(groups) < 2:
        return across
    kept = list[int]()
    for group, columns in groups.items():
        said = {normal(header.lowest[at]): at for at in reversed(columns)}
        score = next((said[name] for name in SCORES if name in said), None)
        beside = [at for at in columns if at != score and _STATISTIC.fullmatch(normal(header.lowest[at]))]
        kept += [at for at in columns if not (group and score is not None and at in beside)]
    return sorted(kept)


def _responses(dataset: Dataset, header: Header, rows: list[list[str]], options: Options) -> Reading | None:
    """A row a respondent: one column names the division or service, the others hold answers, as far as the
    first rows show. Where it is not plain which one names the division, the reading lacks it, and the caller
    is asked."""
    if len(header.rows) > 1 or any(
        name and _is_answered(name, at, rows) for at, name in enumerate(header.lowest)
    ):
        return None
    mapping = {normal(name): column for name, column in options.mapping.items()}

    def share(at: int) -> float | None:
        said = [cells[at] for cells in rows if not is_no_answer(cells[at])]
        return sum(map(is_answer, said)) / len(said) if said else None

    shares = {at: share(at) for at, name in enumerate(header.lowest) if name and normal(name) not in mapping}
    asked = {
        at
        for at in shares
        if not is_about_people(header.lowest[at]) and not _are_percentages(header, rows, at)
    }
    across = [at for at, of in shares.items() if of is not None and of >= 0.6 and at in asked]
    if len(across) < 2 and options.table == dataset.table:
        across += [at for at, of in shares.items() if of is None]  # what is asked late, or of few
    if len(across) < (1 if options.table == dataset.table else 2):
        return None
    found = _division(header, rows, across, mapping)
    if (
        found is None
        and sum(_PLAN.search(name) is not None for name in header.names) > 1
        and not _has_times(header)
    ):
        return None
    makes = (
        "question_no",
        "question",
        "dimension_no",
        "dimension",
        "score_percent",
        "respondents",
        "answer_counts",
    )
    return Reading(
        dataset,
        RESPONSES,
        header,
        {} if found is None else {"division": found},
        across=tuple(across),
        makes=makes,
    )


def _are_percentages(header: Header, rows: list[list[str]], at: int) -> bool:
    return is_percentage(header.names[at]) and _hold_figures(rows, (at,))


def _has_times(header: Header) -> bool:
    return any(TIMES.fullmatch(normal(name)) for name in header.lowest)


def _is_answered(name: str, at: int, rows: list[list[str]]) -> bool:
    """Whether a cell is what a respondent answered, and no header: a figure or a degree, or what others
    answered there too."""
    if not _LETTER.search(name) or _DEGREE.search(name):
        return True
    return is_answer(name) and any(cells[at].strip() == name for cells in rows)


def _division(
    header: Header, rows: list[list[str]], across: list[int], mapping: dict[str, str]
) -> int | None:
    """Where the division stands: under the header that the caller names, else under the only one that says
    so, and never where people are named."""
    others = [at for at, name in enumerate(header.lowest) if name and at not in across]
    mapped = [at for at in others if mapping.get(normal(header.lowest[at])) == "division"]
    fitting = [at for at in others if not _NO_DIVISION.search(normal(header.lowest[at]))]
    by_name = (
        [at for at in fitting if pattern.search(normal(header.lowest[at]))]
        for pattern in (_DIVISION, _SERVICE)
    )
    for candidates in (mapped, *by_name):
        unnamed = [
            at
            for at in candidates
            if not any(re.search(f"{PERSONAL}|{PERSON}", arabic(cells[at])) for cells in rows)
        ]
        if candidates:
            return unnamed[0] if len(unnamed) == 1 else None
    return None


def names_division(header: str) -> bool:
    """Whether a header says that a division stands below."""
    return _DIVISION.search(normal(header)) is not None and not _NO_DIVISION.search(normal(header))


def _planned(dataset: Dataset, header: Header, _rows: list[list[str]], _options: Options) -> Reading | None:
    """What is planned only, a pair of columns for each dimension."""
    across = tuple(at for at, name in enumerate(header.names) if dimension(name))
    if len(across) < 4:
        return None
    makes = ("dimension_no", "projects_planned", "projects_done", "budget_planned")
    return Reading(dataset, PLANNED, header, {}, across=across, makes=makes)


_FORMS: dict[str, tuple[Callable[[Dataset, Header, list[list[str]], Options], Reading | None], ...]] = {
    "satisfaction": (_counts, _matrix, _responses),
    "plan_progress": (_planned,),
}
