"""What the figures mean and how they are computed, for whoever asks at a figure or at the head of a column.
docs/glossary.md says the same."""

from vocabulary.language import N_, _
from vocabulary.wording import of_data_sets

MEANINGS: dict[str, str] = {
    "allocation": N_("What the ordinance gives, before any transfer."),
    "as_of": N_("The day that the source names; every amount is cumulative from 1 October up to it."),
    "band": N_("The level of a mean score by the set of criteria chosen."),
    "change_points": N_("The later percentage − the earlier one, in percentage points."),
    "committed": N_("What is bound by a contract or an order and not yet paid."),
    "days_left": N_("Days from today until the due date; less than 0: overdue."),
    "disbursed": N_("What is paid, up to the day of the data."),
    "disbursed_rate": N_("Disbursed ÷ budget after transfers × 100."),
    "even_rate": N_("The part of the fiscal year that has gone by: days since 1 October ÷ days of the year."),
    "expected": N_("Budget after transfers × the rate to be reached by then."),
    "expected_rate": N_("The part of the fiscal year that has gone by, or the cabinet's target if chosen."),
    "gap": N_("Disbursed − what should be paid by then; less than 0: behind."),
    "gap_points": N_("Disbursed rate − the rate to be reached by then; less than 0: behind."),
    "highest": N_("The highest of the scores in view."),
    "interval_high": N_("Upper end of the 95% confidence interval of the mean; none without respondents."),
    "interval_low": N_("Lower end of the 95% confidence interval of the mean; none without respondents."),
    "level": N_("Of the plan-reporting system: high, medium or low, with other bounds in each round."),
    "lowest": N_("The lowest of the scores in view."),
    "mean_of_all": N_("The mean of all divisions, for comparison."),
    "net_transfer": N_("Transfers in − transfers out; 0 over a whole ordinance."),
    "overdue": N_("Measures that are open and whose due date has passed."),
    "projects_rate": N_("Projects done ÷ projects planned × 100."),
    "projects_short": N_("How many more projects must be done until the target is reached."),
    "rate_change": N_("Disbursed rate − that of the earlier time, in percentage points."),
    "remaining": N_("Budget after transfers − disbursed − committed and not yet paid."),
    "respondents": N_("People whose answers a score is made from; scores of too few people are withheld."),
    "revised": N_("Allocation + transfers in − transfers out: what may be spent."),
    "score": N_("Mean of the scores in percent, weighted by respondents where they are known."),
    "score_percent": N_("A score of the survey, 0–100; empty where it is withheld."),
    "spent_of_ordinance": N_("Budget spent ÷ budget in the ordinance × 100."),
    "spent_of_planned": N_("Budget spent ÷ budget in the plan × 100."),
    "stated": N_("A total that the source prints; it never takes the place of the computed one."),
    "sum_of_rows": N_("Computed from the rows of the source, to compare with its printed total."),
    "used_rate": N_("(Disbursed + committed and not yet paid) ÷ budget after transfers × 100."),
    "without_evidence": N_("Measures of which the source says that there is no evidence."),
} | of_data_sets("MEANINGS")


def meaning(name: str) -> str | None:
    """What a column's figures mean; None where the name says it."""
    return _(MEANINGS[name]) if name in MEANINGS else None
