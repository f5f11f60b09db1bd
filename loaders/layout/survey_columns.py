"""The columns of a web form's export: what respondents wrote in each, over all rows, and what its header says
it is about."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from functools import cached_property

from loaders.layout.reading import arabic
from loaders.layout.scale_legends import Legend
from loaders.layout.scales import Scale, is_no_answer, is_number, scales, squeezed
from loaders.text_patterns import is_mean, is_personal, is_total, names_person

MOST_DIFFERENT = 500
"""A column with more different texts than this holds no answers to choose from."""
MOST_CHOICES, FEWEST_GIVERS = 12, 3
"""Up to so many different answers are a choice, if so many respondents give the commonest; in so many
rows figures show that they are the mean of others."""
MOST_SHOWN = 3
"""How many answers are told."""
_NUMBERING = re.compile(r"^\s*(ข้อ(ที่)?|q|no\.?)?\s*[0-9]+([.][0-9]+)*[.):_-]*\s*", re.IGNORECASE)
GRID = re.compile(r"([^\[]*[^\[\s])\s*\[(.+)\]")
"""How web forms write the questions of a grid: ด้าน [ข้อ]."""
_ABOUT = re.compile(
    r"(ท่าน)?(มี)?(ช่วง|ระดับ|กลุ่ม|วุฒิ)?(เพศ|อายุ|วัย(?!วะ)|วุฒิ|ระดับการศึกษา|การศึกษา|อาชีพ|รายได้|สถานภาพ|รหัส|เบอร์|โทร|ชั้นปี|บ้านเลขที่|เลขที่|สังกัด"
    r"|ตำแหน่ง(ของท่าน)?$|ลำดับ(ที่)?$|หมู่(ที่|บ้าน)?|ชุมชน(ของท่าน|ที่.*)?$|ข้อมูล(ทั่วไป|ส่วน|พื้นฐาน)|ประเภทผู้|ผู้(ตอบ|รับ|ใช้|มา|ติดต่อ|ให้ข้อมูล)"
    r"|ชื่อ|ที่อยู่|วันที่|วันเวลา|ประทับ|อีเมล|timestamp|sex$|gender|age($|\W)|e-?mail|phone|education|occupation|income"
    r"|name($|\W)|respondent|id$|no\.?$|ที่$|#$)"
)
# ท่านมีบุตรกี่คน, จำนวนครั้งที่มา, อายุ (ปี)
_COUNTS = re.compile(
    r".*(กี่|บ่อยแค่ไหน|บ่อยเพียงใด|how(many|often|long))|(ท่าน)?(มี)?(บุตร|สมาชิก(ใน)?(ครัวเรือน|ครอบครัว))"
    r"|(ท่าน)?(มี)?จำนวน(ครั้ง|บุตร|สมาชิก|คน|ปี|วัน|ผู้|ครัวเรือน|เงิน|รถ)|.*[(\[](คน|ปี|ครั้ง|บาท|เดือน|วัน|หลัง|คัน)[)\]]$"
    r"|(number|count)of|children|visits"
)
# จำนวนเจ้าหน้าที่เพียงพอ and เวลาเปิดทำการ are asked about.
_MAYBE_COUNTS = re.compile(r"(ท่าน)?(มี)?(จำนวน|ครั้ง|(ช่วง|ระยะ)?เวลา|ชั้น|เลข|ปี|รอบ)")
_FREE = re.compile(
    r".*(เสนอแนะ|คิดเห็น|ความเห็น|ติชม|แนะนำเพิ่มเติม|เหตุผล|เพราะ|โปรดระบุ|อื่นๆ|หมายเหตุ|ควรปรับปรุง|suggest|comment|remark)"
)
_CODE = re.compile(r"([a-zก-ฮ]{0,4})\d{1,3}")
# สุภาพ (คะแนน), score_สุภาพ, คะแนนสุภาพ
_RECODED = (
    r"[(\[]?(คะแนน(ที่ได้)?|ระดับ(คะแนน)?|ตัวเลข|รหัส|แปลง(ค่า|คะแนน)?|ค่า(ตัวเลข|คะแนน)?"
    r"|code[sd]?|recoded?|scores?|num(eric|ber)?|values?)[)\]]?"
)
_RECODE = re.compile(rf"(?<=.)[_.:-]*{_RECODED}$|^{_RECODED}[_.:-]*(?=.)")


@dataclass(eq=False)
class Column:
    """One column: each different text with its number of cells and its first row, and which text each row
    has."""

    at: int
    header: str
    key: str
    """Under which its answer is kept in `Options.answers`."""
    option: str
    """How the command line names it."""
    texts: dict[str, int] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    # Two bytes a respondent: MOST_DIFFERENT fits into them.
    codes: "array[int]" = field(default_factory=lambda: array("H"))
    legend: Legend | None = None
    """What is said of its answers in figures."""
    is_full: bool = False
    """Whether it has more different texts than were looked at."""

    def add(self, row: int, cell: str) -> None:
        """Takes in the cell of one more respondent."""
        if self.is_full:
            return
        text = cell.strip()
        code = self.texts.setdefault(text, len(self.texts))
        if code == len(self.counts):
            self.counts.append(0)
            self.rows.append(row)
        self.counts[code] += 1
        self.codes.append(code)
        self.is_full = len(self.texts) > MOST_DIFFERENT

    @cached_property
    def answers(self) -> dict[str, int]:
        """Each text that may be an answer, and how many gave it."""
        return {text: self.counts[code] for text, code in self.texts.items() if not is_no_answer(text)}

    @property
    def answer_count(self) -> int:
        """How many may have answered."""
        return sum(self.answers.values())

    @cached_property
    def is_numeric(self) -> bool:
        """Whether figures alone stand in it."""
        return bool(self.answers) and all(map(is_number, self.answers))

    @property
    def has_figures(self) -> bool:
        """Whether figures stand in it, alone or among words."""
        return any(map(is_number, self.answers))

    @property
    def top(self) -> int:
        """The largest figure of a numeric column."""
        return max(int(squeezed(text).split(".")[0]) for text in self.answers)

    def first_row(self, texts: Iterable[str]) -> int:
        """The first row that has one of the texts."""
        return min(self.rows[self.texts[text]] for text in texts)

    # What the header says

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return _parts(self.header)

    @property
    def is_about_people(self) -> bool:
        """Whether it asks who answers, or how many or how often."""
        return is_about_people(self.header)

    @property
    def may_count(self) -> bool:
        """Whether its figures may be a number of something."""
        return any(_MAYBE_COUNTS.match(name) for name in self._names)

    @property
    def is_free(self) -> bool:
        """Whether people write there what they like."""
        return is_free(self.header)

    @property
    def names_people(self) -> bool:
        """Whether any of its cells names a person, or how to reach one."""
        return any(names_person(arabic(text)) for text in self.texts)

    @property
    def may_be_reversed(self) -> bool:
        """Whether 1 is said to be the best of its figures, or something about it that is not understood."""
        return self.is_numeric and self.legend is not None and self.legend.is_reversed is not False

    def is_mean_of(self, others: list["Column"]) -> bool:
        """Whether its figures are the rounded mean of others in every row, of which several differ."""
        if len(others) < 2 or self.is_full or any(each.is_full for each in others):
            return False
        differing = 0
        for codes in zip(self.codes, *(each.codes for each in others), strict=True):
            values = [each.figures[code] for each, code in zip((self, *others), codes, strict=True)]
            mean = values[0]
            stated = [value for value in values[1:] if value is not None]
            if mean is not None and stated:
                # A rounded mean is off by half at the most.
                if abs(mean * len(stated) - sum(stated)) * 2 > len(stated):
                    return False
                differing += len(set(stated)) > 1
        return differing >= FEWEST_GIVERS

    @cached_property
    def figures(self) -> list[int | None]:
        """The figure of each of its texts."""
        return [int(squeezed(text).split(".")[0]) if is_number(text) else None for text in self.texts]

    @property
    def letters(self) -> str | None:
        """The letters of a header that is a code and no statement (A1, ข้อ 2); None of any other."""
        code = _CODE.fullmatch(re.sub(r"[\s._-]", "", arabic(self.header)).casefold())
        return code[1] if code else None

    @property
    def sums_up(self) -> bool:
        """Whether its header says that it holds a mean or a total of other columns."""
        return any(is_total(name) or is_mean(name) for name in self._names)

    @property
    def grid(self) -> str:
        """The title of its grid (ด้าน [ข้อ]); of a column that is in none, its header."""
        grid = GRID.fullmatch(self.header)
        return grid[1] if grid else self.header

    @cached_property
    def stem(self) -> str:
        """The header without what only says that the column is a copy in figures."""
        name = re.sub(r"\s", "", arabic(self.header)).casefold()
        while (shorter := _RECODE.sub("", name)) != name and shorter:
            name = shorter
        return name

    # What the answers say

    def on(self, scale: Scale) -> dict[str, int]:
        """Its texts that lie on a scale, each with its level."""
        return {text: level for text in self.texts if (level := scale.level(text)) is not None}

    def off(self, scale: Scale) -> list[str]:
        """Its texts that neither lie on a scale nor are no answer."""
        return [text for text in self.answers if scale.level(text) is None]

    def levels(self, scale: Scale) -> Counter[int]:
        """How many answered on each level."""
        counts = Counter[int]()
        for text, level in self.on(scale).items():
            counts[level] += self.counts[self.texts[text]]
        return counts

    def percent(self, scale: Scale) -> Fraction:
        """The mean of the answers that lie on a scale, in percent."""
        levels = self.levels(scale)
        return (
            sum((scale.percent(level) * count for level, count in levels.items()), Fraction())
            / levels.total()
        )

    @cached_property
    def fitting_scales(self) -> list[Scale]:
        """The scales on which all of its answers lie, one for each meaning that the answers can have."""
        fitting = [scale for scale in self._scales if not self.off(scale) and self.on(scale)]
        return self._meanings(scale for scale in fitting if _is_one_wording(self.on(scale)))

    @cached_property
    def near_scales(self) -> list[Scale]:
        """The scales on which at least a tenth of its answers lie, those with most answers first."""
        counts = {scale: self.levels(scale).total() for scale in scales().values()}
        most = max(counts.values(), default=0)
        is_share = self.is_numeric and is_percentage(self.header)
        if not self.answer_count or 10 * most < self.answer_count or self.is_full or is_share:
            return []
        near = [scale for scale, count in counts.items() if 2 * count > most]
        words = {scale: sum(not is_number(text) for text in self.on(scale)) for scale in near}
        return self._meanings(
            sorted(near, key=lambda scale: (-counts[scale], -words[scale], not scale.is_numeric))
        )[:4]

    @property
    def scale(self) -> Scale | None:
        """The first scale on which it may lie."""
        return next(iter(self.fitting_scales or self.near_scales), None)

    @property
    def _scales(self) -> Iterator[Scale]:
        fitting = {} if self.is_numeric and is_percentage(self.header) else scales()
        return (scale for scale in fitting.values() if scale.is_numeric == self.is_numeric)

    def _meanings(self, fitting: Iterable[Scale]) -> list[Scale]:
        """Of scales that give every answer the same percentage, the first."""
        meanings: dict[tuple[tuple[str, Fraction], ...], Scale] = {}
        for scale in fitting:
            meanings.setdefault(
                tuple((text, scale.percent(level)) for text, level in self.on(scale).items()), scale
            )
        return list(meanings.values())

    # What may be shown

    @property
    def is_choice(self) -> bool:
        """Whether few answers are given again and again, and none of them tells of a person."""
        often = max(self.answers.values(), default=0) >= FEWEST_GIVERS
        private = self.is_about_people or self.is_free or self.names_people
        return often and len(self.answers) <= MOST_CHOICES and not private

    @property
    def frequent(self) -> str:
        """Its most frequent answers with their numbers, given by several each; nothing where they may tell of
        a person."""
        if not self.is_choice:
            return ""
        often = sorted(self.answers.items(), key=lambda each: (-each[1], each[0]))
        return ", ".join(
            f"{text[:40]} ({count:,})" for text, count in often[:MOST_SHOWN] if count >= FEWEST_GIVERS
        )

    def public_text(self, text: str) -> str:
        """A text that lies on no scale, where it may be shown: a figure, what several wrote, or a slip of a
        known word."""
        words = [word for scale in scales().values() for word in scale.words]
        harmless = (
            is_number(text)
            or re.fullmatch(r"[\d.,]+", arabic(text))
            or get_close_matches(squeezed(text), words, 1, 0.7)
        )
        return text[:40] if harmless or text in self.frequent else "…"


def is_percentage(header: str) -> bool:
    """Whether figures under a header are percentages, and no answers."""
    return re.search(r"ร้อยละ|%|เปอร์เซ็นต์|percent", header.casefold()) is not None


def is_free(header: str) -> bool:
    """Whether people write under a header what they like."""
    names = _parts(header)
    return len(names) == 1 and _FREE.match(names[0]) is not None


def is_about_people(header: str) -> bool:
    """Whether a header asks who answers, or how many or how often."""
    return any(_ABOUT.match(name) or _COUNTS.match(name) or is_personal(name) for name in _parts(header))


def _parts(header: str) -> tuple[str, ...]:
    """A header as it is compared, without its number; of a grid (ด้าน [ข้อ]) the part in brackets too."""
    grid = GRID.fullmatch(header)
    parts = (header, grid[2]) if grid else (header,)
    return tuple(re.sub(r"\s", "", _NUMBERING.sub("", arabic(part))).casefold() for part in parts)


def _is_one_wording(levels: dict[str, int]) -> bool:
    """Whether no two different words stand for the same level: มาก and พึงพอใจมาก are one, เฉยๆ and ปานกลาง
    two."""
    wordings: dict[int, str] = {}
    for text, level in levels.items():
        word = re.sub(r"[\d.,:;=()\[\]/–-]", "", squeezed(text))
        wording = wordings.setdefault(level, word) or word
        if word and not (word.endswith(wording) or wording.endswith(word)):
            return False
        wordings[level] = min(filter(None, (wording, word)), key=len, default="")
    return True
