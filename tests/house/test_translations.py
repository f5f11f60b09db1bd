"""Every word a reader may see has its Thai, and the catalogue holds nothing else."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter

import pytest

from screen.upload_words import IN_THE_BROWSER
from tests import catalogue

SAME_IN_THAI = frozenset({"ITA"})
"""Messages that Thai writes in Latin letters as well, such as the name of a format."""


def placeholders(text: str) -> set[str]:
    """The names in braces that .format will fill; where a brace is missing, the text itself, which equals no other."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {text}


def has_thai(text: str) -> bool:
    """Whether any letter is Thai."""
    return any("\u0e00" <= letter <= "\u0e7f" for letter in text)


def muddled(text: ast.expr) -> bool:
    """Whether a marked text is put together on the spot, so that the catalogue cannot know it."""
    if isinstance(text, ast.Call):
        return isinstance(text.func, ast.Attribute) and text.func.attr == "format"
    if not isinstance(text, ast.JoinedStr | ast.BinOp | ast.IfExp | ast.BoolOp):
        return False
    return any(isinstance(part, ast.Constant) and part.value != "" for part in ast.walk(text))


def translated_at_import(tree: ast.AST) -> Iterator[int]:
    """Lines where `_` is called outside any function: once, in the language of whoever comes first."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            yield node.lineno
        yield from translated_at_import(node)


def nothing(offenders: Iterable[str]) -> None:
    """Fails with all offenders at once, a line each."""
    listed = sorted(offenders)
    assert not listed, "\n".join([f"{len(listed)}:", *listed])


@pytest.fixture(scope="module")
def messages() -> set[str]:
    return catalogue.messages()


@pytest.fixture(scope="module")
def thai() -> dict[str, str]:
    return catalogue.entries(catalogue.read())


def test_every_message_has_its_thai(messages: set[str], thai: dict[str, str]) -> None:
    nothing(message for message in messages if not thai.get(message))


def test_no_translation_waits_for_a_second_look() -> None:
    nothing(str(entry.id) for entry in catalogue.read() if entry.id and entry.fuzzy)


def test_the_catalogue_holds_nothing_that_the_source_no_longer_says(messages: set[str], thai: dict[str, str]) -> None:
    nothing({*(thai.keys() - messages), *map(str, catalogue.read().obsolete)})


def test_thai_and_english_have_the_same_placeholders(thai: dict[str, str]) -> None:
    nothing(f"{msg} → {words}" for msg, words in thai.items() if words and placeholders(msg) != placeholders(words))


def test_what_is_marked_is_english(messages: set[str]) -> None:
    nothing(filter(has_thai, messages))


def test_what_is_translated_is_thai(thai: dict[str, str]) -> None:
    nothing({message for message, words in thai.items() if words and not has_thai(words)} ^ SAME_IN_THAI)


def test_what_is_marked_stands_there_as_a_whole() -> None:
    nothing(
        f"{path.relative_to(catalogue.ROOT)}:{text.lineno}"
        for path in catalogue.sources()
        for text in catalogue.marked(path.read_text(encoding="utf-8"))
        if muddled(text)
    )


def test_nothing_is_translated_while_modules_are_imported() -> None:
    """Pages may: they run anew for each visitor."""
    nothing(
        f"{path.relative_to(catalogue.ROOT)}:{line}"
        for path in catalogue.sources()
        if path.parent.name != "pages"
        for line in translated_at_import(ast.parse(path.read_text(encoding="utf-8")))
    )


@pytest.mark.parametrize(
    ("english", "thai", "alike"),
    [
        ("{amount} baht", "{amount} บาท", True),
        ("{done} of {planned}", "{planned} โครงการ ทำแล้ว {done}", True),
        ("{amount} baht", "{amuont} บาท", False),
        ("{amount} baht", "บาท", False),
        ("{amount} baht", "{amount บาท", False),
    ],
)
def test_a_placeholder_that_differs_is_seen(english: str, thai: str, alike: bool) -> None:
    assert (placeholders(english) == placeholders(thai)) is alike


@pytest.mark.parametrize(
    ("source", "is_muddled"),
    [
        ('_(f"{count} rows")', True),
        ('_("{count} rows".format(count=3))', True),
        ('_("%d rows" % 3)', True),
        ('_("rows" if many else "row")', True),
        ('N_(title or "untitled")', True),
        ('_("one " "text")', False),
        ('_(WORDS["done"])', False),
        ('translate(self.expected or "", language)', False),
    ],
)
def test_a_text_put_together_on_the_spot_is_seen(source: str, is_muddled: bool) -> None:
    assert [muddled(text) for text in catalogue.marked(source)] == [is_muddled]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('TITLE = _("Budget")', [1]),
        ('class Title:\n    text = _("Budget")', [2]),
        ('TITLE = N_("Budget")\ndef title():\n    return _(TITLE)', []),
    ],
)
def test_a_translation_at_import_is_seen(source: str, lines: list[int]) -> None:
    assert list(translated_at_import(ast.parse(source))) == lines


def a_source(root: Path) -> Path:
    """A tree with three messages to extract, and two more where none are sought."""
    for path, source in {
        "thai.py": '_("{amount} baht").format(amount=1)\ntranslate("text", language)\n',
        "charts/budget.py": "label = f\"<b>{_('Budget')}</b>\"\n",
        "tests/test_budget.py": '_("only a test")\n',
        "run.py": '_("only the set-up")\n',
    }.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(source, encoding="utf-8")
    return root


def test_where_a_message_names_an_option_the_page_has_other_words() -> None:
    named = [message for message in catalogue.messages() if re.search("--[a-z]", message)]
    told = {message.partition(". ")[0].partition(" and ")[0] for message in IN_THE_BROWSER.values()}
    assert named
    nothing(message for message in named if message.partition(". ")[0].partition(" and ")[0] not in told)


def test_messages_are_found_in_the_rooms_and_beside_them_even_inside_an_f_string(tmp_path: Path) -> None:
    assert catalogue.messages(a_source(tmp_path)) == {"{amount} baht", "text", "Budget"}


def test_an_update_keeps_the_thai_adds_what_is_new_and_drops_what_is_gone(tmp_path: Path) -> None:
    po = tmp_path / "prongsai.po"
    po.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        '#: thai.py:1\nmsgid "text"\nmsgstr "ข้อความ"\n\nmsgid "gone"\nmsgstr "หายไป"\n\n'
        '# of the law\n#, fuzzy\nmsgid "Budget"\nmsgstr "งบประมาณ"\n',
        encoding="utf-8",
    )
    po.write_bytes(catalogue.updated(catalogue.read(po), catalogue.messages(a_source(tmp_path))))
    assert po.read_text(encoding="utf-8") == catalogue.HEADER.decode() + (
        '# of the law\n#, fuzzy\nmsgid "Budget"\nmsgstr "งบประมาณ"\n\n'
        'msgid "text"\nmsgstr "ข้อความ"\n\n'
        '#, python-brace-format\nmsgid "{amount} baht"\nmsgstr ""\n'
    )
    assert catalogue.updated(catalogue.read(po), {"Budget", "text", "{amount} baht"}) == po.read_bytes()
