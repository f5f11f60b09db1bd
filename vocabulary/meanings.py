"""What the figures mean, and how they are computed: for whoever asks at a figure, at the head of a column,
or on the page of terms. docs/glossary.md says the same."""

from vocabulary.data_sets import LISTED
from vocabulary.language import N_, _
from vocabulary.wording import of_data_set

TERMS: dict[str, dict[str, str]] = {
    "general": {
        "fiscal_year": N_("Of the Buddhist Era: fiscal year 2565 is 1 October 2021 – 30 September 2022."),
        "quarter": N_("Of the fiscal year: the first ends on 31 December."),
        "round_months": N_(
            "Of the reports of the plan: the first 6 months of the fiscal year, or all 12; figures hold from"
            " 1 October on."
        ),
        "as_of": N_("The day that the source names; every amount is cumulative from 1 October up to it."),
        "loaded_at": N_(
            "The day on which a file was loaded; it is never mixed up with the day that its data are of."
        ),
        "stated": N_("A total that the source prints; it never takes the place of the computed one."),
        "sum_of_rows": N_("Computed from the rows of the source, to compare with its printed total."),
        "severity": N_(
            "Figures that contradict each other cannot all be right; what is to be checked is worth a look;"
            " the rest is for information."
        ),
        "sha256": N_("Whoever has the file can tell by this code that no letter of it was changed."),
        "change_points": N_("The later percentage − the earlier one, in percentage points."),
    },
    "budget": {
        "allocation": N_("What the ordinance gives, before any transfer."),
        "transfer_in": N_("Later transfers to the line."),
        "transfer_out": N_("Later transfers away from it."),
        "net_transfer": N_("Transfers in − transfers out; 0 over a whole ordinance."),
        "revised": N_("Allocation + transfers in − transfers out: what may be spent."),
        "encumbered": N_(
            "Bound by a contract or an order as the file has it, with what is paid of it or without, as its"
            " columns say."
        ),
        "disbursed": N_("What is paid, up to the day of the data."),
        "committed": N_("What is bound by a contract or an order and not yet paid."),
        "remaining": N_("Budget after transfers − disbursed − committed and not yet paid."),
        "disbursed_rate": N_("Disbursed ÷ budget after transfers × 100."),
        "used_rate": N_("(Disbursed + committed and not yet paid) ÷ budget after transfers × 100."),
        "even_rate": N_(
            "The part of the fiscal year that has gone by: days since 1 October ÷ days of the year."
        ),
        "expected_rate": N_(
            "The part of the fiscal year that has gone by, or the cabinet's target if chosen."
        ),
        "expected": N_("Budget after transfers × the rate to be reached by then."),
        "gap": N_("Disbursed − what should be paid by then; less than 0: behind."),
        "gap_points": N_("Disbursed rate − the rate to be reached by then; less than 0: behind."),
        "rate_change": N_("Disbursed rate − that of the earlier time, in percentage points."),
        "fund": N_("Where the money of a line comes from; empty where the file does not say."),
        "reading_name": N_(
            "How a name that is garbled in its file is shown; the file's own stays beside it."
        ),
    },
    "satisfaction": {
        "score_percent": N_("A score of the survey, 0–100; empty where it is withheld."),
        "score": N_("Mean of the scores in percent, weighted by respondents where they are known."),
        "mean_of_all": N_("The mean of all divisions, for comparison."),
        "lowest": N_("The lowest of the scores in view."),
        "highest": N_("The highest of the scores in view."),
        "respondents": N_(
            "People whose answers a score is made from; scores of too few people are withheld."
        ),
        "band": N_("The level of a mean score by the set of criteria chosen."),
        "interval_low": N_("Lower end of the 95% confidence interval of the mean; none without respondents."),
        "interval_high": N_(
            "Upper end of the 95% confidence interval of the mean; none without respondents."
        ),
    },
    "plan": {
        "projects_planned": N_("Projects of the plan in a round, by dimension."),
        "projects_done": N_("Projects that are reported as done."),
        "projects_rate": N_("Projects done ÷ projects planned × 100."),
        "projects_short": N_("How many more projects must be done until the target is reached."),
        "level": N_("Of the plan-reporting system: high, medium or low, with other bounds in each round."),
        "budget_planned": N_("Budget of the projects in the plan itself."),
        "budget_ordinance": N_("Budget of the projects in the ordinance."),
        "budget_spent": N_("What is spent on the projects."),
        "spent_of_planned": N_("Budget spent ÷ budget in the plan × 100."),
        "spent_of_ordinance": N_("Budget spent ÷ budget in the ordinance × 100."),
    },
    "measures": {
        "done": N_("As the office declares; a measure may be done and its target missed."),
        "ongoing": N_("As the office declares."),
        "not_started": N_(
            "Without a beginning: of measures as the office declares, of the budget nothing used."
        ),
        "evidence": N_("Whether the source says that there is evidence; unknown is not missing."),
        "days_left": N_("Days from today until the due date; less than 0: overdue."),
        "overdue": N_("Measures that are open and whose due date has passed."),
        "without_evidence": N_("Measures of which the source says that there is no evidence."),
    },
} | {each.name: own for each in LISTED if (own := of_data_set(each, "MEANINGS"))}
"""What a column's figures mean, by the data set that they are of."""
MEANINGS = {name: meaning for terms in TERMS.values() for name, meaning in terms.items()}


def meaning(name: str) -> str | None:
    """What a column's figures mean; None where the name says it."""
    return _(MEANINGS[name]) if name in MEANINGS else None
