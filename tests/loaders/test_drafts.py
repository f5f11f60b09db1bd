"""A load of an office that wants a second person changes nothing before one has approved it."""

import hashlib
import json

import duckdb
import pytest

from database import FILE_NAME
from loaders import audit, drafting
from loaders.actor import Actor, acting
from loaders.layout.reading import Options
from loaders.loading import check_each, dry_run, load_files, plan_files, plan_together, publish
from loaders.problem import LoadError
from loaders.store import history, load_drafts, replay, verification
from loaders.store.publishing import identity

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


def test_nobody_publishes_their_own_under_another_name(office, write):
    one = "[0123456789ab]"
    with acting(Actor(f"สมชาย {one}")):
        draft = drafting.hand_in(dry_run(plan_files([write(HANDED_IN)], Options(), office, quiet)))
    with acting(Actor(f"สมหญิง {one}")), pytest.raises(LoadError) as refused:
        drafting.publish_draft(draft, planned(office, draft))
    assert rule_of(refused) == "own_draft"
    with acting(Actor("สมชาย [ba9876543210]")):
        drafting.publish_draft(draft, planned(office, draft))
    assert disbursed(office) == [50]


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


@pytest.mark.parametrize("said", ["four_eyes = false", "four_eyes = ", "four_eyes = true"])
def test_only_a_clear_no_switches_it_off(office, write, said):
    (office / "settings" / "04960201" / "loading.toml").write_text(said)
    wanted = plan_files([write(HANDED_IN)], Options(), office, quiet).organizations_to_ask
    assert wanted == ([] if said == "four_eyes = false" else ["04960201"])


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
