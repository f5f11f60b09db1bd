"""What proves a measure beside its words: figures of the data sets that data/reference/measure_proofs.csv
names, and the pictures of its activities, small enough to come with the page."""

from base64 import b64encode
from collections.abc import Mapping
from io import BytesIO

from PIL import Image

from queries import documents
from queries import measures as questions
from screen import address
from screen.view import View
from sections.proofs import Proofs, are_of
from sections.subject import Subject
from vocabulary.data_sets import BY_NAME
from vocabulary.values import codes

MOST_PICTURES, LONGEST_SIDE = 3, 160
"""Pictures of a measure, and pixels that each is wide or tall at most."""


def proofs(view: View, subject: Subject) -> Proofs:
    """The data sets that prove measures of this year, as far as there are data: of this year, or of a subject
    of the overview those of the year before, since what is older proves nothing of it."""
    year = subject.scope.fiscal_year
    named = subject.ask(questions.every, subject.today).proof
    names = dict.fromkeys(name for proof in named for name in codes(proof))
    newest = {name: view.newest_subject(name, year) for name in names}
    return {name: proof for name, proof in newest.items() if proof and are_of(year, name, proof)}


def reference(data_set: str, proof: Subject, measure_no: int, kept: Mapping[str, str]) -> str:
    """The address of the figures, narrowed to the measure where their page can be."""
    narrowed = address.narrowing(data_set, {"measure_no": measure_no})
    return address.reference(BY_NAME[data_set].page, {**kept, "fy": f"{proof.scope.fiscal_year}", **narrowed})


def pictures(subject: Subject) -> dict[int, list[tuple[str, str]]]:
    """The first pictures of each measure that has some: what an `img` shows, and its caption."""
    scope, ask = subject.scope, subject.published.ask
    added = ask(documents.photographs, scope.organization, scope.fiscal_year)
    return {
        int(number): [
            (_small(content), picture.caption)
            for picture in of_measure.head(MOST_PICTURES).itertuples()
            if (content := ask(documents.picture, picture.sha256))
        ]
        for number, of_measure in added.groupby("measure_no")
    }


def _small(content: bytes) -> str:
    with Image.open(BytesIO(content), formats=("JPEG",)) as image:
        image.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        small = BytesIO()
        image.save(small, "JPEG", quality=70)
    return f"data:image/jpeg;base64,{b64encode(small.getvalue()).decode()}"
