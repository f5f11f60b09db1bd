"""What the clerk is asked of the columns of a table of respondents, with the readings to choose from."""

from dataclasses import dataclass, field
from decimal import Decimal

from loaders.layout.reading import Options
from loaders.layout.scales import Scale
from loaders.layout.survey_columns import MOST_CHOICES, Column
from loaders.layout.survey_report import named, rounded
from loaders.problem import Choice, Problem, Question, Severity
from vocabulary.language import N_

NO_QUESTION = "pass"
"""The answer that a column is no question."""
OF_COLUMN = "scale:"
"""How the keys of answers about columns begin."""


def column_key(header: str) -> str:
    """Under which key it is kept how the column of a header is counted."""
    return f"{OF_COLUMN}{' '.join(header.split()).casefold()}"


@dataclass
class Decisions:
    """What becomes of the columns: the scale of each that is counted, what is told and asked, and which
    questions were answered."""

    options: Options
    header_row: int
    counted: dict[Column, Scale] = field(default_factory=dict)
    asked: list[Column] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)
    alike: dict[tuple[str, str], list[Column]] = field(default_factory=dict)
    """Columns of which one question is asked: by its rule and what they have in common."""

    def tell(self, severity: Severity, rule: str, message: str, column: Column, **words: str) -> None:
        """Tells something of a column."""
        self.problems.append(
            Problem(severity, rule, message, self.header_row, value=column.header, words=words)
        )


def ask_partly(column: Column, decisions: Decisions, scales: list[Scale] | None = None) -> None:
    """Asks about a column of which some answers lie on no scale with the others."""
    scales = scales or column.near_scales
    off = column.off(scales[0]) or list(column.answers)
    message = N_(
        "Row {row}, question “{question}”: “{value}” does not lie on one scale with the other answers"
        " ({count} of {total} such"
        " answers). Correct the cells, or say how the column is counted."
    )
    row = column.first_row(off)
    first = next(text for text in off if column.rows[column.texts[text]] == row)
    words = {
        "question": column.header,
        "count": f"{sum(column.answers[text] for text in off):,}",
        "total": f"{column.answer_count:,}",
        "value": column.public_text(first),
    }
    ask(column, decisions, "not_an_answer", message, scales, row, words)


def ask_whether(column: Column, decisions: Decisions) -> None:
    """Asks about a column that may be no question about satisfaction, although its answers lie on a scale."""
    message = N_(
        "The answers in the column “{value}” ({answers}) lie on a scale, but it may be no question about"
        " satisfaction."
        " Say whether it is counted."
    )
    ask(
        column,
        decisions,
        "scale_unclear",
        message,
        column.fitting_scales,
        None,
        {"answers": given_often(column)},
    )


def ask_which(column: Column, decisions: Decisions, followers: list[Column]) -> None:
    """Asks on which of several scales a column lies, and the others that are like it."""
    ask(
        column,
        decisions,
        "scale_unclear",
        _WHICH[bool(followers)],
        column.fitting_scales,
        None,
        {"answers": given_often(column)} | _followers(followers),
    )


def ask(
    column: Column,
    decisions: Decisions,
    rule: str,
    message: str,
    scales: list[Scale],
    row: int | None,
    words: dict[str, str],
) -> None:
    """Asks about a column: on which of the wanted scales it is counted, or whether it is passed over."""
    value = words.pop("value", column.header)
    question = Question(column.key, (*(_choice(column, scale) for scale in scales), _no_question(column)))
    row = row or decisions.header_row
    decisions.asked.append(column)
    decisions.problems.append(
        Problem("error", rule, message, row, value=value, words=words, question=question)
    )


def ask_direction(column: Column, decisions: Decisions, followers: list[Column]) -> None:
    """Asks about figures of which 1 is said to be the best, or something that may say so."""
    legend = column.legend
    assert legend
    message = _SAID_REVERSED if legend.is_reversed else _MAYBE_REVERSED
    fitting = [scale for scale in column.fitting_scales or column.near_scales if scale.is_numeric]
    stated = [scale for scale in fitting if scale.highest == legend.full]
    # Words that are not understood leave both ends open.
    straight = fitting if legend.is_reversed is None else []
    scales = [*(scale.reversed for scale in stated or fitting), *straight]
    words = {"question": column.header, "value": legend.text} | _followers(followers)
    ask(column, decisions, "reversed_figures", message[bool(followers)], scales, None, words)


def ask_something_else(column: Column, decisions: Decisions, followers: list[Column]) -> None:
    """Asks about a question that speaks of dissatisfaction, problems, ranks, expectations or needs."""
    # ท่านต้องรอนานเกินไป may be counted from the other end.
    message = _SOMETHING_ELSE[bool(followers)]
    scales = [
        each for scale in column.fitting_scales or column.near_scales for each in (scale, scale.reversed)
    ]
    ask(
        column,
        decisions,
        "not_satisfaction",
        message,
        scales,
        None,
        {"answers": given_often(column)} | _followers(followers),
    )


def ask_full_score(column: Column, decisions: Decisions) -> None:
    """Asks about figures whose stated full score is none of a scale on which they lie."""
    assert column.legend
    message = N_(
        "Question “{question}”: a full score of {full} is stated (“{value}”), but its answers ({answers})"
        " lie on no scale of that"
        " kind. Say on which they lie."
    )
    words = {
        "question": column.header,
        "full": str(column.legend.full),
        "value": column.legend.text,
        "answers": given_often(column),
    }
    ask(column, decisions, "full_score", message, column.fitting_scales, None, words)


def _followers(followers: list[Column]) -> dict[str, str]:
    return {"others": ", ".join(f"“{other.header}”" for other in followers)}


def _choice(column: Column, scale: Scale) -> Choice:
    others = sum(column.answers[text] for text in column.off(scale))
    label = N_("count it on the scale {scale}")
    if scale.is_reversed:
        label = N_("count it from the other end, on the scale {scale}")
    elif others:
        label = N_("count it on the scale {scale}; the {others} others are no answers")
    sums = {
        "respondents": Decimal(column.levels(scale).total()),
        "score_percent": rounded(column.percent(scale)),
    }
    words = {"scale": named(scale), "others": f"{others:,}"}
    return Choice(scale.name, label, f'--count "{column.option}={scale.name}"', sums, words)


def _no_question(column: Column) -> Choice:
    label = N_("pass it over: it is no question")
    return Choice(NO_QUESTION, label, f'--pass-over "{column.option}"', {"respondents": Decimal(0)})


def given_often(column: Column) -> str:
    """The answers of a column that lie on a scale, with their numbers."""
    often = sorted(column.answers.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{text} ({count:,})" for text, count in often[:MOST_CHOICES])


_WHICH = (
    N_(
        "Question “{value}”: its answers ({answers}) fit several scales, and the score depends on which it"
        " is. Say which."
    ),
    N_(
        "Question “{value}”: its answers ({answers}) fit several scales, and the score depends on which"
        " it is. Say which;"
        " the questions like it follow: {others}."
    ),
)
"""What is asked of one question, and of one with others like it; so below."""
_SAID_REVERSED = (
    N_(
        "Question “{question}”: it is said that 1 is the best answer (“{value}”). Say whether the figures"
        " are counted so."
    ),
    N_(
        "Question “{question}”: it is said that 1 is the best answer (“{value}”). Say whether the figures"
        " are counted so;"
        " the questions like it follow: {others}."
    ),
)
_MAYBE_REVERSED = (
    N_("Question “{question}”: “{value}” may say that 1 is the best answer. Say which figure is the best."),
    N_(
        "Question “{question}”: “{value}” may say that 1 is the best answer. Say which figure is the best;"
        " the questions like it follow: {others}."
    ),
)
_SOMETHING_ELSE = (
    N_(
        "Question “{value}” does not seem to ask how satisfied people are; much may be bad there, or a wish"
        " ({answers})."
        " Say whether it is counted, and from which end."
    ),
    N_(
        "Question “{value}” does not seem to ask how satisfied people are; much may be bad there, or a wish"
        " ({answers})."
        " Say whether it is counted, and from which end; the questions like it follow: {others}."
    ),
)
