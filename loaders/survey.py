"""Which columns of a table of respondents are questions, and on which scale their answers lie: decided on all rows, asked where
the answers leave it open, and told of every column."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from language import N_
from loaders.copies import Copy, copies
from loaders.form_records import respondents
from loaders.forms import RESPONSES
from loaders.problem import Choice, Problem, Question, Severity
from loaders.reading import Options, Reading, arabic, normal
from loaders.rows import Row, Told
from loaders.scales import Scale, scales
from loaders.survey_columns import FEW, Column
from loaders.survey_report import named, questions_counted, rounded
from loaders.text import Text
from loaders.words import PERSON, PERSONAL

NO_QUESTION = "pass"
"""The answer that a column is no question."""
_ABOUT = N_("it is about the respondent")
_EMPTY = N_("it holds no answers")
_FREE = N_("respondents write there what they like")
_NUMBERS = N_("its figures number the rows")
_OTHER = N_("its answers lie on no scale of data/reference/answer_scales.csv")
_SAID = N_("it is passed over, as was said")


@dataclass
class Decisions:
    """What becomes of the columns: the scale of each that is counted, what is told and asked, and which questions were
    answered."""

    options: Options
    header_row: int
    counted: dict[Column, Scale] = field(default_factory=dict)
    asked: list[Column] = field(default_factory=list)
    told: list[Problem] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)

    def tell(self, severity: Severity, rule: str, message: str, column: Column, **words: str) -> None:
        """Tells something of a column."""
        self.told.append(Problem(severity, rule, message, self.header_row, value=column.header, words=words))


def key(header: str) -> str:
    """Under which key it is kept how the column of a header is counted."""
    return f"scale:{' '.join(header.split()).casefold()}"


def decide(reading: Reading, text: Text, options: Options, told: Told) -> tuple[Reading, dict[str, str]]:
    """The reading with the questions that are counted and their scales, and which questions to the clerk were answered how. A
    table that is none of respondents stays as it is."""
    if reading.layout != RESPONSES:
        return reading, {}
    columns = _columns(reading, text, options)
    found = Decisions(options, reading.header.rows[0])
    told.problems += _named_as_divisions(reading, text)
    wanted = [column for column in columns if options.answers.get(column.key) != NO_QUESTION]
    questions = {column for column in wanted if _why_not(column) is None}
    repeated = {copy.column for copy in copies(wanted, questions) if _tell_copy(copy, found)}
    open_columns = [column for column in columns if column not in repeated and _is_left_open(column, found)]
    _settle_figures(open_columns, found)
    _follow(open_columns, found)
    _ask_the_rest(open_columns, found)
    told.problems += [*found.told, *questions_counted(found.counted, found.header_row), *_not_there(columns, found)]
    across = {column.at: scale for column, scale in sorted(found.counted.items(), key=lambda each: each[0].at)}
    return replace(reading, across=tuple(across), scales=across), found.answered


def _columns(reading: Reading, text: Text, options: Options) -> list[Column]:
    """What respondents wrote in each column that may be a question."""
    mapped = {normal(header) for header in options.mapping}
    used = set(reading.positions.values())
    columns, seen = list[Column](), dict[str, int]()
    for at, header in enumerate(reading.header.names):
        if header and at not in used and normal(header) not in mapped:
            number = seen[key(header)] = seen.get(key(header), 0) + 1
            named = f"{header}#{number}" if number > 1 else header
            columns.append(Column(at, header, key(named), named))
    for row, _division, cells in respondents(reading, _below(reading, text), Told()):
        for column in columns:
            column.add(row, cells[column.at])
    return columns


def _below(reading: Reading, text: Text) -> Iterator[Row]:
    width, last = reading.header.width, reading.header.rows[-1]
    return ((row, cells + [""] * (width - len(cells))) for row, cells in text.rows() if row > last)


def _named_as_divisions(reading: Reading, text: Text) -> Iterator[Problem]:
    """The first person that is named where the division belongs, if any: divisions are stored as they are written."""
    at = reading.positions.get("division")
    for row, cells in _below(reading, text) if at is not None else ():
        if re.search(f"{PERSONAL}|{PERSON}", arabic(cells[at])):
            message = N_(
                "Row {row}: a person, or how to reach one, is named in “{value}”, where the division or service belongs."
                " Correct the cell; nothing about people is stored."
            )
            yield Problem("error", "personal_data", message, row, "division", reading.header.names[at])
            return


# One column by itself


def _is_left_open(column: Column, found: Decisions) -> bool:
    """Whether the column's own answers leave open on which scale they lie; else it is decided here."""
    if column.key in found.options.answers and _is_answered(column, found):
        return False
    if why := _why_not(column):
        _pass_over(column, why, found)
    elif column.is_reversed:
        message = N_(
            "The header “{value}” says that 1 is the best answer, but the largest figure counts as the best. Turn the figures"
            " round in the file, or give the answers in words."
        )
        _ask(column, found, "reversed_figures", message, [], None, {})
    elif not column.whole:
        _ask_partly(column, found)
    elif column.is_free or column.is_about_people or (column.may_count and column.is_numeric) or _is_yes_or_no(column):
        _ask_whether(column, found)
    elif column.is_numeric and (smaller := _without_slips(column)):
        _ask_partly(column, found, [smaller, *column.whole])
    elif len(column.whole) == 1:
        found.counted[column] = column.whole[0]
    else:
        return True
    return False


def _is_answered(column: Column, found: Decisions) -> bool:
    """Whether the clerk said how the column is counted; then it is."""
    answer = found.options.answers[column.key]
    scale = scales().get(answer)
    if answer == NO_QUESTION:
        _pass_over(column, _SAID, found)
    elif scale and column.on(scale):
        found.counted[column] = scale
    else:
        return False
    found.answered[column.key] = answer
    return True


def _why_not(column: Column) -> str | None:
    """Why the column is certainly no question."""
    if not column.said:
        return _EMPTY
    if column.is_free and (not column.whole or len(column.on(column.whole[0])) < 2):
        return _FREE
    if column.is_about_people and (column.is_numeric or not column.whole):
        return _ABOUT
    figures = all(re.fullmatch(r"\d+", arabic(text)) for text in column.said)
    if figures and len(column.said) == column.total > 10:
        return _NUMBERS
    return None if column.whole or column.partly else _OTHER


def _is_yes_or_no(column: Column) -> bool:
    return any(scale.is_asked for scale in column.whole)


def _without_slips(column: Column) -> Scale | None:
    """The scale that figures may be meant on if those beyond it are slips, and zeros no answers; None where there are none."""
    five, ten = scales()["number_5"], scales()["number_10"]
    is_small = 2 * column.levels(five).total() > column.total
    if is_small and column.off(five):
        return five
    return ten if column.levels(ten) and column.off(ten) else None


def _pass_over(column: Column, why: str, found: Decisions) -> None:
    """Tells why a column is not counted. One that may be a question in words that nobody knows is a warning."""
    words = {"reason": why}
    if why == _OTHER and column.is_choice:
        message = N_(
            "The column “{value}” is not counted, because {reason}. Its most frequent answers: {answers}. If it is a question,"
            " add these words to that table, and load the file again."
        )
        found.tell("warning", "unknown_answers", message, column, answers=column.frequent, **words)
    elif column.frequent:
        message = N_("The column “{value}” is not counted, because {reason}. Its most frequent answers: {answers}.")
        found.tell("note", "column_not_counted", message, column, answers=column.frequent, **words)
    else:
        message = N_("The column “{value}” is not counted, because {reason}.")
        found.tell("note", "column_not_counted", message, column, **words)


def _tell_copy(copy: Copy, found: Decisions) -> bool:
    """Whether a column that repeats another is decided with that: told and not counted, or asked about."""
    column = copy.column
    if column.key in found.options.answers:
        return False
    if copy.is_certain:
        message = N_("The column “{value}” gives the answers of “{first}” again, each in other words; they are counted once.")
        found.tell("note", "asked_twice", message, column, first=copy.original.header)
        return True
    message = N_(
        "The columns “{value}” and “{first}” seem to hold the same answers twice ({agreeing} of {total} rows agree)."
        " Say whether “{value}” is a question of its own."
    )
    words = {"first": copy.original.header, "agreeing": f"{copy.agreeing:,}", "total": f"{copy.rows:,}"}
    _ask(column, found, "asked_twice", message, column.whole or column.partly, None, words)
    return True


# Columns beside each other


def _settle_figures(open_columns: list[Column], found: Decisions) -> None:
    """Figures that reach 5 and nowhere more are of five levels: in ten levels somebody would have given more."""
    figures = [column for column in open_columns if column.is_numeric]
    tops = [column.top for column in figures]
    tops += [scale.highest for column, scale in found.counted.items() if column.is_numeric]
    if max(tops, default=0) == scales()["number_5"].highest:
        found.counted |= {column: scales()["number_5"] for column in figures if column.top == 5}


def _follow(open_columns: list[Column], found: Decisions) -> None:
    """Counts columns whose answers fit several scales like the other columns of that kind, and says so."""
    settled = [scale for column, scale in found.counted.items()]
    for column in open_columns:
        if column in found.counted:
            continue
        fitting = [scale for scale in column.whole if any(_is_kin(column, scale, other) for other in settled)]
        if len(fitting) == 1 and not _is_doubtful(column, fitting[0], settled):
            message = N_(
                "Question “{value}”: its answers ({answers}) fit several scales; it is counted on {scale}, like the questions"
                " beside it. If that is wrong, say so: {option}."
            )
            option = f'--count "{column.option}={_others(column, fitting[0])[0].name}"'
            words = {"answers": _said(column), "scale": named(fitting[0]), "option": option}
            found.tell("warning", "scale_followed", message, column, **words)
            found.counted[column] = fitting[0]


def _is_kin(column: Column, scale: Scale, other: Scale) -> bool:
    """Whether a column beside the others may be on the scale because they are on `other`."""
    alike = scale.family == other.family or (other.is_numeric and column.has_figures)
    return alike and scale.levels == other.levels


def _others(column: Column, scale: Scale) -> list[Scale]:
    return [other for other in column.whole if other is not scale]


def _is_doubtful(column: Column, scale: Scale, settled: list[Scale]) -> bool:
    """Whether the column's own answers speak against what its neighbours suggest: they are all that another scale has, or
    figures are small beside those of a larger scale."""
    fills = any(set(column.on(other).values()) == set(other.words.values()) for other in _others(column, scale))
    if not column.is_numeric:
        return fills
    small = column.top <= 2 or (column.top <= 5 and any(other.is_numeric and other.highest > 5 for other in settled))
    return fills or small


def _ask_the_rest(open_columns: list[Column], found: Decisions) -> None:
    """Asks about what is still open: about each column that its neighbours do not decide; of others that are alike, about the
    first, which the others then follow."""
    settled = list(found.counted.values())
    rest = [column for column in open_columns if column not in found.counted]
    waiting: dict[str, list[Column]] = {}
    for column in rest:
        near = any(scale.family == other.family for scale in column.whole for other in settled)
        if near:
            _ask_which(column, found, [])
        else:
            waiting.setdefault(column.whole[0].family, []).append(column)
    families = {scale.family for column in found.asked for scale in column.whole or column.partly}
    for family, group in waiting.items():
        if family not in families:  # else the answer to that question may decide them
            first = min(group, key=lambda column: (len(column.whole), column.at))
            _ask_which(first, found, [column for column in group if column is not first])


# Questions to the clerk


def _ask_partly(column: Column, found: Decisions, wanted: list[Scale] | None = None) -> None:
    """Asks about a column of which some answers lie on no scale with the others."""
    wanted = wanted or column.partly
    off = column.off(wanted[0]) or list(column.said)
    message = N_(
        "Row {row}, question “{question}”: “{value}” does not lie on one scale with the other answers ({count} of {total} such"
        " answers). Correct the cells, or say how the column is counted."
    )
    row = column.first_row(off)
    first = next(text for text in off if column.rows[column.texts[text]] == row)
    words = {
        "question": column.header,
        "count": f"{sum(column.said[text] for text in off):,}",
        "total": f"{column.total:,}",
        "value": column.shown(first),
    }
    _ask(column, found, "not_an_answer", message, wanted, row, words)


def _ask_whether(column: Column, found: Decisions) -> None:
    """Asks about a column that may be no question about satisfaction, although its answers lie on a scale."""
    message = N_(
        "The answers in the column “{value}” ({answers}) lie on a scale, but it may be no question about satisfaction."
        " Say whether it is counted."
    )
    _ask(column, found, "scale_unclear", message, column.whole, None, {"answers": _said(column)})


def _ask_which(column: Column, found: Decisions, followers: list[Column]) -> None:
    """Asks on which of several scales a column lies, and the others that are like it."""
    message = N_(
        "Question “{value}”: its answers ({answers}) fit several scales, and the score depends on which it is. Say which."
    )
    if followers:
        message = N_(
            "Question “{value}”: its answers ({answers}) fit several scales, and the score depends on which it is. Say which;"
            " the questions like it follow: {others}."
        )
    others = ", ".join(f"“{other.header}”" for other in followers)
    _ask(column, found, "scale_unclear", message, column.whole, None, {"answers": _said(column), "others": others})


def _ask(
    column: Column, found: Decisions, rule: str, message: str, wanted: list[Scale], row: int | None, words: dict[str, str]
) -> None:
    value = words.pop("value", column.header)
    question = Question(column.key, (*(_choice(column, scale) for scale in wanted), _no_question(column)))
    row = row or found.header_row
    found.asked.append(column)
    found.told.append(Problem("error", rule, message, row, value=value, words=words, question=question))


def _choice(column: Column, scale: Scale) -> Choice:
    others = sum(column.said[text] for text in column.off(scale))
    label = N_("count it on the scale {scale}")
    if others:
        label = N_("count it on the scale {scale}; the {others} others are no answers")
    sums = {"respondents": Decimal(column.levels(scale).total()), "score_percent": rounded(column.percent(scale))}
    words = {"scale": named(scale), "others": f"{others:,}"}
    return Choice(scale.name, label, f'--count "{column.option}={scale.name}"', sums, words)


def _no_question(column: Column) -> Choice:
    label = N_("pass it over: it is no question")
    return Choice(NO_QUESTION, label, f'--pass-over "{column.option}"', {"respondents": Decimal(0)})


def _said(column: Column) -> str:
    """The answers of a column that lie on a scale, with their numbers."""
    often = sorted(column.said.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{text} ({count:,})" for text, count in often[:FEW])


def _not_there(columns: list[Column], found: Decisions) -> Iterator[Problem]:
    """Answers that were given of columns which the table does not have."""
    known = {column.key for column in columns}
    for said in found.options.answers:
        if said.startswith("scale:") and said not in known:
            message = N_(
                "No column has the header “{value}”, of which it was said how it is counted. Is it spelled as in the file?"
            )
            yield Problem("warning", "answer_without_header", message, found.header_row, value=said.removeprefix("scale:"))
