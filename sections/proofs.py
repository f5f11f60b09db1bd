"""What proves measures: the figures of the data sets that data/reference/measure_proofs.csv names."""

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

import pandas as pd

from sections.headlines import Headlines
from sections.subject import Section, Subject
from sentences import measures as say
from sentences.headline import Headline
from vocabulary.data_sets import BY_NAME
from vocabulary.language import _
from vocabulary.values import codes

Proofs = Mapping[str, Subject]
"""By data set, what proves measures of a year."""


def are_of(year: int, name: str, proof: Subject) -> bool:
    """Whether figures may prove measures of a year: those of the same year, or of a subject of the overview
    those of the year before, since what is older proves nothing of it."""
    return year - (not BY_NAME[name].is_further) <= proof.scope.fiscal_year <= year


def of_measure(row: Any, every: Proofs) -> list[tuple[str, Headline]]:
    """What each data set that proves a measure tells of it: the name of the data set, and the figure with its
    standing."""
    names = [name for name in codes(row.proof) if name in every]
    figures = ((name, _headlines(name).proof_of(every[name], int(row.measure_no))) for name in names)
    return [(name, figure) for name, figure in figures if figure]


def listing(subject: Subject, measures: pd.DataFrame, every: Proofs) -> Section | None:
    """Each figure that proves one of the `measures`, in their order: measure_no, measure, status (as the
    office declares it), proof (the data set), proof_figure (as text, with its standing); None where nothing
    is proved by figures."""
    usable = {name: each for name, each in every.items() if are_of(subject.scope.fiscal_year, name, each)}
    lines = [
        {
            "measure_no": row.measure_no,
            "measure": row.measure,
            "status": row.status,
            "proof": name,
            "proof_figure": say.proof(figure, usable[name].time),
        }
        for row in measures.itertuples()
        for name, figure in of_measure(row, usable)
    ]
    if not lines:
        return None
    table = pd.DataFrame(lines)
    sources = [subject, *(usable[name] for name in dict.fromkeys(table.proof))]
    from_all = replace(
        subject,
        files=tuple(dict.fromkeys(file for each in sources for file in each.files)),
        originals=tuple(dict.fromkeys(original for each in sources for original in each.originals)),
        rows=sum(each.rows for each in sources),
        loaded_at=None,
    )
    sentence, title = say.proved(table, len(measures)), _("Figures that prove the measures")
    return from_all.section("proofs", title, title, sentence, table)


def _headlines(name: str) -> Headlines:
    headlines: Headlines = import_module(f"sections.{BY_NAME[name].page}").HEADLINES
    return headlines
