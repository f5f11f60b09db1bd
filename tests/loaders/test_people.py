"""The table of people: what it gives, and that a single mistake in it gives nobody a right."""

import json

import pytest

from loaders.actor import Actor, acting
from loaders.people import CHANGES, EVERY, Grant, changes, parsed, people, save
from loaders.problem import LoadError

HEAD = "person,organization,division,role\n"
TAKBAI, OTHER = "04960201", "04960202"
ADMIN = Grant("boss@takbai.go.th", EVERY, "", "admin")


def allowed(text, *asked, who="somchai@takbai.go.th"):
    return any(grant.allows(*asked) for grant in parsed(HEAD + text).of([who]))


@pytest.mark.parametrize(
    ("row", "can", "cannot"),
    [
        (f"{TAKBAI},,viewer", [("view", TAKBAI, None)], [("view", OTHER, None), ("load", TAKBAI, None)]),
        (
            f"{TAKBAI},,editor",
            [("load", TAKBAI, None), ("explain", TAKBAI, None), ("load", TAKBAI, "กองช่าง")],
            [("load", OTHER, None), ("load", EVERY, None), ("approve", TAKBAI, None), ("administer", TAKBAI, None)],
        ),
        (f"{TAKBAI},กองช่าง,editor", [("load", TAKBAI, "กองช่าง")], [("load", TAKBAI, "กองคลัง"), ("load", TAKBAI, None)]),
        (f"{TAKBAI},,approver", [("approve", TAKBAI, None)], [("load", TAKBAI, None)]),
        (f"{TAKBAI},,admin", [("administer", TAKBAI, None)], [("administer", EVERY, None)]),
        ("*,,admin", [("administer", EVERY, None), ("load", OTHER, None), ("load", EVERY, None)], []),
    ],
)
def test_what_a_row_gives(row, can, cannot):
    text = f"Somchai@Takbai.go.th,{row}\n"
    assert all(allowed(text, *asked) for asked in can)
    assert not any(allowed(text, *asked) for asked in cannot)
    assert not any(allowed(text, *asked, who="suda@takbai.go.th") for asked in can)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("sοmchai@takbai.go.th,04960201,,editor", "person"),  # a Greek o
        ("ｂｏｓｓ@takbai.go.th,04960201,,editor", "person"),
        ("somchai,04960201,,editor", "person"),
        ("boss@takbai.go.th,4960201,,editor", "organization"),
        ("boss@takbai.go.th,,,editor", "organization"),
        ("boss@takbai.go.th,04960201,,boss", "role"),
        ("boss@takbai.go.th,04960201,กองช่าง,admin", "division"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_gives_nobody_a_right(row, column):
    found = parsed(f"{HEAD}suda@takbai.go.th,*,,admin\n{row}\n")
    assert found.grants == ()
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.value) == (
        3,
        column,
        row.split(",")[["person", "organization", "division", "role"].index(column)],
    )
    assert "3" in problem.text("th")
    assert f"column {column}" in problem.text("en")


@pytest.mark.parametrize("text", ["", "person,role\n", HEAD + "a@b.go.th,*,admin\n", HEAD + '"a@b.go.th,*,,admin\n'])
def test_a_broken_table_gives_nobody_a_right(text):
    assert parsed(text).grants == ()
    assert parsed(text).problems


def test_the_table_is_read_anew_when_it_changes_and_who_changed_it_is_kept(tmp_path):
    path = tmp_path / "settings" / "people.csv"
    assert people(path).grants == ()
    editor = Grant("suda@takbai.go.th", TAKBAI, "กองช่าง", "editor")
    with acting(Actor("boss@takbai.go.th", "192.0.2.7")):
        save(path, [], [ADMIN, editor])
    assert people(path).grants == (ADMIN, editor)
    with pytest.raises(LoadError, match="changed meanwhile"):
        save(path, [], [ADMIN])
    with pytest.raises(LoadError, match="at least one"):
        save(path, [ADMIN, editor], [editor])
    save(path, [ADMIN, editor], [ADMIN])
    assert people(path).grants == (ADMIN,)
    last, first = changes(path)
    assert (first["by"], first["address"], len(first["added"])) == ("boss@takbai.go.th", "192.0.2.7", 2)
    assert last["removed"] == [["suda@takbai.go.th", TAKBAI, "กองช่าง", "editor"]]
    assert len(json.loads((path.parent / CHANGES).read_text().splitlines()[0])["added"]) == 2
    path.write_bytes("person,organization,division,role\nส,*,,admin".encode("cp874"))
    assert people(path).grants == ()
    assert people(path).problems


def test_the_command_tells_who_may_do_what_or_what_is_wrong(loader, store):
    path = store / "settings" / "people.csv"
    path.parent.mkdir(parents=True)
    path.write_text(f"{HEAD}boss@takbai.go.th,*,,admin\n", encoding="utf-8")
    assert "boss@takbai.go.th · *: admin" in loader("people").stdout
    path.write_text(f"{HEAD}boss@takbai.go.th,*,,boss\n", encoding="utf-8")
    refused = loader("people")
    assert refused.returncode == 1
    assert "แถวที่ 2 คอลัมน์ role: “boss”" in refused.stdout
