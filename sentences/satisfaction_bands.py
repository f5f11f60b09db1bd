"""What the sets of bands are called, where their boundaries lie, and what a score gets by them."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from vocabulary import thai
from vocabulary.columns import word
from vocabulary.language import N_, _

NAMES = {
    "lpa": N_("LPA criteria (0–10 points)"),
    "0.5-step": N_("5 levels in steps of 0.5 (mean of 5)"),
    "equal-width": N_("5 levels of equal width (mean of 5)"),
}
"""What the sets that come with the project are called; one that is added to the table goes by its own
name."""


def names(bands: pd.DataFrame) -> dict[str, str]:
    """Every set of bands and what it is called."""
    return {name: thai.digits(_(NAMES[name])) if name in NAMES else name for name in bands.bands.unique()}


def rule(bands: pd.DataFrame, chosen: str) -> str:
    """The boundaries of a set, and whether its source is confirmed."""
    shown = bands[bands.bands == chosen]
    listed = ", ".join(f"{_from(row)} = {thai.digits(word(row.band))}" for row in shown.itertuples())
    return f"{names(shown)[chosen]}: {listed} · {_basis(shown.basis)}"


def _basis(bases: Iterable[object]) -> str:
    # A set that somebody adds may name several sources, or none.
    known = [str(basis) for basis in dict.fromkeys(bases) if not thai.is_missing(basis)]
    if known in ([], ["unconfirmed"]):
        return _("source not confirmed")
    return _("source: {basis}").format(basis=", ".join(known))


def reached(row: pd.Series, bands: pd.DataFrame, chosen: str) -> str:
    """What a mean gets by a set of bands; nothing where it gets none."""
    if thai.is_missing(row.band):
        return ""
    shown = bands[bands.bands == chosen]
    # The set's own row, for its boundary and its source.
    (own,) = shown[shown.band == row.band].head(1).itertuples()
    return _("By {name} this is {band} ({boundary}, {basis}).").format(
        name=names(shown)[chosen],
        band=thai.digits(word(row.band)),
        boundary=_from(own),
        basis=_basis([own.basis]),
    )


def boundaries(frame: pd.DataFrame, scores: int) -> str:
    """How many scores lie exactly on a boundary, and what they get; nothing where none does."""
    below = _("Scores of exactly {lower}: {count} of {scores}; that gets {band}, for {beyond} needs more.")
    within = _("Scores of exactly {lower}: {count} of {scores}; that gets {beyond}, which begins there.")
    return " ".join(
        (below if row.exclusive else within).format(
            count=thai.number(row.scores),
            scores=thai.number(scores),
            lower=_value(row),
            band=thai.digits(word(row.band)),
            beyond=thai.digits(word(row.band_beyond)),
        )
        for row in frame.itertuples()
    )


def _from(row: Any) -> str:
    message = _("more than {value}") if row.exclusive else _("{value} or more")
    return message.format(value=_value(row))


def _value(row: Any) -> str:
    lower = float(row.lower)
    written = thai.number(lower, 0 if lower.is_integer() else 2)
    if row.scale == "percent":
        return _("{percent}%").format(percent=written)
    return _("a mean of {value}").format(value=thai.number(lower, 2))
