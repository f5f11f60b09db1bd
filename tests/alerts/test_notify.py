"""People are told what is new to them, once each, and just what they ask for; nothing secret is told of them."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

import database
from alerts import record
from alerts.receivers import receivers
from evidence import dossier
from loaders.__main__ import main
from loaders.problem import LoadError
from queries.scope import catalogue
from sections import overview
from sections.subject import Published, Subject
from tests.calling import called
from tests.conftest import ROOT
from tests.posting import taking_calls, taking_letters
from tests.tiers import sampled
from vocabulary import thai
from vocabulary.data_sets import BY_TABLE, DATA_SETS
from vocabulary.findings import RULES

TAKBAI, MADE_UP = "04960201", "99000001"
HEAD = "organization,division,kinds,address,language\n"
SITE = {"PRONGSAI_ADDRESS": "https://data.example.go.th"}
PLAIN = SITE | {"CHROMIUM": "none-here"}
"""Without pictures, which cost more than all else."""


@pytest.fixture(scope="module")
def of_module(with_made_up, tmp_path_factory):
    """A store of the real tables and the made-up ones that this module has for itself."""
    return shutil.copytree(with_made_up, tmp_path_factory.mktemp("told") / "store")


@pytest.fixture
def office(of_module, monkeypatch):
    """The store, of which nothing was told yet."""
    (of_module / record.SENT).unlink(missing_ok=True)
    monkeypatch.setenv("PRONGSAI_STORE", str(of_module))
    return of_module


def asks(store, *rows):
    """Writes the table that says who is told."""
    (store / "settings").mkdir(exist_ok=True)
    (store / "settings" / "alerts.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def notify(*options, **environment):
    """What the command does."""
    return called(main, "notify", *options, **PLAIN | environment)


def messages(*options, **environment):
    """The messages of a call, as JSON tells them."""
    return json.loads(notify("--json", *options, **environment).stdout)["messages"]


def truth(organization, kinds, division):
    """The identifiers of what was found in an organization, asked of its tables in SQL: of these kinds (overdue, finding) and
    division ("": all)."""
    lines = " UNION ALL ".join(
        f"SELECT '{each.table}' AS \"table\", organization_code, load_id, source_row, {each.unit} AS unit"
        f" FROM published.{each.table} WHERE {each.unit} IS NOT NULL"
        for each in DATA_SETS
        if each.unit
    )
    rows = database.cursor().execute(
        f"""
        WITH line AS ({lines}),
        named AS (
            SELECT "table", load_id, source_row, min(unit) AS unit FROM line
            WHERE organization_code = $organization GROUP BY ALL HAVING min(unit) = max(unit)
        )
        SELECT finding_id, rule, findings."table", findings.fiscal_year,
               coalesce(unit, (SELECT min(unit) FROM named WHERE unit = subject), '')
        FROM published.findings LEFT JOIN named USING ("table", load_id, source_row) LEFT JOIN published.loads USING (load_id)
        WHERE coalesce(findings.organization_code, loads.organization_code) = $organization
          AND coalesce(holds_from <= $today, true) AND coalesce(holds_until > $today, true)
        """,
        {"organization": organization, "today": thai.today()},
    )
    newest = {each.name: year(organization, each.table) for each in DATA_SETS if not each.by_district}
    return {
        identifier
        for identifier, rule, table, fiscal_year, unit in rows.fetchall()
        if fiscal_year >= newest[BY_TABLE[table].findings]
        and division in ("", unit)
        and ("overdue" if RULES[rule].is_due else "finding") in kinds
    }


def year(organization, table):
    """The newest year that an organization has in a table."""
    asked = f"SELECT coalesce(max(fiscal_year), 0) FROM published.{table} WHERE organization_code = ?"
    return database.cursor().execute(asked, [organization]).fetchall()[0][0]


def of_kind(message, *kinds):
    """The identifiers of a message's events of these kinds."""
    return {event["identifier"] for event in message["events"] if event["kind"] in kinds}


@pytest.mark.parametrize(
    ("row", "organization", "division", "kinds"),
    [
        (f"{TAKBAI},,*", TAKBAI, "", {"overdue", "finding"}),
        (f"{MADE_UP},,overdue", MADE_UP, "", {"overdue"}),
        (f"{MADE_UP},กองช่าง,finding overdue", MADE_UP, "กองช่าง", {"overdue", "finding"}),
        ("*,,finding", TAKBAI, "", {"finding"}),  # nobody is told of what does not exist without asking for it
    ],
)
def test_a_receiver_is_told_just_what_the_row_asks_for(office, row, organization, division, kinds):
    asks(office, f"{row},clerk@takbai.go.th,th")
    told = messages("--dry-run")
    expected = truth(organization, kinds, division)
    assert {each for message in told for each in of_kind(message, "overdue", "finding")} == expected
    assert all(event["organization"] == organization for message in told for event in message["events"])
    assert not (office / record.SENT).exists()


def test_what_falls_behind_is_told_as_the_overview_says_it(office):
    asks(office, f"{MADE_UP},,behind,clerk@takbai.go.th,th", f"{MADE_UP},,behind,json://127.0.0.1:9/,en")
    in_thai, in_english = messages("--dry-run")
    con = database.cursor()
    data: Published = dossier.published(con, catalogue(con), thai.today())
    subjects: dict[str, Subject] = {}
    for name in overview.HEADLINES:
        scope = data.scope(MADE_UP, name, None, None, "")
        subjects |= {name: subject} if scope and (subject := data.subject(name, scope)) else {}
    notices = [each for each in overview.notices(subjects) if each.tone == "behind" and not each.is_finding]
    assert notices
    assert {event["sentence"] for event in in_thai["events"]} == {notice.text for notice in notices}
    assert of_kind(in_thai, "behind") == of_kind(in_english, "behind")
    assert {event["sentence"] for event in in_english["events"]}.isdisjoint(notice.text for notice in notices)
    assert all(event["link"].startswith(SITE["PRONGSAI_ADDRESS"]) for event in in_thai["events"])


def test_nothing_is_sent_twice_or_lost_however_often_the_server_refuses(office):
    people = [f"{name}@takbai.go.th" for name in "abcd"]
    asks(office, *(f"{TAKBAI},,*,{each},th" for each in people), f"{TAKBAI},,finding,a@takbai.go.th,th")
    with taking_letters() as letters:
        for refused, is_done in (({"b", "d"}, 1), ({"d"}, 1), (set(), 0), (set(), 0)):
            letters.refused = frozenset(f"{name}@takbai.go.th" for name in refused)
            run = notify()
            assert (run.returncode, run.stderr) == (is_done, "")
            assert ("550" in run.stdout) == bool(refused)
    assert sorted(receiver for receivers, _letter in letters for receiver in receivers) == people
    for _receivers, letter in letters:
        text = letter.get_body().get_content()
        assert "เทศบาลเมืองตากใบ" in letter["Subject"]
        assert "https://data.example.go.th/findings?org=04960201" in text
    assert "takbai.go.th" not in (office / record.SENT).read_text()
    everything = truth(TAKBAI, {"overdue", "finding"}, "")
    for sent in record.kept(office, record.SENT).values():
        assert sent >= everything
    assert len(record.kept(office, record.SENT)) == len(people)


def test_two_at_once_send_once(office):
    asks(office, *(f"{TAKBAI},,*,{name}@takbai.go.th,th" for name in "ab"))
    with taking_letters() as letters, ThreadPoolExecutor(2) as both:
        runs = [both.submit(_sent, office) for _ in range(2)]
        assert sorted(run.result() for run in runs) == [0, 2]
    assert sorted(receivers for receivers, _letter in letters) == [["a@takbai.go.th"], ["b@takbai.go.th"]]


def _sent(store):
    from alerts import messages

    return len([*messages.sent(store, receivers(store / "settings" / "alerts.csv"))])


@pytest.mark.full
def test_two_processes_at_once_send_once(office):
    asks(office, *(f"{TAKBAI},,*,{name}@takbai.go.th,th" for name in "abc"))
    with taking_letters() as letters:
        call = [sys.executable, "-m", "loaders", "notify"]
        runs = [subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL) for _ in range(3)]
        assert [run.wait(120) for run in runs] == [0, 0, 0]
    assert sorted(receivers for receivers, _letter in letters) == [[f"{name}@takbai.go.th"] for name in "abc"]


def test_a_letter_has_the_picture_of_the_gravest(office):
    asks(office, f"{TAKBAI},,behind,a@takbai.go.th,en")
    with taking_letters() as letters:
        assert called(main, "notify", **SITE).returncode == 0
    ((_receivers, letter),) = letters
    (picture,) = letter.iter_attachments()
    assert (picture.get_content_type(), picture.get_content()[:4]) == ("image/png", b"\x89PNG")
    assert "Behind: " in letter.get_body().get_content()


def test_a_webhook_is_called_and_its_address_told_nowhere(office):
    with taking_calls() as calls:
        address = f"json://user:hidden@{calls.address}/path/token?+X-Key=secret"
        asks(office, f"{TAKBAI},,overdue,{address},th")
        calls.status = 503
        failed = notify()
        assert (failed.returncode, calls) == (1, [])
        calls.status = 200
        done = notify()
        assert done.returncode == 0
        assert notify().returncode == 0
        table = notify("--table")
    (call,) = calls
    assert call["title"].startswith("โปร่งใส: ")
    assert call["message"].count("เกินกำหนด: ") == len(truth(TAKBAI, {"overdue"}, ""))
    told = "".join(run.stdout + run.stderr for run in (failed, done, table)) + (office / record.SENT).read_text()
    assert not [word for word in ("hidden", "token", "secret", "user", calls.address) if word in told]
    assert "503" in failed.stdout


def test_a_message_is_as_short_as_its_service_wants_it_and_says_how_many_more_there_are(office):
    asks(office, f"{TAKBAI},,*,line://TOKEN/USER,th", f"{MADE_UP},,*,line://TOKEN/USER,th", f"{TAKBAI},,*,a@takbai.go.th,th")
    short, letter = messages("--dry-run", **SITE)
    assert len(short["title"] + short["text"]) < 5000
    assert short["text"].count("\n– ") <= 20
    assert f"และอีก {len(short['events']) - short['text'].count(chr(10) + '– ')} เรื่อง" in short["text"]
    assert "อปท. 2 แห่ง" in short["title"]
    assert letter["text"].count("\n– ") == len(letter["events"])
    gravity = ["error", "warning", "note"]
    severities = [gravity.index(event["severity"]) for event in letter["events"] if event["kind"] != "overdue"]
    assert severities == sorted(severities)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("4960201,,*,a@takbai.go.th,th", "organization"),
        ("*,,due,a@takbai.go.th,th", "kinds"),
        ("*,,,a@takbai.go.th,th", "kinds"),
        ("*,,*,a@takbai.go.th,de", "language"),
        ("*,,*,hidden-token,th", "address"),
        ("*,,*,lien://hidden-token/USER,th", "address"),
        ("*,,*,line://hidden-token,th", "address"),
        ("*,,*,mailto://me:hidden-token@example.go.th,th", "address"),
        ("*,,*,first@takbai.go.th,en", "language"),  # which gets them in Thai already
    ],
)
def test_a_mistake_is_told_with_its_place_and_nobody_is_sent_anything(office, row, column):
    asks(office, "*,,*,first@takbai.go.th,th", row)
    with pytest.raises(LoadError) as refused:
        receivers(office / "settings" / "alerts.csv")
    assert (3, column) in [(problem.row, problem.column) for problem in refused.value.problems]
    run = notify()
    assert (run.returncode, run.stderr) == (1, "")
    assert "hidden" not in run.stdout
    assert f"column {column}" in run.stdout


def test_a_row_by_which_nobody_can_be_told_is_named(office):
    rows = f"{MADE_UP},กองช่าง,*", f"{MADE_UP},กองชาง,*", "*,กองช่าง,*", f"{TAKBAI},กองที่ไม่มี,*", "04960209,,*", "*,,*"
    asks(office, *(f"{row},clerk@takbai.go.th,th" for row in rows))
    for options in (["--table"], ["--dry-run"]):
        unknown = json.loads(notify("--json", *options).stdout)["unknown"]
        named = [f"{row['organization']},{row['division']},{row['kinds']}" for row in unknown]
        assert named == [rows[1], rows[3], rows[4]]
        assert "กองชาง" in notify(*options).stdout.replace("\n", "")


SERVERS = ["", "smtp://127.0.0.1:9", "smtp://me:hidden/word@127.0.0.1:25", "smtp://["]


@pytest.mark.parametrize("server", sampled(SERVERS, every=2))
def test_a_mail_server_that_is_not_there_is_told_without_its_password(office, server):
    asks(office, f"{TAKBAI},,*,a@takbai.go.th,th")
    run = notify(PRONGSAI_SMTP=server, PRONGSAI_MAIL_FROM="prongsai@example.go.th")
    assert (run.returncode, run.stderr) == (1, "")
    assert "mail server" in run.stdout
    assert "hidden" not in run.stdout
    assert not any(record.kept(office, record.SENT).values())


def test_a_store_that_takes_no_line_has_nothing_sent(office):
    asks(office, f"{TAKBAI},,*,a@takbai.go.th,th")
    (office / record.SENT).mkdir()
    with taking_letters() as letters:
        run = notify()
    (office / record.SENT).rmdir()
    assert (run.returncode, run.stderr, letters) == (1, "", [])


def test_rules_of_what_is_due_say_so():
    """Else people would not be told that it is overdue."""
    named = {name for name in RULES if name.endswith("_overdue") or name.startswith("missing_")}
    assert named
    assert [name for name in sorted(named) if not RULES[name].is_due] == []


def test_a_line_that_was_broken_off_counts_for_nothing_and_goes(tmp_path):
    record.add(tmp_path, record.SENT, "a", ["1"])
    with (tmp_path / record.SENT).open("a") as file:
        file.write('{"who": "a", "events": ["2"')
    assert record.kept(tmp_path, record.SENT) == {"a": {"1"}}
    record.add(tmp_path, record.SENT, "b", ["2"])
    record.add(tmp_path, record.SENT, "a", ["3"])
    assert record.kept(tmp_path, record.SENT) == {"a": {"1", "3"}, "b": {"2"}}


ROW = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n04960201,2569,2026-03-31,กองคลัง,ค่าวัสดุ,100,{}\n"


def test_what_is_told_stays_told_after_a_rebuild_and_a_load_that_was_undone_is_told(store, loader, write, monkeypatch):
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    loader("load", write(ROW.format(40)))
    loader("load", write(ROW.format(120), "over.csv"))
    asks(store, f"{TAKBAI},,*,json://127.0.0.1:9/,th", f"{TAKBAI},กองคลัง,*,a@takbai.go.th,th")
    whole, of_division = messages("--dry-run")
    assert of_kind(of_division, "finding") <= of_kind(whole, "finding")
    assert of_kind(of_division, "finding")
    loader("rebuild")
    assert [message["events"] for message in messages("--dry-run")] == [whole["events"], of_division["events"]]
    loader("undo", "2")
    (event,) = (event for event in messages("--dry-run")[0]["events"] if event["kind"] == "undone")
    assert "over.csv" in event["sentence"]


def test_without_a_table_nobody_is_told_and_a_copy_of_another_store_tells_nobody(office):
    (office / "settings" / "alerts.csv").unlink(missing_ok=True)
    run = notify()
    assert (run.returncode, "alerts.csv" in run.stdout) == (0, True)
    asks(office, f"{TAKBAI},,*,a@takbai.go.th,th")
    assert notify(PRONGSAI_FOLLOWS="on").returncode == 1
