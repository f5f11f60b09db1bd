"""What is told of procurement: what was bought, how and from whom, and in which large purchases a community
representative took part."""

from dataclasses import replace
from functools import partial

from charts.parts import Parts, of_whole
from queries import procurements as questions
from sections.choice import Choice, Chosen, choice, choice_of_rows, most_rows
from sections.documents import Contents
from sections.headlines import Headlines
from sections.subject import Section, Subject, Subjects
from sentences import procurements as say
from sentences.headline import Headline
from vocabulary.columns import title, word
from vocabulary.language import N_, _
from vocabulary.paper_tables import PaperTable, heading_row, of_table, row_of
from vocabulary.paper_tables import column as paper_column
from vocabulary.paper_tables import rows as paper_rows

COLUMNS = ("month", "method", "winner", "division")
"""By what amounts are told."""
FORM = (
    "purchase_no",
    "purchase",
    "purchase_limit",
    "reference_price",
    "method",
    "bidders",
    "winner",
    "agreed_price",
    "reason",
    "contract_no",
    "contract_date",
)
"""The columns of the form สขร.1."""
PARTS = Parts("agreed_price", "purchase_limit", "agreed_rate")
REPRESENTED = 8
"""The measure that wants community representatives in procurement (data/reference/measure_proofs.csv)."""
AMOUNTS = ("purchases", "purchase_limit", "agreed_price", "agreed_rate")


def answer(subject: Subject, _chosen: Chosen) -> str:
    """How much was bought, and which large purchases had no community representative."""
    return say.answer(subject.first(questions.total), subject.ask(questions.large))


def amounts(subject: Subject, chosen: Chosen) -> Section:
    """What was agreed on under the limits, by month, method, winner or division as chosen."""
    by = choice(
        chosen, "by", _("Amounts by"), {name: title(name) for name in COLUMNS}, "month", is_labelled=False
    )
    # The months are a whole only together.
    every = len(subject.ask(questions.by_column, by.value))
    rows = choice_of_rows(chosen if by.value != "month" else {**chosen, "rows": "all"}, every)
    shown = (by,) if by.value == "month" else (by, rows)
    return amounts_by(subject.set(rows.setting), by.value, *shown, most=most_rows(rows))


def amounts_by(subject: Subject, column: str, *choices: Choice, most: int | None = None) -> Section:
    """What was agreed on under the limits for each month, method, winner or division."""
    label, name = {
        "month": (_("By month"), _("Agreed prices under their limits, by month")),
        "method": (_("By method"), _("Agreed prices under their limits, by method")),
        "winner": (_("By winner"), _("Agreed prices under their limits, by winner")),
        "division": (_("By division"), _("Agreed prices under their limits, by division")),
    }[column]
    table = subject.ask(questions.by_column, column)
    figure = partial(of_whole, table, column, PARTS, most=most)
    sentence, printed = say.by_column(table, column), (column, *AMOUNTS)
    return subject.section(f"by_{column}", label, name, sentence, table, figure, *choices, printed=printed)


def large(subject: Subject, _chosen: Chosen) -> Section:
    """The purchases above the threshold of the specific method, those without a community representative
    first."""
    table, total = subject.ask(questions.large), subject.first(questions.total)
    name = _("Large purchases and whether a community representative took part")
    sentence = f"{say.representatives(total, table)} {say.threshold(total)}".strip()
    return subject.section("large", _("Large purchases"), name, sentence, table)


def rows(subject: Subject, _chosen: Chosen) -> Section:
    """Every purchase as it was loaded."""
    table = subject.ask(questions.every)
    return subject.rows_behind(say.count(table), table)


def forms(subject: Subject) -> Section:
    """Every purchase under its month, with the columns of the form."""
    table = subject.ask(questions.every)
    paper = (
        row
        for month, bought in table.groupby("month", sort=False)
        for row in (heading_row(word(str(month), "month"), len(FORM)), *paper_rows(bought[list(FORM)]))
    )
    printed = PaperTable(tuple(map(paper_column, FORM)), tuple(paper))
    name = _("Summary of procurement by month (form Sor Khor Ror 1)")
    return subject.section("forms", _("By month"), name, say.count(table), table, paper=printed)


def proof(subject: Subject, measure_no: int) -> Headline:
    """In how many large purchases a community representative took part, for the measure that wants that;
    for others what was agreed on."""
    total = subject.first(questions.total)
    return say.representation(total) if measure_no == REPRESENTED else say.agreed(total)


HEADLINES = Headlines(
    urgency=5,
    name=N_("Procurement"),
    label=N_("Agreed prices of all purchases"),
    question=questions.total,
    headline=say.headline,
    figure=lambda row: row.agreed_price,
    unit=N_("baht"),
    by_year=questions.by_year,
    sentence=say.total,
    # What needs attention in the further data stands on their own pages.
    notices=lambda _subject: (),
    worth_knowing=lambda subject: (say.total(subject.first(questions.total)),),
    main=amounts,
    answer=answer,
    proof=proof,
)


def monthly(subjects: Subjects) -> list[Section | None]:
    """A document: the form of every month, after what the year came to so far."""
    subject = subjects["procurements"]
    return [_in_all(subject, "month"), forms(subject)]


def yearly(subjects: Subjects) -> list[Section | None]:
    """A document: what was bought by which method, for whom, from whom, and which purchases were large."""
    subject = subjects["procurements"]
    parts = [amounts_by(subject, column) for column in ("month", "winner")]
    return [_in_all(subject, "method"), *parts, large(subject, {})]


def _in_all(subject: Subject, column: str) -> Section:
    """The amounts by a column with their total, which the sentence tells first."""
    part, total = amounts_by(subject, column), subject.first(questions.total)
    table, whole = of_table(part.table, part.printed), row_of(total, part.printed[1:], "total", _("Total"))
    paper = replace(table, rows=(*table.rows, whole))
    return replace(part, sentence=f"{say.total(total)} {part.sentence}", paper=paper)


DOCUMENTS = {
    "procurement_monthly": Contents(
        ("procurements",),
        monthly,
        opening=N_("summarises its procurement of each month of the fiscal year {year} as follows"),
    ),
    "procurement_year": Contents(
        ("procurements",),
        yearly,
        opening=N_("reports the results of its procurement in the fiscal year {year} as follows"),
    ),
}
