"""Tables that count the answers of a survey: questions down, the levels of a scale across, in each cell how
many people."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from loaders.layout.reading import Header, arabic, normal
from loaders.layout.scales import Scale, is_no_answer, is_number, scales
from loaders.problem import Problem
from loaders.rows import trimmed
from vocabulary.language import N_

SHARE = "share"
"""The key of the question which share of the people is the score."""
_PEOPLE = ("จำนวน", "คน", "ความถี่", "จำนวนคน", "จำนวนผู้ตอบ", "n", "f", "frequency")
_SHARE = ("ร้อยละ", "%", "คิดเป็นร้อยละ", "percent")
_POINTS = ("คะแนน", "คะแนนรวม", "รวมคะแนน")
# จำนวนมากที่สุด and มากที่สุด (คน) both count the level มากที่สุด.
_UNIT = re.compile(r"[(\[]\s*(?:จำนวน|ร้อยละ|คน|ราย|%)+\s*[)\]]|จำนวน|ร้อยละ|คน|ราย|%")
_ALL = re.compile(
    r"(จำนวน)?(รวม|ผู้ตอบ|ผู้ใช้บริการ|ผู้รับบริการ)(จำนวน|ทั้งหมด|ทั้งสิ้น|คน|แบบ(สอบถาม|ประเมิน))*|จำนวน(คน|ทั้งหมด)?|ทั้งหมด|n|total"
)
_MEAN = re.compile(r"(คะแนน|ค่า)*เฉลี่ย|x̄|x|x-?bar|mean|average")
_PERCENT = re.compile(
    r"(คิดเป็น|คะแนน|ค่าเฉลี่ย)?(ร้อยละ|%|เปอร์เซ็นต์)(ของ)?(ความพึงพอใจ|คะแนน|ค่าเฉลี่ย)?|score_percent"
)
_FIGURE = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True, eq=False)
class Counts:
    """What the columns of such a table are: the level that each counts, the level of which others say the
    share or the points, and where all people, those without an opinion, the mean and the percentage stand."""

    scale: Scale
    levels: dict[int, int]
    shares: dict[int, int]
    points: dict[int, int]
    people: tuple[int, ...]
    without: tuple[int, ...]
    means: tuple[int, ...]
    percents: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Whether each level of the scale stands in one column."""
        return sorted(self.levels.values()) == list(range(self.scale.lowest, self.scale.highest + 1))

    def answers(self, cells: list[str]) -> Counter[int] | None:
        """How many answered on each level; None where a cell is no number of people."""
        cells_read = {level: _people(cells[at]) for at, level in self.levels.items()}
        people = {level: number for level, number in cells_read.items() if number is not None}
        return Counter(people) if len(people) == len(cells_read) else None


def says_reversed(title: str) -> bool:
    """Whether a title says that the figure 1 is the best answer."""
    # “1 = มากที่สุด 5 = น้อยที่สุด” above the levels 5, 4, 3, 2, 1.
    best = re.search(r"(?<![0-9])1\s*(?:=|:|หมายถึง|คือ)\s*([^\d\s,;)\]]+)", arabic(title))
    return best is not None and any(
        scale.level(best[1]) == scale.highest for scale in _scales() if not scale.is_numeric
    )


@lru_cache(maxsize=256)
def counts(header: Header) -> Counts | None:
    """What the columns are, where the header names levels of one scale: several, or one beside its share."""
    parts = [_part(header, at) for at in range(header.width)]
    beside = _beside(header, parts)
    kinds = [kind or ("share" if at in beside else None) for at, (_text, kind) in enumerate(parts)]
    texts = {at: parts[beside.get(at, at)][0] for at, kind in enumerate(kinds) if kind}
    scale = next(iter(_fitting([*texts.values()])), None)
    if scale is None:
        return None
    people, shares, points = (
        {at: scale.level(text) or 0 for at, text in texts.items() if kinds[at] == kind}
        for kind in ("people", "share", "points")
    )
    levels = people or shares
    # Figures may be anything; one level in words is enough where its share stands beside it.
    enough = 3 if all(map(is_number, texts.values())) else 1 if people and shares else 2
    if len(levels) < enough:
        return None
    rest = [at for at, kind in enumerate(kinds) if not kind and header.lowest[at]]
    return Counts(
        scale,
        levels,
        shares=shares if people else {},
        points=points,
        people=tuple(at for at in rest if _is_all(header.names[at]) or _is_all(header.lowest[at])),
        without=tuple(at for at in rest if is_no_answer(header.lowest[at])),
        means=tuple(at for at in rest if _MEAN.fullmatch(normal(header.lowest[at]))),
        percents=tuple(
            at
            for at in rest
            if _PERCENT.fullmatch(normal(header.lowest[at])) and not _ALL.match(header.group(at))
        ),
    )


def _is_all(name: str) -> bool:
    return _ALL.fullmatch(normal(name)) is not None


def are_shares(header: Header, levels: Iterable[int]) -> bool:
    """Whether the columns of levels say what share of the people gave each answer, and not how many."""
    return all(re.search("ร้อยละ|%|เปอร์เซ็นต์", header.names[at]) for at in levels)


def _part(header: Header, at: int) -> tuple[str, str | None]:
    """The words of the level that a column is about, and what of it stands there."""
    lowest = header.lowest[at]
    group = _UNIT.sub("", header.group(at)).strip()
    bare = _UNIT.sub("", lowest).strip()
    if bare and is_level(bare):
        return bare, "share" if re.search("ร้อยละ|%", lowest) else "people"
    kinds = {"people": _PEOPLE, "share": _SHARE, "points": _POINTS}
    kind = next((name for name, names in kinds.items() if normal(lowest) in names), None)
    words = group.split()
    text = next((text for start in range(len(words)) if is_level(text := " ".join(words[start:]))), None)
    return (text, kind) if text and kind else ("", None)


def is_level(text: str) -> bool:
    """Whether a text is a level of a scale, in words or as a figure."""
    return any(scale.level(text) is not None for scale in _scales())


def _scales() -> list[Scale]:
    return [scale for scale in scales().values() if not scale.is_asked and scale.levels > 2]


def _fitting(texts: list[str]) -> list[Scale]:
    """The scales on which all texts are levels; first those that have no others."""
    are_figures = all(map(is_number, texts))
    fitting = (scale for scale in _scales() if texts and scale.is_numeric == are_figures)
    whole = [scale for scale in fitting if all(scale.level(text) is not None for text in texts)]
    return sorted(
        whole, key=lambda scale: len({*scale.words.values()} - {scale.level(text) for text in texts})
    )


def _beside(header: Header, parts: list[tuple[str, str | None]]) -> dict[int, int]:
    """The columns without a group that say the share of the level on their left; one alone behind the last
    level does not."""
    levels = [at for at, (_text, kind) in enumerate(parts) if kind == "people"]
    shares = {
        at + 1: at for at in levels if at + 1 < header.width and normal(header.lowest[at + 1]) in _SHARE
    }
    shares = {at: level for at, level in shares.items() if not parts[at][1]}
    return {} if len(levels) > 1 and set(shares.values()) == {levels[-1]} else shares


def _people(cell: str) -> int | None:
    """A number of people; a dash is nobody."""
    text = arabic(trimmed(cell) or "").replace(",", "").removesuffix("คน").strip()
    if text in ("-", "–", "—"):
        return 0
    return int(Decimal(text)) if re.fullmatch(r"\d{1,7}(\.0+)?", text) else None


def _figure(cell: str) -> Decimal | None:
    text = arabic(cell).replace(",", "").strip(" %")
    return Decimal(text) if _FIGURE.fullmatch(text) else None


# What the figures of a question prove of each other


def fault(columns: Counts, row: int, cells: list[str]) -> Problem | None:
    """What in the row of a question contradicts its numbers of people; the first of it."""
    answers = columns.answers(cells)
    if answers is None:
        at = next(at for at in columns.levels if _people(cells[at]) is None)
        words = {"level": columns.scale.word(columns.levels[at])}
        return Problem("error", "no_people", _NO_PEOPLE, row, value=cells[at].strip(), words=words)
    if not answers.total():
        return Problem("error", "nobody_answered", _NOBODY, row)
    # ไม่มีความเห็น is of no level, and is counted in the sum that many files print.
    everybody = answers.total() + sum(_people(cells[at]) or 0 for at in columns.without)
    mismatch = (
        _other_people(columns, answers, everybody, cells)
        or _other_mean(columns, answers, cells)
        or _other_share(columns, answers, everybody, cells)
    )
    if mismatch is None:
        return None
    (rule, message), at, words = mismatch
    return Problem("error", rule, message, row, value=cells[at].strip(), words=words)


_Mismatch = tuple[tuple[str, str], int, dict[str, str]]
"""Rule and message, the column, and the words of the message."""


def _other_people(
    columns: Counts, answers: Counter[int], everybody: int, cells: list[str]
) -> _Mismatch | None:
    figures = ((at, _figure(cells[at])) for at in columns.people)
    wrong = next(
        (at for at, each in figures if each is not None and each not in (answers.total(), everybody)), None
    )
    return (
        None if wrong is None else (("people_differ", _PEOPLE_DIFFER), wrong, {"sum": f"{answers.total():,}"})
    )


def _other_mean(columns: Counts, answers: Counter[int], cells: list[str]) -> _Mismatch | None:
    """A printed mean or percentage that is another than that of the counts; of a percentage the mean may have
    been rounded."""
    mean = Decimal(sum(level * people for level, people in answers.items())) / answers.total()
    turned = columns.scale.lowest + columns.scale.highest - mean
    percent = Decimal(100) / columns.scale.highest
    for at in (*columns.means, *columns.percents):
        # 86.40 is printed of the mean 4.32, exact are 4.3167 and 86.33: off by half a hundredth of the mean.
        factor, margin = (percent, percent / 200) if at in columns.percents else (Decimal(1), Decimal(0))
        printed = _figure(cells[at])
        if printed is not None and not _agrees(printed, mean * factor, margin):
            message = _TURNED if _agrees(printed, turned * factor, margin) else _MEAN_DIFFERS
            return ("counts_differ", message), at, {"computed": f"{mean * factor:.2f}"}
    return None


def _other_share(
    columns: Counts, answers: Counter[int], everybody: int, cells: list[str]
) -> _Mismatch | None:
    """A printed share, or points, of a level that are others than those of its people."""
    expected = {
        at: [Decimal(100 * answers[level]) / people for people in (answers.total(), everybody)]
        for at, level in columns.shares.items()
    }
    expected |= {at: [Decimal(level * answers[level])] for at, level in columns.points.items()}
    for at, right in expected.items():
        printed = _figure(cells[at])
        if printed is not None and not any(_agrees(printed, each, Decimal(0)) for each in right):
            level = (columns.shares | columns.points)[at]
            return (
                ("share_differs", _SHARE_DIFFERS),
                at,
                {"level": columns.scale.word(level), "computed": f"{right[0]:.2f}"},
            )
    return None


def _agrees(printed: Decimal, exact: Decimal, margin: Decimal) -> bool:
    """Whether a printed figure is an exact one, give or take one of its last decimals."""
    unit = Decimal(1).scaleb(min(int(printed.as_tuple().exponent), 0))
    return abs(printed - exact) <= unit + margin


_NO_PEOPLE = N_(
    "Row {row}: “{value}” under “{level}” is no number of people. This is a table of counts: enter how many"
    " people gave each"
    " answer (0 where nobody did), not percentages."
)
_NOBODY = N_(
    "Row {row}: nobody answered this question, so it has no score. Delete the row, or enter how many gave"
    " each answer."
)
_PEOPLE_DIFFER = N_(
    "Row {row}: the people at all levels together are {sum}, but the file says {value}. Correct the row."
)
_TURNED = N_(
    "Row {row}: the file prints {value}, which is right only if the levels stand in reverse order: the"
    " counts give {computed}."
    " Correct the headers of the levels."
)
_MEAN_DIFFERS = N_(
    "Row {row}: the file prints {value}, but the counts of the levels give {computed}. Correct the row."
)
_SHARE_DIFFERS = N_(
    "Row {row}: the file prints {value} beside the people of “{level}”, but their number gives {computed}."
    " Correct the row."
)
