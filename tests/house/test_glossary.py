"""The glossary names what the program has, by the words that its readers see, and the words it gave up stay away."""

import ast
import re
from pathlib import Path

import pytest

from vocabulary.columns import QUANTITIES
from vocabulary.language import translate

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROOMS = ("alerts", "charts", "evidence", "loaders", "pages", "queries", "screen", "sections", "sentences", "vocabulary")
TERMS = re.findall(r"^\| (.+?) \| (.+?) \| `(\w+)` \|", GLOSSARY, re.MULTILINE)
REPLACED = {"about", "drawn", "found", "said", "told"}
CLEARED = [
    *(path for room in ("charts", "queries", "sentences") for path in (ROOT / room).glob("*.py")),
    *(ROOT / "evidence").glob("document*.py"),
    *(ROOT / "evidence" / f"{name}.py" for name in ("build", "manifest", "pdf", "pictures", "verify", "workbook")),
]


def words_of_the_program():
    """Every word of the program's own Python and SQL."""
    files = [path for room in ROOMS for ending in ("py", "sql") for path in (ROOT / room).rglob(f"*.{ending}")]
    return {word for path in files for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}


def variables(source):
    """The names that a module gives to variables and parameters."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg


def test_every_identifier_occurs_in_the_program_and_has_one_meaning():
    identifiers = [identifier for _thai, _english, identifier in TERMS]
    assert len(identifiers) > 60
    assert sorted(set(identifiers) - words_of_the_program()) == []
    assert sorted(identifiers) == sorted(set(identifiers))


@pytest.mark.parametrize(("thai", "english", "name"), [term for term in TERMS if term[2] in QUANTITIES])
def test_a_column_is_called_in_the_glossary_as_readers_see_it(thai, english, name):
    assert (thai, english) == (translate(QUANTITIES[name].title, "th"), QUANTITIES[name].title)


def test_words_that_were_replaced_name_no_variable():
    replaced = {f"{path.relative_to(ROOT)}: {name}" for path in CLEARED for name in variables(path.read_text("utf-8"))}
    assert [each for each in sorted(replaced) if each.rpartition(" ")[2] in REPLACED] == []


def test_a_word_that_comes_back_is_seen():
    assert set(variables("def read(told):\n    said = told\n    return said")) == {"told", "said"}
