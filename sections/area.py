"""What is told of a province and of the country: how organizations stand beside each other, who has reported,
and where one's own stands among those alike."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from charts import area as draw
from charts.area import Tile
from queries import area as questions
from queries.area import COUNTRY, MADE_UP, Area
from sections.choice import Choice, Chosen, choice
from sections.subject import Drawing, Published, Section
from sentences import area as say
from vocabulary import thai
from vocabulary.columns import title, word
from vocabulary.data_sets import SUBJECTS
from vocabulary.language import _, current

MEASURES = {
    "disbursed": "disbursed_rate",
    "satisfaction": "score",
    "plan": "projects_rate",
    "measures": "measures_rate",
}
"""By what organizations are compared: name in the address → column of an answer."""
MOST_ON_PAGE = 100
"""Rows of a table that a page sends; its files have all."""
EXACT = 12
"""Decimals to which ratios and percentages are compared."""
STEP = 10
"""Percent that a bar of the distribution is wide."""
FEWEST = 3
"""Organizations among which one's own place is told."""
BESIDE = ("disbursed_rate", "gap_points", "score", "projects_rate", "measures_rate")


@dataclass(frozen=True)
class AreaSubject:
    """The organizations of an area in a year, as one reader sees them; `own` is marked among them ("":
    none)."""

    published: Published = field(compare=False, repr=False)
    area: Area
    own: str = ""

    def ask(self, question: Callable[..., Any], *more: Any) -> Any:
        """The answer to a question about this area."""
        return self.published.ask(question, self.area, *more)

    @property
    def today(self) -> date:
        """The day on which what is due is judged."""
        return self.published.today

    @property
    def name(self) -> str:
        """What the area is called."""
        return names(self.published)[self.area.code]

    @property
    def place(self) -> str:
        """Which area, and of when."""
        return f"{self.name} · {self.time}"

    @property
    def time(self) -> str:
        """Of when, and of which kind of organization."""
        area = self.area
        return say.time(area.fiscal_year, area.round_months, self.kind_name(area.kind))

    @property
    def source(self) -> str:
        """How many organizations the figures are from, and how new they are."""
        reports = self.ask(questions.reports)
        return say.source(int(reports.loaded_at.notna().sum()), len(reports), reports.loaded_at.max())

    @property
    def file_mark(self) -> str:
        """What the names of files say of these figures alone."""
        months = f"_{self.area.round_months}m" if self.area.round_months else ""
        kinds = list(self.kinds.kind)
        kind = f"_kind{kinds.index(self.area.kind) + 1}" if self.area.kind in kinds else ""
        return f"{self.area.code}_{self.area.fiscal_year}{months}{kind}"

    @property
    def kinds(self) -> pd.DataFrame:
        """The kinds of organizations."""
        table: pd.DataFrame = self.published.ask(questions.kinds)
        return table

    def kind_name(self, kind: str) -> str:
        """What a kind is called in the visitor's language; "" where none is named."""
        known = dict(zip(self.kinds.kind, self.kinds.kind_en, strict=True))
        return known.get(kind, kind) if current() == "en" else kind

    def organization(self, code: str, name: str) -> str:
        """What an organization is called."""
        return self.published.name(code) if code.startswith(MADE_UP) else name

    def short(self, name: str) -> str:
        """The name with its kind abbreviated, as offices do: ทม.ตากใบ."""
        for kind in self.kinds.itertuples():
            if name.startswith(kind.kind):
                return f"{kind.short}{name.removeprefix(kind.kind).strip()}"
        return name

    def standings(self) -> pd.DataFrame:
        """As the question of this name answers, with names in the visitor's language."""
        table: pd.DataFrame = self.ask(questions.standings)
        codes = zip(table.organization_code, table.organization, strict=True)
        table["organization"] = [self.organization(code, name) for code, name in codes]
        table["organization_kind"] = [
            self.kind_name(kind) if kind else None for kind in table.organization_kind
        ]
        table["province"] = self.province_names(table.province)
        return table

    def of_year(self) -> "AreaSubject":
        """The same organizations in all rounds of the year."""
        return replace(self, area=replace(self.area, round_months=None))

    def province_names(self, provinces: Iterable[str]) -> list[str]:
        """Provinces in the visitor's language."""
        table = self.published.ask(questions.areas)
        english = dict(zip(table.province, table.province_en, strict=True))
        return [english.get(each, each) if current() == "en" else each for each in provinces]

    def section(
        self, name: str, heading: str, sentence: str, table: pd.DataFrame, figure: Drawing | None = None,
        *choices: Choice, by: Choice | None = None,
    ) -> Section:  # fmt: skip
        """A section of these figures; they hang on its choices, and on that `by` which they are compared."""
        settings = dict.fromkeys(each.setting for each in (*choices, by) if each and each.setting)
        at = {"area": self.area.code, "fy": f"{self.area.fiscal_year}", "org": self.own}
        return Section(
            name, heading, f"{heading} · {self.name}", sentence, table,
            None if table.empty else figure, choices,
            place=self.place, source=self.source, file_mark="_".join((self.file_mark, *settings)),
            most=MOST_ON_PAGE, page="area", pinned=tuple(pair for pair in at.items() if pair[1]),
        )  # fmt: skip


def names(published: Published, known: Callable[..., pd.DataFrame] = questions.areas) -> dict[str, str]:
    """The areas that have organizations with data, or those of another question: code → name, the country
    first."""
    table: pd.DataFrame = published.ask(known)
    is_english = current() == "en"
    named = zip(table.province_code, table.province_en if is_english else table.province, strict=True)
    real = {code: _("{province} Province").format(province=name) for code, name in named if code != MADE_UP}
    # The capital is no province.
    real |= {"10": _("Bangkok")} if "10" in real else {}
    made_up = {MADE_UP: _("Made-up municipalities")} if (table.province_code == MADE_UP).any() else {}
    return {COUNTRY: _("The whole country")} | real | made_up


def choice_of_measure(chosen: Chosen) -> Choice:
    """By what organizations are compared."""
    options = {name: title(column) for name, column in MEASURES.items()}
    return choice(chosen, "measure", _("Compared by"), options, next(iter(MEASURES)))


def _measured(subject: AreaSubject, chosen: Chosen) -> tuple[str, pd.DataFrame]:
    """The column of the measure chosen, and the organizations by it, the highest first, with their rank; of
    those without it the rank is missing."""
    column = MEASURES[choice_of_measure(chosen).value]
    table = subject.standings()
    # Figures that are alike divide to others in the last place.
    rank = table[column].round(EXACT).rank(method="min", ascending=False).astype("Int64")
    ranked = table.assign(rank=rank).sort_values(["rank", "organization_code"], na_position="last")
    return column, ranked


def tiles(subject: AreaSubject, chosen: Chosen) -> Section:
    """Every organization of a province, or every province of the country, as a tile coloured by the
    measure."""
    column, ranked = _measured(subject, chosen)
    of_country = subject.area.code == COUNTRY
    table = subject.ask(questions.provinces) if of_country else ranked
    every = _of_provinces(subject, table, column) if of_country else _of_organizations(subject, table, column)
    if of_country:
        table = table[table.members > 0]
        table = table.assign(province=_provinces(table))
    wanted = ("rank", "province", "members", "reporting") if of_country else ("rank", "organization", "as_of")
    shown = table[[name for name in (*wanted, *BESIDE) if name in table]]
    if len(every) == 1:  # it has nothing beside it: the sentence tells of it, and the list below
        shown = shown.head(0)
    return subject.section(
        "tiles",
        _("Provinces at a glance") if of_country else _("Organizations at a glance"),
        say.standing(ranked, column, _totals(subject), subject.short),
        shown,
        partial(draw.tiles, every, is_map=of_country),
        choice_of_measure(chosen),
    )


def _totals(subject: AreaSubject) -> pd.Series:
    """The sums of the area's provinces: of a province its own row."""
    table = subject.ask(questions.total)
    first: pd.Series = table.iloc[0]
    return first


def _provinces(table: pd.DataFrame) -> Sequence[str]:
    return list(table.province_en if current() == "en" else table.province)


def _of_provinces(subject: AreaSubject, table: pd.DataFrame, column: str) -> list[Tile]:
    placed = table[table.tile_across.notna()]
    places = subject.published.ask(questions.places)
    own = [*places.province_code[places.organization_code == subject.own]]
    return [
        Tile(
            name,
            name if current() == "en" else row.usual,
            row.short,
            _percent(column, getattr(row, column)),
            {"area": row.province_code},
            _reporting(row),
            at=(int(row.tile_across), int(row.tile_down)),
            is_own=row.province_code in own,
            is_known=row.members > 0,
        )
        for name, row in zip(_provinces(placed), placed.itertuples(), strict=True)
    ]


def _reporting(row: Any) -> str:
    if not row.members:
        return _("no organization known here")
    said = _("{reporting} of {members} organizations have reported")
    return said.format(reporting=thai.number(row.reporting), members=thai.number(row.members))


def _of_organizations(subject: AreaSubject, table: pd.DataFrame, column: str) -> list[Tile]:
    return [
        Tile(
            row.organization,
            subject.short(row.organization),
            "",
            _percent(column, getattr(row, column)),
            {"org": row.organization_code},
            _place(column, row),
            is_own=row.organization_code == subject.own,
        )
        for row in table.itertuples()
    ]


def _place(column: str, row: Any) -> str:
    """The rank of an organization, or why it has none."""
    if not thai.is_missing(row.rank):
        return _("rank {rank}").format(rank=thai.number(row.rank))
    # What too few people answered is reported, and not shown.
    if column == "score" and not thai.is_missing(row.withheld):
        return _("withheld: too few respondents")
    return _("not reported")


def _percent(column: str, value: float) -> float | None:
    if thai.is_missing(value):
        return None
    return float(value) if column == "score" else thai.as_percent(value)


def ranking(subject: AreaSubject, chosen: Chosen) -> Section:
    """The organizations by the measure chosen, the highest first, each with the way to its own pages; those
    in which all the words of `q` occur."""
    column, ranked = _measured(subject, chosen)
    words = chosen.get("q", "").lower().split()
    named = zip(ranked.organization, ranked.organization_code, strict=True)
    found = [all(word in f"{name} {code}".lower() for word in words) for name, code in named]
    table = ranked[pd.Series(found, ranked.index, dtype=bool)]
    others = tuple(name for name in BESIDE if name != column)
    # Rounds of 6 and of 12 months stand side by side.
    when = "round_months" if column == "projects_rate" else "as_of"
    wanted = ("rank", "organization", "dashboard", column, "province", when, *others)
    table = table.assign(
        dashboard=[f"./?org={code}&fy={subject.area.fiscal_year}" for code in table.organization_code]
    )
    dropped = () if subject.area.code == COUNTRY else ("province",)
    return subject.section(
        "ranking",
        _("Organizations in order"),
        say.ranking(len(table), len(ranked), MOST_ON_PAGE, words),
        table[[name for name in wanted if name not in dropped]],
        by=choice_of_measure(chosen),
    )


def distribution(subject: AreaSubject, chosen: Chosen) -> Section:
    """How many organizations lie where by the measure chosen, with one's own place among them."""
    column, ranked = _measured(subject, chosen)
    known = ranked[ranked[column].notna()]
    percents = [_percent(column, value) or 0.0 for value in known[column]]
    own = known[known.organization_code == subject.own]
    mine = _percent(column, own[column].iloc[0]) if len(own) else None
    bins = [min(max(int(percent // STEP), 0), 100 // STEP) for percent in percents]
    # 100 % belongs to the last bar, what is beyond it to one of its own.
    bins = [each - (percent == 100) for each, percent in zip(bins, percents, strict=True)]
    first, last = min(bins, default=0), max(bins, default=0)
    table = pd.DataFrame(
        {"values": [say.between(each * STEP, STEP) for each in range(first, last + 1)],
         "organizations": [bins.count(each) for each in range(first, last + 1)]}
    )  # fmt: skip
    place = bins[list(known.organization_code).index(subject.own)] - first if mine is not None else None
    name = subject.short(own.organization.iloc[0]) if len(own) else ""
    rank = int(own["rank"].iloc[0]) if len(own) else None
    return subject.section(
        "distribution",
        _("Distribution"),
        say.distribution(known[column], column, name, mine, rank),
        table if len(known) else table.head(0),
        partial(draw.distribution, table, title(column), place, name),
        by=choice_of_measure(chosen),
    )


def reports(subject: AreaSubject, _chosen: Chosen) -> Section:
    """Of each data set, how many organizations have reported it in the year, in whichever round."""
    subject = subject.of_year()
    answer = subject.ask(questions.reports)
    counts = [int(sum(each.name in reported for reported in answer.reported)) for each in SUBJECTS]
    table = pd.DataFrame(
        {"data_set": [each.name for each in SUBJECTS], "reporting": counts, "members": len(answer),
         "reporting_rate": [count / len(answer) if len(answer) else None for count in counts]}
    )  # fmt: skip
    figure = partial(draw.reports, table)
    return subject.section("reports", _("Who has reported"), say.reports(table), table, figure)


def silent(subject: AreaSubject, _chosen: Chosen) -> Section:
    """The organizations that lack a data set in the year, those that lack most first."""
    subject = subject.of_year()
    answer = subject.ask(questions.reports)
    named = zip(answer.organization_code, answer.organization, strict=True)
    missing = [[each.name for each in SUBJECTS if each.name not in reported] for reported in answer.reported]
    table = answer.assign(
        organization=[subject.organization(code, name) for code, name in named],
        missing_sets=[", ".join(map(word, each)) for each in missing],
        reported_sets=[", ".join(word(each.name) for each in SUBJECTS if each.name in reported)
                       for reported in answer.reported],
        lacks=[len(each) for each in missing],
        province=subject.province_names(answer.province),
    )  # fmt: skip
    lacking = table[table.lacks > 0].sort_values(["lacks", "organization_code"], ascending=[False, True])
    columns = ["organization", "missing_sets", "reported_sets", "loaded_at"]
    columns += ["province"] if subject.area.code == COUNTRY else []
    return subject.section(
        "silent", _("What is not reported yet"), say.silent(len(lacking), len(table)), lacking[columns],
    )  # fmt: skip


def spending(subject: AreaSubject, chosen: Chosen) -> Section:
    """The newest budgets of the area by programme, group or division."""
    options = {part: title(part) for part in questions.PARTS}
    part = choice(chosen, "by", _("Show by"), options, questions.PARTS[0])
    table = subject.ask(questions.by_part, part.value)
    sentence = say.spending(table, part.value)
    figure = partial(draw.spending, table, part.value)
    shown = table.drop(columns="unstated")
    return subject.section("spending", _("Where the money goes"), sentence, shown, figure, part)
