"""What people write and add on the page of evidence: drafts, texts of measures, pictures, and what is refused."""

import json
import subprocess
import sys
import zlib
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

import database
from evidence import items as evidence
from evidence.build import pack
from evidence.verify import verify
from loaders import user_texts
from loaders.actor import Actor, acting
from loaders.problem import LoadError
from loaders.store import document_texts, photographs
from loaders.store.document_texts import Box
from loaders.store.replay import rebuild
from loaders.store.verification import differences
from loaders.user_texts import DOCUMENT_TEXTS, MEASURE_TEXTS, PHOTOGRAPHS
from queries.scope import catalogue
from tests.conftest import ROOT
from tests.pictures import SECRET, photograph, png_of
from tests.readers import dossier
from tests.tiers import sampled

TODAY = date(2026, 11, 23)
TAKBAI, YEAR = "04960201", 2565


@pytest.fixture
def own(loaded_store, monkeypatch):
    """A store with the municipality's tables that the program sees."""
    monkeypatch.setenv("PRONGSAI_STORE", str(loaded_store))
    return loaded_store


def of_measure(name, number=1, file=MEASURE_TEXTS):
    return Box(file, TAKBAI, YEAR, f"{number}", name)


def report():
    """O43 as it would be made now."""
    con = database.cursor()
    item = next(each for each in evidence.items(con, TAKBAI, YEAR) if each.subject == "measures_result")
    return dossier(con, item, TODAY).report()


def table(about):
    return next(part.table for part in about.parts if part.name == "measures").set_index("measure_no")


def test_a_draft_costs_no_copy_of_the_database_and_is_published_once(own, rows):
    before = database.identity()
    box = Box(DOCUMENT_TEXTS, TAKBAI, YEAR, "measures_result", "problems")
    for text in ("ข", "ขาด", "ขาดบุคลากร"):
        document_texts.keep_draft(box, text)
    assert database.identity() == before
    assert document_texts.drafts(TAKBAI) == {box: "ขาดบุคลากร"}
    assert document_texts.drafts("99000001") == {}
    assert document_texts.publish_drafts(TAKBAI)
    assert rows("SELECT text, written_by <> '' FROM document_texts") == [("ขาดบุคลากร", True)]
    published = database.identity()
    assert not document_texts.publish_drafts(TAKBAI)
    document_texts.keep_draft(box, "ขาดบุคลากร ")
    assert not document_texts.publish_drafts(TAKBAI)
    assert (database.identity(), document_texts.drafts(TAKBAI)) == (published, {})


def test_findings_stay_when_only_words_are_published(own, rows):
    before = rows("SELECT * FROM findings")
    document_texts.write(TAKBAI, YEAR, "measures_result", {"problems": "ขาดบุคลากร"}, own)
    assert before
    assert rows("SELECT * FROM findings") == before


def test_what_the_office_writes_of_a_measure_stands_in_the_paper_and_the_files_words_beside_it(own):
    in_file = table(report()).result[1]
    document_texts.keep_draft(of_measure("result"), "จัดแล้ว 2 ครั้ง")
    document_texts.keep_draft(of_measure("suggestion", 2), "ควรจัดทุกไตรมาส")
    document_texts.publish_drafts(TAKBAI)
    every = table(report())
    assert every.result[1] == "จัดแล้ว 2 ครั้ง"
    assert every.result_in_file[1] == in_file
    assert every.suggestion[2] == "ควรจัดทุกไตรมาส"
    assert every.result_in_file.drop(1).isna().all()
    document_texts.keep_draft(of_measure("result"), "")
    document_texts.publish_drafts(TAKBAI)
    assert table(report()).result[1] == in_file


def test_pictures_are_small_upright_and_bare(own):
    photographs.add(TAKBAI, YEAR, 1, [photograph(), photograph("PNG")])
    (kept, other) = user_texts.photographs(own).values()
    assert {path.stem for path in (own / "photographs").iterdir()} == {kept["sha256"], other["sha256"]}
    content = user_texts.picture_path(own, kept["sha256"]).read_bytes()
    with Image.open(BytesIO(content)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1067, 1600))
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not any(mark in content for mark in (b"Exif", b"Telephone", SECRET))


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (png_of(60_000, 60_000), "too_many_pixels"),
        (png_of(10_000, 9_000), "too_many_pixels"),
        (png_of(10, 10, (b"zTXt", b"a\0\0" + zlib.compress(bytes(100_000_000)))), "no_picture"),
        (png_of(3_000, 3_000), "no_picture"),
        (photograph()[:2_000], "no_picture"),
        (b"%PDF-1.7 a paper with another name", "no_picture"),
        (b"GIF89a" + bytes(50), "no_picture"),
        (b"", "no_picture"),
        (bytes(10_000_001), "picture_too_large"),
    ],
    ids=["bomb", "too many pixels", "bomb in a text", "cut bomb", "cut", "PDF", "GIF", "empty", "too large"],
)
def test_what_is_no_picture_or_too_large_is_refused(own, content, rule):
    with pytest.raises(LoadError) as refused:
        photographs.add(TAKBAI, YEAR, 1, [content])
    assert refused.value.problems[0].rule == rule
    assert not user_texts.photographs(own)


def test_a_measure_has_at_most_eight_pictures(own, rows):
    every = [photograph(size=(40, 30 + number)) for number in range(9)]
    photographs.add(TAKBAI, YEAR, 1, every[:8])
    photographs.add(TAKBAI, YEAR, 1, every[:1])
    with pytest.raises(LoadError, match="at most 8"):
        photographs.add(TAKBAI, YEAR, 1, every[8:])
    assert rows("SELECT count(*) FROM photographs") == [(8,)]


@pytest.mark.full
def test_pictures_come_with_the_document_in_the_order_of_the_measures_and_outlive_a_rebuild(own, tmp_path):
    photographs.add(TAKBAI, YEAR, 4, [photograph(size=(90, 60))])
    photographs.add(TAKBAI, YEAR, 2, [photograph(size=(60, 90)), photograph(size=(60, 60))])
    sha256 = next(key[3] for key in user_texts.photographs(own) if key[2] == "2")
    document_texts.keep_draft(of_measure(sha256, 2, PHOTOGRAPHS), "อบรมคุณธรรม")
    document_texts.keep_draft(of_measure("reason", 3), "ไม่มีภาพ เพราะเผยแพร่ทางเว็บไซต์")
    document_texts.publish_drafts(TAKBAI)
    rebuild(own)
    second, third, fourth = report().activities
    assert second.heading.startswith("ข้อ 2 ")
    assert second.captions == "อบรมคุณธรรม\n(ภาพไม่มีคำบรรยาย)"
    assert (third.photographs, third.reason) == ((), "ไม่มีภาพ เพราะเผยแพร่ทางเว็บไซต์")
    assert len(fourth.photographs) == 1
    con = database.cursor()
    wanted = [each for each in evidence.items(con, TAKBAI, YEAR) if each.subject == "measures_result"]
    ((name, content),) = pack(con, catalogue(con), wanted, TODAY, lambda *_step: None).items()
    (tmp_path / name).write_bytes(content)
    assert verify(con, catalogue(con), tmp_path / name) == []
    photographs.take_away(TAKBAI, YEAR, 4, fourth.photographs[0].sha256)
    assert not user_texts.picture_path(own, fourth.photographs[0].sha256).exists()
    con = database.cursor()
    assert "ข้อ 4" in " ".join(each.place for each in verify(con, catalogue(con), tmp_path / name))


@pytest.mark.full
def test_a_lost_file_of_a_picture_leaves_the_others(own):
    photographs.add(TAKBAI, YEAR, 1, [photograph(size=(40, 30)), photograph(size=(30, 40))])
    lost = next(iter(user_texts.photographs(own).values()))
    user_texts.picture_path(own, lost["sha256"]).unlink()
    rebuild(own)
    (activity,) = report().activities
    assert len(activity.photographs) == 1


def test_texts_and_pictures_keep_the_name_of_who_made_them_whoever_publishes(own, rows):
    typist, other = Actor("typist@takbai.go.th"), Actor("other@takbai.go.th")
    with acting(typist):
        document_texts.keep_draft(of_measure("result"), "จัดแล้ว 2 ครั้ง")
        photographs.add(TAKBAI, YEAR, 1, [photograph()])
    ((*_place, sha256),) = user_texts.photographs(own)
    with acting(other):
        document_texts.keep_draft(of_measure(sha256, 1, PHOTOGRAPHS), "อบรม")
        document_texts.publish_drafts(TAKBAI)
    assert rows("SELECT written_by FROM measure_texts WHERE name = 'result'") == [(typist.name,)]
    assert rows("SELECT caption, written_by FROM photographs") == [("อบรม", typist.name)]


def rules(store):
    return [problem.rule for problem in differences(store)]


ALTERATIONS = {
    "another word": lambda text: text.replace("บุคลากร", "งบประมาณ"),
    "another writer": lambda text: text.replace("clerk@", "other@"),
    "one more": lambda text: json.dumps([*json.loads(text), json.loads(text)[0] | {"text": "ไม่มี"}]),
    "one less": lambda text: json.dumps(json.loads(text)[1:]),
    "another order": lambda text: json.dumps(json.loads(text)[::-1]),
    "another form": lambda text: json.dumps({"0": json.loads(text)}),
    "cut off": lambda text: text[:-9],
    "nothing": lambda _text: "[]",
}


@pytest.mark.full
def test_every_alteration_of_what_people_wrote_is_noticed_and_nothing_is_built_on_it(own, load):
    with acting(Actor("clerk@takbai.go.th")):
        for text in ("ขาดบุคลากร", "ขาดบุคลากรและเวลา"):
            document_texts.write(TAKBAI, YEAR, "measures_result", {"problems": text}, own)
    path = own / DOCUMENT_TEXTS
    whole = path.read_text(encoding="utf-8")
    assert rules(own) == []
    for how, alter in ALTERATIONS.items():
        path.write_text(alter(whole), encoding="utf-8")
        assert rules(own) == ["texts_altered"], how
    with pytest.raises(LoadError, match=DOCUMENT_TEXTS):
        document_texts.write(TAKBAI, YEAR, "measures_result", {"problems": "อื่น"}, own)
    path.unlink()
    assert rules(own) == ["texts_altered"]
    path.write_text(whole, encoding="utf-8")
    assert rules(own) == []
    path.unlink()
    rebuild(own)  # whoever administers the server takes it so
    assert rules(own) == []


KILLED = """
import os, sys
from pathlib import Path
from loaders.store import document_texts
sys.addaudithook(lambda event, args: event == "os.rename" and str(args[1]).endswith({at!r}) and os.kill(os.getpid(), 9))
document_texts.write("04960201", 2565, "measures_result", {{"problems": "ขาดเวลา"}}, Path({store!r}))
"""


@pytest.mark.parametrize("at", sampled(["document_texts.json", "prongsai.duckdb"], always=["prongsai.duckdb"]))
def test_what_was_being_written_when_the_program_was_killed_is_no_alteration(own, rows, at):
    document_texts.write(TAKBAI, YEAR, "measures_result", {"suggestions": "เพิ่มคน"}, own)
    code = KILLED.format(at=at, store=str(own))
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True).returncode == -9
    assert rules(own) == []
    document_texts.write(TAKBAI, YEAR, "measures_result", {"problems": "ขาดบุคลากร"}, own)
    assert rules(own) == []
    assert rows("SELECT text FROM document_texts ORDER BY text") == [("ขาดบุคลากร",), ("เพิ่มคน",)]


def test_an_altered_picture_is_noticed_and_never_taken_in(own, rows):
    photographs.add(TAKBAI, YEAR, 1, [photograph(size=(90, 60))], own)
    (path,) = (own / user_texts.PICTURES).iterdir()
    path.write_bytes(photograph(size=(60, 90)))
    assert rules(own) == ["picture_altered"]
    path.unlink()
    assert rules(own) == []
    assert rows("SELECT sha256 FROM photograph_files") == [(path.stem,)]
    path.write_bytes(photograph(size=(60, 90)))
    rebuild(own)
    assert rows("SELECT sha256 FROM photograph_files") == []
