"""What a data set needs besides its entry in the register, and where: asked when the server starts and at the
command line, so that nothing is forgotten in silence."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator

from definitions import REFERENCE, ROOT
from loaders import findings
from loaders.demo import generator
from loaders.schema.datasets import DATASETS
from loaders.store.open_data import FORM
from vocabulary.columns import QUANTITIES, WORDS
from vocabulary.data_sets import BY_NAME, BY_TABLE, DATA_SETS, LISTED, DataSet
from vocabulary.findings import RULES

PROOFS = "measure_proofs.csv"
# Excel takes no longer name.
LONGEST_SHEET = 31
TIMES = {"as_of": "as_of", "round": "round_months", "year": "fiscal_year"}
"""The column that tells reports of a year apart."""


class IncompleteError(Exception):
    """A data set lacks something; the text names both, a line each."""


def demand() -> None:
    """Raises IncompleteError where a data set lacks something."""
    if lacking := missing():
        raise IncompleteError("\n".join(lacking))


def missing() -> list[str]:
    """What is missing: the data set and the piece with its place."""
    lacking = [
        f"{data_set.name}: {piece} is missing"
        for data_set in DATA_SETS
        for need in NEEDS
        for piece in need(data_set)
    ]
    return [*lacking, *_unregistered(), *_unasked(), *_unsaid(), *_unproved()]


def _description(data_set: DataSet) -> Iterator[str]:
    dataset = DATASETS[data_set.table]
    place = f"loaders/schema/{data_set.table}.py"
    wanted = {TIMES[data_set.times], "district" if data_set.by_district else "organization_code"}
    yield from (f"the column {name} in {place}" for name in sorted(wanted.difference(dataset.names)))
    if dataset.table != data_set.table or not 0 < len(dataset.sheet) <= LONGEST_SHEET:
        yield f"its own table, or a sheet's name of at most {LONGEST_SHEET} letters, in {place}"


def _entry(data_set: DataSet) -> Iterator[str]:
    named = {data_set.findings, data_set.sums} - {"", *BY_NAME}
    yield from (f"{name}, which its entry in vocabulary/data_sets.py names," for name in sorted(named))
    if data_set in LISTED and not data_set.icon:
        yield "the icon of its page, in vocabulary/data_sets.py,"


def _titles(data_set: DataSet) -> Iterator[str]:
    figures = DATASETS[data_set.table].figures
    shown = {*figures, *data_set.filters.values(), *data_set.identifying, *_reckoned(data_set, figures)}
    for column in sorted(shown.difference(QUANTITIES)):
        yield f"the title of its column {column}, in {_own_words(data_set)},"


def _reckoned(data_set: DataSet, figures: Iterable[str]) -> Iterator[str]:
    """The columns that its questions reckon from its own figures alone, such as received - resolved AS
    waiting. What else they compute may as well be a mark for a picture, which nobody reads."""
    figure = f"(?:{'|'.join(figures)})"
    for path in sorted((ROOT / "queries").glob(f"{data_set.page}*.py")):
        questions = path.read_text(encoding="utf-8")
        yield from re.findall(rf"\b{figure}(?: [-+*/] {figure})+ AS (\w+)", questions)


def _words(data_set: DataSet) -> Iterator[str]:
    for column in DATASETS[data_set.table].columns:
        shown_as = data_set.filters.get(column.name, column.name)
        for code, _thai in column.kind.choices:
            # A column may call a code otherwise than others do (vocabulary.columns.word).
            if not {code, f"{shown_as}.{code}"} & WORDS.keys():
                yield f"the name of {code}, a code of its column {column.name}, in {_own_words(data_set)},"


def _rules(data_set: DataSet) -> Iterator[str]:
    own = {rule for rule, question in findings.rules().items() if question.data_set == data_set.name}
    if data_set in LISTED and not own:
        yield f"a rule for its findings, loaders/findings/{data_set.name}.sql,"
    for rule in sorted(own):
        if rule not in RULES:
            yield f"the sentence of its rule {rule}, in {_own_words(data_set)},"
        elif not RULES[rule].check:
            yield f"what its rule {rule} checks, in {_own_words(data_set)},"


def _own_words(data_set: DataSet) -> str:
    return f"vocabulary/subjects/{data_set.table}.py"


def _made_up(data_set: DataSet) -> Iterator[str]:
    if not (generator.SQL / f"{data_set.table}.sql").exists():
        yield f"what its made-up figures are made by, loaders/demo/{data_set.table}.sql,"


def _open_data(data_set: DataSet) -> Iterator[str]:
    with (REFERENCE / FORM).open(encoding="utf-8-sig", newline="") as form:
        if data_set.table not in next(csv.reader(form)):
            yield f"its column in data/reference/{FORM}"


def _page(data_set: DataSet) -> Iterator[str]:
    for room, what in (("queries", "its questions"), ("sections", "its sections"), ("pages", "its page")):
        if not (ROOT / room / f"{data_set.page}.py").exists():
            yield f"{what}, {room}/{data_set.page}.py,"


def _declarations(data_set: DataSet) -> Iterator[str]:
    """Read as text, since what loads knows nothing of what tells."""
    path = ROOT / "sections" / f"{data_set.page}.py"
    if data_set in LISTED and path.exists():
        text = path.read_text(encoding="utf-8")
        for name in ("HEADLINES", "DOCUMENTS"):
            # With its type or without.
            if not re.search(rf"^{name}\b.* = ", text, re.M):
                yield f"{name} in sections/{data_set.page}.py"


NEEDS: tuple[Callable[[DataSet], Iterator[str]], ...] = (
    _description,
    _entry,
    _titles,
    _words,
    _rules,
    _made_up,
    _open_data,
    _page,
    _declarations,
)
"""What is asked of each data set: what it lacks, each with its place."""


def _unregistered() -> Iterator[str]:
    """Data sets that are described, and of which the register does not know."""
    for path in sorted((ROOT / "loaders" / "schema").glob("*.py")):
        if path.stem not in BY_TABLE and re.search("^DATASET = ", path.read_text(encoding="utf-8"), re.M):
            yield f"{path.stem}: its entry in the register, vocabulary/data_sets.py, is missing"


def _unasked() -> Iterator[str]:
    """Sentences of rules that ask nothing."""
    for rule in sorted(RULES.keys() - findings.rules().keys()):
        yield f"{rule}: the rule of this sentence, loaders/findings/DATA_SET.sql, is missing"


def _unsaid() -> Iterator[str]:
    """Rules without a sentence, beside those that a data set has for itself."""
    for rule, question in findings.rules().items():
        if rule not in RULES and question.data_set not in BY_NAME:
            yield f"{rule}: the sentence of this rule, in vocabulary/findings.py, is missing"


def _unproved() -> Iterator[str]:
    """What is to prove measures and is no data set of the register."""
    with (REFERENCE / PROOFS).open(encoding="utf-8-sig", newline="") as proofs:
        named = {row["data_set"] for row in csv.DictReader(proofs)}
    for name in sorted(named.difference(each.name for each in LISTED)):
        yield f"{name}: its entry in the register, which data/reference/{PROOFS} names, is missing"
