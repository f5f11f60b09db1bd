"""A load of an office that wants a second person changes nothing before one has approved it."""

import hashlib
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier
from typing import Any

import duckdb
import pytest
from openpyxl import Workbook

from database import FILE_NAME
from loaders import audit, drafting, mail
from loaders.actor import Actor, acting
from loaders.layout.reading import Options
from loaders.loading import check_each, dry_run, load_files, plan_files, plan_together, publish
from loaders.problem import LoadError
from loaders.store import history, load_drafts, replay, verification
from loaders.store.effect import first_rows
from loaders.store.publishing import identity
from tests.conftest import ROOT
from tests.posting import taking_letters
from tests.tiers import sampled

HEAD = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n"
BEFORE = f"{HEAD}04960201,2565,2022-03-31,กองคลัง,ค่าวัสดุ,100,40\n"
HANDED_IN = BEFORE.replace(",40", ",50")
MEANWHILE = BEFORE.replace(",40", ",45")
FORM = """ประทับเวลา,ชื่อ-สกุล,หน่วยงานที่ใช้บริการ,1. ความสะดวก,2. ความสุภาพ
1/2/2563 9:00,สมชาย,กองคลัง,5,4
1/2/2563 9:01,สุดา,กองช่าง,3,มากที่สุด
"""
MAKER, APPROVER = Actor("maker@takbai.go.th"), Actor("approver@takbai.go.th")


def quiet(_name, _rows):
    pass


@pytest.fixture
def office(store, write):
    """A store with one load, whose office wants every further one approved."""
    load_files([write(BEFORE)], Options(), store, quiet)
    own = store / "settings" / "04960201"
    own.mkdir(parents=True)
    (own / "loading.toml").write_text("four_eyes = true\n")
    return store


def handed_in(store, path, options=None):
    with acting(MAKER):
        return drafting.hand_in(dry_run(plan_files([path], options or Options(), store, quiet)))


def planned(store, draft):
    published = identity(store)
    with drafting.files_of(store, draft) as paths:
        files = [(path, file.how_it_is_read) for path, file in zip(paths, draft.files, strict=True)]
        return dry_run(plan_together(check_each(files, quiet, store), store, published))


def published_bytes(store):
    return hashlib.sha256((store / FILE_NAME).read_bytes()).hexdigest()


def disbursed(store):
    with duckdb.connect(str(store / FILE_NAME), read_only=True) as connection:
        return [int(each) for (each,) in connection.execute("SELECT disbursed FROM budget").fetchall()]


def acts(store):
    return [(line.act, line.who) for line in audit.entries(store)][2:]


def rule_of(error):
    return error.value.problems[0].rule


def test_nothing_is_published_without_a_draft_and_nobody_publishes_their_own(office, write):
    before, path = published_bytes(office), write(HANDED_IN)
    with pytest.raises(LoadError) as refused:
        publish(plan_files([path], Options(), office, quiet))
    assert rule_of(refused) == "unapproved"
    draft = handed_in(office, path)
    plan = planned(office, draft)
    with acting(MAKER), pytest.raises(LoadError) as refused:
        drafting.publish_draft(draft, plan)
    assert rule_of(refused) == "own_draft"
    assert (published_bytes(office), load_drafts.drafts(office)) == (before, [draft])


@pytest.mark.full
def test_nobody_publishes_their_own_under_another_name(office, write):
    one = "[0123456789ab]"
    with acting(Actor(f"สมชาย {one}")):
        draft = drafting.hand_in(dry_run(plan_files([write(HANDED_IN)], Options(), office, quiet)))
    with acting(Actor(f"สมหญิง {one}")), pytest.raises(LoadError) as refused:
        drafting.publish_draft(draft, planned(office, draft))
    assert rule_of(refused) == "own_draft"
    load_drafts.withdraw(office, draft)
    with acting(Actor("somchai@takbai.go.th", mark="0123456789ab")):
        draft = drafting.hand_in(dry_run(plan_files([write(HANDED_IN)], Options(), office, quiet)))
    for name in ("สมชาย [0123456789ab]", "other@takbai.go.th"):  # without an address, or with a new one
        with acting(Actor(name, mark="0123456789ab")), pytest.raises(LoadError) as refused:
            drafting.publish_draft(draft, planned(office, draft))
        assert rule_of(refused) == "own_draft"
    with acting(Actor("สมชาย [ba9876543210]", mark="ba9876543210")):
        drafting.publish_draft(draft, planned(office, draft))
    assert disbursed(office) == [50]
    replay.rebuild(office)
    drafted, earlier = history.history(office)
    somebody = Actor("new@takbai.go.th", mark="0123456789ab")
    assert somebody.made(drafted.loaded_by, drafted.loader_mark)
    assert not Actor("new@takbai.go.th", mark="ba9876543210").made(drafted.loaded_by, drafted.loader_mark)
    assert not somebody.made(earlier.loaded_by, earlier.loader_mark)  # by nobody who had signed in


@pytest.mark.full
@pytest.mark.parametrize("decision", ["withdrawn", "returned"])
def test_whatever_is_handed_in_withdrawn_or_returned_the_database_stays_byte_for_byte(office, write, decision):
    before = published_bytes(office)
    draft = handed_in(office, write(HANDED_IN))
    assert published_bytes(office) == before
    if decision == "withdrawn":
        with acting(MAKER):
            load_drafts.withdraw(office, draft)
        assert load_drafts.drafts(office) == []
        assert acts(office)[-1] == ("withdraw_draft", MAKER.name)
    else:
        with acting(APPROVER):
            load_drafts.give_back(office, draft, "ยอดไม่ตรง")
        (returned,) = load_drafts.drafts(office)
        assert (returned.returned_by, returned.remark, returned.waits) == (APPROVER.name, "ยอดไม่ตรง", False)
        assert {path.name for path in (office / "load_drafts" / draft.name).iterdir()} == {"draft.json"}
        assert acts(office)[-1] == ("return_draft", APPROVER.name)
    assert published_bytes(office) == before
    with pytest.raises(LoadError) as gone, acting(APPROVER):
        load_drafts.give_back(office, draft, "อีกครั้ง")
    assert rule_of(gone) == "draft_decided"
    assert verification.differences(office) == []


@pytest.mark.full
def test_an_approved_draft_names_both_also_after_it_was_made_again(office, write):
    draft = handed_in(office, write(HANDED_IN))
    plan = planned(office, draft)
    assert drafting.differences(draft, plan) == []
    with acting(APPROVER):
        drafting.publish_draft(draft, plan)
    assert (disbursed(office), load_drafts.drafts(office)) == ([50], [])
    names = [(MAKER.name, APPROVER.name)]
    assert [(load.loaded_by, load.approved_by) for load in history.history(office)][:1] == names
    assert acts(office) == [("draft", MAKER.name), ("load", APPROVER.name), ("publish_draft", APPROVER.name)]
    replay.rebuild(office)
    assert [(load.loaded_by, load.approved_by) for load in history.history(office)][:1] == names


@pytest.mark.full
def test_what_changed_beneath_is_seen_though_all_counts_are_alike(office, write):
    draft = handed_in(office, write(HANDED_IN))
    load_files([write(MEANWHILE)], Options(), office, quiet)
    (difference,) = drafting.differences(draft, planned(office, draft))
    assert (difference.data_differ, difference.rows_differ) == (True, False)
    assert difference.before == difference.now
    plan = planned(office, draft)
    load_files([write(BEFORE)], Options(), office, quiet)
    with acting(APPROVER), pytest.raises(LoadError) as changed:  # what was seen is not what would be
        drafting.publish_draft(draft, plan)
    assert rule_of(changed) == "changed_meanwhile"
    assert drafting.differences(draft, planned(office, draft)) == []


@pytest.mark.full
def test_a_draft_of_answers_holds_nobodys_name(office, write):
    values = {"organization_code": "04960201", "fiscal_year": "2563"}
    draft = handed_in(office, write(FORM), Options(values=values))
    held = b"".join(path.read_bytes() for path in (office / "load_drafts").rglob("*") if path.is_file()).decode()
    assert "สมชาย" not in held
    plan = planned(office, draft)
    assert drafting.differences(draft, plan) == []
    with acting(APPROVER):
        drafting.publish_draft(draft, plan)
    newest = history.history(office)[0]
    assert (newest.sha256, newest.file_name) == (draft.files[0].sha256, draft.files[0].name)


def test_an_altered_file_and_too_many_are_refused(office, write, monkeypatch):
    draft, path = handed_in(office, write(HANDED_IN)), write(MEANWHILE)
    (office / "load_drafts" / draft.name / draft.files[0].sha256).write_text(BEFORE)
    with pytest.raises(LoadError) as altered:
        planned(office, draft)
    assert rule_of(altered) == "draft_altered"
    monkeypatch.setattr(load_drafts, "MOST", 1)
    with pytest.raises(LoadError) as many:
        handed_in(office, path)
    assert rule_of(many) == "too_many_drafts"
    assert load_drafts.drafts(office) == [draft]


ALTERATIONS = {
    "maker": lambda said: said | {"drafted_by": "somebody@takbai.go.th"},
    "file": lambda said: said | {"files": [said["files"][0] | {"sha256": hashlib.sha256(MEANWHILE.encode()).hexdigest()}]},
    "organization": lambda said: said | {"organizations": ["99000001"]},
    "answers": lambda said: (
        said | {"files": [said["files"][0] | {"options": said["files"][0]["options"] | {"mapping": {"x": "item"}}}]}
    ),
}


@pytest.mark.parametrize("altered", sampled(ALTERATIONS, every=4))
def test_a_draft_that_a_hand_in_the_store_altered_is_told_and_not_published(office, write, altered):
    seen = handed_in(office, write(HANDED_IN))
    plan, path = planned(office, seen), office / "load_drafts" / seen.name / "draft.json"
    (path.parent / hashlib.sha256(MEANWHILE.encode()).hexdigest()).write_text(MEANWHILE)
    path.write_text(json.dumps(ALTERATIONS[altered](json.loads(path.read_text()))))
    (draft,) = load_drafts.drafts(office)
    for act in (load_drafts.files, lambda *_which: drafting.publish_draft(draft, plan, unapproved=True)):
        with acting(MAKER), pytest.raises(LoadError) as refused:
            act(office, draft)
        assert rule_of(refused) in ("draft_altered", "draft_refused")
    assert disbursed(office) == [40]
    with acting(APPROVER):
        load_drafts.give_back(office, draft, "นำเข้าใหม่")
    load_drafts.withdraw(office, load_drafts.draft(office, draft.name))
    assert (load_drafts.drafts(office), verification.differences(office)) == ([], [])


def test_a_draft_of_which_the_audit_tells_nothing_or_is_altered_itself_is_not_published(office, write):
    draft = handed_in(office, write(HANDED_IN))
    plan, path = planned(office, draft), office / audit.FILE
    whole = path.read_text(encoding="utf-8")
    for lines in ("".join(whole.splitlines(keepends=True)[:-1]), whole.replace(MAKER.name, "other@takbai.go.th")):
        path.write_text(lines, encoding="utf-8")
        with acting(APPROVER), pytest.raises(LoadError) as refused:
            drafting.publish_draft(draft, plan)
        assert rule_of(refused) in ("draft_altered", "audit_broken")
        assert disbursed(office) == [40]


@pytest.mark.full
def test_a_decided_draft_that_is_put_back_is_not_published_again(office, write, tmp_path):
    draft = handed_in(office, write(HANDED_IN))
    plan, place = planned(office, draft), office / "load_drafts" / draft.name
    held = {path.name: path.read_bytes() for path in place.iterdir()}
    load_drafts.withdraw(office, draft)
    place.mkdir()
    for name, content in held.items():
        (place / name).write_bytes(content)
    with acting(APPROVER), pytest.raises(LoadError) as refused:
        drafting.publish_draft(draft, plan)
    assert (rule_of(refused), disbursed(office)) == ("draft_altered", [40])


@pytest.mark.full
def test_all_hashes_of_a_draft_stand_in_the_audit_whole(office, tmp_path):
    paths = [tmp_path / f"{n}.csv" for n in range(9)]
    for n, path in enumerate(paths):
        path.write_text(HANDED_IN.replace("กองคลัง", f"กอง {n}"))
    with acting(MAKER):
        draft = drafting.hand_in(dry_run(plan_files(paths, Options(), office, quiet)))
    (line,) = [line for line in audit.entries(office) if line.act == "draft"]
    assert str(line.about["sha256"]).split(", ") == [file.sha256 for file in draft.files]
    assert len(draft.files) == 9
    assert verification.of_audit(office) == []


def test_a_line_longer_than_what_is_read_of_the_end_is_followed_as_any(tmp_path):
    hashes = ", ".join(hashlib.sha256(bytes([n % 256, n // 256])).hexdigest() for n in range(3000))
    entries = [audit.append(tmp_path, "draft", {"sha256": hashes, "file_name": "ก" * 1000}) for _turn in range(3)]
    assert len(hashes) > 2 * audit.CHUNK
    assert [(line.number, line.previous) for line in entries] == [(1, ""), (2, entries[0].hash), (3, entries[1].hash)]
    assert (len(str(entries[2].about["file_name"])), entries[2].about["sha256"]) == (audit.LONGEST_WORD, hashes)
    assert audit.faults(tmp_path, None, {}) == []


DECISIONS: dict[str, Any] = {
    "published": drafting.publish_draft,
    "returned": lambda draft, plan: load_drafts.give_back(plan.folder, draft, "ยอดไม่ตรง"),
    "withdrawn": lambda draft, plan: load_drafts.withdraw(plan.folder, draft),
}


@pytest.mark.full
@pytest.mark.parametrize("other", sampled(DECISIONS, always=["published"]))
def test_of_two_who_decide_on_a_draft_at_once_one_does_and_the_other_is_told(office, write, other, request):
    for turn in range(10 if request.config.getoption("full") else 2):
        before, amount = disbursed(office), 50 + turn
        draft = handed_in(office, write(BEFORE.replace(",40", f",{amount}")))
        together = Barrier(2)

        def decide(how, who, draft=draft, together=together):
            plan = planned(office, draft)
            together.wait()
            try:
                with acting(Actor(who)):
                    DECISIONS[how](draft, plan)
            except LoadError as error:
                return error.problems[0].rule
            return how

        with ThreadPoolExecutor(2) as pool:
            outcomes = list(pool.map(decide, ["published", other], ["one@takbai.go.th", "two@takbai.go.th"]))
        assert len({*outcomes} & {*DECISIONS}) == 1
        assert len({*outcomes} & {"draft_decided", "changed_meanwhile"}) == 1
        assert disbursed(office) == ([amount] if "published" in outcomes else before)
        assert [line.act for line in audit.entries(office)].count("publish_draft") == [
            load.approved_by is not None for load in history.history(office)
        ].count(True)
    assert not any(draft.waits for draft in load_drafts.drafts(office))
    assert verification.differences(office) == []


KILLED_AT = """
import os, runpy, sys
names, is_taken = [{wanted!r}], {is_taken}
def step(event, arguments):
    if event == "os.rename" and names and "load_drafts" in str(arguments[1]) and str(arguments[1]).endswith(names[0]):
        names.clear()  # what is taken here is told here, too
        if is_taken:
            os.replace(*arguments[:2])
        os.kill(os.getpid(), 9)
sys.addaudithook(step)
runpy.run_module("loaders", run_name="__main__")
"""
"""The loader, killed when the file of a draft, or its draft.json, is about to get its name, or has it."""
KEPT = hashlib.sha256(HANDED_IN.encode()).hexdigest()
MOMENTS = [(KEPT, False), (KEPT, True), ("draft.json", False), ("draft.json", True)]


@pytest.mark.full
@pytest.mark.parametrize(("wanted", "is_taken"), sampled(MOMENTS, always=[("draft.json", False)]))
def test_who_is_killed_while_handing_in_leaves_a_whole_draft_or_none(office, write, wanted, is_taken):
    before, path = published_bytes(office), write(HANDED_IN)
    code = KILLED_AT.format(wanted=wanted, is_taken=is_taken)
    killed = subprocess.run([sys.executable, "-c", code, "load", path, "--store", office], cwd=ROOT, capture_output=True)
    assert killed.returncode == -9
    assert (published_bytes(office), verification.differences(office)) == (before, [])
    left = load_drafts.drafts(office)
    assert len(left) == ((wanted, is_taken) == MOMENTS[-1])
    for draft in left:
        with acting(APPROVER):
            drafting.publish_draft(draft, planned(office, draft))
        assert disbursed(office) == [50]
    again = handed_in(office, write(MEANWHILE))
    assert [place.name for place in (office / "load_drafts").iterdir()] == [again.name]


def workbook(*sheets):
    """A workbook of budgets: (name, organization, figures disbursed)."""
    book = Workbook(write_only=True)
    for name, organization, figures in sheets:
        sheet = book.create_sheet(name)
        sheet.append(HEAD.strip().split(","))
        for n, figure in enumerate(figures):
            sheet.append([organization, "2565", "2022-03-31", name, f"รายการ {n}", 1000, figure])
    held = BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.full
def test_what_is_published_of_many_sheets_and_organizations_is_what_was_shown_row_for_row(office, write):
    held = workbook(("กองคลัง", "04960201", [1, 2, 3]), ("กองช่าง", "04960201", [4, 5]), ("สำนักปลัด", "99000001", [6, 7, 8, 9]))
    path = write(held, "งบ.xlsx")
    with pytest.raises(LoadError) as unapproved:  # one of them wants a second person
        publish(plan_files([path], Options(), office, quiet))
    assert rule_of(unapproved) == "unapproved"
    draft = handed_in(office, path)
    assert (draft.organizations, len(draft.files)) == (("04960201", "99000001"), 3)
    published = identity(office)
    with drafting.files_of(office, draft) as paths:
        files = [(each, file.how_it_is_read) for each, file in zip(paths, draft.files, strict=True)]
        plan = plan_together(check_each(files, quiet, office), office, published)
        shown = [row for _report, checked in plan.accepted for row in first_rows(checked, 100)]
        plan = dry_run(plan)
    assert drafting.differences(draft, plan) == []
    with acting(APPROVER):
        drafting.publish_draft(draft, plan)
    names = ", ".join(shown[0])
    with duckdb.connect(str(office / FILE_NAME), read_only=True) as connection:
        asked = f"SELECT {names} FROM budget WHERE load_id > 1 ORDER BY load_id, source_row"
        stored = connection.execute(asked).fetchall()
    assert stored == [tuple(row.values()) for row in shown]
    assert [int(row["disbursed"]) for row in shown] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    effects = [report.effect for report in plan.reports if report.effect]
    assert sum(each.new + each.changed + each.unchanged for each in effects) == len(stored)


def test_a_draft_of_the_command_line_is_told_to_approvers_as_far_as_an_address_is_known(office, write, loader):
    rights = ["boss@takbai.go.th,*,,admin", "group:ผู้ตรวจ,04960201,,approver", "thaid:7,04960201,,approver"]
    others = ["editor@takbai.go.th,04960201,,editor", "away@elsewhere.go.th,99000001,,approver"]
    (office / "settings" / "people.csv").write_text("\n".join(["person,organization,division,role", *rights, *others]))
    path, site = write(HANDED_IN), {"PRONGSAI_ADDRESS": "https://data.example.go.th/"}
    assert json.loads(loader("load", path, "--json").stdout)["unreached"] == []  # letters are not set up
    with taking_letters() as letters:
        run = loader("load", path, **site)
        mail._postman.submit(int).result()  # letters go in their order
    assert run.returncode == 0
    assert ("group:ผู้ตรวจ" in run.stdout, "thaid:7" in run.stdout, "boss@" in run.stdout) == (True, True, False)
    ((receivers, letter),) = letters
    assert receivers == ["boss@takbai.go.th"]
    told = letter.get_content()
    assert sum(each.name in told for each in load_drafts.drafts(office)) == 1
    assert all(each in told for each in (path.name, "https://data.example.go.th/data"))


@pytest.mark.parametrize("said", ["four_eyes = false", "four_eyes = ", "four_eyes = true"])
def test_only_a_clear_no_switches_it_off(office, write, said):
    (office / "settings" / "04960201" / "loading.toml").write_text(said)
    wanted = plan_files([write(HANDED_IN)], Options(), office, quiet).organizations_to_ask
    assert wanted == ([] if said == "four_eyes = false" else ["04960201"])


@pytest.mark.full
def test_the_command_line_makes_drafts_and_publishes_only_when_told_so(office, write, loader):
    path = write(HANDED_IN)
    made = loader("load", path, "--json")
    assert (made.returncode, disbursed(office)) == (0, [40])
    name = json.loads(made.stdout)["draft"]
    listed = json.loads(loader("drafts", "--json").stdout)["drafts"]
    assert [each["name"] for each in listed] == [name]
    loader("drafts", "--check", name)
    assert disbursed(office) == [40]
    assert loader("drafts", "--publish-without-approval", name).returncode == 0
    assert disbursed(office) == [50]
    path.write_text(MEANWHILE)
    loader("load", path, "--without-approval")
    assert disbursed(office) == [45]
    assert "load_unapproved" in [act for act, _who in acts(office)]
