"""The commands on what is stored: status, verify, history, undo, rebuild, audit, backup and restore."""

from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

import seal
from loaders import audit as log
from loaders.cli.answering import (
    DONE,
    on_store,
    plain,
    print_json,
    print_problem,
    progress_bar,
    shown_on,
)
from loaders.schema.datasets import DATASETS
from loaders.store import backup as whole_store
from loaders.store import history as register
from loaders.store import lake, replay, verification
from loaders.store import status as store_status
from loaders.store.history import LoadEntry
from loaders.store.publishing import refuse_no_store
from vocabulary.command_line import REFUSED, Choice, argument, whole_number
from vocabulary.language import N_

_STATES = {
    "in_force": "ใช้อยู่ / in force",
    "partly_replaced": "ถูกแทนที่บางส่วน / partly replaced",
    "replaced": "ถูกแทนที่โดยครั้งที่ {replaced_by} / replaced by {replaced_by}",
    "undone": "ยกเลิกแล้ว / undone",
}


@on_store("status", N_("what the store holds"))
def status(store: Path, as_json: bool) -> int:
    """Tells what the store holds."""
    state = store_status.status(store)
    if as_json:
        print_json(state)
        return DONE
    table = Table("ตาราง / table", "แถว / rows", title=escape(f"{store} · {state['published_at'] or '–'}"))
    for name, rows in state["tables"].items():
        table.add_row(f"{DATASETS[name].title} ({name})", f"{rows:,}")
    Console(highlight=False, emoji=False).print(table)
    return DONE


@on_store("verify", N_("whether the store is still what was published"))
def verify(store: Path, as_json: bool) -> int:
    """Tells in what database, originals and register are otherwise than they were published."""
    refuse_no_store(store)
    problems = verification.differences(store)
    if as_json:
        print_json({"whole": not problems, "problems": [problem.as_json() for problem in problems]})
    elif problems:
        for problem in problems:
            print_problem(problem)
    elif seal.read(store) is None:
        plain().print(
            "ฐานข้อมูลนี้เผยแพร่โดยรุ่นก่อน ยังไม่มีผนึก จึงตรวจได้เฉพาะไฟล์ต้นฉบับ การนำเข้าครั้งถัดไปจะผนึกให้ / published by an"
            " earlier version without a seal: only the originals could be checked; the next load seals it"
        )
    else:
        plain().print(
            "[green]✓[/] ฐานข้อมูล ไฟล์ต้นฉบับ และทะเบียนตรงกับที่เผยแพร่ / database, originals and register are as"
            " published"
        )
    return REFUSED if problems else DONE


@on_store("history", N_("every load, newest first, and what became of it"))
def history(store: Path, as_json: bool) -> int:
    """Tells of every load, newest first."""
    loads = register.history(store)
    if as_json:
        print_json({"loads": [load.as_json() for load in loads]})
        return DONE
    for load in loads:
        _print_load(load)
    return DONE


def _print_load(load: LoadEntry) -> None:
    out = plain()
    about = " · ".join(
        filter(None, (load.table, load.organization_code, load.fiscal_year, load.as_of, load.round_months))
    )
    rows = f"{load.rows_in_force:,}/{load.rows_stored:,} แถว / rows"
    state = _STATES[load.state].format(replaced_by=load.replaced_by)
    out.print(f"{load.load_id}  {escape(load.file_name)} → {escape(about)}: {rows} · {state}")
    sums = load.control.sums if load.control else {}
    if told := [f"{name} {total:,}" for name, total in sums.items() if total is not None]:
        out.print(f"   ยอดควบคุม / control totals: {' · '.join(told)}")
    by = escape(load.loaded_by)
    approved = f" · อนุมัติโดย / approved by {escape(load.approved_by)}" if load.approved_by else ""
    out.print(f"   [dim]{load.loaded_at:%Y-%m-%d %H:%M}Z · {by}{approved}[/]")
    if load.is_before_earlier:
        out.print(
            "   นาฬิกาของเครื่องถูกตั้งย้อนหลัง: มีการนำเข้าก่อนหน้าที่เวลาช้ากว่านี้ / the clock went back:"
            " an earlier load has a later time"
        )


@on_store("undo", N_("take a load back; what it had replaced returns"))
@argument("load_id", type=whole_number, metavar="LOAD_ID", help=N_("a number that history tells"))
def undo(load_id: int, store: Path, as_json: bool) -> int:
    """Takes a load back, by the number that history tells."""
    returned = replay.undo(store, load_id)
    if as_json:
        print_json({"undone": load_id, "returned": returned})
        return DONE
    out = plain()
    out.print(f"[green]✓[/] ยกเลิกการนำเข้าครั้งที่ {load_id} แล้ว / load {load_id} is undone")
    for earlier, rows in returned.items():
        out.print(f"  {rows:,} แถวของการนำเข้าครั้งที่ {earlier} กลับมา / {rows:,} rows of load {earlier} returned")
    return DONE


@on_store("rebuild", N_("make the database again from the kept originals"))
def rebuild(store: Path, as_json: bool) -> int:
    """Makes the database again from the kept originals."""
    with progress_bar() as bar:
        # How many loads there are is known only once the register is read.
        shown = shown_on(bar, 0)
        loads = replay.rebuild(store, lambda name: shown(name, 0))
    if as_json:
        print_json({"loads": loads, "store": str(store)})
    else:
        plain().print(f"สร้างฐานข้อมูลใหม่จากไฟล์ต้นฉบับ {loads} ครั้ง / rebuilt from {loads} loads")
    return DONE


@on_store("tidy", N_("put the small files of a lake together; for a timer, every night"))
def tidy(store: Path, as_json: bool) -> int:
    """Puts the small files of a lake together."""
    lake.tidy(store)
    if as_json:
        print_json({"snapshot": lake.snapshot()})
    else:
        plain().print("[green]✓[/] รวมไฟล์ย่อยของ DuckLake แล้ว / the small files of the lake are put together")
    return DONE


@on_store("audit", N_("who changed what; with verify: whether a line was altered or taken out"))
@argument(
    "what", type=Choice(("show", "verify")), default="show", metavar="[verify]", help=N_("check the lines")
)
def audit(what: str, store: Path, as_json: bool) -> int:
    """Shows who changed what, or checks the lines."""
    refuse_no_store(store)
    if what == "verify":
        problems = verification.of_audit(store)
        if as_json:
            print_json({"whole": not problems, "problems": [problem.as_json() for problem in problems]})
        for problem in () if as_json else problems:
            print_problem(problem)
        if not as_json and not problems:
            plain().print("[green]✓[/] บันทึกการใช้งานครบถ้วน / every line is as it was written")
        return REFUSED if problems else DONE
    lines = list(log.entries(store))
    if as_json:
        print_json({"entries": [asdict(line) for line in lines]})
        return DONE
    out = plain()
    for line in lines:
        about = " · ".join(f"{name}: {value}" for name, value in line.about.items())
        told = (f"{line.number}", line.at, line.who, line.address, line.act, about)
        out.print("  ".join(escape(each) for each in told if each))
    return DONE


_BACKUP = argument("file", type=Path, metavar="FILE.zip", help=N_("the backup"))


@on_store("backup", N_("write the whole store to one file"))
@_BACKUP
def backup(file: Path, store: Path, as_json: bool) -> int:
    """Writes the whole store to one file."""
    files = whole_store.backup(store, file)
    return _tell_files(files, "สำรองข้อมูลแล้วที่ / backed up in", file, as_json)


@on_store("restore", N_("make an empty folder the store of a backup"))
@_BACKUP
def restore(file: Path, store: Path, as_json: bool) -> int:
    """Makes an empty folder the store of a backup."""
    files = whole_store.restore(file, store)
    return _tell_files(files, "กู้คืนข้อมูลแล้วที่ / restored in", store, as_json)


def _tell_files(files: int, done: str, place: Path, as_json: bool) -> int:
    if as_json:
        print_json({"files": files, "place": str(place)})
    else:
        plain().print(f"{done} {escape(str(place))} · {files:,} ไฟล์ / files")
    return DONE
