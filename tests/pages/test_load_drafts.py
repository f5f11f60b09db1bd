"""Four eyes on the page of data: an editor hands in, an approver returns or publishes; a real provider and browser."""

import shutil

import pytest
from playwright.sync_api import expect

from loaders import drafting, mail
from loaders.actor import Actor, acting
from loaders.layout.reading import Options
from loaders.loading import dry_run, load_files, plan_files, publish
from loaders.problem import LoadError
from loaders.store import history, load_drafts
from screen.load_drafts import _withdraw
from tests.posting import taking_letters
from tests.providing import signing_in
from tests.serving import settled

ROW = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n04960201,2566,2022-12-31,กองคลัง,ค่าวัสดุ,100,{}\n"


@pytest.fixture(scope="module")
def store(published, tmp_path_factory):
    store = shutil.copytree(published, tmp_path_factory.mktemp("four_eyes"), dirs_exist_ok=True)
    own = store / "settings" / "04960201"
    own.mkdir(parents=True)
    (own / "loading.toml").write_text("four_eyes = true\n")
    return store


@pytest.fixture(scope="module")
def letters():
    with taking_letters() as letters:
        yield letters


@pytest.fixture(scope="module")
def address(store, letters):
    with signing_in(store) as (address, _stop):
        yield address


@pytest.fixture
def signed_in(address, new_page):
    """A page of data on which somebody has signed in."""

    def signed_in(person):
        page = new_page()
        page.goto(f"{address}/data")
        settled(page)
        page.get_by_role("button", name="ลงชื่อเข้าใช้ด้วย Office").click()
        page.get_by_role("button", name=person, exact=True).click()
        page.wait_for_url(f"{address}/**")
        settled(page)
        return page

    return signed_in


def hand_in(page, disbursed):
    file = {"name": "budget.csv", "mimeType": "text/csv", "buffer": ROW.format(disbursed).encode()}
    page.locator("input[type=file]").set_input_files([file])
    page.get_by_role("button", name="ส่งขออนุมัติ 1 ไฟล์").click()
    expect(page.get_by_text("ส่งขออนุมัติเป็นร่าง").first).to_be_visible()

    expect(page.get_by_text("ส่งอีเมลถึงกลุ่ม กองคลัง ไม่ได้")).to_be_visible()


def look(page):
    page.reload()
    settled(page)
    page.get_by_text("แสดงสิ่งที่จะเปลี่ยน").first.click()
    expect(page.get_by_text("ยอดควบคุม").first).to_be_visible()
    settled(page)


def newest(store):
    load = history.history(store)[0]
    return load.file_name, load.loaded_by, load.approved_by


@pytest.mark.full
def test_a_load_is_handed_in_returned_handed_in_again_grows_stale_and_is_published(store, signed_in, letters, tmp_path):
    before = (store / "prongsai.duckdb").read_bytes()
    editor, approver = signed_in("editor@takbai.go.th"), signed_in("clerk@takbai.go.th")
    hand_in(editor, 40)
    (first,) = load_drafts.drafts(store)
    look(approver)
    approver.get_by_label("ข้อสังเกตถึงผู้ส่ง: ต้องแก้อะไร").fill("ยอดเบิกจ่ายไม่ตรงกับใบสำคัญ")
    approver.get_by_role("button", name="ส่งคืนพร้อมข้อสังเกตนี้").click()
    expect(approver.get_by_text("ส่งคืนร่าง").first).to_be_visible()
    editor.reload()
    settled(editor)
    expect(editor.get_by_text("ยอดเบิกจ่ายไม่ตรงกับใบสำคัญ")).to_be_visible()
    editor.get_by_role("button", name="นำออกจากรายการ").click()
    expect(editor.get_by_text("ถอนร่าง").first).to_be_visible()
    hand_in(editor, 50)
    assert (store / "prongsai.duckdb").read_bytes() == before
    look(editor)
    expect(editor.get_by_role("button", name="อนุมัติและเผยแพร่")).to_have_count(0)

    other = tmp_path / "other.csv"
    other.write_text(ROW.format(45), encoding="utf-8")
    load_files([other], Options(), store, lambda name, rows: None)
    look(approver)
    expect(approver.get_by_text("ข้อมูลเปลี่ยนไปหลังจากส่งรายการนี้").first).to_be_visible()
    publish = approver.get_by_role("button", name="อนุมัติและเผยแพร่")
    expect(publish).to_be_disabled()
    assert newest(store)[0] == "other.csv"
    approver.get_by_text("ดูส่วนที่ต่างแล้ว").click()
    expect(publish).to_be_enabled()
    settled(approver)
    publish.click()
    expect(approver.get_by_text("นำเข้า budget.csv แล้ว")).to_be_visible()
    assert newest(store) == ("budget.csv", "editor@takbai.go.th", "clerk@takbai.go.th")
    assert load_drafts.drafts(store) == []
    # To the one approver whom the table knows by an address, for each draft; a group has none.
    assert [receivers for receivers, _letter in letters] == [["boss@takbai.go.th"]] * 2
    told = letters[0][1].get_content()
    assert all(each in told for each in (first.name, "budget.csv", "editor@takbai.go.th", "/data"))


def test_nobody_withdraws_the_draft_of_another_whatever_a_page_offered(store, tmp_path, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    monkeypatch.setenv("PRONGSAI_LOCAL_EDITING", "on")  # every right
    path = tmp_path / "other.csv"
    path.write_text(ROW.format(70), encoding="utf-8")
    plan = dry_run(plan_files([path], Options(), store, lambda name, rows: None))
    with acting(Actor("somebody@takbai.go.th")):
        draft = drafting.hand_in(plan)
    with pytest.raises(LoadError) as refused:
        _withdraw(draft)
    assert refused.value.problems[0].rule == "not_own_draft"
    assert load_drafts.drafts(store) == [draft]
    load_drafts.withdraw(store, draft)


@pytest.mark.full
def test_nobody_takes_back_their_own_load_though_they_are_called_otherwise_now(store, signed_in, tmp_path):
    boss = signed_in("boss@takbai.go.th")
    hand_in(boss, 80)
    (draft,) = load_drafts.drafts(store)
    load_drafts.withdraw(store, draft)
    path = tmp_path / "own.csv"
    path.write_text(ROW.format(80), encoding="utf-8")
    with acting(Actor("before@takbai.go.th", mark=draft.drafter_mark)):
        publish(plan_files([path], Options(), store, lambda name, rows: None), unapproved=True)
    number = history.history(store)[0].load_id
    for page, may in ((boss, False), (signed_in("clerk@takbai.go.th"), True)):
        page.reload()
        settled(page)
        expect(page.get_by_role("button", name=f"ยกเลิกการนำเข้าครั้งที่ {number}")).to_be_enabled(enabled=may)


@pytest.mark.parametrize("server", ["smtp://127.0.0.1:1", "smtp://[nowhere", "smtp://127.0.0.1:many"])
def test_a_letter_that_cannot_be_sent_stops_nobody_and_stands_in_the_log(monkeypatch, caplog, server):
    monkeypatch.setenv("PRONGSAI_SMTP", server)
    monkeypatch.setenv("PRONGSAI_MAIL_FROM", "prongsai@example.go.th")
    mail.send(["boss@takbai.go.th"], "รออนุมัติ\nร่าง", "ร่าง")
    mail._postman.submit(int).result()  # letters go in their order
    assert "A letter was not sent" in caplog.text


@pytest.mark.full
def test_who_may_load_nothing_any_more_is_told_which_right_is_missing(store, signed_in):
    table = store / "settings" / "people.csv"
    kept, page = table.read_text(encoding="utf-8"), signed_in("editor@takbai.go.th")
    file = {"name": "budget.csv", "mimeType": "text/csv", "buffer": ROW.format(60).encode()}
    page.locator("input[type=file]").set_input_files([file])
    confirm = page.get_by_role("button", name="ส่งขออนุมัติ 1 ไฟล์")
    expect(confirm).to_be_enabled()
    settled(page)
    table.write_text(kept.replace("editor@takbai.go.th,04960201,,editor\n", ""), encoding="utf-8")
    try:
        confirm.click()
        expect(page.get_by_text("ไม่มีสิทธินำเข้าไฟล์ (บทบาท editor)")).to_be_visible()
    finally:
        table.write_text(kept, encoding="utf-8")
    assert load_drafts.drafts(store) == []
