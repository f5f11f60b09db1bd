"""What the overview, the presentation and the executive summary tell of a data set at a glance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from charts.overview import Picture
from sections.choice import Chosen
from sections.subject import Question, Section, Subject
from sentences.headline import Headline
from sentences.overview import Notice
from vocabulary.language import _


@dataclass(frozen=True)
class Headlines:
    """What is told of a subject at a glance; name, label and unit are messages to translate."""

    urgency: int
    """Where its notices stand among others of the same urgency."""
    name: str
    """What the subject is called where little room is."""
    label: str
    """What its headline figure is."""
    question: Question
    """Its first row is what `headline` and `sentence` speak of."""
    headline: Callable[[pd.Series], Headline]
    figure: Callable[[pd.Series], float]
    unit: str
    """Of the figure."""
    by_year: Question
    """How the figure went: fiscal_year, percent."""
    sentence: Callable[[pd.Series], str]
    notices: Callable[[Subject], Sequence[Notice | None]]
    """What wants attention, None where nothing does."""
    worth_knowing: Callable[[Subject], Sequence[str]]
    main: Callable[[Subject, Chosen], Section | None]
    """The section that its page is opened for; None where there is nothing to see in it."""
    answer: Callable[[Subject, Chosen], str] = lambda _subject, _chosen: ""
    """What its page says first, where that is not what the section says."""
    missing: Question | None = None
    """The quarters that are due and have no data."""
    of_source: Callable[[Subject], Sequence[str]] = lambda _subject: ()
    """What the source itself states."""
    picture: Callable[[Subject], Picture | None] | None = None
    """Its small picture, where it has one; None where there is nothing to see in it."""
    proof: Callable[[Subject, int], Headline | None] | None = None
    """What it proves of a measure, by the measure's number (None where nothing); its headline figure, of each
    alike, where this is not told."""

    judges_measures: bool = True
    """Whether it holds for measures how the headline figure stands: what is paid is no measure's target."""

    def proof_of(self, subject: Subject, measure_no: int) -> Headline | None:
        """What the figures of a subject prove of a measure; None where nothing. A headline figure comes with
        its name."""
        if self.proof:
            return self.proof(subject, measure_no)
        headline = self.headline(subject.first(self.question))
        tone = headline.tone if self.judges_measures else "neutral"
        return replace(headline, value=f"{_(self.label)} {headline.value}", tone=tone)
