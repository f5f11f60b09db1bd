"""The sections about the satisfaction survey."""

from datetime import date

from charts import satisfaction as draw
from charts import satisfaction_scores as draw_scores
from evidence.material import Materials
from evidence.report import Part
from queries import satisfaction as questions
from sentences import satisfaction as say
from sentences import satisfaction_bands as say_bands
from vocabulary import thai
from vocabulary.language import _

SCORE = ("question_no", "question", "division", "score_percent", "band")


def report(found: Materials, _today: date) -> list[Part]:
    """The mean and its level; by division, dimension and question; every score. Where all is withheld, the
    whole only."""
    about = found["satisfaction"]
    bands = questions.bands(about.con)
    chosen = next(iter(say_bands.names(bands)))
    table = about.ask(questions.total, chosen)
    total = table.iloc[0]
    measured: tuple[str, ...] = ("score", "band", "lowest", "highest")
    divisions, asked = about.ask(questions.by_division, chosen), about.ask(questions.by_question, chosen)
    dimensions, scores = about.ask(questions.by_dimension, chosen), about.ask(questions.scores, chosen)
    strengths, rule = say.strengths(divisions, asked), say_bands.rule(bands, chosen)
    sentence = " ".join(
        filter(
            None, (say.total(total), say_bands.reached(total, bands, chosen), strengths, say.withheld(total))
        )
    )
    heading = _("The whole survey")
    whole = about.part("total", heading, heading, f"{sentence} {rule}", table, measured)
    if thai.is_missing(total.score):
        return [whole]
    measured += () if thai.is_missing(total.respondents) else ("respondents",)
    weighting = say.weighting(total)
    return [
        whole,
        about.part(
            "by_division", _("By division"), _("Satisfaction by division"), f"{say.by_division(divisions)} ({weighting})",
            divisions, ("division", *measured), draw.by_division(divisions),
        ),
        about.part(
            "by_dimension", _("By dimension"), _("Satisfaction by dimension"), f"{say.by_dimension(dimensions)} ({weighting})",
            dimensions, ("dimension_no", "dimension", *measured), draw.by_dimension(dimensions),
        ),
        about.part(
            "by_question", _("By question"), _("Satisfaction by question"), f"{say.by_question(asked)} ({weighting})",
            asked, ("question_no", "question", *measured), draw.by_question(asked),
        ),
        about.part(
            "scores", _("Every question in every division"), _("Scores of every question in every division"), say.scores(scores),
            scores, SCORE, draw_scores.scores(scores),
        ),
    ]  # fmt: skip
