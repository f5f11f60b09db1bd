"""What a column of a table of respondents shows by itself: whether it is a question, on which scale its
answers lie, or what to ask about it."""

import re

from loaders.layout.negative_wording import is_of_something_else
from loaders.layout.reading import arabic
from loaders.layout.repeated_questions import Repetition
from loaders.layout.scales import Scale, scale_named, scales
from loaders.layout.survey_columns import Column
from loaders.layout.survey_questions import (
    NO_QUESTION,
    Decisions,
    ask,
    ask_full_score,
    ask_partly,
    ask_whether,
)
from vocabulary.language import N_

_ABOUT = N_("it is about the respondent")
_EMPTY = N_("it holds no answers")
_FREE = N_("respondents write there what they like")
_NUMBERS = N_("its figures number the rows")
_OTHER = N_("its answers lie on no scale of data/reference/answer_scales.csv")
_SUMS = N_("it sums up other columns")
AS_WAS_SAID = N_("it is passed over, as was said")


def is_left_open(column: Column, decisions: Decisions) -> bool:
    """Whether the column's own answers leave open on which scale they lie; else it is decided here."""
    if column.key in decisions.options.answers and _is_answered(column, decisions):
        return False
    if why := why_not(column):
        pass_over(column, why, decisions)
    elif common := in_common(column):
        decisions.alike.setdefault(common, []).append(column)
    elif not column.fitting_scales:
        ask_partly(column, decisions)
    elif (
        column.is_free
        or column.is_about_people
        or (column.may_count and column.is_numeric)
        # ใช่ and ไม่ใช่ answer any question: เคยใช้บริการ.
        or any(scale.is_asked for scale in column.fitting_scales)
    ):
        ask_whether(column, decisions)
    else:
        return _is_of_several(column, decisions)
    return False


def _is_of_several(column: Column, decisions: Decisions) -> bool:
    """Whether the answers of a question fit several scales, of which none is stated."""
    if column.legend and column.legend.full and column.is_numeric:
        _count_of_full(column, column.legend.full, decisions)
    elif column.is_numeric and (smaller := _without_slips(column)):
        ask_partly(column, decisions, [smaller, *column.fitting_scales])
    elif len(column.fitting_scales) == 1:
        decisions.counted[column] = column.fitting_scales[0]
    else:
        return True
    return False


def _is_answered(column: Column, decisions: Decisions) -> bool:
    """Whether the clerk said how the column is counted; then it is."""
    answer = decisions.options.answers[column.key]
    scale = scale_named(answer)
    if answer == NO_QUESTION:
        pass_over(column, AS_WAS_SAID, decisions)
    elif scale and column.on(scale):
        decisions.counted[column] = scale
    else:
        return False
    decisions.answered[column.key] = answer
    return True


def why_not(column: Column) -> str | None:
    """Why the column is certainly no question."""
    if not column.answers:
        return _EMPTY
    if column.sums_up:
        return _SUMS
    if column.is_free and (not column.fitting_scales or len(column.on(column.fitting_scales[0])) < 2):
        return _FREE
    if column.is_about_people and (column.is_numeric or not column.fitting_scales):
        return _ABOUT
    figures = all(re.fullmatch(r"\d+", arabic(text)) for text in column.answers)
    # 1, 2, 3 … to the last respondent.
    if figures and len(column.answers) == column.answer_count > 10:
        return _NUMBERS
    return None if column.fitting_scales or column.near_scales else _OTHER


def in_common(column: Column) -> tuple[str, str] | None:
    """The rule by which a column is asked about together with others, and what they have in common; None
    where it is not."""
    # What is answered of ความคาดหวัง [สุภาพ] holds for the other questions of its grid.
    if is_of_something_else(column.header):
        return "not_satisfaction", column.grid
    if column.may_be_reversed and (column.fitting_scales or column.near_scales):
        return "reversed_figures", ""
    return None


def _count_of_full(column: Column, full: int, decisions: Decisions) -> None:
    """Counts figures on the scale whose full score is stated, and asks where there is none on which they
    lie."""
    # (คะแนนเต็ม 20): there is no scale of 20 levels.
    stated = [scale for scale in column.fitting_scales if scale.highest == full]
    if len(stated) == 1:
        decisions.counted[column] = stated[0]
    else:
        ask_full_score(column, decisions)


def _without_slips(column: Column) -> Scale | None:
    """The scale that figures may be meant on if those beyond it are slips, and zeros no answers; None where
    there are none."""
    # Among many 5, 4 and 3 one 9 is a slip, and no reason to count out of ten.
    five, ten = scales()["number_5"], scales()["number_10"]
    is_small = 2 * column.levels(five).total() > column.answer_count
    if is_small and column.off(five):
        return five
    return ten if column.levels(ten) and column.off(ten) else None


def pass_over(column: Column, why: str, decisions: Decisions) -> None:
    """Tells why a column is not counted. One that may be a question in words that nobody knows is a
    warning."""
    words = {"reason": why}
    if why == _OTHER and column.is_choice:
        message = N_(
            "The column “{value}” is not counted, because {reason}. Its most frequent answers: {answers}."
            " If it is a question,"
            " add these words to that table, and load the file again."
        )
        decisions.tell("warning", "unknown_answers", message, column, answers=column.frequent, **words)
    elif column.frequent:
        message = N_(
            "The column “{value}” is not counted, because {reason}. Its most frequent answers: {answers}."
        )
        decisions.tell("note", "column_not_counted", message, column, answers=column.frequent, **words)
    else:
        message = N_("The column “{value}” is not counted, because {reason}.")
        decisions.tell("note", "column_not_counted", message, column, **words)


def is_told_repetition(repetition: Repetition, decisions: Decisions) -> bool:
    """Whether a column that repeats another is decided with that: told and not counted, or asked about."""
    column = repetition.column
    if column.key in decisions.options.answers:
        return False
    if repetition.is_certain:
        message = N_(
            "The column “{value}” gives the answers of “{first}” again, each in other words; they are"
            " counted once."
        )
        decisions.tell("note", "asked_twice", message, column, first=repetition.original.header)
        return True
    message = N_(
        "The columns “{value}” and “{first}” seem to hold the same answers twice ({agreeing} of {total}"
        " rows agree)."
        " Say whether “{value}” is a question of its own."
    )
    words = {
        "first": repetition.original.header,
        "agreeing": f"{repetition.agreeing:,}",
        "total": f"{repetition.rows:,}",
    }
    ask(column, decisions, "asked_twice", message, column.fitting_scales or column.near_scales, None, words)
    return True
