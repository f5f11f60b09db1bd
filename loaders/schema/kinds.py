"""The kinds of value a cell may hold, and what a reader is told when it holds another. How text becomes a
value: kinds.sql."""

from dataclasses import dataclass, replace

from vocabulary.language import N_


@dataclass(frozen=True)
class Kind:
    """What a cell may hold: the SQL type stored, the macros of kinds.sql that read it, and the words for a
    reader."""

    sql_type: str
    spelling: str
    """The macro as_… reads a cell however it is spelled; is_plain_… says whether a plain cast is enough."""
    expects: str
    plain: str = ""
    is_figure: bool = False
    """Whether this is an amount, a count or a percentage: what a total row may state. A number that names a
    row is none."""
    adds_up: bool = False
    """Whether the values of several rows may be summed: amounts and counts of different things."""
    is_decrease: bool = False
    """Whether its amounts are taken away, so that brackets or a minus sign say no more than the column
    does."""
    at_least: int | None = None
    at_most: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    """(code, Thai word) pairs; either is accepted, the code is stored."""
    near: tuple[tuple[str, str], ...] = ()
    """(code, other Thai word) pairs that are accepted too."""
    doubtful: str = ""
    """SQL over `value`, true where the value is accepted and a warning tells what may be wrong with it."""
    converted: str = ""
    """SQL over `cell` and `value`, true where the text was understood but says it otherwise; a note tells."""

    contradicted: str = ""
    """SQL over `cell`, `value` and the `year` of the row, true where the text says another year than the
    row."""

    @property
    def is_ordinal(self) -> bool:
        """Whether it numbers rows: questions, projects, measures, dimensions."""
        return self.spelling in ("whole", "dimension") and not self.is_figure

    @property
    def is_text(self) -> bool:
        """Whether a cell is stored as it is written."""
        return self.sql_type == "VARCHAR" and not self.choices

    @property
    def sum_type(self) -> str:
        """The SQL type of a sum of its values: counts stay whole numbers."""
        return f"DECIMAL(38, {0 if self.sql_type == 'INTEGER' else 2})"

    def value(self, cell: str) -> str:
        """SQL for the value of the text in the column `cell`, however it is spelled; NULL where it is not of
        this kind."""
        return self._choice(cell) if self.choices else self.meant(f"as_{self.spelling}({cell})")

    def meant(self, figure: str) -> str:
        """SQL for what a figure means in a column of this kind."""
        return f"abs({figure})" if self.is_decrease else figure

    def cast(self, cell: str) -> str:
        """SQL for the engine's own cast of the text in the column `cell`."""
        if self.choices:
            return self._choice(cell)
        return cell if self.is_text else f"TRY_CAST({cell} AS {self.sql_type})"

    def is_plain(self, cell: str, value: str) -> str:
        """SQL that is true where the cast is all there is to say of a cell, and its value is within
        bounds."""
        tests = [f"is_plain_{self.plain or self.spelling}({cell}, {value})"]
        tests += [f"{value} >= {self.at_least}"] if self.at_least is not None else []
        tests += [f"{value} <= {self.at_most}"] if self.at_most is not None else []
        return " AND ".join(tests)

    def _choice(self, cell: str) -> str:
        cases = (
            f"WHEN lower({cell}) IN ('{code}', '{word}') THEN '{code}'"
            for code, word in (*self.choices, *self.near)
        )
        return f"CASE {' '.join(cases)} END"


def choice(*choices: tuple[str, str], near: tuple[tuple[str, str], ...] = ()) -> Kind:
    """One of a few words, of which some may be said in other words."""
    words = ", ".join(code if code == thai else f"{code} ({thai})" for code, thai in choices)
    return Kind("VARCHAR", "choice", words, choices=choices, near=near)


RESPELLED = "is_respelled(cell)"

TEXT = Kind("VARCHAR", "text", N_("text"))
NAME = Kind("VARCHAR", "name", N_("text"), converted="cell <> value")
"""The text by which a row is known: on one line, however a cell was wrapped."""
ADDRESS = Kind(
    "VARCHAR",
    "address",
    N_("an address that begins with https:// or http://, such as https://www.example.go.th/file.pdf"),
)
"""One address of the web or several, with white space between; nothing else that a browser would carry
out."""
CODE = Kind(
    "VARCHAR",
    "code",
    N_("a code of 4 to 10 digits, such as 04960201"),
    # A spreadsheet eats the leading zero of 04960201.
    doubtful="length(value) = 7",
    converted="cell <> value",
)
# Money that is left may be less than nothing.
SIGNED_MONEY = Kind(
    "DECIMAL(18,2)",
    "money",
    N_("an amount in baht with at most two decimals, such as 1250.00"),
    plain="figure",
    is_figure=True,
    adds_up=True,
    converted=RESPELLED,
)
MONEY = replace(SIGNED_MONEY, at_least=0)
DECREASE = replace(MONEY, is_decrease=True, converted=f"{RESPELLED} OR starts_with(cell, '-')")
"""An amount by which something is less: (5,000.00) and -5,000.00 are 5,000.00."""
SHARE = Kind(
    "DECIMAL(6,2)",
    "percent",
    N_("a percentage, such as 38.46"),
    plain="figure",
    is_figure=True,
    at_least=0,
    converted=f"has_more_decimals(cell) OR {RESPELLED}",
)
PERCENT = replace(SHARE, at_most=100)
RATE = replace(SHARE, spelling="score")
"""A percentage that somebody measured: a dash is none, and not 0."""
SCORE = replace(RATE, at_most=100)
WHOLE = Kind(
    "INTEGER", "whole", N_("a whole number"), is_figure=True, adds_up=True, at_least=0, converted=RESPELLED
)
PEOPLE = replace(WHOLE, adds_up=False)
"""How many people answered: the same people answer every question."""
ORDINAL = replace(WHOLE, is_figure=False, adds_up=False, at_least=1)
DIMENSION = replace(
    ORDINAL,
    spelling="dimension",
    plain="whole",
    expects=N_("a dimension from 1 to 4"),
    at_most=4,
    converted="cell <> CAST(value AS VARCHAR)",
)
ANSWER_COUNTS = Kind(
    "VARCHAR",
    "answer_counts",
    N_("how many gave which answer, from the lowest level to the highest, such as 1:0 2:3 3:10 4:40 5:47"),
    converted="cell <> value",
)
ROUND = Kind("INTEGER", "round", N_("6 or 12 (months)"), converted="cell <> CAST(value AS VARCHAR)")
DATE = Kind(
    "DATE",
    "day",
    N_("a date, such as 2022-03-31 or 31/03/2565"),
    # A month in words beside a whole year leaves nothing to be understood otherwise.
    converted="cell <> CAST(value AS VARCHAR) AND NOT regexp_matches(cell, '[ก-ฮA-Za-z].*[0-9๐-๙]{4}')",
)
BE_YEAR = Kind(
    "INTEGER",
    "be_year",
    N_("a fiscal year of the Buddhist era, such as 2565"),
    converted="cell <> CAST(value AS VARCHAR)",
)
MONTH = Kind(
    "INTEGER",
    "month",
    N_("a month of the fiscal year, such as 1/2566, 2023-01-15 or 1"),
    at_least=1,
    at_most=12,
    # The name of a month leaves nothing to be understood otherwise.
    converted="cell <> CAST(value AS VARCHAR) AND NOT regexp_matches(cell, '[ก-ฮA-Za-z]')",
    contradicted="as_month_begin(cell) <> TRY(month_begin(year, value))",
)
"""A calendar month, by its number; which year it is of says the fiscal year of the row."""
