"""Which columns of a table of respondents are questions, and on which scale their answers lie: decided on all
rows, asked where the answers leave it open, and told of every column."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders.files.text import Text
from loaders.layout.column_decisions import (
    AS_WAS_SAID,
    in_common,
    is_left_open,
    is_told_repetition,
    pass_over,
    why_not,
)
from loaders.layout.reading import Options, Reading, arabic, normal
from loaders.layout.repeated_questions import repetitions
from loaders.layout.scale_legends import Legend, legend
from loaders.layout.scales import Scale, scales
from loaders.layout.survey_columns import Column
from loaders.layout.survey_questions import (
    NO_QUESTION,
    OF_COLUMN,
    Decisions,
    ask_direction,
    ask_something_else,
    ask_whether,
    ask_which,
    column_key,
    given_often,
)
from loaders.layout.survey_report import named, questions_counted
from loaders.layout.survey_rows import RespondentRows, doubtful_rows, respondents
from loaders.problem import LoadError, Problem
from loaders.rows import Notices
from loaders.text_patterns import names_person
from vocabulary.language import N_

MOST_NOTES = 50
# คำชี้แจง beside the answers may say that 1 is the best.
_NOTES = re.compile(r"หมายเหตุ|คำชี้แจง|คำอธิบาย|เกณฑ์|legend|note", re.IGNORECASE)


def answers_of(reading: Reading) -> dict[str, str]:
    """How the questions of a table are counted, where nothing is kept but those: key → scale."""
    names = _told_apart(reading.header.names[at] for at in reading.scales)
    scales_counted = reading.scales.values()
    return {column_key(name): scale.name for name, scale in zip(names, scales_counted, strict=True)}


def _told_apart(headers: Iterable[str]) -> Iterator[str]:
    """Headers, of which a form may have several alike: สุภาพ, and the second of the name as สุภาพ#2."""
    times = Counter[str]()
    for header in headers:
        times[column_key(header)] += 1
        number = times[column_key(header)]
        yield f"{header}#{number}" if number > 1 else header


def settle(
    reading: Reading, text: Text, options: Options, notices: Notices
) -> tuple[Reading, dict[str, str]]:
    """The reading with the questions that are counted and their scales, and which questions to the clerk were
    answered how."""
    respondent_rows = RespondentRows(reading)
    columns = _columns(reading, text, options, respondent_rows)
    doubts = [*doubtful_rows(respondent_rows)]
    if lacking := [problem for problem in doubts if problem.rule == "no_division"]:
        raise LoadError(*lacking)
    # First what a column shows by itself, then what columns beside each other show; each step leaves the
    # next one fewer columns to decide.
    decisions = Decisions(options, reading.header.rows[0])
    notices.problems += _named_as_divisions(reading, text)
    wanted = [column for column in columns if options.answers.get(column.key) != NO_QUESTION]
    questions = {column for column in wanted if why_not(column) is None}
    repeated = {
        repetition.column
        for repetition in repetitions(wanted, questions)
        if is_told_repetition(repetition, decisions)
    }
    open_columns = [
        column for column in columns if column not in repeated and is_left_open(column, decisions)
    ]
    _ask_of_all_alike(columns, decisions)
    _ask_about_means(columns, open_columns, decisions)
    _ask_about_codes(open_columns, decisions)
    # What is asked about is no evidence for its neighbours.
    open_columns = [column for column in open_columns if column not in decisions.asked]
    _settle_figures(open_columns, decisions)
    _follow(open_columns, decisions)
    _ask_the_rest(open_columns, decisions)
    notices.problems += [
        *doubts,
        *decisions.problems,
        *questions_counted(decisions.counted, decisions.header_row),
        *_not_there(columns, decisions),
    ]
    across = {
        column.at: scale for column, scale in sorted(decisions.counted.items(), key=lambda each: each[0].at)
    }
    return replace(
        reading, across=tuple(across), scales=across, repeats=respondent_rows.repeats
    ), decisions.answered


def _columns(reading: Reading, text: Text, options: Options, respondent_rows: RespondentRows) -> list[Column]:
    """What respondents wrote in each column that may be a question."""
    mapped = {normal(header) for header in options.mapping}
    used = set(reading.positions.values())
    headers = {
        at: header
        for at, header in enumerate(reading.header.names)
        if header and at not in used and normal(header) not in mapped
    }
    names = _told_apart(headers.values())
    columns = [
        Column(at, header, column_key(name), name)
        for (at, header), name in zip(headers.items(), names, strict=True)
    ]
    notes = dict[str, None]()
    beside = [at for at, header in enumerate(reading.header.names) if not header or _NOTES.search(header)]
    for row, cells in reading.below_header(text.rows()):
        if any(map(str.strip, cells)) and not reading.repeats_header(cells):
            respondent_rows.take(row, cells)
    # Whether divisions stand in merged cells shows only when all rows are seen.
    reading = replace(reading, repeats=respondent_rows.repeats)
    for row, _division, cells in respondents(reading, reading.below_header(text.rows()), Notices()):
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


def _named_as_divisions(reading: Reading, text: Text) -> Iterator[Problem]:
    """The first person that is named where the division belongs, if any: divisions are stored as they are
    written."""
    at = reading.positions.get("division")
    if at is None:
        return
    for row, cells in reading.below_header(text.rows()):
        if names_person(arabic(cells[at])):
            message = N_(
                "Row {row}: a person, or how to reach one, is named in “{value}”, where the division or"
                " service belongs."
                " Correct the cell; nothing about people is stored."
            )
            # The header is told and not the cell: a person's name stands in no report.
            yield Problem("error", "personal_data", message, row, "division", reading.header.names[at])
            return


# Columns beside each other


def _ask_of_all_alike(columns: list[Column], decisions: Decisions) -> None:
    """Asks about the first of the columns that have a doubt in common; the others follow what was answered of
    one of them."""
    for (rule, common), group in decisions.alike.items():
        answered = [
            column
            for column in columns
            if column.key in decisions.answered and in_common(column) == (rule, common)
        ]
        scale = next((decisions.counted[column] for column in answered if column in decisions.counted), None)
        rest = [column for column in group if not (scale and column.on(scale) and not column.off(scale))]
        if scale:
            decisions.counted |= {column: scale for column in group if column not in rest}
        if answered and not scale and rule == "not_satisfaction":
            for column in rest:
                pass_over(column, AS_WAS_SAID, decisions)
        elif rest and rule == "reversed_figures":
            ask_direction(rest[0], decisions, rest[1:])
        elif rest:
            ask_something_else(rest[0], decisions, rest[1:])


def _ask_about_means(columns: list[Column], open_columns: list[Column], decisions: Decisions) -> None:
    """Asks about a column whose figures are, as they are rounded, the mean of the others in every row."""
    figures = [
        column
        for column in columns
        if (column in decisions.counted or column in open_columns)
        and column.is_numeric
        and column.key not in decisions.answered
    ]
    if sums := [
        column for column in figures if column.is_mean_of([other for other in figures if other is not column])
    ]:
        decisions.counted.pop(sums[0], None)
        ask_whether(sums[0], decisions)


def _ask_about_codes(open_columns: list[Column], decisions: Decisions) -> None:
    """Asks about figures under headers that are codes (A1, B1) with several letters: some of them may be of
    the respondents."""
    # A1 may be of the respondents where B1 and B2 are of the service.
    coded = [
        column
        for column in (*open_columns, *decisions.counted)
        if column.is_numeric and column.letters is not None
    ]
    if len({column.letters for column in coded}) > 1:
        for column in coded:
            if column.key not in decisions.answered:
                decisions.counted.pop(column, None)
                ask_whether(column, decisions)


def _settle_figures(open_columns: list[Column], decisions: Decisions) -> None:
    """Figures that reach 5 and nowhere more are of five levels: in ten levels somebody would have given
    more."""
    figures = [column for column in open_columns if column.is_numeric]
    tops = [column.top for column in figures]
    tops += [scale.highest for column, scale in decisions.counted.items() if column.is_numeric]
    if max(tops, default=0) == scales()["number_5"].highest:
        decisions.counted |= {column: scales()["number_5"] for column in figures if column.top == 5}


def _follow(open_columns: list[Column], decisions: Decisions) -> None:
    """Counts columns whose answers fit several scales like the other columns of that kind, and says so."""
    settled = list(decisions.counted.values())
    for column in open_columns:
        if column in decisions.counted:
            continue
        fitting = [
            scale
            for scale in column.fitting_scales
            if any(_is_kin(column, scale, other) for other in settled)
        ]
        if len(fitting) == 1 and not _is_doubtful(column, fitting[0], settled):
            message = N_(
                "Question “{value}”: its answers ({answers}) fit several scales; it is counted on {scale},"
                " like the questions"
                " beside it. If that is wrong, say so: {option}."
            )
            option = f'--count "{column.option}={_others(column, fitting[0])[0].name}"'
            words = {"answers": given_often(column), "scale": named(fitting[0]), "option": option}
            decisions.tell("warning", "scale_followed", message, column, **words)
            decisions.counted[column] = fitting[0]


def _is_kin(column: Column, scale: Scale, other: Scale) -> bool:
    """Whether a column beside the others may be on the scale because they are on `other`."""
    alike = scale.family == other.family or (other.is_numeric and column.has_figures)
    return alike and scale.levels == other.levels


def _others(column: Column, scale: Scale) -> list[Scale]:
    return [other for other in column.fitting_scales if other is not scale]


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


def _ask_the_rest(open_columns: list[Column], decisions: Decisions) -> None:
    """Asks about what is still open: about each column that its neighbours do not decide; of others that are
    alike, about the first, which the others then follow."""
    settled = list(decisions.counted.values())
    rest = [column for column in open_columns if column not in decisions.counted]
    waiting: dict[str, list[Column]] = {}
    for column in rest:
        near = any(scale.family == other.family for scale in column.fitting_scales for other in settled)
        if near:
            ask_which(column, decisions, [])
        else:
            waiting.setdefault(column.fitting_scales[0].family, []).append(column)
    families = {
        scale.family for column in decisions.asked for scale in column.fitting_scales or column.near_scales
    }
    for family, group in waiting.items():
        if family not in families:  # else the answer to that question may decide them
            first = min(group, key=lambda column: (len(column.fitting_scales), column.at))
            ask_which(first, decisions, [column for column in group if column is not first])


def _not_there(columns: list[Column], decisions: Decisions) -> Iterator[Problem]:
    """Answers that were given of columns which the table does not have."""
    keys = {column.key for column in columns}
    for each in decisions.options.answers:
        if each.startswith(OF_COLUMN) and each not in keys:
            message = N_(
                "No column has the header “{value}”, of which it was said how it is counted. Is it spelled"
                " as in the file?"
            )
            yield Problem(
                "warning",
                "answer_without_header",
                message,
                decisions.header_row,
                value=each.removeprefix(OF_COLUMN),
            )
