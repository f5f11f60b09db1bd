"""What the survey's figures say, in a sentence."""

import pandas as pd

import thai
from language import _
from sentences.headline import Headline


def headline(row: pd.Series) -> Headline:
    """The overall mean; no target is set for it."""
    basis = _("mean of {scores} scores, {divisions} divisions × {questions} questions; {weighting}").format(
        scores=thai.number(row.scores),
        divisions=thai.number(row.divisions),
        questions=thai.number(row.questions),
        weighting=weighting(row),
    )
    return Headline(f"{thai.number(row.score, 2)}%", "neutral", _("no target set"), basis)


def total(row: pd.Series) -> str:
    """The overall mean, and whether it is weighted."""
    return _("Satisfaction is {score} on average over {divisions} divisions and {questions} questions; {weighting}.").format(
        score=score(row.score),
        divisions=thai.number(row.divisions),
        questions=thai.number(row.questions),
        weighting=weighting(row),
    )


def weighting(row: pd.Series) -> str:
    """Whether means are weighted by respondents; the survey must say so either way."""
    if thai.is_missing(row.respondents):
        return _("unweighted mean, the source gives no number of respondents")
    return _("weighted by {respondents} answers").format(respondents=thai.number(row.respondents))


def by_division(frame: pd.DataFrame) -> str:
    """The highest and the lowest division, and those that gave the same score everywhere."""
    highest, lowest = frame.iloc[0], frame.iloc[-1]
    if highest.score == lowest.score:
        return _("Every division has the same mean, {score}.").format(score=score(highest.score))
    sentences = [
        _("Highest is {highest} with {high}, lowest {lowest} with {low}.").format(
            highest=highest.division, high=score(highest.score), lowest=lowest.division, low=score(lowest.score)
        )
    ]
    sentences += [
        _("{division} has the same score, {score}, in every question, which is worth a look.").format(
            division=row.division, score=score(row.score)
        )
        for row in frame[frame.same_everywhere].itertuples()
    ]
    return " ".join(sentences)


def by_dimension(frame: pd.DataFrame) -> str:
    """Every dimension with its mean."""
    listed = ", ".join(f"{row.dimension} {score(row.score)}" for row in frame.itertuples())
    return _("By dimension: {listed}.").format(listed=listed)


def by_question(frame: pd.DataFrame) -> str:
    """The weakest and the strongest question."""
    lowest, highest = frame.iloc[0], frame.iloc[-1]
    return _(
        "Weakest is question {low_no}, “{low}”, with {low_score}; strongest is question {high_no} with {high_score}."
    ).format(
        low_no=thai.digits(lowest.question_no),
        low=lowest.question,
        low_score=score(lowest.score),
        high_no=thai.digits(highest.question_no),
        high_score=score(highest.score),
    )


def scores(frame: pd.DataFrame) -> str:
    """How the single scores are spread."""
    values = frame.score_percent
    return _("{count} scores lie between {low} and {high}; {lowest} of them are at the lowest value.").format(
        count=thai.number(len(values)),
        low=score(values.min()),
        high=score(values.max()),
        lowest=thai.number((values == values.min()).sum()),
    )


def score(percent: float) -> str:
    """A score of 0–100 as running text has it: "ร้อยละ 96.70", in English "96.70%"."""
    return _("{percent}%").format(percent=thai.number(percent, 2))
