"""The pack of a year: what is in it, that the same data give the same pack, and what verifying it finds."""

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pypdf
import pytest
import zxingcpp
from PIL import Image

from evidence.__main__ import main
from evidence.contents import SUMMARY
from loaders.layout.reading import Options
from loaders.loading import load_files
from loaders.store.document_texts import write
from tests.calling import called
from tests.earlier import of_earlier_version
from tests.readers import text_of
from tests.tiers import sampled

ROOT = Path(__file__).parents[2]
TAKBAI, TAKBAI_YEAR = "04960201", 2565
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
ADDRESS = "https://prongsai.example/dashboard"


def evidence(store, *arguments):
    """Carries out `python -m evidence` on a store within this process."""
    return called(main, *arguments, PRONGSAI_STORE=str(store), PRONGSAI_ADDRESS=ADDRESS)


def evidence_process(store, *arguments):
    """Runs `python -m evidence` on a store, as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "evidence", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PRONGSAI_STORE": str(store), "PRONGSAI_ADDRESS": ADDRESS},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


@pytest.fixture(scope="module")
def pack(published, tmp_path_factory):
    """The pack of Takbai's assessment of 2565."""
    folder = tmp_path_factory.mktemp("pack")
    made = evidence_process(published, "make", "--organization", TAKBAI, "--year", 2565, "--out", folder)
    assert made.returncode == 0, made.stderr
    path = folder / f"ita_{TAKBAI}_2565.zip"
    assert made.stdout.split() == [str(path), hashlib.sha256(path.read_bytes()).hexdigest()]
    return path


@pytest.fixture(scope="module")
def told(pack):
    """What the manifest says."""
    with ZipFile(pack) as archive:
        return json.loads(archive.read("manifest.json"))


@pytest.fixture(scope="module")
def files(pack):
    """All files of the pack."""
    with ZipFile(pack) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_every_item_that_there_are_data_for_and_names_the_others(told):
    assert [item["item"] for item in told["items"]] == ["O16", "O18", "O19", "O41", "O42", "O43", ""]
    assert told["items"][-1]["subject"] == SUMMARY
    assert [item["item"] for item in told["without_data"]] == ["O15", "O17", "O20", "O23", "O24", "O31", "O33", "O39", "O40"]


def test_the_manifest_names_every_file_with_its_hash_and_every_source_with_its_own(told, files, takbai):
    listed = {entry["path"]: entry["sha256"] for entry in told["files"]}
    assert listed.keys() == files.keys() - {"manifest.json"}
    assert all(hashlib.sha256(files[path]).hexdigest() == sha256 for path, sha256 in listed.items())
    sources = {source["file_name"]: source["sha256"] for item in told["items"] for source in item["sources"]}
    assert sources.keys() == {path.name for path in takbai.glob("*.csv")} - {"plan_ranking_2564.csv"}
    assert all(hashlib.sha256((takbai / name).read_bytes()).hexdigest() == sha256 for name, sha256 in sources.items())


def test_the_manifest_says_of_which_scope_and_day_each_item_is(told):
    scopes = {item["item"]: item["scopes"] for item in told["items"]}
    assert scopes["O19"] == [{"data_set": "budget", "fiscal_year": 2565, "round_months": None, "as_of": "2022-03-31"}]
    assert scopes["O41"] == [{"data_set": "plan", "fiscal_year": 2564, "round_months": 12, "as_of": None}]


def test_the_cover_sheet_names_the_papers_and_nothing_for_the_clerk(files, told):
    squeezed = "".join(text_of(files["cover.pdf"], "-raw").split())
    for item in told["items"]:
        assert f"{item['item']}{item['title']}".replace(" ", "").translate(THAI_DIGITS) in squeezed.translate(THAI_DIGITS)
        assert f"{item['folder']}.pdf" in squeezed
    assert not re.search("[0-9a-f]{64}|python-m", squeezed)


def test_the_checklist_has_every_component_with_its_state_and_every_file_with_its_hash(files, told):
    squeezed = "".join(text_of(files["check.pdf"], "-raw").split())
    for item in told["items"] + told["without_data"]:
        assert not item["item"] or f"{item['item']}{item['title']}".replace(" ", "").translate(THAI_DIGITS) in squeezed
    for said in ("O๑๘แผนการใช้จ่ายงบประมาณประจำปี:ขาด๓ส่วน", "O๑๙", "ให้เขียนในช่อง“ปัญหา/อุปสรรค”", "python-mevidenceverify"):
        assert said in squeezed
    assert squeezed.count("๒๐,๙๘๘,๒๐๐.๐๐") == 1
    for entry in told["files"]:
        if entry["path"] != "check.pdf":
            folder, _, name = entry["path"].rpartition("/")
            assert f"{folder.partition('/')[0]}/" in squeezed or not folder
            assert f"{name}{entry['sha256']}" in squeezed
    for item in told["items"]:
        assert all(source["sha256"] in squeezed for source in item["sources"])


def test_no_paper_has_a_hash_or_a_command(files, told):
    for item in told["items"]:
        squeezed = "".join(text_of(files[f"{item['folder']}/{item['folder']}.pdf"], "-raw").split())
        assert not re.search("[0-9a-f]{64}|python-m|สิ่งที่เอกสารนี้ยังไม่แสดง|ยังไม่ได้ระบุ", squeezed)


def test_papers_in_thai_have_thai_digits_and_files_latin_names(files, told):
    assert told["thai_digits"]
    for item in told["items"]:
        text = text_of(files[f"{item['folder']}/{item['folder']}.pdf"])
        assert str(TAKBAI_YEAR).translate(THAI_DIGITS) in text
    assert all(name.isascii() for name in files)


@pytest.mark.parametrize("item", ["O16", "O18", "O19", "O41", "O42", "O43", SUMMARY])
def test_every_figure_is_the_same_in_pdf_word_excel_and_csv(item, told, files):
    entry = next(each for each in told["items"] if (each["item"] or each["subject"]) == item)
    folder = entry["folder"]
    in_pdf = text_of(files[f"{folder}/{folder}.pdf"])
    printed = [
        cell.text
        for table in docx.Document(BytesIO(files[f"{folder}/{folder}.docx"])).tables
        for row in table.rows
        for cell in row.cells
        if re.fullmatch(r"[๐-๙,]+\.[๐-๙]{2}", cell.text)
    ]
    in_excel = openpyxl.load_workbook(BytesIO(files[f"{folder}/{folder}.xlsx"])).worksheets[1:-1]
    assert len(in_excel) == len(entry["tables"])
    assert all(figure in in_pdf for figure in printed)
    for name, sheet in zip(entry["tables"], in_excel, strict=True):
        head, *lines = csv.reader(StringIO(files[f"{folder}/tables/{name}.csv"].decode("utf-8-sig")))
        for row, line in enumerate(lines):
            told = dict(zip(head, line, strict=True))
            for heading, value in told.items():
                written = sheet.cell(HEAD_ROW + 1 + row, head.index(heading) + 1).value
                assert number(str(written)) == number(value), (name, heading, row)
    if item == "O19":
        assert "๑๑,๕๕๖,๗๒๓.๗๕" in printed


HEAD_ROW = 4
"""Of a table in the workbook, below its title, place and source."""


def number(written):
    """What is written as a number; None for anything else."""
    try:
        return round(float(written.replace(",", "")), 6)
    except ValueError:
        return None


def test_every_chart_leads_back_to_its_view(files):
    charts = [name for name in files if name.endswith(".png")]
    assert len(charts) >= 5
    for name in charts:
        (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(files[name])))
        assert code.text.startswith(f"{ADDRESS}/"), name
        assert f"org={TAKBAI}" in code.text


def test_the_summary_fits_one_page(files):
    name = f"{SUMMARY}_{TAKBAI}_2565"
    assert len(pypdf.PdfReader(BytesIO(files[f"{name}/{name}.pdf"])).pages) == 1


@pytest.mark.full
def test_the_same_data_give_the_same_pack(published, pack, tmp_path):
    made = evidence(published, "make", "--organization", TAKBAI, "--year", 2565, "--out", tmp_path)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / pack.name).read_bytes() == pack.read_bytes()


def test_an_untouched_pack_of_unchanged_data_is_verified(published, pack):
    verified = evidence_process(published, "verify", pack)
    assert (verified.returncode, verified.stdout) == (0, "")
    assert "ตัวเลขตรงกับข้อมูลปัจจุบัน" in verified.stderr


def test_one_changed_byte_is_found_by_the_files_name(published, pack, tmp_path, files):
    spoiled = tmp_path / "spoiled.zip"
    name = next(name for name in files if name.endswith("O19_budget_6m_04960201_2565.pdf"))
    with ZipFile(spoiled, "w") as archive:
        for each, content in files.items():
            archive.writestr(each, content[:-1] + b" " if each == name else content)
        archive.writestr("more.txt", b"")
    verified = evidence(published, "verify", spoiled)
    assert verified.returncode == 1
    assert name in verified.stdout
    assert "more.txt" in verified.stdout
    assert len(verified.stdout.splitlines()) == 2


@pytest.mark.full
def test_a_table_that_was_spoiled_is_named_and_not_compared(published, tmp_path, files):
    spoiled = tmp_path / "spoiled.zip"
    name = next(name for name in files if name.endswith("tables/lines.csv"))
    with ZipFile(spoiled, "w") as archive:
        for each, content in files.items():
            archive.writestr(each, b"\xff\n" if each == name else content)
    verified = evidence(published, "verify", spoiled)
    assert verified.returncode == 1
    assert verified.stdout.splitlines() == [f"{name}: ไฟล์ถูกแก้ไข (ค่า SHA-256 ไม่ตรงกับบัญชี)"]


@pytest.mark.full
def test_a_row_of_the_data_that_changed_since_is_named_with_its_figures(pack, takbai, tmp_path):
    paths = sorted(takbai.glob("*.csv"))
    mended = tmp_path / "budget_2565_6m.csv"
    text = (takbai / "budget_2565_6m.csv").read_text(encoding="utf-8")
    assert text.count("6256800.00") == 1
    mended.write_text(text.replace("6256800.00", "6256900.00"), encoding="utf-8")
    store = tmp_path / "store"
    load_files([mended if path.name == mended.name else path for path in paths], Options(), store, lambda name, rows: None)
    verified = evidence(store, "verify", pack)
    assert verified.returncode == 1
    assert "เบี้ยยังชีพผู้สูงอายุ" in verified.stdout
    assert "เดิม 6256800.00 ปัจจุบัน 6256900.00 ต่างกัน +100.00" in verified.stdout
    assert "budget_2565_6m.csv" in verified.stdout
    assert "satisfaction" not in verified.stdout


@pytest.mark.full
def test_a_table_forged_with_its_hash_in_the_manifest_is_told_as_an_altered_pack(published, tmp_path, files, told):
    name = next(name for name in files if name.endswith("tables/lines.csv"))
    forged = files[name].replace(b"6256800.00", b"9256800.00")
    assert forged != files[name]
    edited = json.loads(json.dumps(told))
    next(entry for entry in edited["files"] if entry["path"] == name)["sha256"] = hashlib.sha256(forged).hexdigest()
    with ZipFile(tmp_path / "forged.zip", "w") as archive:
        for each, content in (files | {name: forged, "manifest.json": json.dumps(edited).encode()}).items():
            archive.writestr(each, content)
    verified = evidence(published, "verify", tmp_path / "forged.zip")
    assert verified.returncode == 1
    assert f"{name}: ไม่ตรงกับที่คำนวณได้จากไฟล์ต้นทางชุดเดียวกันนี้" in verified.stdout
    assert "ถูกแก้ไขหลังจากจัดทำ" in verified.stderr


@pytest.mark.full
def test_a_text_that_was_written_since_is_told(published, pack, tmp_path):
    store = shutil.copytree(published, tmp_path / "store")
    write(TAKBAI, 2565, "anticorruption_year", {"problems": "ขาดบุคลากร"}, store)
    verified = evidence(store, "verify", pack)
    assert verified.returncode == 1
    assert "ปัญหา/อุปสรรค: เดิมเขียนว่า “–” ปัจจุบันเขียนว่า “ขาดบุคลากร”" in verified.stdout


@pytest.mark.full
def test_a_manifest_that_was_edited_is_found(published, tmp_path, files, told):
    for path, value in (
        (("assessment_year",), 2564),
        (("items", 0, "scopes", 0, "fiscal_year"), 2599),
        (("organization",), "อื่น"),
    ):
        edited = json.loads(json.dumps(told))
        place = edited
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        spoiled = tmp_path / "spoiled.zip"
        with ZipFile(spoiled, "w") as archive:
            for each, content in files.items():
                archive.writestr(each, json.dumps(edited) if each == "manifest.json" else content)
        assert evidence(published, "verify", spoiled).returncode == 1, path


@pytest.mark.parametrize("content", [b"", b"not a pack", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_pack_is_refused_in_words(published, tmp_path, content):
    path = tmp_path / "some.zip"
    path.write_bytes(content)
    verified = evidence(published, "verify", path)
    assert verified.returncode == 1
    assert "ไม่ใช่ชุดหลักฐาน" in verified.stderr
    assert "Traceback" not in verified.stderr


def test_a_folder_that_stands_for_a_pack_or_a_file_for_a_folder_is_told_with_what_to_do(published, tmp_path):
    (tmp_path / "made.zip").write_bytes(b"")
    verified = evidence(published, "verify", tmp_path)
    assert (verified.returncode, f"เช่น {tmp_path / 'made.zip'}" in verified.stderr) == (1, True)
    made = evidence(published, "make", "--organization", TAKBAI, "--year", 2565, "--out", tmp_path / "made.zip")
    assert (made.returncode, "โปรดระบุโฟลเดอร์อื่น" in made.stderr) == (1, True)


def test_a_manifest_with_nothing_in_it_is_no_pack(published, tmp_path):
    path = tmp_path / "some.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", '{"format": "prongsai-evidence-1"}')
    verified = evidence(published, "verify", path)
    assert verified.returncode == 1
    assert "ไม่ใช่ชุดหลักฐาน" in verified.stderr
    assert "ไม่พบไฟล์" in evidence(published, "verify", tmp_path / "nowhere.zip").stderr


@pytest.mark.full
def test_one_item_by_any_spelling_of_its_number_has_a_pack_of_its_own(published, tmp_path):
    made = evidence(published, "make", "--organization", TAKBAI, "--year", 2565, "--item", "o๔๓", "--out", tmp_path)
    assert made.returncode == 0, made.stderr
    assert [path.name for path in tmp_path.iterdir()] == [f"ita_{TAKBAI}_2565_O43.zip"]
    assert "ข้อที่มีในชุดหลักฐาน: O43" in made.stderr


def test_what_cannot_be_made_is_told_in_words(published, tmp_path):
    for arguments, said in (
        (("--organization", "00000000", "--year", 2565), "ไม่มีข้อมูลของ อปท. รหัส 00000000"),
        (("--organization", TAKBAI, "--year", 2550), "ไม่รู้จักการประเมินปี 2550"),
        (("--organization", TAKBAI, "--year", 2565, "--item", "O99"), "ไม่มีข้อ O99 ข้อที่มีคือ O15, O16, O17, O18"),
    ):
        made = evidence(published, "make", *arguments, "--out", tmp_path)
        assert made.returncode == 1
        assert said in made.stderr
        assert "Traceback" not in made.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.full
def test_data_of_an_earlier_version_are_brought_up_to_date_by_the_command_that_is_named(load, store, loader, takbai, tmp_path):
    load(takbai / "measures_2565.csv")
    with of_earlier_version(store) as connection:
        connection.execute("DROP TABLE measure_texts; UPDATE findings_basis SET basis = 'earlier'")
    asked = ("make", "--organization", TAKBAI, "--year", "2565", "--item", "O42", "--out", str(tmp_path))
    refused = evidence(store, *asked)
    assert "python -m loaders findings" in refused.stderr
    assert "Traceback" not in refused.stderr
    loader("findings")
    assert evidence(store, *asked).returncode == 0


@pytest.mark.full
def test_a_memo_can_lie_on_top_in_place_of_the_sheet_and_all_names_are_latin(published, tmp_path):
    made = evidence(
        published, "make", "--organization", TAKBAI, "--year", 2565, "--item", "O18", "--cover", "memo", "--out", tmp_path
    )
    assert made.returncode == 0, made.stderr
    (path,) = tmp_path.iterdir()
    assert path.stem.endswith("_memo")
    with ZipFile(path) as archive:
        names = archive.namelist()
        said = [paragraph.text for paragraph in docx.Document(BytesIO(archive.read("cover.docx"))).paragraphs]
    assert "cover.pdf" not in names
    assert all(name.isascii() for name in names)
    assert any("แผนการใช้จ่ายงบประมาณประจำปี" in text for text in said)


def test_an_item_without_data_is_refused_by_its_number(published, tmp_path):
    refused = evidence(published, "make", "--organization", TAKBAI, "--year", 2565, "--item", "O20", "--out", tmp_path)
    assert refused.returncode == 1
    assert "O20" in refused.stderr
    assert "Load them first" in refused.stderr


# Signed packs


@pytest.fixture
def signed(published, tmp_path):
    """Makes a pack of an office that has a key, in a folder of settings of its own; gives it, and the call that did."""
    store = shutil.copytree(published, tmp_path / "store")
    made_key = evidence(store, "key", "--organization", TAKBAI)
    assert made_key.returncode == 0
    asked = ("make", "--organization", TAKBAI, "--year", TAKBAI_YEAR, "--item", "O18", "--out")
    assert evidence(store, *asked, tmp_path).returncode == 0
    (path,) = tmp_path.glob("*.zip")
    return store, path, made_key.stdout.strip(), asked


@pytest.mark.full
def test_a_pack_of_an_office_with_a_key_is_signed_alike_each_time_and_names_the_key(signed, tmp_path):
    store, path, fingerprint, asked = signed
    assert evidence(store, *asked, tmp_path / "again").returncode == 0
    assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()
    verified = evidence(store, "verify", path)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert fingerprint in verified.stderr
    folder = store / "settings" / TAKBAI
    assert (folder / "signing_key.pem").stat().st_mode & 0o777 == 0o600
    secret = (folder / "signing_key.pem").read_bytes()
    refused = evidence(store, "key", "--organization", TAKBAI)
    assert (refused.returncode, (folder / "signing_key.pem").read_bytes()) == (1, secret)


@pytest.mark.full
def test_who_has_the_data_and_the_public_key_alone_can_verify_and_who_has_not_is_told(signed, published, tmp_path):
    store, path, fingerprint, _asked = signed
    public = store / "settings" / TAKBAI / "signing_key.pub.pem"
    unknown = evidence(published, "verify", path)
    assert (unknown.returncode, fingerprint in unknown.stderr, "ไม่รู้จัก" in unknown.stderr) == (1, True, True)
    assert evidence(published, "verify", path, "--key", public).returncode == 0
    assert evidence(published, "key", "--organization", "../04960201").returncode == 1
    (tmp_path / "no.pem").write_text("no key")
    refused = evidence(published, "verify", path, "--key", tmp_path / "no.pem")
    assert (refused.returncode, "Traceback" in refused.stderr) == (1, False)
    assert not (published / "settings").exists()


@pytest.mark.full
@pytest.mark.parametrize("forgery", sampled(["another manifest", "no signature", "another key", "nonsense"], every=4))
def test_a_forged_signature_is_told(signed, tmp_path, forgery):
    store, path, _fingerprint, _asked = signed
    with ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    forged = tmp_path / "forged.zip"
    if forgery == "another manifest":
        files["manifest.json"] += b" "
    elif forgery == "no signature":
        files.pop("manifest.sig")
    elif forgery == "another key":
        said = json.loads(files["manifest.sig"]) | {"public_key": "A" * 43 + "="}
        files["manifest.sig"] = json.dumps(said).encode()
    else:
        files["manifest.sig"] = b"[]"
    with ZipFile(forged, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    public = store / "settings" / TAKBAI / "signing_key.pub.pem"
    verified = evidence(store, "verify", forged, "--key", public)
    assert (verified.returncode, "Traceback" in verified.stderr) == (1, False)
    assert "ไม่ได้ลงลายมือชื่อ" in verified.stderr if forgery == "no signature" else "ลายมือชื่อดิจิทัลไม่ถูกต้อง" in verified.stderr
