"""The server killed at each step of publishing, and loads while fifty visitors read: nothing is lost, mixed or left half done."""

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from loaders.store.verification import differences
from tests.loaders.test_publishing import BUDGET, HOOK, MOMENTS, POINTS
from tests.pages.test_access import answer
from tests.pages.test_server import health
from tests.serving import ROOT, serving
from tests.tiers import sampled

KILLS = 10
"""At each moment of each step."""
PUBLISHED = MOMENTS.index((3, True))
"""From this moment on what was confirmed is published."""


def lines(division, amount, of=3):
    """The rows of a file of one division."""
    return [("04960201", division, f"รายการ {n}", amount) for n in range(of)]


def file(name, rows):
    """A file of the budget as a browser sends it."""
    text = BUDGET + "".join(f"{code},2565,2022-03-31,{division},{item},200,{amount}\n" for code, division, item, amount in rows)
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def is_gone(address):
    """Whether nobody answers there any more."""
    try:
        answer(address)
    except OSError:
        return True
    return False


@pytest.fixture
def kill(store, browse, rows, tmp_path):
    """Has a visitor load a division's budget, beside a file that is refused, and kills the server at a moment of publishing.

    Before, the server answers with what was accepted until then."""
    (tmp_path / "hook").mkdir()

    def kill(moment, division, accepted):
        step, is_taken = MOMENTS[moment]
        code = HOOK.format(steps=[*POINTS[: step + 1]], is_taken=is_taken)
        (tmp_path / "hook" / "sitecustomize.py").write_text(code, encoding="utf-8")
        readers = "copy" if moment % 2 else "published"
        path = f"{tmp_path / 'hook'}:{ROOT}"
        with serving(store, editing=True, PYTHONPATH=path, PRONGSAI_READERS=readers) as address:
            assert health(address)[1]["newest_load"] == len({line[1] for line in accepted})
            page = browse(f"{address}/data")
            refused = file("refused.csv", lines("ปฏิเสธ", "หกล้าน"))
            page.locator("input[type=file]").set_input_files([file("accepted.csv", lines(division, moment)), refused])
            confirm = page.get_by_role("button", name="ยืนยันนำเข้า 1 ไฟล์")
            expect(confirm).to_be_enabled(timeout=60_000)
            confirm.click()
            while not is_gone(address):
                time.sleep(0.05)
            page.context.close()
        held = "SELECT organization_code, division, item, disbursed FROM budget ORDER BY ALL"
        accepted = accepted + lines(division, moment) * (moment >= PUBLISHED)
        assert rows(held) == sorted(accepted)
        assert rows("SELECT count(*) FROM loads") == [(len({line[1] for line in accepted}),)]
        assert differences(store) == []
        return accepted

    return kill


@pytest.mark.full
@pytest.mark.parametrize("moment", sampled(range(len(MOMENTS)), always=[PUBLISHED]))
def test_a_server_killed_while_it_publishes_has_what_it_published_and_nothing_else(kill, store, load, browse, moment, request):
    accepted = lines("กองคลัง", 100)
    assert not load(file("first.csv", accepted)["buffer"]).refused
    for turn in range(KILLS if request.config.getoption("full") else 1):
        accepted = kill(moment, f"กอง {turn}", accepted)
    with serving(store) as address:
        assert health(address)[1]["newest_load"] == len({line[1] for line in accepted})
        expect(browse(f"{address}/budget").get_by_test_id("stMain")).to_contain_text("data.csv")  # whatever divisions it draws
    assert not load(file("last.csv", lines("กองช่าง", 7))["buffer"]).refused
    assert differences(store) == []


READERS = 50
PUBLICATIONS = 12
PAGES = ("", "budget", "measures", "findings")
PROTOCOLS = [Subprotocol("streamlit"), Subprotocol("PLACEHOLDER")]
MEASURES = "organization_code,fiscal_year,measure_no,measure,status\n"


def edition(number, write):
    """Two files that say in every row of which publication they are."""
    budget = "".join(f"04960201,2565,2022-03-31,กองคลัง,Edition{number}x รายการ {n},2000000,1000000\n" for n in range(20))
    measures = "".join(f"04960201,2565,{n},Edition{number}x มาตรการ {n},done\n" for n in range(1, 9))
    return write(BUDGET + budget, "budget.csv"), write(MEASURES + measures, "measures.csv")


def publish(store, *files):
    """Loads files in a process of its own, as an administrator does while others read."""
    subprocess.run([sys.executable, "-m", "loaders", "load", *files, "--store", store], cwd=ROOT, check=True, capture_output=True)


def answered(socket, page, known):
    """Of which publications a page tells, once it is drawn. `known` has the messages that the server sends only once."""
    wish = BackMsg()
    wish.rerun_script.page_name = page
    socket.send(wish.SerializeToString())
    told = set()
    while True:
        raw = socket.recv(120)
        message = ForwardMsg.FromString(raw)
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            told |= known[message.ref_hash]
            continue
        known[message.hash] = {int(number) for number in re.findall(rb"Edition(\d+)x", raw)}
        told |= known[message.hash]
        if kind == "delta":
            element = message.delta.new_element
            assert element.WhichOneof("type") != "exception", element
            assert not (element.WhichOneof("type") == "alert" and element.alert.format == element.alert.ERROR), element
        if kind == "script_finished" and message.script_finished in (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
        ):
            return told


@pytest.mark.full
@pytest.mark.parametrize("readers", ["published", "copy"])
def test_fifty_visitors_who_read_while_loads_publish_see_one_publication_at_a_time(store, write, readers):
    publish(store, *edition(0, write))
    ended = Event()

    def visitor(address, number):
        known: dict[str, set[int]] = {}
        seen: list[set[int]] = []
        stream = f"ws://{urlsplit(address).netloc}/_stcore/stream"
        with connect(stream, subprotocols=PROTOCOLS, origin=Origin(address), max_size=None, open_timeout=120) as socket:
            while not ended.is_set() or len(seen) < len(PAGES):
                seen.append(answered(socket, PAGES[(number + len(seen)) % len(PAGES)], known))
        return seen

    with serving(store, PRONGSAI_READERS=readers) as address, ThreadPoolExecutor(READERS) as crowd:
        visits = [crowd.submit(visitor, address, number) for number in range(READERS)]
        try:
            for number in range(1, PUBLICATIONS + 1):
                publish(store, *edition(number, write))
        finally:
            ended.set()
        answers = [visit.result() for visit in visits]
        assert health(address)[1]["newest_load"] == 2 * (PUBLICATIONS + 1)
    assert [told for seen in answers for told in seen if len(told) > 1] == []
    # Nobody goes back to an earlier one, and all have seen several.
    for seen in answers:
        numbers = [number for told in seen for number in told]
        assert numbers == sorted(numbers)
    assert len({number for seen in answers for told in seen for number in told}) > PUBLICATIONS / 2
