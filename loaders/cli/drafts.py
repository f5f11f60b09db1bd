"""The command on loads that wait for a second person: lists them, and for whoever administers the server,
publishes or withdraws one."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.markup import escape

from loaders import drafting
from loaders.cli.answering import DONE, on_store, plain, print_json, print_problem, progress_bar, shown_on
from loaders.cli.reports import print_effect, print_report
from loaders.loading import Plan, check_each, dry_run, plan_together
from loaders.problem import LoadError
from loaders.store import load_drafts
from loaders.store.load_drafts import LoadDraft
from loaders.store.publishing import identity, refuse_no_store
from vocabulary.command_line import REFUSED, WrongCall, option
from vocabulary.language import N_


@on_store("drafts", N_("loads that wait for approval by a second person"))
@option("--check", metavar="DRAFT", help=N_("what publishing a draft would change now"))
@option(
    "--publish-without-approval",
    "publish",
    metavar="DRAFT",
    help=N_("publish a draft, as whoever administers this server"),
)
@option("--withdraw", metavar="DRAFT", help=N_("take a draft away"))
def drafts(store: Path, as_json: bool, check: str | None, publish: str | None, withdraw: str | None) -> int:
    """Lists drafts, newest first; or does with one what is said."""
    refuse_no_store(store)
    named = [name for name in (check, publish, withdraw) if name]
    if len(named) > 1:
        raise WrongCall(N_("Say one thing of one draft."))
    if withdraw:
        load_drafts.withdraw(store, load_drafts.draft(store, withdraw))
    elif named:
        return _decide(store, load_drafts.draft(store, named[0]), publishes=bool(publish), as_json=as_json)
    every = load_drafts.drafts(store)
    if as_json:
        print_json({"drafts": [asdict(draft) for draft in every]})
    else:
        print_drafts(every)
    return DONE


def print_drafts(every: Sequence[LoadDraft]) -> None:
    """Tells of drafts: who handed in what and when, and what became of it."""
    out = plain()
    if not every:
        out.print("ไม่มีรายการรออนุมัติ / no load waits for approval")
    for draft in every:
        names = ", ".join(dict.fromkeys(file.name for file in draft.files))
        state = "รออนุมัติ / waits for approval"
        if not draft.waits:
            returned = f"{draft.returned_by}: {draft.remark}"
            state = f"ส่งคืนแล้ว / returned · {escape(' '.join(returned.split()))}"
        out.print(
            f"[bold]{draft.name}[/]  {escape(names)} · {escape(', '.join(draft.organizations))} · {state}"
        )
        out.print(f"   [dim]{draft.drafted_at} · {escape(draft.drafted_by)}[/]")


def _decide(store: Path, draft: LoadDraft, *, publishes: bool, as_json: bool) -> int:
    plan = _planned(store, draft)
    try:
        differences = drafting.differences(draft, plan)
        problems = plan.problems
        if publishes and not problems:
            plan = drafting.publish_draft(draft, plan, unapproved=True)
    except LoadError as error:
        problems = error.problems
    if as_json:
        told = {"draft": draft.name, "differences": [asdict(each) for each in differences]}
        files = {"files": [report.as_json() for report in plan.reports]}
        print_json(told | files | {"problems": [problem.as_json() for problem in problems]})
        return REFUSED if problems else DONE
    for report in plan.reports:
        print_report(report)
        if report.effect:
            print_effect(report.effect)
    if differences:
        plain().print(
            "[yellow]ข้อมูลเปลี่ยนไปหลังจากส่งรายการนี้ สิ่งที่แสดงเป็นผลตามข้อมูลปัจจุบัน / the data have"
            " changed since this was"
            " handed in; what is told is what holds now[/]"
        )
    for problem in problems:
        print_problem(problem)
    return REFUSED if problems else DONE


def _planned(store: Path, draft: LoadDraft) -> Plan:
    """What publishing a draft would do now."""
    published = identity(store)
    with drafting.files_of(store, draft) as paths, progress_bar() as bar:
        files = [(path, file.how_it_is_read) for path, file in zip(paths, draft.files, strict=True)]
        checked = check_each(files, shown_on(bar, len(files)), store)
    return dry_run(plan_together(checked, store, published))
