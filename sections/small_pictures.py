"""The small pictures of the overview."""

from charts import small_pictures as draw
from charts.overview import Picture
from queries import budget, measures, plan, satisfaction
from sections.subject import Subject
from vocabulary import thai
from vocabulary.language import _


def of_budget(subject: Subject) -> Picture | None:
    """What each division has paid of its budget, or where there is one only each line, furthest behind first;
    None where no payment is reported."""
    standing = subject.first(budget.pace)
    # Bars of an ordinance without payments would all be empty.
    if thai.is_missing(standing.disbursed):
        return None
    # The levels between say less to who answers for a division.
    level = "division" if "division" in subject.ask(budget.levels) else "item"
    return draw.disbursed(subject.ask(budget.by_level, level, False), level, standing.expected_rate)


def of_satisfaction(subject: Subject) -> Picture | None:
    """The mean of each division, or where there is one only of each question, lowest first; None where all
    are withheld."""
    total = subject.first(satisfaction.total)
    if thai.is_missing(total.score):
        return None
    if total.divisions > 1:
        means = subject.ask(satisfaction.by_division).sort_values("score", kind="stable")
        return draw.means(means, "division", list(means.division), total.score, _("Satisfaction by division"))
    means = subject.ask(satisfaction.by_question).sort_values("score", kind="stable")
    labels = [f"{thai.digits(row.question_no)}. {row.question}" for row in means.itertuples()]
    return draw.means(means, "question_no", labels, total.score, _("Satisfaction by question"))


def of_plan(subject: Subject) -> Picture:
    """The whole plan and its dimensions against the target, up to the round of the scope."""
    now, rounds = subject.first(plan.chosen_round), subject.ask(plan.rounds)
    up_to = rounds[rounds.round_months <= now.round_months]
    return draw.dimensions(subject.ask(plan.by_dimension), up_to, float(now.target))


def of_measures(subject: Subject) -> Picture:
    """The measures by status, and what is due or lacks evidence."""
    total = subject.first(measures.total, subject.today)
    return draw.measures(subject.ask(measures.by_status), total)
