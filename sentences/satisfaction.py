"""What the survey's figures say, in a sentence."""

import pandas as pd

from sentences.headline import Headline
from vocabulary import thai
from vocabulary.language import _


def headline(row: pd.Series) -> Headline:
    """The overall mean; no target is set for it."""
    several = _("divisions: {divisions}, questions: {questions}; {weighting}")
    alone = _("questions: {questions}; {weighting}")
    basis = (several if row.divisions > 1 else alone).format(
        divisions=thai.number(row.divisions),
        questions=thai.number(row.questions),
        weighting=weighting(row),
    )
    value = thai.NOTHING if thai.is_missing(row.score) else f"{thai.number(row.score, 2)}%"
    return Headline(value, "neutral", _("no target set"), basis)


def total(row: pd.Series) -> str:
    """The overall mean, and whether it is weighted."""
    if thai.is_missing(row.score):
        return _("No score can be shown.")
    several = _(
        "Satisfaction is {score} on average (divisions: {divisions}, questions: {questions}; {weighting})."
    )
    alone = _("Satisfaction is {score} on average (questions: {questions}; {weighting}).")
    return (several if row.divisions > 1 else alone).format(
        score=score(row.score),
        divisions=thai.number(row.divisions),
        questions=thai.number(row.questions),
        weighting=weighting(row),
    )


def weighting(row: pd.Series) -> str:
    """Whether means are weighted by respondents; the survey must say so either way."""
    if thai.is_missing(row.respondents):
        return _("unweighted mean, the source gives no number of respondents")
    return _("weighted by respondents, n = {people}").format(people=thai.number(row.respondents))


def change(row: pd.Series, earlier_total: pd.DataFrame | None, year: int) -> str:
    """How the mean changed against the total of an earlier year (one row or none); nothing where there is
    none."""
    if earlier_total is None or earlier_total.empty or thai.is_missing(row.score):
        return ""
    before = earlier_total.iloc[0]
    if thai.is_missing(before.score):
        return ""
    earlier = _("FY {year} ({score})").format(year=thai.digits(year), score=score(before.score))
    # By what is printed: “0.00 points more” would be no answer.
    if same(row.score, before.score):
        return _("That is the same as in {earlier}.").format(earlier=earlier)
    more = _("That is {points} points more than in {earlier}.")
    less = _("That is {points} points less than in {earlier}.")
    message = more if row.score > before.score else less
    return message.format(points=points(printed_difference(row.score, before.score)), earlier=earlier)


def strengths(divisions: pd.DataFrame, questions: pd.DataFrame) -> tuple[str, str]:
    """The strongest, and the weakest question and division of what is in view; "" where they are alike, or
    there is only one."""
    divisions, questions = divisions.dropna(subset=["score"]), questions.dropna(subset=["score"])
    # Where all are alike, to name the first of them would single out one by its place in the list.
    best: list[str] = []
    worst: list[str] = []
    if len(questions) > 1 and not same(questions.score.iloc[0], questions.score.iloc[-1]):
        best.append(_question(questions, len(questions) - 1))
        worst.append(_question(questions, 0))
    if len(divisions) > 1 and not same(divisions.score.iloc[0], divisions.score.iloc[-1]):
        best.append(_named(divisions, 0))
        worst.append(_named(divisions, len(divisions) - 1))
    return " · ".join(best), " · ".join(worst)


def _question(frame: pd.DataFrame, at: int) -> str:
    row = frame.iloc[at]
    message = _("question {number} “{question}” ({score}{others})")
    others = _others(frame, row.score, _(", the same as {count} more of the questions"))
    return message.format(
        number=thai.digits(row.question_no), question=row.question, score=score(row.score), others=others
    )


def _named(frame: pd.DataFrame, at: int) -> str:
    row = frame.iloc[at]
    others = _others(frame, row.score, _(", the same as {count} more of the divisions"))
    return f"{row.division} ({score(row.score)}{others})"


def _others(frame: pd.DataFrame, reached: float, message: str) -> str:
    """That others have the very same mean, as `message` says it."""
    count = sum(same(each, reached) for each in frame.score) - 1
    return message.format(count=thai.number(count)) if count else ""


def same(one: float, other: float) -> bool:
    """Whether two means are alike as they are printed."""
    return thai.rounded(one, 2) == thai.rounded(other, 2)


def printed_difference(one: float, other: float) -> float:
    """The difference of two means as they are printed, so that a reader finds the same."""
    return float(thai.rounded(one, 2) - thai.rounded(other, 2))


def by_division(frame: pd.DataFrame) -> str:
    """The highest and the lowest division."""
    return _ends(frame.dropna(subset=["score"]), "division", _("Every division has the same mean, {score}."))


def _ends(frame: pd.DataFrame, name: str, alike: str) -> str:
    """The first and the last of those that come highest first; `alike` where they are the same."""
    if frame.empty:
        return _("No score can be shown.")
    # Dimensions come in the order of the survey.
    by_score = frame.sort_values("score", ascending=False, kind="stable")
    highest, lowest = by_score.iloc[0], by_score.iloc[-1]
    if len(frame) == 1:
        message = _("{highest} has {high}.")
    elif same(highest.score, lowest.score):
        message = alike
    else:
        message = _("Highest is {highest} with {high}, lowest {lowest} with {low}.")
    return message.format(
        score=score(highest.score),
        highest=highest[name],
        high=score(highest.score),
        lowest=lowest[name],
        low=score(lowest.score),
    )


def alike(frame: pd.DataFrame) -> list[str]:
    """A sentence for each division that has the same score in every question."""
    return [
        _("{division} has the same score, {score}, in every question, which is worth a look.").format(
            division=row.division, score=score(row.score)
        )
        for row in frame[frame.same_everywhere].itertuples()
    ]


def by_dimension(frame: pd.DataFrame) -> str:
    """The highest and the lowest dimension."""
    return _ends(
        frame.dropna(subset=["score"]), "dimension", _("Every dimension has the same mean, {score}.")
    )


def by_question(frame: pd.DataFrame) -> str:
    """The weakest question."""
    frame = frame.dropna(subset=["score"])
    if frame.empty:
        return _("No score can be shown.")
    lowest, highest = frame.iloc[0], frame.iloc[-1]
    if len(frame) == 1:
        return _("Question {number}, “{question}”, has {score}.").format(
            number=thai.digits(lowest.question_no), question=lowest.question, score=score(lowest.score)
        )
    if same(lowest.score, highest.score):
        return _("Every question has the same mean, {score}.").format(score=score(lowest.score))
    return _("Weakest is question {low_no}, “{low}” ({low_score}).").format(
        low_no=thai.digits(lowest.question_no),
        low=lowest.question,
        low_score=score(lowest.score),
    )


def profile(frame: pd.DataFrame, questions: pd.DataFrame, division: str) -> str:
    """Where a division lies furthest below the mean of all (or least above), and which of its questions is
    the weakest."""
    # Too few may have answered in one division while others can be shown.
    if frame.empty:
        return _("{division}: no score can be shown.").format(division=division)
    lowest = frame.sort_values("difference_points", kind="stable").iloc[0]
    sentences = [
        _("{division} against the mean of all divisions: {against}.").format(
            division=division, against=f"{lowest.dimension} {_against(lowest.difference_points)}"
        )
    ]
    shown = questions.dropna(subset=["score"])
    if len(shown) > 1 and same(shown.score.iloc[0], shown.score.iloc[-1]):
        sentences.append(
            _("All its questions got the same, {score}.").format(score=score(shown.score.iloc[0]))
        )
    elif len(shown) > 1:
        sentences.append(_("Its weakest question is {question}.").format(question=_question(shown, 0)))
    return " ".join(sentences)


def _against(difference: float) -> str:
    if same(difference, 0):
        return _("the same")
    message = _("{points} points above") if difference > 0 else _("{points} points below")
    return message.format(points=points(difference))


def scores(frame: pd.DataFrame) -> str:
    """How the single scores are spread."""
    values = frame.score_percent.dropna()
    if values.empty:
        return _("No score can be shown.")
    if same(values.min(), values.max()):
        return _("Scores: {count}, each {score}.").format(
            count=thai.number(len(values)), score=score(values.min())
        )
    return _("Scores: {count}, between {low} and {high}; at the lowest value: {lowest}.").format(
        count=thai.number(len(values)),
        low=score(values.min()),
        high=score(values.max()),
        lowest=thai.number((values == values.min()).sum()),
    )


def withheld(row: pd.Series) -> str:
    """How many scores are not shown, and what that does to the means; nothing where all are."""
    if not row.withheld:
        return ""
    return _(
        "{count} scores of fewer than {people} respondents are not shown. They count in no mean and no"
        " number of respondents,"
        " so that no subtraction brings them back."
    ).format(count=thai.number(row.withheld), people=thai.number(row.minimum_n))


def interval(row: pd.Series) -> str:
    """The 95 % confidence interval of the mean with the method behind it; without respondents, why there is
    none."""
    if thai.is_missing(row.interval_low):
        return _("No confidence interval: the source gives no number of respondents.")
    sentence = _(
        "95% confidence interval {low}–{high}, n = {people} (answers ÷ questions, as if everybody rated one"
        " division). The source"
        " gives no standard deviation, so the largest that scores of 0–100 can have is taken (Bhatia–Davis,"
        " Wilson's interval):"
        " the true interval is narrower."
    )
    return thai.digits(sentence).format(
        low=score(row.interval_low),
        high=thai.number(row.interval_high, 2),
        people=thai.number(row.respondents),
    )


def score(percent: float) -> str:
    """A score of 0–100 as running text has it: "ร้อยละ 96.70", in English "96.70%"."""
    return _("{percent}%").format(percent=thai.number(percent, 2))


def points(difference: float) -> str:
    """The size of a difference of percentages, in points."""
    return thai.number(abs(difference), 2)
