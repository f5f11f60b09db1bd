"""Registers name who acted: the person where one has signed in, else the system's user."""

import getpass
import json
from threading import Thread

import pytest

from loaders import actor
from loaders.actor import Actor, acting
from loaders.layout.reading import Options
from loaders.loading import load_files
from loaders.store import document_texts, history, replay

GOOD = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n04960201,2565,2022-03-31,กองคลัง,ค่าวัสดุ,100,40\n"

SOMCHAI, SUDA = Actor("somchai@takbai.go.th", "192.0.2.7"), Actor("suda@takbai.go.th")


def loaded(store, path):
    return load_files([path], Options(), store, lambda name, rows: None)


def test_all_that_is_kept_says_who_did_it(store, write):
    with acting(SOMCHAI):
        loaded(store, write(GOOD))
        document_texts.write("04960201", 2568, "ita", {"problems": "ไม่มี"}, store)
    with acting(SUDA):
        replay.undo(store, 1)
    assert [(load.loaded_by, load.undone_by) for load in history.history(store)] == [(SOMCHAI.name, SUDA.name)]
    assert json.loads((store / "document_texts.json").read_text())[0]["by"] == SOMCHAI.name
    assert replay.rebuild(store) == 0
    assert [load.undone_by for load in history.history(store)] == [SUDA.name]


def test_a_thread_is_somebody_only_where_it_is_told():
    found = []

    def told(who):
        with acting(who):
            found.append(actor.current())

    with acting(SOMCHAI):
        for target, given in ((lambda: found.append(actor.current()), ()), (told, (actor.current(),))):
            thread = Thread(target=target, args=given)
            thread.start()
            thread.join()
    assert found == [Actor(getpass.getuser()), SOMCHAI]


def test_after_a_failure_nobody_is_taken_for_who_failed():
    with pytest.raises(ZeroDivisionError), acting(SOMCHAI):
        assert 1 / 0
    assert actor.current() == Actor(getpass.getuser())
