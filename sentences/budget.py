"""What the budget's figures say, in a sentence."""

import pandas as pd

from sentences.headline import Headline, Tone
from sentences.listing import first_of
from vocabulary import thai
from vocabulary.columns import title
from vocabulary.fiscal_calendar import fiscal_year_of
from vocabulary.language import N_, _, counted

MOST_NAMED = 5
"""Parts without payments that are named; of more there is the number."""


def not_reported() -> str:
    """What stands in the place of a payment, a rate or a remainder where no payment is stated."""
    return _("not reported yet")


def rate(row: pd.Series) -> str:
    """The disbursed rate, or that no payment is reported yet."""
    return not_reported() if thai.is_missing(row.disbursed) else thai.percent(row.disbursed_rate)


def unstated(row: pd.Series) -> str:
    """How many of the lines state no payment, where others do; nothing where all do or none does."""
    # Where none states a payment it is said in place of the figures.
    if not row.lines_unstated or row.lines_unstated == row.lines:
        return ""
    return _(
        "Rates and what remains are without the {unstated} of {lines} lines ({amount}) that state no"
        " payment yet."
    ).format(
        unstated=thai.number(row.lines_unstated), lines=thai.number(row.lines), amount=thai.baht(row.unstated)
    )


def total(row: pd.Series) -> str:
    """The whole budget: what may be spent, what is paid, both rates; as far as payments are stated."""
    if thai.is_missing(row.disbursed):
        message = _(
            "{revised} may be spent after transfers, in {lines} lines. What is paid and what remains is not"
            " reported yet."
        )
    else:
        message = _(
            "Of {revised} that may be spent after transfers, {disbursed} is paid (disbursed rate"
            " {disbursed_rate})."
            " With what is committed, {used_rate} is used; {remaining} remains."
        )
    sentence = message.format(
        revised=thai.baht(row.revised),
        lines=thai.number(row.lines),
        disbursed=thai.baht(row.disbursed),
        disbursed_rate=thai.percent_in_words(row.disbursed_rate),
        used_rate=thai.percent_in_words(row.used_rate),
        remaining=thai.baht(row.remaining),
    )
    return f"{sentence} {unstated(row)}".strip()


def headline(row: pd.Series) -> Headline:
    """The disbursed rate against the pace by date; after the year's end, whether all is paid (a row of
    budget.pace). Cabinet targets bind central agencies only, so none is set here."""
    if thai.is_missing(row.disbursed):
        message = _("{revised} after transfers")
    elif row.lines_unstated:
        message = _("{disbursed} of {revised}; lines without a stated payment yet: {unstated} of {lines}")
    else:
        message = _("{disbursed} of {revised} after transfers")
    basis = message.format(
        disbursed=thai.baht(row.disbursed),
        revised=thai.baht(row.revised),
        lines=thai.number(row.lines),
        unstated=thai.number(row.lines_unstated),
    )
    return Headline(rate(row), *_standing(row), basis)


def _standing(row: pd.Series) -> tuple[Tone, str]:
    if thai.is_missing(row.gap_points):
        return "neutral", _("cannot be judged yet")
    if is_year_over(row):
        is_behind = thai.rounded(row.gap, 2) < 0
        return ("behind", _("not all paid")) if is_behind else ("reached", _("all paid"))
    points = thai.number(abs(row.gap_points), 2)  # as the page's answer has them
    if not thai.rounded(row.gap_points, 2):
        return "reached", _("as the pace by date")
    if row.gap_points > 0:
        return "reached", _("{points} points ahead of the pace by date").format(points=points)
    return "behind", _("{points} points behind the pace by date").format(points=points)


def is_year_over(row: pd.Series) -> bool:
    """Whether the figures are those of the year's end, when nothing is late any more, but unpaid."""
    return bool(row.as_of >= row.year_end)


def is_past(row: pd.Series) -> bool:
    """Whether the year has ended since the day of the figures, so that nothing of them lies ahead."""
    return bool(not is_year_over(row) and thai.today() > row.year_end.date())


def past(row: pd.Series) -> str:
    """That the year has ended, and up to when the figures go."""
    year = thai.fiscal_year(fiscal_year_of(row.year_end.date()))
    return _("{year} has ended; these figures go up to {day} only.").format(
        year=year, day=thai.day(row.as_of)
    )


def answer(row: pd.Series, part: str) -> str:
    """What `part` of the budget (the whole where it is "") has paid of what it may spend, and how far that is
    from the yardstick; as far as payments are stated."""
    if thai.is_missing(row.disbursed):
        message = _("{revised} after transfers; payments are not reported yet.")
    else:
        message = _("{disbursed} of {revised} after transfers is paid ({rate}){gap}.")
    figures = message.format(
        revised=thai.baht(row.revised),
        disbursed=thai.baht(row.disbursed),
        rate=thai.percent_in_words(row.disbursed_rate),
        gap=_gap(row),
    )
    named = f"{part}: {figures}" if part else figures
    return f"{named} {unstated(row)}".strip()


def _gap(row: pd.Series) -> str:
    if thai.is_missing(row.gap_points):
        return ""
    # At the year's end there is no pace to be behind: what is not paid is an amount.
    if not row.is_target and is_year_over(row):
        unpaid = thai.baht(-row.gap)
        return _("; {unpaid} is not paid").format(unpaid=unpaid) if thai.rounded(row.gap, 2) < 0 else ""
    # A target is missed or exceeded; the pace by date, which nobody set, is only fallen behind.
    message = {
        (True, True): _(", {points} points below {yardstick}"),
        (True, False): _(", {points} points above {yardstick}"),
        (False, True): _(", {points} points behind {yardstick}"),
        (False, False): _(", {points} points ahead of {yardstick}"),
    }[bool(row.is_target), bool(row.gap_points < 0)]
    return message.format(points=thai.number(abs(row.gap_points), 2), yardstick=yardstick(row))


def yardstick(row: pd.Series) -> str:
    """What payments are measured against: the cabinet's target of the quarter, or the part of the year that
    has gone by."""
    target = _("the cabinet's target of quarter {quarter} ({rate})")
    pace = _("the pace by date ({rate})")
    return (target if row.is_target else pace).format(
        quarter=thai.digits(row.quarter), rate=thai.percent_in_words(row.expected_rate)
    )


def lapse(row: pd.Series) -> str:
    """What becomes of money that is neither paid nor committed at the year's end; nothing where none is
    left; of a year that has ended since, that it has."""
    if thai.is_missing(row.remaining) or row.remaining <= 0:
        return ""
    if is_past(row):
        return past(row)
    if is_year_over(row):
        message = _("What was neither paid nor committed by {day} lapses, unless it is carried over.")
    else:
        message = _("What is neither paid nor committed by {day} will lapse, unless it is carried over.")
    return message.format(day=thai.day(row.year_end))


def targets(frame: pd.DataFrame, row: pd.Series) -> str:
    """The cabinet's targets of the year, whom they bind, and where payments are not measured against them."""
    listed = ", ".join(
        _("quarter {quarter} {rate}").format(
            quarter=thai.digits(target.quarter), rate=thai.percent_in_words(target.target)
        )
        for target in frame.itertuples()
    )
    sentence = _("Cabinet targets: {listed}. They bind central agencies and are only for comparison here.")
    sentence = sentence.format(listed=listed)
    if row.is_target:
        return sentence
    without = _("There is no target of quarter {quarter}, so payments are measured against the pace by date.")
    return f"{sentence} {without.format(quarter=thai.digits(row.quarter))}"


def source_of_targets(frame: pd.DataFrame) -> str:
    """Where the cabinet's targets are from, and which of them are not confirmed."""
    source = _("Source: {notes}").format(notes=" ".join(dict.fromkeys(frame.note)))
    # Said beside them until a source is entered in data/reference/targets.csv.
    unconfirmed = ", ".join(map(thai.digits, frame.quarter[~frame.is_confirmed]))
    if not unconfirmed:
        return source
    return f"{source} · {_('source not confirmed of quarters {quarters}').format(quarters=unconfirmed)}"


def by_level(frame: pd.DataFrame, level: str, row: pd.Series) -> str:
    """Which part is furthest behind what should be paid by then, or after the year's end has most left
    unpaid, and how many are; which part has not reported payments."""
    # Who has not reported is not behind: that nobody knows.
    known = frame[frame.disbursed.notna()]
    if known.empty:
        return _("No payment is reported yet ({level}).").format(level=title(level).lower())
    without = _without_report(frame[frame.disbursed.isna()], level)
    return " ".join(filter(None, [_furthest(known, level, row), without, unstated(row)]))


def _without_report(frame: pd.DataFrame, level: str) -> str:
    if frame.empty:
        return ""
    names = list(map(thai.digits, frame[level]))
    return _("Not reported yet: {names}.").format(names=first_of(names, MOST_NAMED))


def _furthest(frame: pd.DataFrame, level: str, row: pd.Series) -> str:
    behind = frame[frame.gap < 0]
    first = frame.iloc[0]
    if len(frame) == 1:  # nothing is furthest of one
        message = _("{name}: {disbursed} of {revised} is paid ({rate}).")
    elif is_year_over(row) and not row.is_target:
        all_paid = _("All {count} have paid everything ({level}).")
        unpaid = _(
            "{name} has most left unpaid, {gap} of {revised}. {behind} of {count} have not paid all (by"
            " {level})."
        )
        message = all_paid if behind.empty else unpaid
    else:
        message = _behind(behind.empty, row.is_target)
    return message.format(
        count=thai.number(len(frame)),
        behind=thai.number(len(behind)),
        level=title(level).lower(),
        yardstick=yardstick(row),
        name=thai.digits(first[level]),
        gap=thai.baht(-first.gap),
        points=thai.number(-first.gap_points, 2),
        disbursed=thai.baht(first.disbursed),
        revised=thai.baht(first.revised),
        rate=thai.percent_in_words(first.disbursed_rate),
    )


def _behind(is_none: bool, is_target: bool) -> str:
    if is_target:
        none = _("None of {count} is below {yardstick} ({level}).")
        some = _(
            "{name} is furthest below {yardstick}: by {gap} ({points} points). {behind} of {count} are"
            " below it (by {level})."
        )
    else:
        none = _("None of {count} is behind {yardstick} ({level}).")
        some = _(
            "{name} is furthest behind {yardstick}: by {gap} ({points} points). {behind} of {count} are"
            " behind (by {level})."
        )
    return none if is_none else some


def attention(kind: str, counts: pd.Series, frame: pd.DataFrame) -> str:
    """How many lines need attention (unspent, over or not_started), how much that is, and the first."""
    # None could be said to be over or not begun, which would read as if all were well.
    if counts.lines_unstated == counts.lines:
        return _("Payments are not reported yet, so that nothing can be said of this.")
    sentence = _none_of(kind) if frame.empty else _some_of(kind, counts, frame)
    return f"{sentence} {_left_out(counts)}".strip()


def _left_out(counts: pd.Series) -> str:
    if not counts.lines_unstated:
        return ""
    return _("{unstated} of {lines} lines, which state no payment yet, are not counted.").format(
        unstated=thai.number(counts.lines_unstated), lines=thai.number(counts.lines)
    )


def _some_of(kind: str, counts: pd.Series, frame: pd.DataFrame) -> str:
    if kind == "over":
        one = N_("{lines} line has {amount} more paid and committed than may be spent.")
        more = N_("{lines} lines have {amount} more paid and committed than may be spent.")
        message = counted(counts.over, one, more)
    elif kind == "not_started":
        one = N_("Of {lines} line nothing is paid or committed: {amount}.")
        more = N_("Of {lines} lines nothing is paid or committed: {amount} altogether.")
        message = counted(counts.not_started, one, more)
    elif counts.unspent_baht == counts.remaining_baht:
        one = N_("{lines} line has money left: {amount}.")
        message = counted(counts.unspent, one, N_("{lines} lines have money left: {amount} altogether."))
    else:
        message = _("Lines with the most money left: {lines}, {amount} altogether.")
    sentence = message.format(lines=thai.number(counts[kind]), amount=thai.baht(counts[f"{kind}_baht"]))
    largest = _("The largest is {item}: {amount}.").format(
        item=thai.digits(frame["item"].iloc[0]), amount=thai.baht(abs(frame.remaining.iloc[0]))
    )
    return f"{sentence} {largest}"


def _none_of(kind: str) -> str:
    if kind == "over":
        return _("No line has more paid and committed than may be spent.")
    if kind == "not_started":
        return _("Of every line something is paid or committed.")
    return _("No line has money left.")


def in_order(frame: pd.DataFrame) -> str:
    """How many lines there are."""
    return _("{lines} lines, in the order of the ordinance.").format(lines=thai.number(len(frame)))


def by_item(frame: pd.DataFrame) -> str:
    """The largest line, and the lines of which nothing is paid yet, or no payment is stated."""
    sentences = [_largest(frame)]
    for lines, one, more in (
        (
            frame[frame.disbursed.isna()],
            N_("Of {lines} line payments are not reported yet: {revised}."),
            N_("Of {lines} lines payments are not reported yet: {revised} altogether."),
        ),
        (
            frame[(frame.disbursed == 0) & (frame.revised > 0)],
            N_("Of {lines} line nothing is paid yet: {revised}."),
            N_("Of {lines} lines nothing is paid yet: {revised} altogether."),
        ),
    ):
        if len(lines):
            revised = thai.baht(lines.revised.sum())
            message = counted(len(lines), one, more)
            sentences.append(message.format(lines=thai.number(len(lines)), revised=revised))
    return " ".join(sentences)


def _largest(frame: pd.DataFrame) -> str:
    largest = frame.iloc[0]
    if thai.is_missing(largest.disbursed):
        message = _("The largest of {lines} lines is {item}: {revised}.")
    else:
        message = _("The largest of {lines} lines is {item}: {revised}, of which {rate} is paid.")
    return message.format(
        lines=thai.number(len(frame)),
        item=largest["item"],
        revised=thai.baht(largest.revised),
        rate=thai.percent_in_words(largest.disbursed_rate),
    )


def stated(frame: pd.DataFrame, computed_rate: float | None, stated_rate: float | None) -> str:
    """How far the printed totals are from the sums of the rows, and what that does to the headline."""
    wrong = frame[frame.difference != 0]
    if wrong.empty:
        return _("All printed totals agree with the sums of their rows.")
    if thai.is_missing(computed_rate):
        message = _("{wrong} of {totals} printed totals differ from the sums of their rows.")
    else:
        message = _(
            "{wrong} of {totals} printed totals differ from the sums of their rows."
            " The disbursed rate is {computed} from the rows and would be {stated} from the printed totals."
        )
    return message.format(
        wrong=thai.number(len(wrong)),
        totals=thai.number(len(frame)),
        computed=thai.percent_in_words(computed_rate),
        stated=thai.percent_in_words(stated_rate),
    )


def remaining(row: pd.Series) -> str:
    """Where the rows print another remaining amount than allocation, transfers, commitments and payments
    give; else nothing."""
    if (
        thai.is_missing(row.stated_remaining)
        or thai.is_missing(row.remaining)
        or row.stated_remaining == row.remaining
    ):
        return ""
    return _(
        "The remaining amounts printed in the rows sum to {stated} baht, but {computed} baht is computed;"
        " they differ by {difference} baht."
    ).format(
        stated=thai.number(row.stated_remaining, 2),
        computed=thai.number(row.remaining, 2),
        difference=thai.number(abs(row.stated_remaining - row.remaining), 2),
    )
