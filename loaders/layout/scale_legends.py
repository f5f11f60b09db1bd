"""What headers and titles say of answers in figures: which end is the best, and out of how many points."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from loaders.layout.reading import arabic

# “1. ท่านพอใจมากที่สุด” and “ส่วนที่ 2” number questions and parts.
_NUMBERING = re.compile(
    r"^\s*(q|no\.?)?\s*\d+([.]\d+)*\s*[.):_]+\s*|(ส่วน|ตอน|ข้อ|หมวด|ด้าน|ตาราง|แบบ|หน้า|ชุด)(ที่)?\s*\d+([./]\d+)*",
    re.IGNORECASE,
)
_WORST = (
    r"(มี)?(ความ)?(พึง)?(พอใจ)?(เห็นด้วย)?น้อย(ที่สุด|มาก)?"
    r"|(ความ)?ไม่(พึง)?(พอใจ|เห็นด้วย|ดี)(มากที่สุด|อย่างยิ่ง|มาก|เลย)?"
    r"|แย่(ที่สุด|มาก)?|(ควร|ต้อง)?ปรับปรุง|ต่ำ(ที่)?สุด"
    r"|(very |strongly |extremely |most |completely )?(dissatisfied|unsatisfied|disagree)|very (poor|bad)"
    r"|poor|worst|lowest|bad|not (at all )?satisfied"
)
_BEST = (
    r"(มี)?(ความ)?(พึง)?(พอใจ|เห็นด้วย)?มาก(ที่สุด)?|(?<!ความ)(?<!ความพึง)(พึง)?(พอใจ|เห็นด้วย)(อย่างยิ่ง|ที่สุด)?|ดี((ที่)?สุด|มาก|เยี่ยม|เลิศ|เด่น)|สูง(ที่)?สุด|เยี่ยม"
    r"|(very |strongly |extremely |most |completely )?(satisfied|agree)|very good|excellent|best|highest"
)
_TOKEN = re.compile(
    rf"(?P<worst>{_WORST})|(?P<best>{_BEST})|(?P<number>(?<![\d.,/])\d{{1,3}}(?![\d/]|[.,]\d))", re.IGNORECASE
)
_END = re.compile(
    r"ที่สุด|อย่างยิ่ง|(สูง|ต่ำ)สุด|^ดี|^แย่|ปรับปรุง|เยี่ยม|very|strongly|extremely|most|best|worst|lowest|highest|poor|bad|excellent"
)
"""Words for an end of a scale, and none between."""
_BETWEEN = re.compile(
    r"[\s=:.,;()\[\]/\"“”'>~→–—-]*((หมายถึง|หมายความว่า|เท่ากับ|แทน|คือ|เป็น|หาก|ถ้า|เมื่อ|ว่า|ให้|คะแนน|ระดับ|ท่าน|means?|is|for|if|being|you|are)"
    r"[\s=:.,;()\[\]/\"“”'>~→–—-]*)*",
    re.IGNORECASE,
)
MOST = 10
"""The highest figure that stands for an end of a scale."""
# เรียงจากมากที่สุดไปน้อยที่สุด, คะแนนน้อยหมายถึงพอใจมาก: not understood, and asked about.
_ABOUT_ORDER = re.compile(
    r"(คะแนน|ตัวเลข|เลข)(ที่)?(ยิ่ง)?(น้อย|ต่ำ)\s*(กว่า|สุด|ที่สุด)?\s*(=|คือ|หมายถึง|แปลว่า|แสดงว่า|ยิ่ง|ดี)"
    r"|(เรียง|ลำดับ)?จาก\s*(มาก|ดี|พอใจ|พึงพอใจ)\S*\s*(ไป|ถึง|→)|lower\s+(is|=|means)?\s*better|from\s+best\s+to",
    re.IGNORECASE,
)
# วันที่ 1-10 ตุลาคม is none: คะแนน, ระดับ or เต็ม stands beside a full score.
_FULL = re.compile(
    r"(?:คะแนน|ค่า)?เต็ม\s*(\d{1,3})|(?<!\d)[01]\s*(?:-|–|—|ถึง|to)\s*(\d{1,2})\s*(?:คะแนน|ระดับ|points?)"
    r"|(?:คะแนน|ระดับ|score|scale)\s*(?:ตั้งแต่|from)?\s*[01]\s*(?:-|–|—|ถึง|to)\s*(\d{1,2})(?![\d/])|out"
    r" of\s*(\d{1,3})",
    re.IGNORECASE,
)
# A header alone says it without such a word: สุภาพ (1-10), สุภาพ (10 คะแนน).
_FULL_OF_HEADER = re.compile(
    r"[(\[]\s*[01]\s*(?:-|–|—|ถึง|to)\s*(\d{1,2})\s*[)\]]|[(\[]\s*(\d{1,3})\s*(?:คะแนน|points?|ระดับ)\s*[)\]]|/\s*(\d{1,3})\s*[)\]]?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Legend:
    """What is said: whether 1 is the best (None: words about it that are not understood), and the full
    score."""

    text: str
    is_reversed: bool | None
    full: int | None


def legend(header: str, titles: Iterable[str]) -> Legend | None:
    """What the header says; where it says nothing, the titles, each by itself."""
    texts = (header, *titles)
    legends = [found_legend for text in texts if (found_legend := _legend(text, is_header=text is header))]
    return next(iter(legends), None)


def _legend(text: str, *, is_header: bool) -> Legend | None:
    plain = _NUMBERING.sub(" ", arabic(text))
    ends = _ends(plain)
    full = max((number for numbers in ends for number in numbers), default=0)
    if match := _FULL.search(plain) or (_FULL_OF_HEADER.search(plain) if is_header else None):
        full = int(next(filter(None, match.groups())))
    doubtful = _is_doubtful(plain) and not any(ends)
    is_reversed = None if doubtful or _ABOUT_ORDER.search(plain) else _is_reversed(*ends)
    if is_reversed is False and full < 2 and not any(ends):
        return None
    return Legend(_quoted(plain, text), is_reversed, full if full > 1 else None)


def _quoted(plain: str, text: str) -> str:
    """The part of a text that speaks of figures, or all of it where that is one word only."""
    tokens = _tokens(plain)
    part = plain[tokens[0].start() : tokens[-1].end()] if len(tokens) > 1 else text
    return " ".join(part.split())


def _tokens(plain: str) -> list[re.Match[str]]:
    return [each for each in _TOKEN.finditer(plain) if each["number"] is None or int(each["number"]) <= 100]


def _is_doubtful(plain: str) -> bool:
    """Whether words for both ends of a scale stand there, or for one end and a small figure."""
    tokens = _tokens(plain)
    kinds = [each.lastgroup for each in tokens if _END.search(each[0].casefold())]
    kinds += ["number" for each in tokens if each["number"] and int(each["number"]) <= MOST]
    return len(set(kinds)) > 1


def _ends(plain: str) -> tuple[set[int], set[int]]:
    """The figures beside words for the best and for the worst answer."""
    tokens = _tokens(plain)
    pairs = list[tuple[re.Match[str], re.Match[str]]]()
    numbers = [each for each in tokens if each["number"]]
    words = [each for each in tokens if not each["number"]]
    if not numbers or not words:
        return set(), set()
    # 5 = มากที่สุด … 1 = น้อยที่สุด: each figure stands before its word.
    if tokens[0]["number"]:
        pairs = [(one, other) for one, other in pairwise(tokens) if one["number"] and not other["number"]]
    # มากที่สุด = 5, น้อยที่สุด = 1: each figure stands behind its word.
    elif tokens[-1]["number"] and not any(
        one["number"] and other["number"] for one, other in pairwise(tokens)
    ):
        pairs = [(other, one) for one, other in pairwise(tokens) if other["number"] and not one["number"]]
    # มากที่สุด 1 2 3 4 5 น้อยที่สุด: only the outer figures stand beside a word.
    elif len(words) == 2:
        pairs = [(tokens[1], tokens[0]), (tokens[-2], tokens[-1])]
    near = [
        (int(number[0]), word)
        for number, word in pairs
        if _BETWEEN.fullmatch(plain[min(number.end(), word.end()) : max(number.start(), word.start())])
    ]
    best = {number for number, word in near if word["best"]}
    worst = {number for number, word in near if word["worst"]}
    return best, worst


def _is_reversed(best: set[int], worst: set[int]) -> bool | None:
    """Whether the best answer has the smallest figure; None where the figures say neither."""
    if best and worst:
        if max(best) < min(worst):
            return True
        return False if min(best) > max(worst) else None
    if best:
        # ให้ 1 หากพึงพอใจมาก
        return min(best) <= 1
    return bool(worst) and min(worst) > 2
