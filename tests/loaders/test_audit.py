"""Every change leaves a line that cannot be altered, taken out or cut off unseen, and names who did it."""

import json

import pytest

from loaders import actor, audit
from loaders.actor import Actor
from loaders.store import backup, verification
from loaders.store.replay import undo
from tests.loaders.test_publishing import budget


@pytest.fixture
def changed(store, load):
    """A store in which two people have loaded and undone."""
    with actor.acting(Actor("clerk@example.go.th", "192.0.2.7")):
        load(budget(1))
        load(budget(2))
    with actor.acting(Actor("head@example.go.th")):
        undo(store, 2)
        load(budget(3))
    return store


def lines(folder):
    """The lines of the file, as they are written."""
    return (folder / audit.FILE).read_text(encoding="utf-8").splitlines(keepends=True)


def test_a_line_tells_who_did_what_from_where_with_which_file(changed, write):
    told = [(entry.act, entry.who, entry.address, entry.about.get("load")) for entry in audit.entries(changed)]
    clerk, head = ("clerk@example.go.th", "192.0.2.7"), ("head@example.go.th", "")
    assert told == [("begin", *clerk, None), ("load", *clerk, 1), ("load", *clerk, 2), ("undo", *head, 2), ("load", *head, 3)]
    first = next(entry for entry in audit.entries(changed) if entry.act == "load")
    assert (changed / "originals" / str(first.about["sha256"])).exists()
    assert first.about["rows_stored"] == 3
    assert verification.of_audit(changed) == []


@pytest.mark.full
def test_every_change_of_any_line_is_noticed(changed):
    whole = lines(changed)
    path = changed / audit.FILE
    for at in range(len(whole)):
        said = json.loads(whole[at])
        altered = [json.dumps(said | {name: "other"}) + "\n" for name in said]
        repaired = audit.Entry(**said | {"who": "somebody else"})
        altered.append(json.dumps(said | {"who": "somebody else", "hash": repaired.hashed()}) + "\n")
        for line in (*altered, "", "no line\n", whole[at] * 2):
            path.write_text("".join([*whole[:at], line, *whole[at + 1 :]]), encoding="utf-8")
            assert verification.of_audit(changed), (at, line)
    for end in range(len(whole)):
        path.write_text("".join(whole[:end]), encoding="utf-8")
        assert verification.of_audit(changed), end
    path.unlink()
    assert verification.of_audit(changed)
    path.write_text("".join(whole), encoding="utf-8")
    assert verification.of_audit(changed) == []


@pytest.mark.full
@pytest.mark.parametrize("share", [0.1, 0.99])
def test_a_line_that_a_power_cut_broke_off_is_none_and_the_next_takes_its_place(changed, load, share):
    """It was being written for what was never published. One that was is missed, however it is cut off."""
    whole = lines(changed)
    (changed / audit.FILE).write_bytes("".join(whole).encode() + whole[-1].encode()[: int(len(whole[-1]) * share)])
    assert verification.of_audit(changed) == []
    assert not load(budget(4)).refused
    assert lines(changed)[:-1] == whole
    assert verification.of_audit(changed) == []
    (changed / audit.FILE).write_text("".join(lines(changed)).removesuffix("\n"), encoding="utf-8")
    assert verification.of_audit(changed)


@pytest.mark.full
def test_the_command_shows_the_lines_and_names_the_one_that_was_altered(changed, loader):
    assert "clerk@example.go.th" in loader("audit", "--store", changed).stdout
    assert loader("audit", "verify", "--store", changed).returncode == 0
    text = (changed / audit.FILE).read_text(encoding="utf-8")
    (changed / audit.FILE).write_text(text.replace("192.0.2.7", "192.0.2.8", 1), encoding="utf-8")
    told = loader("audit", "verify", "--store", changed)
    assert told.returncode == 1
    assert "บรรทัดที่ 1" in told.stdout
    assert loader("verify", "--store", changed).returncode == 1


@pytest.mark.full
def test_a_store_of_before_begins_its_lines_with_what_was_there(changed, load):
    (changed / audit.FILE).unlink()
    load(budget(4))
    told = [(entry.act, entry.about.get("loads_before"), entry.about.get("load")) for entry in audit.entries(changed)]
    assert told == [("begin", 3, None), ("load", None, 4)]


def test_many_at_once_leave_a_whole_chain(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(lambda number: audit.append(tmp_path, "write", {"place": "ก" * 1000 + f"{number}"}), range(40)))
    assert [entry.number for entry in audit.entries(tmp_path)] == [*range(1, 41)]
    assert audit.faults(tmp_path, None, {}) == []


@pytest.mark.full
def test_a_restored_store_has_its_lines(changed, tmp_path):
    backup.backup(changed, tmp_path / "backup.zip")
    backup.restore(tmp_path / "backup.zip", tmp_path / "again")
    assert verification.of_audit(tmp_path / "again") == []
