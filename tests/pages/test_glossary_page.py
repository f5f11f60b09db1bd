"""The page of terms says what every figure means and what every rule of findings checks; a figure leads to its term."""

import re

import pytest

from screen.glossary import groups
from tests.drawing import draw_page, text_of, unmarked
from vocabulary.columns import QUANTITIES, title
from vocabulary.data_sets import LISTED
from vocabulary.findings import RULES
from vocabulary.language import translate
from vocabulary.meanings import MEANINGS, TERMS


def page(**choices):
    """The text of the page and its app."""
    app = draw_page("glossary", **choices)
    bodies = [each.proto.body for each in app.get("html") if "<dl" in each.proto.body]
    return unmarked(text_of("".join(bodies))), app


def test_every_rule_says_what_it_checks_and_every_term_is_a_column():
    assert [name for name, rule in RULES.items() if not rule.check] == []
    assert MEANINGS.keys() <= QUANTITIES.keys()
    assert sum(map(len, TERMS.values())) == len(MEANINGS), "a term stands in two groups"
    assert TERMS.keys() <= {"general", *(each.name for each in LISTED)}


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_page_tells_every_meaning_and_every_check(takbai_data, language):
    text, _app = page(lang=language)
    wanted = [translate(each, language) for each in (*MEANINGS.values(), *(rule.check for rule in RULES.values()))]
    assert [each for each in wanted if each not in text] == []


def test_words_narrow_it_and_a_term_of_the_address_stands_first(takbai_data):
    text, _app = page(q="เบิกจ่าย หลังโอน", term="disbursed_rate")
    assert text.index(title("disbursed_rate")) < text.index(title("disbursed_rate"), text.index(title("disbursed_rate")) + 1)
    assert translate(MEANINGS["interval_low"], "th") not in text
    assert not page(q="ไม่มีคำนี้", term="<b>")[0]
    assert page(q="ไม่มีคำนี้")[1].info


def test_no_search_loses_a_term_that_it_is_written_in():
    for name, group in groups().items():
        for term, meaning in (*group.terms, *group.checks):
            kept = groups(meaning)[name]
            assert (term, meaning) in (*kept.terms, *kept.checks)


@pytest.mark.parametrize("page", [each.page for each in LISTED])
def test_every_figure_of_every_page_is_explained(made_up_data, page):
    figures = draw_page(page, org="99000001").metric
    assert figures
    assert [figure.label for figure in figures if not figure.help] == []


def test_a_figure_leads_to_its_term(takbai_data):
    app = draw_page("budget", lang="en")
    ways = [re.search(r"\(glossary\?(\S+)\)$", metric.help) for metric in app.metric if metric.help]
    assert ways
    assert all(ways)
    assert {way[1].partition("term=")[2] for way in ways if way and "lang=en" in way[1]} <= MEANINGS.keys()
