"""The kinds of value a cell may hold, and what a reader is told when it holds another. How text becomes a value: kinds.sql."""

from dataclasses import dataclass, replace

from language import N_


@dataclass(frozen=True)
class Kind:
    """What a cell may hold: the SQL type stored, the macro of kinds.sql that reads it, and the words for a reader."""

    sql_type: str
    macro: str
    expects: str
    is_figure: bool = False
    """Whether this is an amount, a count or a percentage: what a total row may state. A number that names a row is none."""
    at_least: int | None = None
    at_most: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    """(code, Thai word) pairs; either is accepted, the code is stored."""
    converted: str = ""
    """SQL over `cell` and `value`, true where the text was understood but says it otherwise; a note tells."""

    def value(self, cell: str) -> str:
        """SQL that turns the text in the column `cell` into a value, NULL where it is not of this kind."""
        if self.choices:
            cases = (f"WHEN lower({cell}) IN ('{code}', '{word}') THEN '{code}'" for code, word in self.choices)
            return f"CASE {' '.join(cases)} END"
        return f"{self.macro}({cell})"


def choice(*choices: tuple[str, str]) -> Kind:
    """One of a few words."""
    words = ", ".join(code if code == thai else f"{code} ({thai})" for code, thai in choices)
    return Kind("VARCHAR", "", words, choices=choices)


TEXT = Kind("VARCHAR", "as_text", N_("text"))
CODE = Kind("VARCHAR", "as_code", N_("a code of 4 to 10 digits, such as 04960201"))
SIGNED_MONEY = Kind(
    "DECIMAL(18,2)", "as_money", N_("an amount in baht with at most two decimals, such as 1250.00"), is_figure=True
)
MONEY = replace(SIGNED_MONEY, at_least=0)
SHARE = Kind(
    "DECIMAL(6,2)",
    "as_percent",
    N_("a percentage, such as 38.46"),
    is_figure=True,
    at_least=0,
    converted="has_more_decimals(cell)",
)
PERCENT = replace(SHARE, at_most=100)
WHOLE = Kind("INTEGER", "as_whole", N_("a whole number"), is_figure=True, at_least=0)
ORDINAL = replace(WHOLE, is_figure=False, at_least=1)
DIMENSION = replace(ORDINAL, expects=N_("a dimension from 1 to 4"), at_most=4)
ROUND = Kind("INTEGER", "as_round", N_("6 or 12 (months)"))
DATE = Kind("DATE", "as_day", N_("a date, such as 2022-03-31 or 31/03/2565"))
BE_YEAR = Kind(
    "INTEGER",
    "as_be_year",
    N_("a fiscal year of the Buddhist era, such as 2565"),
    converted="arabic(cell) <> CAST(value AS VARCHAR)",
)
