"""Who has signed in, or works at the serving machine, reads what is new, and marks it as read."""

import pytest

import database
from alerts import record
from alerts.events import events
from evidence import dossier
from queries.scope import catalogue
from screen import identity
from screen.identity import Identity
from tests.drawing import draw_page, unmarked, words
from vocabulary import thai

TAKBAI = "04960201"
READ = "read_"


@pytest.fixture
def told(loaded_store, monkeypatch):
    """All that there is to tell of the municipality, in a store that a test has for itself."""
    monkeypatch.setenv("PRONGSAI_STORE", str(loaded_store))
    con = database.cursor()
    return events(dossier.published(con, catalogue(con), thai.today()), TAKBAI)


def to_read(page):
    """The identifiers of what can be marked as read."""
    keys = [button.key for button in page.button if button.key and button.key.startswith(READ)]
    return {key.removeprefix(READ) for key in keys} - {"all"}


def test_what_was_read_is_kept_for_its_reader(told, loaded_store, monkeypatch):
    monkeypatch.setenv("PRONGSAI_LOCAL_EDITING", "on")
    page = draw_page("notifications")
    everything = {event.identifier for event in told}
    assert to_read(page) == everything
    assert all(unmarked(event.sentence)[:20] in words(page).replace("\\", "") for event in told)
    menu = f"การแจ้งเตือน ({len(everything)})"
    assert menu in words(page)
    one = told[0].identifier
    page.button(key=f"{READ}{one}").click().run()
    assert to_read(page) == everything - {one}
    assert f"การแจ้งเตือน ({len(everything) - 1})" in words(page)
    assert record.kept(loaded_store, record.READ) == {"local": {one}}
    page.button(key=f"{READ}all").click().run()
    assert to_read(page) == set()
    assert "การแจ้งเตือน (" not in words(page)


def test_the_public_is_told_nothing_of_it(told, loaded_store):
    page = draw_page("notifications")
    assert to_read(page) == set()
    assert "การแจ้งเตือน (" not in words(page)
    assert not any(event.sentence in words(page) for event in told)


@pytest.mark.parametrize("is_all", [True, False])
def test_who_has_signed_in_reads_of_their_division(told, loaded_store, monkeypatch, is_all):
    who = Identity("clerk@takbai.go.th", ("clerk@takbai.go.th",), "0123456789ab")
    monkeypatch.setattr(identity, "of_session", lambda: who)  # a browser's cookie, which only a provider gives
    division = "" if is_all else next(event.division for event in told if event.division)
    (loaded_store / "settings").mkdir(exist_ok=True)
    people = f"person,organization,division,role\n{who.name},{TAKBAI},{division},editor\n"
    (loaded_store / "settings" / "people.csv").write_text(people, encoding="utf-8")
    expected = {event.identifier for event in told if is_all or event.division == division}
    page = draw_page("notifications")
    assert to_read(page) == expected
    page.button(key=f"{READ}all").click().run()
    assert record.kept(loaded_store, record.READ) == {who.mark: expected}
