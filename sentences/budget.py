"""What the budget's figures say, in a sentence."""

import pandas as pd

from sentences.headline import Headline
from sentences.listing import first_of
from vocabulary import thai
from vocabulary.columns import title
from vocabulary.language import _

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
        "{unstated} of {lines} lines ({amount}) state no payment yet:"
        " what is paid, the rates and what remains are of the other lines."
    ).format(
        unstated=thai.number(row.lines_unstated), lines=thai.number(row.lines), amount=thai.baht(row.unstated)
    )


def _without_payments(row: pd.Series) -> str:
    return _(
        "{revised} may be spent after transfers, in {lines} lines. What is paid and what remains is not"
        " reported yet."
    ).format(revised=thai.baht(row.revised), lines=thai.number(row.lines))


def total(row: pd.Series) -> str:
    """The whole budget: what may be spent, what is paid, both rates; as far as payments are stated."""
    if thai.is_missing(row.disbursed):
        return _without_payments(row)
    return f"{_total(row)} {unstated(row)}".strip()


def _total(row: pd.Series) -> str:
    return _(
        "Of {revised} that may be spent after transfers, {disbursed} is paid (disbursed rate"
        " {disbursed_rate})."
        " With what is committed, {used_rate} is used; {remaining} remains."
    ).format(
        revised=thai.baht(row.revised),
        disbursed=thai.baht(row.disbursed),
        disbursed_rate=thai.percent_in_words(row.disbursed_rate),
        used_rate=thai.percent_in_words(row.used_rate),
        remaining=thai.baht(row.remaining),
    )


def headline(row: pd.Series) -> Headline:
    """The disbursed rate. Cabinet targets bind central agencies only, so none is set here."""
    if thai.is_missing(row.disbursed):
        message = _("{revised} after transfers, from {lines} lines")
    elif row.lines_unstated:
        message = _(
            "{disbursed} paid of {revised} after transfers, from {lines} lines; {unstated} of them state no"
            " payment yet"
        )
    else:
        message = _("{disbursed} paid of {revised} after transfers, from {lines} lines")
    basis = message.format(
        disbursed=thai.baht(row.disbursed),
        revised=thai.baht(row.revised),
        lines=thai.number(row.lines),
        unstated=thai.number(row.lines_unstated),
    )
    return Headline(rate(row), "neutral", _("no target set"), basis)


def answer(row: pd.Series, part: str) -> str:
    """What `part` of the budget (the whole where it is "") was given, may spend, has paid, how far that is
    from what should be paid by then, and what lapses; as far as payments are stated."""
    words = {
        "part": part or _("The whole budget"),
        "allocation": thai.baht(row.allocation),
        "revised": thai.baht(row.revised),
    }
    if thai.is_missing(row.disbursed):
        return _(
            "{part}: {allocation} in the ordinance, {revised} after transfers; what is paid and what"
            " remains is not reported yet."
        ).format(**words)
    words |= {
        "disbursed": thai.baht(row.disbursed),
        "rate": thai.percent_in_words(row.disbursed_rate),
        "gap": _gap(row),
    }
    figures = _(
        "{part}: {allocation} in the ordinance, {revised} after transfers, {disbursed} paid ({rate}){gap}."
    ).format(**words)
    return " ".join(filter(None, (figures, unstated(row), _left(row))))


def _gap(row: pd.Series) -> str:
    if thai.is_missing(row.gap_points):
        return ""
    # A target is missed or exceeded; an even pace, which nobody set, is only fallen behind.
    message = {
        (True, True): _(", {points} points below {yardstick}"),
        (True, False): _(", {points} points above {yardstick}"),
        (False, True): _(", {points} points behind {yardstick}"),
        (False, False): _(", {points} points ahead of {yardstick}"),
    }[bool(row.is_target), bool(row.gap_points < 0)]
    return message.format(points=thai.number(abs(row.gap_points), 2), yardstick=yardstick(row))


def yardstick(row: pd.Series) -> str:
    """What payments are measured against: the cabinet's target of the quarter, or even spending over the
    year."""
    target = _("the cabinet's target of quarter {quarter} ({rate})")
    even = _("even spending (by {day} it would be {rate})")
    return (target if row.is_target else even).format(
        quarter=thai.digits(row.quarter),
        day=thai.day(row.as_of),
        rate=thai.percent_in_words(row.expected_rate),
    )


def _left(row: pd.Series) -> str:
    # Nothing lapses where all is used, or more.
    if row.remaining <= 0:
        return ""
    if row.as_of < row.year_end:
        message = _(
            "{remaining} is neither paid nor committed: it lapses if that is still so after {day}, unless"
            " it is carried over."
        )
    else:
        message = _(
            "{remaining} was neither paid nor committed by {day}: it lapses, unless it is carried over."
        )
    return message.format(remaining=thai.baht(row.remaining), day=thai.day(row.year_end))


def targets(frame: pd.DataFrame, row: pd.Series) -> str:
    """The cabinet's targets of the year, whom they bind, and how sure they are."""
    listed = ", ".join(
        _("quarter {quarter} {rate}").format(
            quarter=thai.digits(target.quarter), rate=thai.percent_in_words(target.target)
        )
        + ("" if target.is_confirmed else f" ({_('source not confirmed')})")
        for target in frame.itertuples()
    )
    sentence = _(
        "Cabinet targets: {listed}. They bind central agencies and are only a yardstick here. Source: {notes}"
    ).format(listed=listed, notes=" ".join(dict.fromkeys(frame.note)))
    if row.is_target:
        return sentence
    without = _("There is no target of quarter {quarter}, so payments are measured against even spending.")
    return f"{sentence} {without.format(quarter=thai.digits(row.quarter))}"


def by_level(frame: pd.DataFrame, level: str, row: pd.Series) -> str:
    """Which part is furthest behind what should be paid by then, and by how much; where the rate is highest
    and lowest; which part has not reported payments."""
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
    words = {
        "count": thai.number(len(frame)),
        "yardstick": yardstick(row),
        "level": title(level).lower(),
    }
    if behind.empty:
        return _("None of {count} is behind {yardstick} ({level}).").format(**words)
    furthest = behind.iloc[0]
    sentence = _(
        "{name} is furthest behind {yardstick}: by {gap} ({points} points), with {disbursed} of {revised}"
        " ({rate}) paid."
        " {behind} of {count} are behind (by {level})."
    ).format(
        **words,
        name=thai.digits(furthest[level]),
        gap=thai.baht(-furthest.gap),
        points=thai.number(-furthest.gap_points, 2),
        disbursed=thai.baht(furthest.disbursed),
        revised=thai.baht(furthest.revised),
        rate=thai.percent_in_words(furthest.disbursed_rate),
        behind=thai.number(len(behind)),
    )
    return f"{sentence} {_extremes(frame, level)}".strip()


def allotted(frame: pd.DataFrame, level: str) -> str:
    """How much the ordinance gives, how much that is after transfers, and the part that gets most."""
    first, whole = frame.iloc[0], frame.sum(numeric_only=True)
    sentence = _("The ordinance gives {allocation}, {revised} after transfers, in {lines} lines.").format(
        allocation=thai.baht(whole.allocation),
        revised=thai.baht(whole.revised),
        lines=thai.number(whole.lines),
    )
    if len(frame) == 1:
        return sentence
    most = _("Of {count} ({level}), {name} gets most: {amount}.").format(
        count=thai.number(len(frame)),
        level=title(level).lower(),
        name=first[level],
        amount=thai.baht(first.allocation),
    )
    return f"{sentence} {most}"


def attention(kind: str, counts: pd.Series, frame: pd.DataFrame) -> str:
    """How many lines need attention, of which kind ("unspent", "over", "not_started"), how much that is, and
    the first."""
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
        message = _("{lines} lines have {amount} more paid and committed than may be spent.")
    elif kind == "not_started":
        message = _("Of {lines} lines nothing is paid or committed: {amount} altogether.")
    elif counts.unspent_baht == counts.remaining_baht:
        message = _("{lines} lines have money left: {amount} altogether.")
    else:
        message = _(
            "The {lines} lines with the most money left have {amount} left,"
            " {share} of what is left in all lines with money left ({whole})."
        )
    whole = counts.remaining_baht
    sentence = message.format(
        lines=thai.number(counts[kind]),
        amount=thai.baht(counts[f"{kind}_baht"]),
        share=thai.percent_in_words(counts.unspent_baht / whole if whole else None),
        whole=thai.baht(whole),
    )
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


def by_item(frame: pd.DataFrame) -> str:
    """The largest line, and the lines of which nothing is paid yet, or no payment is stated."""
    sentences = [_largest(frame)]
    for lines, message in (
        (
            frame[frame.disbursed.isna()],
            _("Of {lines} lines payments are not reported yet: {revised} altogether."),
        ),
        (
            frame[(frame.disbursed == 0) & (frame.revised > 0)],
            _("Of {lines} lines nothing is paid yet: {revised} altogether."),
        ),
    ):
        if len(lines):
            revised = thai.baht(lines.revised.sum())
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


def _extremes(frame: pd.DataFrame, level: str) -> str:
    # Of the same rate the smallest and the largest budget are named.
    rated = frame[frame.disbursed_rate.notna()].sort_values(["disbursed_rate", "revised"])
    if rated.disbursed_rate.nunique() < 2:
        return ""
    lowest, highest = rated.iloc[0], rated.iloc[-1]
    return _("The disbursed rate is highest in {highest} ({high}) and lowest in {lowest} ({low}).").format(
        highest=highest[level],
        high=thai.percent_in_words(highest.disbursed_rate),
        lowest=lowest[level],
        low=thai.percent_in_words(lowest.disbursed_rate),
    )
