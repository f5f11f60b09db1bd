"""Whoever reads a page can ask or object: the office gets it with the link and by e-mail, answers, and may publish the answer
where it was asked."""

import json
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from loaders.problem import LoadError
from loaders.store import questions
from loaders.store.questions import Question
from tests import lying
from tests.posting import taking_letters
from tests.serving import serving

ASK, SEND = "ถามหรือทักท้วงเรื่องในหน้านี้", "ส่ง"
NASTY = "ทำไม <b>เบิกจ่าย</b> :red[26.79%] = $x$ [ที่นี่](javascript:alert(1))\nบรรทัดสอง"


def asked(text="ทำไมเบิกจ่ายน้อย", **more):
    """A question as a page makes it."""
    return Question(0, "04960201", "budget?fy=2565", "งบประมาณ", text, "", **more)


@pytest.fixture
def letters():
    """The letters that the office gets."""
    with taking_letters() as letters:
        yield letters


@pytest.mark.full
def test_a_question_reaches_the_office_and_its_answer_the_page_where_it_was_asked(loaded_store, browse, letters):
    folder = loaded_store / "settings" / "04960201"
    folder.mkdir(parents=True)
    (folder / "contact.toml").write_text(
        'name = "กองคลัง"\nphone = "0 7358 1000"\nquestions_to = ["clerk@example.go.th"]', encoding="utf-8"
    )
    with serving(loaded_store, editing=True) as address:
        page = browse(f"{address}/budget?fy=2565")
        expect(page.get_by_text("กองคลัง · 0 7358 1000")).to_be_visible()
        page.get_by_role("button", name=ASK).click()
        form = page.get_by_role("dialog")
        form.get_by_label("ต้องการทราบอะไร").fill(NASTY)
        form.get_by_label("ติดต่อกลับทางใด").fill("somebody@example.org")
        form.get_by_role("button", name=SEND, exact=True).click()
        expect(form.get_by_text("หน่วยงานได้รับคำถามแล้ว (เลขที่ 1)")).to_be_visible()
        expect(form.get_by_role("button", name=SEND, exact=True)).to_have_count(0)  # it cannot be sent twice
        office = browse(f"{address}/questions")
        expect(office.locator("a[href='./budget?fy=2565']")).to_contain_text("31 มี.ค. 2565")
        expect(office.get_by_text("example.org")).to_be_visible()
        office.get_by_role("textbox", name="คำตอบ").fill("เพราะเป็นข้อมูลครึ่งปี")
        office.get_by_label("ผู้ตอบ").fill("ผู้อำนวยการกองคลัง")
        office.get_by_text("เผยแพร่คำถามและคำตอบในหน้านั้น").click()
        office.get_by_role("button", name="บันทึกคำตอบ").click()
        office.locator(".stApp[data-test-script-state=notRunning]").wait_for()
        reader = browse(f"{address}/budget")
        reader.get_by_text("คำถามที่ตอบแล้ว (1)").click()
        for text in (*NASTY.split("\n"), "เพราะเป็นข้อมูลครึ่งปี", "ผู้อำนวยการกองคลัง"):
            reader.get_by_text(text.split()[0]).first.wait_for()
            assert lying.letters(text) in lying.letters(reader.get_by_test_id("stMain").inner_text())
        expect(reader.get_by_text("example.org")).to_have_count(0)
        expect(browse(f"{address}/plan").get_by_text("คำถามที่ตอบแล้ว")).to_have_count(0)
    ((receivers, letter),) = letters
    assert receivers == ["clerk@example.go.th"]
    assert NASTY in letter.get_content().replace("\r\n", "\n")
    assert "budget?fy=2565" in letter.get_content()


@pytest.mark.full
def test_who_reads_english_can_ask_too(loaded_store, browse):
    with serving(loaded_store) as address:
        page = browse(f"{address}/budget?lang=en")
        page.get_by_role("button", name="Ask about this page, or object").click()
        form = page.get_by_role("dialog")
        form.get_by_label("What do you want to know").fill("Why so little?")
        form.get_by_role("button", name="Send", exact=True).click()
        expect(form.get_by_text("The office has your question (number 1).")).to_be_visible()
    assert [each.text for each in questions.questions(loaded_store, "04960201")] == ["Why so little?"]


@pytest.mark.full
def test_a_visitor_who_may_not_change_anything_sees_neither_list_nor_its_link(dashboard, browse):
    page = browse(f"{dashboard}/questions")
    expect(page.locator("textarea")).to_have_count(0)
    expect(page.get_by_role("link", name="คำถามจากประชาชน")).to_have_count(0)


def test_questions_are_bounded_and_none_is_lost(tmp_path, monkeypatch):
    for text in ("", "  \n", "ก" * (questions.LONGEST_QUESTION + 1)):
        with pytest.raises(LoadError):
            questions.ask(tmp_path, asked(text))
    monkeypatch.setattr(questions, "MOST_UNANSWERED", 3)
    numbers = [questions.ask(tmp_path, asked(f"ข้อ {n}")).number for n in range(3)]
    with pytest.raises(LoadError):
        questions.ask(tmp_path, asked("อีกข้อ"))
    questions.answer(tmp_path, numbers[1], "ตอบแล้ว", "กองคลัง", is_published=False)
    assert questions.ask(tmp_path, asked("อีกข้อ")).number == 4
    longer = replace(asked(), link=f"budget?q={'a' * questions.LONGEST_LINK}")
    questions.answer(tmp_path, 4, "ตอบแล้ว", "กองคลัง", is_published=False)
    assert questions.ask(tmp_path, longer).link == "budget"
    questions.remove(tmp_path, 5)
    assert [each.text for each in questions.questions(tmp_path, "04960201")] == ["อีกข้อ", "ข้อ 2", "ข้อ 1", "ข้อ 0"]
    assert questions.questions(tmp_path, "99000001") == []


def test_a_question_that_is_removed_leaves_nothing_of_its_asker(tmp_path):
    number = questions.ask(tmp_path, asked(contact="081 234 5678")).number
    questions.remove(tmp_path, number)
    assert json.loads((tmp_path / questions.FILE).read_text()) == []
    with pytest.raises(LoadError):
        questions.answer(tmp_path, number, "ช้าไป", "กองคลัง", is_published=True)
