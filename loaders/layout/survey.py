"""Which columns of a table of respondents are questions, and on which scale their answers lie: decided on all
rows, asked where the answers leave it open, and told of every column."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from loaders.files.text import Text
from loaders.layout.reading import Options, Reading, arabic, normal
from loaders.layout.repeated_questions import Copy, copies
from loaders.layout.scale_legends import Legend, legend
from loaders.layout.scales import Scale, scale_named, scales
from loaders.layout.survey_columns import Column
from loaders.layout.survey_questions import (
    NO_QUESTION,
    OF_COLUMN,
    Decisions,
    ask,
    ask_direction,
    ask_full_score,
    ask_partly,
    ask_something_else,
    ask_whether,
    ask_which,
    column_key,
    given_often,
)
from loaders.layout.survey_report import named, questions_counted
from loaders.layout.survey_rows import RespondentRows, doubtful_rows, respondents
from loaders.problem import LoadError, Problem
from loaders.rows import Notices, Row
from loaders.text_patterns import names_person
from vocabulary.language import N_

MOST_NOTES = 50
_NOTES = re.compile(r"หมายเหตุ|คำชี้แจง|คำอธิบาย|เกณฑ์|legend|note", re.IGNORECASE)
_ABOUT = N_("it is about the respondent")
_EMPTY = N_("it holds no answers")
_FREE = N_("respondents write there what they like")
_NUMBERS = N_("its figures number the rows")
_OTHER = N_("its answers lie on no scale of data/reference/answer_scales.csv")
_SUMS = N_("it sums up other columns")
_SAID = N_("it is passed over, as was said")


def answers_of(reading: Reading) -> dict[str, str]:
    """How the questions of a table are counted, where nothing is kept but those: key → scale."""
    seen = Counter[str]()
    answers = dict[str, str]()
    for at, scale in reading.scales.items():
        header = reading.header.names[at]
        seen[column_key(header)] += 1
        number = seen[column_key(header)]
        answers[column_key(f"{header}#{number}" if number > 1 else header)] = scale.name
    return answers


def settle(
    reading: Reading, text: Text, options: Options, notices: Notices
) -> tuple[Reading, dict[str, str]]:
    """The reading with the questions that are counted and their scales, and which questions to the clerk were
    answered how."""
    seen = RespondentRows(reading)
    columns = _columns(reading, text, options, seen)
    doubts = [*doubtful_rows(seen)]
    if lacking := [problem for problem in doubts if problem.rule == "no_division"]:
        raise LoadError(*lacking)
    found = Decisions(options, reading.header.rows[0])
    notices.problems += _named_as_divisions(reading, text)
    wanted = [column for column in columns if options.answers.get(column.key) != NO_QUESTION]
    questions = {column for column in wanted if _why_not(column) is None}
    repeated = {copy.column for copy in copies(wanted, questions) if _tell_copy(copy, found)}
    open_columns = [column for column in columns if column not in repeated and _is_left_open(column, found)]
    _ask_of_all_alike(columns, found)
    _ask_about_means(columns, open_columns, found)
    _ask_about_codes(open_columns, found)
    open_columns = [column for column in open_columns if column not in found.asked]
    _settle_figures(open_columns, found)
    _follow(open_columns, found)
    _ask_the_rest(open_columns, found)
    notices.problems += [
        *doubts,
        *found.told,
        *questions_counted(found.counted, found.header_row),
        *_not_there(columns, found),
    ]
    across = {
        column.at: scale for column, scale in sorted(found.counted.items(), key=lambda each: each[0].at)
    }
    return replace(reading, across=tuple(across), scales=across, repeats=seen.repeats), found.answered


def _columns(reading: Reading, text: Text, options: Options, seen: RespondentRows) -> list[Column]:
    """What respondents wrote in each column that may be a question."""
    mapped = {normal(header) for header in options.mapping}
    used = set(reading.positions.values())
    columns, numbers = list[Column](), dict[str, int]()
    for at, header in enumerate(reading.header.names):
        if header and at not in used and normal(header) not in mapped:
            number = numbers[column_key(header)] = numbers.get(column_key(header), 0) + 1
            named = f"{header}#{number}" if number > 1 else header
            columns.append(Column(at, header, column_key(named), named))
    notes = dict[str, None]()
    beside = [at for at, header in enumerate(reading.header.names) if not header or _NOTES.search(header)]
    for row, cells in _below(reading, text):
        if any(map(str.strip, cells)) and not reading.repeats_header(cells):
            seen.take(row, cells)
    reading = replace(reading, repeats=seen.repeats)
    for row, _division, cells in respondents(reading, _below(reading, text), Notices()):
        for column in columns:
            column.add(row, cells[column.at])
        notes |= dict.fromkeys(cells[at] for at in beside if len(notes) < MOST_NOTES)
    _add_legends(columns, [cell for _row, cell in reading.titles_above] + [note for note in notes if note])
    return columns


def _add_legends(columns: list[Column], texts: list[str]) -> None:
    """Gives each column what is said of its figures. Where one is said to be counted from the other end and
    the next is silent, that is a doubt about the next."""
    for column in columns:
        column.legend = legend(column.header, texts)
    turned = next((each.legend for each in columns if each.may_be_reversed and each.legend), None)
    for column in columns:
        if turned and column.legend is None:
            column.legend = Legend(turned.text, None, turned.full)


def _below(reading: Reading, text: Text) -> Iterator[Row]:
    width, last = reading.header.width, reading.header.rows[-1]
    return ((row, cells + [""] * (width - len(cells))) for row, cells in text.rows() if row > last)


def _named_as_divisions(reading: Reading, text: Text) -> Iterator[Problem]:
    """The first person that is named where the division belongs, if any: divisions are stored as they are
    written."""
    at = reading.positions.get("division")
    if at is None:
        return
    for row, cells in _below(reading, text):
        if names_person(arabic(cells[at])):
            message = N_(
                "Row {row}: a person, or how to reach one, is named in “{value}”, where the division or"
                " service belongs."
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
    elif common := _in_common(column):
        found.alike.setdefault(common, []).append(column)
    elif not column.whole:
        ask_partly(column, found)
    elif (
        column.is_free
        or column.is_about_people
        or (column.may_count and column.is_numeric)
        or _is_yes_or_no(column)
    ):
        ask_whether(column, found)
    else:
        return _is_of_several(column, found)
    return False


def _is_of_several(column: Column, found: Decisions) -> bool:
    """Whether the answers of a question fit several scales, of which none is stated."""
    if column.legend and column.legend.full and column.is_numeric:
        _count_of_full(column, column.legend.full, found)
    elif column.is_numeric and (smaller := _without_slips(column)):
        ask_partly(column, found, [smaller, *column.whole])
    elif len(column.whole) == 1:
        found.counted[column] = column.whole[0]
    else:
        return True
    return False


def _is_answered(column: Column, found: Decisions) -> bool:
    """Whether the clerk said how the column is counted; then it is."""
    answer = found.options.answers[column.key]
    scale = scale_named(answer)
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
    if column.sums_up:
        return _SUMS
    if column.is_free and (not column.whole or len(column.on(column.whole[0])) < 2):
        return _FREE
    if column.is_about_people and (column.is_numeric or not column.whole):
        return _ABOUT
    figures = all(re.fullmatch(r"\d+", arabic(text)) for text in column.said)
    if figures and len(column.said) == column.total > 10:
        return _NUMBERS
    return None if column.whole or column.partly else _OTHER


def _in_common(column: Column) -> tuple[str, str] | None:
    """The rule by which a column is asked about together with others, and what they have in common; None
    where it is not."""
    if column.is_of_something_else:
        return "not_satisfaction", column.grid
    if column.may_be_reversed and (column.whole or column.partly):
        return "reversed_figures", ""
    return None


def _count_of_full(column: Column, full: int, found: Decisions) -> None:
    """Counts figures on the scale whose full score is stated, and asks where there is none on which they
    lie."""
    stated = [scale for scale in column.whole if scale.highest == full]
    if len(stated) == 1:
        found.counted[column] = stated[0]
    else:
        ask_full_score(column, found)


def _is_yes_or_no(column: Column) -> bool:
    return any(scale.is_asked for scale in column.whole)


def _without_slips(column: Column) -> Scale | None:
    """The scale that figures may be meant on if those beyond it are slips, and zeros no answers; None where
    there are none."""
    five, ten = scales()["number_5"], scales()["number_10"]
    is_small = 2 * column.levels(five).total() > column.total
    if is_small and column.off(five):
        return five
    return ten if column.levels(ten) and column.off(ten) else None


def _pass_over(column: Column, why: str, found: Decisions) -> None:
    """Tells why a column is not counted. One that may be a question in words that nobody knows is a
    warning."""
    words = {"reason": why}
    if why == _OTHER and column.is_choice:
        message = N_(
            "The column “{value}” is not counted, because {reason}. Its most frequent answers: {answers}."
            " If it is a question,"
            " add these words to that table, and load the file again."
        )
        found.tell("warning", "unknown_answers", message, column, answers=column.frequent, **words)
    elif column.frequent:
        message = N_(
            "The column “{value}” is not counted, because {reason}. Its most frequent answers: {answers}."
        )
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
        message = N_(
            "The column “{value}” gives the answers of “{first}” again, each in other words; they are"
            " counted once."
        )
        found.tell("note", "asked_twice", message, column, first=copy.original.header)
        return True
    message = N_(
        "The columns “{value}” and “{first}” seem to hold the same answers twice ({agreeing} of {total}"
        " rows agree)."
        " Say whether “{value}” is a question of its own."
    )
    words = {"first": copy.original.header, "agreeing": f"{copy.agreeing:,}", "total": f"{copy.rows:,}"}
    ask(column, found, "asked_twice", message, column.whole or column.partly, None, words)
    return True


# Columns beside each other


def _ask_of_all_alike(columns: list[Column], found: Decisions) -> None:
    """Asks about the first of the columns that have a doubt in common; the others follow what was answered of
    one of them."""
    for (rule, common), group in found.alike.items():
        answered = [
            column
            for column in columns
            if column.key in found.answered and _in_common(column) == (rule, common)
        ]
        scale = next((found.counted[column] for column in answered if column in found.counted), None)
        rest = [column for column in group if not (scale and column.on(scale) and not column.off(scale))]
        if scale:
            found.counted |= {column: scale for column in group if column not in rest}
        if answered and not scale and rule == "not_satisfaction":
            for column in rest:
                _pass_over(column, _SAID, found)
        elif rest and rule == "reversed_figures":
            ask_direction(rest[0], found, rest[1:])
        elif rest:
            ask_something_else(rest[0], found, rest[1:])


def _ask_about_means(columns: list[Column], open_columns: list[Column], found: Decisions) -> None:
    """Asks about a column whose figures are, as they are rounded, the mean of the others in every row."""
    figures = [column for column in columns if column in found.counted or column in open_columns]
    figures = [column for column in figures if column.is_numeric and column.key not in found.answered]
    if sums := [
        column for column in figures if column.is_mean_of([other for other in figures if other is not column])
    ]:
        found.counted.pop(sums[0], None)
        ask_whether(sums[0], found)


def _ask_about_codes(open_columns: list[Column], found: Decisions) -> None:
    """Asks about figures under headers that are codes (A1, B1) with several letters: some of them may be of
    the respondents."""
    coded = [
        column
        for column in (*open_columns, *found.counted)
        if column.is_numeric and column.letters is not None
    ]
    if len({column.letters for column in coded}) > 1:
        for column in coded:
            if column.key not in found.answered:
                found.counted.pop(column, None)
                ask_whether(column, found)


def _settle_figures(open_columns: list[Column], found: Decisions) -> None:
    """Figures that reach 5 and nowhere more are of five levels: in ten levels somebody would have given
    more."""
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
                "Question “{value}”: its answers ({answers}) fit several scales; it is counted on {scale},"
                " like the questions"
                " beside it. If that is wrong, say so: {option}."
            )
            option = f'--count "{column.option}={_others(column, fitting[0])[0].name}"'
            words = {"answers": given_often(column), "scale": named(fitting[0]), "option": option}
            found.tell("warning", "scale_followed", message, column, **words)
            found.counted[column] = fitting[0]


def _is_kin(column: Column, scale: Scale, other: Scale) -> bool:
    """Whether a column beside the others may be on the scale because they are on `other`."""
    alike = scale.family == other.family or (other.is_numeric and column.has_figures)
    return alike and scale.levels == other.levels


def _others(column: Column, scale: Scale) -> list[Scale]:
    return [other for other in column.whole if other is not scale]


def _is_doubtful(column: Column, scale: Scale, settled: list[Scale]) -> bool:
    """Whether the column's own answers speak against what its neighbours suggest: they are all that another
    scale has, or figures are small beside those of a larger scale."""
    fills = any(
        set(column.on(other).values()) == set(other.words.values()) for other in _others(column, scale)
    )
    if not column.is_numeric:
        return fills
    small = column.top <= 2 or (
        column.top <= 5 and any(other.is_numeric and other.highest > 5 for other in settled)
    )
    return fills or small


def _ask_the_rest(open_columns: list[Column], found: Decisions) -> None:
    """Asks about what is still open: about each column that its neighbours do not decide; of others that are
    alike, about the first, which the others then follow."""
    settled = list(found.counted.values())
    rest = [column for column in open_columns if column not in found.counted]
    waiting: dict[str, list[Column]] = {}
    for column in rest:
        near = any(scale.family == other.family for scale in column.whole for other in settled)
        if near:
            ask_which(column, found, [])
        else:
            waiting.setdefault(column.whole[0].family, []).append(column)
    families = {scale.family for column in found.asked for scale in column.whole or column.partly}
    for family, group in waiting.items():
        if family not in families:  # else the answer to that question may decide them
            first = min(group, key=lambda column: (len(column.whole), column.at))
            ask_which(first, found, [column for column in group if column is not first])


def _not_there(columns: list[Column], found: Decisions) -> Iterator[Problem]:
    """Answers that were given of columns which the table does not have."""
    known = {column.key for column in columns}
    for each in found.options.answers:
        if each.startswith(OF_COLUMN) and each not in known:
            message = N_(
                "No column has the header “{value}”, of which it was said how it is counted. Is it spelled"
                " as in the file?"
            )
            yield Problem(
                "warning",
                "answer_without_header",
                message,
                found.header_row,
                value=each.removeprefix(OF_COLUMN),
            )
