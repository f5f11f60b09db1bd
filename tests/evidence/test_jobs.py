"""Long work in the background: shared, told, given up, and never too much of it."""

from itertools import count
from threading import Event

import pytest

from evidence import jobs
from evidence.jobs import BusyError, Visitor
from vocabulary import language, thai

numbers = count()


def somebody():
    """A visitor from an address of its own."""
    number = str(next(numbers))
    return Visitor(number, number)


@pytest.fixture
def key():
    """A key that no other test uses."""
    return ("test", next(numbers))


def test_who_asks_for_the_same_gets_the_same(key):
    made = []

    def make(told):
        made.append(1)
        return {"a.txt": b"a"}

    first = jobs.ask(key, make, somebody())
    assert first.result() == {"a.txt": b"a"}
    assert jobs.ask(key, make, somebody()) is first
    assert len(made) == 1


def test_it_tells_how_far_it_is(key):
    begun, go_on = Event(), Event()

    def make(told):
        told("drawing", 1, 3)
        begun.set()
        go_on.wait(10)
        return {}

    job = jobs.ask(key, make, somebody())
    assert begun.wait(10)
    assert (job.doing, job.done, job.of, job.is_open) == ("drawing", 1, 3, True)
    go_on.set()
    job.result()
    assert not job.is_open


def test_it_ends_when_all_who_wait_gave_it_up_and_can_be_asked_for_again(key):
    begun, go_on = Event(), Event()

    def make(told):
        told("first", 0, 2)
        begun.set()
        go_on.wait(10)
        told("second", 1, 2)
        return {"whole": b""}

    first, second = somebody(), somebody()
    job = jobs.ask(key, make, first)
    assert jobs.ask(key, make, second) is job
    assert begun.wait(10)
    job.give_up(somebody())
    job.give_up(first)
    assert jobs.known(key) is job
    assert (job.is_waited_for_by(first), job.is_waited_for_by(second)) == (False, True)
    job.give_up(second)
    assert jobs.known(key) is None
    go_on.set()
    with pytest.raises(jobs.GivenUpError):
        job.result()
    assert jobs.ask(key, make, somebody()).result() == {"whole": b""}


def test_what_fails_is_told_to_who_asked_and_may_be_asked_for_again(key):
    outcomes = iter([None, {"a": b""}])

    def make(told):
        files = next(outcomes)
        if files is None:
            raise ZeroDivisionError
        return files

    job = jobs.ask(key, make, somebody())
    with pytest.raises(ZeroDivisionError):
        job.result()
    assert job.failed()
    jobs.forget(key)
    assert jobs.ask(key, make, somebody()).result() == {"a": b""}


def test_too_much_at_once_is_refused_and_room_is_made_again(key):
    go_on = Event()

    def make(told):
        go_on.wait(10)
        return {}

    waiting = [jobs.ask((key, number), make, somebody()) for number in range(jobs.MOST_WAITING)]
    with pytest.raises(BusyError):
        jobs.ask((key, "more"), make, somebody())
    go_on.set()
    for job in waiting:
        job.result()
    assert jobs.ask((key, "more"), make, somebody()).result() == {}


def test_one_visitor_and_one_address_leave_room_for_others(key):
    go_on = Event()

    def make(told):
        go_on.wait(10)
        return {}

    one = somebody()
    waiting = [jobs.ask((key, "one"), make, one)]
    with pytest.raises(BusyError):
        jobs.ask((key, "one more"), make, one)
    office = [Visitor(str(number), "office") for number in range(jobs.MOST_OF_ONE_ADDRESS + 1)]
    waiting += [jobs.ask((key, each.session), make, each) for each in office[:-1]]
    with pytest.raises(BusyError):
        jobs.ask((key, "office"), make, office[-1])
    assert jobs.ask((key, "one"), make, office[-1]) is waiting[0]
    waiting.append(jobs.ask((key, "other"), make, somebody()))
    go_on.set()
    for job in waiting:
        job.result()


def test_only_the_latest_outcomes_are_kept(key):
    for number in range(jobs.MOST_KEPT + 5):
        jobs.ask((key, number), lambda told: {"a": b"a"}, somebody()).result()
    assert jobs.known((key, 0)) is None
    assert jobs.known((key, jobs.MOST_KEPT + 4)) is not None


def test_it_is_made_in_the_language_and_digits_of_who_asked(key):
    with language.speaking("en"):
        thai.use_thai_digits(True)
        job = jobs.ask(key, lambda told: {language.current(): thai.digits("12").encode()}, somebody())
        thai.use_thai_digits(False)
    assert job.result() == {"en": "๑๒".encode()}
